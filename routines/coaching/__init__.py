"""The only place where rows meet the pure rules and the planner. Owns the transactions."""

from routines.coaching.checkin import Answers, check_in, lock, lock_for_flags, screen
from routines.coaching.ledger import settle
from routines.coaching.player import (
    Felt,
    Report,
    SessionFinished,
    StepAnswer,
    StepChanged,
    StepKey,
    answer_morning,
    answer_step,
    close,
    finish_here,
    report,
)
from routines.coaching.week import Wishes, accept_week, plan_ahead, propose_week, resume

__all__ = [
    "Answers",
    "Felt",
    "Report",
    "SessionFinished",
    "StepAnswer",
    "StepChanged",
    "StepKey",
    "Wishes",
    "accept_week",
    "answer_morning",
    "answer_step",
    "check_in",
    "close",
    "finish_here",
    "lock",
    "lock_for_flags",
    "plan_ahead",
    "propose_week",
    "report",
    "resume",
    "screen",
    "settle",
]
