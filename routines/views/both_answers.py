"""Two answers to one question that differ: a page shows both, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext

from routines.carried_posts import OWNER
from routines.forms.in_words import Answered, answers_in_words
from routines.forms.questions import sent_in_words
from routines.http import PersonRequest, View, render_page
from routines.models import SentForm
from routines.models.sent_form import DRAWN_AT, FORM_KEY

# The fingerprint of what is kept, where the person chooses the other answer instead.
INSTEAD_OF = "instead_of"
# What every form carries, which is no answer.
NO_ANSWER = (FORM_KEY, DRAWN_AT, INSTEAD_OF, OWNER, "seen_changes", "csrfmiddlewaretoken")
PARTS = {"player"}
# So many digits are no id of a row.
LONGEST_KEY = 19


def compares_answers(view: View) -> View:
    """A decorator for a view that tells by itself when an answer differs from what is kept."""
    view.compares_answers = True  # type: ignore[attr-defined]
    return view


def does_compare(view: Callable[..., Any]) -> bool:
    """Whether a view is one of those."""
    return hasattr(view, "compares_answers")


def answer_in(data: QueryDict) -> dict[str, list[str]]:
    """What a form says: each name with its values, without what every form carries.

    Also without null characters, which no database keeps in a row.
    """
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values]
        for name, values in sorted(data.lists())
        if name not in NO_ANSWER
    }


def seen_in(request: HttpRequest) -> int | None:
    """The id of what the page began with; 0 for nothing, None where it does not say."""
    said = request.POST.get("seen", "")
    is_key = said.isascii() and said.isdecimal() and len(said) < LONGEST_KEY
    return int(said) if is_key else None


def as_told(values: Mapping[str, object]) -> dict[str, list[str]]:
    """Kept values as a form would send them; the number 0 is an answer, False is none."""
    return {
        name: [
            "on" if part is True else str(part)
            for part in (value if isinstance(value, list) else [value])
        ]
        for name, value in values.items()
        if value not in (None, "") and value is not False
    }


def both_answers_page(
    request: PersonRequest,
    kept: Iterable[Answered],
    sent: Iterable[Answered],
    *,
    keep: str,
    instead_of: str | None = None,
    use_mine: str = "",
    too_late: str = "",
    again: Mapping[str, str] | None = None,
) -> HttpResponse:
    """What is kept beside what was sent, status 409; nothing was stored.

    `keep` is the address to go on at with what is kept. `instead_of` is the fingerprint of
    that, empty where both may stand; with None it cannot be replaced any more, and `too_late`
    says why, and what to do. `use_mine` is the button that chooses what was sent, and `again`
    are fields that say in place of those sent what the person has seen now.
    """
    answer = (answer_in(request.POST) | as_told(again or {})).items()
    context = {
        "kept": list(kept),
        "sent": list(sent),
        "answer": [(name, value) for name, values in answer for value in values],
        "keep": keep,
        "instead_of": instead_of,
        "may_replace": instead_of is not None or again is not None,
        "too_late": too_late,
        "use_mine": use_mine or gettext("Use what I sent now"),
    }
    return render_page(request, "both_answers.html", context, parts=PARTS, status=409)


def compare_page(
    request: PersonRequest,
    questions: Mapping[str, forms.Field],
    kept: Mapping[str, object],
    **more: Any,
) -> HttpResponse:
    """The same for `questions` of one form, where `kept` are the values of its fields."""
    return both_answers_page(
        request,
        answers_in_words(questions, as_told(kept)),
        answers_in_words(questions, answer_in(request.POST)),
        **more,
    )


def sent_before_page(request: PersonRequest, sent: SentForm) -> HttpResponse:
    """A form that was sent before with another answer: both, and the second as a new form."""
    match = request.resolver_match
    name = (match and match.url_name) or ""
    return both_answers_page(
        request,
        sent_in_words(name, sent.answer),
        sent_in_words(name, answer_in(request.POST)),
        keep=sent.led_to,
        instead_of="",
        use_mine=gettext("Save this one too"),
    )
