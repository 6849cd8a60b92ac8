"""What a check-in may open, from where a person stands (docs/rules.md, Before a session)."""

from __future__ import annotations

from datetime import date, datetime

from routines.progression.diary.values import CheckedIn
from routines.progression.plan_level.state import Lock, PlanState, days_from
from routines.progression.plan_level.weeks import monday_of
from routines.progression.rules.gate import gate
from routines.progression.rules.registry import FLAGS_OF_LOCK
from routines.progression.rules.results import GateDecision
from routines.progression.rules.values import GateContext
from routines.vocabulary import STRENGTH_LOCK


def gate_at(state: PlanState, check_in: CheckedIn) -> GateDecision:
    """What a session opened with `check_in` may be. The state has recorded it already."""
    day = check_in.at.date()
    return gate(
        GateContext(
            pre=check_in.pre,
            usual_morning=state.usual,
            flags=check_in.flags,
            days_since_last_session=_days_since(state.trained_on, day),
            days_since_strength=_days_since(state.strength_on, day),
            screened_since=_screened_since(state.trained_at, state.screened_at),
            locked=any(_was_locked(lock, check_in.at) for lock in state.locks),
            strength_locked=state.is_locked(STRENGTH_LOCK),
        ),
        follows_half=state.is_half_red,
        in_light_week=state.light_week == monday_of(day),
    )


def _was_locked(lock: Lock, at: datetime) -> bool:
    """Whether it locks a session opened `at`, and not by that check-in's own flags."""
    is_own = lock.rule in FLAGS_OF_LOCK and lock.at == at
    return lock.rule != STRENGTH_LOCK and not is_own


def _days_since(earlier: date | None, day: date) -> int | None:
    return None if earlier is None else days_from(earlier, day, 0)


def _screened_since(trained_at: datetime | None, screened_at: datetime | None) -> bool:
    return trained_at is not None and screened_at is not None and screened_at > trained_at
