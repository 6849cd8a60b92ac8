"""One gentle move to try before there is a plan. Nothing of it is kept."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.coaching.precautions import fit_for, listed_ladders
from routines.http import PersonRequest, see_other, unless_waiting
from routines.models import Exercise, User, Variant

MOVE = "pelvic-tilt"
# For who has a condition, and for who has not told yet whether they have.
GENTLEST_MOVE = "slow-breathing"


@require_safe
@unless_waiting
def try_move(request: PersonRequest) -> HttpResponse:
    """One gentle move as the player shows it, once the red-flag questions are answered."""
    person = request.user
    told = person.screenings.aggregate(red_flags=Count("flags"), health=Count("conditions"))
    if not told["red_flags"]:
        return see_other("routines:screening")
    if person.locks.in_force().of_the_whole_plan().exists():
        return see_other("routines:lock_detail")
    if person.weekly_plans.active().exists():
        return see_other("routines:today")
    variant = _variant_for(person, has_told=bool(told["health"]))
    if variant is None:
        return see_other("routines:set_up")
    context = {
        "dose": variant.doses.all()[0],
        "variant": variant,
        "exercise": variant.exercise,
        "may_sit": variant.exercise.slug == GENTLEST_MOVE,
    }
    return TemplateResponse(request, "start/try_move.html", context)


@require_safe
def try_stopped(request: PersonRequest) -> HttpResponse:
    """It hurt: stop there, with what to look out for and how to go on."""
    return TemplateResponse(request, "start/try_stopped.html")


def _variant_for(person: User, *, has_told: bool) -> Variant | None:
    """A move that suits the person; None where none is known to."""
    conditions = person.conditions_on(person.date_at(timezone.now()))
    slug = MOVE if has_told and not conditions else GENTLEST_MOVE
    moves = Exercise.objects.listed().filter(slug=slug)
    exercise = moves.prefetch_related(listed_ladders()).first()
    suiting = fit_for(exercise, conditions).variants if exercise else []
    return suiting[0] if suiting else None
