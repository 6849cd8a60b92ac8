"""One session: fitted to its minutes, and reshaped by what the gate allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from routines.planning.balance import lacking, main_steps
from routines.planning.durations import session_minutes, session_seconds
from routines.planning.values import Exercise, Step, Steps
from routines.progression import LadderPlace, one_step_down
from routines.vocabulary import Gate, Phase

SHORT_MINUTES = 5
SHORT_MAINS = 2


def fit(sessions: Sequence[Steps], minutes: int) -> tuple[Steps, ...]:
    """The sessions with the longest opening walk that keeps all of them to `minutes`.

    The walk is the first step; its doses run from the shortest to the longest. If even
    the shortest is too long, it is taken all the same: nothing else is cut.
    """
    walk = sessions[0][0].exercise
    fitted = tuple(sessions)
    for step in reversed(range(len(walk.variant.doses))):
        opening = Step(
            Phase.WARM_UP, replace(walk, place=LadderPlace(variant=walk.place.variant, step=step))
        )
        fitted = tuple((opening, *session[1:]) for session in sessions)
        if all(session_minutes(session) <= minutes for session in fitted):
            break
    return fitted


def reshape(steps: Sequence[Step], results: frozenset[Gate], ease: Sequence[Exercise]) -> Steps:
    """The session that the gate allows. `results` is what its rules ask for.

    EASE replaces everything by the gentle moves in `ease`. LIGHT takes every main
    exercise one step down. NO_STRENGTH keeps only gentle variants of strength exercises;
    MOBILITY_ONLY leaves all strength out.
    """
    if Gate.EASE in results:
        return tuple(Step(Phase.STRETCH, exercise) for exercise in ease)
    shaped = [step for step in steps if _may_stay(step, results)]
    if Gate.LIGHT in results:
        shaped = [_lighter(step) for step in shaped]
    return tuple(shaped)


def shorten(steps: Sequence[Step]) -> Steps:
    """Five minutes of a session: a moving warm-up, two main exercises, a short breathing.

    The main exercises keep their doses. Two of them are better than one, then the pair
    that lacks least of stretch, strength, bending and arching, then the longest. One
    is left if two take more than five minutes. If one takes more too, or if there are
    no main exercises, the shortest session there is is returned.
    """
    moving = [s for s in steps if s.phase == Phase.WARM_UP and not s.dose.hold_seconds][:1]
    calm = [_shortest(step) for step in steps if step.phase == Phase.COOL_DOWN][-1:]
    mains = main_steps(steps)
    sessions = [
        (*moving, *chosen, *calm)
        for count in range(1, SHORT_MAINS + 1)
        for chosen in combinations(mains, count)
    ]
    fitting = [session for session in sessions if session_seconds(session) <= SHORT_MINUTES * 60]
    if fitting:
        return min(
            fitting,
            key=lambda session: (-len(session), len(lacking(session)), -session_seconds(session)),
        )
    return min(sessions, key=session_seconds, default=(*moving, *calm))


def _shortest(step: Step) -> Step:
    exercise = step.exercise
    return Step(
        step.phase, replace(exercise, place=LadderPlace(variant=exercise.place.variant, step=0))
    )


def _may_stay(step: Step, results: frozenset[Gate]) -> bool:
    if not step.exercise.kind.is_strength:
        return True
    if Gate.MOBILITY_ONLY in results:
        return False
    return Gate.NO_STRENGTH not in results or step.variant.is_gentle


def _lighter(step: Step) -> Step:
    if step.phase not in (Phase.STRETCH, Phase.STRENGTH):
        return step
    exercise = step.exercise
    place = one_step_down(exercise.place, exercise.doses_per_variant)
    return Step(step.phase, replace(exercise, place=place))
