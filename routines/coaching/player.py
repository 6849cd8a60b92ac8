"""Through a session: answering steps, stopping, finishing, and the morning after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from routines.coaching.checkin import lock
from routines.coaching.exposures import exposure_of
from routines.coaching.ledger import settle
from routines.models import (
    Decision,
    Direction,
    Effort,
    MorningReport,
    Neuro,
    Phase,
    PlannedSession,
    Quality,
    Session,
    Spread,
    Status,
    Step,
    StopReason,
    User,
)
from routines.progression import Alarm, Outcome, during_session

MAIN_PHASES = (Phase.STRETCH, Phase.STRENGTH)
NERVE_STAYS = "nerve_stays"


class StepChanged(Exception):
    """Somebody, perhaps in another tab, answered this step meanwhile."""

    def __init__(self, stored: Step) -> None:
        super().__init__("the step was answered elsewhere")
        self.stored = stored


class SessionFinished(Exception):
    """The session is closed; its answers are kept as they are."""


@dataclass(frozen=True)
class StepAnswer:
    """How much of a step was done. `done_percent` is of the planned dose."""

    status: str
    done_percent: int
    stop_reason: str = ""


@dataclass(frozen=True)
class Report:
    """What "Something hurts" says, with how much was done until then."""

    during: int | None
    quality: str
    spread: str
    neuro: str
    done_percent: int
    alarm: Alarm = field(default_factory=Alarm)


@dataclass(frozen=True)
class Felt:
    """How one exercise differed from "no more than when I started"."""

    during: int | None
    quality: str = Quality.NONE
    spread: str = Spread.NONE
    neuro: str = Neuro.NONE
    effort: str = Effort.OK


@dataclass(frozen=True)
class StepKey:
    """Which step: the person's own session, and the place in it counted from 1."""

    person: User
    session_id: UUID
    position: int


@transaction.atomic
def answer_step(key: StepKey, answer: StepAnswer, *, version: int, at: datetime) -> Step:
    """Save how much of a step was done, and give the row as it now stands.

    `version` is the one the person saw. Saying the same twice is saying it
    once. Raises Step.DoesNotExist when the person has no such step,
    StepChanged when another answer came first, SessionFinished when the
    session is closed.
    """
    row = _locked(key)
    if row.was_stopped and answer.status != Status.DONE:
        answer = replace(answer, stop_reason=StopReason.PAIN)
    _refuse_if_changed(row, answer, version)
    if row.version == version:
        _store(row, answer, at)
    return row


@transaction.atomic
def report(key: StepKey, said: Report, *, version: int, at: datetime) -> Outcome:
    """Save what hurts and do at once what the rules ask for.

    An exercise that must stop is kept as stopped for pain, and what bends the
    same way is left out for today; where the back stays level, nothing is.
    Raises as `answer_step` does, but for what ends a session: that counts
    whatever was answered or closed meanwhile.
    """
    felt = {name: getattr(said, name) for name in ("during", "quality", "spread", "neuro")}
    row = _locked(key)
    session = row.session
    stored = {name: getattr(row, name) for name in felt}
    for name, value in felt.items():
        setattr(row, name, value)
    stopped_before = session.steps.filter(was_stopped=True).exclude(pk=row.pk).count()
    outcome = during_session(exposure_of(row, session, None), said.alarm, stopped_before)
    is_ending = outcome in (Outcome.END_AND_ASK, Outcome.EMERGENCY)
    if is_ending:
        _remember_alarms(session, row, said.alarm, at)
    if row.version != version or not session.is_open:
        if is_ending:
            _end(session, at)
            return outcome
        for name, value in stored.items():
            setattr(row, name, value)
        _refuse_if_changed(row, felt, version)
        return outcome
    row.version += 1
    _follow(outcome, row, said.done_percent, at)
    return outcome


def _follow(outcome: Outcome, row: Step, done_percent: int, at: datetime) -> None:
    """Do what the rules ask for: go on, or stop this one and what goes with it."""
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


def _locked(key: StepKey) -> Step:
    """The row of a step with its session, both locked for an answer."""
    return (
        key.person.steps.select_for_update(of=("self", "session"))
        .select_related("session__check_in", "session__owner", "exercise", "dose__variant")
        .get(session=key.session_id, rank=key.position - 1)
    )


def _refuse_if_changed(row: Step, said: object, version: int) -> None:
    if row.version != version and not _is_said_already(row, said):
        raise StepChanged(row)
    if not row.session.is_open and row.version == version:
        raise SessionFinished


def _is_said_already(row: Step, said: object) -> bool:
    """Whether the row already holds this very answer."""
    if isinstance(said, Mapping):
        values = dict(said)
    else:
        values = {f.name: getattr(said, f.name) for f in fields(said)}  # type: ignore[arg-type]
    return all(getattr(row, name) == value for name, value in values.items())


