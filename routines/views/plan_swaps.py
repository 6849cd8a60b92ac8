"""Swapping an exercise of the plan for another of the same purpose."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.coaching.own_choices import ChoiceRefused, DoseMoved
from routines.forms.fields import focus_first_error
from routines.forms.in_words import Answered, answers_in_words
from routines.forms.plan import SwapForm
from routines.http import PersonRequest, see_other
from routines.models import RoutineItem
from routines.views.both_answers import answer_in, both_answers_page
from routines.views.health_changes import foresee


@require_http_methods(["GET", "HEAD", "POST"])
def item_swap(request: PersonRequest, item_id: int) -> HttpResponse:
    """What could stand in the place of an exercise, and putting it there."""
    now = timezone.now()
    fitted = foresee(request)
    item = coaching.plan_swaps.item_of(request.user, item_id, fitted)
    if item is None:
        raise Http404
    choices = coaching.plan_swaps.choices_for(item, fitted=fitted, at=now)
    if request.method != "POST":
        form = SwapForm(None, choices, initial={"seen": item.current_id})
        return _page(request, item, form)
    form = SwapForm(request.POST, choices)
    if form.data.get("exercise") == item.current.exercise.slug:
        # A second tap: it stands there already.
        return see_other("routines:plan_detail")
    if not choices:
        return _refused(request)
    if not form.is_valid():
        focus_first_error(form)
        return _page(request, item, form, status=422)
    data = form.cleaned_data
    try:
        coaching.plan_swaps.swap(
            item,
            data["exercise"],
            seen=data["seen"],
            is_everywhere=data["is_everywhere"],
            at=now,
        )
        messages.success(request, gettext("Swapped, from your next session on."))
    except DoseMoved:
        return _swapped_before(request, item, form)
    except ChoiceRefused:
        return _refused(request)
    return see_other("routines:plan_detail")


def _swapped_before(request: PersonRequest, item: RoutineItem, form: SwapForm) -> HttpResponse:
    """What stands there by now, beside what was chosen."""
    item.refresh_from_db()
    question = form.fields["exercise"].label or ""
    return both_answers_page(
        request,
        [Answered(question, item.current.exercise.name)],
        answers_in_words(form.fields, answer_in(request.POST)),
        keep=reverse("routines:plan_detail"),
        again={"seen": str(item.current_id)},
    )


def _refused(request: PersonRequest) -> HttpResponse:
    messages.info(request, gettext("That one does not fit any more, so nothing was changed."))
    return see_other("routines:plan_detail")


def _page(
    request: PersonRequest, item: RoutineItem, form: SwapForm, status: int = 200
) -> HttpResponse:
    context = {"item": item, "form": form}
    return TemplateResponse(request, "plan/item_swap.html", context, status=status)
