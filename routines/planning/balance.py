"""What a session or a week has of each kind and direction, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from routines.planning.values import Step, Steps
from routines.vocabulary import MAIN_PHASES, Direction, Lack


def main_steps(steps: Iterable[Step]) -> list[Step]:
    """The stretches and the strength, without what opens and closes a session."""
    return [step for step in steps if step.phase in MAIN_PHASES]


def directions_of(steps: Iterable[Step]) -> Counter[Direction]:
    """How many of the main steps move the back each way."""
    return Counter(step.variant.direction for step in main_steps(steps))


def lacking(steps: Sequence[Step]) -> tuple[Lack, ...]:
    """What the main steps have none of. Bending and arching in one counts as both."""
    mains = main_steps(steps)
    strength = sum(step.exercise.kind.is_strength for step in mains)
    ways = directions_of(mains)
    has = {
        Lack.STRETCH: strength < len(mains),
        Lack.STRENGTH: strength > 0,
        Lack.BENDING: ways[Direction.FLEXION] + ways[Direction.MIXED] > 0,
        Lack.ARCHING: ways[Direction.EXTENSION] + ways[Direction.MIXED] > 0,
    }
    return tuple(lack for lack, is_there in has.items() if not is_there)


def replaced(steps: Sequence[Step], slug: str, step: Step) -> Steps:
    """The steps with another one where the exercise `slug` stood."""
    return tuple(step if one.exercise.slug == slug else one for one in steps)
