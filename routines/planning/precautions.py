"""Which moves suit a person: what their conditions leave of an exercise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Precaution:
    """What one condition changes of one exercise.

    `allow` names the variants that stay, None for all and empty for none;
    no hold lasts longer than `longest_hold_seconds`, None for any.
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
    """How many doses of a variant, from its first, suit somebody with these conditions.

    `holds_seconds` are the holds of its doses, which never fall from one to the
    next. `only_for` names the conditions that a variant beside the ordinary
    ladder is for; empty on the ladder. `precautions` are those of the exercise,
    by condition; one that has none changes nothing. 0 leaves the variant out.
    """
    if only_for and not set(only_for) & set(conditions):
        return 0
    minded = [precautions[name] for name in conditions if name in precautions]
    if any(one.allow is not None and variant not in one.allow for one in minded):
        return 0
    longest = [one.longest_hold_seconds for one in minded if one.longest_hold_seconds is not None]
    if not longest:
        return len(holds_seconds)
    return sum(hold <= min(longest) for hold in holds_seconds)
