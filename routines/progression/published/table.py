"""The published rule table, put together from what each rule says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from routines.progression.plan_level.plan_rules import WHOLE_PLAN
from routines.progression.published.sentences import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
    sentence,
)
from routines.progression.published.sources import SOURCES
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.registry import AFTER
from routines.progression.rules.rule import Notice, Rule, Strength, gettext_noop
from routines.progression.rules.rule import gettext_noop as _
from routines.vocabulary import Gate, Verdict

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
    Notice.ADVICE: _("advice; nothing stops"),
    Notice.CLEARED: _("the pause is over"),
}

STRENGTHS: dict[Strength, str] = {
    Strength.GOOD: _("good"),
    Strength.FAIR: _("fair"),
    Strength.PUBLIC: _("public guidance"),
    Strength.PRACTICE: _("common practice"),
    Strength.DESIGN: _("our design"),
}


@dataclass(frozen=True, eq=False)
class Family:
    """Rules that are read together, in the order in which the code asks them."""

    slug: str
    title: str
    rules: tuple[Rule, ...]
    sentences: Mapping[str, str]


def _after(slug: str, title: str, *verdicts: Verdict) -> Family:
    """The rules on an exercise that come to one of these verdicts."""
    rules = tuple(rule for rule in AFTER if rule.result in verdicts)
    return Family(slug, title, rules, DECISION_SENTENCES)


GATE = Family("before", _("Before a session"), BEFORE, GATE_SENTENCES)
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
    Family("plan", _("The whole plan"), WHOLE_PLAN, PLAN_SENTENCES),
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
    return tuple(_row(family, rule, translate) for rule in family.rules)


def _row(family: Family, rule: Rule, translate: Callable[[str], str]) -> TableRow:
    exercise = translate(_("This exercise"))
    return TableRow(
        anchor=anchor_of(family, rule),
        id=rule.id,
        result=translate(RESULTS[rule.result]),
        when=rule.condition(translate),
        then=rule.consequence(translate),
        example=sentence(rule.in_example, family.sentences, exercise, translate),
        basis=tuple(SOURCES[key].name for key in rule.basis),
        strength=translate(STRENGTHS[rule.strength]),
    )


def anchor_of(family: Family, rule: Rule) -> str:
    """The rule's id, except for a row of the gate whose id another family has too."""
    others = {other.id for members in FAMILIES if members is not GATE for other in members.rules}
    return f"{GATE.slug}-{rule.id}" if family is GATE and rule.id in others else rule.id
