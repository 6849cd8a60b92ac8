"""What a session or a week has of each kind and direction, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from routines.planning.values import Step, Steps
from routines.vocabulary import MAIN_PHASES, Direction, Lack


def main_steps(steps: Iterable[Step]) -> list[Step]:
    """The stretches and the strength exercises, without warm-up and cool-down."""
    return [step for step in steps if step.phase in MAIN_PHASES]


def directions_of(steps: Iterable[Step]) -> Counter[Direction]:
    """How many of the main steps move the back in each direction."""
    return Counter(step.variant.direction for step in main_steps(steps))


def lacking(steps: Sequence[Step]) -> tuple[Lack, ...]:
    """What the main steps have none of. A mixed exercise counts as bending and as arching."""
    mains = main_steps(steps)
    strength = sum(step.exercise.kind.is_strength for step in mains)
    directions = directions_of(mains)
    has = {
        Lack.STRETCH: strength < len(mains),
        Lack.STRENGTH: strength > 0,
        Lack.BENDING: directions[Direction.FLEXION] + directions[Direction.MIXED] > 0,
        Lack.ARCHING: directions[Direction.EXTENSION] + directions[Direction.MIXED] > 0,
    }
    return tuple(lack for lack, is_there in has.items() if not is_there)


def replaced(steps: Sequence[Step], slug: str, step: Step) -> Steps:
    """The steps with `step` in place of each step of the exercise `slug`."""
    return tuple(step if former.exercise.slug == slug else former for former in steps)
