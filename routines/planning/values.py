"""What the planner takes in and gives out: frozen, without a clock or a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from routines.progression import Place


class Phase(StrEnum):
    """The four parts of a session, in their order."""

    WARM_UP = "warm_up"
    STRETCH = "stretch"
    STRENGTH = "strength"
    COOL_DOWN = "cool_down"


class Kind(StrEnum):
    """What an exercise is for."""

    WARM_UP = "warm_up"
    STRETCH = "stretch"
    STRETCH_STRENGTH = "stretch_strength"
    STRENGTH = "strength"
    SUPPORT = "support"
    SUPPORT_STRENGTH = "support_strength"

    @property
    def is_strength(self) -> bool:
        """Whether the rules count it as a strength exercise."""
        return self in (Kind.STRENGTH, Kind.STRETCH_STRENGTH, Kind.SUPPORT_STRENGTH)

    @property
    def main_phase(self) -> Phase:
        """The part of a session in which it stands as a main exercise."""
        return Phase.STRENGTH if self.is_strength else Phase.STRETCH


class Direction(StrEnum):
    """Which way the back moves."""

    FLEXION = "flexion"
    EXTENSION = "extension"
    ROTATION = "rotation"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Position(StrEnum):
    """How the body is placed, from standing down to the floor."""

    STANDING = "standing"
    CHAIR = "chair"
    BED = "bed"
    ALL_FOURS = "all_fours"
    KNEELING = "kneeling"
    SITTING = "sitting"
    FACE_UP = "face_up"
    FACE_DOWN = "face_down"


class Condition(StrEnum):
    """What about a person's health changes which moves they do."""

    FLEXION_SENSITIVE = "flexion_sensitive"
    EXTENSION_SENSITIVE = "extension_sensitive"
    STENOSIS = "stenosis"
    OSTEOPOROSIS = "osteoporosis"
    PREGNANT = "pregnant"
    AFTER_BIRTH = "after_birth"
    HIGH_BLOOD_PRESSURE = "high_blood_pressure"
    GLAUCOMA = "glaucoma"
    KNEE = "knee"
    WRIST = "wrist"
    SHOULDER = "shoulder"
    NECK = "neck"
    NO_FLOOR = "no_floor"
    INFLAMMATORY = "inflammatory"
    DIZZINESS = "dizziness"
    HIP_REPLACEMENT = "hip_replacement"


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
    place: Place

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
