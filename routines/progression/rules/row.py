"""What the published table says of a rule: its condition in words, and what that rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routines.progression.rules.reasons import gettext_noop
from routines.progression.rules.thresholds import THRESHOLDS


class Strength(StrEnum):
    """How well founded a threshold is, best first."""

    GOOD = "good"
    FAIR = "fair"
    PUBLIC = "public"
    PRACTICE = "practice"
    DESIGN = "design"


@dataclass(frozen=True)
class Row:
    """The words of one row. Braces in `when` and `then` name thresholds.

    `when` is the condition, `then` what follows beyond the result itself, and
    `basis` holds keys of `sources`. `numbers` and `message_id` (left empty: the
    rule's id) make the example of what a person reads.
    """

    when: str
    basis: tuple[str, ...] = ()
    strength: Strength = Strength.DESIGN
    then: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    message_id: str = ""


@dataclass(frozen=True)
class Listed:
    """A row with the id of its rule and its result, a key of `table.RESULTS`."""

    id: str
    result: str
    row: Row


def in_words(text: str, translate: Callable[[str], str] = gettext_noop) -> str:
    """A text in the reader's language, with the thresholds that its braces name."""
    return translate(text).format(**THRESHOLDS)
