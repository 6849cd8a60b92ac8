"""The published rule table, put together from what each rule says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from routines.progression.plan_level.plan_rows import ADVICE, CLEARED, PLAN_ROWS
from routines.progression.published.sources import SOURCES
from routines.progression.rules.decide import ANSWER_RULES, DECIDE_ROWS
from routines.progression.rules.gate import GATE_ROWS
from routines.progression.rules.reasons import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
    gettext_noop,
    sentence,
)
from routines.progression.rules.results import Message
from routines.progression.rules.row import Listed, Strength, in_words
from routines.progression.rules.stop import FLAG_RULES
from routines.vocabulary import Gate, Verdict

_ = gettext_noop

RESULTS: dict[str, str] = {
    Gate.EMERGENCY: _("emergency help now, no exercise"),
    Gate.URGENT: _("waits until it was checked"),
    Gate.LOCKED: _("waits until it was checked"),
    Gate.STOP_SEE: _("stop"),
    Gate.RESCREEN: _("the red-flag questions first"),
    Gate.EASE: _("a gentle session"),
    Gate.MOBILITY_ONLY: _("mobility only"),
    Gate.LIGHT: _("a lighter session"),
    Gate.NO_STRENGTH: _("no strength"),
    Gate.RUN: _("the session as planned"),
    Verdict.SWAP: _("something different"),
    Verdict.REGRESS: _("a little easier"),
    Verdict.HOLD: _("the same again"),
    Verdict.PROGRESS: _("a little more"),
    Verdict.MAINTAIN: _("stays: the goal is reached"),
    ADVICE: _("advice; nothing stops"),
    CLEARED: _("the pause is over"),
}

STRENGTHS: dict[Strength, str] = {
    Strength.GOOD: _("good"),
    Strength.FAIR: _("fair"),
    Strength.PUBLIC: _("public guidance"),
    Strength.PRACTICE: _("common practice"),
    Strength.DESIGN: _("our design"),
}


@dataclass(frozen=True)
class Family:
    """Rules that are read together, in the order in which the code asks them."""

    slug: str
    title: str
    rows: tuple[Listed, ...]
    sentences: Mapping[str, str]


def _after(slug: str, title: str, *verdicts: Verdict) -> Family:
    """The rules on an exercise that come to one of these verdicts."""
    rules = (Listed(rule.id, rule.verdict, rule.row) for rule in (*FLAG_RULES, *ANSWER_RULES))
    rows = tuple(row for row in (*rules, *DECIDE_ROWS) if row.result in verdicts)
    return Family(slug, title, rows, DECISION_SENTENCES)


GATE = Family("before", _("Before a session"), GATE_ROWS, GATE_SENTENCES)
FAMILIES = (
    GATE,
    _after(
        "stop",
        _("After each exercise: stop"),
        Verdict.EMERGENCY,
        Verdict.URGENT,
        Verdict.STOP_SEE,
    ),
    _after("swap", _("After each exercise: something different"), Verdict.SWAP),
    _after("ease", _("After each exercise: a little easier"), Verdict.REGRESS),
    _after("hold", _("After each exercise: the same again"), Verdict.HOLD),
    _after("up", _("After each exercise: a little more"), Verdict.PROGRESS, Verdict.MAINTAIN),
    Family("plan", _("The whole plan"), PLAN_ROWS, PLAN_SENTENCES),
)


@dataclass(frozen=True)
class TableRow:
    """A row as a person reads it. `anchor` is its place on a page, `basis` names sources."""

    anchor: str
    id: str
    result: str
    when: str
    then: str
    example: str
    basis: tuple[str, ...]
    strength: str


def rows_of(family: Family, translate: Callable[[str], str] = gettext_noop) -> tuple[TableRow, ...]:
    """The rows of a family in the reader's language."""
    return tuple(_row(family, listed, translate) for listed in family.rows)


def _row(family: Family, listed: Listed, translate: Callable[[str], str]) -> TableRow:
    row = listed.row
    message = Message(row.message_id or listed.id, row.numbers)
    exercise = translate(_("This exercise"))
    return TableRow(
        anchor=anchor_of(family, listed),
        id=listed.id,
        result=translate(RESULTS[listed.result]),
        when=in_words(row.when, translate),
        then=in_words(row.then, translate) if row.then else "",
        example=sentence(message, family.sentences, exercise, translate),
        basis=tuple(SOURCES[key].name for key in row.basis),
        strength=translate(STRENGTHS[row.strength]),
    )


def anchor_of(family: Family, listed: Listed) -> str:
    """The rule's id, but for a row of the gate whose id another family has too."""
    others = {row.id for other in FAMILIES if other is not GATE for row in other.rows}
    return f"{GATE.slug}-{listed.id}" if family is GATE and listed.id in others else listed.id
