"""Presentation of the ledger: sentences, rules with their evidence, changes of dose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from routines.models import Dose, PlanEntry
from routines.models.labels import label_of
from routines.models.timeline import DecidedLine, TimelineLine, UsedSession
from routines.progression.plan_level.plan_rules import LINES
from routines.progression.rules.rule import Notice
from routines.templatetags.product import icon, ledger_address, verdict_chip
from routines.vocabulary import ChoiceKind, Gate, Verdict
from routines.words import rules as rule_words

register = template.Library()
for words in (rule_words.decision_reason, rule_words.entry_reason, rule_words.other_reasons):
    register.filter(words.__name__, words)
for sentence in (rule_words.what_next, rule_words.why_refused):
    register.simple_tag(sentence)

CHOICE_ICONS = {
    ChoiceKind.RAISE: "arrow-up",
    ChoiceKind.HOLD: "equal",
    ChoiceKind.EASE: "arrow-down",
    ChoiceKind.UNDO: "undo-2",
}
# What goes on, where an entry of the plan says so; all others pause.
PLAN_ICONS: dict[str, str] = {
    Gate.LIGHT: "arrow-down",
    Gate.EASE: "arrow-down",
    Notice.CLEARED: "play",
    Verdict.HOLD: "equal",
}


def evidence_address(rule: str) -> str:
    """Where a rule is explained, with its evidence."""
    try:
        page = reverse("routines:evidence")
    except NoReverseMatch:
        page = "/evidence/"
    return f"{page}#{rule}"


@register.filter
def rule_links(rules: Iterable[str]) -> SafeString:
    """Which published rules said so, each leading to its evidence: "Rules R1, R2"."""
    return _rule_links(tuple(rules), get_language())


# A page of the ledger shows the same few rules on every line.
@lru_cache(maxsize=512)
def _rule_links(rules: tuple[str, ...], language: str) -> SafeString:
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((evidence_address(rule), rule_words.rule_name(rule)) for rule in rules),
    )
    return format_html("{} {}", ngettext("Rule", "Rules", len(rules)), links)


@register.filter
def day_in_words(day: date) -> str:
    """A day with its weekday and year."""
    return _day_in_words(day, "l j F Y", get_language())


# The days of a ledger are the same for everybody, and naming one takes long.
@lru_cache(maxsize=4096)
def _day_in_words(day: date, pattern: str, language: str) -> str:
    return date_format(day, pattern)


@register.simple_tag
def dose_change(from_dose: Dose, to_dose: Dose) -> SafeString:
    """What a dose was and what it is: with the names of the variants where these differ."""
    was, now = from_dose.in_words(), to_dose.in_words()
    if from_dose == to_dose:
        return _stays(now, get_language())
    if from_dose.variant_id != to_dose.variant_id:
        was, now = f"{from_dose.variant.name} {was}", f"{to_dose.variant.name} {now}"
    return format_html("{} {} {}", was, _now(), now)


@lru_cache(maxsize=512)
def _stays(dose: str, language: str) -> SafeString:
    return format_html("{}", gettext("stays {dose}").format(dose=dose))


def _now() -> SafeString:
    """An arrow, which is read out as a word."""
    hidden = '{}<span class="visually-hidden">{}</span>'
    return format_html(hidden, icon("arrow-right"), gettext("now"))


# In Python, because a page holds dozens of them and a template takes five times as long.
@register.simple_tag
def decision_line(line: TimelineLine, *, is_one_exercise: bool) -> SafeString:
    """What the rules decided of one exercise, why, and of which sessions that comes.

    On the page of `is_one_exercise` its name is left out.
    """
    decision = line.decision
    if decision is None:
        return SafeString("")
    return format_html(
        DECISION_LINE,
        chip=verdict_chip(decision.verdict, decision.rules),
        name="" if is_one_exercise else _decision_name(decision),
        style="strong" if is_one_exercise else "change__why",
        change=_swapped(decision) or dose_change(decision.from_dose, decision.to_dose),
        end="" if decision.swap_to else "\n",
        why=rule_words.decision_reason(decision),
        rules=rule_links(decision.rules),
        corrected=_corrected(decision),
        used=used_sessions(line.used),
    )


DECISION_LINE = """{chip}
                {name}
                <p class="{style} number">{change}{end}</p>
                <p class="change__why soft">{why} <span class="rule">{rules}</span></p>
                {corrected}
                {used}"""


def _decision_name(decision: DecidedLine) -> SafeString:
    address = ledger_address(decision.exercise.slug)
    variant, exercise = decision.variant.name, decision.exercise.name
    beside = format_html('<span class="small soft">{}</span>', exercise)
    html = '<span class="named"><a href="{}">{}</a>{}</span>'
    return format_html(html, address, variant, "" if variant == exercise else beside)


def _swapped(decision: DecidedLine) -> SafeString | None:
    """What took the place of an exercise, and until when; None where nothing did."""
    if decision.swap_to is None:
        return None
    address = reverse("routines:exercise_detail", args=[decision.swap_to.slug])
    until = ""
    if decision.rests_until:
        day = date_format(decision.rests_until, "j F")
        until = " " + gettext("until {until}").format(until=day)
    html = '{} <a href="{}">{}</a>{}'
    return format_html(html, _now(), address, decision.swap_to.name, until)


def _corrected(decision: DecidedLine) -> SafeString | str:
    if decision.corrected_day is None:
        return ""
    day = date_format(decision.corrected_day, "l j F")
    words = gettext("Changed because you corrected {day}.").format(day=day)
    return format_html('<p class="change__why soft">{}</p>', words)


@register.simple_tag
def used_sessions(sessions: Sequence[UsedSession]) -> SafeString:
    """The sessions that a decision rests on, each a link to its page."""
    if not sessions:
        return SafeString("")
    language = get_language()
    links = format_html_join(
        " · ",
        '<a href="{}">{}</a>',
        (
            (session.get_absolute_url(), _day_in_words(session.started_on, "D j M", language))
            for session in sessions
        ),
    )
    return format_html('<p class="change__why small soft">{} {}</p>', gettext("Based on"), links)


@register.filter
def choice_icon(kind: str) -> SafeString:
    """The sign of a choice."""
    return icon(CHOICE_ICONS[ChoiceKind(kind)])


@register.filter
def choice_label(kind: str) -> str:
    """What may be chosen, as a button says it."""
    return str(label_of(ChoiceKind(kind)))


@register.filter
def choice_words(kind: str) -> str:
    """What was chosen, as the ledger tells it."""
    return {
        ChoiceKind.HOLD: gettext("Your choice: keep the dose as it was."),
        ChoiceKind.EASE: gettext("Your choice: a little easier."),
        ChoiceKind.RAISE: gettext("Your choice: a little harder."),
        ChoiceKind.UNDO: gettext("You took your choice back."),
    }[ChoiceKind(kind)]


@register.filter
def plan_icon(entry: PlanEntry) -> SafeString:
    """The sign of what holds for the whole plan."""
    return icon(PLAN_ICONS.get(LINES[entry.rule].result, "pause"))
