"""The schedule: dated sessions that come of a weekly plan."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.answers import Gate, awaits_morning
from routines.models.person import STRENGTH_PAUSE
from routines.models.plan import Routine, WeeklyPlan, routine_name


class Occurrence(NamedTuple):
    """One planned session as Today shows it, with what became of it."""

    id: uuid.UUID
    planned_on: date
    starts_at: time
    routine_id: int
    routine_rank: int
    minutes: int
    started_on: date | None
    started_at: datetime | None
    closed_at: datetime | None
    morning_id: int | None
    is_paused: bool
    is_strength_paused: bool
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
        """Whether today's check-in said: no exercises today."""
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

    def around(self, today: date) -> list[Occurrence]:
        """From a week back to two weeks ahead, by date, as plain values.

        `is_paused` says of all alike whether the plan is locked, `is_strength_paused`
        whether its strength is; `sent_away_at` is the number of today's last check-in
        where it was too high for exercise.
        """
        joined = self.annotate(
            lock=models.FilteredRelation(
                "owner__locks", condition=models.Q(owner__locks__cleared_at__isnull=True)
            ),
            told=models.FilteredRelation(
                "check_ins", condition=models.Q(check_ins__answered_on=today)
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
            "session__started_on",
            "session__started_at",
            "session__closed_at",
            "session__morning",
            "lock__rule",
            "told__answered_at",
            "told__gate",
            "told__pre",
        )
        return _as_occurrences(list(rows))


def _as_occurrences(rows: list[tuple[Any, ...]]) -> list[Occurrence]:
    """One occurrence for each planned session, of rows that say each lock and check-in anew.

    Joined instead of asked for by subqueries, because Today is read most.
    """
    rules = {row[10] for row in rows} - {None}
    is_paused, is_strength_paused = bool(rules - {STRENGTH_PAUSE}), STRENGTH_PAUSE in rules
    newest = {row[0]: row for row in sorted(rows, key=lambda row: (row[11] is not None, row[11]))}
    found = [
        Occurrence._make(
            (
                *row[:10],
                is_paused,
                is_strength_paused,
                row[13] if row[12] == Gate.STOP_SEE else None,
            )
        )
        for row in newest.values()
    ]
    return sorted(found, key=lambda one: one.planned_on)


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
