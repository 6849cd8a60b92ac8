"""Answering a step, once and from one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from routines.models import Status, Step, StopReason, User


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
    row = locked(key)
    if row.was_stopped and answer.status != Status.DONE:
        answer = replace(answer, stop_reason=StopReason.PAIN)
    refuse_if_changed(row, answer, version)
    if row.version == version:
        _store(row, answer, at)
    return row


def locked(key: StepKey) -> Step:
    """The row of a step with its session, both locked for an answer."""
    return (
        key.person.steps.select_for_update(of=("self", "session"))
        .select_related("session__check_in", "session__owner", "exercise", "dose__variant")
        .get(session=key.session_id, rank=key.position - 1)
    )


def refuse_if_changed(row: Step, said: object, version: int) -> None:
    """Raise StepChanged or SessionFinished where `said` would overwrite what stands."""
    if row.version != version and not is_said_already(row, said):
        raise StepChanged(row)
    if not row.session.is_open and row.version == version:
        raise SessionFinished


def is_said_already(row: Step, said: object) -> bool:
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


def skip(steps: QuerySet[Step], at: datetime) -> None:
    """Leave steps out, for no reason of theirs."""
    steps.update(
        status=Status.SKIPPED,
        stop_reason=StopReason.OTHER,
        done_percent=0,
        answered_at=at,
        version=F("version") + 1,
    )
