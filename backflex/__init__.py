"""The Django project of Backflex: settings, addresses, middleware, server."""
