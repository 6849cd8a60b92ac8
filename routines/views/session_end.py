"""The end of a session: gently, at once, early, or at its last page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.session_end import AfterClosing, ClosedBefore
from routines.forms.fields import focus_first_error
from routines.forms.session import AfterForm, FeltForm, after_in_words, felt_forms, told_after
from routines.forms.start import ScreeningForm
from routines.http import PersonRequest, leave, render_page, see_other
from routines.views.both_answers import (
    INSTEAD_OF,
    answer_in,
    as_told,
    both_answers_page,
    compares_answers,
)
from routines.views.player_base import (
    Player,
    diary_page,
    elsewhere,
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
@compares_answers
def session_after(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The last page: no more than at the start, or what differed.

    While exercises still wait it says so, and can be stored in advance. Once the session is
    closed it changes what was said, on the same day.
    """
    player = load_player(request, session_id)
    now = timezone.now()
    at_start = player.session.check_in.places
    if request.method != "POST":
        if player.session.is_open:
            return _after_page(
                request, player, AfterForm(), felt_forms(player.felt_steps, at_start)
            )
        if "change" in request.GET and coaching.session_end.may_change_after(player.session, now):
            return _change_page(request, player)
        return diary_page(request, player)
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
            reported=_reported(request, player),
            instead_of=request.POST.get(INSTEAD_OF, ""),
            at=now,
        )
    except ClosedBefore as before:
        return _closed_before_page(request, player, before)
    coaching.measures.offer_baseline(request.user, at=now)
    if coming == AfterClosing.RED_FLAGS:
        return leave(request, player.session.check_address)
    if coming == AfterClosing.SAVED:
        messages.success(request, _saved(len(player.done_steps)))
    return leave(request, "routines:today")


def _reported(request: PersonRequest, player: Player) -> set[int] | None:
    """The steps that the page told as reported in the session; None where it does not say."""
    if REPORTED not in request.POST:
        return None
    ranks = request.POST.getlist(REPORTED)
    return {step.pk for step in player.steps if str(step.rank) in ranks}


def _change_page(request: PersonRequest, player: Player) -> HttpResponse:
    """The last page once more, with what was said ticked."""
    session = player.session
    form = AfterForm(initial={"after": session.after})
    forms = felt_forms(player.done_steps, session.check_in.places)
    for felt_form in forms:
        felt_form.is_ticked = felt_form.step.felt_more_than(session.check_in.pre)
    return _after_page(request, player, form, forms)


def _closed_before_page(
    request: PersonRequest, player: Player, before: ClosedBefore
) -> HttpResponse:
    """How the session was said to have felt, beside what was sent now."""
    session = before.session
    steps = list(session.steps.in_order().with_library())
    return both_answers_page(
        request,
        after_in_words(steps, as_told(told_after(session, steps))),
        after_in_words(steps, answer_in(request.POST)),
        keep=session.get_absolute_url(),
        instead_of=session.fingerprint_of_after() if before.may_be_replaced else None,
        too_late=gettext("What came of it is decided by now, so it stays as it is."),
    )


def _saved(count: int) -> str:
    """What is said once a session is closed: what was kept, and what comes."""
    kept = ngettext("Saved: {count} exercise.", "Saved: {count} exercises.", count)
    coming = gettext("Tomorrow morning we ask one question, then what comes next is decided.")
    return f"{kept.format(count=count)} {coming}"


# What the last page says was reported in the session before: the ranks of those steps.
REPORTED = "reported"


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
        "instead_of": "" if player.session.is_open else player.session.fingerprint_of_after(),
    }
    return player_page(request, "player/session_after.html", context, status)
