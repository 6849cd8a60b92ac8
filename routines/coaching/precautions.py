"""Who should change an exercise or leave it out, and what that leaves for one person.

They read an exercise's row and its `listed_ladders`, which the caller fetches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Prefetch

from routines import planning
from routines.library.conditions import known_conditions
from routines.models import Dose, Exercise, Variant
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
        """The allowed variants that somebody with this condition alone may use.

        All allowed ones where each of them is for other people.
        """
        allowed = self.variants or []
        usable = [one for one in allowed if not one.only_for or self.condition in one.only_for]
        return [one.name for one in usable or allowed]


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

        Nothing may remain of parts that each condition alone would allow.
        """
        alone = [one for one in self.precautions if one.is_left_out]
        return alone or [one for one in self.precautions if one.takes_away]

    @property
    def notes(self) -> list[str]:
        """What there is to mind while doing it, or only why it is left out."""
        if self.is_left_out:
            return [one.note for one in self.reasons if one.is_left_out]
        return [one.note for one in self.precautions]


def listed_ladders() -> Prefetch[str]:
    """The listed variants of exercises with their doses, to be fetched with them."""
    doses = Dose.objects.listed().select_related("variant")
    variants = Variant.objects.listed().prefetch_related(Prefetch("doses", doses))
    return Prefetch("variants", variants)


def precautions_of(exercise: Exercise) -> list[Precaution]:
    """One for each condition that changes the exercise, in the order they are asked for."""
    listed = list(exercise.variants.all())
    told = exercise.precautions
    return [
        Precaution(
            condition,
            _allowed(listed, told[condition]["allow"]),
            told[condition]["longest_hold_seconds"],
            told[condition]["note"],
        )
        for condition in Condition
        if condition in told
    ]


def _allowed(listed: Iterable[Variant], allow: Collection[str] | None) -> list[Variant] | None:
    return None if allow is None else [one for one in listed if one.slug in allow]


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
        one
        for one in Condition
        if one in conditions
        and any(
            not planning.doses_allowed(
                dose.variant.slug,
                [dose.hold_seconds],
                only_for=(),
                precautions=planned,
                conditions=[one],
            )
            for dose in doses
        )
    ]


def with_why(conditions: Iterable[Condition]) -> list[tuple[Condition, str]]:
    """Conditions, each with why moves change with it."""
    return [(one, known_conditions()[one].why) for one in conditions]


def fit_for(exercise: Exercise, conditions: Collection[str]) -> Fit:
    """What is left for a person with these conditions, as in their plans."""
    applying = [one for one in precautions_of(exercise) if one.condition in conditions]
    planned = as_planned(exercise)
    variants: list[Variant] = []
    left_out: list[Variant] = []
    for one in exercise.variants.all():
        if one.only_for and set(conditions).isdisjoint(one.only_for):
            continue
        count = planning.doses_allowed(
            one.slug,
            [dose.hold_seconds for dose in one.doses.all()],
            only_for=one.only_for,
            precautions=planned,
            conditions=conditions,
        )
        (variants if count else left_out).append(one)
    holds = [one.longest_hold for one in applying if one.longest_hold is not None]
    return Fit(applying, variants, left_out, min(holds, default=None))
