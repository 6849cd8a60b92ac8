"""The rows of Backflex, by noun."""

from routines.models.answers import (
    Effort,
    Gate,
    MorningWord,
    Neuro,
    Place,
    Quality,
    Spread,
    Status,
    StopReason,
    SwapReason,
)
from routines.models.current import CurrentDose
from routines.models.diary import CheckIn, MorningReport, Session
from routines.models.discomfort import Discomfort
from routines.models.dose import Dose
from routines.models.ledger import (
    Choice,
    ChoiceKind,
    Decision,
    GoalChoice,
    LedgerState,
    PlanEntry,
    Verdict,
)
from routines.models.library import Exercise, Variant
from routines.models.measure import Activity, ActivityScore, Landmark, Measure, MeasureKind
from routines.models.person import Lock, User
from routines.models.plan import (
    Aim,
    Minutes,
    Phase,
    PlanDay,
    Routine,
    RoutineItem,
    WeeklyPlan,
)
from routines.models.schedule import PlannedSession
from routines.models.screening import Screening
from routines.models.step import Step
from routines.models.terms import (
    Area,
    Condition,
    CountedIn,
    Direction,
    Equipment,
    Kind,
    Position,
    Sides,
)

__all__ = [
    "Activity",
    "ActivityScore",
    "Aim",
    "Area",
    "CheckIn",
    "Choice",
    "ChoiceKind",
    "Condition",
    "CountedIn",
    "CurrentDose",
    "Decision",
    "Direction",
    "Discomfort",
    "Dose",
    "Effort",
    "Equipment",
    "Exercise",
    "Gate",
    "GoalChoice",
    "Kind",
    "Landmark",
    "LedgerState",
    "Lock",
    "Measure",
    "MeasureKind",
    "Minutes",
    "MorningReport",
    "MorningWord",
    "Neuro",
    "Phase",
    "Place",
    "PlanDay",
    "PlanEntry",
    "PlannedSession",
    "Position",
    "Quality",
    "Routine",
    "RoutineItem",
    "Screening",
    "Session",
    "Sides",
    "Spread",
    "Status",
    "Step",
    "StopReason",
    "SwapReason",
    "User",
    "Variant",
    "Verdict",
    "WeeklyPlan",
]
