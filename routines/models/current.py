"""Where a person stands: the dose that they do of each exercise now."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from routines.models.dose import Dose, dose_in_words
from routines.models.library import Exercise, Variant, figure_of


class CurrentLine(NamedTuple):
    """One exercise as Today shows it: its dose now, and what was decided of it last."""

    id: int
    exercise_rank: int | None
    exercise_slug: str
    exercise_name: str
    begun_at: datetime
    rests_until: date | None
    decided_at: datetime | None
    verdict: str
    rules: list[str]
    message: str
    numbers: dict[str, int]
    swap_slug: str | None
    swap_to: str | None
    from_variant: str
    from_dose: str
    variant: str
    variant_slug: str
    picture: str
    is_pictured_low: bool
    equipment: list[str]
    dose: str

    def rests_on(self, day: date) -> bool:
        """Whether another exercise takes its place on `day`."""
        return self.rests_until is not None and day <= self.rests_until

    @property
    def changed_from(self) -> str:
        """What it was before the last decision; nothing where it stays the same."""
        if self.from_variant != self.variant:
            return f"{self.from_variant} {self.from_dose}"
        return self.from_dose if self.from_dose != self.dose else ""

    @property
    def changed_to(self) -> str:
        """What it is since the last decision."""
        if self.from_variant != self.variant:
            return f"{self.variant} {self.dose}"
        if self.from_dose != self.dose:
            return self.dose
        return gettext("stays {dose}").format(dose=self.dose)

    @property
    def figure(self) -> str:
        """The static file of its still."""
        return figure_of(self.exercise_slug, self.variant_slug)


class CurrentDoseQuerySet(models.QuerySet["CurrentDose"]):
    """Questions about current doses."""

    def lines(self) -> list[CurrentLine]:
        """Each with its last decision, in the order of the library, as plain values.

        Values instead of rows, because Today is the page that is read most.
        """
        dose = ("sets", "reps", "hold_seconds", "variant__counted_in", "variant__sides")
        rows = self.values_list(
            "pk",
            *(f"exercise__{name}" for name in ("rank", "slug", "name")),
            "begun_at",
            "rests_until",
            *(f"decision__{name}" for name in ("made_at", "verdict", "rules", "message")),
            "decision__numbers",
            "decision__swap_to__slug",
            "decision__swap_to__name",
            "decision__from_dose__variant__name",
            *(f"decision__from_dose__{name}" for name in dose),
            *(f"dose__variant__{name}" for name in ("name", "slug", "picture", "is_pictured_low")),
            "dose__variant__equipment",
            *(f"dose__{name}" for name in dose),
        )
        lines = (
            CurrentLine._make(
                (
                    *row[:14],
                    dose_in_words(*row[14:19]) if row[6] else "",
                    *row[19:24],
                    dose_in_words(*row[24:]),
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
    first_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    goal = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        "routines.Decision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rests_until = models.DateField(null=True, blank=True)

    # Only `Ladders.currents_of` gives these; of any other row they raise AttributeError.
    first_goal: str | None
    is_in_week: bool

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
