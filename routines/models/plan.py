"""The plan: a weekly plan, its days, and its routines with the doses in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines.models.current import CurrentDose
from routines.models.fields import between, one_of
from routines.models.labels import choices_of
from routines.models.library import Exercise
from routines.models.listed import ListedLibrary, attach
from routines.models.person import User
from routines.vocabulary import Aim, Phase


class Minutes(models.IntegerChoices):
    """How long a session may take."""

    TEN = 10, _("10 minutes")
    FIFTEEN = 15, _("15 minutes")
    TWENTY = 20, _("20 minutes")


class WeeklyPlanQuerySet(models.QuerySet["WeeklyPlan"]):
    """Questions about weekly plans."""

    def proposed(self) -> WeeklyPlanQuerySet:
        """Plans that are shown but not accepted yet."""
        return self.filter(accepted_at__isnull=True)

    def active(self) -> WeeklyPlanQuerySet:
        """Plans that are accepted and have not ended."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True)

    def newest_with_week(
        self, library: ListedLibrary, *, gone: Collection[RoutineItem] = ()
    ) -> WeeklyPlan | None:
        """The newest with its days, their routines, and all that a page shows of the items.

        Without the items that are `gone`.
        """
        items = RoutineItem.objects.order_by("routine", "rank")
        if gone:
            items = items.exclude(pk__in=[item.pk for item in gone])
        days = PlanDay.objects.select_related("routine").prefetch_related(
            models.Prefetch("routine__items", items)
        )
        plan = self.newest().prefetch_related(models.Prefetch("days", days)).first()
        if plan is not None:
            week = [item for day in plan.days.all() for item in day.routine.items.all()]
            attach_currents(week, library)
        return plan

    def newest(self) -> WeeklyPlanQuerySet:
        """The proposal where there is one, before the plan that runs."""
        proposal_first = models.F("accepted_at").desc(nulls_first=True)
        return self.filter(ended_at__isnull=True).order_by(proposal_first, "-pk")


class WeeklyPlan(models.Model):
    """Which routine comes on which weekday, at what time, for how many minutes.

    Its main exercises stay for blocks of four weeks; `block_began_on` is the day on which
    the plan was accepted, or kept for another block. None of `accepted_at` is a proposal.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="weekly_plans")
    aim = models.CharField(max_length=20, choices=choices_of(Aim))
    minutes = models.PositiveSmallIntegerField(choices=Minutes)
    starts_at = models.TimeField()
    usual_morning = models.PositiveSmallIntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    block_began_on = models.DateField(null=True, blank=True)

    objects = WeeklyPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("aim", Aim, "weekly_plan_aim_known"),
            models.CheckConstraint(
                condition=models.Q(usual_morning__isnull=True) | models.Q(usual_morning__lte=10),
                name="weekly_plan_usual_morning_0_to_10",
                violation_error_message=_("Choose a whole number from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__in=Minutes.values),
                name="weekly_plan_minutes_10_15_20",
                violation_error_message=_("Choose 10, 15 or 20 minutes."),
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(accepted_at__isnull=True),
                name="weekly_plan_one_proposal",
                violation_error_message=_("There is a proposed week already."),
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="weekly_plan_one_active",
                violation_error_message=_("There is a week that runs already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.aim}, {self.minutes} min"

    @property
    def weekdays(self) -> list[int]:
        """The weekdays of the plan in order, 0 for Monday."""
        return sorted(day.weekday for day in self.days.all())


class Routine(models.Model):
    """An ordered list of exercises, shown as "Session A".

    `minutes` is how long it takes with the person's current doses.
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
        """What it is called: "Session A" is the first."""
        return routine_name(self.rank)


def routine_name(rank: int) -> str:
    """What the routine with this rank in its plan is called."""
    return gettext("Session {letter}").format(letter="ABC"[rank])


class RoutineItemQuerySet(models.QuerySet["RoutineItem"]):
    """Questions about the items of routines."""

    def for_display(self) -> RoutineItemQuerySet:
        """The items in order, with every related row that a page shows."""
        return self.select_related(
            "current__exercise", "current__dose__variant", "instead_of__exercise"
        ).order_by("routine", "rank")

    def of_routine(self, routine_id: int) -> RoutineItemQuerySet:
        """Those of one routine."""
        return self.filter(routine=routine_id)

    def places_of(self, routine_id: int) -> list[tuple[int, str]]:
        """The current dose and the phase of each place of a routine, in its order."""
        rows = self.of_routine(routine_id).values_list("rank", "current", "phase")
        return [(current_id, phase) for _, current_id, phase in sorted(rows)]

    def of_week(self, person: User, currents: Iterable[CurrentDose]) -> list[RoutineItem]:
        """Those of the week that runs, in order, each with its routine and plan.

        `currents` are all of the person's; items share them.
        """
        by_key = {current.pk: current for current in currents}
        rows = self.filter(owner=person).in_force().of_running_plan()
        items = list(rows.select_related("routine__plan").order_by("routine", "rank"))
        for item in items:
            item.owner = person
            item.current = by_key[item.current_id]
            item.instead_of = by_key[item.instead_of_id] if item.instead_of_id else None
        return items

    def in_force(self) -> RoutineItemQuerySet:
        """Those of a proposal and of a plan that runs."""
        return self.filter(routine__plan__ended_at=None)

    def of_running_plan(self) -> RoutineItemQuerySet:
        """Those of a plan that was accepted, no proposal's."""
        return self.filter(routine__plan__accepted_at__isnull=False)

    def of_exercise(self, exercise: Exercise) -> RoutineItemQuerySet:
        """The items of an exercise, also those where another stands in while it rests."""
        return self.filter(
            models.Q(current__exercise=exercise) | models.Q(instead_of__exercise=exercise)
        )


class RoutineItem(models.Model):
    """One exercise of a routine, in its phase; `current` has the person's dose of it.

    While an exercise rests, another stands in: `instead_of` is then the resting one.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    routine = models.ForeignKey(Routine, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20, choices=choices_of(Phase))
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

    @property
    def planned(self) -> CurrentDose:
        """The exercise of this place if nothing rests."""
        return self.instead_of or self.current


def variant_in_week(person: User, exercise: Exercise) -> int | None:
    """The key of the person's variant of an exercise that their week holds, or keeps a place for.

    None where the week does neither.
    """
    items = RoutineItem.objects.filter(owner=person).in_force().of_exercise(exercise)
    if not items.exists():
        return None
    mine = person.current_doses.filter(exercise=exercise)
    return mine.values_list("dose__variant", flat=True).first()


def attach_currents(items: Collection[RoutineItem], library: ListedLibrary) -> None:
    """Give items their current doses, each with its exercise and dose. One statement."""
    keys = {key for item in items for key in (item.current_id, item.instead_of_id) if key}
    rows = CurrentDose.objects.filter(pk__in=keys)
    currents = {
        current.pk: current
        for current in attach(rows, library, exercises=("exercise",), doses=("dose",))
    }
    for item in items:
        item.current = currents[item.current_id]
        item.instead_of = currents[item.instead_of_id] if item.instead_of_id else None


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
