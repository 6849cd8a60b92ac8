"""The questions about health: the red flags, what asks for a word first, what tailors."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.accounts import begin_as_guest
from routines.coaching.health import HealthToldMeanwhile, WordToldBefore
from routines.forms import flags
from routines.forms.fields import focus_first_error
from routines.forms.health import HealthForm, RescreeningForm, answers_so_far
from routines.forms.start import ScreeningForm, WordForm
from routines.http import PersonRequest, see_other, turn_away
from routines.models import Lock, Screening, User
from routines.models.diary import flags_told
from routines.views.both_answers import compare_page, seen_in
from routines.views.health_changes import say_saved


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: HttpRequest) -> HttpResponse:
    """The red-flag questions. The first answer makes a guest of a new visitor.

    Who has told of their health is asked on the same page what has changed since.
    While a lock of the plan is not explained yet they wait, unless a note asks for
    them: only a new yes is kept.
    """
    known = request.user if isinstance(request.user, User) else None
    is_locked = known is not None and known.locks.unexplained().of_the_whole_plan().exists()
    if request.method != "POST" and is_locked and "because" not in request.GET:
        return see_other("routines:lock_detail")
    form = _questions(request, known)
    if request.method != "POST":
        return TemplateResponse(request, "start/screening.html", {"form": form})
    told = flags.told_in(request.POST)
    if told and not form.is_valid():
        # Nothing else that is wrong with the form may delay it.
        coaching.locks.answer_red_flags(_whoever_answers(request, form), told, at=timezone.now())
        _say_health_is_not_saved(request)
        return see_other("routines:lock_detail")
    if not form.is_valid():
        focus_first_error(form, *([form.more] if form.more else []))
        return TemplateResponse(request, "start/screening.html", {"form": form}, status=422)
    person = _whoever_answers(request, form)
    now = timezone.now()
    if form.health:
        try:
            changes = coaching.health.record(person, form.health, seen=seen_in(request), at=now)
        except HealthToldMeanwhile as meanwhile:
            _say_health_is_not_saved(request)
            return _told_meanwhile(cast("PersonRequest", request), meanwhile.newest)
        say_saved(request, changes)
    if is_locked and not form.flags:
        return _still_paused(cast("PersonRequest", request))
    coaching.locks.answer_red_flags(person, form.flags, at=now)
    if form.flags:
        return see_other("routines:lock_detail")
    if form.more is None:
        return see_other("routines:health_detail")
    return _go_on(person, to="routines:today")


def _say_health_is_not_saved(request: HttpRequest) -> None:
    """A word on what else was sent with a red flag, where that comes first."""
    if request.POST.get("changed") == "yes" and flags.told_in(request.POST):
        text = gettext(
            "What you ticked here comes first. What has changed of your health is not saved yet:"
            " tell it once more under “You”."
        )
        messages.warning(request, text)


def _whoever_answers(request: HttpRequest, form: ScreeningForm) -> User:
    """The person who is signed in, else a new guest; where their browser is, is kept."""
    person = request.user if isinstance(request.user, User) else begin_as_guest(request)
    person.settle_in(form.cleaned_data["time_zone"])
    return person


def _still_paused(request: PersonRequest) -> HttpResponse:
    """No flag, while a pause is not explained: what was ticked then, beside the answer now."""
    locks = request.user.locks.unexplained().of_the_whole_plan()
    lock = Lock.gravest_first(locks)[0]
    told = flags_told(request.user, lock.locked_at)
    return compare_page(
        request,
        ScreeningForm.base_fields,
        {"emergency": told, "urgent": told},
        keep=reverse("routines:lock_detail"),
        too_late=gettext(
            "Your plan is still paused. Say first what came of it, also if it was a slip of the"
            " finger; these questions come after."
        ),
    )


def _questions(request: HttpRequest, known: User | None) -> ScreeningForm:
    """The red-flag questions; for who has told of their health, what has changed since too."""
    data = request.POST if request.method == "POST" else None
    newest = known.screenings.of_health().newest() if known else None
    if known is None or newest is None:
        return ScreeningForm(data)
    now = timezone.now()
    return RescreeningForm(
        data,
        newest=newest,
        person=known,
        today=known.date_at(now),
        latest=known.latest_date_at(now),
    )


def _go_on(person: User, *, to: str) -> HttpResponse:
    """Where health leads: to the page that asks for a word, to the plan, or to set-up."""
    if person.waits_for_word_since is not None:
        return see_other("routines:ask_first")
    return see_other(to if person.weekly_plans.active().exists() else "routines:set_up")


@require_http_methods(["GET", "HEAD", "POST"])
def health_detail(request: PersonRequest) -> HttpResponse:
    """What asks for a professional's word first, and what tailors the plan."""
    person = request.user
    now = timezone.now()
    today, latest = person.date_at(now), person.latest_date_at(now)
    if not person.screenings.of_red_flags().exists():
        return turn_away(request, "routines:screening")
    newest = person.screenings.of_health().newest()
    if request.method != "POST":
        initial = answers_so_far(newest, person, today) if newest else None
        form = HealthForm(today=today, latest=latest, has_told=newest is not None, initial=initial)
        context = {"form": form, "newest": newest}
        return TemplateResponse(request, "start/health_detail.html", context)
    form = HealthForm(request.POST, today=today, latest=latest, has_told=newest is not None)
    if not form.is_valid():
        focus_first_error(form)
        context = {"form": form, "newest": newest}
        return TemplateResponse(request, "start/health_detail.html", context, status=422)
    try:
        changes = coaching.health.record(person, form.health, seen=seen_in(request), at=now)
    except HealthToldMeanwhile as told:
        return _told_meanwhile(request, told.newest)
    if newest is not None:
        say_saved(request, changes)
    return _go_on(person, to="routines:plan_detail")


def _told_meanwhile(request: PersonRequest, newest: Screening) -> HttpResponse:
    """What another tab told of health meanwhile, beside what was sent now."""
    person = request.user
    today = person.date_at(timezone.now())
    return compare_page(
        request,
        HealthForm.base_fields,
        answers_so_far(newest, person, today),
        keep=reverse("routines:health_detail"),
        again={"seen": str(newest.pk)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask_first(request: PersonRequest) -> HttpResponse:
    """A professional's word is missing: what stays open meanwhile, and how to go on.

    A lock of the whole plan is graver, so it comes first.
    """
    person = request.user
    now = timezone.now()
    if person.waits_for_word_since is None and request.method != "POST":
        return see_other("routines:today")
    if person.locks.in_force().of_the_whole_plan().exists():
        return turn_away(request, "routines:lock_detail")
    data = request.POST if request.method == "POST" else None
    form = WordForm(data, latest=person.latest_date_at(now))
    if request.method == "POST" and form.is_valid():
        said_on = form.cleaned_data["said_on"]
        try:
            coaching.health.record_clearance(person, said_on=said_on, at=now)
        except WordToldBefore as told:
            return _word_told_before(request, told.newest)
        return see_other("routines:today")
    context = {"form": form, "open_session": person.sessions.open().newest_first().first()}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "start/ask_first.html", context, status=status)


def _word_told_before(request: PersonRequest, newest: Screening) -> HttpResponse:
    """The day that was told before, beside the one sent now."""
    return compare_page(
        request,
        WordForm.base_fields,
        {"said_on": newest.may_exercise_on},
        keep=reverse("routines:today"),
        too_late=gettext("Your plan goes on by the first one. It can be changed in your health."),
    )
