"""Seven places of a plan ask what may stand there, and every filter holds in each of them.

Cat-cow is what would come into each place: it bends and arches the back, on all fours.
"""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.apps import apps

from routines import coaching
from routines.coaching import candidates, session_steps
from routines.coaching.ladders import Ladders
from routines.coaching.session_steps import SessionDay
from routines.library.schema import read_session
from routines.models import (
    CurrentDose,
    Decision,
    Dose,
    Exercise,
    PlanEntry,
    RoutineItem,
    Step,
)
from routines.vocabulary import MAIN_PHASES, Condition, Direction, Gate, Verdict
from tests.coaching.test_recompute import write_log
from tests.factories import PersonFactory, begin_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REST = timedelta(days=60)
COMES, FIRST, STORED = "cat-cow", "half-cat-cow", "full-cat-cow"
OWNER = "bridge"


def allow(slug, condition, *variants):
    """Of an exercise, what somebody with a condition may do."""
    row = {"allow": list(variants), "longest_hold_seconds": None, "note": ""}
    Exercise.objects.filter(slug=slug).update(precautions={condition: row})


def rest_directions(person, at, *directions):
    PlanEntry.objects.bulk_create(
        PlanEntry(
            owner=person,
            made_at=at,
            rule="REST",
            message="REST",
            direction=direction,
            until=(at + REST).date(),
        )
        for direction in directions
    )


class Scene:
    """A person with one place in a routine and one step in a session, and cat-cow in neither.

    What is in the place stands in for the bridge, which rests.
    """

    def __init__(self, person, at):
        self.person, self.at = person, at
        self.session = begin_session(person, at=at)
        items = RoutineItem.objects.filter(owner=person)
        items.filter(current__exercise__slug__in=[COMES, OWNER]).delete()
        Exercise.objects.update(precautions={}, swaps={"load": [[COMES, FIRST]]})
        dose = Dose.objects.listed().get(
            variant__exercise__slug=COMES, variant__slug=STORED, step=0
        )
        self.comes = person.current_doses.get(exercise__slug=COMES)
        CurrentDose.objects.filter(pk=self.comes.pk).update(dose=dose)
        self.owner = person.current_doses.get(exercise__slug=OWNER)
        self.owner.rests_until = (at + REST).date()
        self.owner.save()
        self.item = items.for_display().filter(phase="stretch")[0]
        items.filter(current=self.item.current).exclude(pk=self.item.pk).delete()
        self.item.instead_of = self.owner
        self.item.save()
        self.steps.filter(exercise__slug__in=[COMES, OWNER]).delete()
        self.step = self.steps.get(exercise=self.item.current.exercise)
        self.step.instead_of = self.owner.exercise
        self.step.save()

    @property
    def steps(self):
        return self.session.steps.with_library().select_related("session__owner")

    def ladders(self):
        return Ladders(self.person.fitted_for)

    def day(self, **asked):
        return SessionDay(self.person, self.at.date(), **asked)

    def rows(self):
        return list(RoutineItem.objects.filter(routine=self.item.routine_id).for_display())

    def fresh_item(self):
        items = coaching.plan_swaps.in_force(self.person)
        return items.select_related("instead_of__decision").get(pk=self.item.pk)


def in_for_what_rests(scene):
    """An exercise begins to rest, and one of its swaps stands in."""
    found = candidates.fill_in(scene.fresh_item().current, scene.ladders(), scene.at)
    return [] if found is None else [found.slug]


def for_good_after_health_changed(scene):
    """An exercise no longer suits, and something takes its place for good."""
    found = coaching.plan_fit.find_stand_in(scene.fresh_item(), scene.ladders(), scene.at)
    return [] if found is None else [found.exercise.slug]


def chosen_in_the_plan(scene):
    """The person swaps an exercise of the plan."""
    choices = coaching.plan_swaps.choices_for(scene.fresh_item(), at=scene.at)
    return [choice.exercise.slug for choice in choices]


