"""The database's own trouble: how long a writer waits, and what an error says of the answer.

A writer waits for WAIT_SECONDS of the settings at most. No more than MOST_WAITING of a
process's threads wait at once, so that there is always one left for a page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.utils import DatabaseError

THREADS = 4  # of a process of the server
MOST_WAITING = THREADS // 2
# Writers of an ordinary moment take a few hundredths of a second each.
PATIENCE_SECONDS = 0.5
BRIEF_SECONDS = 0.2
RETRY_AFTER_SECONDS = 5

# SQLite's names for what keeps a transaction from being written, and undoes it.
_SURELY_UNDONE = {"SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_READONLY"}

Execute = Callable[..., Any]


class TooManyWait(OperationalError):
    """As many writers as may wait are waiting already."""


# What an error says


def is_trouble(error: BaseException | None) -> bool:
    """Whether the database is full, locked, read-only, damaged or away."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    # PostgreSQL says so of a read-only database, SQLite of a damaged one; Django itself
    # raises these too, and then without a cause.
    is_plain = type(error) in (DatabaseError, InternalError)
    return is_plain and getattr(error, "__cause__", None) is not None


def is_surely_unsaved(error: BaseException | None) -> bool:
    """Whether nothing of the transaction was written; False if the connection broke meanwhile."""
    if isinstance(error, TooManyWait):
        return True
    cause = getattr(error, "__cause__", None)
    # Of SQLite: an extended name is longer, as SQLITE_BUSY_SNAPSHOT.
    name = "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
    # Of PostgreSQL: class 08 is a lost connection, 57 a server that goes away.
    state = getattr(cause, "sqlstate", None) or ""
    return name in _SURELY_UNDONE or (bool(state) and state[:2] not in ("08", "57"))


# Who may wait


class WaitingWriters:
    """The threads of this process that wait until they may write."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._since: list[float] = []
        self._changed = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[float]:
        """Wait among them, from the moment given. Raises TooManyWait if too many do already."""
        with self._changed:
            while len(self._since) >= self._most:
                left = min(self._since) + PATIENCE_SECONDS - time.monotonic()
                if left <= 0:
                    raise TooManyWait("As many writers as may wait are waiting already.")
                self._changed.wait(left)
            since = time.monotonic()
            self._since.append(since)
        try:
            yield since
        finally:
            with self._changed:
                self._since.remove(since)
                self._changed.notify()


_writers = WaitingWriters()
# Of the request that a thread is at: the transaction that has its first lock, and whether
# another one waited to the end in vain.
_here = threading.local()


def wait_in_turn(
    execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """A wrapper of every statement: the one that may wait for other writers takes a place."""
    if not _may_wait(context["connection"], sql):
        return execute(sql, params, many, context)
    if getattr(_here, "has_waited_in_vain", False):
        raise TooManyWait("This request has waited in vain already.")
    with _writers.place() as since:
        try:
            return execute(sql, params, many, context)
        except OperationalError:
            _here.has_waited_in_vain = time.monotonic() - since > settings.WAIT_SECONDS / 2
            raise


def _begin_request(**_: Any) -> None:
    _here.has_waited_in_vain = False


def _may_wait(connection: BaseDatabaseWrapper, sql: str) -> bool:
    """Whether a statement may have to wait for another transaction.

    On SQLite the first of a transaction waits, and what is written outside one. On
    PostgreSQL a statement that locks rows does; once a transaction has its first lock it is
    not held up again, or it would wait for those who wait for it.
    """
    if connection.vendor == "sqlite":
        return sql.startswith("BEGIN") or not (connection.in_atomic_block or _only_reads(sql))
    if _only_reads(sql):
        return False
    blocks = connection.atomic_blocks
    if not blocks:
        return True
    is_first = getattr(_here, "transaction", None) is not blocks[0]
    _here.transaction = blocks[0]
    return is_first


def _only_reads(sql: str) -> bool:
    return not sql.startswith(("INSERT", "UPDATE", "DELETE")) and " FOR UPDATE" not in sql


def limit_writers() -> None:
    """From here on, let few threads of this process wait at once."""
    request_started.connect(_begin_request)
    connection_created.connect(_watch)


def _watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if wait_in_turn not in connection.execute_wrappers:
        connection.execute_wrappers.append(wait_in_turn)


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """Let SQLite wait for BRIEF_SECONDS alone, for what a page can do without."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(BRIEF_SECONDS * 1000)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {settings.WAIT_SECONDS * 1000}")
