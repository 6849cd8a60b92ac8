"""A new visitor's first answers."""

import pytest
from django.test import Client

NONE = {"emergency": "none", "urgent": "none"}
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
    """A new visitor who answered "none of these" twice."""
    client = Client()
    client.post("/start/", NONE)
    return client


@pytest.fixture
def settled_guest(guest_client: Client) -> Client:
    """A guest with a plan."""
    guest_client.post("/start/wishes/", WISHES)
    guest_client.post("/plan/accept/")
    return guest_client
