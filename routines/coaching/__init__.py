"""The only place where rows meet the pure rules and the planner. Owns the transactions."""

from routines.coaching.checkin import Answers, check_in, screen
from routines.coaching.choices import (
    ChoiceRefused,
    DoseMoved,
    Option,
    Prospect,
    choose,
    explain_lock,
    prospect,
    tell_discomfort,
)
from routines.coaching.closing import Felt, answer_morning, close, finish_here
from routines.coaching.diary import whole_diary
from routines.coaching.fitting import fit_to_health
from routines.coaching.health import Health, WaitsForWord, tell_health, tell_word
from routines.coaching.ledger import recompute, settle
from routines.coaching.reporting import Report, report
from routines.coaching.steps import (
    SessionFinished,
    StepAnswer,
    StepChanged,
    StepKey,
    answer_step,
)
from routines.coaching.week import (
    NothingSuits,
    Wishes,
    accept_week,
    plan_ahead,
    propose_week,
    resume,
)

__all__ = [
    "Answers",
    "ChoiceRefused",
    "DoseMoved",
    "Felt",
    "Health",
    "NothingSuits",
    "Option",
    "Prospect",
    "Report",
    "SessionFinished",
    "StepAnswer",
    "StepChanged",
    "StepKey",
    "WaitsForWord",
    "Wishes",
    "accept_week",
    "answer_morning",
    "answer_step",
    "check_in",
    "choose",
    "close",
    "explain_lock",
    "finish_here",
    "fit_to_health",
    "plan_ahead",
    "propose_week",
    "prospect",
    "recompute",
    "report",
    "resume",
    "screen",
    "settle",
    "tell_discomfort",
    "tell_health",
    "tell_word",
    "whole_diary",
]
