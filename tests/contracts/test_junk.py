"""No input gives a 5xx: junk sent by every form that somebody is shown, and to every address."""

from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.world import IN_THE_MIDDLE, PEOPLE, ROUTES

pytestmark = pytest.mark.django_db

KINDS = ["11", "-1", "0", "10", "1e9", "NaN", "½", "٣", "on", "none", "done", "partial", "skipped",
         "worse", "same", "sharp", "further", "persistent", "mistake", "professional", "pain",
         "Europe/Berlin", "../../etc/passwd", "Mars/Olympus", "2099-01-01", "0000-00-00",
         "9999-12-31", "18:30", "25:61", "", " ", "\x00", "a\x00b", "x" * 70_000,
         "alice@example.org", "not an email", "<script>alert(1)</script>", "' OR 1=1 --",
         "https://evil.example/", "//evil.example/"]  # fmt: skip
junk = st.one_of(st.sampled_from(KINDS), st.text(max_size=20), st.integers().map(str))
raw = st.binary(max_size=20)
few = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Many people are shown a form of the same kind.
fewer = settings(few, max_examples=3)
HTMX = {"HX-Request": "true", "HX-Target": "player"}


@st.composite
def bodies(draw, fields):
    """Some of the fields, each with values it offers or with junk, and a field of no form."""
    pairs = []
    for name, offered in fields.items():
        valid = st.sampled_from(offered or [""])
        chosen = draw(st.lists(st.one_of(valid, valid, junk), max_size=2))
        pairs += [(name, value.encode("utf-8", "surrogatepass")) for value in chosen]
        if draw(st.integers(0, 15)) == 0:
            pairs.append((name, draw(raw)))
    pairs.append(("nobody-asked", draw(junk).encode("utf-8", "surrogatepass")))
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)


def post_junk(visitor, method, action, body, headers):
    """The status that junk got; whatever it changed is undone."""
    browser = visitor.browser()
    with transaction.atomic():
        if method == "get":
            glue = "&" if "?" in action else "?"
            response = browser.get(f"{action}{glue}{body[:2000]}", headers=headers)
        else:
            kind = "application/x-www-form-urlencoded"
            response = browser.post(action, body, kind, headers=headers)
        transaction.set_rollback(True)
    return response.status_code


@fewer
@given(data=st.data(), headers=st.sampled_from([{}, HTMX]))
def no_server_error(visitor, form, data, headers):
    body = data.draw(bodies(form.fields))
    assert post_junk(visitor, form.method, form.action, body, headers) < 500, (form, body[:300])


@pytest.mark.parametrize("who", PEOPLE)
def test_no_form_that_somebody_is_shown_gives_a_server_error(who, world, answers):
    shown = dict.fromkeys(form for answer in answers if answer.who == who for form in answer.forms)
    assert shown
    for form in shown:
        no_server_error(world[who], form)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@few
@given(data=st.data(), method=st.sampled_from(["get", "post"]))
def test_no_address_gives_a_server_error(route, world, data, method):
    visitor = world[IN_THE_MIDDLE]
    address = data.draw(st.sampled_from(visitor.addresses(route)))
    body = data.draw(bodies({}))
    assert post_junk(visitor, method, address, body, {}) < 500, (address, body[:300])


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
