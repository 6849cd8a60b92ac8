"""What a rule is: one object, made by the decorator above the function that looks.

`after` makes a rule on one exercise after a session, `before` a row of the gate, and
`whole_plan` a rule that speaks of the plan. An id is unique only inside its family: E1,
U1, T3, T5, G3, WEEK and HALF say other things before a session, after it and in the
ledger. Rows hold the ids of rules and of sentences: none is changed or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from functools import cached_property
from types import ModuleType
from typing import Any, Concatenate, Self

from msgspec import Struct

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.results import Message
from routines.progression.rules.thresholds import THRESHOLDS
from routines.progression.rules.values import GateContext
from routines.vocabulary import Action, Flag, Gate, Verdict


def gettext_noop(text: str) -> str:
    """Mark a text for translation and return it as it is."""
    return text


def in_words(text: str, translate: Callable[[str], str] = gettext_noop, **names: str) -> str:
    """A text in the reader's language, with the thresholds that its braces name.

    `names` are what else its braces name.
    """
    return translate(text).format(**THRESHOLDS, **names)


class Strength(StrEnum):
    """How well founded a threshold is, best first."""

    GOOD = "good"
    FAIR = "fair"
    PUBLIC = "public"
    PRACTICE = "practice"
    DESIGN = "design"


class Notice(StrEnum):
    """What a rule of the whole plan comes to where it neither stops nor eases anything."""

    ADVICE = "ADVICE"
    CLEARED = "CLEARED"


class Because(Struct, frozen=True, kw_only=True):
    """Why a rule fired: the numbers of its sentence and the exposures it used.

    `says` is the id of the sentence where that is not the rule's own. `used` are places
    in the history, oldest first; empty means the newest exposure alone.
    """

    numbers: tuple[tuple[str, int], ...] = ()
    used: tuple[int, ...] = ()
    says: str = ""

    @classmethod
    def of(cls, says: str = "", /, *, used: tuple[int, ...] = (), **numbers: int) -> Self:
        """With the numbers by name."""
        return cls(numbers=tuple(numbers.items()), used=used, says=says)


@dataclass(frozen=True, eq=False)
class Rule:
    """What a rule says of itself. Braces in `when` and `then` name thresholds, or `names`.

    `when` is the condition, `then` what follows beyond the result itself, and `basis`
    holds keys of `published.sources`. `says` are English sentences by id, where "" stands
    for the id of the rule; braces there hold the numbers that the rule gives, and
    `{exercise}` begins its sentence, so that "This exercise" fits too. `example` are
    numbers for the first of them.
    """

    function: Callable[..., Any]
    id: str
    result: Verdict | Gate | Notice
    _: KW_ONLY
    when: str
    then: str = ""
    basis: tuple[str, ...] = ()
    strength: Strength = Strength.DESIGN
    says: Mapping[str, str]
    example: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def message(self) -> Message:
        """Its own sentence, where that has no numbers."""
        return Message.of(self.id)

    @cached_property
    def sentences(self) -> dict[str, str]:
        """Its sentences by their whole ids."""
        return {key or self.id: text for key, text in self.says.items()}

    @property
    def in_example(self) -> Message:
        """The message that the published table shows: its first sentence."""
        return Message.of(next(iter(self.sentences)), **self.example)

    def condition(self, translate: Callable[[str], str] = gettext_noop) -> str:
        """When it holds, in the reader's language."""
        return in_words(self.when, translate, **self.names)

    def consequence(self, translate: Callable[[str], str] = gettext_noop) -> str:
        """What follows beyond its result, in the reader's language; empty where nothing does."""
        return in_words(self.then, translate, **self.names) if self.then else ""


