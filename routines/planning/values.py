"""What the planner takes in and gives out: frozen, without a clock or a database."""

from __future__ import annotations

from dataclasses import dataclass

from routines.progression import LadderPlace
from routines.vocabulary import Direction, Kind, Phase, Position


@dataclass(frozen=True)
class Dose:
    """How much to do: sets of reps, each held for `hold_seconds` (0 for a moving rep).

    `rest_seconds` is the pause between two holds, or between two sets of moving reps.
    """

    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int


@dataclass(frozen=True)
class Variant:
    """One rung of a ladder, with its doses from first to last.

    `sides` is 2 if the dose is done on each side or in each direction. `rep_seconds` is
    the time of one moving rep. A variant that `is_gentle` may stay on a day without
    strength.
    """

    slug: str
    direction: Direction
    position: Position
    doses: tuple[Dose, ...]
    sides: int = 1
    rep_seconds: int = 4
    is_gentle: bool = False


@dataclass(frozen=True)
class Exercise:
    """An exercise at this person's place on its ladder."""

    slug: str
    kind: Kind
    ladder: tuple[Variant, ...]
    place: LadderPlace

    @property
    def variant(self) -> Variant:
        """The variant this person does now."""
        return self.ladder[self.place.variant]

    @property
    def doses_per_variant(self) -> tuple[int, ...]:
        """How many doses each variant of the ladder has."""
        return tuple(len(variant.doses) for variant in self.ladder)


@dataclass(frozen=True)
class Step:
    """One exercise in a session, at one place on its ladder."""

    phase: Phase
    exercise: Exercise

    @property
    def variant(self) -> Variant:
        """The variant to do."""
        return self.exercise.variant

    @property
    def dose(self) -> Dose:
        """The dose to do."""
        return self.variant.doses[self.exercise.place.step]


type Steps = tuple[Step, ...]
