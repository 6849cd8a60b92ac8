"""From what was done in a session to the exposures of its exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from routines.progression.diary.values import Ladder, Morning, SessionDone, StepDone
from routines.progression.plan_level.ledger import Ledger
from routines.progression.plan_level.state import ExerciseState, PlanState, days_from
from routines.progression.rules.during import must_stop
from routines.progression.rules.thresholds import AMBER_FROM, RAISED_BY, STOP_AT, WEEK_DAYS
from routines.progression.rules.values import MOST_CAREFUL, Exposure
from routines.vocabulary import MorningWord, Quality, Spread, Status, StopReason


def exposure_of(step: StepDone, session: SessionDone, usual: int) -> Exposure:
    """A step as the rules see it; its morning comes later. `usual` is the usual morning then."""
    return Exposure(
        pre=session.pre,
        during=session.pre if step.during is None else step.during,
        after=session.after,
        status=step.status,
        fraction=step.fraction,
        stop_reason=step.stop_reason,
        quality=step.quality,
        spread=step.spread,
        neuro=step.neuro,
        effort=step.effort,
        dose=step.dose,
        counted=session.counted and step.counted,
        usual_morning=usual,
    )


def add_session(
    state: PlanState, ladders: Mapping[str, Ladder], ledger: Ledger, session: SessionDone
) -> None:
    """Record what was done: the exposures, and what the session says as a whole."""
    _open_day(state, ledger, session)
    state.weeks.record_load(session.on, _load(state, ladders))
    usual = state.usual
    steps = [
        (step, exposure_of(step, session, usual), _direction(step, ladders))
        for step in session.steps
    ]
    tried = [row for row in steps if not row[1].is_neutral_skip]
    spread = [direction for _, exposure, direction in tried if exposure.spread == Spread.FURTHER]
    red = [direction for _, exposure, direction in tried if exposure.felt >= STOP_AT]
    for step, exposure, direction in steps:
        exercise = state.exercises.get(step.exercise)
        if exercise is not None:
            others = len(spread) - spread.count(direction)
            _add_exposure(exercise, exposure, session, direction, others, red.count(direction))
    _attribute(state, session.on)
    state.is_half_red = _is_half_red(tried, ladders)
    done = [step.exercise for step, exposure, _ in tried if exposure.status != Status.SKIPPED]
    if done:
        state.trained_on, state.trained_at = session.on, session.started_at
    if any(ladders[name].strength for name in done if name in ladders):
        state.strength_on = session.on


def _open_day(state: PlanState, ledger: Ledger, session: SessionDone) -> None:
    """Begin a day of training, or go on with it: all its sessions make a single exposure."""
    is_same_day = session.on == state.last_on
    state.sessions_on_last = state.sessions_on_last + 1 if is_same_day else 1
    state.last_on, state.last_at = session.on, session.started_at
    state.last_session = session.id
    state.is_half_red = state.is_shared_morning = False
    for exercise in state.exercises.values():
        if is_same_day and exercise.done_on == session.on:
            exercise.undo_decision()
            ledger.strike(("decision", exercise.session, exercise.slug))
            exercise.sessions_same_day = state.sessions_on_last


def _attribute(state: PlanState, day: date) -> None:
    """Mark the exercises of the day to which a bad morning would be put down.

    Those are the exercises at 4 or more during; without any, those that were stepped up in
    the week before. An exercise left out for a reason other than pain is never among them.
    """
    of_the_day = [exercise for exercise in state.exercises.values() if exercise.done_on == day]
    for exercise in of_the_day:
        exercise.is_attributed = False
    done = [exercise for exercise in of_the_day if not exercise.exposures[-1].is_neutral_skip]
    has_amber = any(exercise.exposures[-1].felt >= AMBER_FROM for exercise in done)
    for exercise in done:
        is_amber = exercise.exposures[-1].felt >= AMBER_FROM
        days = days_from(exercise.stepped_up_on, day, WEEK_DAYS)
        exercise.is_attributed = is_amber if has_amber else days < WEEK_DAYS


def _load(state: PlanState, ladders: Mapping[str, Ladder]) -> int:
    """How far up their ladders all exercises stand, in doses together."""
    doses = [
        exercise.place.step + sum(ladders[name].doses[: exercise.place.variant])
        for name, exercise in state.exercises.items()
    ]
    return sum(doses)


def _is_half_red(
    tried: Sequence[tuple[StepDone, Exposure, str]], ladders: Mapping[str, Ladder]
) -> bool:
    """Whether half or more of the exercises, warm-ups and gentle moves aside, were stopped."""
    mains = [
        exposure
        for step, exposure, _ in tried
        if step.exercise in ladders and ladders[step.exercise].progresses
    ]
    stopped = [
        exposure
        for exposure in mains
        if exposure.stop_reason == StopReason.PAIN or must_stop(exposure)
    ]
    return bool(mains) and 2 * len(stopped) >= len(mains)


def record_morning(state: PlanState, morning: Morning) -> None:
    """Put the morning on the exposures of the newest day, and on the usual and the week."""
    exercises = [
        exercise
        for exercise in state.exercises.values()
        if exercise.exposures and exercise.done_on == state.last_on
    ]
    for exercise in exercises:
        exercise.undo_decision()
        exercise.exposures[-1] = exercise.exposures[-1].after_morning(
            morning.number, morning.word, spread_stays=morning.spread_stays
        )
    number = morning.number
    if number is None and morning.word in (MorningWord.SAME, MorningWord.BETTER):
        state.weeks.record_quiet(morning.at.date(), state.usual)
    if number is None or not exercises:
        return
    state.weeks.record_morning(morning.at.date(), number)
    newest = exercises[0].exposures[-1]
    if newest.is_settled:
        state.record_settled(number)
    is_raised = newest.carry is not None and newest.carry >= RAISED_BY
    is_attributed = any(exercise.is_attributed for exercise in exercises)
    state.is_shared_morning = is_raised and not is_attributed


def _add_exposure(
    exercise: ExerciseState,
    exposure: Exposure,
    session: SessionDone,
    direction: str,
    spread: int,
    red: int,
) -> None:
    """Add an exposure, or join it to that of the same day, with the worst scores.

    `spread` is how many exercises of other directions spread further in the session, `red`
    how many of its own direction were red.
    """
    is_joined = exercise.done_on == session.on and bool(exercise.exposures)
    if is_joined and exposure.is_neutral_skip:
        return
    if is_joined and not exercise.exposures[-1].is_neutral_skip:
        exercise.exposures[-1] = join(exercise.exposures[-1], exposure)
        exercise.volume_ratio += exposure.fraction
        spread = max(spread, exercise.other_directions_spread)
        red = max(red, exercise.same_direction_red)
    elif is_joined:
        exercise.exposures[-1] = exposure
        exercise.volume_ratio = exposure.fraction
    else:
        exercise.add(exposure, session.id, session.on)
        exercise.sessions_same_day = 1
        exercise.volume_ratio = exposure.fraction
    exercise.sessions[-1] = session.id
    exercise.direction = direction
    exercise.other_directions_spread = spread
    exercise.same_direction_red = red


def join(first: Exposure, second: Exposure) -> Exposure:
    """Two exposures of the same day as a single exposure, begun as the first began.

    Neither is a neutral skip. The worst numbers count, and the more careful of two words
    that stand in an order of care. A good stretch speaks for its own number alone.
    """
    worst = max(first.felt, second.felt)
    afters = [after for after in (first.after, second.after) if after is not None]
    joined = replace(
        first,
        during=worst,
        after=max(afters, default=None),
        counted=first.counted or second.counted,
        fraction=min(first.fraction, second.fraction),
        stop_reason=_more_telling(first.stop_reason, second.stop_reason),
        **{
            name: max(getattr(first, name), getattr(second, name), key=order.index)
            for name, order in MOST_CAREFUL.items()
        },
    )
    return joined if joined.felt == worst else replace(joined, quality=Quality.NONE)


def _more_telling(first: StopReason | None, second: StopReason | None) -> StopReason | None:
    return StopReason.PAIN if StopReason.PAIN in (first, second) else second or first


def _direction(step: StepDone, ladders: Mapping[str, Ladder]) -> str:
    if step.direction or step.exercise not in ladders:
        return step.direction
    rungs = ladders[step.exercise].variants
    return next((rung.direction for rung in rungs if rung.slug == step.variant), "")
