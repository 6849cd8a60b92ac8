"""No input gives a 5xx, and none reaches another person's rows: junk for every route and method.

`make junk` sends a hundred thousand.
"""

from random import Random

import pytest
from django.db import connection

from tests.junk.driver import differing, rows_by_owner, send_junk
from tests.junk.requests import METHODS, Junk

pytestmark = pytest.mark.django_db
# Five thousand in a run of both databases, none of them twice. PostgreSQL takes three times
# as long over each, because what is rolled back stays in its tables until the end.
REQUESTS, SEED = (3_500, 1) if connection.vendor == "sqlite" else (1_500, 2)


@pytest.fixture
def forms(answers):
    """Every form that somebody is shown."""
    return list(dict.fromkeys(form for answer in answers for form in answer.forms))


def test_junk_gives_no_server_error_and_changes_nothing_of_another_person(world, forms, bob):
    figures = send_junk(world, forms, requests=REQUESTS, seed=SEED)
    assert figures.sent == sum(figures.statuses.values()) == REQUESTS
    assert figures.faults == []
    assert figures.changed == []
    # It is answered in many ways, so it reaches more than the first refusal.
    assert {200, 303, 400, 404, 405, 422} <= set(figures.statuses)


def test_every_form_and_every_route_gets_junk(world, forms):
    junk = Junk(world, forms, Random(SEED))
    drawn = [junk.draw() for _ in range(5_000)]
    addresses = {request.address.split("?")[0] for request in drawn}
    assert {form.action.split("?")[0] for form in forms} <= addresses
    assert {request.method for request in drawn} == {"POST", *METHODS}


def test_the_same_seed_draws_the_same_junk(world, forms):
    first, second = (Junk(world, forms, Random(7)) for _ in range(2))
    assert [first.draw() for _ in range(200)] == [second.draw() for _ in range(200)]


def test_a_changed_row_of_another_person_is_seen(world, bob):
    before = rows_by_owner()
    assert differing(before, rows_by_owner(), {bob.pk}) is None
    bob.activities.create(name="Socks", added_on="2026-11-26")
    assert "Socks" in differing(before, rows_by_owner(), {bob.pk})
    assert differing(before, rows_by_owner(), set(before) - {bob.pk}) is None


def test_a_server_error_is_counted_and_told(world, forms, monkeypatch):
    def fails(*_):
        raise RuntimeError("no")

    monkeypatch.setattr("routines.forms.fields.NumberRow.clean", fails)
    figures = send_junk(world, forms, requests=100, seed=SEED)
    assert figures.statuses[500] == len(figures.faults) > 0
    assert "RuntimeError: no" in figures.faults[0]
    assert "POST" in figures.faults[0]


@pytest.mark.parametrize(
    "address",
    [
        "/sessions/not-a-uuid/",
        "/library/no-such/",
        "/library/%00/",
        "/library/é/",
        "/%ff",
        "/..%2f",
    ],
)
def test_a_strange_address_is_not_found(address, as_alice, library):
    assert as_alice.get(address).status_code == 404


def test_a_body_that_is_too_large_is_refused(as_alice):
    response = as_alice.post("/account/", {"word": "x" * 300_000})
    assert response.status_code == 413


def test_too_many_fields_are_refused(as_alice):
    response = as_alice.post("/account/", {f"f{n}": "1" for n in range(2000)})
    assert response.status_code == 400
