"""Fitting a plan to what a person's health allows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from routines import planning
from routines.coaching import swaps
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import settle
from routines.coaching.precautions import as_planned
from routines.coaching.steps import skip
from routines.coaching.week import refit
from routines.content.library import read_session
from routines.models import Condition, CurrentDose, RoutineItem, Step, User, WeeklyPlan


def fit_to_health(person: User, *, at: datetime) -> bool:
    """Make the plan suit the conditions in force at `at`; whether they are others than before.

    What no longer suits goes down to the nearest form that does, or gives its place
    to something that does, and is left out of a session that is begun. Nothing goes up.
    Asking again costs nothing.
    """
    if person.fitted_for == sorted(person.conditions_on(person.date_at(at))):
        return False
    _fit(person, at)
    person.refresh_from_db(fields=["fitted_for"])
    return True


@transaction.atomic
def _fit(person: User, at: datetime) -> None:
    person = User.objects.hold(person)
    person.fitted_for = sorted(person.conditions_on(person.date_at(at)))
    person.save(update_fields=["fitted_for"])
    ladders = Ladders(person.fitted_for)
    has_begun = person.sessions.exists()
    for current in ladders.currents_of(person):
        if ladders.suits(current.exercise) and not ladders.is_at_home(current):
            current.dose = ladders.nearest(current)
            if not has_begun:
                current.first_dose = current.dose
            current.save(update_fields=["dose", "first_dose"])
    person.weekly_plans.proposed().delete()
    plans = list(person.weekly_plans.active())
    for plan in plans:
        _replace_what_does_not_suit(plan, ladders, at)
    settle(person, at=at)
    for plan in plans:
        refit(plan, ladders)
    _leave_out_of_open_sessions(person, at)


def _leave_out_of_open_sessions(person: User, at: datetime) -> None:
    """What waits in a session that is begun, and does not suit any more, is left out of it."""
    waiting = Step.objects.waiting().filter(owner=person, session__in=person.sessions.open())
    told = waiting.select_related("exercise", "dose__variant", "session__check_in")
    unsuited = [step.pk for step in told if not _suits_still(step, person.fitted_for)]
    skip(waiting.filter(pk__in=unsuited), at)


def _suits_still(step: Step, conditions: list[str]) -> bool:
    variant = step.dose.variant
    no_floor = [Condition.NO_FLOOR] if step.session.check_in.is_no_floor else []
    count = planning.doses_allowed(
        variant.slug,
        [step.dose.hold_seconds],
        only_for=variant.only_for,
        precautions=as_planned(step.exercise),
        conditions=[*conditions, *no_floor],
    )
    return count > 0


def _replace_what_does_not_suit(plan: WeeklyPlan, ladders: Ladders, at: datetime) -> None:
    for item in RoutineItem.objects.filter(routine__plan=plan).for_display():
        if item.instead_of and not ladders.suits(item.instead_of.exercise):
            item.instead_of = None
            item.save(update_fields=["instead_of"])
        if ladders.suits(item.current.exercise):
            continue
        stand_in = _stand_in(item, ladders, at)
        if stand_in is None:
            item.delete()
            continue
        item.current = stand_in
        item.save(update_fields=["current"])


def _stand_in(item: RoutineItem, ladders: Ladders, at: datetime) -> CurrentDose | None:
    """What takes the place of an exercise for good: one of its swaps, else a gentle move."""
    today = item.owner.date_at(at)
    listed = swaps.candidates(item.current, item, ladders, at, swaps.LOAD)
    for stand_in in listed:
        if not stand_in.rests_on(today):
            return stand_in
    beside = RoutineItem.objects.filter(routine=item.routine_id)
    taken = set(beside.values_list("current__exercise__slug", flat=True))
    for slug in read_session().support:
        exercise = ladders.exercises[slug]
        if slug not in taken and ladders.suits(exercise):
            return swaps.begin(item.owner, exercise, exercise.starts["ease"], ladders, at)
    return None
