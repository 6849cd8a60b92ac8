"""Rules that ease the dose: R1 to R9 (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.row import Row, Strength
from routines.progression.rules.rule import Because, Rule
from routines.progression.rules.thresholds import (
    AMBER_FROM,
    AMBER_TO,
    MUCH_RAISED_BY,
    RAISED_BY,
    RED_TOGETHER,
    RISES_BY,
    STOP_AT,
    STOP_SHARP_AT,
    TOO_LITTLE_SHARE,
)
from routines.progression.rules.values import Exposure
from routines.vocabulary import Verdict


def red(log: ExerciseHistory) -> Because | None:
    """During 6 or more."""
    felt = log.newest.felt
    return Because({"during": felt}) if felt >= STOP_AT else None


def sharp_or_stopped(log: ExerciseHistory) -> Because | None:
    """Sharp with during 4 or more, or partial because of pain."""
    newest = log.newest
    if newest.quality == "sharp" and newest.felt >= STOP_SHARP_AT:
        return Because({"during": newest.felt}, message_id="R2.sharp")
    stopped = newest.status == "partial" and newest.stop_reason == "pain"
    return Because(message_id="R2.stopped") if stopped else None


def bad_morning(log: ExerciseHistory) -> Because | None:
    """Attributed, and carry 3 or more, or carry 2 or more with a morning of 6 or more."""
    carry = log.newest.carry
    if carry is None or not log.context.bad_morning_attributed:
        return None
    is_high = (log.newest.morning or 0) >= STOP_AT
    is_bad = carry >= MUCH_RAISED_BY or (carry >= RAISED_BY and is_high)
    return Because({"carry": carry}) if is_bad else None


def bad_morning_again(log: ExerciseHistory) -> Because | None:
    """Attributed, carry exactly 2, and the last earlier carry was 2 or more, or worst 4+."""
    if log.newest.carry != RAISED_BY or not log.context.bad_morning_attributed:
        return None
    if log.earlier_carry is not None and log.earlier_carry >= RAISED_BY:
        return Because({"carry": RAISED_BY})
    is_amber = log.newest.worst >= AMBER_FROM
    return Because({"carry": RAISED_BY}, message_id="R4.amber") if is_amber else None


def creeping_amber(log: ExerciseHistory) -> Because | None:
    """The last three never fell, rose by 2 or more in all, newest 4 or more."""
    if not log.is_creeping or log.newest.felt < AMBER_FROM:
        return None
    return Because(_three_numbers(log), log.last_three)


def provoked(log: ExerciseHistory) -> Because | None:
    """The last three all at 4 or 5 with a rise of 2 or more each time."""
    three = [log.exposures[place] for place in log.last_three]
    if not three or log.newest.spread == "closer":
        return None
    always = all(AMBER_FROM <= e.felt <= AMBER_TO and e.rise >= RISES_BY for e in three)
    return Because(used=log.last_three) if always else None


def direction_red(log: ExerciseHistory) -> Because | None:
    """Two or more exercises of this direction were red in the session."""
    red_ones = log.context.same_direction_red
    return Because({"red": red_ones}) if red_ones >= RED_TOGETHER else None


def too_hard_twice(log: ExerciseHistory) -> Because | None:
    """The last two counted exposures, at whatever dose: under half done, too hard."""
    if not (log.newest.counted and _too_hard(log.newest)):
        return None
    before = range(log.last - 1, -1, -1)
    last = next((place for place in before if log.exposures[place].counted), None)
    if last is None or not _too_hard(log.exposures[last]):
        return None
    return Because(used=(last, log.last))


def _too_hard(exposure: Exposure) -> bool:
    return (
        exposure.status == "partial"
        and exposure.fraction < TOO_LITTLE_SHARE
        and exposure.stop_reason == "too_hard"
    )


def _three_numbers(log: ExerciseHistory) -> dict[str, int]:
    names = ("first", "second", "third")
    return {
        name: log.exposures[place].felt for name, place in zip(names, log.last_three, strict=True)
    }


REGRESS_RULES = (
    Rule(
        "R1",
        Verdict.REGRESS,
        red,
        Row(
            _("{STOP_AT} or more during it."),
            ("thomee-1997", "silbernagel-2007"),
            Strength.FAIR,
            numbers={"during": STOP_AT},
        ),
        needs=Sign.NUMBER,
    ),
    Rule(
        "R2",
        Verdict.REGRESS,
        sharp_or_stopped,
        Row(
            _("It felt sharp at {STOP_SHARP_AT} or more, or stopped part-way for discomfort."),
            numbers={"during": STOP_SHARP_AT},
            message_id="R2.sharp",
        ),
        needs=Sign.FEELING | Sign.UNFINISHED,
    ),
    Rule(
        "R3",
        Verdict.REGRESS,
        bad_morning,
        Row(
            _(
                "A bad morning that is put down to it: {MUCH_RAISED_BY} or more above usual, or"
                " {RAISED_BY} or more above usual and at {STOP_AT} or more."
            ),
            ("ostelo-2008",),
            Strength.FAIR,
            numbers={"carry": MUCH_RAISED_BY},
        ),
        needs=Sign.MORNING,
    ),
    Rule(
        "R4",
        Verdict.REGRESS,
        bad_morning_again,
        Row(
            _(
                "A bad morning that is put down to it, {RAISED_BY} above usual, when the last"
                " morning answered before was {RAISED_BY} or more above usual too, or when it"
                " came to {AMBER_FROM} or more during or soon after."
            ),
            ("ostelo-2008",),
            Strength.FAIR,
            numbers={"carry": RAISED_BY},
        ),
        needs=Sign.MORNING,
    ),
    Rule(
        "R5",
        Verdict.REGRESS,
        creeping_amber,
        Row(
            _(
                "Over the last {TREND_SESSIONS} sessions at this dose the number never fell,"
                " rose by {RISES_BY} or more in all, and is {AMBER_FROM} or more now; unless a"
                " feeling in the leg drew closer to the spine."
            ),
            ("silbernagel-2007",),
            Strength.FAIR,
            numbers={"first": RISES_BY, "second": RISES_BY + 1, "third": AMBER_FROM},
        ),
        needs=Sign.CREEPING,
    ),
    Rule(
        "R6",
        Verdict.REGRESS,
        provoked,
        Row(
            _(
                "In each of the last {TREND_SESSIONS} sessions at this dose it rose by"
                " {RISES_BY} or more, to between {AMBER_FROM} and {AMBER_TO}; unless a feeling"
                " in the leg drew closer to the spine."
            )
        ),
        needs=Sign.NUMBER,
    ),
    Rule(
        "R8",
        Verdict.REGRESS,
        direction_red,
        Row(
            _(
                "{RED_TOGETHER} or more exercises that move the back the same way came to"
                " {STOP_AT} or more in that session."
            ),
            then=_("All of that direction ease."),
            numbers={"red": RED_TOGETHER},
        ),
        needs=Sign.AROUND,
    ),
    Rule(
        "R9",
        Verdict.REGRESS,
        too_hard_twice,
        Row(
            _(
                "In the last two sessions that counted, at whatever dose, less than"
                " {TOO_LITTLE_SHARE:.0%} was done because it was too hard."
            )
        ),
        needs=Sign.UNFINISHED,
    ),
)
