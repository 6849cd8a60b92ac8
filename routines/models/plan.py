"""The plan: a weekly plan, its days, and its routines with the doses in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines.models.fields import between, one_of
from routines.models.library import Dose, Exercise, Variant, dose_in_words


class Aim(models.TextChoices):
    """What the person wants."""

    EASE = "ease", _("Ease a sore back")
    LOOSEN = "loosen", _("Loosen a stiff back")
    STAY_BENDY = "stay_bendy", _("Stay bendy")


class Minutes(models.IntegerChoices):
    """How long a session may take."""

    TEN = 10, _("10 minutes")
    FIFTEEN = 15, _("15 minutes")
    TWENTY = 20, _("20 minutes")


class Phase(models.TextChoices):
    """The parts of a session, in their order."""

    WARM_UP = "warm_up", _("Warm-up")
    STRETCH = "stretch", _("Stretch")
    STRENGTH = "strength", _("Strength")
    COOL_DOWN = "cool_down", _("Cool-down")


class CurrentLine(NamedTuple):
    """One exercise as Today shows it: its dose now, and what was decided of it last."""

    id: int
    exercise_rank: int | None
    exercise_name: str
    rests_until: date | None
    decided_at: datetime | None
    verdict: str
    rules: list[str]
    message: str
    numbers: dict[str, int]
    swap_to: str | None
    from_variant: str
    from_dose: str
    variant: str
    dose: str

    @property
    def change_in_words(self) -> str:
        """What became of the dose: something else, the same, or from → to."""
        if self.swap_to:
            return f"→ {self.swap_to}"
        if self.from_variant != self.variant:
            return f"{self.from_variant} {self.from_dose} → {self.variant} {self.dose}"
        if self.from_dose != self.dose:
            return f"{self.from_dose} → {self.dose}"
        return gettext("stays {dose}").format(dose=self.dose)


class CurrentDoseQuerySet(models.QuerySet["CurrentDose"]):
    """Questions about current doses."""

    def lines(self) -> list[CurrentLine]:
        """Each with its last decision, in the order of the library, as plain values.

        Values instead of rows, because Today is the page that is read most.
        """
        dose = ("sets", "reps", "hold_seconds", "variant__counted_in", "variant__sides")
        rows = self.values_list(
            "pk",
            "exercise__rank",
            "exercise__name",
            "rests_until",
            *(f"decision__{name}" for name in ("made_at", "verdict", "rules", "message")),
            "decision__numbers",
            "decision__swap_to__name",
            "decision__from_dose__variant__name",
            *(f"decision__from_dose__{name}" for name in dose),
            "dose__variant__name",
            *(f"dose__{name}" for name in dose),
        )
        lines = (
            CurrentLine._make(
                (
                    *row[:11],
                    dose_in_words(*row[11:16]) if row[4] else "",
                    row[16],
                    dose_in_words(*row[17:]),
                )
            )
            for row in rows
        )
        return sorted(lines, key=lambda line: line.exercise_rank or 0)


class CurrentDose(models.Model):
    """What this person does of one exercise now: derived from the ledger.

    `goal` is the hardest variant they may use. Until `rests_until` another
    exercise takes its place.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="current_doses"
    )
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "routines.Decision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rests_until = models.DateField(null=True, blank=True)

    objects = CurrentDoseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "exercise"], name="current_dose_once_per_exercise"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.exercise_id} at {self.dose_id}"

    def rests_on(self, day: date) -> bool:
        """Whether another exercise takes its place on `day`."""
        return self.rests_until is not None and day <= self.rests_until


class WeeklyPlanQuerySet(models.QuerySet["WeeklyPlan"]):
    """Questions about weekly plans."""

    def proposed(self) -> WeeklyPlanQuerySet:
        """Shown, not yet accepted."""
        return self.filter(accepted_at__isnull=True)

    def active(self) -> WeeklyPlanQuerySet:
        """Accepted and still running."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True)

    def newest(self) -> WeeklyPlanQuerySet:
        """The proposal where there is one, before the plan that runs."""
        proposal_first = models.F("accepted_at").desc(nulls_first=True)
        return self.filter(ended_at__isnull=True).order_by(proposal_first, "-pk")


class WeeklyPlan(models.Model):
    """Which routine comes on which weekday, at what time, for how many minutes."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="weekly_plans")
    aim = models.CharField(max_length=20, choices=Aim)
    minutes = models.PositiveSmallIntegerField(choices=Minutes)
    starts_at = models.TimeField()
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WeeklyPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("aim", Aim, "weekly_plan_aim_known"),
            models.CheckConstraint(
                condition=models.Q(minutes__in=Minutes.values),
                name="weekly_plan_minutes_10_15_20",
                violation_error_message=_("Choose 10, 15 or 20 minutes."),
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(accepted_at__isnull=True),
                name="weekly_plan_one_proposal",
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="weekly_plan_one_active",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.aim}, {self.minutes} min"

    @property
    def weekdays(self) -> list[int]:
        """The weekdays of the plan, 0 for Monday, from its days."""
        return sorted(day.weekday for day in self.days.all())


class Routine(models.Model):
    """An ordered list of exercises, shown as "Session A".

    `minutes` is how long it takes at the person's current doses.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="routines")
    plan = models.ForeignKey(WeeklyPlan, models.CASCADE, related_name="routines")
    rank = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "rank"], name="routine_rank_once"),
            between("rank", 0, 2, "routine_rank_0_to_2"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """ "Session A" for the first, "Session B" for the second."""
        return routine_name(self.rank)


def routine_name(rank: int) -> str:
    """What a routine is called, by its rank in the plan."""
    return gettext("Session {letter}").format(letter="ABC"[rank])


class RoutineItemQuerySet(models.QuerySet["RoutineItem"]):
    """Questions about the items of routines."""

    def for_display(self) -> RoutineItemQuerySet:
        """In order, with everything that a page shows of them."""
        return self.select_related(
            "current__exercise", "current__dose__variant", "instead_of__exercise"
        ).order_by("routine", "rank")


class RoutineItem(models.Model):
    """One exercise in a routine, in its phase. Its dose is the person's current one.

    While an exercise rests, another stands in: `instead_of` is the resting one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, choices=Phase)
    current = models.ForeignKey(CurrentDose, models.RESTRICT, related_name="+")
    instead_of = models.ForeignKey(
        CurrentDose, models.RESTRICT, null=True, blank=True, related_name="+"
    )

    objects = RoutineItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["routine", "rank"], name="routine_item_rank_once"),
            models.UniqueConstraint(
                fields=["routine", "current"], name="routine_item_exercise_once"
            ),
            one_of("phase", Phase, "routine_item_phase_known"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.rank}"


class PlanDay(models.Model):
    """One weekday of a weekly plan, with its routine."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    plan = models.ForeignKey(WeeklyPlan, models.CASCADE, related_name="days")
    weekday = models.PositiveSmallIntegerField()
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "weekday"], name="plan_day_once"),
            between("weekday", 0, 6, "plan_day_weekday_0_to_6"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.weekday}"
