"""Set-up in the browser: with nothing to report, with something, and when it changes."""

import pytest
from playwright.sync_api import expect

from routines.models import User
from tests.e2e.test_journey import Person, begin

# Red flags, health, wishes, the proposed week.
PAGES_TO_BEGIN = 4
TAPS_TO_BEGIN = 12


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def person(request, open_context, clock, monday) -> Person:
    context = open_context(java_script_enabled=request.param)
    return Person(context, clock, monday, has_script=request.param)


def answer_the_red_flags(person: Person) -> None:
    person.page.goto("/start/")
    person.tick("None of these", 0)
    person.tick("None of these", 1)
    person.tap("Continue")
    person.is_at("/start/health/$")


def test_nothing_to_report_takes_few_pages_and_few_taps(person):
    seen = []
    person.page.on(
        "response",
        lambda got: seen.append(got.url) if is_page_of_set_up(got) else None,
    )
    begin(person)
    assert len(seen) == PAGES_TO_BEGIN, seen
    assert person.taps == TAPS_TO_BEGIN


def is_page_of_set_up(response) -> bool:
    is_page = response.request.is_navigation_request() and response.status == 200
    return is_page and response.url.endswith(("/start/", "/health/", "/wishes/", "/plan/"))


def test_a_question_shows_with_the_tick_that_it_hangs_on(person):
    answer_the_red_flags(person)
    week = person.page.get_by_label("Which week of the pregnancy is it?")
    worse = person.page.get_by_text("what makes it worse?")
    expect(week).to_be_hidden()
    expect(worse).to_be_hidden()
    person.tick("Pregnant")
    person.tick("A disc problem, or sciatica")
    expect(week).to_be_visible()
    person.tick("Bending forward")
    person.tick("None of these", 0)
    person.tap("Continue")
    expect(person.page.locator(".field__error")).to_have_text(
        "Give the week as a whole number from 1 to 42."
    )
    expect(person.page.get_by_label("Pregnant")).to_be_checked()
    week.fill("20")
    person.tap("Continue")
    person.is_at("/start/wishes/$")
    assert User.objects.get().conditions == ["flexion_sensitive", "pregnant"]


def test_a_missing_word_keeps_everything_waiting(person):
    answer_the_red_flags(person)
    asks = person.page.get_by_text("Has a doctor or physiotherapist said that you may exercise?")
    expect(asks).to_be_hidden()
    person.tick("Any other surgery in the last 6 weeks")
    expect(person.page.get_by_label("When did they say so?")).to_be_hidden()
    person.tick("Not yet")
    person.tick("None of these", 1)
    person.tick("None of these", 2)
    person.tap("Continue")
    person.is_at("/start/ask-first/$")
    person.sees("Ask first", "What you may ask")
    person.page.goto("/today/")
    person.is_at("/start/ask-first/$")
    person.page.get_by_label("When did they say so?").fill("2026-11-23")
    person.tap("Go on")
    person.is_at("/start/wishes/$")


def test_one_move_may_be_tried_before(person):
    answer_the_red_flags(person)
    person.tap("Try one gentle move first", role="link")
    person.sees("Belly breathing", "Nothing of this is logged.")
    if person.has_script:
        expect(person.page.get_by_role("button", name="Start the timer")).to_be_visible()
    person.tap("Something hurts? Stop", role="link")
    person.sees("We stop here")
    person.tap("On to my plan", role="link")
    person.is_at("/start/health/$")


def test_what_changed_is_told_on_one_page(person):
    begin(person)
    person.page.goto("/start/")
    person.sees("Has anything changed?", "Since 23 November 2026")
    person.tick("None of these", 0)
    person.tick("None of these", 1)
    knee = person.page.get_by_label("A knee that kneeling or bending hurts")
    expect(knee).to_be_hidden()
    person.page.get_by_label("Yes", exact=True).first.check()
    expect(knee).to_be_visible()
    person.tick("None of these", 2)
    knee.check()
    person.tick("None of these", 4)
    person.tap("Continue")
    person.is_at("/today/$")
    assert User.objects.get().conditions == ["knee"]
