"""Every form that writes, sent many times at the same moment, counts once.

Four clients send it, or as many as AT_ONCE says: `AT_ONCE=100 make test` is the full measure.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client

from routines.models import User
from tests.coaching.test_double_submit import AT_ONCE
from tests.factories import PersonFactory, give_plan
from tests.views.test_every_form import CASES, World, drawn


@pytest.fixture
def clock(transactional_db, monday):
    with time_machine.travel(monday, tick=True) as clock:
        yield clock


def somebody(monday) -> tuple[User, Client]:
    person = PersonFactory(usual_morning=1)
    give_plan(person, at=monday)
    client = Client()
    client.force_login(person)
    return person, client


def rows_of(person: User) -> Counter[str]:
    """How many rows of each table are theirs."""
    owned = [
        model
        for model in apps.get_app_config("routines").get_models()
        if any(field.name == "owner" for field in model._meta.fields)
    ]
    return Counter({model.__name__: model.objects.filter(owner=person).count() for model in owned})


def send_at_once(person: User, address: str, filled: dict[str, object]) -> list[int]:
    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(person)

    def send(client: Client) -> int:
        try:
            return client.post(address, filled).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, clients))


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_rows_are_as_after_one(make, clock, monday):
    once, client = somebody(monday)
    form = make(World(once, client, monday, clock))
    assert client.post(form.address, drawn(client, form, form.answer)).status_code == 303
    clock.move_to(monday)
    often, client = somebody(monday)
    form = make(World(often, client, monday, clock))
    filled = drawn(client, form, form.answer)
    assert set(send_at_once(often, form.address, filled)) == {303}
    assert rows_of(often) == rows_of(once)
