"""Rules that stop an exercise, and most of them the plan: E1, U1, T1, T2, T3."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.rule import Because, Strength, after
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import SEVERE_FROM
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Neuro, Spread, Verdict


@after(
    "E1",
    Verdict.EMERGENCY,
    when=_("One of the emergency signs is there."),
    then=_("The whole plan is paused until a professional has checked it."),
    basis=("nice-2016", "finucane-2020"),
    strength=Strength.PUBLIC,
    flags=EMERGENCY_FLAGS,
    is_lock=True,
    says={"": _("One of your answers needs emergency help now, so there is no exercise.")},
    says_when_over=_("The pause after an emergency sign is over."),
)
def emergency_flag(history: ExerciseHistory) -> Because | None:
    """An emergency flag is set."""
    return Because() if history.context.flags & EMERGENCY_FLAGS else None


@after(
    "U1",
    Verdict.URGENT,
    when=_("One of the signs that should be checked soon is there, new and not yet checked."),
    then=_("The whole plan is paused until a professional has checked it."),
    basis=("nice-2016", "finucane-2020", "downie-2013"),
    strength=Strength.PUBLIC,
    flags=URGENT_FLAGS,
    is_lock=True,
    says={
        "": _("One of your answers should be checked soon, so your plan waits until it has been.")
    },
    says_when_over=_("The pause after a sign to have checked is over."),
)
def urgent_flag(history: ExerciseHistory) -> Because | None:
    """An urgent flag is set."""
    return Because() if history.context.flags & URGENT_FLAGS else None


@after(
    "T1",
    Verdict.STOP_SEE,
    when=_("It brought tingling or numbness that stayed."),
    then=_("The whole plan is paused until a professional has checked it."),
    basis=("nice-2016",),
    strength=Strength.PUBLIC,
    is_lock=True,
    is_brought_on=True,
    says={
        "": _(
            "Tingling or numbness that does not clear needs a check by a GP or"
            " physiotherapist before you go on."
        )
    },
    says_when_over=_("The pause for tingling or numbness is over."),
)
def nerve_sign_stays(history: ExerciseHistory) -> Because | None:
    """Tingling or numbness that does not clear."""
    return Because() if history.newest.neuro == Neuro.PERSISTENT else None


@after(
    "T2",
    Verdict.STOP_SEE,
    when=_(
        "A feeling moved further down the leg, and was still there next morning or an"
        " exercise of another direction did the same."
    ),
    then=_("The whole plan is paused until a professional has checked it."),
    basis=("may-2018",),
    strength=Strength.PRACTICE,
    is_lock=True,
    is_brought_on=True,
    says={
        "": _(
            "The feeling in your leg moved further down and stayed, so get advice before going on."
        )
    },
    says_when_over=_("The pause for a feeling that moved down your leg is over."),
)
def spread_stays(history: ExerciseHistory) -> Because | None:
    """Spread further and still there next morning, or another direction spread too."""
    stays = history.newest.spread_next_morning or history.context.other_directions_spread > 0
    return Because() if history.newest.spread == Spread.FURTHER and stays else None


@after(
    "T3",
    Verdict.STOP_SEE,
    when=_("{SEVERE_FROM} or more during it, in the quarter hour after, or the next morning."),
    then=_("For today; it does not pause the plan."),
    basis=("boonstra-2016",),
    strength=Strength.FAIR,
    says={"": _("{worst} is a lot, so no more of this until it is quieter.")},
    example={"worst": SEVERE_FROM},
)
def severe(history: ExerciseHistory) -> Because | None:
    """Any of during, after and morning at 8 or more."""
    worst = max(history.newest.worst, history.newest.morning or 0)
    return Because.of(worst=worst) if worst >= SEVERE_FROM else None
