""" "Something hurts": what a person reports of a step, and what happens at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from msgspec.structs import asdict

from routines.coaching.diary import NERVE_STAYS
from routines.coaching.ledger import decide_pending, moment_for, recompute
from routines.coaching.session_steps import ladders_of
from routines.coaching.step_answers import StepKey, locked, refuse_if_changed, sides_of, skip
from routines.models import Session, Step, User
from routines.progression import Alarm, Exposure, Outcome, during_session
from routines.vocabulary import MAIN_PHASES, Direction, Neuro, Quality, Spread, Status, StopReason

FELT = ("during", "quality", "spread", "neuro", "places")


@dataclass(frozen=True)
class Report:
    """What "Something hurts" says, with how much was done until then.

    `during` is from 0 to 10, None where no number was given; `done_percent` is of the
    step's dose.
    """

    during: int | None
    quality: str
    spread: str
    neuro: str
    done_percent: int
    alarm: Alarm = field(default_factory=Alarm)
    places: list[str] = field(default_factory=list)


@transaction.atomic
def report(key: StepKey, report: Report, *, version: int, at: datetime) -> Outcome:
    """Save what hurts and do at once what the rules ask for.

    An exercise that must stop is kept as stopped for pain. The main exercises that move
    the back in the same direction are left out for today, unless the back stays level.
    Raises as `step_answers.answer` does, except for what ends a session: that counts
    whatever was answered or closed meanwhile.
    """
    felt = {name: getattr(report, name) for name in FELT}
    User.objects.for_update(key.person)
    row = locked(key)
    session = row.session
    stored = {name: getattr(row, name) for name in felt}
    for name, value in felt.items():
        setattr(row, name, value)
    stopped_before = session.steps.filter(was_stopped=True).exclude(pk=row.pk).count()
    outcome = during_session(exposure_of(row, session), report.alarm, stopped_before)
    is_ending = outcome in (Outcome.END_AND_ASK, Outcome.EMERGENCY)
    if is_ending:
        remember_alarms(session, row.neuro, report.alarm)
    if row.version != version or not session.is_open:
        if is_ending:
            _end(session, at)
            recompute(session.owner, at=at, corrected=session.started_on)
            return outcome
        for name, value in stored.items():
            setattr(row, name, value)
        refuse_if_changed(row, felt, version)
        return outcome
    row.version += 1
    _follow(outcome, row, report.done_percent, at)
    return outcome


def _follow(outcome: Outcome, row: Step, done_percent: int, at: datetime) -> None:
    """Do what the rules ask for: go on, or stop this step and what goes with it."""
    session = row.session
    if outcome == Outcome.GO_ON:
        if row.was_stopped:
            _go_on_after_all(row)
        row.save()
        return
    _stop(row, done_percent, at)
    match outcome:
        case Outcome.STOP_EXERCISE if row.dose.variant.direction != Direction.NEUTRAL:
            _leave_out(session, at, direction=row.dose.variant.direction)
        case Outcome.STOP_EXERCISE:
            pass
        case Outcome.FINISH_GENTLY:
            _leave_out(session, at)
        case _:
            _end(session, at)
            decide_pending(session.owner, at=at)


def _stop(row: Step, done_percent: int, at: datetime) -> None:
    """Keep the exercise as stopped because it hurt, however much of it was done."""
    row.was_stopped = True
    row.done_percent = done_percent
    if row.has_sides and done_percent:
        row.left_percent, row.right_percent = sides_of(done_percent)
    else:
        row.left_percent = row.right_percent = None
    row.answered_at = at
    if done_percent == 100:
        row.status, row.stop_reason = Status.DONE, ""
    else:
        row.status = Status.PARTIAL if done_percent else Status.SKIPPED
        row.stop_reason = StopReason.PAIN
    row.save()


def _go_on_after_all(row: Step) -> None:
    """The answer that stopped it was changed: it waits again, and so does what it left out.

    A step that no longer suits the person's health stays as it is.
    """
    ladders = ladders_of(row.session, row.session.owner)
    if not ladders.suits_at(row.dose):
        return
    left_out = [
        step
        for step in row.session.steps.with_library()
        if step.is_left_out_with(row) and ladders.suits_at(step.dose)
    ]
    for step in [row, *left_out]:
        step.was_stopped = False
        step.status = step.stop_reason = ""
        step.done_percent = 0
        step.left_percent = step.right_percent = None
        step.answered_at = None
    for step in left_out:
        step.version += 1
        step.save()


def _leave_out(session: Session, at: datetime, direction: str | None = None) -> None:
    """Leave out the main steps still to come; with a `direction` only those in it."""
    waiting = session.steps.waiting().filter(phase__in=MAIN_PHASES)
    if direction is not None:
        waiting = waiting.filter(dose__variant__direction=direction)
    skip(waiting, at)


def remember_alarms(session: Session, neuro: str, alarm: Alarm) -> None:
    """Keep what ends a session. Chest pain, or a nerve sign that stays, locks the plan."""
    alarms = {name for name, is_so in asdict(alarm).items() if is_so}
    if neuro == Neuro.PERSISTENT:
        alarms.add(NERVE_STAYS)
    session.alarms = sorted({*session.alarms, *alarms})
    session.save(update_fields=["alarms"])


@transaction.atomic
def hear_signs(session: Session, signs: Collection[str], *, at: datetime) -> None:
    """Keep signs that end a session, however the rest was answered; end it, and decide anew.

    `signs` are names of `Alarm`, and NERVE_STAYS.
    """
    person = User.objects.for_update(session.owner)
    session.alarms = sorted({*session.alarms, *signs})
    session.save(update_fields=["alarms"])
    _end(session, at)
    recompute(person, at=moment_for(person, at), corrected=session.started_on)


def _end(session: Session, at: datetime) -> None:
    """End the session at once, unless it has ended."""
    if session.is_open:
        skip(session.steps.waiting(), at)
        session.close(moment_for(session.owner, at))


def exposure_of(step: Step, session: Session) -> Exposure:
    """A step as the rules read it; without a number it counts as that of the start."""
    pre = session.check_in.pre
    return Exposure(
        pre=pre,
        during=pre if step.during is None else step.during,
        quality=Quality(step.quality),
        spread=Spread(step.spread),
        neuro=Neuro(step.neuro),
    )
