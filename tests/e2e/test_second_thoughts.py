"""Two tabs, and a thumb that hit the wrong button."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from routines.models import Decision, MorningReport, Session
from tests.e2e.conftest import sign_in
from tests.factories import PersonFactory, do_session, give_plan, next_planned

# A thumb is about as wide as two of the smallest targets.
THUMB_PX = 24


@pytest.fixture
def person(monday, clock):
    person = PersonFactory(usual_morning=1)
    give_plan(person, at=monday)
    return person


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, open_context, live_server, person) -> Page:
    context = open_context(java_script_enabled=request.param)
    sign_in(context, person, live_server.url)
    return context.new_page()


def number(page: Page, number: int) -> None:
    page.locator(".numbers label").nth(number).click()


def test_chest_pain_in_the_old_tab(page, person, monday):
    address = next_planned(person, monday).get_absolute_url()
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    number(second, 1)
    second.get_by_role("button", name="Start").click()
    expect(second.locator("h1")).to_have_text("Brisk walk")
    number(page, 9)
    page.locator("summary").filter(has_text="new").click()
    page.get_by_label("Chest pain").check()
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1").first).to_have_text("Get emergency help now")
    assert [lock.rule for lock in person.locks.in_force()] == ["E1"]


def test_another_number_in_the_old_tab(page, person, monday):
    address = next_planned(person, monday).get_absolute_url()
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    for tab, told in ((second, 1), (page, 4)):
        number(tab, told)
        tab.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_have_text("Two different answers")
    page.get_by_role("button", name="Use what I sent now").click()
    expect(page.locator("h1")).not_to_have_text("Two different answers")
    assert Session.objects.get().check_in.pre == 4


def test_i_tapped_the_wrong_morning(page, person, monday, clock):
    do_session(person, at=monday)
    clock.move_to(monday + timedelta(hours=13))
    page.goto("/today/")
    same = page.get_by_role("button", name="No worse than usual")
    worse = page.get_by_role("link", name="Worse than usual", exact=True)
    above, below = same.bounding_box(), worse.bounding_box()
    assert below["y"] - (above["y"] + above["height"]) >= THUMB_PX
    same.click()
    expect(page.locator("main")).to_contain_text("Noted: no worse than usual.")
    before = sorted(str(rules) for rules in Decision.objects.values_list("rules", flat=True))
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Worse than usual", exact=True).check()
    number(page, 7)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Noted: worse than usual, 7 of 10.")
    assert MorningReport.objects.get().number == 7
    after = sorted(str(rules) for rules in Decision.objects.values_list("rules", flat=True))
    assert after != before
