"""Presentation: icons, arrows, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from routines.coaching import words
from routines.models import CheckIn, Decision, Lock, Status, Step, StopReason, Verdict

register = template.Library()

ARROWS = {
    Verdict.PROGRESS: "arrow-up",
    Verdict.REGRESS: "arrow-down",
    Verdict.HOLD: "equal",
    Verdict.MAINTAIN: "equal",
    Verdict.SWAP: "arrow-left-right",
}
PAUSED = "pause"
SHORT_LABEL = 18


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the one set, in the size and colour of the text beside it."""
    attributes = {"aria_hidden": "true", "focusable": "false", "class": "icon"}
    return mark_safe(lucide(name, size=None, **attributes))  # noqa: S308


@register.simple_tag
def mail_goes_to_console() -> bool:
    """Whether this server prints its mail instead of sending it."""
    return bool(settings.MAIL_GOES_TO_CONSOLE)


@register.filter
def arrow(decision: Decision) -> str:
    """The icon beside a decision, so that colour is never the only sign."""
    return ARROWS.get(Verdict(decision.verdict), PAUSED)


@register.filter
def reason(decision: Decision) -> str:
    """Why the rules said so."""
    return words.decision_reason(decision)


@register.filter
def gate_reasons(check_in: CheckIn) -> list[str]:
    """What the gate says, most important first."""
    return words.gate_reasons(check_in)


@register.filter
def lock_reason(lock: Lock) -> str:
    """Why the plan is paused."""
    return words.lock_reason(lock.rule)


@register.filter
def weekday_name(weekday: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return str(WEEKDAYS[weekday])


@register.filter
def is_short(field: BoundField) -> bool:
    """Whether its answers are short enough to stand side by side."""
    return all(len(str(option.choice_label)) <= SHORT_LABEL for option in field)


@register.filter
def status_word(status: str) -> str:
    """A step's status in words."""
    return str(Status(status).label)


@register.filter
def stop_reason_word(stop_reason: str) -> str:
    """Why not all of it, in words."""
    return str(StopReason(stop_reason).label)


@register.filter
def done_choice(done_percent: int) -> str:
    """The answer that the form offers for a share of the dose, or nothing."""
    return str(done_percent) if 0 < done_percent < 100 else ""


@register.filter
def last_address(steps: list[Step]) -> str:
    """Where the last of some steps is."""
    return steps[-1].get_absolute_url()


@register.filter
def variant_names(steps: Iterable[Step]) -> str:
    """The variants of some steps, between commas."""
    return ", ".join(step.dose.variant.name for step in steps)
