"""What a rule is: an id, what it says, and one small function that looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from routines.progression.fields import record, value
from routines.progression.rules.history import ExerciseHistory, Sign
from routines.progression.rules.results import NO_NUMBERS, Message
from routines.progression.rules.row import Row
from routines.vocabulary import Verdict


@record
class Because:
    """Why a rule fired: the numbers of its sentence and the entries it used.

    `used` is oldest first; left empty it means the newest exposure alone.
    """

    numbers: Mapping[str, int] = NO_NUMBERS
    used: tuple[int, ...] = ()
    message_id: str = ""


@value
class Rule:
    """One row of the table. `looks` returns why it fires, or None; `row` says so in words.

    It fires on no log without one of the signs in `needs`, and so need not look there.
    """

    id: str
    verdict: Verdict
    looks: Callable[[ExerciseHistory], Because | None]
    row: Row
    needs: int = Sign.ANY

    @cached_property
    def message(self) -> Message:
        """Its sentence where that has no numbers."""
        return Message(self.id)


@record
class Finding:
    """A rule that fired on a log."""

    rule: str
    verdict: Verdict
    message: Message
    used: tuple[int, ...]


def find(rules: tuple[Rule, ...], log: ExerciseHistory) -> list[Finding]:
    """Every rule of the table that fires, in the order of the table."""
    findings = []
    newest = (log.last,) if log.exposures else ()
    for rule in rules:
        because = rule.looks(log)
        if because is not None:
            message = rule.message
            if because.message_id or because.numbers:
                message = Message(because.message_id or rule.id, because.numbers)
            findings.append(Finding(rule.id, rule.verdict, message, because.used or newest))
    return findings
