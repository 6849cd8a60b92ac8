"""Presentation: icons, arrows, reasons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.template.base import Parser, TextNode, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from lucide.templatetags.lucide import lucide

from routines import carried_posts, coaching, time_zones
from routines.models import Dose, PlannedSession, Step
from routines.models.labels import label_of
from routines.models.normal_form import readable_email
from routines.models.sent_form import DRAWN_AT, FORM_KEY
from routines.vocabulary import Gate, Sides, Status, StopReason, Verdict
from routines.words import emergency_numbers as number_words
from routines.words import plan as plan_words
from routines.words import rules as rule_words
from routines.words.emergency_numbers import Numbers
from routines.words.noted import morning_noted
from routines.words.plan import fits_in_words

register = template.Library()
for words in (
    morning_noted,
    plan_words.alike_in_words,
    plan_words.health_in_words,
    plan_words.lack_in_words,
    plan_words.plan_sentence,
    rule_words.advice_words,
    rule_words.change_reason,
    rule_words.gate_reasons,
    rule_words.lock_reason,
    rule_words.run_reasons,
):
    register.filter(words.__name__, words)
register.filter("label_of", label_of)
register.filter("readable_email", readable_email)

# The icon of a verdict, and the tint of the chip that it stands on.
CHIPS = {
    Verdict.PROGRESS: ("arrow-up", ""),
    Verdict.MAINTAIN: ("equal", ""),
    Verdict.HOLD: ("equal", " chip--amber"),
    Verdict.SWAP: ("arrow-left-right", " chip--amber"),
    Verdict.REGRESS: ("arrow-down", " chip--red"),
}
PAUSED = ("pause", " chip--red")
SHORT_LABEL = 18
LINE_BREAK = re.compile(r"\n\s*")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the one set, in the size and colour of the text beside it."""
    attributes = {"aria_hidden": "true", "focusable": "false", "class": "icon"}
    return mark_safe(lucide(name, size=None, **attributes))  # noqa: S308


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """The hidden key of a form that writes, when it was drawn, and for whom.

    The same form sent again carries the same key, and one of another tab was drawn before
    the first was answered. By its owner it can wait for them while they are signed out. On a
    page that shows what health changed of the week, it also names these changes.
    """
    request = context["request"]
    drawn_at = timezone.now().isoformat(timespec="milliseconds")
    fields = {FORM_KEY: str(uuid4()), DRAWN_AT: drawn_at}
    if request.user.is_authenticated:
        fields[carried_posts.OWNER] = carried_posts.owner_token(request.user.pk)
    if request.shown_changes:
        fields["seen_changes"] = request.shown_changes
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())


@register.simple_tag(takes_context=True)
def unseen_changes(context: Context) -> str:
    """What health changed of the week and the person has not seen yet; empty for nothing.

    From here on, each form of the page that writes names it as seen.
    """
    request = context["request"]
    changes = coaching.plan_fit.unseen_changes(request.user)
    if not changes:
        return ""
    request.shown_changes = request.user.unseen_key
    return fits_in_words(changes)


@register.tag
def oneline(parser: Parser, _: Token) -> template.Node:
    """What stands between `oneline` and `endoneline`, as if it were written in one line.

    Line breaks go, with the blanks that follow them; so break where no blank is wanted.
    """
    nodes = parser.parse(("endoneline",))
    parser.delete_first_token()
    for text in nodes.get_nodes_by_type(TextNode):
        if isinstance(text, TextNode):
            text.s = LINE_BREAK.sub("", text.s)
    return OneLine(nodes)


class OneLine(template.Node):
    """Nodes that stand in one line."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """What they draw."""
        return self.nodelist.render(context)


@register.simple_tag
def in_player(address: str) -> SafeString:
    """The attributes of a link to another page of the player, which htmx swaps in."""
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#player" hx-swap="outerHTML show:window:top"'
        ' hx-push-url="true"',
        address,
    )


@register.simple_tag
def fixed(template_name: str, here: str = "") -> SafeString:
    """A part of the page that depends on nothing but `here` and the language.

    It is drawn once in a process; while pages are worked on, each time.
    """
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(template_name, here, get_language())


@lru_cache(maxsize=512)
def _draw(template_name: str, here: str, language: str) -> SafeString:
    return SafeString(render_to_string(template_name, {"here": here}))


@register.simple_tag(takes_context=True)
def emergency_numbers(context: template.Context) -> Numbers:
    """The numbers for an emergency, the person's first."""
    request = context["request"]
    return number_words.emergency_numbers(
        time_zone=_time_zone(request),
        accept_language=request.headers.get("Accept-Language", ""),
    )


