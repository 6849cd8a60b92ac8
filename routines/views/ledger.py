"""The ledger: what the rules decided and why, and the person's own choice over it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.goals import Goals
from routines.coaching.own_choices import ChoiceRefused, DoseMoved, Prospect
from routines.forms.ledger import ChoiceForm, GoalForm, PageForm
from routines.http import PersonRequest, see_other
from routines.models.timeline import exercise_timeline, whole_timeline
from routines.views.health_changes import foresee
from routines.vocabulary import ChoiceKind


@require_safe
def ledger_detail(request: PersonRequest) -> HttpResponse:
    """Every decision, every choice, and what held for the whole plan, the newest first."""
    form = PageForm(request.GET)
    is_valid = form.is_valid()
    before = form.cleaned_data.get("before")
    context = {"timeline": whole_timeline(request.user, before), "form": form, "before": before}
    status = 200 if is_valid else 422
    return TemplateResponse(request, "ledger/ledger_detail.html", context, status=status)


@require_safe
def ledger_exercise(request: PersonRequest, slug: str) -> HttpResponse:
    """One exercise: its dose, why, what comes next, what may be chosen, and how it came here."""
    return _exercise_page(request, _prospect(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_choose(request: PersonRequest, slug: str) -> HttpResponse:
    """The person's own choice. Going up over a hold asks once more, on this very page."""
    prospect = _prospect(request, slug)
    current = prospect.current
    options = {option.kind: option for option in prospect.options}
    if request.method != "POST":
        if ChoiceKind.RAISE not in options:
            return see_other("routines:ledger_exercise", slug)
        context = {
            "exercise": current.exercise,
            "dose": current.dose,
            "option": options[ChoiceKind.RAISE],
        }
        return TemplateResponse(request, "ledger/ledger_choose.html", context)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _exercise_page(request, prospect, form=form)
    kind, seen = form.cleaned_data["kind"], form.cleaned_data["seen"]
    if kind == ChoiceKind.RAISE and kind in options and not form.cleaned_data["confirmed"]:
        return see_other("routines:ledger_choose", slug)
    try:
        coaching.own_choices.choose(
            request.user, current.exercise, kind, seen=seen, at=timezone.now()
        )
        messages.success(request, gettext("Done as you chose. It is kept in the ledger as yours."))
    except DoseMoved:
        messages.info(request, gettext("It stands elsewhere by now, so nothing was changed."))
    except ChoiceRefused:
        return _exercise_page(request, prospect, refused=kind)
    return see_other("routines:ledger_exercise", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_goal(request: PersonRequest, slug: str) -> HttpResponse:
    """How far up an exercise may go. Beyond the usual goal it asks once more, on this page."""
    person, now = request.user, timezone.now()
    prospect = _prospect(request, slug)
    goals = _goals(request, prospect)
    slugs = [goal.variant.slug for goal in goals.open]
    form = GoalForm(request.POST if request.method == "POST" else request.GET, slugs=slugs)
    if not form.is_valid():
        if request.method == "POST":
            return _exercise_page(request, prospect, goal_form=form)
        return see_other("routines:ledger_exercise", slug)
    goal = next(goal for goal in goals.open if goal.variant.slug == form.cleaned_data["goal"])
    if request.method != "POST":
        context = {"current": prospect.current, "goal": goal}
        return TemplateResponse(request, "ledger/ledger_goal.html", context)
    if goal.is_beyond and not goal.is_current and not form.cleaned_data["confirmed"]:
        address = reverse("routines:ledger_goal", args=[slug])
        return see_other(f"{address}?{urlencode({'goal': goal.variant.slug})}")
    try:
        coaching.goals.choose_goal(person, prospect.current.exercise, goal.variant.slug, at=now)
        messages.success(request, gettext("Your goal is kept. It changes no dose by itself."))
    except ChoiceRefused:
        messages.info(request, gettext("That goal is not open any more, so nothing was changed."))
    return see_other("routines:ledger_exercise", slug)


def _goals(request: PersonRequest, prospect: Prospect) -> Goals:
    today = request.user.date_at(timezone.now())
    return coaching.goals.goals_for(request.user, prospect.current, prospect.ladders, today)


def _prospect(request: PersonRequest, slug: str) -> Prospect:
    fitted = foresee(request)
    prospect = coaching.own_choices.prospect(request.user, slug, fitted=fitted, at=timezone.now())
    if prospect is None:
        raise Http404
    return prospect


def _exercise_page(
    request: PersonRequest,
    prospect: Prospect,
    *,
    form: ChoiceForm | None = None,
    goal_form: GoalForm | None = None,
    refused: str = "",
) -> HttpResponse:
    """The page of one exercise; with what was wrong where a choice was not taken.

    Further back in time it is the timeline alone.
    """
    person = request.user
    page = PageForm(request.GET)
    is_valid = page.is_valid()
    before = page.cleaned_data.get("before")
    timeline = exercise_timeline(
        person, prospect.current.exercise, before, prospect.ladders.library
    )
    why = timeline.newest_decision
    context = {
        "prospect": prospect,
        "current": prospect.current,
        "left_out_by": coaching.precautions.with_why(prospect.left_out_by),
        "timeline": timeline,
        "before": before,
        "page_form": page,
        "why": why,
        "decision": why.decision if why else None,
        "form": form,
        "goals": _goals(request, prospect),
        "goal_form": goal_form,
        "refused": refused,
    }
    status = 200 if is_valid and not refused and form is None and goal_form is None else 422
    return TemplateResponse(request, "ledger/ledger_exercise.html", context, status=status)
