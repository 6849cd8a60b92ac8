"""Deciding every exercise of a plan at one moment (docs/rules.md, The whole plan)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from routines.progression.diary.values import Ladder
from routines.progression.plan_level.ledger import DecisionLine, Ledger
from routines.progression.plan_level.plan_rules import (
    direction_rests,
    lock_by,
    strength_waits,
    strength_waits_after_pain,
    worse_week,
)
from routines.progression.plan_level.state import ExerciseState, PlanState, days_from
from routines.progression.plan_level.weeks import monday_of
from routines.progression.rules.decide import decide
from routines.progression.rules.ladder import LadderPlace, destination
from routines.progression.rules.registry import BROUGHT_ON, PAIN_RULES
from routines.progression.rules.results import Decision
from routines.progression.rules.thresholds import (
    GAP_FROM_DAYS,
    REST_DAYS,
    WEEK_DAYS,
)
from routines.progression.rules.values import ExerciseContext
from routines.vocabulary import GOING_ON, STRENGTH_LOCK, Action, Direction, Verdict

NEVER_DAYS = 99
# A back that stays level has no direction that could rest: the exercise rests alone.
NO_DIRECTION = ("", Direction.NEUTRAL)
LAST_WEEK = timedelta(days=WEEK_DAYS)

Ladders = Mapping[str, Ladder]


def decide_pending(
    state: PlanState,
    ladders: Ladders,
    ledger: Ledger,
    at: datetime,
    *,
    next_pre: int | None = None,
    is_opening: bool = False,
) -> None:
    """Decide every exercise whose newest exposure has no decision yet.

    `is_opening` says that a session is being opened, beginning at `next_pre`:
    then a gap of eight days or more, known only now, lets a decision be made again.
    """
    due = [
        exercise
        for exercise in state.exercises.values()
        if exercise.exposures
        and not exercise.is_back
        and (exercise.decision is None or (is_opening and exercise.days_off >= GAP_FROM_DAYS))
    ]
    if not due:
        return
    sessions = {exercise.session for exercise in due}
    for rest in [rest for rest in state.rests if rest.session in sessions]:
        state.rests.remove(rest)
        ledger.strike(("plan", "REST", rest.session, rest.direction, "REST"))

    def turn(exercise: ExerciseState) -> tuple[date, int]:
        """Strength exercises go by how long they waited for a step, then all by the plan."""
        stepped_up = exercise.stepped_up_on if ladders[exercise.slug].strength else None
        return stepped_up or date.min, exercise.rank

    former = None
    while former != (limits := _limits(state)):
        former = limits
        for exercise in due:
            exercise.undo_decision()
        for exercise in sorted(due, key=turn):
            _judge(state, ladders, ledger, exercise, at, next_pre)
        strength_waits_after_pain(state, ledger, at)


def _limits(state: PlanState) -> tuple[bool, set[str]]:
    """What a decision may change for the others: then all of them are made once more."""
    return state.is_locked(STRENGTH_LOCK), {rest.direction for rest in state.rests}


def _judge(
    state: PlanState,
    ladders: Ladders,
    ledger: Ledger,
    exercise: ExerciseState,
    at: datetime,
    next_pre: int | None,
) -> None:
    ladder = ladders[exercise.slug]
    exercise.decided_on = exercise.decided_on or at.date()
    context = _context(state, ladders, exercise, at.date(), next_pre)
    decided = decide(exercise.exposures, context)
    exercise.decision = decided
    if not ladder.progresses and not BROUGHT_ON & set(decided.rules):
        return
    decided = _as_the_plan_allows(state, ladder, exercise, decided, at)
    exercise.decision = decided
    exercise.choices = []
    if ladder.progresses and decided.verdict != Verdict.SWAP:
        exercise.stand_at(destination(decided.afterwards, exercise.decided_from, ladder.doses))
    if decided.verdict == Verdict.PROGRESS and exercise.place.is_harder_than(exercise.decided_from):
        exercise.stepped_up_on = exercise.decided_on
    if decided.verdict == Verdict.SWAP:
        exercise.rests_until = (exercise.done_on or at.date()) + timedelta(days=REST_DAYS)
        exercise.place = LadderPlace(variant=0, step=0)
    ledger.add(_line(exercise, decided, at))
    _consequences(state, ledger, exercise, decided, at)


def _line(exercise: ExerciseState, decided: Decision, at: datetime) -> DecisionLine:
    used = tuple([exercise.sessions[place] for place in decided.used])
    return DecisionLine(
        at=at,
        session=exercise.session,
        exercise=exercise.slug,
        decision=decided,
        before=exercise.decided_from,
        after=exercise.place,
        used=used,
        rests_until=exercise.rests_until,
    )


def _as_the_plan_allows(
    state: PlanState, ladder: Ladder, exercise: ExerciseState, decided: Decision, at: datetime
) -> Decision:
    """The decision as the rules of the whole plan leave it.

    Nothing steps up in a light week. Nothing steps up in a direction that rests, or into
    it. While strength is locked, a strength exercise stops unless it is eased.
    """
    if decided.verdict == Verdict.PROGRESS:
        target = destination(decided.afterwards, exercise.decided_from, ladder.doses)
        if state.light_week == monday_of(at.date()):
            decided = decided.overruled(Verdict.HOLD, Action.REPEAT, worse_week.message)
        elif state.rests_at(ladder, exercise.decided_from) or state.rests_at(ladder, target):
            decided = decided.overruled(Verdict.HOLD, Action.REPEAT, direction_rests.message)
    is_locked = ladder.strength and state.is_locked(STRENGTH_LOCK)
    if is_locked and decided.verdict in GOING_ON:
        others = (decided.reason,)
        return decided.overruled(Verdict.STOP_SEE, Action.STOP, strength_waits.message, others)
    return decided


def _consequences(
    state: PlanState, ledger: Ledger, exercise: ExerciseState, decided: Decision, at: datetime
) -> None:
    """Do what a decision on an exercise asks of the whole plan."""
    rules = decided.rules
    day = exercise.done_on or at.date()
    # T1 locked the plan when its session was recorded, and may be cleared since.
    if "T2" in rules:
        lock_by(state, ledger, "T2", at, exercise.session)
    if decided.verdict == Verdict.SWAP and "X1" in rules and exercise.direction not in NO_DIRECTION:
        direction_rests(state, ledger, exercise, day, at)
    eased = [slug for slug in state.pain_days.get(day, []) if slug != exercise.slug]
    if decided.verdict in (Verdict.REGRESS, Verdict.SWAP) and not PAIN_RULES.isdisjoint(rules):
        eased.append(exercise.slug)
    state.pain_days[day] = eased


def _context(
    state: PlanState, ladders: Ladders, exercise: ExerciseState, today: date, next_pre: int | None
) -> ExerciseContext:
    ladder = ladders[exercise.slug]
    decided_on = exercise.decided_on or today
    gap = exercise.gap_until(today, state.trained_on)
    days_off = max(exercise.days_off, gap)
    days_since_progressed = days_from(exercise.stepped_up_before, decided_on, NEVER_DAYS)
    before = exercise.decided_from
    others_progressed = _others_stepped_up(state, ladders, exercise, decided_on)
    return ExerciseContext(
        flags=state.flags,
        days_since_last_session=days_off,
        days_since_progressed=days_since_progressed,
        bad_morning_attributed=exercise.is_attributed,
        step=before.step,
        max_step=ladder.doses[before.variant] - 1,
        variant=before.variant,
        variants=len(ladder.doses),
        strength=ladder.strength,
        others_progressed_this_week=others_progressed,
        sessions_same_day=exercise.sessions_same_day,
        volume_ratio=exercise.volume_ratio,
        other_directions_spread=exercise.other_directions_spread,
        same_direction_red=exercise.same_direction_red,
        weeks_without_change=state.weeks_without_change,
        next_pre=next_pre,
    )


def _others_stepped_up(
    state: PlanState, ladders: Ladders, exercise: ExerciseState, today: date
) -> int:
    """How many other strength exercises stepped up in the last seven days; 0 without strength."""
    if not ladders[exercise.slug].strength:
        return 0
    week_ago = today - LAST_WEEK
    ups = [
        other
        for other in state.exercises.values()
        if other.stepped_up_on is not None
        and week_ago < other.stepped_up_on <= today
        and other is not exercise
        and ladders[other.slug].strength
    ]
    return len(ups)
