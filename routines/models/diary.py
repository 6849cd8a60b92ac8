"""The diary: check-ins, sessions, their steps, and the mornings after."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.answers import (
    Effort,
    Gate,
    MorningWord,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
    awaits_morning,
)
from routines.models.fields import between, one_of
from routines.models.library import Dose, Exercise
from routines.models.plan import Phase
from routines.models.schedule import PlannedSession


class CheckIn(models.Model):
    """What the person said before a session, and what the gate made of it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="check_ins")
    planned = models.ForeignKey(PlannedSession, models.CASCADE, related_name="check_ins")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    pre = models.PositiveSmallIntegerField()
    usual_morning = models.PositiveSmallIntegerField()
    places = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    is_already_warm = models.BooleanField(default=False)
    gate = models.CharField(max_length=20, choices=Gate)
    rules = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            between("pre", 0, 10, "check_in_pre_0_to_10"),
            between("usual_morning", 0, 10, "check_in_usual_morning_0_to_10"),
            one_of("gate", Gate, "check_in_gate_known"),
        ]
        indexes = [models.Index(fields=["owner", "-answered_at"], name="check_in_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.answered_on}: {self.gate}"


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def open(self) -> SessionQuerySet:
        """Begun and not closed."""
        return self.filter(closed_at__isnull=True)

    def newest_first(self) -> SessionQuerySet:
        """The latest begun first."""
        return self.order_by("-started_at", "pk")

    def awaiting_morning(self, *, today: date, now: datetime) -> Session | None:
        """The newest session, where its morning after is still to be told."""
        newest = self.newest_first().select_related("owner", "morning").first()
        if newest is not None and newest.awaits_morning(today=today, now=now):
            return newest
        return None


class Session(models.Model):
    """What was really done. Its id is that of the planned session."""

    planned = models.OneToOneField(
        PlannedSession, models.CASCADE, primary_key=True, related_name="session"
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions")
    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="session")
    started_at = models.DateTimeField()
    started_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_counted = models.BooleanField(default=True)
    after = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(10)]
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(after__isnull=True) | models.Q(after__lte=10),
                name="session_after_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("started_at")),
                name="session_closed_after_start",
                violation_error_message=_("A session ends after it starts."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "-started_at"], name="session_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.started_on}"

    def get_absolute_url(self) -> str:
        """Its page: what the gate said, the session, or what was done."""
        return self.address("session_detail")

    def address(self, name: str) -> str:
        """One of its addresses, by name."""
        return reverse(f"routines:{name}", kwargs={"session_id": self.pk})

    @property
    def finish_address(self) -> str:
        """Where it can be ended early."""
        return self.address("session_finish")

    @property
    def after_address(self) -> str:
        """Its last page."""
        return self.address("session_after")

    @property
    def check_address(self) -> str:
        """The red-flag questions after it ended at once."""
        return self.address("session_check")

    @property
    def is_open(self) -> bool:
        """Begun and not closed."""
        return self.closed_at is None

    def awaits_morning(self, *, today: date, now: datetime) -> bool:
        """Whether the morning after is still to be told, and would count."""
        return not hasattr(self, "morning") and awaits_morning(
            self.started_on, self.started_at, self.closed_at, today=today, now=now
        )

    def next_step(self) -> Step | None:
        """The first step that is not answered yet."""
        return self.steps.waiting().in_order().first()

    def close(self, at: datetime) -> None:
        """End the session; it is never opened again."""
        self.closed_at = max(at, self.started_at)
        self.save(update_fields=["closed_at", "after"])


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about steps."""

    def in_order(self) -> StepQuerySet:
        """From the first to the last of a session."""
        return self.order_by("rank", "pk")

    def waiting(self) -> StepQuerySet:
        """Not answered yet."""
        return self.filter(status="")

    def spread_further(self) -> StepQuerySet:
        """After which a feeling went further down the leg."""
        return self.filter(spread=Spread.FURTHER)

    def with_library(self) -> StepQuerySet:
        """With everything that a page shows of them."""
        return self.select_related("exercise", "dose__variant", "instead_of")


class Step(models.Model):
    """One exercise in a session: what was planned, what was done, how it felt.

    `version` counts the answers, so that two tabs cannot overwrite each other
    unseen.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="steps")
    session = models.ForeignKey(Session, models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, choices=Phase)
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        Exercise, models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status, blank=True)
    done_percent = models.PositiveSmallIntegerField(default=0)
    stop_reason = models.CharField(max_length=10, choices=StopReason, blank=True)
    during = models.PositiveSmallIntegerField(null=True, blank=True)
    quality = models.CharField(max_length=10, choices=Quality, default=Quality.NONE)
    spread = models.CharField(max_length=10, choices=Spread, default=Spread.NONE)
    neuro = models.CharField(max_length=10, choices=Neuro, default=Neuro.NONE)
    effort = models.CharField(max_length=10, choices=Effort, default=Effort.OK)
    was_stopped = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=0)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "rank"], name="step_rank_once"),
            models.CheckConstraint(
                condition=models.Q(during__isnull=True) | models.Q(during__lte=10),
                name="step_during_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            between("done_percent", 0, 100, "step_done_percent_0_to_100"),
            models.CheckConstraint(
                condition=models.Q(status="", answered_at__isnull=True)
                | models.Q(status__in=Status.values, answered_at__isnull=False),
                name="step_answered_with_a_status",
                violation_error_message=_("An answered step is done, partly done or left out."),
            ),
            one_of("phase", Phase, "step_phase_known"),
            one_of("quality", Quality, "step_quality_known"),
            one_of("spread", Spread, "step_spread_known"),
            one_of("neuro", Neuro, "step_neuro_known"),
            one_of("effort", Effort, "step_effort_known"),
            models.CheckConstraint(
                condition=models.Q(stop_reason__in=["", *StopReason.values]),
                name="step_stop_reason_known",
                violation_error_message=_("Choose one of the reasons shown."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "exercise", "session"], name="step_by_exercise")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.rank}"

    def get_absolute_url(self) -> str:
        """Its page in the player."""
        return self.address("step_detail")

    def address(self, name: str) -> str:
        """One of its addresses, by name."""
        kwargs = {"session_id": self.session_id, "position": self.position}
        return reverse(f"routines:{name}", kwargs=kwargs)

    @property
    def hurts_address(self) -> str:
        """Where "Something hurts" is said."""
        return self.address("step_hurts")

    @property
    def position(self) -> int:
        """Its place in the session, counted from 1 as people do."""
        return self.rank + 1

    def is_left_out_with(self, stopped: Step) -> bool:
        """Whether it was left out because `stopped` bends the back the same way."""
        return (
            self.rank > stopped.rank
            and self.status == Status.SKIPPED
            and self.stop_reason == StopReason.OTHER
            and self.dose.variant.direction == stopped.dose.variant.direction
        )

    @property
    def is_answered(self) -> bool:
        """Done, partly done or left out."""
        return bool(self.status)


class MorningReport(models.Model):
    """How the morning after a session was."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mornings")
    session = models.OneToOneField(Session, models.CASCADE, related_name="morning")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    word = models.CharField(max_length=10, choices=MorningWord)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    spread_stays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__lte=10),
                name="morning_number_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            one_of("word", MorningWord, "morning_word_known"),
        ]
        indexes = [models.Index(fields=["owner", "-answered_at"], name="morning_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.answered_on}"


def days_between(earlier: date, later: date) -> int:
    """Calendar days from `earlier` to `later`, never below 0."""
    return max((later - earlier).days, 0)
