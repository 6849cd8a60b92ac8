"""The custom elements: the hold timer, the time zone, the notice of a lost connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import PersonFactory, begin_session, give_plan, step_of

COUNT_TONES = """
window.tones = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) {
  window.tones.push(this.frequency.value);
  return start.call(this, when);
};
"""


@pytest.fixture
def sphinx(site, monday, open_context, client):
    """A page at Sphinx: three holds of ten seconds, with ten seconds of rest between."""
    person = PersonFactory(usual_morning=1)
    give_plan(person, at=monday)
    step = step_of(begin_session(person, at=monday), "cobra")
    client.force_login(person)
    context = open_context()
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
    )
    page = context.new_page()
    page.add_init_script(COUNT_TONES)
    page.clock.install()
    page.goto(step.get_absolute_url())
    return page


class TestHoldTimer:
    def test_shows_the_hold_before_it_starts(self, sphinx):
        expect(sphinx.locator(".dial__number")).to_have_text("10")
        expect(sphinx.locator(".dial__word")).to_have_text("Hold")

    def test_gets_ready_then_holds_then_rests(self, sphinx):
        sphinx.get_by_role("button", name="Start the timer").click()
        expect(sphinx.locator(".dial__word")).to_have_text("Get ready")
        sphinx.clock.run_for(5_200)
        expect(sphinx.locator(".dial__word")).to_have_text("1 of 3")
        sphinx.clock.run_for(10_000)
        expect(sphinx.locator(".dial__word")).to_have_text("Rest")

    def test_a_tone_marks_the_start_and_the_end_of_each_hold(self, sphinx):
        sphinx.get_by_role("button", name="Start the timer").click()
        sphinx.clock.run_for(60_000)
        expect(sphinx.locator(".dial__word")).to_have_text("That was it")
        assert sphinx.evaluate("window.tones") == [880, 440, 880, 440, 880, 440]

    def test_a_phone_that_slept_shows_the_right_number(self, sphinx):
        sphinx.get_by_role("button", name="Start the timer").click()
        sphinx.clock.fast_forward(5_000 + 10_000 + 10_000 + 4_000)
        sphinx.clock.run_for(300)
        expect(sphinx.locator(".dial__word")).to_have_text("2 of 3")
        expect(sphinx.locator(".dial__number")).to_have_text("6")

    def test_can_be_paused_and_goes_on_where_it_was(self, sphinx):
        sphinx.get_by_role("button", name="Start the timer").click()
        sphinx.clock.run_for(8_100)
        sphinx.get_by_role("button", name="Pause").click()
        sphinx.clock.run_for(60_000)
        expect(sphinx.locator(".dial__number")).to_have_text("7")
        sphinx.get_by_role("button", name="Go on").click()
        sphinx.clock.run_for(1_100)
        expect(sphinx.locator(".dial__number")).to_have_text("6")

    def test_stops_when_the_next_step_comes(self, sphinx):
        sphinx.get_by_role("button", name="Start the timer").click()
        sphinx.get_by_role("button", name="Done").click()
        expect(sphinx).not_to_have_url(re.compile("/steps/6/$"))
        sphinx.clock.run_for(60_000)
        assert sphinx.evaluate("window.tones") == []


class TestNotSaved:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (403, "What you answered still stands here"),
            (404, "the server answered with an error"),
            (500, "the server answered with an error"),
        ],
    )
    def test_a_refusal_says_why_and_keeps_what_was_chosen(self, sphinx, watch, status, words):
        answers = "**/steps/*/"
        sphinx.route(answers, lambda route: route.fulfill(status=status, body="<p>no</p>"))
        sphinx.get_by_text("Partly").click()
        chosen = sphinx.locator("[name=done_percent][value='75']")
        sphinx.locator("label", has=chosen).click()
        sphinx.get_by_role("button", name="Done").click()
        notice = sphinx.locator("send-notice")
        expect(notice).to_be_visible()
        expect(notice).to_be_in_viewport()
        expect(notice).to_contain_text(words)
        expect(notice).not_to_contain_text("connection")
        expect(chosen).to_be_checked()
        sphinx.unroute(answers)
        sphinx.get_by_role("button", name="Done").click()
        expect(notice).to_be_hidden()
        # The browser's own words about the errors are meant.
        watch.problems.clear()


class TestLostConnection:
    def test_is_said_and_goes_when_the_answer_is_saved(self, sphinx, watch):
        sphinx.context.set_offline(True)
        sphinx.get_by_role("button", name="Done").click()
        notice = sphinx.locator("send-notice")
        expect(notice).to_contain_text("it is not saved yet")
        expect(notice).to_be_visible()
        sphinx.context.set_offline(False)
        sphinx.get_by_role("button", name="Done").click()
        expect(notice).to_be_hidden()
        # The browser's own words about the lost connection are meant.
        watch.problems.clear()


class TestLibraryFilter:
    def test_narrows_down_as_one_types(self, site, open_context):
        page = open_context().new_page()
        page.goto("/library/")
        page.get_by_label("Search by name").press_sequentially("cob")
        expect(page.locator(".grid h3")).to_have_text(["Cobra"])
        page.get_by_label("Search by name").fill("")
        page.get_by_label("Movement").select_option("flexion")
        expect(page.locator(".grid h3")).to_have_text(
            ["Child's Pose", "Cat-Cow", "Seated Forward Bend", "Knee to chest"]
        )
        assert "direction=flexion" in page.url
