"""A new visitor's first answers, and alice in the middle of a session."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from routines.models import Session, Step, User
from tests.factories import begin_session

NONE = {"emergency": "none", "urgent": "none", "changed": "no"}
NOTHING_TO_REPORT = {"cautions": "none", "joints": "none", "body": "none"}
WISHES = {
    "aim": "ease",
    "usual_morning": "2",
    "weekdays": ["0", "3"],
    "starts_at": "18:30",
    "minutes": "15",
    "time_zone": "Europe/Berlin",
}


@pytest.fixture
def guest_client(library: None) -> Client:
    """A new visitor who answered "none of these" to every list."""
    client = Client()
    client.post("/start/", NONE)
    client.post("/start/health/", NOTHING_TO_REPORT)
    return client


@pytest.fixture
def settled_guest(guest_client: Client) -> Client:
    """A guest with a plan."""
    guest_client.post("/start/wishes/", WISHES)
    guest_client.post("/plan/accept/")
    return guest_client


@pytest.fixture
def clock(monday: datetime) -> Iterator[time_machine.Traveller]:
    """It is Monday evening; a test may move on."""
    with time_machine.travel(monday, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(alice: User, monday: datetime) -> Session:
    return begin_session(alice, at=monday)


@pytest.fixture
def first(session: Session) -> Step:
    return session.steps.in_order().with_library()[0]