@register.simple_tag(takes_context=True)
def advice_numbers(context: template.Context) -> Numbers:
    """The numbers for medical advice, the person's first."""
    return number_words.advice_numbers(time_zone=_time_zone(context["request"]))


def _time_zone(request: HttpRequest) -> str:
    return request.user.time_zone if request.user.is_authenticated else ""


@register.simple_tag
def cities() -> list[str]:
    """The cities by which a time zone can be named."""
    return time_zones.cities()


@register.simple_tag
def mail_goes_to_console() -> bool:
    """Whether this server prints its mail instead of sending it."""
    return bool(settings.MAIL_GOES_TO_CONSOLE)


@register.simple_tag
def verdict_chip(verdict: str, rules: Sequence[str] = ()) -> SafeString:
    """The sign of a verdict: an icon, and its words for who cannot see it.

    T3 alone locks nothing; it is about one day.
    """
    return _chip(verdict, list(rules) == ["T3"], get_language())


@cache
def _chip(verdict: str, is_for_a_day: bool, language: str) -> SafeString:
    until_quiet = gettext("left alone until it is quieter")
    words = until_quiet if is_for_a_day else label_of(Verdict(verdict))
    name, tint = CHIPS.get(Verdict(verdict), PAUSED)
    html = '<span class="chip{}">{}<span class="visually-hidden">{}</span></span>'
    return format_html(html, tint, icon(name), words)


@register.filter
def gate_word(gate: str) -> str:
    """What a gate makes of a session, as a headline."""
    return str(label_of(Gate(gate)))


@register.filter
def rules_in_words(rules: Collection[str]) -> str:
    """Which published rules said so: "Rule D3"."""
    return ngettext("Rule {rules}", "Rules {rules}", len(rules)).format(rules=", ".join(rules))


@register.simple_tag
@lru_cache(maxsize=512)
def exercise_name(slug: str, variant: str, exercise: str) -> SafeString:
    """A variant's name, linked to its exercise, whose name stands beside it where it differs.

    Kept from page to page, because Today shows the same few of them again and again.
    """
    html = '<span class="named"><a href="{}">{}</a>{}</span>'
    beside = format_html('<span class="small soft">{}</span>', exercise)
    address = reverse("routines:exercise_detail", args=[slug])
    return format_html(html, address, variant, "" if variant == exercise else beside)


@register.simple_tag
def dose_link(slug: str, dose: str) -> SafeString:
    """A dose, linked to why it is what it is."""
    return _dose_link(slug, dose, gettext("why, and what next"))


@lru_cache(maxsize=512)
def _dose_link(slug: str, dose: str, why: str) -> SafeString:
    html = '<a class="dose number" href="{}">{}<span class="visually-hidden">: {}</span></a>'
    return format_html(html, ledger_address(slug), dose, why)


@register.simple_tag
@cache
def ledger_address(slug: str) -> str:
    """Where the ledger of an exercise is."""
    return reverse("routines:ledger_exercise", args=[slug])


@register.filter
def is_before_its_day(planned: PlannedSession) -> bool:
    """Whether the day that it is planned on is still to come."""
    return planned.planned_on > planned.owner.date_at(timezone.now())


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
    return str(label_of(Status(status)))


@register.filter
def stop_reason_word(stop_reason: str) -> str:
    """Why not all of it, in words."""
    return str(label_of(StopReason(stop_reason)))


@register.simple_tag
def sides_in_words(step: Step) -> str:
    """How much of each side was done; nothing where it has no sides or that is not told."""
    if step.left_percent is None or step.right_percent is None:
        return ""
    if step.dose.variant.sides == Sides.LEFT_RIGHT:
        text = gettext("left {first} %, right {second} %")
    else:
        text = gettext("one way {first} %, the other way {second} %")
    return text.format(first=step.left_percent, second=step.right_percent)


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


@register.filter
def dose_names(doses: Iterable[Dose]) -> str:
    """The variants of some doses, between commas."""
    return ", ".join(dose.variant.name for dose in doses)


@register.filter
def minutes(seconds: int) -> int:
    """The whole minutes of a hold that is told in minutes; 0 where it is told in seconds."""
    return seconds // 60 if seconds >= 120 and seconds % 60 == 0 else 0
