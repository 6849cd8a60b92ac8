"""Rules that ease the dose: R1 to R9 and the gaps G2 to G4 (PROGRESSION 5)."""

from __future__ import annotations

from routines.progression.log import Log
from routines.progression.rule import Because, Rule
from routines.progression.values import Exposure, Verdict


def red(log: Log) -> Because | None:
    """During 6 or more. Basis: Thomeé 1997, Silbernagel 2007 (knees and tendons)."""
    felt = log.newest.felt
    return Because({"during": felt}) if felt >= 6 else None


def sharp_or_stopped(log: Log) -> Because | None:
    """Sharp with during 4 or more, or partial because of pain."""
    newest = log.newest
    if newest.quality == "sharp" and newest.felt >= 4:
        return Because({"during": newest.felt}, message_id="R2.sharp")
    stopped = newest.status == "partial" and newest.stop_reason == "pain"
    return Because(message_id="R2.stopped") if stopped else None


def bad_morning(log: Log) -> Because | None:
    """Attributed, and carry 3 or more, or carry 2 or more with a morning of 6 or more.

    Basis: the 24-hour rule; Ostelo 2008 (two points matter).
    """
    carry = log.newest.carry
    if carry is None or not log.context.bad_morning_attributed:
        return None
    is_bad = carry >= 3 or (carry >= 2 and (log.newest.morning or 0) >= 6)
    return Because({"carry": carry}) if is_bad else None


def bad_morning_again(log: Log) -> Because | None:
    """Attributed, carry exactly 2, and the last earlier carry was 2 or more, or worst 4+.

    Basis: Ostelo 2008.
    """
    if log.newest.carry != 2 or not log.context.bad_morning_attributed:
        return None
    if log.earlier_carry is not None and log.earlier_carry >= 2:
        return Because({"carry": 2})
    return Because({"carry": 2}, message_id="R4.amber") if log.newest.worst >= 4 else None


def creeping_amber(log: Log) -> Because | None:
    """The last three never fell, rose by 2 or more in all, newest 4 or more.

    Basis: Silbernagel 2007 (no rise from week to week).
    """
    if not log.is_creeping or log.newest.felt < 4:
        return None
    return Because(_three_numbers(log), log.last_three)


def provoked(log: Log) -> Because | None:
    """The last three all at 4 or 5 with a rise of 2 or more each time."""
    three = [log.exposures[place] for place in log.last_three]
    if not three or log.newest.spread == "closer":
        return None
    always = all(e.felt in (4, 5) and e.rise >= 2 for e in three)
    return Because(used=log.last_three) if always else None


def direction_red(log: Log) -> Because | None:
    """Two or more exercises of this direction were red in the session."""
    red_ones = log.context.same_direction_red
    return Because({"red": red_ones}) if red_ones >= 2 else None


def too_hard_twice(log: Log) -> Because | None:
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
        and exposure.fraction < 0.5
        and exposure.stop_reason == "too_hard"
    )


GAP_FROM_DAYS = 8


def _days_off(log: Log, low: int, high: int | None) -> Because | None:
    days = log.context.days_since_last_session
    if days < low or (high is not None and days > high):
        return None
    return Because({"days": days})


def two_weeks_off(log: Log) -> Because | None:
    """14 to 27 days off. Basis: Caterisano 2019 (return after inactivity); design."""
    return _days_off(log, 14, 27)


def four_weeks_off(log: Log) -> Because | None:
    """28 to 55 days off. Basis: Caterisano 2019; design."""
    return _days_off(log, 28, 55)


def eight_weeks_off(log: Log) -> Because | None:
    """56 days off or more. Basis: Caterisano 2019; design."""
    return _days_off(log, 56, None)


def week_off(log: Log) -> Because | None:
    """8 to 13 days off: the dose holds."""
    return _days_off(log, GAP_FROM_DAYS, 13)


def _three_numbers(log: Log) -> dict[str, int]:
    names = ("first", "second", "third")
    return {
        name: log.exposures[place].felt for name, place in zip(names, log.last_three, strict=True)
    }


REGRESS_RULES = (
    Rule("R1", Verdict.REGRESS, red),
    Rule("R2", Verdict.REGRESS, sharp_or_stopped),
    Rule("R3", Verdict.REGRESS, bad_morning),
    Rule("R4", Verdict.REGRESS, bad_morning_again),
    Rule("R5", Verdict.REGRESS, creeping_amber),
    Rule("R6", Verdict.REGRESS, provoked),
    Rule("R8", Verdict.REGRESS, direction_red),
    Rule("R9", Verdict.REGRESS, too_hard_twice),
)

GAP_RULES = (
    Rule("G2", Verdict.REGRESS, two_weeks_off),
    Rule("G3", Verdict.REGRESS, four_weeks_off),
    Rule("G4", Verdict.REGRESS, eight_weeks_off),
    Rule("G1", Verdict.HOLD, week_off),
)
