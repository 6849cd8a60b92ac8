"""Six bodies, each from "Start now" to a plan and a session that suit it."""

import pytest
from playwright.sync_api import expect

from routines.models import RoutineItem, Session, User
from tests.e2e.test_journey import Person
from tests.forbidden import faults, moves_of, moves_of_plan

BACK, BODY = 1, 2

# What it is, what is ticked in which list, what that asks further, the conditions in force.
BODIES = {
    "osteoporosis": ({BACK: "Osteoporosis, or a bone that broke too easily"}, {}, {"osteoporosis"}),
    "twenty weeks pregnant": (
        {BODY: "Pregnant"},
        {"Which week of the pregnancy is it?": "20"},
        {"pregnant"},
    ),
    "stenosis": ({BACK: "Spinal stenosis, or a vertebra that slipped"}, {}, {"stenosis"}),
    "cannot get to the floor": (
        {BODY: "Getting down to the floor, or up again, is not possible for me"},
        {},
        {"no_floor"},
    ),
    "a herniated disc that dislikes flexion": (
        {BACK: "A disc problem, or sciatica"},
        {"Bending forward": None},
        {"flexion_sensitive"},
    ),
    "nothing at all": ({}, {}, set()),
}


@pytest.fixture
def person(open_context, clock, monday) -> Person:
    return Person(open_context(), clock, monday, has_script=True)


def tell_health(person: Person, ticks: dict[int, str], more: dict[str, str | None]) -> None:
    for number in range(3):
        if number not in ticks:
            person.tick("None of these", number)
    for label in ticks.values():
        person.tick(label)
    for label, typed in more.items():
        if typed is None:
            person.tick(label)
        else:
            person.page.get_by_label(label).fill(typed)
    person.tap("Continue")


@pytest.mark.parametrize(("ticks", "more", "conditions"), BODIES.values(), ids=BODIES.keys())
def test_a_plan_and_a_session_suit_the_body(person, ticks, more, conditions):
    person.page.goto("/start/")
    person.tick("None of these", 0)
    person.tick("None of these", 1)
    person.tap("Continue")
    # "None of these" is ticked on the page before, too.
    person.is_at("/start/health/$")
    tell_health(person, ticks, more)
    person.is_at("/start/wishes/$")
    person.tick("Loosen a stiff back", exact=False)
    person.number(1)
    person.tap("Show my week")
    person.sees("A week for you")
    somebody = User.objects.get()
    assert somebody.conditions_on(person.monday.date()) == conditions
    items = RoutineItem.objects.filter(owner=somebody)
    assert faults(conditions, moves_of_plan(items)) == []
    assert items.filter(phase__in=["stretch", "strength"]).count() >= 4
    person.tap("This is my week")
    person.tap("Start session", role="link")
    person.number(1)
    person.tap("Nothing new, start")
    person.is_at("/steps/1/$")
    session = Session.objects.get()
    assert faults(conditions, moves_of(session)) == []
    assert session.steps.count() > 4
    person.page.goto("/library/seated-forward-bend/")
    for_them = person.page.get_by_text("For you:")
    expect(for_them).to_have_count(1 if conditions else 0)
