"""The cache in the database, for which trouble of the database counts as an empty cache."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, transaction

# After trouble nothing is asked for a while, so that nobody waits for it again and again.
REST_SECONDS = 10


class Cache(DatabaseCache):
    """Limits are counted here: one that cannot be counted lets pass, and blames nobody."""

    _rests_until = 0.0

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """What is kept; nothing while the database is in trouble."""
        if self._is_resting():
            return {}
        try:
            with _savepoint():
                found: dict[str, Any] = super().get_many(keys, version)
        except DatabaseError:
            self._rest()
            return {}
        return found

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        """Whether nothing was kept by that key; True, too, while the database is in trouble."""
        if self._is_resting():
            return True
        return super().add(key, value, timeout, version) or self._is_resting()

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        """Keep something; nothing happens while the database is in trouble."""
        if not self._is_resting():
            super().set(key, value, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget something; nothing happens while the database is in trouble."""
        if self._is_resting():
            return False
        try:
            with _savepoint():
                return bool(super().delete(key, version))
        except DatabaseError:
            self._rest()
            return False

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = 300) -> bool:
        try:
            with _savepoint():
                is_set = bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        except DatabaseError:
            is_set = False
        # Django's own gives False for an error, and for an `add` of what is there already.
        if not is_set and (mode != "add" or self._is_away(key)):
            self._rest()
        return is_set

    def _is_away(self, key: str) -> bool:
        """Whether what an `add` did not write is not there either."""
        try:
            with _savepoint():
                return not DatabaseCache.get_many(self, [self._plain(key)])
        except DatabaseError:
            return True

    def _plain(self, key: str) -> str:
        """A key without what `make_key` puts before it."""
        return key.removeprefix(f"{self.key_prefix}:{self.version}:")

    def _is_resting(self) -> bool:
        return time.monotonic() < self._rests_until

    def _rest(self) -> None:
        self._rests_until = time.monotonic() + REST_SECONDS


def _savepoint() -> AbstractContextManager[Any]:
    """What keeps an error from ending a transaction around it; nothing outside of one."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
