"""Locks of the whole plan, or of its strength alone (docs/rules.md, Locks)."""

from __future__ import annotations

from datetime import datetime

from routines.progression.plan_level.ledger import Ledger
from routines.progression.plan_level.plan_rules import pause, pause_is_over
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.registry import FLAGS_OF_LOCK
from routines.progression.rules.results import Decision
from routines.vocabulary import STRENGTH_LOCK, Flag


def lock_for_flags(
    state: PlanState, ledger: Ledger, flags: frozenset[Flag], at: datetime, session: str = ""
) -> None:
    """Lock for red flags, and remember them until they are cleared."""
    state.flags |= flags
    for rule, known in FLAGS_OF_LOCK.items():
        if flags & known:
            pause(state, ledger, rule, at, session)


def screen(state: PlanState, ledger: Ledger, flags: frozenset[Flag], at: datetime) -> None:
    """The red-flag questions: a yes locks, none of these ends what was explained."""
    state.screened_at = at
    if flags:
        lock_for_flags(state, ledger, flags, at)
        return
    for one in [one for one in state.locks if one.is_explained]:
        state.locks.remove(one)
        if one.rule == STRENGTH_LOCK:
            state.pain_days = {}
        pause_is_over(ledger, at, one.rule)
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
