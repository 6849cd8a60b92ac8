"""Deciding what comes next of each exercise, and writing it into the ledger."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from routines.coaching import swaps
from routines.coaching.context import Day, Surroundings
from routines.coaching.exposures import closed_steps, exposure_of, morning_of
from routines.coaching.ladders import Ladders
from routines.coaching.week import refit
from routines.models import CurrentDose, Decision, Lock, Session, Step, User
from routines.progression import Action, Verdict, decide, destination
from routines.progression import Decision as Decided

GAP_FROM_DAYS = 8
LOCKING_RULES = ("T1", "T2")
BROUGHT_ON = {"T1", "T2", "X1", "X2", "X3", "X4"}


@transaction.atomic
def settle(
    person: User,
    *,
    at: datetime,
    next_on: date,
    next_pre: int | None = None,
    redo: Session | None = None,
) -> list[Decision]:
    """Decide every exercise whose newest exposure is not decided yet.

    `next_on` is the day of the session to come. After eight days off, and for
    the session given as `redo`, a decision that stands is taken back and made
    again, because its context or its answers changed. The whole is one
    transaction, and asking twice changes nothing.
    """
    User.objects.hold(person)
    day = Day(at, person.date_at(at), next_on, next_pre)
    ladders = Ladders()
    around = Surroundings(person, ladders, day)
    currents = list(
        person.current_doses.select_related(
            "owner", "exercise", "dose__variant", "decision__from_dose__variant"
        ).order_by("exercise__rank")
    )
    histories = closed_steps(person, [current.exercise_id for current in currents])
    made = []
    for current in currents:
        history = histories.get(current.exercise_id)
        if history and _is_due(current, history[-1].session, around.days_off, redo):
            decision = _judge(current, history, around)
            made += [decision] if decision else []
    swaps.return_rested(person, next_on)
    if made:
        for plan in person.weekly_plans.active():
            refit(plan, ladders)
    return made


def _is_due(current: CurrentDose, newest: Session, days_off: int, redo: Session | None) -> bool:
    is_decided = current.decision is not None and current.decision.session_id == newest.pk
    is_asked_again = redo is not None and newest.pk == redo.pk
    return not is_decided or is_asked_again or days_off >= GAP_FROM_DAYS


def _judge(current: CurrentDose, history: list[Step], around: Surroundings) -> Decision | None:
    """Decide one exercise. A gentle move has no doses to change, only to be left out.

    On a sore day its number is that of the day; so only what the move itself
    brought on counts: a nerve sign, a spread, a sharp feeling.
    """
    newest = history[-1]
    _take_back(current, newest.session, around)
    exposures = [exposure_of(s, s.session, morning_of(s.session)) for s in history]
    decided = decide(exposures, around.context(current, newest))
    if not current.exercise.is_progressed and not BROUGHT_ON & set(decided.rules):
        return None
    from_dose = current.dose
    swap_to = None
    if decided.verdict == Verdict.SWAP:
        avoided = swaps.OFF_THE_KNEES if "X4" in decided.rules else frozenset()
        since = newest.session.started_on
        swap_to = swaps.rest(current, since, around.ladders, around.day, avoided)
    else:
        _move(current, decided.afterwards, around.ladders)
    current.decision = Decision.objects.create(
        owner=current.owner,
        session=newest.session,
        exercise=current.exercise,
        made_at=around.day.at,
        verdict=decided.verdict,
        action=decided.action,
        rules=list(decided.rules),
        message=decided.reason.id,
        numbers=dict(decided.reason.numbers),
        from_dose=from_dose,
        to_dose=current.dose,
        swap_to=swap_to,
    )
    current.save(update_fields=["dose", "decision", "rests_until"])
    around.note(current.decision)
    _lock_for(decided, newest.session, around.day)
    return current.decision


def _take_back(current: CurrentDose, session: Session, around: Surroundings) -> None:
    """Undo the decision that stands on this session, so that it can be made again."""
    standing = current.decision
    if standing is None or standing.session_id != session.pk:
        return
    current.dose = standing.from_dose.listed_instead()
    current.decision = None
    if standing.verdict == Verdict.SWAP:
        swaps.end_rest(current)
    around.forget(standing)
    standing.delete()


def _move(current: CurrentDose, action: Action, ladders: Ladders) -> None:
    """Put the person where the action leads on their ladder."""
    doses = tuple(len(rung.doses) for rung in ladders.usable(current))
    place = destination(action, ladders.place(current), doses)
    current.dose = ladders.dose_at(current, place)


def _lock_for(decided: Decided, session: Session, day: Day) -> None:
    """Pause the plan for T1 or T2, unless that was already locked since the session."""
    for rule in decided.rules:
        known = Lock.objects.filter(
            owner=session.owner_id, rule=rule, locked_at__gte=session.started_at
        )
        if rule in LOCKING_RULES and not known.exists():
            Lock.objects.create(
                owner_id=session.owner_id, rule=rule, locked_at=day.at, locked_on=day.today
            )
