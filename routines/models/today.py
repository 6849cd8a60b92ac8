"""What Today knows of a person besides their sessions, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from routines.models.diary import CheckIn, has_told_pain
from routines.models.listed import LibraryStamp
from routines.models.person import Lock, User
from routines.models.schedule import Occurrence
from routines.models.sign_up import PendingAccount
from routines.progression.rules.thresholds import SEVERE_FROM
from routines.vocabulary import Gate

# For so long a back must have been quiet for one tap to be its whole check-in.
QUIET_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class TodayFacts:
    """The facts of a person on one day of their calendar.

    `locks` are those in force, the gravest first. `unchecked` is the newest session that
    ended at once and has had no red-flag questions since, None without one. `advice` are the
    messages of the newest check-in of the day. `hurts_at` is the number of the newest
    discomfort of the day where that is too much for exercise and no check-in came since, else
    None. `refused` holds for each planned session the number of its newest check-in of the
    day, where the gate said that there are no exercises today. `has_told_pain` says whether a
    number above 0 was told lately; it is taken for granted where the usual morning is not 0.
    `is_email_pending` says whether they signed up and have not confirmed their email yet.
    `library_stamp` says which load the library is from, None before the first.
    """

    locks: Sequence[Lock] = ()
    unchecked: UUID | None = None
    advice: Sequence[Mapping[str, Any]] = ()
    hurts_at: int | None = None
    refused: Mapping[UUID, int] = field(default_factory=dict)
    has_told_pain: bool = True
    is_email_pending: bool = False
    library_stamp: UUID | None = None

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

    Three statements; a fourth where red-flag questions are open.
    """
    # In every zone the day has begun by then; the indexes go by moment.
    day_before = datetime.combine(day, time.min, UTC) - timedelta(days=1)
    check_ins = list(
        CheckIn.objects.filter(owner=person, answered_at__gte=day_before, answered_on=day)
        .order_by("answered_at", "pk")
        .values("planned", "answered_at", "gate", "pre", "advice")
    )
    newest = check_ins[-1] if check_ins else None
    row = _row(person, day, since=newest["answered_at"] if newest else day_before, now=now)
    return TodayFacts(
        locks=Lock.gravest_first(person.locks.in_force()),
        unchecked=_unchecked(person, row["alarmed_at"], row["screened_at"]),
        advice=newest["advice"] if newest else (),
        hurts_at=row["felt"] if (row["felt"] or 0) >= SEVERE_FROM else None,
        refused=_refused(check_ins),
        has_told_pain=row["has_told_pain"],
        is_email_pending=row["is_email_pending"],
        library_stamp=row["library_stamp"],
    )


def _row(person: User, day: date, *, since: datetime, now: datetime) -> Mapping[str, Any]:
    """What one row of the person can say by subqueries.

    `felt` is the number of the newest discomfort of `day` from `since` on, `alarmed_at` the
    start of the newest session that ended at once, and `screened_at` the moment of the newest
    red-flag questions; None where there is none.
    """
    felt = person.discomforts.filter(felt_at__gte=since, felt_on=day).order_by("-felt_at")
    alarmed = person.sessions.alarmed().newest_first()
    screened = person.screenings.of_red_flags().order_by("-answered_at")
    return (
        User.objects.filter(pk=person.pk)
        .values(
            felt=models.Subquery(felt.values("number")[:1]),
            alarmed_at=models.Subquery(alarmed.values("started_at")[:1]),
            screened_at=models.Subquery(screened.values("answered_at")[:1]),
            is_email_pending=models.Exists(PendingAccount.objects.filter(owner=person)),
            library_stamp=models.Subquery(LibraryStamp.objects.values("stamp")[:1]),
            has_told_pain=(
                has_told_pain(person, now - QUIET_FOR)
                if person.usual_morning == 0
                else models.Value(True)
            ),
        )
        .get()
    )


def _unchecked(
    person: User, alarmed_at: datetime | None, screened_at: datetime | None
) -> UUID | None:
    if alarmed_at is None or (screened_at is not None and screened_at > alarmed_at):
        return None
    session = person.sessions.unchecked().first()
    return session.pk if session else None


def _refused(check_ins: Sequence[Mapping[str, Any]]) -> dict[UUID, int]:
    newest = {check_in["planned"]: check_in for check_in in check_ins}
    return {
        planned: check_in["pre"]
        for planned, check_in in newest.items()
        if check_in["gate"] == Gate.STOP_SEE
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
