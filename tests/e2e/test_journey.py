"""The journey: from "Start now" over three sessions and their mornings."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from routines.models import CurrentDose, Session, User
from tests.e2e.conftest import sign_in, text_of
from tests.factories import GuestFactory, give_plan

DAY = timedelta(days=1)
MOST_TAPS_TO_BEGIN = 13


class Person:
    """Somebody at a browser, who taps what they read."""

    def __init__(self, context: BrowserContext, clock, monday, *, has_script: bool) -> None:
        self.context = context
        self.clock = clock
        self.monday = monday.replace(hour=0, minute=0)
        self.has_script = has_script
        self.page: Page = context.new_page()
        self.taps = 0

    def tap(self, label: str, *, role: str = "button", exact: bool = True) -> None:
        self.page.get_by_role(role, name=label, exact=exact).first.click()
        self.taps += 1

    def tick(self, label: str, nth: int = 0, *, exact: bool = True) -> None:
        self.page.get_by_label(label, exact=exact).nth(nth).check()
        self.taps += 1

    def number(self, number: int) -> None:
        self.page.locator(".numbers label").nth(number).click()
        self.taps += 1

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(path))

    def waits_until(self, days: int, hour: int) -> None:
        """Move the server's clock to an hour of a later day, and come back to Today."""
        self.clock.move_to(self.monday + days * DAY + timedelta(hours=hour))
        self.page.goto("/today/")

    def closes_the_browser(self) -> None:
        """Close the page in the middle of it all; the cookie stays."""
        self.page.close()
        self.page = self.context.new_page()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def person(request, open_context, clock, monday) -> Person:
    context = open_context(java_script_enabled=request.param)
    return Person(context, clock, monday, has_script=request.param)


def begin(person: Person) -> None:
    """From the welcome page to an accepted week: nothing to report, and few taps."""
    person.page.goto("/")
    person.sees("Short sessions for a stiff or sore back")
    person.tap("Start now", role="link")
    person.tick("None of these", 0)
    person.tick("None of these", 1)
    person.tap("Continue")
    person.sees("So that it fits you")
    for number in range(3):
        person.tick("None of these", number)
    person.tap("Continue")
    person.tick("Loosen a stiff back", exact=False)
    person.number(1)
    zone = person.page.get_by_label("Your time zone")
    expect(zone).to_have_value("Berlin" if person.has_script else "")
    for day in ("Monday", "Thursday"):
        expect(person.page.get_by_label(day)).to_be_checked()
    person.tap("Show my week")
    person.sees("A week for you", "Monday", "Thursday", "Short bridge", "6 × 3 s", "13 min")
    person.tap("This is my week")
    person.is_at("/today/$")
    assert person.taps <= MOST_TAPS_TO_BEGIN


def has_begun(person: Person, site: str) -> None:
    """Bring a guest to where `begin` leads, without the way there."""
    guest = GuestFactory(usual_morning=1, time_zone="Europe/Berlin")
    give_plan(guest, at=timezone.now())
    sign_in(person.context, guest, site)
    person.page.goto("/today/")


def check_in(person: Person) -> None:
    person.tap("Start session", role="link")
    person.sees("How is your back now?")
    person.number(1)
    person.tap("Nothing new, start")
    person.is_at("/steps/1/$")


def do_steps(person: Person, *, until: str | None = None) -> None:
    """Tap Done step after step: to the last page, or to the step of that name."""
    while not person.page.url.endswith("/after/"):
        if until and until in text_of(person.page.locator("h1")):
            return
        before = person.page.url
        person.tap("Done")
        expect(person.page).not_to_have_url(before)


def finish(person: Person, label: str = "No more than when I started") -> None:
    person.sees("How did it feel?")
    person.tap(label)
    person.is_at("/today/$")
    person.sees("Tomorrow morning we ask one question")
    person.sees("Done for today")


def tell_quiet_morning(person: Person) -> None:
    person.sees("How is your back this morning?")
    person.tap("No worse than usual")
    person.is_at("/today/$")
    expect(person.page.locator("#morning")).to_have_count(0)


def change_of(person: Person, exercise: str) -> str:
    named = person.page.get_by_text(exercise, exact=True)
    return text_of(person.page.locator("li.change", has=named))


