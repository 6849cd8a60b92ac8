"""The exercise library."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from routines.forms.library import LibraryFilterForm
from routines.http import render_page
from routines.models import Dose, Exercise, Kind, User, Variant


@login_not_required
@require_safe
def exercise_list(request: HttpRequest) -> HttpResponse:
    """Every exercise that fits the filters."""
    form = LibraryFilterForm(request.GET or None)
    is_valid = not form.is_bound or form.is_valid()
    filters = form.cleaned_data if form.is_bound and is_valid else {}
    found = Exercise.objects.listed().matching(
        kind=filters.get("kind", ""),
        direction=filters.get("direction", ""),
        position=filters.get("position", ""),
        name=filters.get("name", ""),
    )
    exercises = list(found) if is_valid else []
    context = {
        "form": form,
        "exercises": [e for e in exercises if e.kind != Kind.SUPPORT],
        "gentle_moves": [e for e in exercises if e.kind == Kind.SUPPORT],
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
    doses = Dose.objects.listed().select_related("variant")
    ladder = Variant.objects.listed().prefetch_related(Prefetch("doses", doses))
    exercises = Exercise.objects.listed().prefetch_related(Prefetch("variants", ladder))
    exercise = get_object_or_404(exercises, slug=slug)
    own = None
    if isinstance(request.user, User):
        mine = request.user.current_doses.filter(exercise=exercise)
        own = mine.values_list("dose__variant", flat=True).first()
    variants = exercise.variants.all()
    shown = next((one for one in variants if one.pk == own), None) or next(
        (one for one in variants if one.is_goal), None
    )
    context = {"exercise": exercise, "own": own, "shown": shown}
    return TemplateResponse(request, "library/exercise_detail.html", context)
