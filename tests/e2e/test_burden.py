"""Asking little: the taps and the questions of a session without pain, as a browser counts them.

From Today to done, the morning after included, it asks for 4 to 7 taps and three
questions. Going through the exercises is no part of that: each is one tap on
"Done", which is counted by itself.
"""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from routines import coaching
from routines.models import MorningReport, Session
from tests.factories import PersonFactory, do_session, give_plan, tell_morning

MOST_TAPS = 7
MOST_QUESTIONS = 3
DAY = timedelta(days=1)

# Every press of a finger, by what it lands on, and every field whose answer somebody
# changed or gave with the button; kept over the pages of one tab.
COUNT = """
const keep = (kind, what) => {
  sessionStorage[kind] = JSON.stringify([...JSON.parse(sessionStorage[kind] || "[]"), what]);
};
addEventListener("pointerdown", event => {
  const one = event.target.closest("a, button, label, summary, input") || event.target;
  keep(one.name === "status" ? "steps" : "taps", one.innerText.trim());
}, true);
addEventListener("submit", event => {
  const touched = [...event.target.elements].filter(
    one => /radio|checkbox/.test(one.type)
      ? one.checked !== one.defaultChecked
      : "defaultValue" in one && one.value !== one.defaultValue
  );
  const names = new Set([...touched, event.submitter].map(one => one.name).filter(Boolean));
  for (const name of names) if (name !== "status") keep("questions", name);
}, true);
"""


@pytest.fixture
def begin(site, monday, clock, open_context, client):
    """Let somebody with a plan, and one session behind them, open Today on Thursday evening."""

    def begin(usual: int) -> Page:
        person = PersonFactory(usual_morning=usual)
        give_plan(person, at=monday)
        told = {"number": usual, "places": ["lower_back"], "note": ""}
        if usual:
            coaching.discomfort.record(person, **told, at=monday - DAY)
        tell_morning(do_session(person, at=monday, pre=usual))
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context = open_context()
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        context.add_init_script(COUNT)
        clock.move_to(monday + 3 * DAY)
        page = context.new_page()
        page.goto("/today/")
        return page

    return begin


def counted(page: Page, kind: str) -> list[str]:
    return page.evaluate("kind => JSON.parse(sessionStorage[kind] || '[]')", kind)


def do_steps(page: Page) -> int:
    """Tap "Done" until there is no more; how many steps that were."""
    expect(page).to_have_url(re.compile("/steps/1/$"))
    steps = 0
    while "/steps/" in page.url:
        before = page.url
        page.get_by_role("button", name="Done", exact=True).click()
        expect(page).not_to_have_url(before)
        steps += 1
    return steps


def finish(page: Page, clock, monday) -> None:
    """The last page, and the morning after."""
    page.get_by_role("button", name="No more than when I started").click()
    expect(page).to_have_url(re.compile("/today/$"))
    clock.move_to(monday + 4 * DAY - timedelta(hours=10))
    page.goto("/today/")
    page.get_by_role("button", name="No worse than usual").click()
    expect(page.locator("#morning")).to_have_count(0)


def assert_all_is_kept(pre: int) -> None:
    newest = Session.objects.select_related("check_in").newest_first().first()
    assert (newest.check_in.pre, newest.after, newest.is_open) == (pre, pre, False)
    assert set(newest.steps.values_list("status", "during")) == {("done", pre)}
    assert MorningReport.objects.get(session=newest).word == "same"


def test_a_back_that_never_hurts_is_three_taps(begin, clock, monday):
    page = begin(0)
    page.get_by_role("button", name="No pain, nothing new: start").click()
    steps = do_steps(page)
    finish(page, clock, monday)
    assert counted(page, "taps") == [
        "No pain, nothing new: start",
        "No more than when I started",
        "No worse than usual",
    ]
    assert counted(page, "questions") == ["pre", "same", "word"]
    assert len(counted(page, "steps")) == steps
    assert_all_is_kept(0)


def test_a_usual_back_is_five_taps_and_three_questions(begin, clock, monday):
    page = begin(2)
    page.get_by_role("link", name="Start session").click()
    page.locator(".numbers label").nth(2).click()
    expect(page.get_by_label("Lower back")).to_be_checked()
    page.get_by_role("button", name="Nothing new, start").click()
    steps = do_steps(page)
    finish(page, clock, monday)
    taps, questions = counted(page, "taps"), counted(page, "questions")
    assert len(taps) == 5 <= MOST_TAPS
    assert questions == ["pre", "same", "word"]
    assert len(questions) <= MOST_QUESTIONS
    assert len(counted(page, "steps")) == steps
    assert_all_is_kept(2)
    newest = Session.objects.select_related("check_in").newest_first().first()
    assert newest.check_in.places == ["lower_back"]
