"""Where a person stands: the dose that they do of each exercise now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from routines.models.dose import Dose
from routines.models.library import Exercise, Variant, figure_of
from routines.models.listed import LibraryStamp, library_loaded_as


@dataclass(frozen=True, kw_only=True)
class CurrentLine:
    """One exercise as Today shows it: its dose now, and what was decided of it last.

    Until `rests_until` another exercise takes its place; None where it does not rest. Without
    a decision `decided_at`, `from_dose` and `swap_to` are None and the rest of it is empty;
    `swap_to` is what took the place of the exercise at that decision.
    """

    id: int
    exercise: Exercise
    dose: Dose
    begun_at: datetime
    rests_until: date | None = None
    decided_at: datetime | None = None
    verdict: str = ""
    rules: Sequence[str] = ()
    message: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    swap_to: Exercise | None = None
    from_dose: Dose | None = None

    def rests_on(self, day: date) -> bool:
        """Whether another exercise takes its place on `day`."""
        return self.rests_until is not None and day <= self.rests_until

    @property
    def variant(self) -> Variant:
        """The variant of its dose now."""
        return self.dose.variant

    @cached_property
    def _was_and_is(self) -> tuple[str, str]:
        """Its dose before the last decision and now, with the variants where these differ."""
        was, now = self.from_dose or self.dose, self.dose
        if was.variant.name == now.variant.name:
            return was.in_words(), now.in_words()
        return f"{was.variant.name} {was.in_words()}", f"{now.variant.name} {now.in_words()}"

    @property
    def changed_from(self) -> str:
        """What it was before the last decision; nothing where it stays the same."""
        was, now = self._was_and_is
        return "" if was == now else was

    @property
    def changed_to(self) -> str:
        """What it is since the last decision."""
        was, now = self._was_and_is
        return gettext("stays {dose}").format(dose=now) if was == now else now

    @property
    def figure(self) -> str:
        """The static file of its still."""
        return figure_of(self.exercise.slug, self.variant.slug)


class CurrentDoseQuerySet(models.QuerySet["CurrentDose"]):
    """Questions about current doses."""

    def lines(self) -> list[CurrentLine]:
        """Each with its last decision, in the order of the library."""
        rows = self.values(
            "pk",
            "exercise",
            "dose",
            "begun_at",
            "rests_until",
            "decision__made_at",
            "decision__verdict",
            "decision__rules",
            "decision__message",
            "decision__numbers",
            "decision__swap_to",
            "decision__from_dose",
            stamp=models.Subquery(LibraryStamp.objects.values("stamp")[:1]),
        )
        if not rows:
            return []
        library = library_loaded_as(rows[0]["stamp"])
        exercises = library.exercises_of(
            key for row in rows for key in (row["exercise"], row["decision__swap_to"])
        )
        doses = library.doses_of(
            key for row in rows for key in (row["dose"], row["decision__from_dose"])
        )
        lines = (
            CurrentLine(
                id=row["pk"],
                exercise=exercises[row["exercise"]],
                dose=doses[row["dose"]],
                begun_at=row["begun_at"],
                rests_until=row["rests_until"],
                **(_decided(row, exercises, doses) if row["decision__made_at"] else {}),
            )
            for row in rows
        )
        return sorted(lines, key=lambda line: line.exercise.rank or 0)


def _decided(
    row: Mapping[str, Any], exercises: Mapping[int, Exercise], doses: Mapping[int, Dose]
) -> dict[str, Any]:
    swap_to = row["decision__swap_to"]
    return {
        "decided_at": row["decision__made_at"],
        "verdict": row["decision__verdict"],
        "rules": row["decision__rules"],
        "message": row["decision__message"],
        "numbers": row["decision__numbers"],
        "swap_to": None if swap_to is None else exercises[swap_to],
        "from_dose": doses[row["decision__from_dose"]],
    }


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
