"""What every page is made of: headers, no inline code, small, few queries."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contracts.world import ROUTES
from tests.factories import GuestFactory, bulk_history

pytestmark = pytest.mark.django_db
by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
    " object-src 'none'; frame-ancestors 'none'"
)
QUERIES = {"routines:today": 5}
MOST_QUERIES = 8
LONG_DIARY = 1000
CSS_BYTES = 8 * 1024
PAGE_BYTES = 14 * 1024


@pytest.fixture
def visitors(as_alice, db):
    guest = Client()
    guest.force_login(GuestFactory())
    return {"nobody": Client(), "a guest": guest, "alice": as_alice}


def pages(world, visitors, route):
    """Every answer to a GET of the route, by everybody."""
    for who, client in visitors.items():
        for address in world.addresses(route):
            yield f"{address} as {who}", client.get(address)


def is_html(response):
    return response.headers.get("Content-Type", "").startswith("text/html")


@by_name
def test_every_answer_has_the_policy_and_the_headers(route, world, visitors):
    for what, response in pages(world, visitors, route):
        assert response.status_code < 500, what
        assert response.headers["Content-Security-Policy"] == CSP, what
        assert response.headers["X-Content-Type-Options"] == "nosniff", what
        assert response.headers["X-Frame-Options"] == "DENY", what
        assert response.headers["Referrer-Policy"] == "same-origin", what
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", what
        assert "camera=()" in response.headers["Permissions-Policy"], what
        assert "HX-Request" in response.headers["Vary"], what


@by_name
def test_a_personal_page_is_stored_nowhere(route, world, as_alice):
    for address in world.addresses(route):
        response = as_alice.get(address)
        if is_html(response) and b"tabs" in response.content:
            assert "no-store" in response.headers["Cache-Control"], address


def code_in(html):
    """Whatever the policy would block, or what would ask a third party."""
    soup = BeautifulSoup(html, "html.parser")
    yield from soup.find_all("style")
    yield from soup.find_all(style=True)
    yield from (script for script in soup.find_all("script") if not script.get("src"))
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            if name.startswith(("on", "hx-on")):
                yield tag
            if name in ("src", "href", "action", "srcset") or name.startswith("hx-"):
                text = value if isinstance(value, str) else " ".join(value)
                if text.lower().startswith(("http:", "https:", "//", "javascript:", "data:")):
                    yield tag
                if name == "hx-trigger" and "[" in text:
                    yield tag
                if "js:" in text:
                    yield tag


@by_name
def test_no_page_has_inline_code_or_asks_a_third_party(route, world, visitors):
    for what, response in pages(world, visitors, route):
        if is_html(response):
            assert list(code_in(response.content)) == [], what


def css_bytes():
    css = settings.BASE_DIR / "static" / "css"
    return sum(len(gzip.compress(file.read_bytes())) for file in css.glob("*.css"))


def test_the_css_is_small():
    assert css_bytes() <= CSS_BYTES


@by_name
def test_a_page_with_its_css_is_small(route, world, visitors):
    css = css_bytes()
    for what, response in pages(world, visitors, route):
        if is_html(response):
            assert len(gzip.compress(response.content)) + css <= PAGE_BYTES, what


@by_name
def test_a_page_asks_the_database_little(route, world, as_alice):
    for address in world.addresses(route):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_alice.get(address)
        most = QUERIES.get(route.name, MOST_QUERIES)
        assert len(queries) <= most, (address, [q["sql"][:200] for q in queries])


def test_a_long_diary_asks_the_database_no_more_than_a_short_one(world, alice, as_alice, monday):
    def counts():
        found = {}
        for address in (address for route in ROUTES for address in world.addresses(route)):
            with CaptureQueriesContext(connection) as queries:
                as_alice.get(address)
            found[address] = len(queries)
        return found

    short = counts()
    bulk_history(alice, until=monday, sessions=LONG_DIARY)
    assert counts() == short


@by_name
def test_every_form_has_a_token_and_every_page_one_heading(route, world, visitors):
    for what, response in pages(world, visitors, route):
        if not is_html(response) or not response.content:
            continue
        soup = BeautifulSoup(response.content, "html.parser")
        assert len(soup.find_all("h1")) == 1, what
        assert soup.title, what
        assert soup.html.get("lang"), what
        for form in soup.find_all("form", method="post"):
            assert form.find("input", {"name": "csrfmiddlewaretoken"}), what
