"""What a person goes without because of their health, so that no session lacks it."""

from __future__ import annotations

from routines import planning
from routines.coaching.ladders import Ladders
from routines.library.schema import SessionText
from routines.planning import Direction, Lack

WAYS = {Lack.BENDING: Direction.FLEXION, Lack.ARCHING: Direction.EXTENSION}


def forgone(ladders: Ladders, session: SessionText, aim: str) -> frozenset[Lack]:
    """What the person's conditions leave no exercise for, however they swap.

    Nor does a way to move the back count as lacking of which they leave nothing but a
    half of something that moves both ways.
    """
    every = ladders.exercises.values()
    ways = {rung.variant.direction for one in every for rung in ladders.allowed(one)}
    without = {lack for lack, way in WAYS.items() if way not in ways}
    slugs = dict.fromkeys((*session.aims[aim], *session.support))
    suiting = (ladders.exercises[slug] for slug in slugs)
    first = (
        ladders.planned_from(exercise, ladders.first_dose(exercise, exercise.starts[aim]))
        for exercise in suiting
        if ladders.suits(exercise)
    )
    steps = [planning.Step(one.kind.main_phase, one) for one in first]
    return frozenset({*without, *planning.lacking(steps)})
