"""What the rules give out: verdicts, actions, and decisions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from routines.progression.fields import value


class Verdict(StrEnum):
    """What a decision says, most cautious first.

    `caution` is the place in that order: 0 is the most cautious.
    """

    caution: int

    def __new__(cls, value: str) -> Self:
        """The member, which knows its place."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.caution = len(cls.__members__)
        return member

    EMERGENCY = "EMERGENCY"
    URGENT = "URGENT"
    STOP_SEE = "STOP_SEE"
    SWAP = "SWAP"
    REGRESS = "REGRESS"
    HOLD = "HOLD"
    PROGRESS = "PROGRESS"
    MAINTAIN = "MAINTAIN"


class Action(StrEnum):
    """What happens to the dose."""

    STOP = "stop"
    SWAP = "swap"
    RESTART = "restart"
    HALF = "half"
    EASIER_VARIANT = "easier_variant"
    STEP_DOWN = "step_down"
    REPEAT = "repeat"
    STEP_UP = "step_up"
    TWO_STEPS_UP = "two_steps_up"
    NEXT_VARIANT = "next_variant"
    MAINTAIN = "maintain"


class GateResult(StrEnum):
    """What today's session may be."""

    EMERGENCY = "EMERGENCY"
    URGENT = "URGENT"
    LOCKED = "LOCKED"
    STOP_SEE = "STOP_SEE"
    RESCREEN = "RESCREEN"
    EASE = "EASE"
    MOBILITY_ONLY = "MOBILITY_ONLY"
    LIGHT = "LIGHT"
    NO_STRENGTH = "NO_STRENGTH"
    RUN = "RUN"


NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


@value
class Message:
    """A sentence by id, with its numbers; `reasons` holds the English words."""

    id: str
    numbers: Mapping[str, int] = NO_NUMBERS


@value
class Decision:
    """What the rules say about one exercise.

    `rules` are the ids that gave the verdict, `reason` its sentence, `others`
    up to two further ones, `used` the places in the exposures it rests on.
    `afterwards` is what becomes of the dose: the action, but where the exercise
    stops it is the easing that was due beneath, for the day it comes back.
    """

    verdict: Verdict
    action: Action
    rules: tuple[str, ...]
    reason: Message
    others: tuple[Message, ...] = ()
    used: tuple[int, ...] = ()
    afterwards: Action = Action.REPEAT

    def overruled(
        self, verdict: Verdict, action: Action, reason: Message, others: tuple[Message, ...] = ()
    ) -> Decision:
        """What a rule of the whole plan makes of it: the dose stays, whatever was due."""
        return Decision(verdict, action, (reason.id,), reason, others, self.used)


@value
class GateDecision:
    """What today's session may be, and every rule that matched, in order."""

    result: GateResult
    rules: tuple[str, ...]
    reason: Message
    others: tuple[Message, ...] = ()
