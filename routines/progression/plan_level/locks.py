"""Locks of the whole plan, or of its strength alone (PROGRESSION 3)."""

from __future__ import annotations

from datetime import datetime

from routines.progression.plan_level.ledger import Ledger, PlanLine
from routines.progression.plan_level.state import Pause, State
from routines.progression.rules.results import Decision, Message
from routines.vocabulary import EMERGENCY_FLAGS, STRENGTH_LOCK, URGENT_FLAGS

FLAG_PAUSES = {"E1": EMERGENCY_FLAGS, "U1": URGENT_FLAGS}


def pause(
    state: State,
    ledger: Ledger,
    rule: str,
    at: datetime,
    session: str = "",
    because: str = "",
    said: str = "",
) -> None:
    """Lock by a rule, unless that is so already or was so for this very session.

    `because` names what asks for it where that is no session, `said` the sentence
    where it is not the rule's own. A pause that was explained and is asked for
    again is a new one.
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
    ledger.add(PlanLine(at, rule, Message(said or rule), session))


def pause_for_flags(
    state: State, ledger: Ledger, flags: frozenset[str], at: datetime, session: str = ""
) -> None:
    """Lock for red flags, and remember them until they are cleared."""
    state.flags |= flags
    for rule, known in FLAG_PAUSES.items():
        if flags & known:
            pause(state, ledger, rule, at, session)


def screen(state: State, ledger: Ledger, flags: frozenset[str], at: datetime) -> None:
    """The red-flag questions: a yes locks, none of these ends what was explained."""
    state.screened_at = at
    if flags:
        pause_for_flags(state, ledger, flags, at)
        return
    for one in [one for one in state.pauses if one.is_explained]:
        state.pauses.remove(one)
        if one.rule == STRENGTH_LOCK:
            state.pain_days = {}
        ledger.add(PlanLine(at, "CLEARED", Message(f"cleared.{one.rule}")))
    for rule, known in FLAG_PAUSES.items():
        if not state.is_paused(rule):
            state.flags -= known
    for standing in state.standings.values():
        if standing.decision is not None and _is_over(state, standing.decision):
            standing.take_back()


def _is_over(state: State, decision: Decision) -> bool:
    """Whether a pause alone brought the decision on that is over: then it is made again."""
    return any(
        decision.rules == (rule,) and not state.is_paused(rule)
        for rule in (*FLAG_PAUSES, STRENGTH_LOCK)
    )
