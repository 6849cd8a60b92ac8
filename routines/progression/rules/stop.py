"""Rules that stop: E1, U1, T1, T2, T3 (PROGRESSION 4 and 5)."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Row, Strength
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.thresholds import SEVERE_FROM
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Verdict


def emergency_flag(log: ExerciseHistory) -> Because | None:
    """An emergency flag is set."""
    return Because() if log.context.flags & EMERGENCY_FLAGS else None


def urgent_flag(log: ExerciseHistory) -> Because | None:
    """An urgent flag is set."""
    return Because() if log.context.flags & URGENT_FLAGS else None


def nerve_sign_stays(log: ExerciseHistory) -> Because | None:
    """Tingling or numbness that does not clear."""
    return Because() if log.newest.neuro == "persistent" else None


def spread_stays(log: ExerciseHistory) -> Because | None:
    """Spread further and still there next morning, or another direction spread too."""
    stays = log.newest.spread_next_morning or log.context.other_directions_spread > 0
    return Because() if log.newest.spread == "further" and stays else None


def severe(log: ExerciseHistory) -> Because | None:
    """Any of during, after and morning at 8 or more."""
    worst = max(log.newest.worst, log.newest.morning or 0)
    return Because({"worst": worst}) if worst >= SEVERE_FROM else None


EMERGENCY_ROW = Row(
    _("One of the emergency signs is there."),
    ("nice-2016", "finucane-2020"),
    Strength.PUBLIC,
    _("The whole plan is paused until a professional has checked it."),
)
URGENT_ROW = Row(
    _("One of the signs that should be checked soon is there, new and not yet checked."),
    ("nice-2016", "finucane-2020", "downie-2013"),
    Strength.PUBLIC,
    _("The whole plan is paused until a professional has checked it."),
)

FLAG_RULES = (
    Rule("E1", Verdict.EMERGENCY, emergency_flag, EMERGENCY_ROW),
    Rule("U1", Verdict.URGENT, urgent_flag, URGENT_ROW),
)

STOP_RULES = (
    Rule(
        "T1",
        Verdict.STOP_SEE,
        nerve_sign_stays,
        Row(
            _("It brought tingling or numbness that stayed."),
            ("nice-2016",),
            Strength.PUBLIC,
            _("The whole plan is paused until a professional has checked it."),
        ),
        needs=Sign.FEELING,
    ),
    Rule(
        "T2",
        Verdict.STOP_SEE,
        spread_stays,
        Row(
            _(
                "A feeling moved further down the leg, and was still there next morning or an"
                " exercise of another direction did the same."
            ),
            ("may-2018",),
            Strength.PRACTICE,
            _("The whole plan is paused until a professional has checked it."),
        ),
        needs=Sign.FEELING,
    ),
    Rule(
        "T3",
        Verdict.STOP_SEE,
        severe,
        Row(
            _("{SEVERE_FROM} or more during it, in the quarter hour after, or the next morning."),
            ("boonstra-2016",),
            Strength.FAIR,
            _("For today; it does not pause the plan."),
            {"worst": SEVERE_FROM},
        ),
        needs=Sign.NUMBER,
    ),
)
