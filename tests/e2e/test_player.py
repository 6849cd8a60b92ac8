"""The player in a real browser: one tap for an alarm, answers that are refused, room for all."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.factories import PersonFactory, begin_session, give_plan, next_planned, step_of

SMALL = {"width": 320, "height": 640}
SMALL_WORDS = """() => [...document.querySelectorAll("main *")]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => one.getClientRects().length && !one.closest(".visually-hidden"))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 16)
  .map(one => one.textContent.trim())"""
both = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture
def alice(site, monday):
    person = PersonFactory(usual_morning=0)
    give_plan(person, at=monday)
    return person


@pytest.fixture
def session(alice, monday):
    return begin_session(alice, at=monday)


@pytest.fixture
def open_page(alice, site, open_context, client):
    """Open an address as alice."""
    client.force_login(alice)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": site}

    def make(address: str, **options) -> Page:
        context = open_context(**options)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address)
        return page

    return make


def test_a_double_tap_is_one_tap_and_leaves_the_timer(open_page, session):
    page = open_page(session.steps.in_order()[1].get_absolute_url())
    page.get_by_role("button", name="Done", exact=True).dblclick()
    expect(page).to_have_url(re.compile("/steps/1/$"))
    page.wait_for_load_state("networkidle")
    expect(page.locator(".dial__number")).to_have_text("5:00")
    expect(page.get_by_role("button", name="Start the timer")).to_be_in_viewport()
    assert session.steps.done().count() == 1


def test_a_tap_meant_for_the_step_before_is_not_taken(open_page, session):
    page = open_page(session.steps.in_order()[1].get_absolute_url())
    takes = page.locator(".player__bar [name=status]").evaluate(
        """one => [100, 400, 600].map(time => {
          one.getAnimations().forEach(it => { it.pause(); it.currentTime = time; });
          return getComputedStyle(one).pointerEvents;
        })"""
    )
    assert takes == ["none", "none", "auto"]


class TestAlarm:
    @both
    @pytest.mark.parametrize(
        ("label", "lands_on"),
        [
            ("Chest pain", "/plan/paused/$"),
            ("Dizzy, faint or short of breath", "/check/$"),
            ("A leg or foot feels weak", "/check/$"),
        ],
    )
    def test_one_tap_ends_the_session(self, open_page, session, script, label, lands_on):
        page = open_page(session.steps.in_order()[0].hurts_address, java_script_enabled=script)
        page.get_by_role("button", name=label).click()
        expect(page).to_have_url(re.compile(lands_on))
        expect(page.get_by_role("link", name="999").first).to_be_in_viewport()
        session.refresh_from_db()
        assert not session.is_open

    def test_the_enter_key_in_an_answer_presses_none(self, open_page, session):
        page = open_page(session.steps.in_order()[0].hurts_address)
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        page.get_by_label("An ache").check()
        page.get_by_label("An ache").press("Enter")
        expect(page.get_by_text("Choose a whole number from 0 to 10.")).to_be_in_viewport()
        session.refresh_from_db()
        assert session.is_open


class TestRefused:
    @both
    def test_a_missing_reason_is_asked_for_by_the_browser(self, open_page, session, script):
        page = open_page(session.steps.in_order()[0].get_absolute_url(), java_script_enabled=script)
        page.get_by_text("Not today", exact=True).click()
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator("[name=stop_reason]:visible").first).to_be_focused()
        expect(page).to_have_url(re.compile("/steps/1/$"))

    def test_the_error_is_in_view_and_the_timer_runs_on(self, open_page, session):
        page = open_page(session.steps.in_order()[0].get_absolute_url())
        page.get_by_role("button", name="Start the timer").click()
        page.get_by_text("Partly", exact=True).click()
        page.locator("[required]").evaluate_all("all => all.forEach(one => one.required = false)")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_text("Say about how much you did.")).to_be_in_viewport()
        expect(page.locator("[name=done_percent]").first).to_be_focused()
        expect(page.get_by_role("button", name="Pause")).to_have_count(1)
        expect(page.locator(".dial__word")).to_have_text("Get ready")


class TestRoom:
    @pytest.mark.parametrize("viewport", [SMALL, None, {"width": 1280, "height": 900}])
    def test_the_number_fits_into_the_ring(self, open_page, session, viewport):
        options = {"viewport": viewport} if viewport else {}
        page = open_page(session.steps.in_order()[0].get_absolute_url(), **options)
        expect(page.locator(".dial__number")).to_have_text("5:00")
        size = page.locator(".dial__number").evaluate(
            "one => parseFloat(getComputedStyle(one).fontSize)"
        )
        assert size >= 64
        # The ring is drawn from 85 % of the width outwards.
        number, dial = (page.locator(name).bounding_box() for name in (".dial__number", ".dial"))
        half, up = number["width"] / 2, dial["y"] + dial["height"] / 2 - number["y"]
        assert (half**2 + (up * 0.75) ** 2) ** 0.5 <= dial["width"] * 0.85 / 2

    def test_no_word_is_smaller_than_16_px(self, open_page, session):
        cobra = step_of(session, "cobra")
        for address in (cobra.get_absolute_url(), cobra.hurts_address, session.after_address):
            page = open_page(address)
            if address == cobra.hurts_address:
                page.locator(".numbers label").nth(3).click()
                page.get_by_label("Left thigh").check()
            assert page.evaluate(SMALL_WORDS) == [], address

    def test_the_timer_can_be_started_on_a_small_phone(self, open_page, session):
        page = open_page(session.steps.in_order()[0].get_absolute_url(), viewport=SMALL)
        expect(page.get_by_role("button", name="Start the timer")).to_be_in_viewport(ratio=1)
        dial, bar = (page.locator(name).bounding_box() for name in (".dial", ".player__bar"))
        assert dial["y"] + dial["height"] <= bar["y"]


class TestCheckIn:
    def test_a_high_number_or_a_sign_is_not_called_nothing_new(self, open_page, alice, monday):
        page = open_page(next_planned(alice, monday).get_absolute_url())
        shortcut = page.get_by_role("button", name="No pain, nothing new: start")
        same = page.get_by_role("button", name="Nothing new, start")
        expect(shortcut).to_be_visible()
        expect(same).to_be_visible()
        page.locator(".numbers label").nth(9).click()
        expect(shortcut).to_be_hidden()
        expect(same).to_have_count(0)
        expect(page.get_by_role("button", name="Continue", exact=True)).to_be_visible()
        page.locator(".numbers label").nth(1).click()
        expect(same).to_be_visible()
        page.get_by_text("Something new since last time?").click()
        page.get_by_label("Chest pain").check()
        expect(same).to_have_count(0)


def test_a_stopped_exercise_can_be_answered_anew(open_page, session):
    page = open_page(step_of(session, "cobra").hurts_address)
    page.get_by_label("An ache").check()
    page.locator(".numbers label").nth(6).click()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Change my answer").click()
    expect(page.locator("[name=during][value='6']")).to_be_checked()
