"""The wiring of Backflex: settings, addresses, middleware, server."""
