"""Who should change an exercise or leave it out, and what that leaves for one person.

They read an exercise's row, its listed variants and their doses, which the caller fetches.
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
    """What is left for a person with these conditions; each of them has its say.

    A variant that has no dose short enough to hold is left out too, as in plans.
    """
    precautions = [one for one in precautions_of(exercise) if one.condition in conditions]
    holds = [one.longest_hold for one in precautions if one.longest_hold is not None]
    longest = min(holds, default=None)
    variants: list[Variant] = []
    left_out: list[Variant] = []
    for one in exercise.variants.all():
        if one.only_for and set(conditions).isdisjoint(one.only_for):
            continue
        is_allowed = all(said.variants is None or one in said.variants for said in precautions)
        is_short_enough = longest is None or _shortest_hold(one) <= longest
        (variants if is_allowed and is_short_enough else left_out).append(one)
    return Fit(precautions, variants, left_out, longest)


def _shortest_hold(variant: Variant) -> int:
    return min((dose.hold_seconds for dose in variant.doses.all()), default=0)