def _store(row: Step, answer: StepAnswer, at: datetime) -> None:
    row.status = answer.status
    row.done_percent = answer.done_percent
    row.stop_reason = answer.stop_reason
    row.answered_at = at
    row.version += 1
    row.save(update_fields=["status", "done_percent", "stop_reason", "answered_at", "version"])


def _stop(row: Step, done_percent: int, at: datetime) -> None:
    """Keep the exercise as stopped because it hurt, however much of it was done."""
    row.was_stopped = True
    row.done_percent = done_percent
    row.answered_at = at
    if done_percent == 100:
        row.status, row.stop_reason = Status.DONE, ""
    else:
        row.status = Status.PARTIAL if done_percent else Status.SKIPPED
        row.stop_reason = StopReason.PAIN
    row.save()


def _go_on_after_all(row: Step) -> None:
    """The answer that stopped it was changed: it waits again, with what was left out for it."""
    left_out = [step for step in row.session.steps.with_library() if step.is_left_out_with(row)]
    for step in [row, *left_out]:
        step.was_stopped = False
        step.status = step.stop_reason = ""
        step.done_percent = 0
        step.answered_at = None
    for step in left_out:
        step.version += 1
        step.save()


def _leave_out(session: Session, at: datetime, direction: str | None = None) -> None:
    """Leave out the main steps still to come, or only those of one direction."""
    waiting = session.steps.waiting().filter(phase__in=MAIN_PHASES)
    if direction is not None:
        waiting = waiting.filter(dose__variant__direction=direction)
    _skip(waiting, at)


def _skip(steps: QuerySet[Step], at: datetime) -> None:
    steps.update(
        status=Status.SKIPPED,
        stop_reason=StopReason.OTHER,
        done_percent=0,
        answered_at=at,
        version=F("version") + 1,
    )


def _remember_alarms(session: Session, row: Step, alarm: Alarm, at: datetime) -> None:
    """Keep what ends a session. Chest pain, or a nerve sign that stays, pauses the plan."""
    said = {name for name, is_so in asdict(alarm).items() if is_so}
    if row.neuro == Neuro.PERSISTENT:
        said.add(NERVE_STAYS)
        lock(session.owner, "T1", at=at)
    if alarm.chest_pain:
        lock(session.owner, "E1", at=at)
    session.alarms = sorted({*session.alarms, *said})
    session.save(update_fields=["alarms"])


def _end(session: Session, at: datetime) -> None:
    """End the session at once, where it is not ended yet."""
    if session.is_open:
        _skip(session.steps.waiting(), at)
        session.close(at)


@transaction.atomic
def finish_here(session: Session, *, at: datetime) -> None:
    """Leave out what is still to come. The session stays open for its last page."""
    _skip(session.steps.waiting(), at)


@transaction.atomic
def close(
    session: Session, *, after: int | None, differing: Mapping[int, Felt], at: datetime
) -> None:
    """Close the session with how it felt.

    `after` is the worst number of the quarter hour after, None for no more
    than at the start. `differing` holds, by step id, what differed; every
    other step that was done felt no more than at the start. Saying the same
    twice is saying it once; anything else raises SessionFinished.
    """
    session = Session.objects.select_for_update().select_related("check_in").get(pk=session.pk)
    pre = session.check_in.pre
    worst_after = pre if after is None else after
    done = list(session.steps.filter(status__in=[Status.DONE, Status.PARTIAL]))
    if not session.is_open:
        as_said = all(_is_said_already(step, differing.get(step.pk, {})) for step in done)
        if session.after == worst_after and as_said:
            return
        raise SessionFinished
    session.after = worst_after
    for step in done:
        felt = differing.get(step.pk)
        if felt is not None:
            for one in fields(felt):
                setattr(step, one.name, getattr(felt, one.name))
        elif step.during is None:
            step.during = pre
        step.save(update_fields=["during", "quality", "spread", "neuro", "effort"])
        if step.neuro == Neuro.PERSISTENT:
            _remember_alarms(session, step, Alarm(), at)
    session.close(at)


@transaction.atomic
def answer_morning(
    session: Session, *, word: str, number: int | None, spread_stays: bool, at: datetime
) -> list[Decision]:
    """Keep the morning report of a session, and decide what comes next."""
    person = User.objects.hold(session.owner)
    MorningReport.objects.update_or_create(
        session=session,
        defaults={
            "owner": person,
            "word": word,
            "number": number,
            "spread_stays": spread_stays,
            "answered_at": at,
            "answered_on": person.date_at(at),
        },
    )
    return settle(person, at=at, next_on=_next_on(person, at), redo=session)


def _next_on(person: User, at: datetime) -> date:
    """The day of the next planned session, today where none is planned."""
    today = person.date_at(at)
    coming = PlannedSession.objects.filter(owner=person, planned_on__gte=today).waiting().first()
    return coming.planned_on if coming else today
