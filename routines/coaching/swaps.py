"""What takes the place of an exercise that rests."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import QuerySet

from routines.coaching.ladders import Ladders
from routines.models import CurrentDose, Exercise, Position, RoutineItem, User, Variant, WeeklyPlan

OFF_THE_KNEES = frozenset({Position.KNEELING, Position.ALL_FOURS})


def fill_in(
    resting: CurrentDose,
    ladders: Ladders,
    at: datetime,
    *,
    avoided: Collection[str] = (),
    resting_directions: Collection[str] = (),
) -> Exercise | None:
    """Let another exercise take the place of a resting one wherever it is planned.

    The first of its swaps that is not yet in the routine, does not rest itself,
    needs none of the `avoided` positions and bends the back in none of the
    directions that rest. Where the resting one stood in itself, the place stays
    that of the exercise it stood in for. Gives the exercise that stands in, or
    None when nothing fits and the resting one is left out.
    """
    taken_by = None
    for item in _planned_items(resting.owner).filter(current=resting):
        for variant, stand_in in _candidates(resting, item, ladders, at):
            if (
                variant.position not in avoided
                and variant.direction not in resting_directions
                and not stand_in.rests_on(resting.owner.date_at(at))
            ):
                item.current, item.instead_of = stand_in, item.instead_of or resting
                item.save(update_fields=["current", "instead_of"])
                taken_by = stand_in.exercise
                break
    return taken_by


def put_back(rested: CurrentDose) -> None:
    """Put an exercise back wherever another stood in for it."""
    for item in _planned_items(rested.owner).filter(instead_of=rested):
        item.current, item.instead_of = rested, None
        item.save(update_fields=["current", "instead_of"])


def _planned_items(person: User) -> QuerySet[RoutineItem]:
    active = WeeklyPlan.objects.filter(owner=person).active()
    items = RoutineItem.objects.filter(routine__plan__in=active)
    return items.select_related("instead_of").order_by("routine", "rank")


def _candidates(
    resting: CurrentDose, item: RoutineItem, ladders: Ladders, at: datetime
) -> Iterator[tuple[Variant, CurrentDose]]:
    """The swaps of an exercise that are not in the routine yet, the preferred first."""
    beside = RoutineItem.objects.filter(routine=item.routine_id)
    taken = set(beside.values_list("current__exercise__slug", flat=True))
    for slug, variant_slug in resting.exercise.swaps["load"]:
        if slug in taken:
            continue
        exercise = ladders.exercises[slug]
        first = ladders.first_dose(exercise, variant_slug)
        stand_in, _ = CurrentDose.objects.get_or_create(
            owner=resting.owner,
            exercise=exercise,
            defaults={
                "dose": first,
                "first_dose": first,
                "begun_at": at,
                "goal": ladders.goal(exercise),
            },
        )
        yield stand_in.dose.variant, stand_in
