"""The rules' sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from routines.coaching.session_preview import SessionPreview
from routines.models import CheckIn, Exercise, PlanEntry
from routines.models.current import CurrentLine
from routines.models.timeline import DecidedLine
from routines.progression import Message
from routines.progression.plan_level.outlook import Outlook
from routines.progression.plan_level.plan_rules import WHOLE_PLAN
from routines.progression.published.sentences import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
    sentence,
)
from routines.progression.rules.gate import BEFORE
from routines.vocabulary import ChoiceKind, Gate, Verdict


def change_reason(line: CurrentLine) -> str:
    """Why the rules said so of an exercise last, in one sentence."""
    message = Message.of(line.message, **line.numbers)
    return sentence(message, DECISION_SENTENCES, line.exercise.name, gettext)


def gate_reasons(check_in: CheckIn) -> list[str]:
    """What the gate says, the row that names it first."""
    return [
        sentence(Message.of(rule, **check_in.numbers), GATE_SENTENCES, translate=gettext)
        for rule in check_in.rules
    ]


def run_reasons(run: SessionPreview) -> list[str]:
    """Why a session is as it is under a gate: what holds, and when the rest would.

    The row that names the gate comes first.
    """
    rows = {row.id: row for row in BEFORE}
    return [
        sentence(Message.of(rule, **run.numbers), GATE_SENTENCES, translate=gettext)
        if rule in run.holding or rows[rule].result == Gate.RUN
        else gettext("This is for: {when}").format(when=rows[rule].condition(gettext))
        for rule in run.rules
    ]


def advice_words(advice: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a professional could help with, in sentences."""
    return [sentence(Message.from_row(row), PLAN_SENTENCES, translate=gettext) for row in advice]


def lock_reason(rule: str) -> str:
    """Why the plan is paused, in one sentence."""
    sentences = {**DECISION_SENTENCES, **GATE_SENTENCES}
    return sentence(Message.of(rule), sentences, translate=gettext)


def decision_reason(decision: DecidedLine) -> str:
    """Why the rules said so of an exercise, in one sentence."""
    message = Message.of(decision.message, **decision.numbers)
    return sentence(message, DECISION_SENTENCES, decision.exercise.name, gettext)


def other_reasons(decision: DecidedLine) -> list[str]:
    """What else spoke for it, a sentence each."""
    messages = [Message.from_row(row) for row in decision.others]
    name = decision.exercise.name
    return [sentence(message, DECISION_SENTENCES, name, gettext) for message in messages]


def entry_reason(entry: PlanEntry) -> str:
    """What holds for the whole plan, in one sentence."""
    return sentence(Message.of(entry.message, **entry.numbers), PLAN_SENTENCES, translate=gettext)


def what_next(ahead: Outlook | None, *, is_locked: bool) -> str:
    """What comes next by itself, when all goes quietly from here."""
    if ahead is None:
        return gettext("This one opens or closes a session, and its dose stays as it is.")
    if is_locked:
        return gettext("This is paused until it has been checked. Then it goes on from here.")
    if ahead.verdict is None:
        return gettext("It stays as it is for now. A few quiet sessions come before anything else.")
    if ahead.verdict == "MAINTAIN":
        return ngettext(
            "One more session at 3 or less, with a quiet morning after it, and you are where"
            " you wanted to be.",
            "{count} more sessions at 3 or less, with quiet mornings after them, and you are"
            " where you wanted to be.",
            ahead.sessions,
        ).format(count=ahead.sessions)
    return ngettext(
        "One more session at 3 or less, with a quiet morning after it, and this moves up.",
        "{count} more sessions at 3 or less, with quiet mornings after them, and this moves up.",
        ahead.sessions,
    ).format(count=ahead.sessions)


def why_refused(
    kind: str, exercise: Exercise, decision: DecidedLine | None, *, is_locked: bool
) -> str:
    """Why something cannot be chosen for an exercise now, in one sentence."""
    if not exercise.is_progressed:
        return gettext("This one opens or closes a session, and its dose is left alone.")
    match kind:
        case ChoiceKind.EASE:
            return gettext("This is its easiest dose already.")
        case ChoiceKind.HOLD:
            return gettext("It has not gone up since the last session, so it stays as it is.")
        case ChoiceKind.UNDO:
            return gettext("There is no choice of yours to take back since the last session.")
    if is_locked:
        return gettext(
            "This is paused until it has been checked, so it cannot go up now. You may ease it."
        )
    if decision is not None and decision.verdict == Verdict.PROGRESS:
        return gettext("It has just gone up by itself, so one quiet session comes first.")
    if decision is not None and decision.verdict in (Verdict.HOLD, Verdict.MAINTAIN):
        return gettext("This is the last dose of the variants that are yours.")
    return gettext("Your answers asked for less of it, so it goes up again once it is quiet.")


def rule_name(rule: str) -> str:
    """What a rule is called: its id in the published table, or words where it has none."""
    names = {known.id: known.name for known in WHOLE_PLAN if known.name}
    return gettext(names[rule]) if rule in names else rule
