"""Answering a step, once and from one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from routines.coaching.step_notes import is_left_out
from routines.models import Step, User
from routines.vocabulary import Status, StopReason


class StepChanged(Exception):
    """This step was answered meanwhile, perhaps in another tab; `stored` is its row."""

    def __init__(self, stored: Step) -> None:
        super().__init__("the step was answered elsewhere")
        self.stored = stored


class SessionFinished(Exception):
    """The session is closed; its answers are kept as they are."""


class StepLeftOut(Exception):
    """The person's health leaves this step out, so it cannot be answered as done."""


@dataclass(frozen=True)
class StepAnswer:
    """How much of a step was done: `done_percent` of its dose, 0 to 100.

    Where a dose is done side by side, `left_percent` and `right_percent` say how much of
    each; None where nobody said so.
    """

    status: str
    done_percent: int
    stop_reason: str = ""
    left_percent: int | None = None
    right_percent: int | None = None

    def for_sides(self, *, has_sides: bool) -> StepAnswer:
        """The same with a number for both sides where the dose has sides, else for neither.

        One side is done before the other, so 50 % of the dose is the whole of one side.
        """
        if not has_sides or self.status == Status.SKIPPED:
            return replace(self, left_percent=None, right_percent=None)
        if self.left_percent is not None and self.right_percent is not None:
            return self
        left, right = sides_of(self.done_percent)
        return replace(self, left_percent=left, right_percent=right)


def sides_of(done_percent: int) -> tuple[int, int]:
    """How much of each side a share of both is, where one is done before the other."""
    return min(2 * done_percent, 100), max(2 * done_percent - 100, 0)


@dataclass(frozen=True)
class StepKey:
    """Which step: the person's own session, and the place in it counted from 1."""

    person: User
    session_id: UUID
    position: int


@transaction.atomic
def answer(key: StepKey, answer: StepAnswer, *, version: int, at: datetime) -> Step:
    """Save how much of a step was done, and give the row after that.

    `version` is that of the row the person saw. The same answer sent twice is saved once.
    Raises Step.DoesNotExist when the person has no such step, StepChanged when another
    answer came first, SessionFinished when the session is closed, StepLeftOut when the
    person's health leaves the step out.
    """
    row = locked(key)
    if row.session.is_open and is_left_out(row):
        raise StepLeftOut
    answer = answer.for_sides(has_sides=row.has_sides)
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


def refuse_if_changed(row: Step, answer: object, version: int) -> None:
    """Raise StepChanged or SessionFinished where an answer would overwrite another.

    `answer` is a dataclass or a mapping whose names are those of fields of the row.
    """
    if row.version != version and not holds_already(row, answer):
        raise StepChanged(row)
    if not row.session.is_open and row.version == version:
        raise SessionFinished


def holds_already(row: Step, answer: object) -> bool:
    """Whether the row already holds this very answer, a dataclass or a mapping."""
    if isinstance(answer, Mapping):
        values = dict(answer)
    else:
        values = {f.name: getattr(answer, f.name) for f in fields(answer)}  # type: ignore[arg-type]
    return all(getattr(row, name) == value for name, value in values.items())


def _store(row: Step, answer: StepAnswer, at: datetime) -> None:
    values = {field.name: getattr(answer, field.name) for field in fields(answer)}
    for name, value in values.items():
        setattr(row, name, value)
    row.answered_at = at
    row.version += 1
    row.save(update_fields=[*values, "answered_at", "version"])


def skip(steps: QuerySet[Step], at: datetime) -> None:
    """Leave steps out, not because of the exercises themselves."""
    steps.update(
        status=Status.SKIPPED,
        stop_reason=StopReason.OTHER,
        done_percent=0,
        left_percent=None,
        right_percent=None,
        answered_at=at,
        version=F("version") + 1,
    )
