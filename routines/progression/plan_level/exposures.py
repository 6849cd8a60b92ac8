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
    """One step as the rules see it; its morning comes later."""
    return Exposure(
        pre=session.pre,
        during=session.pre if step.during is None else step.during,
        after=session.after,
        morning=None,
        morning_word=None,
        status=step.status,
        fraction=step.fraction,
        stop_reason=step.stop_reason,
        quality=step.quality,
        spread=step.spread,
        spread_next_morning=False,
        neuro=step.neuro,
        effort=step.effort,
        dose=step.dose,
        counted=session.counted and step.counted,
        usual_morning=usual,
    )


def add_session(
    state: PlanState, ladders: Mapping[str, Ladder], ledger: Ledger, session: SessionDone
) -> None:
    """Take in what was done: the exposures, and what the session says as a whole."""
    _open_day(state, ledger, session)
    state.weeks.record_load(session.on, _load(state, ladders))
    usual = state.usual
    steps = [
        (step, exposure_of(step, session, usual), _direction(step, ladders))
        for step in session.steps
    ]
    tried = [row for row in steps if not row[1].is_neutral_skip]
    spread = [way for _, felt, way in tried if felt.spread == Spread.FURTHER]
    red = [way for _, felt, way in tried if felt.felt >= STOP_AT]
    for step, felt, way in steps:
        exercise = state.exercises.get(step.exercise)
        if exercise is not None:
            others = len(spread) - spread.count(way)
            _add_exposure(exercise, felt, session, way, others, red.count(way))
    _attribute(state, session.on)
    state.is_half_red = _is_half_red(tried, ladders)
    done = [step.exercise for step, felt, _ in tried if felt.status != Status.SKIPPED]
    if done:
        state.trained_on, state.trained_at = session.on, session.started_at
    if any(ladders[name].strength for name in done if name in ladders):
        state.strength_on = session.on


def _open_day(state: PlanState, ledger: Ledger, session: SessionDone) -> None:
    """Begin a new day of training, or go on with one: the day counts as one exposure."""
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
    """To which exercises of the day a bad morning would be put down.

    To those at 4 or more during; else to those stepped up in the week before.
    What was left out, and not for pain, is blamed for nothing.
    """
    of_the_day = [exercise for exercise in state.exercises.values() if exercise.done_on == day]
    for exercise in of_the_day:
        exercise.is_attributed = False
    done = [one for one in of_the_day if not one.exposures[-1].is_neutral_skip]
    has_amber = any(exercise.exposures[-1].felt >= AMBER_FROM for exercise in done)
    for exercise in done:
        is_amber = exercise.exposures[-1].felt >= AMBER_FROM
        days = days_from(exercise.stepped_up_on, day, WEEK_DAYS)
        exercise.is_attributed = is_amber if has_amber else days < WEEK_DAYS


def _load(state: PlanState, ladders: Mapping[str, Ladder]) -> int:
    """How far up their ladders all exercises stand together, in doses."""
    doses = [
        exercise.place.step + sum(ladders[name].doses[: exercise.place.variant])
        for name, exercise in state.exercises.items()
    ]
    return sum(doses)


def _is_half_red(
    tried: Sequence[tuple[StepDone, Exposure, str]], ladders: Mapping[str, Ladder]
) -> bool:
    """Half or more of the exercises red or stopped; warm-ups and gentle moves aside."""
    mains = [
        felt
        for step, felt, _ in tried
        if step.exercise in ladders and ladders[step.exercise].progresses
    ]
    stopped = [felt for felt in mains if felt.stop_reason == StopReason.PAIN or must_stop(felt)]
    return bool(mains) and 2 * len(stopped) >= len(mains)


def record_morning(state: PlanState, morning: Morning) -> None:
    """Put the morning on the exposures of the newest day, and on the usual and the week."""
    told = [
        _tell(exercise, morning)
        for exercise in state.exercises.values()
        if exercise.exposures and exercise.done_on == state.last_on
    ]
    number = morning.number
    if number is None and morning.word in (MorningWord.SAME, MorningWord.BETTER):
        state.weeks.record_quiet(morning.at.date(), state.usual)
    if number is None or not told:
        return
    state.weeks.record_morning(morning.at.date(), number)
    newest = told[0].exposures[-1]
    if newest.is_settled:
        state.record_settled(number)
    is_raised = newest.carry is not None and newest.carry >= RAISED_BY
    state.is_shared_morning = is_raised and not any(one.is_attributed for one in told)


def _tell(exercise: ExerciseState, morning: Morning) -> ExerciseState:
    exercise.undo_decision()
    exercise.exposures[-1] = exercise.exposures[-1].after_morning(
        morning.number, morning.word, spread_stays=morning.spread_stays
    )
    return exercise


def _add_exposure(
    exercise: ExerciseState, felt: Exposure, session: SessionDone, way: str, spread: int, red: int
) -> None:
    """Add an exposure, or join it to that of the same day: one, with the worst scores.

    `way` is its direction, `spread` how many of other directions spread further
    in the session, `red` how many of its own were red.
    """
    is_joined = exercise.done_on == session.on and bool(exercise.exposures)
    if is_joined and felt.is_neutral_skip:
        return
    if is_joined and not exercise.exposures[-1].is_neutral_skip:
        exercise.exposures[-1] = join(exercise.exposures[-1], felt)
        exercise.volume_ratio += felt.fraction
        spread = max(spread, exercise.other_directions_spread)
        red = max(red, exercise.same_direction_red)
    elif is_joined:
        exercise.exposures[-1] = felt
        exercise.volume_ratio = felt.fraction
    else:
        exercise.add(felt, session.id, session.on)
        exercise.sessions_same_day = 1
        exercise.volume_ratio = felt.fraction
    exercise.sessions[-1] = session.id
    exercise.direction = way
    exercise.other_directions_spread = spread
    exercise.same_direction_red = red


def join(first: Exposure, second: Exposure) -> Exposure:
    """Two exposures of one day as one with the worst scores, begun as the first began.

    Neither is a neutral skip. Where words stand in an order of care, the more
    careful one counts; a good stretch speaks for its own number alone.
    """
    worst = max(first.felt, second.felt)
    afters = [one for one in (first.after, second.after) if one is not None]
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
