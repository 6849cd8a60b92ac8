"""Reading writes nothing, also on the day on which something ends or begins by itself."""

import difflib
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from routines import coaching, planning
from tests.contracts.world import (
    FALLS_DUE,
    IN_THE_MIDDLE,
    NOW,
    QUERIES,
    ROUTES,
    SIGNED_OUT,
    snapshot,
)

pytestmark = pytest.mark.django_db
by_method = pytest.mark.parametrize("method", ["get", "head"])
HTMX = {"HX-Request": "true", "HX-Target": "player"}
PREFETCH = {"Sec-Purpose": "prefetch"}
# The row of the browser's session, with its daily renewal and messages shown, and the cache.
EXCEPTED = re.compile(r"\"(django_session|cache_entry)\"")
NOTICE = "form.notice"
SENTENCE = "So that your week suits your health:"


# What a host asks whether the database takes a row, which is not kept.
READINESS = "routines:readyz"


def addresses_of(visitor):
    for route in ROUTES:
        if route.name == READINESS:
            continue
        for address in visitor.addresses(route):
            for query in QUERIES.get(route.name, [""]):
                yield address + query


def written(queries):
    """The statements that may change a row of the diary, the plan or an answer."""
    return [
        query["sql"]
        for query in queries
        if (not query["sql"].lstrip("(").startswith("SELECT") or " FOR UPDATE" in query["sql"])
        and not EXCEPTED.search(query["sql"])
    ]


def rows():
    return {label: lines for label, lines in snapshot().items() if label != "sessions.Session"}


@pytest.mark.parametrize("who", FALLS_DUE)
def test_all_of_it_falls_due(who, world):
    person, day = world[who].person, NOW.date()
    assert not person.is_fitted_on(day)
    assert person.conditions_on(day) == {"pregnant"}
    draft = coaching.plan_fit.PlanDraft(person, NOW)
    draft.fit_to_health()
    assert draft.changes
    assert any(c.rests_until and c.rests_until < day for c in person.current_doses.all())
    assert planning.is_block_over(person.weekly_plans.active().get().block_began_on, day)


def test_no_page_of_anybody_writes(answers):
    statements = {
        str(answer): [
            query for query in answer.queries if not query.lstrip("(").startswith("SELECT")
        ]
        for answer in answers
        if answer.method == "GET" and answer.route != READINESS
    }
    assert {page: queries for page, queries in statements.items() if queries} == {}


@by_method
@pytest.mark.parametrize("headers", [{}, HTMX, PREFETCH], ids=["", "htmx", "prefetch"])
@pytest.mark.parametrize("who", [IN_THE_MIDDLE, *FALLS_DUE, *sorted(SIGNED_OUT)])
def test_reading_changes_no_row(method, headers, who, world):
    browser, before = world[who].browser(), rows()
    for address in addresses_of(world[who]):
        with CaptureQueriesContext(connection) as queries:
            response = getattr(browser, method)(address, headers=headers)
        assert response.status_code < 500, address
        assert written(queries) == [], address
    assert rows() == before


@pytest.mark.parametrize("who", FALLS_DUE)
def test_a_page_shows_before_the_write_what_it_shows_after_it(who, world):
    before = drawn(world[who])
    with transaction.atomic():
        coaching.plan_fit.fit_unasked(world[who].person, at=NOW)
        after = drawn(world[who])
        transaction.set_rollback(True)
    world[who].person.refresh_from_db()
    assert differences(before, after) == {}


def drawn(visitor):
    """What every page says, without the notice of what changed, and where it leads.

    But for the library: it marks as theirs the variant that is stored, if that suits.
    """
    browser = visitor.browser()
    return {
        address: _drawn(browser.get(address))
        for address in addresses_of(visitor)
        if not address.startswith("/library/")
    }


def _drawn(response):
    soup = BeautifulSoup(response.content, "html.parser")
    for tag in soup.select(NOTICE):
        tag.decompose()
    links = [tag["href"] for tag in soup.find_all(href=True)]
    lines = [line.strip() for line in soup.get_text("\n").splitlines() if line.strip()]
    return [str(response.status_code), response.get("Location", ""), *lines, *links]


def differences(before, after):
    return {
        address: "\n".join(difflib.unified_diff(page, after[address], lineterm="", n=0))
        for address, page in before.items()
        if page != after[address]
    }
