"""Every page in a real browser: axe in both themes, and room at 320 pixels.

The pages are those that the world of the contracts gets, refusals included. Of
pages that are alike one is drawn. They are made before the browser opens, so
that it shows each in the state of its own person.
"""

from pathlib import Path

import axe_playwright_python
import pytest
import time_machine
from django.db import transaction

from tests.contracts.world import DRAWN, NOW, all_answers, build_world, few_of

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A theme changes colours alone, so that the second one is asked about them alone.
THEMES = {
    "light": {"type": "tag", "values": RULES},
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
NARROW = {"width": 320, "height": 640}
POLICY = "Content-Security-Policy"


@pytest.fixture(scope="module")
def drawings(django_db_setup, django_db_blocker):
    """Few pages that show all there is; those of the contracts, where they ran before."""
    if DRAWN:
        return DRAWN
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        pages = [answer for answer in all_answers(build_world()) if answer.is_html]
        transaction.set_rollback(True)
    return few_of(pages)


def put_at(page, url, response):
    """Let the next visit to the address get this response; all else comes from the server."""
    page.route(
        lambda asked: asked == url,
        lambda route: route.fulfill(
            body=response.content,
            content_type=response.headers["Content-Type"],
            headers={POLICY: response.headers[POLICY]},
        ),
        times=1,
    )


def draw(open_context, site, drawings, **options):
    """Show each drawing at its own address."""
    page = open_context(**options).new_page()
    for drawing in drawings:
        put_at(page, site + drawing.address, drawing.response)
        page.goto(drawing.address)
        yield str(drawing), page


def test_axe_finds_nothing_in_either_theme(open_context, site, drawings):
    found = {}
    # axe styles what it measures, which the policy would block.
    for what, page in draw(open_context, site, drawings, bypass_csp=True):
        page.evaluate(AXE)
        for scheme, only in THEMES.items():
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(
                "runOnly => axe.run({runOnly, resultTypes: ['violations'], preload: false})", only
            )
            if result["violations"]:
                found[f"{what}, {scheme}"] = [
                    (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
                    for one in result["violations"]
                ]
    assert found == {}


def test_no_page_scrolls_sideways_at_320_pixels(open_context, site, drawings):
    wide = {
        what: width
        for what, page in draw(open_context, site, drawings, viewport=NARROW)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]
    }
    assert wide == {}


def test_refusals_are_among_the_pages(drawings):
    assert {page.response.status_code for page in drawings} >= {200, 409, 422, 429, 500}
