"""What takes the place of an exercise: one that rests, or one that does not suit the person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from routines import planning
from routines.coaching.ladders import Ladders
from routines.library.schema import SessionText
from routines.models import CurrentDose, Decision, Dose, Exercise, RoutineItem, User, WeeklyPlan
from routines.vocabulary import ON_THE_KNEES, Direction, Lack, SwapCause

BY_DIRECTION = {
    Direction.FLEXION: SwapCause.FLEXION,
    Direction.EXTENSION: SwapCause.EXTENSION,
}


def reason_for(decision: Decision | None) -> str:
    """For which reason a decision asks for something different, as the library lists swaps."""
    if decision is None:
        return SwapCause.LOAD
    if "X4" in decision.rules:
        return SwapCause.KNEELING
    if "X1" in decision.rules:
        return BY_DIRECTION.get(Direction(decision.from_dose.variant.direction), SwapCause.LOAD)
    return SwapCause.LOAD


def swaps_of(exercise: Exercise, reason: str) -> list[tuple[str, str]]:
    """The exercises and variants that take its place, those of the reason first."""
    reasons = [reason, *(other for other in exercise.swaps if other != reason)]
    listed = [tuple(pair) for name in reasons for pair in exercise.swaps.get(name, [])]
    return list(dict.fromkeys(listed))


def fill_in(
    resting: CurrentDose,
    ladders: Ladders,
    at: datetime,
    *,
    reason: str = SwapCause.LOAD,
    resting_directions: Collection[str] = (),
) -> Exercise | None:
    """Let another exercise take the place of a resting one wherever it is planned.

    The first of its swaps that suits the person, is not yet in the routine, does
    not rest itself, bends the back in none of the directions that rest, and is off
    the knees where that is the reason. Where the resting one stood in itself, the
    place stays that of the exercise it stood in for. Gives the exercise that stands
    in, or None when nothing fits and the resting one is left out.
    """
    avoided = ON_THE_KNEES if reason == SwapCause.KNEELING else frozenset()
    taken_by = None
    for item in _planned_items(resting.owner).filter(current=resting):
        for stand_in in candidates(resting, item, ladders, at, reason):
            variant = stand_in.dose.variant
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


def resting_directions(person: User, on: date) -> set[str]:
    """The ways to move the back that rest on a day."""
    rests = person.plan_entries.filter(rule="REST", until__gte=on)
    return set(rests.values_list("direction", flat=True))


def _planned_items(person: User) -> QuerySet[RoutineItem]:
    active = WeeklyPlan.objects.filter(owner=person).active()
    items = RoutineItem.objects.filter(routine__plan__in=active)
    return items.select_related("instead_of").order_by("routine", "rank")


def taken_in(item: RoutineItem) -> set[str]:
    """The exercises of the routine of an item, with those that rest and keep their place."""
    beside = RoutineItem.objects.filter(routine=item.routine_id)
    slugs = beside.values_list("current__exercise__slug", "instead_of__exercise__slug")
    return {slug for pair in slugs for slug in pair if slug}


def once_each(
    offers: Iterable[tuple[Exercise, Dose]], beside: Iterable[Dose] = ()
) -> frozenset[str]:
    """The slugs of what to offer, so that no two read the same, nor like what is `beside`.

    Two ladders may share a variant. It is offered as the exercise that has its name, else
    as the first.
    """
    found: dict[tuple[str, str], Exercise] = {}
    there = {_as_read(dose) for dose in beside}
    for exercise, dose in offers:
        read = _as_read(dose)
        if read not in there and (read not in found or exercise.name == dose.variant.name):
            found[read] = exercise
    return frozenset(exercise.slug for exercise in found.values())


def _as_read(dose: Dose) -> tuple[str, str]:
    return dose.variant.name, dose.in_words()


def candidates(
    replaced: CurrentDose, item: RoutineItem, ladders: Ladders, at: datetime, reason: str
) -> Iterator[CurrentDose]:
    """The swaps of an exercise that suit the person and are not in the routine yet.

    Those for the reason come first. One that the person has not done yet is begun
    as it is asked for.
    """
    taken = taken_in(item)
    for slug, variant_slug in swaps_of(replaced.exercise, reason):
        exercise = ladders.exercises[slug]
        if slug not in taken and ladders.suits(exercise):
            yield begin(replaced.owner, exercise, variant_slug, ladders, at)


def begin(
    person: User, exercise: Exercise, variant_slug: str, ladders: Ladders, at: datetime
) -> CurrentDose:
    """The person's dose of an exercise; begun at that variant where they never did it."""
    first = ladders.first_dose(exercise, variant_slug)
    current, _ = CurrentDose.objects.select_related("dose__variant", "owner").get_or_create(
        owner=person,
        exercise=exercise,
        defaults={
            "dose": first,
            "first_dose": first,
            "begun_at": at,
            "goal": ladders.goal(exercise),
        },
    )
    return current


WAYS = {Lack.BENDING: Direction.FLEXION, Lack.ARCHING: Direction.EXTENSION}


def unavoidable_lacks(ladders: Ladders, session: SessionText, aim: str) -> frozenset[Lack]:
    """What the person's conditions leave no exercise for, however they swap.

    Nor does a way to move the back count as lacking of which they leave nothing but a
    half of something that moves both ways.
    """
    every = ladders.exercises.values()
    ways = {rung.variant.direction for one in every for rung in ladders.allowed(one)}
    without = {lack for lack, way in WAYS.items() if way not in ways}
    slugs = dict.fromkeys((*session.aims[aim], *session.support))
    suiting = (ladders.exercises[slug] for slug in slugs)
    first = (
        ladders.planned_from(exercise, ladders.first_dose(exercise, exercise.starts[aim]))
        for exercise in suiting
        if ladders.suits(exercise)
    )
    steps = [planning.Step(one.kind.main_phase, one) for one in first]
    return frozenset({*without, *planning.lacking(steps)})
