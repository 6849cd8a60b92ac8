"""How alike two exercises are, for somebody who wants another of the same purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routines.vocabulary import Direction, Position

# Bending and arching in one is half like either.
SAME, HALF, OTHER = 0, 1, 2
MOVES_BOTH_WAYS = (Direction.FLEXION, Direction.EXTENSION)


@dataclass(frozen=True)
class Trait:
    """What likeness goes by: the way the back moves, the areas, the position."""

    slug: str
    direction: Direction
    position: Position
    areas: frozenset[str]


@dataclass(frozen=True)
class Likeness:
    """What one exercise shares with another."""

    trait: Trait
    is_same_direction: bool
    is_same_position: bool
    areas: frozenset[str]


def most_alike(to: Trait, others: Sequence[Trait]) -> tuple[Likeness, ...]:
    """The others, the most alike first: by direction, then areas shared, then position.

    Those that share as much keep their order.
    """
    found = [
        Likeness(
            other,
            other.direction == to.direction,
            other.position == to.position,
            to.areas & other.areas,
        )
        for other in others
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                _distance(to.direction, one.trait.direction),
                -len(one.areas),
                not one.is_same_position,
            ),
        )
    )


def _distance(one: Direction, other: Direction) -> int:
    if one == other:
        return SAME
    is_half = Direction.MIXED in (one, other) and {one, other} & set(MOVES_BOTH_WAYS)
    return HALF if is_half else OTHER
