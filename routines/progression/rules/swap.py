"""Rules that swap the exercise for another: X1 to X5."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.rule import Because, Strength, after
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.stop import spread_stays
from routines.vocabulary import Neuro, Quality, Spread, Verdict


@after(
    "X1",
    Verdict.SWAP,
    when=_("A feeling moved further down the leg, and T2 does not apply."),
    then=_("Exercises that move the back the same way rest for {REST_DAYS} days."),
    strength=Strength.PRACTICE,
    is_for_pain=True,
    is_brought_on=True,
    says={
        "": _(
            "{exercise} moved the feeling further down your leg, so something different for two"
            " weeks."
        )
    },
)
def spread_further(history: ExerciseHistory) -> Because | None:
    """Spread further and T2 does not fire, whatever the morning."""
    is_further = history.newest.spread == Spread.FURTHER
    return Because() if is_further and spread_stays(history) is None else None


@after(
    "X2",
    Verdict.SWAP,
    when=_("It felt sharp, and did so in one of the {TRIES_BEFORE} times before as well."),
    is_for_pain=True,
    is_brought_on=True,
    says={"": _("{exercise} felt sharp more than once in three tries, so something different.")},
)
def sharp_again(history: ExerciseHistory) -> Because | None:
    """Sharp, and sharp in at least one of the two before."""
    if history.newest.quality != Quality.SHARP:
        return None
    before = tuple(p for p in history.two_before if history.exposures[p].quality == Quality.SHARP)
    return Because(used=(*before, history.last)) if before else None


@after(
    "X3",
    Verdict.SWAP,
    when=_(
        "It was left out for discomfort, and was so in one of the {TRIES_BEFORE} times"
        " before as well."
    ),
    is_for_pain=True,
    is_brought_on=True,
    says={"": _("{exercise} was left out for discomfort more than once, so something different.")},
)
def left_out_again(history: ExerciseHistory) -> Because | None:
    """Left out because of pain, and in at least one of the two before."""
    if not history.newest.is_pain_skip:
        return None
    before = tuple(p for p in history.two_before if history.exposures[p].is_pain_skip)
    return Because(used=(*before, history.last)) if before else None


@after(
    "X4",
    Verdict.SWAP,
    when=_("It brought tingling or numbness that cleared within two minutes of moving."),
    then=_(
        "A version without kneeling or weight on the hand. This one above all wants a"
        " physiotherapist's eye."
    ),
    is_brought_on=True,
    says={
        "": _(
            "{exercise} brought tingling that cleared when you moved, so a version without"
            " kneeling or weight on the hands."
        )
    },
)
def nerve_sign_clears(history: ExerciseHistory) -> Because | None:
    """Tingling or numbness that cleared within two minutes of moving."""
    return Because() if history.newest.neuro == Neuro.POSITIONAL else None


@after(
    "X5",
    Verdict.SWAP,
    when=_("A rule from R1 to R9 asks for less, at the easiest dose of the easiest variant."),
    is_for_pain=True,
    says={"": _("{exercise} is already at its easiest dose, so something different instead.")},
)
def already_easiest(history: ExerciseHistory) -> Because | None:
    """At the easiest dose of all. `decide` asks it where another rule eases the dose."""
    return Because() if history.context.at_floor else None
