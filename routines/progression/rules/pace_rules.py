"""When it is too soon, too much or too long: what H8, H9, H10 and A1 look at (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.progress import at_goal
from routines.progression.rules.rule import Because
from routines.progression.rules.thresholds import (
    ADVICE_WEEKS,
    DAY_VOLUME,
    OTHERS_A_WEEK,
    SESSIONS_TOO_MANY,
    WEEK_DAYS,
)
from routines.progression.rules.values import ExerciseContext


def not_yet(log: ExerciseHistory) -> Because | None:
    """Fewer than two clean in a row at this dose (unless P2 lifts it), or too soon.

    Too soon: stepped up under 7 days ago, or a strength exercise when two
    others stepped up this week.
    """
    context = log.context
    if context.days_since_progressed < WEEK_DAYS:
        return Because({"days": context.days_since_progressed}, message_id=_since_step_up(context))
    if log.clean_pair or log.steady_four or not log.newest.counted:
        waits = context.strength and context.others_progressed_this_week >= OTHERS_A_WEEK
        return Because(message_id=_while_waiting(log)) if waits else None
    newest = log.newest
    if not (newest.is_comfortable and newest.is_settled):
        return Because(message_id="H8.two")
    return Because(message_id="H8.goal") if at_goal(log) else Because()


def _while_waiting(log: ExerciseHistory) -> str:
    return "H8.reached" if log.newest.counted and at_goal(log) else "H8.others"


def _since_step_up(context: ExerciseContext) -> str:
    return {0: "H8.today", 1: "H8.yesterday"}.get(context.days_since_progressed, "H8.week")


def too_much_in_a_day(log: ExerciseHistory) -> Because | None:
    """Two sessions on that day, or over one and a half times the planned volume."""
    if log.context.sessions_same_day >= SESSIONS_TOO_MANY:
        return Because()
    is_much = log.context.volume_ratio > DAY_VOLUME
    return Because(message_id="H9.volume") if is_much else None


def gentle_day(log: ExerciseHistory) -> Because | None:
    """A gentle, light or mobility session does not count for progress."""
    return None if log.newest.counted else Because()


def six_weeks_unchanged(log: ExerciseHistory) -> Because | None:
    """Six weeks without a meaningful change."""
    weeks = log.context.weeks_without_change
    return Because({"weeks": weeks}) if weeks >= ADVICE_WEEKS else None
