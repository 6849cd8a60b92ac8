"""Locks of the whole plan, or of its strength alone (PROGRESSION 3)."""

from __future__ import annotations

from datetime import datetime

from routines.progression.flags import EMERGENCY_FLAGS, URGENT_FLAGS
from routines.progression.ledger import Ledger, PlanLine
from routines.progression.standing import Pause, State
from routines.progression.values import Message, Verdict

STRENGTH_PAUSE = "T5"
# Decisions that a pause alone brought on; they are made again once it is over.
PAUSED_BY_PLAN = (Verdict.EMERGENCY, Verdict.URGENT)


def pause(
    state: State, ledger: Ledger, rule: str, at: datetime, session: str = "", because: str = ""
) -> None:
    """Lock by a rule, unless that is so already or was so for this very session.

    `because` names what asks for it where that is no session. A pause that was
    explained and is asked for again is a new one.
    """
    cause = session or because
    key = f"{rule} {cause}"
    if cause and key in state.paused_for:
        return
    known = [one for one in state.pauses if one.rule == rule]
    if any(not one.is_explained for one in known):
        return
    state.pauses = [one for one in state.pauses if one not in known]
    state.pauses.append(Pause(rule, at, session))
    if cause:
        state.paused_for = [*state.paused_for, key][-8:]
    ledger.add(PlanLine(at, rule, Message(rule), session))


def pause_for_flags(
    state: State, ledger: Ledger, flags: frozenset[str], at: datetime, session: str = ""
) -> None:
    """Lock for red flags, and remember them until they are cleared."""
    state.flags |= flags
    if flags & EMERGENCY_FLAGS:
        pause(state, ledger, "E1", at, session)
    if flags & URGENT_FLAGS:
        pause(state, ledger, "U1", at, session)


def screen(state: State, ledger: Ledger, flags: frozenset[str], at: datetime) -> None:
    """The red-flag questions: a yes locks, none of these ends what was explained."""
    state.screened_at = at
    if flags:
        pause_for_flags(state, ledger, flags, at)
        return
    for one in [one for one in state.pauses if one.is_explained]:
        state.pauses.remove(one)
        if one.rule == STRENGTH_PAUSE:
            state.pain_days = {}
        ledger.add(PlanLine(at, "CLEARED", Message(f"cleared.{one.rule}")))
    if state.pauses:
        return
    state.flags = frozenset()
    for standing in state.standings.values():
        if standing.decision is not None and standing.decision.verdict in PAUSED_BY_PLAN:
            standing.take_back()
