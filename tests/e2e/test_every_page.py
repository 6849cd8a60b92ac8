"""Every page in a real browser: axe in both themes, and room at 320 pixels."""

from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import Client

from tests.contracts.world import ROUTES, build_world
from tests.factories import PersonFactory, give_plan

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def pages(site, monday, clock):
    """Every address, for a signed-in person and for a visitor."""
    alice = PersonFactory(usual_morning=1)
    give_plan(alice, at=monday)
    clock.move_to(monday)
    world = build_world(alice, monday)
    clock.move_to("2026-11-26 18:45:00+00:00")
    client = Client()
    client.force_login(alice)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": site,
    }
    addresses = [address for route in ROUTES for address in world.addresses(route)]
    return cookie, [address for address in addresses if not address.endswith("healthz")]


def visit(open_context, pages, **options):
    """Every page as alice and as nobody, with whatever came of it."""
    cookie, addresses = pages
    for who in ("alice", "nobody"):
        context = open_context(**options)
        if who == "alice":
            context.add_cookies([cookie])
        page = context.new_page()
        for address in addresses:
            response = page.goto(address)
            if response.headers.get("content-type", "").startswith("text/html"):
                yield f"{address} as {who}", page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_context, pages, scheme):
    found = {}
    # axe styles what it measures, which the policy would block.
    for what, page in visit(open_context, pages, color_scheme=scheme, bypass_csp=True):
        page.evaluate(AXE)
        result = page.evaluate(
            "values => axe.run({runOnly: {type: 'tag', values}, resultTypes: ['violations']})",
            RULES,
        )
        if result["violations"]:
            found[what] = [
                (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
                for one in result["violations"]
            ]
    assert found == {}


def test_no_page_scrolls_sideways_at_320_pixels(open_context, pages):
    wide = {
        what: width
        for what, page in visit(open_context, pages, viewport=NARROW)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]
    }
    assert wide == {}
