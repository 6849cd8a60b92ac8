"""System checks: what a host should know about this machine."""

from typing import Any

from django.core.checks import Info, register
from django.db import connection

from backflex import sqlite


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
