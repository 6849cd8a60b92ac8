"""The entry point for the server."""

import os

from django.core.wsgi import get_wsgi_application

from backflex.storage import limit_writers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backflex.settings")

application = get_wsgi_application()
limit_writers()
