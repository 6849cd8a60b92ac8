"""The only place where rows meet the pure rules and the planner. Owns the transactions."""

from routines.coaching.changing import (
    NotOffered,
    NotWaiting,
    SwapChoice,
    ease,
    easier_dose,
    swap,
    swap_choices,
)
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
from routines.coaching.ledger import recompute, settle
from routines.coaching.reporting import Report, report
from routines.coaching.running import Run, RunLine, run_under
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
    "NotOffered",
    "NotWaiting",
    "NothingSuits",
    "Option",
    "Prospect",
    "Report",
    "Run",
    "RunLine",
    "SessionFinished",
    "StepAnswer",
    "StepChanged",
    "StepKey",
    "SwapChoice",
    "Wishes",
    "accept_week",
    "answer_morning",
    "answer_step",
    "check_in",
    "choose",
    "close",
    "ease",
    "easier_dose",
    "explain_lock",
    "finish_here",
    "fit_to_health",
    "plan_ahead",
    "propose_week",
    "prospect",
    "recompute",
    "report",
    "resume",
    "run_under",
    "screen",
    "settle",
    "swap",
    "swap_choices",
    "tell_discomfort",
    "whole_diary",
]
