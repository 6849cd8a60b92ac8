"""Two answers to one question that differ: a page shows both, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext

from routines.forms.discomfort import DiscomfortForm
from routines.forms.health import HealthForm
from routines.forms.in_words import answers_in_words
from routines.forms.ledger import ChoiceForm, GoalForm
from routines.forms.measure import ActivityForm, MeasureForm, ScoreForm
from routines.forms.start import ClearLockForm, ScreeningForm, SetUpForm, WordForm
from routines.http import PersonRequest, View, render_page
from routines.models import SentForm

# The key that each form is drawn with, and when: see `views/sent_twice.py`.
KEY, DRAWN_AT = "form_key", "drawn_at"
# What was kept when the page was drawn, so that a choice between both can say which it saw.
SEEN = "seen"
# What every form carries, which is no answer.
NO_ANSWER = (KEY, DRAWN_AT, SEEN, "csrfmiddlewaretoken")
# The questions of a page that does not compare answers by itself, by the name of its address.
QUESTIONS: dict[str, type[forms.Form]] = {
    "activity_detail": ScoreForm,
    "activity_list": ActivityForm,
    "ask_first": WordForm,
    "discomfort_new": DiscomfortForm,
    "health_detail": HealthForm,
    "ledger_choose": ChoiceForm,
    "ledger_goal": GoalForm,
    "lock_detail": ClearLockForm,
    "measure_detail": MeasureForm,
    "measure_list": MeasureForm,
    "screening": ScreeningForm,
    "set_up": SetUpForm,
}
PARTS = {"player"}


def compares_answers(view: View) -> View:
    """A decorator for a view that tells by itself when an answer differs from what is kept."""
    view.compares_answers = True  # type: ignore[attr-defined]
    return view


def does_compare(view: Callable[..., Any]) -> bool:
    """Whether a view is one of those."""
    return getattr(view, "compares_answers", False)


def answer_in(data: QueryDict) -> dict[str, list[str]]:
    """What a form says: each name with its values, without what every form carries."""
    return {name: values for name, values in sorted(data.lists()) if name not in NO_ANSWER}


def both_answers_page(
    request: PersonRequest,
    fields: Mapping[str, forms.Field],
    kept: Mapping[str, Sequence[str]],
    *,
    keep: str,
    seen: str | None = None,
    use_mine: str = "",
) -> HttpResponse:
    """What is kept beside what was sent, status 409; nothing was stored.

    `keep` is the address to go on at with what is kept. `seen` names what is kept, and goes
    with the other answer if the person chooses that; with None it cannot be chosen any more.
    `use_mine` is the button that chooses it.
    """
    sent = answer_in(request.POST)
    context = {
        "kept": list(answers_in_words(fields, kept)),
        "sent": list(answers_in_words(fields, sent)),
        "answer": [(name, value) for name, values in sent.items() for value in values],
        "keep": keep,
        "seen": seen,
        "use_mine": use_mine or gettext("Use what I sent now"),
    }
    return render_page(request, "both_answers.html", context, parts=PARTS, status=409)


def sent_before_page(request: PersonRequest, sent: SentForm) -> HttpResponse:
    """A form that was sent before with another answer: both, and the second as a new form."""
    match = request.resolver_match
    questions = QUESTIONS.get(match.url_name or "") if match else None
    return both_answers_page(
        request,
        questions.base_fields if questions else {},
        sent.answer,
        keep=sent.led_to,
        seen="",
        use_mine=gettext("Save this one too"),
    )
