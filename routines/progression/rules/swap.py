"""Rules that swap the exercise: X1 to X4 (PROGRESSION 5). X5 is made in `decide`."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Row, Strength
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.stop import spread_stays
from routines.vocabulary import Verdict


def spread_further(log: ExerciseHistory) -> Because | None:
    """Spread further and T2 does not fire, whatever the morning."""
    return Because() if log.newest.spread == "further" and spread_stays(log) is None else None


def sharp_again(log: ExerciseHistory) -> Because | None:
    """Sharp, and sharp in at least one of the two before."""
    if log.newest.quality != "sharp":
        return None
    before = tuple(p for p in log.two_before if log.exposures[p].quality == "sharp")
    return Because(used=(*before, log.last)) if before else None


def left_out_again(log: ExerciseHistory) -> Because | None:
    """Left out because of pain, and in at least one of the two before."""
    if not log.newest.is_pain_skip:
        return None
    before = tuple(p for p in log.two_before if log.exposures[p].is_pain_skip)
    return Because(used=(*before, log.last)) if before else None


def nerve_sign_clears(log: ExerciseHistory) -> Because | None:
    """Tingling or numbness that cleared within two minutes of moving."""
    return Because() if log.newest.neuro == "positional" else None


SWAP_RULES = (
    Rule(
        "X1",
        Verdict.SWAP,
        spread_further,
        Row(
            _("A feeling moved further down the leg, and T2 does not apply."),
            strength=Strength.PRACTICE,
            then=_("Exercises that move the back the same way rest for {REST_DAYS} days."),
        ),
        needs=Sign.FEELING,
    ),
    Rule(
        "X2",
        Verdict.SWAP,
        sharp_again,
        Row(_("It felt sharp, and did so in one of the {TRIES_BEFORE} times before as well.")),
        needs=Sign.FEELING,
    ),
    Rule(
        "X3",
        Verdict.SWAP,
        left_out_again,
        Row(
            _(
                "It was left out for discomfort, and was so in one of the {TRIES_BEFORE} times"
                " before as well."
            )
        ),
        needs=Sign.UNFINISHED,
    ),
    Rule(
        "X4",
        Verdict.SWAP,
        nerve_sign_clears,
        Row(
            _("It brought tingling or numbness that cleared within two minutes of moving."),
            then=_(
                "A version without kneeling or weight on the hand. This one above all wants a"
                " physiotherapist's eye."
            ),
        ),
        needs=Sign.FEELING,
    ),
)
