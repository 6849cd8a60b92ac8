"""The rules' sentences in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from routines.models import CheckIn
from routines.models.current import CurrentLine
from routines.progression import Message
from routines.progression.reasons import DECISION_SENTENCES, GATE_SENTENCES, sentence


def change_reason(line: CurrentLine) -> str:
    """Why the rules said so of an exercise last, in one sentence."""
    message = Message(line.message, line.numbers)
    return sentence(message, DECISION_SENTENCES, line.exercise_name, gettext)


def gate_reasons(check_in: CheckIn) -> list[str]:
    """What the gate says, the row that names it first."""
    return [
        sentence(Message(rule, check_in.numbers), GATE_SENTENCES, translate=gettext)
        for rule in check_in.rules
    ]


def lock_reason(rule: str) -> str:
    """Why the plan is paused, in one sentence."""
    sentences = {**DECISION_SENTENCES, **GATE_SENTENCES}
    return sentence(Message(rule), sentences, translate=gettext)
