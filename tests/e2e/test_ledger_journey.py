"""Journeys through what the rules decide: a pause, a choice, a rest day, a bad morning."""

import pytest

from routines.models import CurrentDose, Discomfort
from tests.e2e.test_journey import (
    Person,
    change_of,
    check_in,
    do_steps,
    finish,
    has_begun,
    tell_quiet_morning,
)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def person(request, open_context, site, clock, monday) -> Person:
    context = open_context(java_script_enabled=request.param)
    person = Person(context, clock, monday, has_script=request.param)
    has_begun(person, site)
    return person


def say_none_of_these(person: Person) -> None:
    person.sees("Is any of this new, or getting worse?")
    person.tick("None of these", 0)
    person.tick("None of these", 1)
    person.tick("No, nothing else")
    person.tap("Continue")


def test_a_pause_and_its_clearing(person):
    person.tap("Start session", role="link")
    person.number(1)
    person.page.get_by_text("Something new since last time?").click()
    person.tick("Losing weight without trying")
    person.tap("Continue")
    person.is_at("/plan/paused/$")
    person.sees("Have this checked soon", "You ticked: Losing weight without trying", "Since 23")

    person.tap("What changed, and why", role="link")
    person.sees("so your plan waits until it has been.")
    person.page.goto("/library/")
    person.sees("Cobra")
    person.page.goto("/today/")
    person.sees("Your plan is paused.")

    person.waits_until(1, 12)
    person.tap("What now?", role="link")
    person.tick("A professional has checked it")
    person.page.get_by_label("When was it checked?").fill("2026-11-24")
    person.page.get_by_label("What did they say?").fill("All is well.")
    person.tap("Continue to the questions")
    say_none_of_these(person)
    person.is_at("/today/$")
    person.page.goto("/ledger/")
    person.sees("The pause after a sign to have checked is over.")


def test_going_up_over_a_hold_and_taking_it_back(person):
    check_in(person)
    do_steps(person)
    finish(person)
    person.waits_until(1, 8)
    tell_quiet_morning(person)

    person.tap("Why? Bridge", role="link")
    person.sees("One more session at 3 or less, with a quiet morning after it, and this moves up.")
    person.tap("Make it a little harder", exact=False)
    person.sees("A little harder all the same?", "The rules would keep this dose for now.")
    person.tap("Yes, a little harder")
    person.sees("Done as you chose.", "Your choice: a little harder.")
    dose = CurrentDose.objects.select_related("dose").get(exercise__slug="bridge").dose
    assert dose.step == 1

    person.tap("Take my choice back", exact=False)
    person.sees("You took your choice back.", "6 × 3 s")
    dose = CurrentDose.objects.select_related("dose").get(exercise__slug="bridge").dose
    assert dose.step == 0


def test_a_rest_day_report_whose_words_ask_more(person):
    person.waits_until(1, 12)
    person.tap("Something hurts today?", role="link")
    person.number(4)
    person.tick("Lower back")
    person.page.get_by_label("What were you doing").fill("Digging. My left foot feels numb.")
    person.tap("Save")
    person.sees("Saved.", "You wrote “numb”")
    say_none_of_these(person)
    person.is_at("/today/$")
    told = Discomfort.objects.get()
    assert (told.number, told.places) == (4, ["lower_back"])


def test_a_bad_morning_is_put_down_to_what_was_sore(person):
    check_in(person)
    do_steps(person)
    bridge = person.page.locator(".differs").filter(has_text="Short bridge")
    bridge.get_by_label("Short bridge").check()
    bridge.locator(".numbers label").nth(4).click()
    bridge.get_by_label("An ache").check()
    finish(person, "Save what differed")

    person.waits_until(1, 8)
    person.tap("Worse than usual", role="link")
    person.number(5)
    person.tap("Save")
    eased = change_of(person, "Bridge")
    assert eased.startswith("a little easier")
    assert "The next morning was 4 above your usual, so a little easier next time." in eased
    assert "stays" in change_of(person, "Cobra")

    person.tap("Why? Bridge", role="link")
    person.sees("The next morning was 4 above your usual", "Based on Mon 23 Nov")
