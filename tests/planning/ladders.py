"""Exercises of the tests, at one dose of one variant."""

from routines.planning import Dose, Exercise, Step, Variant
from routines.progression import LadderPlace
from routines.vocabulary import Direction, Kind, Phase, Position

THIRTY_SECONDS = Dose(1, 1, 30, 0)


def exercise(
    slug,
    kind=Kind.STRETCH,
    direction=Direction.NEUTRAL,
    position=Position.FACE_UP,
    doses=(THIRTY_SECONDS,),
):
    variant = Variant(f"{slug}-1", direction, position, doses)
    return Exercise(slug, kind, (variant,), LadderPlace(variant=0, step=0))


def step(slug, kind=Kind.STRETCH, direction=Direction.NEUTRAL, position=Position.FACE_UP, **more):
    phase = Phase.WARM_UP if kind == Kind.WARM_UP else kind.main_phase
    return Step(phase, exercise(slug, kind, direction, position, **more))


def closing(position=Position.FACE_UP):
    return Step(Phase.COOL_DOWN, exercise("breathing", Kind.SUPPORT, position=position))
