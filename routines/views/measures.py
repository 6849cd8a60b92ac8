"""The baseline: reach, activities, and what came of both."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.coaching.measures import DayTaken, EnoughActivities, MeasuredBefore, ScoredBefore
from routines.forms.fields import focus_first_error
from routines.forms.measure import ActivityForm, MeasureForm, ScoreForm
from routines.http import PersonRequest, only_posted, see_other
from routines.models import Activity, ActivityScore, Measure
from routines.models.measure import MOST_ACTIVITIES
from routines.views.both_answers import INSTEAD_OF, compare_page

# As many as a page shows; a measure every four weeks fills it in two years.
SHOWN = 26


@require_http_methods(["GET", "HEAD", "POST"])
def measure_list(request: PersonRequest) -> HttpResponse:
    """How to measure one's reach, what was measured, and one more."""
    person = request.user
    now = timezone.now()
    day = person.date_at(now)
    why_not = coaching.measures.why_not_measure(person, day)
    is_sent = request.method == "POST"
    form = MeasureForm(request.POST if is_sent else None, today=day)
    if is_sent and not why_not and form.is_valid():
        instead_of = request.POST.get(INSTEAD_OF, "")
        try:
            coaching.measures.keep_measure(person, **form.measured, instead_of=instead_of, at=now)
        except MeasuredBefore as before:
            return _measured_before(request, before.kept)
        messages.success(request, gettext("Saved."))
        return see_other("routines:measure_list")
    focus_first_error(form)
    context = {
        "form": form,
        "why_not": why_not,
        "measures": list(person.measures.order_by("-measured_on")[:SHOWN]),
    }
    status = 422 if is_sent else 200
    return TemplateResponse(request, "measure/measure_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_detail(request: PersonRequest, measure_id: int) -> HttpResponse:
    """One measure, to correct or to remove."""
    person = request.user
    measure = get_object_or_404(Measure, pk=measure_id, owner=person)
    day = person.date_at(timezone.now())
    if request.method == "POST" and "remove" in request.POST:
        coaching.measures.remove(measure)
        messages.success(request, gettext("Removed."))
        return see_other("routines:measure_list")
    why_not = coaching.measures.why_not_measure(person, day)
    is_sent = request.method == "POST"
    form = MeasureForm(request.POST if is_sent else None, today=day, measure=measure)
    if is_sent and not why_not and form.is_valid():
        try:
            instead_of = request.POST.get(INSTEAD_OF)
            coaching.measures.correct_measure(measure, **form.measured, instead_of=instead_of)
        except MeasuredBefore as before:
            return _measured_before(request, before.kept)
        except DayTaken:
            form.add_error("measured_on", gettext("There is one for that day already."))
        else:
            messages.success(request, gettext("Saved."))
            return see_other("routines:measure_list")
    focus_first_error(form)
    context = {"form": form, "why_not": why_not, "measure": measure}
    status = 422 if is_sent else 200
    return TemplateResponse(request, "measure/measure_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_list(request: PersonRequest) -> HttpResponse:
    """Up to three things that the person wants back."""
    person = request.user
    is_sent = request.method == "POST"
    form = ActivityForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        try:
            activity = coaching.measures.name_activity(
                person, form.cleaned_data["name"], at=timezone.now()
            )
        except EnoughActivities:
            form.refuse_more()
        else:
            return see_other(activity)
    focus_first_error(form)
    activities = list(person.activities.in_order())
    context = {
        "form": form,
        "activities": activities,
        "is_full": len(activities) >= MOST_ACTIVITIES,
    }
    status = 422 if is_sent else 200
    return TemplateResponse(request, "measure/activity_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_detail(request: PersonRequest, activity_id: int) -> HttpResponse:
    """How well an activity goes today; or remove it."""
    activity = get_object_or_404(Activity, pk=activity_id, owner=request.user)
    if request.method == "POST" and "remove" in request.POST:
        coaching.measures.remove(activity)
        messages.success(request, gettext("Removed."))
        return see_other("routines:activity_list")
    now = timezone.now()
    is_sent = request.method == "POST"
    form = ScoreForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        number, instead_of = form.cleaned_data["number"], request.POST.get(INSTEAD_OF, "")
        try:
            coaching.measures.score_activity(activity, number, instead_of=instead_of, at=now)
        except ScoredBefore as before:
            return _scored_before(request, before.kept)
        messages.success(request, gettext("Saved."))
        return see_other("routines:activity_list")
    focus_first_error(form)
    context = {
        "form": form,
        "activity": activity,
        "last": activity.scores.order_by("-scored_on").first(),
        "of_today": activity.scores.filter(scored_on=request.user.date_at(now)).first(),
    }
    status = 422 if is_sent else 200
    return TemplateResponse(request, "measure/activity_detail.html", context, status=status)


def _measured_before(request: PersonRequest, kept: Measure) -> HttpResponse:
    """What was kept for that day, beside what was sent now."""
    said = {"first": kept.centimetres, "landmark": kept.landmark, "measured_on": kept.measured_on}
    return compare_page(
        request,
        MeasureForm.base_fields,
        said,
        keep=reverse("routines:measure_list"),
        instead_of=kept.fingerprint,
    )


def _scored_before(request: PersonRequest, kept: ActivityScore) -> HttpResponse:
    """The number that was kept today, beside the one sent now."""
    return compare_page(
        request,
        ScoreForm.base_fields,
        {"number": kept.number},
        keep=reverse("routines:activity_list"),
        instead_of=kept.fingerprint,
    )


@only_posted("routines:measure_list")
def baseline_dismiss(request: PersonRequest) -> HttpResponse:
    """ "Not now": the baseline is offered no more, and stays where it is."""
    person = request.user
    person.dismiss_baseline(person.date_at(timezone.now()))
    messages.info(
        request, gettext("Put aside. You find it under “Your progress” whenever you like.")
    )
    return see_other("routines:today")
