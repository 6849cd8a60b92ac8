"""What the rules give out: decisions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from routines.progression.fields import value
from routines.vocabulary import Action, Gate, Verdict

NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


@value
class Message:
    """A sentence by id, with its numbers; `published.sentences` holds the English words."""

    id: str
    numbers: Mapping[str, int] = NO_NUMBERS

    @classmethod
    def of(cls, message_id: str, /, **numbers: int) -> Self:
        """With the numbers by name."""
        return cls(message_id, numbers)


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

    result: Gate
    rules: tuple[str, ...]
    reason: Message
    others: tuple[Message, ...] = ()
