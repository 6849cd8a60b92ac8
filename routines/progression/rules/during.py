"""What an answer asks for at once (docs/rules.md, In the middle of a session)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import STOP_AT, STOP_SHARP_AT
from routines.progression.rules.values import Exposure
from routines.vocabulary import Neuro, Quality, Spread


class Outcome(StrEnum):
    """What happens now, most cautious first."""

    EMERGENCY = "emergency"
    END_AND_ASK = "end_and_ask"
    FINISH_GENTLY = "finish_gently"
    STOP_EXERCISE = "stop_exercise"
    GO_ON = "go_on"


class Alarm(Struct, frozen=True, kw_only=True):
    """The yes/no questions beside the number."""

    chest_pain: bool = False
    dizzy_or_breathless: bool = False
    weakness: bool = False


def during_session(exposure: Exposure, alarm: Alarm, stopped_before: int) -> Outcome:
    """What the player does after "Something hurts".

    `exposure` is the exercise so far; `stopped_before` counts the other
    exercises already stopped in this session. Chest pain is an emergency.
    """
    if alarm.chest_pain:
        return Outcome.EMERGENCY
    if alarm.dizzy_or_breathless or alarm.weakness or exposure.neuro == Neuro.PERSISTENT:
        return Outcome.END_AND_ASK
    if not must_stop(exposure):
        return Outcome.GO_ON
    return Outcome.FINISH_GENTLY if stopped_before > 0 else Outcome.STOP_EXERCISE


class StopRule(Struct, frozen=True, kw_only=True):
    """What stops one exercise: whether it holds, and the same in words.

    Braces in `says` name thresholds.
    """

    says: str
    holds: Callable[[Exposure], bool]


STOP_RULES = (
    StopRule(
        says=_("An exercise stops at {STOP_AT} or more."),
        holds=lambda exposure: exposure.felt >= STOP_AT,
    ),
    StopRule(
        says=_("An exercise stops when it is sharp at {STOP_SHARP_AT} or more."),
        holds=lambda exposure: exposure.quality == Quality.SHARP and exposure.felt >= STOP_SHARP_AT,
    ),
    StopRule(
        says=_("An exercise stops when a feeling moves further down the leg."),
        holds=lambda exposure: exposure.spread == Spread.FURTHER,
    ),
    StopRule(
        says=_("An exercise stops with tingling or numbness."),
        holds=lambda exposure: exposure.neuro != Neuro.NONE,
    ),
)


def why_stopped(exposure: Exposure) -> list[StopRule]:
    """Every rule that stops an exercise; empty where it may go on."""
    return [rule for rule in STOP_RULES if rule.holds(exposure)]


def must_stop(exposure: Exposure) -> bool:
    """At 6 or more, sharp at 4 or more, spread further, or any nerve sign."""
    return any(rule.holds(exposure) for rule in STOP_RULES)
