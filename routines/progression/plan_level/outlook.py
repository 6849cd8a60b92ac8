"""How many more quiet sessions until an exercise moves up, for "What next"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from routines.progression.diary.events import MorningAfter
from routines.progression.diary.values import CheckedIn, Ladder, Morning, SessionDone, StepDone
from routines.progression.plan_level.ledger import DecisionLine
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.replay import Replay
from routines.progression.plan_level.state import ExerciseState, PlanState, copy_of
from routines.progression.rules.gate import restrictions
from routines.progression.rules.thresholds import COMFORTABLE_TO
from routines.vocabulary import Gate, MorningWord, Verdict

LOOKS_AHEAD = 6
BETWEEN = timedelta(days=3, hours=12)


class Outlook(Struct, frozen=True, kw_only=True):
    """After how many more quiet sessions the rules would decide what.

    `verdict` is None when six would not be enough.
    """

    sessions: int
    verdict: Verdict | None


def outlook(
    ladders: Sequence[Ladder], state: PlanState, at: datetime, *, only: str | None = None
) -> dict[str, Outlook]:
    """The outlook of every exercise that progresses, when all goes quietly from here.

    Sessions are taken to be half a week apart, at 3 or less with quiet mornings.
    A session that the gate makes lighter, or that does a set less, is done and does not count.
    `only` is the slug of the one exercise to look at, which is quicker.
    """
    if state.last_at is not None:
        at = max(at, state.last_at + BETWEEN)
    replay = Replay(ladders, copy_of(state))
    progressing = (name for name, ladder in replay.ladders.items() if ladder.progresses)
    names = [name for name in progressing if only in (None, name)]
    outlooks: dict[str, Outlook] = {}
    for count in range(1, LOOKS_AHEAD + 1):
        if outlooks.keys() >= set(names):
            break
        _record_quiet_session(replay, at + (count - 1) * BETWEEN, f"ahead {count}")
        for line in replay.ledger.lines:
            if isinstance(line, DecisionLine) and line.session == f"ahead {count}":
                verdict = line.decision.verdict
                if verdict in (Verdict.PROGRESS, Verdict.MAINTAIN):
                    outlooks.setdefault(line.exercise, Outlook(sessions=count, verdict=verdict))
    return {name: outlooks.get(name, Outlook(sessions=LOOKS_AHEAD, verdict=None)) for name in names}


def _record_quiet_session(replay: Replay, at: datetime, name: str) -> None:
    check_in = CheckedIn(at=at, pre=min(replay.state.usual, COMFORTABLE_TO))
    replay.record([check_in])
    steps = tuple(
        StepDone(
            exercise=slug,
            variant=replay.ladders[slug].variants[exercise.place.variant].slug,
            dose=_same_dose(exercise),
            during=check_in.pre,
        )
        for slug, exercise in replay.state.exercises.items()
        if replay.rests_until(slug) is None
    )
    is_light = Gate.LIGHT in restrictions(gate_at(replay.state, check_in).rules)
    session = SessionDone(
        id=name,
        started_at=at,
        closed_at=at + timedelta(minutes=15),
        pre=check_in.pre,
        gate=Gate.LIGHT if is_light else Gate.RUN,
        one_less=replay.state.is_shared_morning,
        steps=steps,
    )
    morning = Morning(at=session.closed_at + timedelta(hours=12), word=MorningWord.SAME)
    replay.record([session, MorningAfter(session=name, morning=morning)])


def _same_dose(exercise: ExerciseState) -> int:
    """The identity of the dose done last while it stays, else a new identity."""
    if exercise.exposures and exercise.place == exercise.decided_from:
        return exercise.exposures[-1].dose
    return -1 - exercise.place.variant * 100 - exercise.place.step
