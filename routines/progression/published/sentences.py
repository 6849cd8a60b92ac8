"""The English sentences of all rules by their ids, for each place where one is read.

The app translates them by their text. Diaries hold the ids, so a sentence stays while a
row may hold its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from routines.progression.plan_level.plan_rules import WHOLE_PLAN
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.registry import AFTER, LOCKS
from routines.progression.rules.results import Message
from routines.progression.rules.rule import Rule, gettext_noop


def _all_of(rules: Iterable[Rule]) -> dict[str, str]:
    return {key: text for rule in rules for key, text in rule.sentences.items()}


# Why an exercise goes on as it does.
DECISION_SENTENCES: dict[str, str] = {
    **_all_of(AFTER),
    **{rule.id: rule.says_of_exercise for rule in WHOLE_PLAN if rule.says_of_exercise},
}
# What a check-in may open, and why.
GATE_SENTENCES: dict[str, str] = _all_of(BEFORE)
# What the ledger says of the whole plan, and advice.
PLAN_SENTENCES: dict[str, str] = {
    **_all_of(LOCKS),
    **_all_of(rule for rule in AFTER if rule.is_advice),
    **_all_of(WHOLE_PLAN),
    **{rule.message_of_day: rule.says_of_day for rule in BEFORE if rule.is_sore_day},
}


def sentence(
    message: Message,
    sentences: Mapping[str, str],
    exercise: str = "This exercise",
    translate: Callable[[str], str] = gettext_noop,
) -> str:
    """The sentence of a message, with its numbers and the exercise's name.

    `translate` maps an English template to the reader's language.
    """
    return translate(sentences[message.id]).format(exercise=exercise, **dict(message.numbers))
