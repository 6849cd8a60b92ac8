"""The rows of Backflex, by noun."""

from routines.models.current import CurrentDose
from routines.models.diary import CheckIn, MorningReport, Session
from routines.models.discomfort import Discomfort
from routines.models.dose import Dose
from routines.models.ledger import (
    Choice,
    Decision,
    GoalChoice,
    LedgerState,
    PlanEntry,
)
from routines.models.library import Exercise, Variant
from routines.models.listed import LibraryStamp
from routines.models.measure import Activity, ActivityScore, Landmark, Measure, MeasureKind
from routines.models.person import Lock, User
from routines.models.plan import (
    Minutes,
    PlanDay,
    Routine,
    RoutineItem,
    WeeklyPlan,
)
from routines.models.schedule import PlannedSession
from routines.models.screening import Screening
from routines.models.sent_form import SentForm
from routines.models.sign_up import FirstForm, PendingAccount
from routines.models.step import Step

__all__ = [
    "Activity",
    "ActivityScore",
    "CheckIn",
    "Choice",
    "CurrentDose",
    "Decision",
    "Discomfort",
    "Dose",
    "Exercise",
    "FirstForm",
    "GoalChoice",
    "Landmark",
    "LedgerState",
    "LibraryStamp",
    "Lock",
    "Measure",
    "MeasureKind",
    "Minutes",
    "MorningReport",
    "PendingAccount",
    "PlanDay",
    "PlanEntry",
    "PlannedSession",
    "Routine",
    "RoutineItem",
    "Screening",
    "SentForm",
    "Session",
    "Step",
    "User",
    "Variant",
    "WeeklyPlan",
]
