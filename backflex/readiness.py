"""Whether the server can do its work, for who watches over it. Nothing here is about a person."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from backflex import storage

LEAST_FREE_BYTES = 100_000_000


class Check(Protocol):
    """One thing that must be as it should."""

    def __call__(self) -> str:
        """What is amiss, in a few words; empty where nothing is."""


def database() -> str:
    """A row can be written; it is not kept."""
    with storage.waiting_briefly(), transaction.atomic():
        Session.objects.create(session_key=f"ready-{uuid4().hex[:24]}", expire_date=timezone.now())
        transaction.set_rollback(True)
    return ""


def migrations() -> str:
    """The tables are those of this code."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(pending)} to be applied" if pending else ""


def shared_cache() -> str:
    """What is put into the cache is found there."""
    key = f"ready-{uuid4().hex}"
    cache.set(key, 1, timeout=60)
    is_found = cache.get(key) == 1
    cache.delete(key)
    return "" if is_found else "does not keep what it is given"


def disk() -> str:
    """The data folder has room."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free >= LEAST_FREE_BYTES else f"{free // 1_000_000} MB free, 100 are needed"


CHECKS: Mapping[str, Check] = {
    "database": database,
    "migrations": migrations,
    "cache": shared_cache,
    "disk": disk,
}


def what_is_amiss(checks: Mapping[str, Check] = CHECKS) -> dict[str, str]:
    """Each thing that is checked, with what is amiss of it; empty where nothing is."""
    return {name: _answer_of(check) for name, check in checks.items()}


def _answer_of(check: Check) -> str:
    """Names the kind of an error alone: its own words may hold the address of the database."""
    try:
        return check()
    except (DatabaseError, OSError) as error:
        return type(error.__cause__ or error).__name__
