"""SQLite for Backflex: a library without the WAL-reset bug, and safe options.

Libraries before 3.51.3 can lose transactions in WAL mode with several
connections (sqlite.org/wal.html#walresetbug), so an older one uses a DELETE
journal. The pysqlite3 wheel brings a newer library to the platforms that have
one; Django 6.1 asks its connections for two limits that pysqlite3 does not
offer, so `Connection` answers them.
"""

import sys
from typing import Any

FIRST_SAFE_WAL = (3, 51, 3)

# Limits of SQLite by name: the number of the category in C, and the value.
_LIMITS = {
    "SQLITE_LIMIT_COLUMN": (2, 2000),
    "SQLITE_LIMIT_VARIABLE_NUMBER": (9, 32766),
}


def use_newest_library() -> dict[str, Any]:
    """Put pysqlite3 in the place of sqlite3 if it is installed and newer.

    Must run before Django's SQLite backend is imported. Returns the options that its
    connections need; empty if nothing was replaced.
    """
    import sqlite3

    try:
        import pysqlite3
        from pysqlite3 import dbapi2
    except ImportError:
        return {}
    if pysqlite3.sqlite_version_info <= sqlite3.sqlite_version_info:
        return {}
    for module in (pysqlite3, dbapi2):
        for name, (number, _) in _LIMITS.items():
            if not hasattr(module, name):
                setattr(module, name, number)
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2

    class Connection(dbapi2.Connection):  # type: ignore[misc]
        """A pysqlite3 connection that answers the limits Django asks for."""

        def getlimit(self, category: int) -> int:
            """The value of a limit, by the number of its category in C."""
            return dict(_LIMITS.values())[category]

    return {"factory": Connection}


def library_version() -> tuple[int, ...]:
    """The version of the SQLite library that Django will use."""
    import sqlite3

    return tuple(sqlite3.sqlite_version_info)


def options(library_options: dict[str, Any], wait_seconds: int) -> dict[str, Any]:
    """The options of every connection, with those of `use_newest_library`.

    `synchronous` is FULL, so that an answer that was saved survives a power cut;
    transactions are IMMEDIATE, so that one that reads and then writes waits its turn
    instead of failing as locked, for `wait_seconds` at most.
    """
    journal = "WAL" if library_version() >= FIRST_SAFE_WAL else "DELETE"
    return {
        **library_options,
        "transaction_mode": "IMMEDIATE",
        "timeout": wait_seconds,
        "init_command": (
            f"PRAGMA journal_mode={journal};"
            "PRAGMA synchronous=FULL;"
            "PRAGMA journal_size_limit=27103364;"
            "PRAGMA cache_size=-20000;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
