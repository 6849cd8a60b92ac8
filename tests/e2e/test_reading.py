"""What a test reads is what a person would: never a page without its style sheets."""

import pytest

from tests.e2e.conftest import text_of

PAGE = """<!doctype html><html lang="en"><title>Late</title>
<script>setTimeout(() => fetch("/release"), 300)</script>
<link rel="stylesheet" href="/late.css">
<p><b>Short bridge</b><i>Bridge</i></p></html>"""


@pytest.fixture
def page(open_context):
    """A page that stays without its style sheet for a while."""
    page = open_context().new_page()
    waiting = []

    def release(route):
        route.fulfill(body="")
        waiting[0].fulfill(body="b, i { display: block }", content_type="text/css")

    page.route("**/late/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route("**/late.css", lambda route: waiting.append(route))
    page.route("**/release", release)
    page.goto("/late/", wait_until="commit")
    return page


def test_words_are_read_once_the_page_has_its_styles(page):
    assert text_of(page.locator("p")) == "Short bridge Bridge"
