"""A whole diary and a date, to what that day may be and what is decided (PROGRESSION 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from routines.progression.diary import CheckedIn, Diary
from routines.progression.gate import gate
from routines.progression.ladder import Place
from routines.progression.ledger import DecisionLine, Line
from routines.progression.pausing import STRENGTH_PAUSE
from routines.progression.replay import replay
from routines.progression.standing import Pause, State, days_from
from routines.progression.thresholds import SEVERE_DAYS, USUAL_HIGH_DAYS
from routines.progression.values import CheckIn, GateDecision, Message
from routines.progression.weeks import monday_of


@dataclass(frozen=True)
class Stand:
    """Where one exercise stands: its place, its newest decision, and until when it rests."""

    exercise: str
    place: Place
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
    pauses: tuple[str, ...]
    advice: tuple[Message, ...]
    is_one_less: bool
    lines: tuple[Line, ...]


def review(diary: Diary, check_in: CheckedIn) -> Review:
    """What the rules say when a session is opened: the whole diary, then this check-in.

    Nothing in the diary may be later than the check-in.
    """
    told = replay(diary)
    told.tell([check_in])
    newest = {line.exercise: line for line in told.ledger.lines if isinstance(line, DecisionLine)}
    day = check_in.at.date()
    stands = (
        Stand(name, standing.place, newest.get(name), told.rests_until(name))
        for name, standing in sorted(told.state.standings.items(), key=lambda one: one[1].rank)
    )
    return Review(
        gate=gate_at(told.state, check_in),
        stands=tuple(stands),
        pauses=tuple(pause.rule for pause in told.state.pauses),
        advice=advice_at(told.state, day),
        is_one_less=told.state.is_shared_morning,
        lines=tuple(told.ledger.lines),
    )


def gate_at(state: State, check_in: CheckedIn) -> GateDecision:
    """May the session run that is opened with `check_in`? The state knows of it already."""
    day = check_in.at.date()
    light = {"HALF": state.is_half_red, "WEEK": state.light_week == monday_of(day)}
    return gate(
        CheckIn(
            pre=check_in.pre,
            usual_morning=state.usual,
            flags=check_in.flags,
            days_since_last_session=_days_since(state.trained_on, day),
            days_since_strength=_days_since(state.strength_on, day),
            screened_since=_screened_since(state.trained_at, state.screened_at),
            locked=any(_was_locked(pause, check_in.at) for pause in state.pauses),
            strength_locked=state.is_paused(STRENGTH_PAUSE),
        ),
        tuple(rule for rule, is_so in light.items() if is_so),
    )


def advice_at(state: State, day: date) -> tuple[Message, ...]:
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


def _was_locked(pause: Pause, at: datetime) -> bool:
    """Whether it locks a session opened `at`, and not by that check-in's own flags."""
    is_own = pause.rule in ("E1", "U1") and pause.at == at
    return pause.rule != STRENGTH_PAUSE and not is_own


def _days_since(earlier: date | None, day: date) -> int | None:
    return None if earlier is None else days_from(earlier, day, 0)


def _screened_since(trained_at: datetime | None, screened_at: datetime | None) -> bool:
    return trained_at is not None and screened_at is not None and screened_at > trained_at
