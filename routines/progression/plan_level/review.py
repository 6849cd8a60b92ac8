"""A whole diary and a date, to what that day may be and what is decided (PROGRESSION 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from routines.progression.diary.values import CheckedIn, Diary
from routines.progression.plan_level.ledger import DecisionLine, Line
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.replay import replay
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.ladder import LadderPlace
from routines.progression.rules.results import GateDecision, Message
from routines.progression.rules.thresholds import SEVERE_DAYS, USUAL_HIGH_DAYS


@dataclass(frozen=True)
class Stand:
    """Where one exercise stands: its place, its newest decision, and until when it rests."""

    exercise: str
    place: LadderPlace
    decision: DecisionLine | None
    rests_until: date | None


@dataclass(frozen=True)
class Review:
    """What a day may be, where every exercise stands, and what holds for the whole plan.

    `advice` is what a professional could help with; it stops nothing.
    `is_one_less` asks for one set, or one repetition in three, less.
    """

    gate: GateDecision
    stands: tuple[Stand, ...]
    locks: tuple[str, ...]
    advice: tuple[Message, ...]
    is_one_less: bool
    lines: tuple[Line, ...]


def review(diary: Diary, check_in: CheckedIn) -> Review:
    """What the rules say when a session is opened: the whole diary, then this check-in.

    Nothing in the diary may be later than the check-in.
    """
    replayed = replay(diary)
    replayed.record([check_in])
    newest = {
        line.exercise: line for line in replayed.ledger.lines if isinstance(line, DecisionLine)
    }
    day = check_in.at.date()
    stands = (
        Stand(name, exercise.place, newest.get(name), replayed.rests_until(name))
        for name, exercise in sorted(replayed.state.exercises.items(), key=lambda one: one[1].rank)
    )
    return Review(
        gate=gate_at(replayed.state, check_in),
        stands=tuple(stands),
        locks=tuple(lock.rule for lock in replayed.state.locks),
        advice=advice_at(replayed.state, day),
        is_one_less=replayed.state.is_shared_morning,
        lines=tuple(replayed.ledger.lines),
    )


def advice_at(state: PlanState, day: date) -> tuple[Message, ...]:
    """What a professional could help with (PROGRESSION 4): advice that stops nothing."""
    found = []
    since = state.usual_high_since
    if since is not None and (day - since).days >= USUAL_HIGH_DAYS:
        found.append(Message("advice.usual", {"usual": state.usual}))
    if state.severe_days >= SEVERE_DAYS:
        found.append(Message("advice.severe", {"days": state.severe_days}))
    if state.weeks_without_change:
        found.append(Message("A1", {"weeks": state.weeks_without_change}))
    return tuple(found)
