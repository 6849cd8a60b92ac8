"""A whole diary and a date, to what that day may be and what is decided."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from routines.progression.diary.values import CheckedIn, Diary
from routines.progression.plan_level.ledger import DecisionLine, Line
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.plan_rules import severe_in_a_row, usual_is_high
from routines.progression.plan_level.replay import replay
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.hold import six_weeks_unchanged
from routines.progression.rules.ladder import LadderPlace
from routines.progression.rules.results import GateDecision, Message


class Stand(Struct, frozen=True, kw_only=True):
    """Where one exercise stands: its place, its newest decision, and until when it rests."""

    exercise: str
    place: LadderPlace
    decision: DecisionLine | None
    rests_until: date | None


class Review(Struct, frozen=True, kw_only=True):
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
        Stand(
            exercise=name,
            place=exercise.place,
            decision=newest.get(name),
            rests_until=replayed.rests_until(name),
        )
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
    """What a professional could help with on a day: advice that stops nothing."""
    found = [usual_is_high(state, day), severe_in_a_row(state)]
    if state.weeks_without_change:
        found.append(Message.of(six_weeks_unchanged.id, weeks=state.weeks_without_change))
    return tuple(message for message in found if message is not None)
