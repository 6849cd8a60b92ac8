"""Who should change an exercise or leave it out, and what that leaves for one person.

They read an exercise's row and its listed variants, which the caller fetches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from routines.models.library import Exercise, Variant
from routines.models.terms import Condition


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


def precautions_of(exercise: Exercise) -> list[Precaution]:
    """One for each condition that changes the exercise, in the order they are asked for."""
    listed = list(exercise.variants.all())
    told = exercise.precautions
    return [
        Precaution(
            condition,
            _allowed(listed, told[condition].get("allow")),
            told[condition].get("longest_hold_seconds"),
            told[condition].get("note", ""),
        )
        for condition in Condition
        if condition in told
    ]


def _allowed(listed: Iterable[Variant], allow: Collection[str] | None) -> list[Variant] | None:
    return None if allow is None else [one for one in listed if one.slug in allow]


def fit_for(exercise: Exercise, conditions: Collection[str]) -> Fit:
    """What is left for a person with these conditions; each of them has its say."""
    precautions = [one for one in precautions_of(exercise) if one.condition in conditions]
    variants: list[Variant] = []
    left_out: list[Variant] = []
    for one in exercise.variants.all():
        if one.only_for and set(conditions).isdisjoint(one.only_for):
            continue
        is_allowed = all(said.variants is None or one in said.variants for said in precautions)
        (variants if is_allowed else left_out).append(one)
    holds = [one.longest_hold for one in precautions if one.longest_hold is not None]
    return Fit(precautions, variants, left_out, min(holds, default=None))
