"""Who should change an exercise or leave it out, and what that leaves for one person.

All here read an exercise's row and its listed ladders, which the caller prefetches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects

from routines import planning
from routines.library.conditions import known_conditions
from routines.models import Dose, Exercise, Variant
from routines.models.library import ExerciseQuerySet
from routines.vocabulary import Condition


class Precaution(NamedTuple):
    """What one condition changes of an exercise.

    `variants` are those allowed, None for all; `longest_hold` is in seconds.
    """

    condition: Condition
    variants: list[Variant] | None
    longest_hold: int | None
    note: str

    @property
    def is_left_out(self) -> bool:
        """Whether no variant is allowed."""
        return self.variants == []

    @property
    def takes_away(self) -> bool:
        """Whether less than all of it is allowed."""
        return self.variants is not None or self.longest_hold is not None

    @property
    def names(self) -> list[str]:
        """The allowed variants that a person with this condition alone may use.

        All allowed variants where each of them is only for other conditions.
        """
        allowed = self.variants or []
        usable = [
            variant
            for variant in allowed
            if not variant.only_for or self.condition in variant.only_for
        ]
        return [variant.name for variant in usable or allowed]


class Fit(NamedTuple):
    """What the conditions of a person leave of an exercise.

    `precautions` are those that apply; `variants` what remains of their ladder, and
    `left_out` what does not.
    """

    precautions: list[Precaution]
    variants: list[Variant]
    left_out: list[Variant]
    longest_hold: int | None

    @property
    def is_left_out(self) -> bool:
        """Whether nothing of it remains."""
        return not self.variants

    @property
    def reasons(self) -> list[Precaution]:
        """Why something is left out: what leaves all of it out, else what leaves a part out.

        Several conditions may each allow a part, and together leave nothing.
        """
        whole = [precaution for precaution in self.precautions if precaution.is_left_out]
        return whole or [precaution for precaution in self.precautions if precaution.takes_away]

    @property
    def notes(self) -> list[str]:
        """What there is to mind while doing it, or only why it is left out."""
        if self.is_left_out:
            return [precaution.note for precaution in self.reasons if precaution.is_left_out]
        return [precaution.note for precaution in self.precautions]


def with_ladders(exercises: ExerciseQuerySet) -> ExerciseQuerySet:
    """Exercises with their listed ladders."""
    return exercises.prefetch_related(_listed_ladders())


def fetch_ladders(exercises: Sequence[Exercise]) -> None:
    """Fetch the listed ladders of exercises that are read already."""
    prefetch_related_objects(exercises, _listed_ladders())


def _listed_ladders() -> Prefetch[str]:
    """The listed variants of exercises with their doses."""
    doses = Dose.objects.listed().select_related("variant")
    variants = Variant.objects.listed().prefetch_related(Prefetch("doses", doses))
    return Prefetch("variants", variants)


def precautions_of(exercise: Exercise) -> list[Precaution]:
    """A precaution for each condition that changes the exercise, in the order they are asked."""
    listed = list(exercise.variants.all())
    rows = exercise.precautions
    return [
        Precaution(
            condition,
            _allowed(listed, rows[condition]["allow"]),
            rows[condition]["longest_hold_seconds"],
            rows[condition]["note"],
        )
        for condition in Condition
        if condition in rows
    ]


def _allowed(listed: Iterable[Variant], allow: Collection[str] | None) -> list[Variant] | None:
    return None if allow is None else [variant for variant in listed if variant.slug in allow]


def as_planned(exercise: Exercise) -> dict[str, planning.Precaution]:
    """The precautions of an exercise as the planner reads them, by condition."""
    return {
        name: planning.Precaution(
            None if row["allow"] is None else frozenset(row["allow"]),
            row["longest_hold_seconds"],
        )
        for name, row in exercise.precautions.items()
    }


def ruling_out(
    exercise: Exercise, doses: Iterable[Dose], conditions: Collection[str]
) -> list[Condition]:
    """Those of the conditions that rule out any of these doses of an exercise."""
    planned = as_planned(exercise)
    return [
        condition
        for condition in Condition
        if condition in conditions
        and any(
            not planning.doses_allowed(
                dose.variant.slug,
                [dose.hold_seconds],
                only_for=(),
                precautions=planned,
                conditions=[condition],
            )
            for dose in doses
        )
    ]


def with_why(conditions: Iterable[Condition]) -> list[tuple[Condition, str]]:
    """Conditions, each with why moves change with it."""
    return [(condition, known_conditions()[condition].why) for condition in conditions]


def fit_for(exercise: Exercise, conditions: Collection[str]) -> Fit:
    """What is left for a person with these conditions, as in their plans."""
    applying = [
        precaution for precaution in precautions_of(exercise) if precaution.condition in conditions
    ]
    planned = as_planned(exercise)
    variants: list[Variant] = []
    left_out: list[Variant] = []
    for variant in exercise.variants.all():
        if variant.only_for and set(conditions).isdisjoint(variant.only_for):
            continue
        count = planning.doses_allowed(
            variant.slug,
            [dose.hold_seconds for dose in variant.doses.all()],
            only_for=variant.only_for,
            precautions=planned,
            conditions=conditions,
        )
        (variants if count else left_out).append(variant)
    holds = [
        precaution.longest_hold for precaution in applying if precaution.longest_hold is not None
    ]
    return Fit(applying, variants, left_out, min(holds, default=None))
