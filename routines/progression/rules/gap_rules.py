"""Rules of days off: G1 holds, G2 to G4 ease the dose (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Row
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.thresholds import (
    GAP_FROM_DAYS,
    HALF_GAP_DAYS,
    RESTART_GAP_DAYS,
    STEP_GAP_DAYS,
)
from routines.vocabulary import Verdict


def _days_off(log: ExerciseHistory, from_days: int, below: int | None) -> Because | None:
    days = log.context.days_since_last_session
    if days < from_days or (below is not None and days >= below):
        return None
    return Because({"days": days})


def two_weeks_off(log: ExerciseHistory) -> Because | None:
    """14 to 27 days off."""
    return _days_off(log, STEP_GAP_DAYS, HALF_GAP_DAYS)


def four_weeks_off(log: ExerciseHistory) -> Because | None:
    """28 to 55 days off."""
    return _days_off(log, HALF_GAP_DAYS, RESTART_GAP_DAYS)


def eight_weeks_off(log: ExerciseHistory) -> Because | None:
    """56 days off or more."""
    return _days_off(log, RESTART_GAP_DAYS, None)


def week_off(log: ExerciseHistory) -> Because | None:
    """8 to 13 days off: the dose holds."""
    return _days_off(log, GAP_FROM_DAYS, STEP_GAP_DAYS)


# Those of them that ease the dose; one gap is eased for once.
GAP_EASINGS = frozenset({"G2", "G3", "G4"})
GAP_RULES = (
    Rule(
        "G2",
        Verdict.REGRESS,
        two_weeks_off,
        Row(
            _("{STEP_GAP_DAYS} days off or more, but fewer than {HALF_GAP_DAYS}."),
            ("caterisano-2019",),
            then=_("One step lower. The easiest dose of all stays."),
            numbers={"days": STEP_GAP_DAYS},
        ),
        needs=Sign.GAP,
    ),
    Rule(
        "G3",
        Verdict.REGRESS,
        four_weeks_off,
        Row(
            _("{HALF_GAP_DAYS} days off or more, but fewer than {RESTART_GAP_DAYS}."),
            ("caterisano-2019",),
            then=_(
                "To half the number of steps, rounded down; from the first dose, to the easier"
                " variant."
            ),
            numbers={"days": HALF_GAP_DAYS},
        ),
        needs=Sign.GAP,
    ),
    Rule(
        "G4",
        Verdict.REGRESS,
        eight_weeks_off,
        Row(
            _("{RESTART_GAP_DAYS} days off or more."),
            ("caterisano-2019",),
            then=_("To the first dose, one variant easier."),
            numbers={"days": RESTART_GAP_DAYS},
        ),
        needs=Sign.GAP,
    ),
    Rule(
        "G1",
        Verdict.HOLD,
        week_off,
        Row(
            _("{GAP_FROM_DAYS} days off or more, but fewer than {STEP_GAP_DAYS}."),
            numbers={"days": GAP_FROM_DAYS},
        ),
        needs=Sign.GAP,
    ),
)
