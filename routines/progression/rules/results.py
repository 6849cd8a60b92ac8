"""What the rules give out: decisions with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from msgspec import Struct

from routines.vocabulary import Action, Gate, Verdict


class Message(Struct, frozen=True, kw_only=True):
    """A sentence by its id, with the numbers that its braces name.

    `published.sentences` holds the English words.
    """

    id: str
    numbers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, message_id: str, /, **numbers: int) -> Self:
        """The sentence with its numbers by name."""
        return cls(id=message_id, numbers=tuple(numbers.items()))

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """The message that `to_row` made `row` of."""
        return cls.of(row["id"], **row.get("numbers", {}))

    def to_row(self) -> dict[str, Any]:
        """The message as a row keeps it: its id, and its numbers by name where it has any."""
        return {"id": self.id, **({"numbers": dict(self.numbers)} if self.numbers else {})}


class Decision(Struct, frozen=True, kw_only=True):
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
        return Decision(
            verdict=verdict,
            action=action,
            rules=(reason.id,),
            reason=reason,
            others=others,
            used=self.used,
        )


class GateDecision(Struct, frozen=True, kw_only=True):
    """What today's session may be, and every rule that matched, in order."""

    result: Gate
    rules: tuple[str, ...]
    reason: Message
    others: tuple[Message, ...] = ()
