"""Locks of the whole plan, or of its strength alone (PROGRESSION 3)."""

from __future__ import annotations

from datetime import datetime

from routines.progression.plan_level.ledger import Ledger, PlanLine
from routines.progression.plan_level.state import Lock, PlanState
from routines.progression.rules.results import Decision, Message
from routines.vocabulary import EMERGENCY_FLAGS, STRENGTH_LOCK, URGENT_FLAGS

FLAGS_OF_LOCK = {"E1": EMERGENCY_FLAGS, "U1": URGENT_FLAGS}


def pause(
    state: PlanState,
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
    if cause and key in state.locked_for:
        return
    known = [one for one in state.locks if one.rule == rule]
    if any(not one.is_explained for one in known):
        return
    state.locks = [one for one in state.locks if one not in known]
    state.locks.append(Lock(rule, at, session))
    if cause:
        state.locked_for = [*state.locked_for, key][-8:]
    ledger.add(PlanLine(at, rule, Message(said or rule), session))


def lock_for_flags(
    state: PlanState, ledger: Ledger, flags: frozenset[str], at: datetime, session: str = ""
) -> None:
    """Lock for red flags, and remember them until they are cleared."""
    state.flags |= flags
    for rule, known in FLAGS_OF_LOCK.items():
        if flags & known:
            pause(state, ledger, rule, at, session)


def screen(state: PlanState, ledger: Ledger, flags: frozenset[str], at: datetime) -> None:
    """The red-flag questions: a yes locks, none of these ends what was explained."""
    state.screened_at = at
    if flags:
        lock_for_flags(state, ledger, flags, at)
        return
    for one in [one for one in state.locks if one.is_explained]:
        state.locks.remove(one)
        if one.rule == STRENGTH_LOCK:
            state.pain_days = {}
        ledger.add(PlanLine(at, "CLEARED", Message(f"cleared.{one.rule}")))
    for rule, known in FLAGS_OF_LOCK.items():
        if not state.is_locked(rule):
            state.flags -= known
    for exercise in state.exercises.values():
        if exercise.decision is not None and _is_over(state, exercise.decision):
            exercise.undo_decision()


def _is_over(state: PlanState, decision: Decision) -> bool:
    """Whether a pause alone brought the decision on that is over: then it is made again."""
    return any(
        decision.rules == (rule,) and not state.is_locked(rule)
        for rule in (*FLAGS_OF_LOCK, STRENGTH_LOCK)
    )
