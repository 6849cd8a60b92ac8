"""What Today knows of a person besides their sessions, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from routines.models.diary import CheckIn, has_told_pain
from routines.models.discomfort import Discomfort
from routines.models.person import Lock, User
from routines.models.schedule import Occurrence
from routines.models.sign_up import PendingAccount
from routines.progression.rules.thresholds import SEVERE_FROM
from routines.vocabulary import Gate

# For so long a back must have been quiet for one tap to be its whole check-in.
QUIET_FOR = timedelta(days=14)


class Told(NamedTuple):
    """A number told on a day: at a check-in, or as a discomfort where `gate` is None.

    `planned` is the session that the check-in was for, and `advice` its messages.
    """

    at: datetime
    pk: int
    number: int
    planned: UUID | None
    gate: str | None
    advice: Sequence[Mapping[str, Any]] | None


@dataclass(frozen=True, kw_only=True)
class TodayFacts:
    """The facts of a person on one day of their calendar.

    `locks` are those in force, the gravest first. `unchecked` is the newest session that
    ended at once and has had no red-flag questions since, None without one. `advice` are the
    messages of the newest check-in of the day. `hurts_at` is the number of the newest
    discomfort of the day where that is too much for exercise and no check-in came since, else
    None. `felt` is the newest discomfort of the day. `refused` holds for each planned session
    the number of its newest check-in of the day, where the gate said that there are no
    exercises today. `has_told_pain` says whether a number above 0 was told lately; it is taken
    for granted where the usual morning is not 0.
    `is_email_pending` says whether they signed up and have not confirmed their email yet.
    """

    locks: Sequence[Lock] = ()
    unchecked: UUID | None = None
    advice: Sequence[Mapping[str, Any]] = ()
    hurts_at: int | None = None
    felt: Told | None = None
    refused: Mapping[UUID, int] = field(default_factory=dict)
    has_told_pain: bool = True
    is_email_pending: bool = False

    @property
    def lock(self) -> Lock | None:
        """The gravest lock of the whole plan; None where nothing pauses all of it."""
        return next((lock for lock in self.locks if not lock.is_of_strength), None)

    @property
    def is_strength_locked(self) -> bool:
        """Whether strength is paused."""
        return any(lock.is_of_strength for lock in self.locks)

    @property
    def asks_next(self) -> bool:
        """Whether the red-flag questions come next, before a lock is cleared."""
        return Lock.ask_next(self.locks)

    @property
    def asks_first(self) -> UUID | None:
        """The session whose red-flag questions come before anything else; a lock is graver."""
        return None if self.lock else self.unchecked

    def sent_away_at(self, occurrence: Occurrence, day: date) -> int | None:
        """The number that keeps a session from `day`; None where none does, or it is begun."""
        if occurrence.is_begun or occurrence.refused_at is not None:
            return None if occurrence.is_begun else occurrence.refused_at
        return self.hurts_at if occurrence.planned_on == day else None


def today_facts(person: User, day: date, now: datetime) -> TodayFacts:
    """The facts of a person on `day`, which it is for them at `now`.

    Three statements; a few more where an alarm ever ended a session.
    """
    told = _told_on(person, day)
    check_ins = [number for number in told if number.gate is not None]
    newest = check_ins[-1] if check_ins else None
    felt = next((number for number in reversed(told) if number.gate is None), None)
    hurts = felt is not None and felt is told[-1] and felt.number >= SEVERE_FROM
    row = _row(person, now)
    return TodayFacts(
        locks=Lock.gravest_first(person.locks.in_force()),
        unchecked=_unchecked(person) if row["is_alarmed"] else None,
        advice=newest.advice or () if newest else (),
        hurts_at=felt.number if felt and hurts else None,
        felt=felt,
        refused=_refused(check_ins),
        has_told_pain=row["has_told_pain"],
        is_email_pending=row["is_email_pending"],
    )


def _told_on(person: User, day: date) -> list[Told]:
    """Every number told on `day`, the newest last."""
    # In every zone the day has begun by then; the indexes go by moment.
    day_before = datetime.combine(day, time.min, UTC) - timedelta(days=1)
    check_ins = CheckIn.objects.filter(
        owner=person, answered_at__gte=day_before, answered_on=day
    ).values_list("answered_at", "pk", "pre", "planned", "gate", "advice")
    discomforts = Discomfort.objects.filter(
        owner=person, felt_at__gte=day_before, felt_on=day
    ).values_list(
        "felt_at",
        "pk",
        "number",
        models.Value(None, models.UUIDField()),
        models.Value(None, models.CharField()),
        models.Value(None, models.JSONField()),
    )
    rows = check_ins.union(discomforts, all=True)
    return sorted((Told(*row) for row in rows), key=lambda number: number[:2])


def _row(person: User, now: datetime) -> Mapping[str, Any]:
    """What the database can say without a row of its own, in one statement.

    `is_alarmed` is whether an alarm ever ended a session. The rest is asked only of whom it
    can be true.
    """
    alarmed = person.sessions.alarmed()
    asked: dict[str, Any] = {}
    if person.is_guest:
        asked["is_email_pending"] = models.Exists(PendingAccount.objects.filter(owner=person))
    if person.usual_morning == 0:
        asked["has_told_pain"] = has_told_pain(person, now - QUIET_FOR)
    usual = {"is_email_pending": False, "has_told_pain": True}
    if not asked:
        return {**usual, "is_alarmed": alarmed.exists()}
    rows = User.objects.filter(pk=person.pk).values(**asked, is_alarmed=models.Exists(alarmed))
    return {**usual, **next(iter(rows))}


def _unchecked(person: User) -> UUID | None:
    session = person.sessions.unchecked().first()
    return session.pk if session else None


def _refused(check_ins: Sequence[Told]) -> dict[UUID, int]:
    newest = {check_in.planned: check_in for check_in in check_ins}
    return {
        planned: check_in.number
        for planned, check_in in newest.items()
        if planned is not None and check_in.gate == Gate.STOP_SEE
    }


def open_session(occurrences: Sequence[Occurrence]) -> Occurrence | None:
    """The first session that is begun and not closed."""
    return next((occurrence for occurrence in occurrences if occurrence.is_open), None)


def coming_session(occurrences: Sequence[Occurrence], day: date) -> Occurrence | None:
    """The first session from `day` on that is not begun."""
    waiting = (o for o in occurrences if o.planned_on >= day and not o.is_begun)
    return next(waiting, None)


def sent_away_session(
    facts: TodayFacts, occurrences: Sequence[Occurrence], day: date
) -> Occurrence | None:
    """The first session that something told on `day` keeps from it."""
    kept = (o for o in occurrences if facts.sent_away_at(o, day) is not None)
    return next(kept, None)


def is_done_on(occurrences: Sequence[Occurrence], day: date) -> bool:
    """Whether a session was begun on `day` and is closed."""
    return any(o.started_on == day and not o.is_open for o in occurrences)


def newest_begun(occurrences: Sequence[Occurrence]) -> Occurrence | None:
    """The session that was begun last; None where none was."""
    begun = [(o.started_at, o) for o in occurrences if o.started_at is not None]
    return max(begun, key=lambda pair: pair[0])[1] if begun else None
