"""The rows of the rules that speak of the whole plan (PROGRESSION 3, 4 and 6)."""

from __future__ import annotations

from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Listed, Row, Strength
from routines.progression.rules.thresholds import SEVERE_DAYS, USUAL_HIGH_FROM
from routines.vocabulary import Gate, Verdict

ADVICE = "ADVICE"
CLEARED = "CLEARED"

PLAN_ROWS = (
    Listed(
        "T5",
        Gate.NO_STRENGTH,
        Row(
            _(
                "On {PAIN_DAYS} session days within {PAIN_WITHIN_DAYS} days an exercise was eased"
                " or swapped for discomfort (R1, R2, R3, R4, R5, R6, R8, X1, X2, X3 or X5); or"
                " WEEK held twice running."
            ),
            then=_("Until a professional has checked it. Walking and mobility go on."),
        ),
    ),
    Listed(
        "HALF",
        Gate.LIGHT,
        Row(
            _(
                "Half or more of a session's main exercises had to stop, or were ended or left"
                " out for discomfort."
            ),
            then=_("The next session only."),
        ),
    ),
    Listed(
        "WEEK",
        Gate.LIGHT,
        Row(
            _(
                "The median morning of a week was {WORSE_BY} or more above that of the week"
                " before, at the same or a higher dose."
            ),
            ("ostelo-2008",),
            then=_("For a week, in which nothing goes up."),
        ),
    ),
    Listed(
        "REST",
        Verdict.SWAP,
        Row(
            _("X1, for every exercise that moves the back the same way."),
            strength=Strength.PRACTICE,
            then=_("For {REST_DAYS} days; then it comes back at its easiest variant."),
        ),
    ),
    Listed(
        "SHARED",
        Verdict.HOLD,
        Row(
            _("A morning {RAISED_BY} or more above usual that is put down to no exercise."),
            ("ostelo-2008",),
            then=_(
                "Everything stays, and the next session has one set, or one repetition in three,"
                " less."
            ),
        ),
    ),
    Listed(
        "advice.usual",
        ADVICE,
        Row(
            _("The usual morning has been {USUAL_HIGH_FROM} or more for {USUAL_HIGH_DAYS} days."),
            numbers={"usual": USUAL_HIGH_FROM},
        ),
    ),
    Listed(
        "advice.severe",
        ADVICE,
        Row(
            _("{SEVERE_DAYS} days in a row began at {SEVERE_FROM} or more."),
            ("boonstra-2016",),
            Strength.FAIR,
            numbers={"days": SEVERE_DAYS},
        ),
    ),
    Listed(
        CLEARED,
        CLEARED,
        Row(
            _(
                "The person said that a professional has checked it, or that it was tapped by"
                " mistake, and then answered the red-flag questions with none of these."
            ),
            message_id="cleared.T5",
        ),
    ),
)
