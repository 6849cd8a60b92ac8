""" "What next": how many more quiet sessions until an exercise moves up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from routines.progression.diary.events import MorningAfter
from routines.progression.diary.values import CheckedIn, DoneSession, DoneStep, Ladder, Morning
from routines.progression.plain import from_plain, to_plain
from routines.progression.plan_level.ledger import DecisionLine
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.replay import Replay
from routines.progression.plan_level.state import State
from routines.progression.rules.gate import restrictions
from routines.progression.rules.thresholds import COMFORTABLE_TO
from routines.vocabulary import Gate, MorningWord, Verdict

LOOKS_AHEAD = 6
BETWEEN = timedelta(days=3, hours=12)


@dataclass(frozen=True)
class Outlook:
    """After how many more quiet sessions the rules would do what.

    `verdict` is None when six would not be enough.
    """

    sessions: int
    verdict: Verdict | None


def outlook(ladders: Sequence[Ladder], state: State, at: datetime) -> dict[str, Outlook]:
    """The outlook of every exercise that progresses, when all goes quietly from here.

    Sessions are taken to be half a week apart, at 3 or less with quiet mornings.
    One that the gate makes lighter, or that does a set less, comes and does not count.
    """
    if state.last_at is not None:
        at = max(at, state.last_at + BETWEEN)
    told = Replay(ladders, from_plain(State, to_plain(state)))
    found: dict[str, Outlook] = {}
    for count in range(1, LOOKS_AHEAD + 1):
        _tell_quiet_session(told, at + (count - 1) * BETWEEN, f"ahead {count}")
        for line in told.ledger.lines:
            if isinstance(line, DecisionLine) and line.session == f"ahead {count}":
                verdict = line.decision.verdict
                if verdict in (Verdict.PROGRESS, Verdict.MAINTAIN):
                    found.setdefault(line.exercise, Outlook(count, verdict))
    names = (name for name, ladder in told.ladders.items() if ladder.progresses)
    return {name: found.get(name, Outlook(LOOKS_AHEAD, None)) for name in names}


def _tell_quiet_session(told: Replay, at: datetime, name: str) -> None:
    check_in = CheckedIn(at, min(told.state.usual, COMFORTABLE_TO))
    told.tell([check_in])
    steps = tuple(
        DoneStep(
            exercise,
            told.ladders[exercise].variants[standing.place.variant].slug,
            dose=_same_dose(told, exercise),
            during=check_in.pre,
        )
        for exercise, standing in told.state.standings.items()
        if told.rests_until(exercise) is None
    )
    is_light = Gate.LIGHT in restrictions(gate_at(told.state, check_in).rules)
    session = DoneSession(
        name,
        at,
        at + timedelta(minutes=15),
        check_in.pre,
        gate=Gate.LIGHT if is_light else Gate.RUN,
        one_less=told.state.is_shared_morning,
        steps=steps,
    )
    morning = Morning(session.closed_at + timedelta(hours=12), MorningWord.SAME)
    told.tell([session, MorningAfter(name, morning)])


def _same_dose(told: Replay, exercise: str) -> int:
    """The identity of the dose done last while it stays, else one of its own."""
    standing = told.state.standings[exercise]
    if standing.exposures and standing.place == standing.before:
        return standing.exposures[-1].dose
    return -1 - standing.place.variant * 100 - standing.place.step
