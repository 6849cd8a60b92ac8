"""Planning a week and a session, as a pure package: no clock, no database, no Django."""

from routines.planning.days import ALLOWED_COUNTS, dates_of, neighbours, suggest_days
from routines.planning.durations import dose_seconds, session_minutes, session_seconds
from routines.planning.precautions import Precaution, doses_allowed
from routines.planning.session import fit, reshape
from routines.planning.values import (
    Condition,
    Direction,
    Dose,
    Exercise,
    Kind,
    Phase,
    Position,
    Step,
    Variant,
)
from routines.planning.week import MOST_MAINS, Week, plan_week

__all__ = [
    "ALLOWED_COUNTS",
    "MOST_MAINS",
    "Condition",
    "Direction",
    "Dose",
    "Exercise",
    "Kind",
    "Phase",
    "Position",
    "Precaution",
    "Step",
    "Variant",
    "Week",
    "dates_of",
    "dose_seconds",
    "doses_allowed",
    "fit",
    "neighbours",
    "plan_week",
    "reshape",
    "session_minutes",
    "session_seconds",
    "suggest_days",
]
