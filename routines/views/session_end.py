"""The end of a session: gently, at once, early, or at its last page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.session_end import AfterClosing
from routines.coaching.step_answers import SessionFinished
from routines.forms.fields import focus_first_error
from routines.forms.session import AfterForm, FeltForm, felt_forms
from routines.forms.start import ScreeningForm
from routines.http import PersonRequest, leave, render_page, see_other
from routines.views.player_base import (
    Player,
    diary_page,
    elsewhere,
    finished_page,
    is_locked,
    load_player,
    player_page,
)


@require_safe
def session_gently(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """A second exercise was stopped: a minute of breathing, and end.

    The page stands before the fact too, so that it can be stored in advance.
    """
    player = load_player(request, session_id)
    if away := elsewhere(request, player):
        return away
    context = {
        "player": player,
        "session": player.session,
        "following": player.breathing,
    }
    return player_page(request, "player/session_gently.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_check(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The red-flag questions at once, after an answer that ended the session."""
    player = load_player(request, session_id)
    form = ScreeningForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        focus_first_error(form)
        context = {"session": player.session, "form": form}
        status = 422 if request.method == "POST" else 200
        return render_page(request, "player/session_check.html", context, status=status)
    coaching.locks.answer_red_flags(request.user, form.flags, at=timezone.now())
    if request.user.locks.in_force().exists():
        return see_other("routines:lock_detail")
    return see_other(player.session)


@require_http_methods(["GET", "HEAD", "POST"])
def session_finish(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """ "Finish here": what is still to come is left out."""
    player = load_player(request, session_id)
    if request.method == "POST" and player.session.is_open:
        coaching.session_end.skip_rest(player.session, at=timezone.now())
        return see_other(player.session.after_address)
    if not player.session.is_open:
        return diary_page(request, player)
    following = None if is_locked(request) else player.waiting
    context = {"player": player, "session": player.session, "following": following}
    return player_page(request, "player/session_finish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_after(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The last page: no more than at the start, or what differed.

    While exercises still wait it says so, and can be stored in advance.
    """
    player = load_player(request, session_id)
    at_start = player.session.check_in.places
    if request.method != "POST":
        if not player.session.is_open:
            return diary_page(request, player)
        return _after_page(request, player, AfterForm(), felt_forms(player.felt_steps, at_start))
    form = AfterForm(request.POST)
    forms = felt_forms(player.felt_steps, at_start, request.POST)
    ticked = [felt_form for felt_form in forms if felt_form.is_ticked]
    if not all([form.is_valid(), *(felt_form.is_valid() for felt_form in ticked)]):
        return _after_page(request, player, form, forms, status=422)
    try:
        coming = coaching.session_end.close(
            player.session,
            after=form.cleaned_data["after"],
            differing={felt_form.step.pk: felt_form.felt() for felt_form in ticked},
            at=timezone.now(),
        )
    except SessionFinished:
        return finished_page(request, player)
    coaching.measures.offer_baseline(request.user, at=timezone.now())
    if coming == AfterClosing.RED_FLAGS:
        return leave(request, player.session.check_address)
    if coming == AfterClosing.SAVED:
        messages.success(request, _saved(len(player.done_steps)))
    return leave(request, "routines:today")


def _saved(count: int) -> str:
    """What is said once a session is closed: what was kept, and what comes."""
    kept = ngettext("Saved: {count} exercise.", "Saved: {count} exercises.", count)
    coming = gettext("Tomorrow morning we ask one question, then what comes next is decided.")
    return f"{kept.format(count=count)} {coming}"


def _after_page(
    request: PersonRequest,
    player: Player,
    form: AfterForm,
    forms: list[FeltForm],
    *,
    status: int = 200,
) -> HttpResponse:
    focus_first_error(*forms, form)
    context = {
        "player": player,
        "session": player.session,
        "form": form,
        "felt_forms": forms,
        "is_wrong": status == 422,
    }
    return player_page(request, "player/session_after.html", context, status)
