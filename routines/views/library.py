"""The exercise library."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.coaching.precautions import Fit, fetch_ladders, fit_for, precautions_of, with_ladders
from routines.forms.library import LibraryFilterForm
from routines.http import render_page
from routines.library.sources import known_sources
from routines.models import Exercise, User, Variant
from routines.models.plan import variant_in_week
from routines.vocabulary import Kind

GENTLE = (Kind.SUPPORT, Kind.SUPPORT_STRENGTH)


@login_not_required
@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """Every exercise that fits the filters."""
    form = LibraryFilterForm(request.GET or None)
    is_valid = not form.is_bound or form.is_valid()
    filters = form.cleaned_data if form.is_bound and is_valid else {}
    matching = Exercise.objects.listed().matching(
        kind=filters.get("kind", ""),
        direction=filters.get("direction", ""),
        position=filters.get("position", ""),
        name=filters.get("name", ""),
    )
    exercises = list(matching) if is_valid else []
    context = {
        "form": form,
        "exercises": [e for e in exercises if e.kind not in GENTLE],
        "gentle_moves": [e for e in exercises if e.kind in GENTLE],
        "left_out": _left_out(exercises, _conditions_of(request)),
    }
    return render_page(
        request,
        "library/exercise_list.html",
        context,
        parts={"results"},
        status=200 if is_valid else 422,
    )


@login_not_required
@require_safe
def exercise_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One exercise with its ladder of variants, from easier to harder."""
    exercise = get_object_or_404(with_ladders(Exercise.objects.listed()), slug=slug)
    own = variant_in_week(request.user, exercise) if isinstance(request.user, User) else None
    known = known_sources()
    variants = list(exercise.variants.all())
    conditions = _conditions_of(request)
    fit = fit_for(exercise, conditions)
    if any(variant.pk == own for variant in fit.left_out):
        own = None
    context = {
        "exercise": exercise,
        "goal": next(variant for variant in variants if variant.is_goal),
        "ladder": [variant for variant in variants if not variant.only_for],
        "beside": [variant for variant in variants if variant.only_for],
        "own": own,
        "shown": _shown(variants, own, fit),
        "fit": fit if conditions and exercise.precautions else None,
        "precautions": precautions_of(exercise),
        "needs_floor": any(variant.is_on_the_floor for variant in variants),
        "sources": [(key, known[key]) for key in exercise.sources if key in known],
    }
    return TemplateResponse(request, "library/exercise_detail.html", context)


def _conditions_of(request: HttpRequest) -> frozenset[str]:
    """What is in force today of what the person told us of their health."""
    if not isinstance(request.user, User):
        return frozenset()
    return request.user.conditions_on(request.user.date_at(timezone.now()))


def _left_out(exercises: list[Exercise], conditions: frozenset[str]) -> set[str]:
    """The slugs of those that a person with these conditions leaves out."""
    if not conditions:
        return set()
    fetch_ladders(exercises)
    return {exercise.slug for exercise in exercises if fit_for(exercise, conditions).is_left_out}


def _shown(variants: list[Variant], own: int | None, fit: Fit) -> Variant | None:
    """The variant to open the page on: their own, the goal, or the hardest that suits them."""
    mine = next((variant for variant in variants if variant.pk == own), None)
    goal = next((variant for variant in variants if variant.is_goal), None)
    if mine or not fit.variants or goal in fit.variants:
        return mine or goal
    return fit.variants[-1]
