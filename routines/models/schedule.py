"""The schedule: dated sessions that come of a weekly plan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.person import Lock
from routines.models.plan import Routine, WeeklyPlan, routine_name
from routines.progression.rules.thresholds import MORNING_HOURS

if TYPE_CHECKING:
    from routines.models.diary import Session

# A morning answer that comes later than this counts no more.
MORNING_COUNTS_FOR = timedelta(hours=MORNING_HOURS)


def counts_as_morning(
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


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One planned session, with the session that came of it, as Today shows them.

    `started_on`, `started_at` and `closed_at` are None until the session is begun and closed,
    and `block_began_on` before the plan is accepted. `morning_word`, `morning_number` and
    `morning_on` are what was told of the morning after, and when; None before. `refused_at`
    is the number of its newest check-in today, where the gate said at that check-in that
    there are no exercises today; None otherwise.
    """

    id: uuid.UUID
    planned_on: date
    starts_at: time
    routine_id: int
    routine_rank: int
    minutes: int
    block_began_on: date | None = None
    started_on: date | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    morning_word: str | None = None
    morning_number: int | None = None
    morning_on: date | None = None
    refused_at: int | None = None

    @property
    def pk(self) -> uuid.UUID:
        """Its id, under the name that a row has for it."""
        return self.id

    @property
    def routine_name(self) -> str:
        """The name of its routine: "Session A" for the first of the plan."""
        return routine_name(self.routine_rank)

    @property
    def is_begun(self) -> bool:
        """Whether a session came of it."""
        return self.started_at is not None

    @property
    def is_open(self) -> bool:
        """Begun and not closed."""
        return self.is_begun and self.closed_at is None

    def awaits_morning(self, *, today: date, now: datetime) -> bool:
        """Whether the morning after is still to be told, and would count."""
        return self.morning_word is None and self.has_morning(today=today, now=now)

    def has_morning(self, *, today: date, now: datetime) -> bool:
        """Whether an answer of now would count for its morning after."""
        return counts_as_morning(
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

    def with_session(self) -> PlannedSessionQuerySet:
        """Each with the session that came of it, and the check-in of that."""
        return self.select_related("session__check_in")

    def asking(self, unchecked: models.QuerySet[Session]) -> PlannedSessionQuerySet:
        """Each with what keeps its owner from it: `unchecked` and `is_locked`.

        The first of some sessions that wait for the red-flag questions, and whether the
        whole plan is locked.
        """
        first = unchecked.values("pk")[:1]
        locks = Lock.objects.in_force().of_the_whole_plan().filter(owner=models.OuterRef("owner"))
        return self.annotate(  # type: ignore[no-redef]
            unchecked=models.Subquery(first, output_field=models.UUIDField()),
            is_locked=models.Exists(locks),
        )

    def around(self, today: date, refused: Mapping[uuid.UUID, int]) -> list[Occurrence]:
        """From a week back to two weeks ahead, by date.

        `refused` holds the numbers of today's newest check-ins at which the gate said that
        there are no exercises today, by planned session.
        """
        days = (today - timedelta(days=7), today + timedelta(days=14))
        rows = self.filter(planned_on__range=days).values(
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
            "session__morning__word",
            "session__morning__number",
            "session__morning__answered_on",
        )
        occurrences = (
            Occurrence(
                id=row["pk"],
                planned_on=row["planned_on"],
                starts_at=row["starts_at"],
                routine_id=row["routine"],
                routine_rank=row["routine__rank"],
                minutes=row["routine__minutes"],
                block_began_on=row["plan__block_began_on"],
                started_on=row["session__started_on"],
                started_at=row["session__started_at"],
                closed_at=row["session__closed_at"],
                morning_word=row["session__morning__word"],
                morning_number=row["session__morning__number"],
                morning_on=row["session__morning__answered_on"],
                refused_at=refused.get(row["pk"]),
            )
            for row in rows
        )
        return sorted(occurrences, key=lambda occurrence: occurrence.planned_on)


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

    # Set by `asking`.
    unchecked: uuid.UUID | None
    is_locked: bool

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
    def plan_days(cls, plan: WeeklyPlan, days: dict[date, Routine]) -> list[PlannedSession]:
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