@dataclass(frozen=True, eq=False)
class AfterRule(Rule):
    """A rule on one exercise after a session. The function returns why it fires, or None.

    `action` is what it asks for where that is more than its verdict always does. `flags`
    are the red flags for which it fires. With `is_lock` it locks the whole plan, and
    `says_when_over` is the sentence of the end of that lock. With `is_advice` its sentence
    is also given as advice. T5 counts the rules with `is_for_pain`. Those with
    `is_brought_on` also judge a gentle move. Those with `is_for_gap` look at days off alone.
    """

    function: Callable[[ExerciseHistory], Because | None]
    result: Verdict
    action: Action | None = None
    flags: frozenset[Flag] = frozenset()
    is_lock: bool = False
    says_when_over: str = ""
    is_advice: bool = False
    is_for_pain: bool = False
    is_brought_on: bool = False
    is_for_gap: bool = False

    def __call__(self, history: ExerciseHistory) -> Because | None:
        """Why it fires on a history; None where it does not."""
        return self.function(history)


class GateDay(Struct, frozen=True, kw_only=True):
    """What the gate is asked: today's answers, and what the plan asks of the day.

    `follows_half`: half of the last session was too much. `in_light_week`: the last week
    was worse than the one before.
    """

    context: GateContext
    follows_half: bool = False
    in_light_week: bool = False


@dataclass(frozen=True, eq=False)
class BeforeRule(Rule):
    """A row of the gate. The function returns whether it matches a day.

    With `is_own` it stands for its result if no row that is known to match comes to it.
    `says_of_day` is the ledger's sentence of a day that began too sore for the planned
    session: such a row matches because of that day's number alone.
    """

    function: Callable[[GateDay], bool]
    result: Gate
    is_own: bool = False
    says_of_day: str = ""

    def __call__(self, day: GateDay) -> bool:
        """Whether it matches a day."""
        return self.function(day)

    @property
    def is_sore_day(self) -> bool:
        """Whether it matches because of the day's number alone."""
        return bool(self.says_of_day)

    @property
    def message_of_day(self) -> str:
        """The id of the ledger's sentence of such a day."""
        return f"{self.id}.day"


@dataclass(frozen=True, eq=False)
class PlanRule[**P, T](Rule):
    """A rule of the whole plan. The function writes its line of the ledger, or gives its advice.

    `name` is what the ledger calls it where that is not its id, and `says_of_exercise`
    the sentence of a decision on one exercise that it overrules. `says_when_over` is the
    sentence of the end of a lock.
    """

    function: Callable[P, T]
    name: str = ""
    says_of_exercise: str = ""
    says_when_over: str = ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do as its function does."""
        return self.function(*args, **kwargs)


def _decorator[**P, F, R](make: Callable[Concatenate[F, P], R]) -> Callable[P, Callable[[F], R]]:
    """The decorator that makes a rule of a function with the words given to it."""

    def with_words(*words: P.args, **more: P.kwargs) -> Callable[[F], R]:
        return lambda function: make(function, *words, **more)

    return with_words


after = _decorator(AfterRule)
before = _decorator(BeforeRule)
whole_plan = _decorator(PlanRule)


def rules_of[R: Rule](kind: type[R], *modules: ModuleType) -> tuple[R, ...]:
    """The rules of a kind that some modules write, in the order in which they stand there."""
    return tuple(
        rule
        for module in modules
        for rule in vars(module).values()
        if isinstance(rule, kind) and rule.function.__module__ == module.__name__
    )


class Finding(Struct, frozen=True, kw_only=True):
    """A rule that fired on a history; its verdict, which may be another than the rule's own."""

    rule: AfterRule
    verdict: Verdict
    message: Message
    used: tuple[int, ...]


def find(rules: Iterable[AfterRule], history: ExerciseHistory) -> list[Finding]:
    """Every one of some rules that fires on a history, in their order."""
    findings = []
    newest = (history.last,) if history.exposures else ()
    for rule in rules:
        because = rule.function(history)
        if because is not None:
            message = rule.message
            if because.says or because.numbers:
                message = Message(id=because.says or rule.id, numbers=because.numbers)
            used = because.used or newest
            findings.append(Finding(rule=rule, verdict=rule.result, message=message, used=used))
    return findings
