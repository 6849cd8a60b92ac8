"""How alike two exercises are, for a person who wants another of the same purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routines.vocabulary import Direction, Position

# How far two directions are apart. A mixed exercise is half like bending, half like arching.
SAME, HALF, OTHER = 0, 1, 2
MOVES_BOTH_WAYS = (Direction.FLEXION, Direction.EXTENSION)


@dataclass(frozen=True)
class Trait:
    """What likeness goes by: the direction of the back, the areas, the position."""

    slug: str
    direction: Direction
    position: Position
    areas: frozenset[str]


@dataclass(frozen=True)
class Likeness:
    """What the exercise of `trait` shares with the exercise it is compared to."""

    trait: Trait
    is_same_direction: bool
    is_same_position: bool
    areas: frozenset[str]


def most_alike(to: Trait, others: Sequence[Trait]) -> tuple[Likeness, ...]:
    """The others, the most alike first: by direction, then areas shared, then position.

    Exercises that share equally much keep their order.
    """
    likenesses = [
        Likeness(
            trait=other,
            is_same_direction=other.direction == to.direction,
            is_same_position=other.position == to.position,
            areas=to.areas & other.areas,
        )
        for other in others
    ]
    return tuple(
        sorted(
            likenesses,
            key=lambda likeness: (
                _distance(to.direction, likeness.trait.direction),
                -len(likeness.areas),
                not likeness.is_same_position,
            ),
        )
    )


def _distance(first: Direction, second: Direction) -> int:
    if first == second:
        return SAME
    pair = {first, second}
    is_half = Direction.MIXED in pair and pair & set(MOVES_BOTH_WAYS)
    return HALF if is_half else OTHER
