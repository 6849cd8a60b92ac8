"""The ledger: decisions of the rules, entries about the whole plan, the person's choices."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from routines.models.diary import Session
from routines.models.dose import Dose
from routines.models.fields import one_of
from routines.models.labels import choices_of
from routines.models.library import Exercise, Variant
from routines.vocabulary import ChoiceKind, Direction, Verdict


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about decisions."""

    def newest_first(self) -> DecisionQuerySet:
        """The latest made first."""
        return self.order_by("-made_at", "pk")

    def before(self, at: datetime | None) -> DecisionQuerySet:
        """Those made earlier; all of them without a moment."""
        return self if at is None else self.filter(made_at__lt=at)


class Decision(models.Model):
    """What the rules decided about one exercise after one session.

    `message` is the id of its sentence, filled with `numbers`; `others` are further
    messages. `rules` are the ids of the rules that gave the verdict, `used` those of the
    sessions that it rests on. After a swap, `swap_to` replaces the exercise.
    `rests_until` is the last day of its rest, None without one. `corrected_day` is the
    day of the entry whose correction last changed the decision, None if none did.
    `rules_version` is the version of the rules that decided it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="decisions")
    session = models.ForeignKey(Session, models.CASCADE, related_name="decisions")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=choices_of(Verdict))
    action = models.CharField(max_length=20)
    rules = models.JSONField(default=list)
    message = models.CharField(max_length=20)
    numbers = models.JSONField(default=dict)
    others = models.JSONField(default=list)
    used = models.JSONField(default=list)
    from_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    to_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    swap_to = models.ForeignKey(Exercise, models.PROTECT, null=True, blank=True, related_name="+")
    rests_until = models.DateField(null=True, blank=True)
    corrected_day = models.DateField(null=True, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "exercise"], name="decision_once_per_exercise"
            ),
            one_of("verdict", Verdict, "decision_verdict_known"),
        ]
        indexes = [
            models.Index(fields=["owner", "-made_at"], name="decision_by_owner"),
            models.Index(fields=["owner", "exercise", "-made_at"], name="decision_by_exercise"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.verdict}"

    @property
    def said(self) -> tuple[object, ...]:
        """What it decides and why; equal for two decisions that a person would read alike."""
        return (
            self.verdict,
            self.action,
            self.rules,
            self.message,
            self.numbers,
            self.from_dose_id,
            self.to_dose_id,
            self.rests_until,
        )


class PlanEntryQuerySet(models.QuerySet["PlanEntry"]):
    """Questions about what held for the whole plan."""

    def newest_first(self) -> PlanEntryQuerySet:
        """The latest made first."""
        return self.order_by("-made_at", "pk")

    def before(self, at: datetime | None) -> PlanEntryQuerySet:
        """Those made earlier; all of them without a moment."""
        return self if at is None else self.filter(made_at__lt=at)


class PlanEntry(models.Model):
    """An entry about the whole plan, by rule: a lock, a lighter week, a resting direction.

    `direction` is empty unless one rests. `until` is the last day on which the entry
    holds, None if it does not end by itself. `rules_version` is the version of the rules
    that decided it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="plan_entries")
    made_at = models.DateTimeField()
    rule = models.CharField(max_length=10)
    message = models.CharField(max_length=20)
    numbers = models.JSONField(default=dict)
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="plan_entries"
    )
    direction = models.CharField(max_length=20, choices=choices_of(Direction), blank=True)
    until = models.DateField(null=True, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=1)

    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-made_at"], name="plan_entry_by_owner")]
        verbose_name_plural = "plan entries"

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.rule}"

    @property
    def rules(self) -> list[str]:
        """Its rule as a list, like that of a decision; empty for the end of a lock."""
        return [] if self.rule == "CLEARED" else [self.rule]


class ChoiceQuerySet(models.QuerySet["Choice"]):
    """Questions about the person's own choices."""

    def newest_first(self) -> ChoiceQuerySet:
        """The latest chosen first."""
        return self.order_by("-chosen_at", "pk")

    def before(self, at: datetime | None) -> ChoiceQuerySet:
        """Those chosen earlier; all of them without a moment."""
        return self if at is None else self.filter(chosen_at__lt=at)


class Choice(models.Model):
    """The person's own choice about one exercise, with the dose before and after it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="choices")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=choices_of(ChoiceKind))
    from_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    to_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [one_of("kind", ChoiceKind, "choice_kind_known")]
        indexes = [models.Index(fields=["owner", "-chosen_at"], name="choice_by_owner")]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.kind}"

    @property
    def is_void(self) -> bool:
        """Whether a later correction left it without effect: a move between equal doses."""
        moves = self.kind in (ChoiceKind.EASE, ChoiceKind.RAISE)
        return moves and self.from_dose_id == self.to_dose_id


class GoalChoiceQuerySet(models.QuerySet["GoalChoice"]):
    """Questions about the goals that the person chose."""

    def newest_first(self) -> GoalChoiceQuerySet:
        """The latest chosen first."""
        return self.order_by("-chosen_at", "pk")

    def before(self, at: datetime | None) -> GoalChoiceQuerySet:
        """Those chosen earlier; all of them without a moment."""
        return self if at is None else self.filter(chosen_at__lt=at)


class GoalChoice(models.Model):
    """The goal that the person chose for an exercise, and the goal before."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="goal_choices")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    from_goal = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    to_goal = models.ForeignKey(Variant, models.PROTECT, related_name="+")

    objects = GoalChoiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-chosen_at"], name="goal_choice_by_owner")]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.to_goal_id}"


class LedgerState(models.Model):
    """The state of a person's plan, kept so that a new answer need not replay the diary.

    It is derived from the diary, and deleted when an earlier entry is corrected.
    `ladders` are those that it was computed with.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="ledger_state"
    )
    state = models.JSONField()
    ladders = models.JSONField()

    def __str__(self) -> str:
        return f"{self.owner_id}"

    @property
    def through(self) -> datetime | None:
        """The moment of the last event in it; None if there is none."""
        key = self.state.get("through")
        return datetime.fromisoformat(key[0]) if key else None
