"""Rules that ease the dose: R1 to R9 by answers, G2 to G4 by days off."""

from __future__ import annotations

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.rule import Because, Strength, after
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import (
    AMBER_FROM,
    AMBER_TO,
    HALF_GAP_DAYS,
    MUCH_RAISED_BY,
    RAISED_BY,
    RED_TOGETHER,
    RESTART_GAP_DAYS,
    RISES_BY,
    STEP_GAP_DAYS,
    STOP_AT,
    STOP_SHARP_AT,
    TOO_LITTLE_SHARE,
)
from routines.progression.rules.values import Exposure
from routines.vocabulary import Action, Quality, Spread, Status, StopReason, Verdict


@after(
    "R1",
    Verdict.REGRESS,
    when=_("{STOP_AT} or more during it."),
    basis=("thomee-1997", "silbernagel-2007"),
    strength=Strength.FAIR,
    is_for_pain=True,
    says={"": _("{exercise} was a {during}, so a little easier next time.")},
    example={"during": STOP_AT},
)
def red(history: ExerciseHistory) -> Because | None:
    """During 6 or more."""
    felt = history.newest.felt
    return Because.of(during=felt) if felt >= STOP_AT else None


@after(
    "R2",
    Verdict.REGRESS,
    when=_("It felt sharp at {STOP_SHARP_AT} or more, or stopped part-way for discomfort."),
    is_for_pain=True,
    says={
        "R2.sharp": _("{exercise} felt sharp at {during}, so a little easier next time."),
        "R2.stopped": _("{exercise} had to stop part-way, so a little easier next time."),
    },
    example={"during": STOP_SHARP_AT},
)
def sharp_or_stopped(history: ExerciseHistory) -> Because | None:
    """Sharp with during 4 or more, or partial because of pain."""
    newest = history.newest
    if newest.quality == Quality.SHARP and newest.felt >= STOP_SHARP_AT:
        return Because.of("R2.sharp", during=newest.felt)
    is_stopped = newest.status == Status.PARTIAL and newest.stop_reason == StopReason.PAIN
    return Because.of("R2.stopped") if is_stopped else None


@after(
    "R3",
    Verdict.REGRESS,
    when=_(
        "A bad morning that is put down to it: {MUCH_RAISED_BY} or more above usual, or"
        " {RAISED_BY} or more above usual and at {STOP_AT} or more."
    ),
    basis=("ostelo-2008",),
    strength=Strength.FAIR,
    is_for_pain=True,
    says={"": _("The next morning was {carry} above your usual, so a little easier next time.")},
    example={"carry": MUCH_RAISED_BY},
)
def bad_morning(history: ExerciseHistory) -> Because | None:
    """Attributed, and carry 3 or more, or carry 2 or more with a morning of 6 or more."""
    carry = history.newest.carry
    if carry is None or not history.context.bad_morning_attributed:
        return None
    is_high = (history.newest.morning or 0) >= STOP_AT
    is_bad = carry >= MUCH_RAISED_BY or (carry >= RAISED_BY and is_high)
    return Because.of(carry=carry) if is_bad else None


@after(
    "R4",
    Verdict.REGRESS,
    when=_(
        "A bad morning that is put down to it, {RAISED_BY} above usual, when the last"
        " morning answered before was {RAISED_BY} or more above usual too, or when it"
        " came to {AMBER_FROM} or more during or soon after."
    ),
    basis=("ostelo-2008",),
    strength=Strength.FAIR,
    is_for_pain=True,
    says={
        "": _("The next morning was {carry} above your usual again, so a little easier next time."),
        "R4.amber": _(
            "{exercise} was one of the higher ones and the next morning was {carry} above your"
            " usual, so a little easier next time."
        ),
    },
    example={"carry": RAISED_BY},
)
def bad_morning_again(history: ExerciseHistory) -> Because | None:
    """Attributed, carry exactly 2, and the last earlier carry was 2 or more, or worst 4+."""
    if history.newest.carry != RAISED_BY or not history.context.bad_morning_attributed:
        return None
    if history.earlier_carry is not None and history.earlier_carry >= RAISED_BY:
        return Because.of(carry=RAISED_BY)
    is_amber = history.newest.worst >= AMBER_FROM
    return Because.of("R4.amber", carry=RAISED_BY) if is_amber else None


@after(
    "R5",
    Verdict.REGRESS,
    when=_(
        "Over the last {TREND_SESSIONS} sessions at this dose the number never fell,"
        " rose by {RISES_BY} or more in all, and is {AMBER_FROM} or more now; unless a"
        " feeling in the leg drew closer to the spine."
    ),
    basis=("silbernagel-2007",),
    strength=Strength.FAIR,
    is_for_pain=True,
    says={"": _("{first}, {second}, {third} over three sessions, so we ease off.")},
    example={"first": RISES_BY, "second": RISES_BY + 1, "third": AMBER_FROM},
)
def creeping_amber(history: ExerciseHistory) -> Because | None:
    """The last three never fell, rose by 2 or more in all, newest 4 or more."""
    if not history.is_creeping or history.newest.felt < AMBER_FROM:
        return None
    first, second, third = (history.exposures[place].felt for place in history.last_three)
    return Because.of(used=history.last_three, first=first, second=second, third=third)


