"""The steps of a session, each with one exercise: what was planned, and what was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.current import CurrentDose
from routines.models.dose import Dose
from routines.models.fields import between, one_of
from routines.models.labels import choices_of
from routines.models.library import Exercise
from routines.vocabulary import (
    MAIN_PHASES,
    Direction,
    Effort,
    Neuro,
    Phase,
    Quality,
    Spread,
    Status,
    StopReason,
    SwapReason,
)


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about steps."""

    def in_order(self) -> StepQuerySet:
        """The steps from the first to the last of a session."""
        return self.order_by("rank", "pk")

    def waiting(self) -> StepQuerySet:
        """The steps that are not answered yet."""
        return self.filter(status="")

    def done(self) -> StepQuerySet:
        """The steps that were done, in whole or in part."""
        return self.filter(status__in=[Status.DONE, Status.PARTIAL])

    def spread_further(self) -> StepQuerySet:
        """The steps after which a feeling went further down the leg."""
        return self.filter(spread=Spread.FURTHER)

    def with_library(self) -> StepQuerySet:
        """The steps with every related row of the library that a page shows."""
        return self.select_related(
            "exercise", "dose__variant", "instead_of", "planned_dose__variant"
        )

    def with_ledger(self) -> StepQuerySet:
        """The steps with `is_in_plan`: whether the person has a ledger of the exercise."""
        currents = CurrentDose.objects.filter(
            owner=models.OuterRef("owner"), exercise=models.OuterRef("exercise")
        )
        return self.annotate(is_in_plan=models.Exists(currents))  # type: ignore[no-redef]


class Step(models.Model):
    """One exercise in a session: what was planned, what was done, how it felt.

    `version` counts the answers, so that two tabs cannot overwrite each other without
    notice. `instead_of` is the exercise that this one replaces: one that rests or, with
    `swapped_because`, the one that the person swapped out today. `planned_dose` is the
    dose before the person made it easier or swapped it. `left_percent` and
    `right_percent` are for a dose that is done on each side, or in each direction;
    `done_percent` is then their mean. `during` is the worst number while doing it, None
    if it was not asked.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="steps")
    session = models.ForeignKey("routines.Session", models.CASCADE, related_name="steps")
    rank = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, choices=choices_of(Phase))
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(
        Exercise, models.PROTECT, null=True, blank=True, related_name="+"
    )
    swapped_because = models.CharField(max_length=10, choices=choices_of(SwapReason), blank=True)
    was_eased = models.BooleanField(default=False)
    planned_dose = models.ForeignKey(Dose, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=choices_of(Status), blank=True)
    done_percent = models.PositiveSmallIntegerField(default=0)
    left_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    right_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    stop_reason = models.CharField(max_length=10, choices=choices_of(StopReason), blank=True)
    during = models.PositiveSmallIntegerField(null=True, blank=True)
    quality = models.CharField(max_length=10, choices=choices_of(Quality), default=Quality.NONE)
    spread = models.CharField(max_length=10, choices=choices_of(Spread), default=Spread.NONE)
    neuro = models.CharField(max_length=10, choices=choices_of(Neuro), default=Neuro.NONE)
    places = models.JSONField(default=list, blank=True)
    effort = models.CharField(max_length=10, choices=choices_of(Effort), default=Effort.OK)
    was_stopped = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=0)

    # Only `with_ledger` gives it; of any other row it raises AttributeError.
    is_in_plan: bool

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
                condition=models.Q(left_percent__isnull=True, right_percent__isnull=True)
                | models.Q(
                    left_percent__isnull=False,
                    right_percent__isnull=False,
                    left_percent__lte=100,
                    right_percent__lte=100,
                ),
                name="step_sides_0_to_100",
                violation_error_message=_("Say how much of each side, from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(swapped_because="")
                | models.Q(
                    swapped_because__in=list(SwapReason),
                    instead_of__isnull=False,
                    planned_dose__isnull=False,
                ),
                name="step_swapped_for_a_reason",
                violation_error_message=_("A swap says why, and what it stands in for."),
            ),
            models.CheckConstraint(
                condition=models.Q(was_eased=False) | models.Q(planned_dose__isnull=False),
                name="step_eased_from_a_dose",
                violation_error_message=_("What was made easier says from which dose."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="", answered_at__isnull=True)
                | models.Q(status__in=list(Status), answered_at__isnull=False),
                name="step_answered_with_a_status",
                violation_error_message=_("An answered step is done, partly done or left out."),
            ),
            one_of("phase", Phase, "step_phase_known"),
            one_of("quality", Quality, "step_quality_known"),
            one_of("spread", Spread, "step_spread_known"),
            one_of("neuro", Neuro, "step_neuro_known"),
            one_of("effort", Effort, "step_effort_known"),
            models.CheckConstraint(
                condition=models.Q(stop_reason__in=["", *list(StopReason)]),
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
        """The address of the form for what hurts."""
        return self.address("step_hurts")

    @property
    def stopped_address(self) -> str:
        """The address of the page after it was stopped, with what comes instead."""
        return self.address("step_stopped")

    @property
    def easier_address(self) -> str:
        """The address of the form that makes it easier for today."""
        return self.address("step_easier")

    @property
    def swap_address(self) -> str:
        """The address of the form that chooses another exercise for today."""
        return self.address("step_swap")

    @property
    def has_sides(self) -> bool:
        """Whether it is done on each side, or in each direction."""
        return self.dose.variant.side_count == 2

    @property
    def position(self) -> int:
        """Its place in the session, counted from 1, as addresses and pages have it."""
        return self.rank + 1

    def is_left_out_with(self, stopped: Step) -> bool:
        """Whether it was left out because `stopped` moves the back in the same direction."""
        return (
            self.rank > stopped.rank
            and self.status == Status.SKIPPED
            and self.stop_reason == StopReason.OTHER
            and self.dose.variant.direction == stopped.dose.variant.direction
        )

    def would_be_left_out_with(self, stopped: Step) -> bool:
        """Whether stopping `stopped` would leave it out.

        That is a main exercise, not answered yet, that moves the back in the same direction.
        """
        direction = self.dose.variant.direction
        return (
            self.rank != stopped.rank
            and not self.is_answered
            and self.phase in MAIN_PHASES
            and direction == stopped.dose.variant.direction
            and direction != Direction.NEUTRAL
        )

    def felt_more_than(self, pre: int) -> bool:
        """Whether it felt otherwise than the back at the start, a number from 0 to 10."""
        usual = (pre, Quality.NONE, Spread.NONE, Neuro.NONE, Effort.OK)
        felt = (self.during, self.quality, self.spread, self.neuro, self.effort)
        return self.during is not None and felt != usual

    @property
    def is_answered(self) -> bool:
        """Whether it was done, partly done or left out."""
        return bool(self.status)
