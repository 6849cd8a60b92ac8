"""In the middle of a session: make it easier, swap it, repeat a side, say each side."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from routines import coaching
from routines.models import Exercise
from tests.factories import PersonFactory, begin_session, give_plan, step_of

SMALL = {"width": 320, "height": 640}
both = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture
def session(site, monday):
    person = PersonFactory(usual_morning=0)
    give_plan(person, at=monday)
    return begin_session(person, at=monday)


@pytest.fixture
def open_page(session, site, open_context, client):
    """Open an address as the person whose session it is."""
    client.force_login(session.owner)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": site}

    def make(address: str, **options) -> Page:
        context = open_context(viewport=SMALL, **options)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address)
        return page

    return make


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@both
def test_easier_then_something_else_then_one_side_again(open_page, session, script):
    cobra, twists = step_of(session, "cobra"), step_of(session, "torso-twists")
    page = open_page(cobra.get_absolute_url(), java_script_enabled=script)
    page.get_by_role("link", name="Make it easier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make it easier")
    assert fits(page)
    page.get_by_role("button", name="Make it easier").click()
    expect(page.get_by_text("Made easier for today")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lying face down")

    page.get_by_role("link", name="Swap it now").click()
    choice = coaching.step_changes.swap_choices(cobra)[0]
    page.locator(f"[name=exercise][value='{choice.exercise.slug}']").check()
    page.get_by_label("I cannot get into the position").check()
    assert fits(page)
    page.get_by_role("button", name="Swap it").click()
    expect(page.get_by_text("In place of Cobra, for today.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(choice.amount.dose.variant.name)
    page.get_by_role("button", name="Done").click()
    expect(page).not_to_have_url(re.compile(f"/steps/{cobra.position}/$"))

    page.goto(twists.get_absolute_url())
    page.get_by_role("link", name="Repeat the right side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The right side again")
    assert fits(page)
    page.get_by_role("link", name=re.compile("^Back to")).click()
    page.get_by_text("Partly", exact=True).click()
    page.locator("[name=left_percent][value='100']").check()
    page.locator("[name=right_percent][value='25']").check()
    page.locator("[name=stop_reason]:visible").first.check()
    assert fits(page)
    page.get_by_role("button", name="Save and go on").click()
    expect(page).not_to_have_url(re.compile(f"/steps/{twists.position}/$"))

    kept = {step.rank: step for step in session.steps.with_library()}
    swapped, sided = kept[cobra.rank], kept[twists.rank]
    assert (swapped.instead_of.slug, swapped.swapped_because) == ("cobra", "position")
    assert (sided.left_percent, sided.right_percent, sided.done_percent) == (100, 25, 62)


def test_the_timer_counts_one_side_after_the_other_or_one_alone(open_page, session):
    stretch = step_of(session, "cobra")
    stretch.exercise = Exercise.objects.get(slug="seated-forward-bend")
    stretch.dose = stretch.exercise.variants.get(slug="lying-hamstring-stretch").doses.listed()[0]
    stretch.save()
    page = open_page(stretch.get_absolute_url())
    words = "one => one.phases.filter((phase) => phase.isHold).map((phase) => phase.detail)"
    told = page.locator("hold-timer").evaluate(words)
    first_half, second_half = told[: len(told) // 2], told[len(told) // 2 :]
    assert all("left side" in one for one in first_half)
    assert all("right side" in one for one in second_half)
    page.get_by_role("link", name="Repeat the right side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The right side again")
    assert page.locator("hold-timer").evaluate(words) == second_half
    page.get_by_role("button", name="Start the timer").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_by_keyboard_alone(open_page, session):
    cobra = step_of(session, "cobra")
    page = open_page(cobra.get_absolute_url())
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    page.get_by_role("link", name="Swap it now").press("Enter")
    expect(heading).to_have_text(re.compile("^Something else"))
    expect(heading).to_be_focused()
    first = page.locator("[name=exercise]").first
    first.press("Space")
    page.get_by_label("It hurts").press("Space")
    page.get_by_label("It hurts").press("Enter")
    expect(page.get_by_text("In place of Cobra, for today.")).to_be_visible()
