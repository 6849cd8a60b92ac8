"""Letting an exercise rest, and what takes its place meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import QuerySet

from routines.coaching.context import Day
from routines.coaching.ladders import Ladders
from routines.models import CurrentDose, Exercise, Position, RoutineItem, User, WeeklyPlan

REST_DAYS = 14
OFF_THE_KNEES = frozenset({Position.KNEELING, Position.ALL_FOURS})


def rest(
    current: CurrentDose, since: date, ladders: Ladders, day: Day, avoided: Collection[str]
) -> Exercise | None:
    """Let the exercise rest for two weeks `since`; it comes back at its easiest dose.

    Gives the exercise that takes its place, or None when nothing fits and it
    is left out.
    """
    current.rests_until = since + timedelta(days=REST_DAYS)
    current.dose = ladders.rungs(current.exercise)[0].doses[0]
    return fill_in(current, ladders, day.next_on, avoided)


def fill_in(
    resting: CurrentDose, ladders: Ladders, on: date, avoided: Collection[str] = ()
) -> Exercise | None:
    """Let another exercise take the place of a resting one wherever it is planned.

    The first of its swaps that is not yet in the routine, does not rest itself
    and needs none of the `avoided` positions. Where the resting one stood in
    itself, the place stays that of the exercise it stood in for.
    """
    taken_by = None
    for item in _planned_items(resting.owner).filter(current=resting):
        stand_in = _stand_in(resting, item, ladders, on, avoided)
        if stand_in is not None:
            item.current, item.instead_of = stand_in, item.instead_of or resting
            item.save(update_fields=["current", "instead_of"])
            taken_by = stand_in.exercise
    return taken_by


def end_rest(current: CurrentDose) -> None:
    """Put the exercise back wherever another stood in for it."""
    current.rests_until = None
    current.save(update_fields=["rests_until"])
    for item in _planned_items(current.owner).filter(instead_of=current):
        item.current, item.instead_of = current, None
        item.save(update_fields=["current", "instead_of"])


def return_rested(person: User, day: date) -> None:
    """Bring back every exercise whose rest is over by `day`."""
    for current in person.current_doses.filter(rests_until__lt=day):
        end_rest(current)


def _planned_items(person: User) -> QuerySet[RoutineItem]:
    active = WeeklyPlan.objects.filter(owner=person).active()
    items = RoutineItem.objects.filter(routine__plan__in=active)
    return items.select_related("instead_of").order_by("routine", "rank")


def _stand_in(
    resting: CurrentDose,
    item: RoutineItem,
    ladders: Ladders,
    day: date,
    avoided: Collection[str],
) -> CurrentDose | None:
    beside = RoutineItem.objects.filter(routine=item.routine_id)
    taken = set(beside.values_list("current__exercise__slug", flat=True))
    for slug, variant_slug in resting.exercise.swaps:
        exercise = ladders.exercises[slug]
        first = ladders.first_dose(exercise, variant_slug)
        if slug in taken or first.variant.position in avoided:
            continue
        stand_in, _ = CurrentDose.objects.get_or_create(
            owner=resting.owner,
            exercise=exercise,
            defaults={"dose": first, "goal": ladders.goal(exercise)},
        )
        if not stand_in.rests_on(day):
            return stand_in
    return None
