"""From a check-in through the gate to a session with its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from routines import planning
from routines.coaching.exposures import usual_of
from routines.coaching.ladders import Ladders, by_slug
from routines.coaching.ledger import settle
from routines.coaching.week import plan_ahead
from routines.content.library import read_session
from routines.models import (
    CheckIn,
    Dose,
    PlannedSession,
    RoutineItem,
    Screening,
    Session,
    Step,
    User,
)
from routines.models.answers import RUNNABLE, UNCOUNTED
from routines.models.diary import days_between
from routines.models.terms import STRENGTH_KINDS
from routines.progression import CheckIn as GateAnswers
from routines.progression import GateResult, gate, restrictions

STRENGTH_LOCK = "T5"
DOUBLE_TAP = timedelta(seconds=10)


@dataclass(frozen=True)
class Answers:
    """What the person said at check-in."""

    pre: int
    places: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    is_already_warm: bool = False


def lock(person: User, rule: str, *, at: datetime) -> None:
    """Pause the plan under a rule; saying it twice is saying it once.

    Said again after its clearing was explained, it is a new pause: both stay.
    """
    known = person.locks.in_force().filter(rule=rule)
    known.exclude(cleared_as="").update(cleared_at=at)
    if not known.exists():
        person.locks.create(rule=rule, locked_at=at, locked_on=person.date_at(at))


@transaction.atomic
def screen(person: User, flags: Iterable[str], *, at: datetime) -> Screening:
    """Keep the answers to the red-flag questions.

    A yes pauses the plan. None of these clears what the person has explained.
    """
    User.objects.hold(person)
    explained = person.locks.explained()
    newest = person.screenings.filter(answered_at__gt=at - DOUBLE_TAP).last()
    if newest is not None and newest.flags == sorted(flags) and not explained.exists():
        return newest
    screening = Screening.objects.create(
        owner=person, answered_at=at, answered_on=person.date_at(at), flags=sorted(flags)
    )
    if screening.flags:
        lock_for_flags(person, screening.flags, at=at)
    else:
        explained.update(cleared_at=at)
    return screening


def lock_for_flags(person: User, flags: Iterable[str], *, at: datetime) -> None:
    """Pause the plan under E1 or U1 when a red flag is among `flags`."""
    decision = gate(GateAnswers(flags=frozenset(flags)))
    for rule in decision.rules:
        if rule in ("E1", "U1"):
            lock(person, rule, at=at)


@transaction.atomic
def check_in(planned: PlannedSession, answers: Answers, *, at: datetime) -> CheckIn:
    """Pass the gate, and begin the session where the gate lets it run.

    Sessions left open are closed first, and what is still undecided of the
    last one is decided with today's answers, so that the gate knows of it.
    A session that is begun already is given as it is.
    """
    person = User.objects.hold(planned.owner)
    begun = CheckIn.objects.filter(session__planned=planned).first()
    if begun is not None:
        return begun
    today = person.date_at(at)
    _close_left_open(person, at)
    settle(person, at=at, next_on=today, next_pre=answers.pre)
    usual = usual_of(person)
    decision = gate(_gate_answers(person, answers, usual, at))
    said = {
        "pre": answers.pre,
        "usual_morning": usual,
        "places": list(answers.places),
        "flags": sorted(answers.flags),
        "is_already_warm": answers.is_already_warm,
        "gate": decision.result,
        "rules": list(decision.rules),
        "numbers": dict(decision.reason.numbers),
    }
    before = planned.check_ins.filter(answered_at__gt=at - DOUBLE_TAP, **said).first()
    if before is not None:
        return before
    row = CheckIn.objects.create(
        owner=person, planned=planned, answered_at=at, answered_on=today, **said
    )
    lock_for_flags(person, answers.flags, at=at)
    if row.gate in RUNNABLE:
        _begin(row, restrictions(decision.rules))
        for plan in person.weekly_plans.active():
            plan_ahead(plan, today)
    return row


def _close_left_open(person: User, at: datetime) -> None:
    """Close sessions that were left open; one without any answer never was."""
    for left_open in person.sessions.open().select_for_update():
        if left_open.steps.exclude(status="").exists():
            left_open.close(at)
        else:
            left_open.delete()


def _gate_answers(person: User, answers: Answers, usual: int, at: datetime) -> GateAnswers:
    today = person.date_at(at)
    last = person.sessions.trained().newest_first().first()
    strength = person.steps.done().filter(exercise__kind__in=STRENGTH_KINDS)
    strength_on = strength.aggregate(newest=Max("session__started_on"))["newest"]
    rules = set(person.locks.in_force().values_list("rule", flat=True))
    return GateAnswers(
        pre=answers.pre,
        usual_morning=usual,
        flags=answers.flags,
        days_since_last_session=days_between(last.started_on, today) if last else None,
        days_since_strength=days_between(strength_on, today) if strength_on else None,
        screened_since=(
            last is not None and person.screenings.filter(answered_at__gt=last.started_at).exists()
        ),
        locked=bool(rules - {STRENGTH_LOCK}),
        strength_locked=STRENGTH_LOCK in rules,
    )


def _begin(row: CheckIn, asked: frozenset[GateResult]) -> None:
    """Create the session with the steps that the gate allows."""
    session = Session.objects.create(
        planned=row.planned,
        owner=row.owner,
        check_in=row,
        started_at=row.answered_at,
        started_on=row.answered_on,
        is_counted=row.gate not in UNCOUNTED,
    )
    ladders = Ladders()
    items = _items_today(row)
    steps = [
        planning.Step(planning.Phase(item.phase), ladders.planned(item.current)) for item in items
    ]
    ease = _ease(row.owner, ladders, row.answered_on) if GateResult.EASE in asked else []
    resting = {
        item.current.exercise.slug: item.instead_of.exercise for item in items if item.instead_of
    }
    Step.objects.bulk_create(
        Step(
            owner=row.owner,
            session=session,
            rank=rank,
            phase=step.phase,
            exercise=ladders.exercises[step.exercise.slug],
            dose=_dose_row(step, ladders),
            instead_of=resting.get(step.exercise.slug),
        )
        for rank, step in enumerate(planning.reshape(steps, asked, ease))
    )


def _items_today(row: CheckIn) -> list[RoutineItem]:
    """The items of the routine that are done today: none that rests, no walk when warm."""
    items = RoutineItem.objects.filter(routine=row.planned.routine_id).for_display()
    opening = 1 if row.is_already_warm else 0
    return [item for item in items[opening:] if not item.current.rests_on(row.answered_on)]


def _ease(person: User, ladders: Ladders, on: date) -> list[planning.Exercise]:
    """The gentle moves of a sore day, each at the first dose of its variant."""
    currents = by_slug(person.current_doses.select_related("exercise", "dose__variant"))
    moves = []
    for slug, variant_slug in read_session().ease:
        if currents[slug].rests_on(on):
            continue
        exercise = ladders.planned(currents[slug])
        variant = next(i for i, rung in enumerate(exercise.ladder) if rung.slug == variant_slug)
        moves.append(replace(exercise, place=replace(exercise.place, variant=variant, step=0)))
    return moves


def _dose_row(step: planning.Step, ladders: Ladders) -> Dose:
    place = step.exercise.place
    rungs = ladders.rungs(ladders.exercises[step.exercise.slug])
    return rungs[place.variant].doses[place.step]
