"""The schedule: dated sessions that come of a weekly plan."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.person import asks_next
from routines.models.plan import Routine, WeeklyPlan, routine_name
from routines.progression.rules.thresholds import MORNING_HOURS, SEVERE_FROM
from routines.vocabulary import STRENGTH_LOCK, Gate

if TYPE_CHECKING:
    from routines.models.diary import Session

# A morning answer that comes later than this counts no more.
MORNING_COUNTS_FOR = timedelta(hours=MORNING_HOURS)


def awaits_morning(
    started_on: date | None,
    started_at: datetime | None,
    closed_at: datetime | None,
    *,
    today: date,
    now: datetime,
) -> bool:
    """Whether a morning told now would count for a session: closed, a day old, not too old."""
    if started_on is None or started_at is None or closed_at is None:
        return False
    return started_on < today and now - started_at <= MORNING_COUNTS_FOR


# How many of an occurrence's values are those of its own planned session and session.
OWN = 11


class Occurrence(NamedTuple):
    """One planned session as Today shows it, with what became of it.

    All alike say whether the plan is locked (`is_paused`), or its strength; whether
    the red-flag questions come next (`asks_next`); the advice of today's last
    check-in; and how much it `hurts_at` today where that is too much for exercise.
    `unchecked` is the session that ended at once and has had no red-flag questions since.
    `has_told_pain` is the answer to what the page asked along; `sent_away_at` is the
    number that keeps this very session from today.
    """

    id: uuid.UUID
    planned_on: date
    starts_at: time
    routine_id: int
    routine_rank: int
    minutes: int
    block_began_on: date | None
    started_on: date | None
    started_at: datetime | None
    closed_at: datetime | None
    morning_id: int | None
    is_paused: bool
    is_strength_paused: bool
    asks_next: bool
    advice: list[dict[str, Any]]
    hurts_at: int | None
    unchecked: uuid.UUID | None
    has_told_pain: bool
    sent_away_at: int | None

    @property
    def routine_name(self) -> str:
        """ "Session A" for the first routine of the plan."""
        return routine_name(self.routine_rank)

    @property
    def is_begun(self) -> bool:
        """Whether a session came of it."""
        return self.started_at is not None

    @property
    def is_open(self) -> bool:
        """Begun and not closed."""
        return self.is_begun and self.closed_at is None

    @property
    def is_sent_away(self) -> bool:
        """Whether what was told today said: no exercises today."""
        return self.sent_away_at is not None and not self.is_begun

    def awaits_morning(self, *, today: date, now: datetime) -> bool:
        """Whether the morning after is still to be told, and would count."""
        return self.morning_id is None and awaits_morning(
            self.started_on, self.started_at, self.closed_at, today=today, now=now
        )

    def get_absolute_url(self) -> str:
        """Its page: the check-in, then the session."""
        return reverse("routines:session_detail", kwargs={"session_id": self.id})


class PlannedSessionQuerySet(models.QuerySet["PlannedSession"]):
    """Questions about planned sessions."""

    def waiting(self) -> PlannedSessionQuerySet:
        """Planned and not begun, the nearest first."""
        return self.filter(session__isnull=True).order_by("planned_on", "pk")

    def asking(self, unchecked: models.QuerySet[Any]) -> PlannedSessionQuerySet:
        """Each with the first of some sessions that wait for the red-flag questions."""
        first = unchecked.values("pk")[:1]
        return self.annotate(unchecked=models.Subquery(first, output_field=models.UUIDField()))

    def around(
        self,
        today: date,
        unchecked: models.QuerySet[Any],
        told_pain: models.ExpressionWrapper[models.Q] | None = None,
    ) -> list[Occurrence]:
        """From a week back to two weeks ahead, by date, as plain values.

        `unchecked` are the person's sessions that wait for the red-flag questions.
        `told_pain` asks whether any was told lately; without it that is taken for granted.
        """
        # In every zone the day has begun by then; the index of discomforts goes by moment.
        day_before = datetime.combine(today, time.min, UTC) - timedelta(days=1)
        joined = self.asking(unchecked).annotate(
            has_told_pain=models.Value(True) if told_pain is None else told_pain,
            lock=models.FilteredRelation(
                "owner__locks", condition=models.Q(owner__locks__cleared_at__isnull=True)
            ),
            told=models.FilteredRelation(
                "check_ins", condition=models.Q(check_ins__answered_on=today)
            ),
            hurt=models.FilteredRelation(
                "owner__discomforts",
                condition=models.Q(
                    owner__discomforts__felt_at__gte=day_before, owner__discomforts__felt_on=today
                ),
            ),
        )
        rows = joined.filter(
            planned_on__range=(today - timedelta(days=7), today + timedelta(days=14))
        ).values_list(
            "pk",
            "planned_on",
            "starts_at",
            "routine",
            "routine__rank",
            "routine__minutes",
            "plan__block_began_on",
            "session__started_on",
            "session__started_at",
            "session__closed_at",
            "session__morning",
            "lock__rule",
            "lock__cleared_as",
            "told__answered_at",
            "told__gate",
            "told__pre",
            "told__advice",
            "hurt__felt_at",
            "hurt__number",
            "unchecked",
            "has_told_pain",
        )
        return _as_occurrences(list(rows), today)


class _Joined(NamedTuple):
    """What a row says besides its planned session: one lock, check-in and discomfort of today."""

    lock: str | None
    cleared_as: str
    told_at: datetime | None
    gate: str
    pre: int
    advice: list[dict[str, Any]]
    felt_at: datetime | None
    felt: int
    unchecked: uuid.UUID | None
    has_told_pain: bool


def _as_occurrences(rows: list[tuple[Any, ...]], today: date) -> list[Occurrence]:
    """One occurrence for each planned session, of rows that say the rest anew each time.

    Joined instead of asked for by subqueries, because Today is read most.
    """
    told = sorted(
        ((row[:OWN], _Joined._make(row[OWN:])) for row in rows),
        key=lambda one: (one[1].told_at is not None, one[1].told_at),
    )
    locks = {one.lock: one.cleared_as for _, one in told if one.lock}
    hurts_at = _hurts_at([one for _, one in told])
    newest = {own[0]: (own, one) for own, one in told}
    found = [
        Occurrence._make(
            (
                *own,
                bool(locks.keys() - {STRENGTH_LOCK}),
                STRENGTH_LOCK in locks,
                asks_next(locks.items()),
                told[-1][1].advice or [],
                hurts_at,
                one.unchecked,
                one.has_told_pain,
                one.pre if one.gate == Gate.STOP_SEE else hurts_at if own[1] == today else None,
            )
        )
        for own, one in newest.values()
    ]
    return sorted(found, key=lambda one: one.planned_on)


def _hurts_at(told: list[_Joined]) -> int | None:
    """The number of today's last discomfort where it is a lot and no check-in came since."""
    felt = max(((one.felt_at, one.felt) for one in told if one.felt_at), default=None)
    if felt is None or felt[1] < SEVERE_FROM:
        return None
    has_come_since = any(one.told_at and one.told_at > felt[0] for one in told)
    return None if has_come_since else felt[1]


class PlannedSession(models.Model):
    """One dated occurrence of a routine. Its id is made when it is planned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="planned_sessions"
    )
    plan = models.ForeignKey(WeeklyPlan, models.CASCADE, related_name="planned_sessions")
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="+")
    planned_on = models.DateField()
    starts_at = models.TimeField()

    objects = PlannedSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "planned_on"],
                name="planned_session_one_a_day",
                violation_error_message=_("There is already a session on this day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.planned_on}"

    def get_absolute_url(self) -> str:
        """Its page: the check-in, then the session."""
        return reverse("routines:session_detail", kwargs={"session_id": self.pk})

    @property
    def session_begun(self) -> Session | None:
        """The session that came of it; None before it is begun."""
        try:
            return self.session
        except ObjectDoesNotExist:
            return None

    @classmethod
    def plan_days(cls, plan: WeeklyPlan, days: dict[date, Routine]) -> list[Self]:
        """Plan a session on each date that has none yet."""
        rows = [
            cls(
                owner_id=plan.owner_id,
                plan=plan,
                routine=routine,
                planned_on=day,
                starts_at=plan.starts_at,
            )
            for day, routine in days.items()
        ]
        return cls.objects.bulk_create(rows, ignore_conflicts=True)
