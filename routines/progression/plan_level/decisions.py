"""Deciding every exercise of a plan at one moment (docs/rules.md, The whole plan)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from routines.progression.diary.values import Ladder
from routines.progression.plan_level.ledger import DecisionLine, Ledger
from routines.progression.plan_level.plan_rules import (
    direction_rests,
    pause,
    strength_waits,
    strength_waits_after_pain,
    worse_week,
)
from routines.progression.plan_level.state import Standing, State, days_from
from routines.progression.plan_level.weeks import monday_of
from routines.progression.rules.decide import decide
from routines.progression.rules.ladder import Place, destination
from routines.progression.rules.registry import BROUGHT_ON, PAIN_RULES
from routines.progression.rules.results import Decision
from routines.progression.rules.thresholds import (
    GAP_FROM_DAYS,
    REST_DAYS,
    WEEK_DAYS,
)
from routines.progression.rules.values import Context
from routines.vocabulary import GOING_ON, STRENGTH_LOCK, Action, Verdict

NEVER_DAYS = 99
# A back that stays level moves no way that could rest: the exercise rests alone.
NO_DIRECTION = ("", "neutral")
LAST_WEEK = timedelta(days=WEEK_DAYS)

Ladders = Mapping[str, Ladder]


def settle(
    state: State,
    ladders: Ladders,
    ledger: Ledger,
    at: datetime,
    *,
    next_pre: int | None = None,
    is_opening: bool = False,
) -> None:
    """Decide every exercise whose newest exposure has no decision yet.

    `is_opening` says that a session is being opened, beginning at `next_pre`:
    then a gap of eight days or more, known only now, asks for a decision that
    stands to be made again.
    """
    due = [
        standing
        for standing in state.standings.values()
        if standing.exposures
        and not standing.is_back
        and (standing.decision is None or (is_opening and standing.days_off >= GAP_FROM_DAYS))
    ]
    if not due:
        return
    sessions = {standing.session for standing in due}
    for rest in [rest for rest in state.rests if rest.session in sessions]:
        state.rests.remove(rest)
        ledger.strike(("plan", "REST", rest.session, rest.direction, "REST"))

    def turn(standing: Standing) -> tuple[date, int]:
        """Of strength exercises the longest without a step comes first, then the plan's order."""
        stepped_up = standing.stepped_up_on if ladders[standing.exercise].strength else None
        return stepped_up or date.min, standing.rank

    former = None
    while former != (limits := _limits(state)):
        former = limits
        for standing in due:
            standing.take_back()
        for standing in sorted(due, key=turn):
            _judge(state, ladders, ledger, standing, at, next_pre)
        strength_waits_after_pain(state, ledger, at)


def _limits(state: State) -> tuple[bool, set[str]]:
    """What one decision may ask of the others, so that they are made once more."""
    return state.is_paused(STRENGTH_LOCK), {rest.direction for rest in state.rests}


def _judge(
    state: State,
    ladders: Ladders,
    ledger: Ledger,
    standing: Standing,
    at: datetime,
    next_pre: int | None,
) -> None:
    ladder = ladders[standing.exercise]
    standing.decided_on = standing.decided_on or at.date()
    context = _context(state, ladders, standing, at.date(), next_pre)
    decided = decide(standing.exposures, context)
    standing.decision = decided
    if not ladder.progresses and not BROUGHT_ON & set(decided.rules):
        return
    decided = _as_the_plan_allows(state, ladder, standing, decided, at)
    standing.decision = decided
    standing.choices = []
    if ladder.progresses and decided.verdict != Verdict.SWAP:
        standing.stand_at(destination(decided.afterwards, standing.before, ladder.doses))
    if decided.verdict == Verdict.PROGRESS and standing.place.is_harder_than(standing.before):
        standing.stepped_up_on = standing.decided_on
    if decided.verdict == Verdict.SWAP:
        standing.rests_until = (standing.done_on or at.date()) + timedelta(days=REST_DAYS)
        standing.place = Place(0, 0)
    ledger.add(_line(standing, decided, at))
    _consequences(state, ledger, standing, decided, at)


def _line(standing: Standing, decided: Decision, at: datetime) -> DecisionLine:
    used = tuple([standing.sessions[place] for place in decided.used])
    return DecisionLine(
        at,
        standing.session,
        standing.exercise,
        decided,
        standing.before,
        standing.place,
        used,
        standing.rests_until,
    )


def _as_the_plan_allows(
    state: State, ladder: Ladder, standing: Standing, decided: Decision, at: datetime
) -> Decision:
    """No step up in a light week, nor in or into a direction that rests.

    And no strength while it is paused, but for the easing.
    """
    if decided.verdict == Verdict.PROGRESS:
        target = destination(decided.afterwards, standing.before, ladder.doses)
        if state.light_week == monday_of(at.date()):
            decided = decided.overruled(Verdict.HOLD, Action.REPEAT, worse_week.message)
        elif state.rests_at(ladder, standing.before) or state.rests_at(ladder, target):
            decided = decided.overruled(Verdict.HOLD, Action.REPEAT, direction_rests.message)
    is_paused = ladder.strength and state.is_paused(STRENGTH_LOCK)
    if is_paused and decided.verdict in GOING_ON:
        said = (decided.reason,)
        return decided.overruled(Verdict.STOP_SEE, Action.STOP, strength_waits.message, said)
    return decided


def _consequences(
    state: State, ledger: Ledger, standing: Standing, decided: Decision, at: datetime
) -> None:
    """What a decision on one exercise asks of the whole plan."""
    rules = decided.rules
    day = standing.done_on or at.date()
    # T1 paused the plan when its session was told, and may be cleared since.
    if "T2" in rules:
        pause(state, ledger, "T2", at, standing.session)
    if decided.verdict == Verdict.SWAP and "X1" in rules and standing.direction not in NO_DIRECTION:
        direction_rests(state, ledger, standing, day, at)
    said = [name for name in state.pain_days.get(day, []) if name != standing.exercise]
    if decided.verdict in (Verdict.REGRESS, Verdict.SWAP) and not PAIN_RULES.isdisjoint(rules):
        said.append(standing.exercise)
    state.pain_days[day] = said


def _context(
    state: State, ladders: Ladders, standing: Standing, today: date, next_pre: int | None
) -> Context:
    ladder = ladders[standing.exercise]
    asked_on = standing.decided_on or today
    gap = standing.gap_until(today, state.trained_on)
    days_off = max(standing.days_off, gap)
    days_since_progressed = days_from(standing.stepped_up_before, asked_on, NEVER_DAYS)
    before = standing.before
    others_progressed = _others_stepped_up(state, ladders, standing, asked_on)
    return Context(
        state.flags,
        days_off,
        days_since_progressed,
        standing.is_attributed,
        before.step,
        ladder.doses[before.variant] - 1,
        before.variant,
        len(ladder.doses),
        ladder.strength,
        others_progressed,
        standing.sessions_same_day,
        standing.volume_ratio,
        standing.other_directions_spread,
        standing.same_direction_red,
        state.weeks_without_change,
        next_pre,
    )


def _others_stepped_up(state: State, ladders: Ladders, standing: Standing, today: date) -> int:
    """Other strength exercises stepped up in the last seven days; only strength asks."""
    if not ladders[standing.exercise].strength:
        return 0
    week_ago = today - LAST_WEEK
    ups = [
        other
        for other in state.standings.values()
        if other.stepped_up_on is not None
        and week_ago < other.stepped_up_on <= today
        and other is not standing
        and ladders[other.exercise].strength
    ]
    return len(ups)
