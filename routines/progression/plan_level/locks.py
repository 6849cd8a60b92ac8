"""Locks of the whole plan, or of its strength alone (docs/rules.md, Locks)."""

from __future__ import annotations

from datetime import datetime

from routines.progression.plan_level.ledger import Ledger
from routines.progression.plan_level.plan_rules import lock_by, lock_is_over
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.registry import FLAGS_OF_LOCK
from routines.progression.rules.results import Decision
from routines.vocabulary import STRENGTH_LOCK, Flag


def lock_for_flags(
    state: PlanState, ledger: Ledger, flags: frozenset[Flag], at: datetime, session: str = ""
) -> None:
    """Lock for red flags, and remember them until they are cleared."""
    state.flags |= flags
    for rule, flags_of_rule in FLAGS_OF_LOCK.items():
        if flags & flags_of_rule:
            lock_by(state, ledger, rule, at, session)


def answer_red_flags(
    state: PlanState, ledger: Ledger, flags: frozenset[Flag], at: datetime
) -> None:
    """Take in the answers to the red-flag questions.

    A flag locks; no flag ends every lock that was explained."""
    state.screened_at = at
    if flags:
        lock_for_flags(state, ledger, flags, at)
        return
    for lock in [lock for lock in state.locks if lock.is_explained]:
        state.locks.remove(lock)
        if lock.rule == STRENGTH_LOCK:
            state.pain_days = {}
        lock_is_over(ledger, at, lock.rule)
    for rule, flags_of_rule in FLAGS_OF_LOCK.items():
        if not state.is_locked(rule):
            state.flags -= flags_of_rule
    for exercise in state.exercises.values():
        if exercise.decision is not None and _is_over(state, exercise.decision):
            exercise.undo_decision()


def _is_over(state: PlanState, decision: Decision) -> bool:
    """Whether a lock that is over was the only reason for a decision: then it is made again."""
    return any(
        decision.rules == (rule,) and not state.is_locked(rule)
        for rule in (*FLAGS_OF_LOCK, STRENGTH_LOCK)
    )
