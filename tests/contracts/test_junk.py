"""No input gives a 5xx: junk posted to every form of every address."""

from urllib.parse import quote_from_bytes

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.world import ROUTES

pytestmark = pytest.mark.django_db

KINDS = ["11", "-1", "0", "10", "1e9", "NaN", "½", "٣", "on", "none", "done", "partial", "skipped",
         "worse", "same", "sharp", "further", "persistent", "mistake", "professional", "pain",
         "Europe/Berlin", "../../etc/passwd", "Mars/Olympus", "2099-01-01", "0000-00-00",
         "9999-12-31", "18:30", "25:61", "", " ", "\x00", "a\x00b", "x" * 70_000,
         "alice@example.org", "not an email", "<script>alert(1)</script>", "' OR 1=1 --",
         "https://evil.example/", "//evil.example/"]  # fmt: skip
junk = st.one_of(st.sampled_from(KINDS), st.text(max_size=20), st.integers().map(str))
raw = st.binary(max_size=20)


def fields_of(html: bytes) -> dict[str, list[str]]:
    """The names in every form of a page, with the values they offer."""
    found: dict[str, list[str]] = {}
    for tag in BeautifulSoup(html, "html.parser").select("form [name]"):
        found.setdefault(tag["name"], []).append(tag.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return found


@st.composite
def bodies(draw, fields):
    """Some of the fields, each with values it offers or with junk, and a field of no form."""
    pairs = []
    for name, offered in fields.items():
        known = st.sampled_from(offered or [""])
        chosen = draw(st.lists(st.one_of(known, known, junk), max_size=2))
        pairs += [(name, value.encode("utf-8", "surrogatepass")) for value in chosen]
        if draw(st.integers(0, 15)) == 0:
            pairs.append((name, draw(raw)))
    pairs.append(("nobody-asked", draw(junk).encode("utf-8", "surrogatepass")))
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_form_gives_a_server_error(route, world, as_alice, data):
    address = data.draw(st.sampled_from(world.addresses(route)))
    with transaction.atomic():
        shown = as_alice.get(address)
        body = data.draw(bodies(fields_of(shown.content)))
        headers = {"HX-Request": "true", "HX-Target": "player"} if data.draw(st.booleans()) else {}
        for response in (
            as_alice.post(address, body, "application/x-www-form-urlencoded", headers=headers),
            as_alice.get(f"{address}?{body[:2000]}", headers=headers),
        ):
            assert response.status_code < 500, (address, body[:300])
        transaction.set_rollback(True)


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
    assert response.status_code == 400


def test_too_many_fields_are_refused(as_alice):
    response = as_alice.post("/account/", {f"f{n}": "1" for n in range(2000)})
    assert response.status_code == 400
