"""The ledger as values: decisions, the person's choices, and what is plan-wide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec import Struct

from routines.progression.rules.ladder import LadderPlace
from routines.progression.rules.results import Decision, Message
from routines.vocabulary import ChoiceKind

Key = tuple[str, ...]


class DecisionLine(Struct, frozen=True, kw_only=True):
    """What was decided of an exercise after a session, and where it leads.

    `used` are the ids of the sessions that it rests on. Until `rests_until`
    something else is done instead.
    """

    at: datetime
    session: str
    exercise: str
    decision: Decision
    before: LadderPlace
    after: LadderPlace
    used: tuple[str, ...]
    rests_until: date | None = None

    @property
    def key(self) -> Key:
        """A session decides an exercise once: a second decision replaces the first."""
        return ("decision", self.session, self.exercise)


class ChoiceLine(Struct, frozen=True, kw_only=True):
    """The person's own choice on one exercise, and what it did to the dose."""

    at: datetime
    exercise: str
    choice: ChoiceKind
    before: LadderPlace
    after: LadderPlace

    @property
    def key(self) -> Key:
        """A moment holds a single choice."""
        return ("choice", self.at.isoformat(), self.exercise)


class PlanLine(Struct, frozen=True, kw_only=True):
    """Something about the whole plan, by rule: a lock, a light week, a resting direction.

    `until` is the last day on which it holds, where it ends by itself.
    """

    at: datetime
    rule: str
    message: Message
    session: str = ""
    direction: str = ""
    until: date | None = None

    @property
    def key(self) -> Key:
        """A rule has a single line for a session, or for a moment."""
        when = self.session or self.at.isoformat()
        return ("plan", self.rule, when, self.direction, self.message.id)


Line = DecisionLine | ChoiceLine | PlanLine


@dataclass
class Ledger:
    """Lines by key, in the order in which they were first written.

    `struck` are the keys of lines that were taken back.
    """

    by_key: dict[Key, Line] = field(default_factory=dict)
    struck: set[Key] = field(default_factory=set)

    def add(self, line: Line) -> None:
        """Write a line, in place of one with the same key."""
        key = line.key
        self.by_key[key] = line
        self.struck.discard(key)

    def strike(self, key: Key) -> None:
        """Take a line back."""
        self.by_key.pop(key, None)
        self.struck.add(key)

    @property
    def lines(self) -> list[Line]:
        """The lines that stand, oldest first."""
        return sorted(self.by_key.values(), key=lambda line: line.at)
