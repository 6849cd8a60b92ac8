"""The rules of Backflex, as a pure package: frozen values in, frozen values out.

No clock, no database, no Django. `decide` judges one exercise, `gate` today's
session, `during_session` an answer in the middle of it. docs/rules.md is the
table in words.
"""

from routines.progression.plan_level.state import usual_morning
from routines.progression.rules.decide import decide
from routines.progression.rules.during import Alarm, Outcome, during_session
from routines.progression.rules.gate import gate, restrictions
from routines.progression.rules.ladder import LadderPlace, destination, one_step_down
from routines.progression.rules.results import Decision, GateDecision, Message
from routines.progression.rules.values import ExerciseContext, Exposure, GateContext

__all__ = [
    "Alarm",
    "Decision",
    "ExerciseContext",
    "Exposure",
    "GateContext",
    "GateDecision",
    "LadderPlace",
    "Message",
    "Outcome",
    "decide",
    "destination",
    "during_session",
    "gate",
    "one_step_down",
    "restrictions",
    "usual_morning",
]
