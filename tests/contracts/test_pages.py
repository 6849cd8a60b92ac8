"""What every page is made of: headers, no inline code, small, few queries, all of it drawn."""

import gzip
import re
from itertools import chain

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines.models.listed import listed_library
from tests.contracts.world import FALLS_DUE, IN_THE_MIDDLE, MONDAY, ROUTES, _shown
from tests.factories import bulk_history

pytestmark = pytest.mark.django_db

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
        " object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MOST_QUERIES = 8
# More, where a page has to compute what the next post will write.
FORESEEING = 4
LONG_DIARY = 1000
CSS_BYTES = 8 * 1024
PAGE_BYTES = 14 * 1024
# tests/views/test_account.py sends them.
MAILS = "account/email/"


@pytest.fixture(scope="module")
def pages(answers):
    """Every answer that is a page."""
    return [answer for answer in answers if answer.is_html]


def test_every_template_is_drawn_for_somebody(answers):
    drawn = {template for answer in answers for template in answer.response.templates}
    folder = settings.BASE_DIR / "templates"
    files = {str(file.relative_to(folder)) for file in folder.rglob("*.html")}
    assert {file for file in files if not file.startswith(MAILS)} - drawn == set()


def test_somebody_meets_every_kind_of_refusal(answers):
    assert {answer.response.status_code for answer in answers} >= {
        200,
        404,
        409,
        422,
        429,
        500,
        503,
    }


def test_every_answer_has_the_policy_and_the_headers(answers):
    wrong = {
        (str(answer), name)
        for answer in answers
        for name, value in HEADERS.items()
        if answer.response.headers.get(name) != value
    }
    assert wrong == set()


def test_every_answer_depends_on_htmx_and_may_use_no_camera(answers):
    for answer in answers:
        assert "HX-Request" in answer.response.headers["Vary"], str(answer)
        assert "camera=()" in answer.response.headers["Permissions-Policy"], str(answer)


def test_a_personal_page_is_stored_nowhere(pages):
    personal = [page for page in pages if page.soup.find(class_="tabs")]
    assert personal
    for page in personal:
        assert "no-store" in page.response.headers["Cache-Control"], str(page)


def code_in(soup):
    """Whatever the policy would block, or what would ask a third party."""
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


def test_no_page_has_inline_code_or_asks_a_third_party(pages):
    assert {str(page): code for page in pages if (code := list(code_in(page.soup)))} == {}


CSS = settings.BASE_DIR / "static" / "css"


def test_every_file_that_a_page_names_is_there(pages):
    named = {
        (str(page), address.removeprefix("/static/"))
        for page in pages
        for tag in page.soup.find_all(["img", "source", "link", "script"])
        for name in ("src", "srcset", "href")
        if (address := tag.get(name, "")).startswith("/static/")
    }
    files = {file for _, file in named}
    assert "figures/cobra/full-cobra.svg" in files
    missing = {file for file in files if finders.find(file) is None}
    assert {(page, file) for page, file in named if file in missing} == set()


def css_bytes(names):
    return sum(len(gzip.compress((CSS / name).read_bytes())) for name in names)


def sheets_of(page):
    """The style sheets that a page loads: those it names, and those that they import."""
    linked = [link["href"].rpartition("/")[2] for link in page.soup.select("[rel=stylesheet]")]
    imported = (re.findall(r'@import "(.+?)"', (CSS / name).read_text()) for name in linked)
    return {*linked, *chain.from_iterable(imported)}


def test_the_css_is_small():
    assert css_bytes(file.name for file in CSS.glob("*.css")) <= CSS_BYTES


def test_a_page_with_its_css_is_small(pages):
    sizes = {
        str(page): len(gzip.compress(page.response.content)) + css_bytes(sheets_of(page))
        for page in pages
    }
    assert {page: size for page, size in sizes.items() if size > PAGE_BYTES} == {}


def test_every_style_sheet_is_loaded_by_some_page(pages):
    assert set().union(*map(sheets_of, pages)) == {file.name for file in CSS.glob("*.css")}


def test_what_a_picture_uses_stands_on_its_page(pages):
    used = {page: {use["href"][1:] for use in page.soup.find_all("use")} for page in pages}
    assert any(used.values())
    missing = {str(page): ids for page, ids in used.items() if ids - ids_on(page)}
    assert missing == {}


def ids_on(page):
    return {tag["id"] for tag in page.soup.find_all(id=True)}


def test_a_page_asks_the_database_little(world, answers):
    def asks_too_much(answer):
        return len(answer.queries) > MOST_QUERIES + FORESEEING * (answer.who in FALLS_DUE)

    # What a process reads once is read by the first page that needs it.
    again = [_shown(world, a.who, a.route, a.address) for a in answers if asks_too_much(a)]
    too_many = [answer for answer in again if asks_too_much(answer)]
    assert {str(answer): answer.queries for answer in too_many} == {}


def test_a_long_diary_asks_the_database_no_more_than_a_short_one(world):
    visitor = world[IN_THE_MIDDLE]

    def counts():
        counts_by_address = {}
        for address in (address for route in ROUTES for address in visitor.addresses(route)):
            with CaptureQueriesContext(connection) as queries:
                visitor.browser().get(address)
            counts_by_address[address] = len(queries)
        return counts_by_address

    # As in a process that runs for a while.
    listed_library()
    short = counts()
    bulk_history(visitor.person, until=MONDAY, sessions=LONG_DIARY)
    assert counts() == short


def test_every_page_has_one_heading_a_title_and_a_language(pages):
    for page in pages:
        assert len(page.soup.find_all("h1")) == 1, str(page)
        assert page.soup.title, str(page)
        assert page.soup.html.get("lang"), str(page)


def test_every_page_leads_to_help(pages):
    assert [str(page) for page in pages if not page.soup.select('a[href="/help/"]')] == []


def test_every_form_that_writes_has_a_token(pages):
    for page in pages:
        for form in page.soup.find_all("form", method="post"):
            assert form.find("input", {"name": "csrfmiddlewaretoken"}), str(page)
