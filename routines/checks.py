"""System checks: what a host should know about this machine."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Info, register
from django.db import connection

from backflex import env, sqlite


@register()
def sqlite_journal(app_configs: Any, **kwargs: Any) -> list[Info]:
    """An Info if the SQLite library is too old for the write-ahead log; else nothing."""
    if connection.vendor != "sqlite" or sqlite.library_version() >= sqlite.FIRST_SAFE_WAL:
        return []
    version = ".".join(map(str, sqlite.library_version()))
    return [
        Info(
            f"SQLite {version} has the WAL-reset bug, so the journal is DELETE: safe, but slower.",
            hint="Install the pysqlite3 wheel, or a SQLite library of 3.51.3 or newer.",
            id="routines.I001",
        )
    ]


@register()
def proxies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A Warning if there is https, so a proxy, and TRUSTED_PROXY_COUNT says nothing of it."""
    if not settings.IS_HTTPS or env.text("TRUSTED_PROXY_COUNT"):
        return []
    return [
        checks.Warning(
            "PUBLIC_URL is https, but TRUSTED_PROXY_COUNT is not set: to the limits on signing"
            " in, everybody comes from the address of the proxy.",
            hint="Set TRUSTED_PROXY_COUNT to the number of proxies in front, most often 1;"
            " 0 says that there is none.",
            id="routines.W001",
        )
    ]
