"""One gentle move to try before there is a plan. Nothing of it is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.coaching.ladders import Ladders
from routines.http import PersonRequest, see_other, unless_waiting
from routines.library.schema import read_session


@require_safe
@unless_waiting
def try_move(request: PersonRequest) -> HttpResponse:
    """One gentle move as the player shows it, once the red-flag questions are answered."""
    person = request.user
    screenings = person.screenings.all()
    if not screenings.of_red_flags().exists():
        return see_other("routines:screening")
    if person.locks.in_force().of_the_whole_plan().exists():
        return see_other("routines:lock_detail")
    if person.weekly_plans.active().exists():
        return see_other("routines:today")
    usual, gentlest = read_session().try_first
    conditions = person.conditions_on(person.date_at(timezone.now()))
    is_well = screenings.of_health().exists() and not conditions
    rung = Ladders(conditions).easiest(usual if is_well else gentlest)
    if rung is None:
        return see_other("routines:set_up")
    context = {
        "dose": rung.doses[0],
        "variant": rung.variant,
        "exercise": rung.variant.exercise,
        "may_sit": rung.variant.exercise.slug == gentlest,
    }
    return TemplateResponse(request, "start/try_move.html", context)


@require_safe
def try_stopped(request: PersonRequest) -> HttpResponse:
    """It hurt: stop there, with what to look out for and how to go on."""
    return TemplateResponse(request, "start/try_stopped.html")
