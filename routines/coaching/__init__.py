"""The only place where rows meet the pure rules and the planner. Owns the transactions."""

from routines.coaching.blocks import keep_block, propose_variety
from routines.coaching.changing import (
    NotOffered,
    NotWaiting,
    StepSwap,
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
from routines.coaching.explaining import Explained, HealthReason, explain
from routines.coaching.fitting import FitChange, fit_to_health
from routines.coaching.goals import Goal, Goals, choose_goal, goals_for
from routines.coaching.health import Health, WaitsForWord, tell_health, tell_word
from routines.coaching.ledger import recompute, settle
from routines.coaching.measuring import (
    DayTaken,
    EnoughActivities,
    NotNow,
    correct_measure,
    keep_measure,
    name_activity,
    offer_baseline,
    remove,
    score_activity,
    suggests_measuring,
    why_not_measure,
)
from routines.coaching.minding import is_left_out, notes_at, why_left_out
from routines.coaching.precautions import with_why
from routines.coaching.reporting import Report, report
from routines.coaching.running import Run, RunLine, run_under
from routines.coaching.steps import (
    LeftOut,
    SessionFinished,
    StepAnswer,
    StepChanged,
    StepKey,
    answer_step,
)
from routines.coaching.swapping import SwapChoice, in_force, swap_choices_for, swap_item
from routines.coaching.week import (
    NothingSuits,
    Wishes,
    accept_week,
    discard_proposal,
    plan_ahead,
    propose_week,
    resume,
)

__all__ = [
    "Answers",
    "ChoiceRefused",
    "DayTaken",
    "DoseMoved",
    "EnoughActivities",
    "Explained",
    "Felt",
    "FitChange",
    "Goal",
    "Goals",
    "Health",
    "HealthReason",
    "LeftOut",
    "NotNow",
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
    "StepSwap",
    "SwapChoice",
    "WaitsForWord",
    "Wishes",
    "accept_week",
    "answer_morning",
    "answer_step",
    "check_in",
    "choose",
    "choose_goal",
    "close",
    "correct_measure",
    "discard_proposal",
    "ease",
    "easier_dose",
    "explain",
    "explain_lock",
    "finish_here",
    "fit_to_health",
    "goals_for",
    "in_force",
    "is_left_out",
    "keep_block",
    "keep_measure",
    "name_activity",
    "notes_at",
    "offer_baseline",
    "plan_ahead",
    "propose_variety",
    "propose_week",
    "prospect",
    "recompute",
    "remove",
    "report",
    "resume",
    "run_under",
    "score_activity",
    "screen",
    "settle",
    "suggests_measuring",
    "swap",
    "swap_choices",
    "swap_choices_for",
    "swap_item",
    "tell_discomfort",
    "tell_health",
    "tell_word",
    "whole_diary",
    "why_left_out",
    "why_not_measure",
    "with_why",
]
