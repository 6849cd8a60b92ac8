"""The two pages for who watches over the server."""

from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from backflex import readiness

LINES = ["database", "migrations", "cache", "disk"]


@pytest.fixture
def watcher() -> Client:
    return Client()


def away(*_, **__):
    raise OperationalError('connection to server at "db.example" failed')


def test_alive_is_about_the_process_alone(watcher):
    # No fixture opens the database, so asking it would fail.
    assert watcher.get("/healthz").status_code == 200


def test_all_is_well(db, watcher):
    response = watcher.get("/readyz")
    assert response.status_code == 200
    assert response.content.decode().split("\n") == [*(f"{line}: ok" for line in LINES), ""]
    assert "no-cache" in response["Cache-Control"]
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "what", "answer", "line"),
    [
        ("backflex.readiness.Session.objects.create", away, None, "database: OperationalError"),
        ("backflex.readiness.MigrationExecutor.migration_plan", None, ["0001"], "migrations: 1 to"),
        ("backflex.readiness.cache.get", None, None, "cache: does not keep"),
        ("backflex.readiness.shutil.disk_usage", away, None, "disk: OperationalError"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_more(db, watcher, name, what, answer, line):
    with patch(name, side_effect=what, return_value=answer):
        response = watcher.get("/readyz")
    assert response.status_code == 503
    assert response["Retry-After"]
    told = response.content.decode()
    assert line in told
    assert "db.example" not in told
    assert told.count(": ok") == len(LINES) - 1


def test_a_disk_that_is_nearly_full_is_amiss(db, watcher):
    with patch("backflex.readiness.shutil.disk_usage") as usage:
        usage.return_value.free = readiness.LEAST_FREE_BYTES - 1
        assert "disk: 99 MB free" in watcher.get("/readyz").content.decode()
