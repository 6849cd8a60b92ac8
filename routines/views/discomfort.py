"""Discomfort outside a session."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.coaching.discomfort import DiscomfortChanged
from routines.forms.discomfort import DiscomfortForm
from routines.forms.fields import focus_first_error
from routines.forms.flag_words import flag_word_in
from routines.http import PersonRequest, ask_red_flags, see_other
from routines.models import Discomfort
from routines.models.discomfort import last_places
from routines.progression.rules.thresholds import SEVERE_FROM
from routines.views.both_answers import INSTEAD_OF, compare_page, compares_answers


@require_http_methods(["GET", "HEAD", "POST"])
def discomfort_new(request: PersonRequest) -> HttpResponse:
    """How the back feels on a rest day, or later on a day of training."""
    last = last_places(request.user)
    if request.method == "POST":
        form = DiscomfortForm(request.POST, last=last)
    else:
        form = DiscomfortForm(initial={"places": last}, last=last)
    if request.method != "POST" or not form.is_valid():
        focus_first_error(form)
        status = 422 if form.is_bound else 200
        context = {"form": form}
        return TemplateResponse(request, "discomfort/discomfort_new.html", context, status=status)
    discomfort = coaching.discomfort.record(request.user, **form.cleaned_data, at=timezone.now())
    return _saved(request, discomfort)


def _saved(request: PersonRequest, discomfort: Discomfort) -> HttpResponse:
    """What that number means for today; then the questions that a word of the note asks for."""
    if discomfort.number >= SEVERE_FROM:
        messages.warning(
            request,
            gettext(
                "Saved. {number} is a lot, so leave the exercises for today. Keep moving gently"
                " if you can; short walks are fine. If this is the third day like it, or if it"
                " stops you sleeping, thinking or moving, get help."
            ).format(number=discomfort.number),
        )
    else:
        messages.success(request, gettext("Saved. It counts for what comes next."))
    word = flag_word_in(discomfort.note)
    return ask_red_flags(request, word) if word else see_other("routines:today")


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def discomfort_detail(request: PersonRequest, discomfort_id: int) -> HttpResponse:
    """What was told today, to change it; on a later day it stays as it is."""
    person = request.user
    now = timezone.now()
    row = get_object_or_404(person.discomforts, pk=discomfort_id)
    is_over = row.felt_on != person.date_at(now)
    if is_over and request.method != "POST":
        raise Http404
    if request.method == "POST":
        form = DiscomfortForm(request.POST)
    else:
        form = DiscomfortForm(initial=_said(row))
    if request.method != "POST" or not form.is_valid():
        focus_first_error(form)
        context = {"form": form, "row": row}
        status = 422 if form.is_bound else 200
        return TemplateResponse(
            request, "discomfort/discomfort_detail.html", context, status=status
        )
    if is_over:
        return _told_before(request, row)
    instead_of = request.POST.get(INSTEAD_OF, "")
    try:
        coaching.discomfort.correct(row, **form.cleaned_data, instead_of=instead_of, at=now)
    except DiscomfortChanged as changed:
        return _told_before(request, changed.stored, instead_of=changed.stored.fingerprint)
    row.refresh_from_db()
    return _saved(request, row)


def _told_before(
    request: PersonRequest, row: Discomfort, *, instead_of: str | None = None
) -> HttpResponse:
    """What is kept, beside what was sent now; without `instead_of` its day is over."""
    return compare_page(
        request,
        DiscomfortForm.base_fields,
        _said(row),
        keep=reverse("routines:today"),
        instead_of=instead_of,
        too_late=gettext("That day is over, so it stays as it is. Of today you can tell anew."),
    )


def _said(row: Discomfort) -> dict[str, object]:
    return {"number": row.number, "places": row.places, "note": row.note}
