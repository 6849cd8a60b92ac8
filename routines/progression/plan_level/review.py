"""A whole diary and a date, to what that day may be and what is decided."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from routines.progression.diary.values import CheckedIn
from routines.progression.plan_level.ledger import DecisionLine, Line
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.plan_rules import severe_in_a_row, usual_is_high
from routines.progression.plan_level.replay import Replay
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


def review(replay: Replay, check_in: CheckedIn) -> Review:
    """What the rules say when a session is opened after all that was replayed.

    Records the check-in in the replay; nothing in there may be later.
    """
    replay.record([check_in])
    newest = {line.exercise: line for line in replay.ledger.lines if isinstance(line, DecisionLine)}
    day = check_in.at.date()
    exercises = sorted(replay.state.exercises.values(), key=lambda exercise: exercise.rank)
    stands = tuple(
        Stand(
            exercise=exercise.slug,
            place=exercise.place,
            decision=newest.get(exercise.slug),
            rests_until=replay.rests_until(exercise.slug),
        )
        for exercise in exercises
    )
    return Review(
        gate=gate_at(replay.state, check_in),
        stands=stands,
        locks=tuple(lock.rule for lock in replay.state.locks),
        advice=advice_at(replay.state, day),
        is_one_less=replay.state.is_shared_morning,
        lines=tuple(replay.ledger.lines),
    )


def advice_at(state: PlanState, day: date) -> tuple[Message, ...]:
    """What a professional could help with on a day: advice that stops nothing."""
    advice = [usual_is_high(state, day), severe_in_a_row(state)]
    if state.weeks_without_change:
        advice.append(Message.of(six_weeks_unchanged.id, weeks=state.weeks_without_change))
    return tuple(message for message in advice if message is not None)
