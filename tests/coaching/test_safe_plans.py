"""No forbidden move anywhere: every condition, with every gate and every swap."""

from datetime import date, timedelta
from itertools import combinations

import pytest

from routines import coaching
from routines.coaching import candidates
from routines.coaching.ladders import Ladders
from routines.models import Exercise, RoutineItem
from routines.vocabulary import Condition, SwapCause
from tests.factories import PersonFactory, begin_session, do_session, give_plan
from tests.forbidden import faults, moves_of, moves_of_plan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Who has several at once, as people do.
TOGETHER = (
    {"osteoporosis", "no_floor", "high_blood_pressure"},
    {"pregnant", "wrist"},
    {"flexion_sensitive", "extension_sensitive"},
    {"stenosis", "knee", "dizziness"},
    {"hip_replacement", "shoulder", "neck", "glaucoma"},
)
EVERYBODY = [frozenset({condition}) for condition in Condition] + [
    frozenset(some) for some in TOGETHER
]


def person_with(conditions, at, aim="loosen"):
    person = PersonFactory(conditions=sorted(conditions), usual_morning=0)
    give_plan(person, at=at, aim=aim)
    return person


@pytest.mark.parametrize("conditions", EVERYBODY, ids=lambda some: "+".join(sorted(some)))
def test_no_session_holds_a_forbidden_move_whatever_the_gate(library, monday, conditions):
    person = person_with(conditions, monday)
    openings = [
        (monday + timedelta(hours=3), 0, "MOBILITY_ONLY"),
        (monday + 1 * DAY, 0, "NO_STRENGTH"),
        (monday + 4 * DAY, 4, "LIGHT"),
        (monday + 7 * DAY, 6, "EASE"),
    ]
    session = do_session(person, at=monday)
    assert faults(conditions, moves_of(session)) == []
    for at, pre, gate in openings:
        session = begin_session(person, at=at, pre=pre)
        assert session.check_in.gate == gate
        assert session.steps.exists()
        assert faults(conditions, moves_of(session)) == []


@pytest.mark.parametrize("aim", ["ease", "loosen", "stay_bendy"])
@pytest.mark.parametrize("condition", list(Condition))
def test_no_week_holds_one(library, monday, condition, aim):
    person = person_with({condition}, monday, aim)
    items = RoutineItem.objects.filter(owner=person)
    assert faults({condition}, moves_of_plan(items)) == []
    assert items.filter(phase__in=["stretch", "strength"]).count() >= 4


@pytest.mark.parametrize("conditions", EVERYBODY, ids=lambda some: "+".join(sorted(some)))
def test_no_swap_leads_to_one(library, monday, conditions):
    person = person_with(conditions, monday)
    ladders = Ladders(person.fitted_for)
    item = RoutineItem.objects.filter(owner=person).for_display()[0]
    day = candidates.PersonDay(person, monday.date())
    for exercise in Exercise.objects.listed():
        if not ladders.suits(exercise):
            continue
        for cause in SwapCause:
            swaps = candidates.swaps_of(exercise, cause)
            taken = candidates.slugs_in_routine(item)
            for stand_in in candidates.find(day, ladders, swaps, taken=taken):
                dose = stand_in.dose
                move = (stand_in.exercise.slug, dose.variant.slug, dose.hold_seconds)
                assert faults(conditions, [move]) == []


@pytest.mark.parametrize("pair", list(combinations(Condition, 2)), ids="+".join)
def test_no_rung_up_to_the_goal_is_one(library, pair):
    conditions = frozenset(pair)
    ladders = Ladders(conditions)
    for exercise in ladders.exercises.values():
        for rung in ladders.allowed(exercise):
            slug = rung.variant.slug
            moves = [(exercise.slug, slug, dose.hold_seconds) for dose in rung.doses]
            assert faults(conditions, moves) == []


class TestWhenHealthChanges:
    def test_the_plan_that_runs_loses_what_no_longer_suits(self, library, monday):
        person = person_with((), monday)
        do_session(person, at=monday)
        person.conditions = ["osteoporosis"]
        person.save()
        assert coaching.plan_fit.fit_plan(person, at=monday + DAY)
        session = begin_session(person, at=monday + 3 * DAY)
        assert faults({"osteoporosis"}, moves_of(session)) == []
        assert session.steps.count() > 4

    def test_asking_again_changes_nothing(self, library, monday):
        person = person_with({"wrist"}, monday)
        assert not coaching.plan_fit.fit_plan(person, at=monday + DAY)

    def test_a_pregnancy_counts_from_its_sixteenth_week_on(self, library, monday):
        today = monday.date()
        person = person_with((), monday)
        person.conditions, person.due_on = ["pregnant"], today + timedelta(weeks=25)
        assert person.conditions_on(today) == set()
        assert person.conditions_on(today + timedelta(days=7)) == {"pregnant"}
        person.save()
        assert not coaching.plan_fit.fit_plan(person, at=monday)
        assert coaching.plan_fit.fit_plan(person, at=monday + 7 * DAY)

    def test_a_birth_counts_for_twelve_weeks(self):
        person = PersonFactory.build(conditions=["after_birth"], born_on=date(2026, 1, 5))
        assert person.conditions_on(date(2026, 3, 29)) == {"after_birth"}
        assert person.conditions_on(date(2026, 3, 30)) == set()
