"""The words that the rows of the published table use. Braces name thresholds."""

from __future__ import annotations

from routines.progression.rules.rule import gettext_noop as _

TERMS = (
    (
        _("number"),
        _(
            "How sore, from 0 to 10: at the start, at worst during an exercise, in the quarter"
            " hour after, and the next morning. Only a good stretch has none; it counts no"
            " higher than the start."
        ),
    ),
    (
        _("usual morning"),
        _(
            "What you said at set-up; then the median of the last {MORNINGS} settled mornings"
            " that were given as a number."
        ),
    ),
    (
        _("above usual"),
        _(
            "How far the next morning stands above the usual morning, or above the start where"
            " that was higher. A morning counts until the next session begins, for"
            " {MORNING_HOURS} hours at most."
        ),
    ),
    (_("settled"), _("The morning was answered, and at most {SETTLED_WITHIN} above usual.")),
    (
        _("put down to"),
        _(
            "A morning {RAISED_BY} or more above usual is put down to the exercises that came to"
            " {AMBER_FROM} or more; else to those that went up in the last {WEEK_DAYS} days;"
            " else to none."
        ),
    ),
    (
        _("fine"),
        _(
            "Done, {FINE_SHARE:.0%} of it or more, not hard, not sharp, nothing further down the"
            " leg, no tingling or numbness, and answers that fit together."
        ),
    ),
    (
        _("clean"),
        _("Fine, settled, and {COMFORTABLE_TO} or less at the start, during it and soon after."),
    ),
    (
        _("in a row at this dose"),
        _(
            "Without what was left out for other reasons, and without gentle sessions. A missing"
            " morning is passed over where the session itself was right."
        ),
    ),
    (
        _("had to stop"),
        _(
            "In the session an exercise stops at {STOP_AT} or more, when sharp at"
            " {STOP_SHARP_AT} or more, when a feeling moves further down the leg, or with"
            " tingling or numbness. At the second one the session ends gently. What stays numb,"
            " weakness, dizziness or chest pain end it at once."
        ),
    ),
    (
        _("step, variant"),
        _("Each exercise is a ladder of variants, and each variant has one to four doses: steps."),
    ),
)
