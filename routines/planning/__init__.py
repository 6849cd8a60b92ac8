"""Planning a week and a session, as a pure package: no clock, no database, no Django."""

from routines.planning.balance import lacking, main_steps, replaced
from routines.planning.clean_weeks import CLEAN_WEEKS, Outcome, has_clean_weeks
from routines.planning.days import ALLOWED_COUNTS, dates_of, neighbours, suggest_days
from routines.planning.durations import dose_seconds, session_minutes, session_seconds
from routines.planning.likeness import Likeness, Trait, most_alike
from routines.planning.precautions import Precaution, doses_allowed
from routines.planning.reasons import explain_session, explain_week
from routines.planning.session import fit, reshape, shorten
from routines.planning.values import (
    Dose,
    Exercise,
    Step,
    Steps,
    Variant,
)
from routines.planning.variety import Exchange, Other, Varied, is_block_over, vary
from routines.planning.week import MOST_MAINS, Week, in_order, plan_week

__all__ = [
    "ALLOWED_COUNTS",
    "CLEAN_WEEKS",
    "MOST_MAINS",
    "Dose",
    "Exchange",
    "Exercise",
    "Likeness",
    "Other",
    "Outcome",
    "Precaution",
    "Step",
    "Steps",
    "Trait",
    "Variant",
    "Varied",
    "Week",
    "dates_of",
    "dose_seconds",
    "doses_allowed",
    "explain_session",
    "explain_week",
    "fit",
    "has_clean_weeks",
    "in_order",
    "is_block_over",
    "lacking",
    "main_steps",
    "most_alike",
    "neighbours",
    "plan_week",
    "replaced",
    "reshape",
    "session_minutes",
    "session_seconds",
    "shorten",
    "suggest_days",
    "vary",
]
