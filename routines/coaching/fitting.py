"""Fitting a plan to what a person's health allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from routines.coaching import swaps
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import settle
from routines.coaching.shaping import ladders_of
from routines.coaching.steps import skip
from routines.coaching.week import refit
from routines.library.schema import read_session
from routines.models import (
    CurrentDose,
    Dose,
    Exercise,
    RoutineItem,
    Session,
    User,
    WeeklyPlan,
)


class FitChange(NamedTuple):
    """What health changes of an exercise in the week that runs.

    `dose` is what is done now: of the exercise itself, or of the `stand_in` that has its
    place; None where the place is gone.
    """

    exercise: Exercise
    was: Dose
    dose: Dose | None = None
    stand_in: Exercise | None = None


def fit_to_health(person: User, *, at: datetime) -> tuple[FitChange, ...]:
    """Make the plan suit the conditions in force at `at`; what that changes of the week.

    What no longer suits goes down to the nearest form that does, or gives its place
    to something that does, and is left out of a session that is begun. Nothing goes up.
    Asking again costs nothing.
    """
    if person.fitted_for == sorted(person.conditions_on(person.date_at(at))):
        return ()
    changes = _fit(person, at)
    person.refresh_from_db(fields=["fitted_for"])
    return changes


@transaction.atomic
def _fit(person: User, at: datetime) -> tuple[FitChange, ...]:
    person = User.objects.hold(person)
    person.fitted_for = sorted(person.conditions_on(person.date_at(at)))
    person.save(update_fields=["fitted_for"])
    ladders = Ladders(person.fitted_for)
    person.weekly_plans.proposed().delete()
    has_begun = person.sessions.exists()
    changes = []
    for current in ladders.currents_of(person):
        if ladders.suits(current.exercise) and not ladders.is_at_home(current):
            was, current.dose = current.dose, ladders.nearest(current)
            if getattr(current, "is_in_week", False):
                changes.append(FitChange(current.exercise, was, current.dose))
            if not has_begun:
                current.first_dose = current.dose
            current.save(update_fields=["dose", "first_dose"])
    plans = list(person.weekly_plans.active())
    for plan in plans:
        changes += _replace_what_does_not_suit(plan, ladders, at)
    settle(person, at=at)
    for plan in plans:
        refit(plan, ladders)
    for session in person.sessions.open().select_related("check_in"):
        _leave_out_what_does_not_suit(session, person, at)
    return tuple(changes)


def _leave_out_what_does_not_suit(session: Session, person: User, at: datetime) -> None:
    """What still waits in a session that was begun before the person told of their health."""
    ladders = ladders_of(session, person)
    waiting = session.steps.waiting()
    unfit = [step.pk for step in waiting.with_library() if not ladders.suits_at(step.dose)]
    skip(waiting.filter(pk__in=unfit), at)


def _replace_what_does_not_suit(
    plan: WeeklyPlan, ladders: Ladders, at: datetime
) -> Iterator[FitChange]:
    for item in RoutineItem.objects.filter(routine__plan=plan).for_display():
        if item.instead_of and not ladders.suits(item.instead_of.exercise):
            item.instead_of = None
            item.save(update_fields=["instead_of"])
        if ladders.suits(item.current.exercise):
            continue
        exercise, was = item.current.exercise, item.current.dose
        stand_in = _stand_in(item, ladders, at)
        if stand_in is None:
            yield FitChange(exercise, was)
            item.delete()
            continue
        yield FitChange(exercise, was, stand_in.dose, stand_in.exercise)
        item.current = stand_in
        item.save(update_fields=["current"])


def _stand_in(item: RoutineItem, ladders: Ladders, at: datetime) -> CurrentDose | None:
    """What takes the place of an exercise for good: one of its swaps, else a gentle move."""
    today = item.owner.date_at(at)
    resting = swaps.resting_directions(item.owner, today)
    reason = swaps.reason_for(item.instead_of.decision) if item.instead_of else swaps.LOAD
    avoided = swaps.OFF_THE_KNEES if reason == swaps.KNEELING else frozenset()
    for stand_in in _fitting_in(item, ladders, at, reason):
        variant = stand_in.dose.variant
        is_well = variant.direction not in resting and variant.position not in avoided
        if is_well and not stand_in.rests_on(today):
            return stand_in
    return None


def _fitting_in(
    item: RoutineItem, ladders: Ladders, at: datetime, reason: str
) -> Iterator[CurrentDose]:
    yield from swaps.candidates(item.current, item, ladders, at, reason)
    taken = swaps.taken_in(item)
    for slug in read_session().support:
        exercise = ladders.exercises[slug]
        if slug not in taken and ladders.suits(exercise):
            yield swaps.begin(item.owner, exercise, exercise.starts["ease"], ladders, at)
