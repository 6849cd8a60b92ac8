"""The start: what the person wants, and one move to try before."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching, planning
from routines.coaching.week import TooFewExercises
from routines.forms.fields import focus_first_error
from routines.forms.start import USUAL_TIME, SetUpForm
from routines.http import PersonRequest, see_other, turn_away, unless_waiting
from routines.models import User
from routines.views.both_answers import compare_page, seen_in

SUGGESTED_DAYS = 2
SUGGESTED_MINUTES = 15


@require_http_methods(["GET", "HEAD", "POST"])
@unless_waiting
def set_up(request: PersonRequest) -> HttpResponse:
    """What the person wants; a good answer becomes a proposed week."""
    person = request.user
    now = timezone.now()
    if person.locks.in_force().of_the_whole_plan().exists():
        return turn_away(request, "routines:lock_detail")
    if not person.screenings.of_health().exists():
        return turn_away(request, "routines:health_detail")
    if request.method != "POST":
        return _set_up_page(request, SetUpForm(initial=_suggestions(person)))
    form = SetUpForm(request.POST)
    if not form.is_valid():
        focus_first_error(form)
        return _set_up_page(request, form, status=422)
    if coaching.week.wished_meanwhile(person, form.wishes, seen=seen_in(request)):
        return compare_page(
            request,
            SetUpForm.base_fields,
            _suggestions(person),
            keep=reverse("routines:plan_detail"),
            again={"seen": str(_seen(person))},
        )
    person.remember(
        time_zone=form.cleaned_data["time_zone"] or person.time_zone,
        usual_morning=form.cleaned_data["usual_morning"],
    )
    coaching.plan_fit.fit_unasked(person, at=now)
    try:
        coaching.week.propose_week(person, form.wishes, at=now)
    except TooFewExercises:
        form.add_error(
            None,
            gettext(
                "With what you told us of your health, too few of our exercises suit you for a"
                " plan. A physiotherapist can make one with you; the library stays open."
            ),
        )
        return _set_up_page(request, form, status=422)
    return see_other("routines:plan_detail")


def _set_up_page(request: PersonRequest, form: SetUpForm, status: int = 200) -> HttpResponse:
    has_plan = request.user.weekly_plans.newest().exists()
    context = {"form": form, "has_plan": has_plan, "seen": _seen(request.user)}
    return TemplateResponse(request, "start/set_up.html", context, status=status)


def _seen(person: User) -> int:
    """The id of the newest week, 0 for none."""
    return person.weekly_plans.newest().values_list("pk", flat=True).first() or 0


def _suggestions(person: User) -> dict[str, object]:
    """What the form begins with: the proposal, the plan that runs, or what suits most people."""
    plan = person.weekly_plans.newest().first()
    if plan is not None:
        return {
            "aim": plan.aim,
            "usual_morning": person.usual_morning,
            "weekdays": plan.weekdays,
            "starts_at": plan.starts_at,
            "minutes": plan.minutes,
            "time_zone": person.city,
        }
    today = person.date_at(timezone.now())
    return {
        "weekdays": planning.suggest_days(SUGGESTED_DAYS, today),
        "starts_at": USUAL_TIME,
        "minutes": SUGGESTED_MINUTES,
        "time_zone": person.city,
    }
