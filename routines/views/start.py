"""The start: the red-flag questions, then what the person wants."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching, planning
from routines.accounts import begin_as_guest
from routines.forms.start import USUAL_TIME, ScreeningForm, SetUpForm
from routines.http import PersonRequest, see_other
from routines.models import User

SUGGESTED_DAYS = 2
SUGGESTED_MINUTES = 15


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: HttpRequest) -> HttpResponse:
    """The red-flag questions. The first answer makes a guest of a new visitor.

    While a pause of the plan is not explained yet they wait, unless a note asks for
    them: only a new yes is kept.
    """
    known = request.user if isinstance(request.user, User) else None
    is_paused = known is not None and known.locks.unexplained().of_the_whole_plan().exists()
    if request.method != "POST":
        if is_paused and "because" not in request.GET:
            return see_other("routines:lock_detail")
        return TemplateResponse(request, "start/screening.html", {"form": ScreeningForm()})
    form = ScreeningForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(request, "start/screening.html", {"form": form}, status=422)
    if is_paused and not form.flags:
        messages.info(
            request,
            gettext(
                "Your plan is still paused. Say first what came of it; the questions come after."
            ),
        )
        return see_other("routines:lock_detail")
    person = known or begin_as_guest(request)
    coaching.screen(person, form.flags, at=timezone.now())
    if form.flags:
        return see_other("routines:lock_detail")
    has_plan = person.weekly_plans.active().exists()
    return see_other("routines:today" if has_plan else "routines:set_up")


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: PersonRequest) -> HttpResponse:
    """What the person wants; a good answer becomes a proposed week."""
    person = request.user
    now = timezone.now()
    if not person.screenings.exists():
        return see_other("routines:screening")
    if person.locks.in_force().of_the_whole_plan().exists():
        return see_other("routines:lock_detail")
    if request.method != "POST":
        form = SetUpForm(initial=_suggestions(person))
        return TemplateResponse(request, "start/set_up.html", {"form": form})
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return TemplateResponse(request, "start/set_up.html", {"form": form}, status=422)
    person.remember(
        time_zone=form.cleaned_data["time_zone"],
        usual_morning=form.cleaned_data["usual_morning"],
    )
    coaching.fit_to_health(person, at=now)
    try:
        coaching.propose_week(person, form.wishes, at=now)
    except coaching.NothingSuits:
        form.add_error(
            None,
            gettext(
                "With what you told us of your health, too few of our exercises suit you for a"
                " plan. A physiotherapist can make one with you; the library stays open."
            ),
        )
        return TemplateResponse(request, "start/set_up.html", {"form": form}, status=422)
    return see_other("routines:plan_detail")


def _suggestions(person: User) -> dict[str, object]:
    """What the form begins with: the proposal, the plan that runs, or what suits most people."""
    plan = person.weekly_plans.newest().prefetch_related("days").first()
    if plan is not None:
        return {
            "aim": plan.aim,
            "usual_morning": person.usual_morning,
            "weekdays": plan.weekdays,
            "starts_at": plan.starts_at,
            "minutes": plan.minutes,
            "time_zone": person.time_zone,
        }
    today = person.date_at(timezone.now())
    return {
        "weekdays": planning.suggest_days(SUGGESTED_DAYS, today),
        "starts_at": USUAL_TIME,
        "minutes": SUGGESTED_MINUTES,
        "time_zone": person.time_zone,
    }
