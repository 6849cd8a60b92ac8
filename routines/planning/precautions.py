"""Which moves suit a person: what their conditions leave of an exercise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Precaution:
    """What one condition changes of one exercise.

    `allow` names the variants that stay: None means all, empty means none.
    No hold lasts longer than `longest_hold_seconds`: None means no limit.
    """

    allow: frozenset[str] | None = None
    longest_hold_seconds: int | None = None


def doses_allowed(
    variant: str,
    holds_seconds: Sequence[int],
    *,
    only_for: Collection[str],
    precautions: Mapping[str, Precaution],
    conditions: Collection[str],
) -> int:
    """How many doses of a variant, from its first, suit a person with these conditions.

    `holds_seconds` are the holds of its doses; none is shorter than the dose before.
    `only_for` names the conditions that the variant is reserved for; empty if it is
    for everybody. `precautions` are those of the exercise, by condition; a condition
    without a precaution changes nothing. 0 means that the variant does not suit.
    """
    if only_for and not set(only_for) & set(conditions):
        return 0
    in_force = [precautions[name] for name in conditions if name in precautions]
    if any(
        precaution.allow is not None and variant not in precaution.allow for precaution in in_force
    ):
        return 0
    limits_seconds = [
        precaution.longest_hold_seconds
        for precaution in in_force
        if precaution.longest_hold_seconds is not None
    ]
    if not limits_seconds:
        return len(holds_seconds)
    return sum(hold <= min(limits_seconds) for hold in holds_seconds)