@after(
    "R6",
    Verdict.REGRESS,
    when=_(
        "In each of the last {TREND_SESSIONS} sessions at this dose it rose by"
        " {RISES_BY} or more, to between {AMBER_FROM} and {AMBER_TO}; unless a feeling"
        " in the leg drew closer to the spine."
    ),
    is_for_pain=True,
    says={
        "": _("{exercise} brought the number up three times running, so a little easier."),
    },
)
def provoked(history: ExerciseHistory) -> Because | None:
    """The last three all at 4 or 5 with a rise of 2 or more each time."""
    if not history.last_three or history.newest.spread == Spread.CLOSER:
        return None
    three = [history.exposures[place] for place in history.last_three]
    always = all(AMBER_FROM <= e.felt <= AMBER_TO and e.rise >= RISES_BY for e in three)
    return Because(used=history.last_three) if always else None


@after(
    "R8",
    Verdict.REGRESS,
    when=_(
        "{RED_TOGETHER} or more exercises that move the back the same way came to"
        " {STOP_AT} or more in that session."
    ),
    then=_("All of that direction ease."),
    is_for_pain=True,
    says={
        "": _("{red} exercises in this direction were at 6 or more, so all of them ease a little.")
    },
    example={"red": RED_TOGETHER},
)
def direction_red(history: ExerciseHistory) -> Because | None:
    """Two or more exercises of this direction were red in the session."""
    red_ones = history.context.same_direction_red
    return Because.of(red=red_ones) if red_ones >= RED_TOGETHER else None


@after(
    "R9",
    Verdict.REGRESS,
    when=_(
        "In the last two sessions that counted, at whatever dose, less than"
        " {TOO_LITTLE_SHARE:.0%} was done because it was too hard."
    ),
    says={"": _("{exercise} was too hard to half finish twice, so a little easier.")},
)
def too_hard_twice(history: ExerciseHistory) -> Because | None:
    """The last two counted exposures, at whatever dose: under half done, too hard."""
    if not (history.newest.counted and _too_hard(history.newest)):
        return None
    before = range(history.last - 1, -1, -1)
    last = next((place for place in before if history.exposures[place].counted), None)
    if last is None or not _too_hard(history.exposures[last]):
        return None
    return Because(used=(last, history.last))


def _too_hard(exposure: Exposure) -> bool:
    return (
        exposure.status == Status.PARTIAL
        and exposure.fraction < TOO_LITTLE_SHARE
        and exposure.stop_reason == StopReason.TOO_HARD
    )


def days_off(history: ExerciseHistory, from_days: int, below: int | None = None) -> Because | None:
    """The days since the last session, where they are `from_days` or more and under `below`."""
    days = history.context.days_since_last_session
    if days < from_days or (below is not None and days >= below):
        return None
    return Because.of(days=days)


@after(
    "G2",
    Verdict.REGRESS,
    when=_("{STEP_GAP_DAYS} days off or more, but fewer than {HALF_GAP_DAYS}."),
    then=_("One step lower. The easiest dose of all stays."),
    basis=("caterisano-2019",),
    is_for_gap=True,
    says={
        "": _("Welcome back. {days} days off, so one step lower."),
        # Of any of the gaps, where nothing is easier.
        "gap.floor": _("Welcome back. {days} days off, and this is already the gentlest dose."),
    },
    example={"days": STEP_GAP_DAYS},
)
def two_weeks_off(history: ExerciseHistory) -> Because | None:
    """14 to 27 days off."""
    return days_off(history, STEP_GAP_DAYS, HALF_GAP_DAYS)


@after(
    "G3",
    Verdict.REGRESS,
    when=_("{HALF_GAP_DAYS} days off or more, but fewer than {RESTART_GAP_DAYS}."),
    then=_(
        "To half the number of steps, rounded down; from the first dose, to the easier variant."
    ),
    basis=("caterisano-2019",),
    action=Action.HALF,
    is_for_gap=True,
    says={"": _("Welcome back. {days} days off, so half-way back to the start.")},
    example={"days": HALF_GAP_DAYS},
)
def four_weeks_off(history: ExerciseHistory) -> Because | None:
    """28 to 55 days off."""
    return days_off(history, HALF_GAP_DAYS, RESTART_GAP_DAYS)


@after(
    "G4",
    Verdict.REGRESS,
    when=_("{RESTART_GAP_DAYS} days off or more."),
    then=_("To the first dose, one variant easier."),
    basis=("caterisano-2019",),
    action=Action.RESTART,
    is_for_gap=True,
    says={"": _("Welcome back. {days} days off, so we start again gently.")},
    example={"days": RESTART_GAP_DAYS},
)
def eight_weeks_off(history: ExerciseHistory) -> Because | None:
    """56 days off or more."""
    return days_off(history, RESTART_GAP_DAYS)