def chosen_in_a_session(scene):
    """The person swaps a step for today."""
    choices = coaching.step_changes.swap_choices(scene.steps.get(pk=scene.step.pk))
    return [choice.exercise.slug for choice in choices]


def without_the_floor(scene):
    """A session without the floor, for which the exercise has no form."""
    allow(scene.item.current.exercise.slug, Condition.NO_FLOOR)
    steps = session_steps.of_day(scene.day(is_no_floor=True), scene.rows(), frozenset()).steps
    return [step.exercise.slug for step in steps]


def gentle_on_a_sore_day(scene):
    """The gentle moves of a sore day, of which cat-cow is one here."""
    steps = session_steps.of_day(scene.day(), scene.rows(), frozenset({Gate.EASE})).steps
    return [step.exercise.slug for step in steps]


def in_the_next_block(scene):
    """A block is over, and main exercises are exchanged for some variety."""
    plan = scene.person.weekly_plans.active().get()
    items = list(RoutineItem.objects.filter(routine__plan=plan).for_display())
    found = coaching.blocks.find_others(plan, items, scene.ladders(), scene.at.date())
    return [other.exercise.slug for other in found]


PLACES = (
    in_for_what_rests,
    for_good_after_health_changed,
    chosen_in_the_plan,
    chosen_in_a_session,
    without_the_floor,
    gentle_on_a_sore_day,
    in_the_next_block,
)


def rests_itself(scene):
    CurrentDose.objects.filter(pk=scene.comes.pk).update(rests_until=(scene.at + REST).date())


def its_direction_rests(scene):
    rest_directions(scene.person, scene.at, Direction.MIXED)


def the_place_is_off_the_knees(scene):
    scene.owner.decision = Decision.objects.create(
        owner=scene.person,
        session=scene.session,
        exercise=scene.owner.exercise,
        made_at=scene.at,
        verdict=Verdict.SWAP,
        action="swap",
        rules=["X4"],
        message="X4",
        from_dose=scene.owner.dose,
        to_dose=scene.owner.dose,
        rests_until=scene.owner.rests_until,
    )
    scene.owner.save()


def with_condition(scene, *variants):
    allow(COMES, Condition.WRIST, *variants)
    scene.person.conditions = scene.person.fitted_for = [Condition.WRIST]
    scene.person.save()


def suits_in_no_form(scene):
    with_condition(scene)


def its_stored_dose_does_not_suit(scene):
    with_condition(scene, FIRST)


def is_there_already(scene):
    other = RoutineItem.objects.filter(routine=scene.item.routine_id).last()
    other.current = scene.comes
    other.save()
    step = scene.steps.exclude(pk=scene.step.pk).in_order().last()
    Step.objects.filter(pk=step.pk).update(exercise=scene.comes.exercise, dose=scene.comes.dose)


def the_library_lists_it_no_more(scene):
    Exercise.objects.filter(slug=COMES).update(rank=None)


FILTERS = (
    rests_itself,
    its_direction_rests,
    the_place_is_off_the_knees,
    suits_in_no_form,
    its_stored_dose_does_not_suit,
    is_there_already,
    the_library_lists_it_no_more,
)
COMES_ALL_THE_SAME = {
    (gentle_on_a_sore_day, the_place_is_off_the_knees): "it takes the place of no exercise",
    (gentle_on_a_sore_day, its_stored_dose_does_not_suit): "it is done at its first dose",
    (gentle_on_a_sore_day, is_there_already): "it takes every place at once",
    (without_the_floor, its_stored_dose_does_not_suit): "its nearest form is done instead",
}


def by_name(value):
    return value.__name__


@pytest.fixture
def scene(alice, monday, monkeypatch):
    gentle = replace(read_session(), ease=((COMES, FIRST),))
    monkeypatch.setattr(session_steps, "read_session", lambda: gentle)
    return Scene(alice, monday)


@pytest.mark.parametrize("place", PLACES, ids=by_name)
def test_cat_cow_may_come_into_every_place(scene, place):
    assert COMES in place(scene)


