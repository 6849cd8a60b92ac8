"""Fixtures that every kind of test shares."""

import gc
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django.test.client import MULTIPART_CONTENT, RequestFactory
from django.utils.http import urlencode
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from routines.library.load import load
from routines.library.schema import CONTENT, read_library
from routines.models import Dose, Exercise, LibraryStamp, User, Variant
from routines.models.listed import forget_library, listed_library
from tests.factories import PersonFactory, give_plan
from tests.kept import put_back

# Thousands of pages are kept at a time; looking for garbage among them takes long.
gc.set_threshold(50_000, 20, 50)

# What a test that commits leaves where it is.
STAYS = (Exercise, Variant, Dose, LibraryStamp, ContentType, Permission)

MONDAY = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)

settings.register_profile(
    "backflex",
    max_examples=int(os.environ.get("PLAN_LOGS", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
settings.load_profile("backflex")


_post = RequestFactory.post
URLENCODED = "application/x-www-form-urlencoded"


def _post_as_a_browser(self, path, data=None, content_type=MULTIPART_CONTENT, **options):
    """Encode a form as a browser does one without files; by itself the client sends it in parts."""
    if content_type == MULTIPART_CONTENT and not isinstance(data, (str, bytes)):
        data, content_type = urlencode(data or {}, doseq=True), URLENCODED
    return _post(self, path, data, content_type, **options)


RequestFactory.post = _post_as_a_browser


LIBRARY_WRITTEN = re.compile(
    r"(INSERT INTO|UPDATE|DELETE FROM) \"routines_(exercise|variant|dose|librarystamp)\""
)


_written: list[str] = []


def _forget_what_a_test_writes(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if LIBRARY_WRITTEN.match(sql):
        forget_library()
        _written.append(sql)
    return result


def _watch(connection, **_) -> None:
    if _forget_what_a_test_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(_forget_what_a_test_writes)


# The product writes the library by loading it alone; tests write its rows as they like.
connection_created.connect(_watch)


@pytest.fixture(autouse=True)
def _fresh_library() -> None:
    """What an earlier test wrote is rolled back, so nothing of it is kept."""
    if _written:
        forget_library()
        _written.clear()


class Scheduling(LoadScopeScheduling):
    """What takes long to build stays on the worker that built it; all else goes one by one."""

    TOGETHER = {
        "tests/contracts/": "the world",
        "tests/e2e/test_every_page.py": "the world",
        "tests/setup/test_serve.py": "the servers",
        "tests/setup/test_server.py": "the servers",
    }

    def _split_scope(self, nodeid: str) -> str:
        for start, group in self.TOGETHER.items():
            if nodeid.startswith(start):
                return group
        return nodeid


def pytest_xdist_auto_num_workers(config) -> int:
    """One more than there are cores: whoever waits for a browser leaves one idle."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config, log) -> Scheduling:
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """A database with the library in it, which stays."""
    with django_db_blocker.unblock():
        load(read_library())


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database that commits; what people wrote goes afterwards, and the library stays.

    In place of pytest-django's, which empties every table.
    """
    with django_db_blocker.unblock():
        yield
        written = connection.introspection.django_table_names(
            only_existing=True, include_views=False
        )
        stays = {model._meta.db_table for model in STAYS}
        empty = connection.ops.sql_flush(no_style(), [*{*written} - stays])
        connection.ops.execute_sql_flush(empty)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the library's files that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


@pytest.fixture
def monday() -> datetime:
    """A Monday evening; the plans of the cast train on Monday and Thursday."""
    return MONDAY


@pytest.fixture
def library(db: None) -> None:
    """The real library, as the set-up of the database loaded it; the process has read it."""
    listed_library()


@pytest.fixture
def alice(library: None, monday: datetime) -> User:
    """She has a plan for Mondays and Thursdays, and a usual morning of 1."""
    return put_back("alice@example.org", lambda: with_a_plan("alice@example.org", 1))


@pytest.fixture
def bob(library: None, monday: datetime) -> User:
    """A stranger to alice, with a plan of his own."""
    return put_back("bob@example.org", lambda: with_a_plan("bob@example.org", 0))


def with_a_plan(email: str, usual_morning: int) -> User:
    person = PersonFactory(email=email, usual_morning=usual_morning)
    give_plan(person, at=MONDAY)
    return person


@pytest.fixture
def as_alice(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def as_bob(bob: User) -> Client:
    client = Client()
    client.force_login(bob)
    return client


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how many browser tests ran, so that their absence is never silent."""
    reports = [
        report
        for outcome in ("passed", "failed", "error")
        for report in terminalreporter.stats.get(outcome, [])
        if "browser" in getattr(report, "keywords", {}) and report.when == "call"
    ]
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    why = "" if found else " (no chromium on PATH)"
    terminalreporter.write_line(f"browser tests: {len(reports)} ran{why}")
