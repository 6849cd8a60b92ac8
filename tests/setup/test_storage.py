"""What an error of the database says, and how many writers of a process wait at once."""

import threading
import time

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.test import Client

from backflex.storage import (
    TooManyWait,
    WaitingWriters,
    is_surely_unsaved,
    is_trouble,
)
from routines.models import Discomfort
from tests.factories import PersonFactory

HURTS = {"number": "3", "place": "lower"}


class DriverError(Exception):
    def __init__(self, *, sqlite_errorname=None, sqlstate=None) -> None:
        if sqlite_errorname:
            self.sqlite_errorname = sqlite_errorname
        self.sqlstate = sqlstate


def caused_by(error, **of_the_driver):
    error.__cause__ = DriverError(**of_the_driver)
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (caused_by(DatabaseError("database disk image is malformed")), True),
        (caused_by(InternalError("read-only transaction")), True),
        (DatabaseError("Save with update_fields did not affect any rows."), False),
        (IntegrityError("a constraint"), False),
        (DataError("too long"), False),
        (ProgrammingError("a mistake"), False),
        (ValueError("a mistake"), False),
        (None, False),
    ],
)
def test_what_is_trouble_of_our_storage(error, expected):
    assert is_trouble(error) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused_by(OperationalError(), sqlite_errorname="SQLITE_BUSY"), True),
        (caused_by(OperationalError(), sqlite_errorname="SQLITE_BUSY_SNAPSHOT"), True),
        (caused_by(OperationalError(), sqlite_errorname="SQLITE_FULL"), True),
        (caused_by(OperationalError(), sqlite_errorname="SQLITE_READONLY"), True),
        (caused_by(OperationalError(), sqlite_errorname="SQLITE_IOERR_FSYNC"), False),
        (caused_by(OperationalError(), sqlstate="55P03"), True),
        (caused_by(OperationalError(), sqlstate="53100"), True),
        (caused_by(InternalError(), sqlstate="25006"), True),
        (caused_by(OperationalError(), sqlstate="08006"), False),
        (caused_by(OperationalError(), sqlstate="57P01"), False),
        (caused_by(OperationalError()), False),
        (TooManyWait(), True),
        (OperationalError(), False),
    ],
)
def test_nothing_was_saved_is_said_only_where_it_is_certain(error, expected):
    assert is_surely_unsaved(error) is expected


def test_as_many_wait_as_may_and_the_next_is_refused():
    writers = WaitingWriters(most=2)
    with writers.place(), writers.place(), pytest.raises(TooManyWait), writers.place():
        pass


def test_a_place_that_is_left_is_taken_by_the_next():
    writers = WaitingWriters(most=1)
    entered, leave = threading.Event(), threading.Event()

    def first():
        with writers.place():
            entered.set()
            leave.wait()

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait()
    threading.Timer(0.05, leave.set).start()
    with writers.place() as since:
        assert since <= time.monotonic()
    thread.join()


def test_a_writer_that_fails_leaves_its_place():
    writers = WaitingWriters(most=1)
    for _ in range(2):
        with pytest.raises(OperationalError, match="locked"), writers.place():
            raise OperationalError("database is locked")


def test_a_full_disk_is_our_trouble_and_is_over_once_there_is_room(transactional_db):
    browser = Client(raise_request_exception=False)
    browser.force_login(PersonFactory())
    before = Discomfort.objects.count()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        note = {"note": "x" * 400}
        statuses = []
        while 503 not in statuses and len(statuses) < 300:
            statuses.append(browser.post("/discomfort/", HURTS | note).status_code)
        assert statuses[-1] == 503
        assert browser.get("/account/").status_code == 200
        kept = Discomfort.objects.count()
        assert kept - before == statuses.count(303)
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert browser.post("/discomfort/", HURTS).status_code == 303
    assert Discomfort.objects.count() == kept + 1