@pytest.mark.parametrize("is_refused_for", FILTERS, ids=by_name)
@pytest.mark.parametrize("place", PLACES, ids=by_name)
def test_every_filter_holds_in_every_place(scene, place, is_refused_for):
    is_refused_for(scene)
    offered = place(scene)
    # A whole session holds once what is there already, and gets it no second time.
    is_once = is_refused_for is is_there_already and place is without_the_floor
    comes = is_once or (place, is_refused_for) in COMES_ALL_THE_SAME
    assert offered.count(COMES) == comes


def test_without_the_floor_the_nearest_form_is_done_and_marked_as_exchanged(scene):
    its_stored_dose_does_not_suit(scene)
    allow(scene.item.current.exercise.slug, Condition.NO_FLOOR)
    laid = session_steps.of_day(scene.day(is_no_floor=True), scene.rows(), frozenset())
    (step,) = [step for step in laid.steps if step.exercise.slug == COMES]
    assert step.amount.dose.variant.slug == FIRST
    assert laid.is_exchanged


def row_counts():
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("place", PLACES, ids=by_name)
def test_a_search_that_finds_nothing_leaves_every_table_alone(scene, place):
    scene.comes.delete()
    rest_directions(scene.person, scene.at, *Direction)
    before = row_counts()
    assert COMES not in place(scene)
    assert row_counts() == before


@pytest.mark.parametrize("place", PLACES[1:], ids=by_name)
def test_a_search_that_finds_something_new_leaves_every_table_alone(scene, place):
    scene.comes.delete()
    before = row_counts()
    assert COMES in place(scene)
    assert row_counts() == before


class TestTheKnees:
    def test_stay_spared_where_the_place_was_swapped_for_today_already(self, scene):
        the_place_is_off_the_knees(scene)
        step = scene.step
        step.swapped_because, step.planned_dose = "equipment", step.dose
        step.instead_of, step.exercise = step.exercise, Exercise.objects.get(slug="pelvic-tilt")
        step.save()
        assert COMES not in chosen_in_a_session(scene)

    def test_are_spared_everywhere_in_the_week(self, scene):
        """A swap everywhere passes by the places that stay off the knees."""
        the_place_is_off_the_knees(scene)
        routine = scene.person.weekly_plans.active().get().routines.order_by("rank").last()
        mains = RoutineItem.objects.filter(routine=routine, phase__in=MAIN_PHASES)
        other = mains.for_display()[0]
        other.current, other.phase = scene.item.current, scene.item.phase
        other.save()
        item = coaching.plan_swaps.in_force(scene.person).get(pk=other.pk)
        coaching.plan_swaps.swap(item, COMES, seen=item.current_id, is_everywhere=True, at=scene.at)
        here = RoutineItem.objects.filter(current__exercise__slug=COMES)
        assert [found.pk for found in here] == [other.pk]

    def test_are_spared_no_longer_than_the_decision_asks_for(self, scene):
        the_place_is_off_the_knees(scene)
        Decision.objects.filter(pk=scene.owner.decision.pk).update(
            rests_until=(scene.at - DAY).date()
        )
        assert COMES in chosen_in_the_plan(scene)


class TestADirectionInWhichSomethingWasStoppedToday:
    def test_takes_no_swap(self, scene):
        stopped = scene.steps.exclude(pk=scene.step.pk).in_order().last()
        stopped.dose = scene.comes.dose
        stopped.was_stopped = True
        stopped.save()
        assert COMES not in chosen_in_a_session(scene)


@pytest.mark.parametrize("seed", [1, 3, 4, 5])
def test_resting_directions_are_the_rests_of_the_kept_state(library, monday, seed):
    person = PersonFactory(usual_morning=1)
    write_log(person, Random(seed), monday)
    coaching.ledger.recompute(person, at=monday)
    rests = coaching.ledger.kept_state(person).rests
    assert rests
    for days in range(-2, 30):
        on = (monday + days * DAY).date()
        unexpired = {rest.direction for rest in rests if rest.until >= on}
        assert candidates.resting_directions(person, on) == unexpired
