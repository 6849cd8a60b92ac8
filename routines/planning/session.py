"""One session: fitted to its minutes, and reshaped by what the gate allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routines.planning.durations import session_minutes
from routines.planning.values import Exercise, Phase, Step
from routines.progression import GateResult, Place, one_step_down

Steps = tuple[Step, ...]


def fit(sessions: Sequence[Steps], minutes: int) -> tuple[Steps, ...]:
    """The sessions with the longest opening walk that keeps all of them to `minutes`.

    The walk is the first step; its doses run from the shortest to the longest.
    It never falls below the shortest, and nothing else is cut.
    """
    walk = sessions[0][0].exercise
    fitted = tuple(sessions)
    for step in reversed(range(len(walk.variant.doses))):
        opening = Step(Phase.WARM_UP, replace(walk, place=Place(walk.place.variant, step)))
        fitted = tuple((opening, *session[1:]) for session in sessions)
        if all(session_minutes(session) <= minutes for session in fitted):
            break
    return fitted


def reshape(steps: Sequence[Step], asked: frozenset[GateResult], ease: Sequence[Exercise]) -> Steps:
    """The session that the gate allows. `asked` is what its rules ask for.

    EASE replaces everything by the gentle moves in `ease`. LIGHT takes every
    main exercise one step down. Without strength only gentle variants of
    strength exercises may stay; MOBILITY_ONLY leaves all strength out.
    """
    if GateResult.EASE in asked:
        return tuple(Step(Phase.STRETCH, exercise) for exercise in ease)
    shaped = [step for step in steps if _may_stay(step, asked)]
    if GateResult.LIGHT in asked:
        shaped = [_lighter(step) for step in shaped]
    return tuple(shaped)


def _may_stay(step: Step, asked: frozenset[GateResult]) -> bool:
    if not step.exercise.kind.is_strength:
        return True
    if GateResult.MOBILITY_ONLY in asked:
        return False
    return GateResult.NO_STRENGTH not in asked or step.variant.is_gentle


def _lighter(step: Step) -> Step:
    if step.phase not in (Phase.STRETCH, Phase.STRENGTH):
        return step
    exercise = step.exercise
    place = one_step_down(exercise.place, exercise.doses_per_variant)
    return Step(step.phase, replace(exercise, place=place))