def test_the_journey(person):
    begin(person)

    check_in(person)
    person.sees("Brisk walk", "1 of 8")
    do_steps(person)
    finish(person)

    person.waits_until(1, 8)
    tell_quiet_morning(person)
    assert "stays" in change_of(person, "Bridge")
    assert "One more good session" in change_of(person, "Bridge")

    person.waits_until(3, 18)
    check_in(person)
    person.tap("Done")
    person.is_at("/steps/2/$")
    person.closes_the_browser()
    person.page.goto("/")
    person.tap("Continue your session", role="link")
    person.is_at("/steps/2/$")
    do_steps(person)
    finish(person)

    person.waits_until(4, 8)
    tell_quiet_morning(person)
    raised = change_of(person, "Bridge")
    assert raised.startswith("a little more Short bridge Bridge 6 × 3 s now 7 × 4 s")
    assert raised.endswith("with quiet mornings, so a little more. Rule P1 Why? Bridge")

    person.waits_until(7, 18)
    person.sees("7 × 4 s")
    check_in(person)
    do_steps(person, until="Short bridge")
    person.sees("7 × 4 s")
    person.tap("Something hurts", role="link")
    person.sees("What does it feel like?")
    person.tick("An ache")
    person.number(6)
    person.tap("Save and go on")
    person.is_at("/stopped/$")
    person.sees("We stop Short bridge here")
    person.tap("Go on with Belly breathing", role="link")
    do_steps(person)
    finish(person, "Apart from Short bridge (6), no more than when I started")

    person.waits_until(8, 8)
    tell_quiet_morning(person)
    lowered = change_of(person, "Bridge")
    assert lowered.startswith("a little easier Short bridge Bridge 7 × 4 s now 6 × 3 s")
    assert lowered.endswith(
        "Bridge was a 6, so a little easier next time. Rules R1, R2 Why? Bridge"
    )

    person.waits_until(10, 18)
    person.sees("Short bridge", "6 × 3 s")

    guest = User.objects.get()
    assert guest.is_guest
    assert Session.objects.filter(owner=guest, closed_at__isnull=False).count() == 3
    assert CurrentDose.objects.get(owner=guest, exercise__slug="bridge").dose.step == 0


def test_a_guest_signs_up_and_keeps_everything(person, site):
    has_begun(person, site)
    check_in(person)
    person.tap("Done")
    person.is_at("/steps/2/$")
    person.page.goto("/today/")
    person.tap("Sign up to keep it for good", role="link")
    person.page.get_by_label("Email").fill("guest@example.org")
    person.page.get_by_label("Password").fill("correct horse battery")
    person.tap("Sign up")
    person.is_at("/today/$")
    person.sees("Continue your session")


def test_two_tabs_show_both_answers(person, site):
    has_begun(person, site)
    check_in(person)
    other = person.context.new_page()
    other.goto(person.page.url)
    person.tap("Done")
    person.is_at("/steps/2/$")
    other.get_by_text("Not today", exact=True).click()
    other.get_by_label("No time").nth(1).check()
    other.get_by_role("button", name="Save and go on").click()
    expect(other.locator("div.notice[role=alert]")).to_contain_text("Saved: Done")
    expect(other.locator("div.notice[role=alert]")).to_contain_text("Yours: Not today (No time)")
    other.get_by_role("button", name="Use mine").click()
    expect(other).to_have_url(re.compile("/steps/2/$"))
    assert Session.objects.get().steps.in_order()[0].status == "skipped"


def test_chest_pain_ends_everything_at_once(person, site):
    has_begun(person, site)
    check_in(person)
    person.tap("Something hurts", role="link")
    person.tap("Chest pain")
    person.is_at("/plan/paused/$")
    person.sees("Get emergency help now", "Do not drive yourself")
    person.page.goto("/today/")
    person.sees("Your plan is paused")


def test_bad_input_shows_its_words_beside_the_field(person, site):
    has_begun(person, site)
    person.tap("Start session", role="link")
    # The browser itself asks for a number first; take that away to reach the server.
    if person.has_script:
        fields = person.page.locator("[name=pre][type=radio]")
        fields.evaluate_all("all => all.forEach(field => field.required = false)")
        person.tap("Nothing new, start")
        expect(person.page.locator(".field__error")).to_contain_text("0 to 10")
