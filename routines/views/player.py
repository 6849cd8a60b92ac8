"""The player: one step at a time. Every outcome of a step is an address of its own."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.step_answers import SessionFinished, StepChanged, StepKey, StepLeftOut
from routines.forms.fields import focus_first_error
from routines.forms.session import ReportForm, StepForm
from routines.http import PersonRequest, leave, see_other
from routines.models import Session, Step
from routines.models.discomfort import last_places
from routines.progression import Outcome
from routines.progression.rules.thresholds import SEVERE_FROM, STOP_AT, STOP_SHARP_AT
from routines.views.both_answers import compares_answers
from routines.views.player_base import (
    Player,
    diary_page,
    elsewhere,
    finished_page,
    left_out_page,
    load_player,
    player_page,
)


@require_safe
def session_run(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The way into a session: its next step, or its last page."""
    player = load_player(request, session_id)
    if away := elsewhere(request, player):
        return away
    return see_other(player.waiting or player.session.after_address)


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def step_detail(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """One step: look, do, and say how much of it was done."""
    form = StepForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        player = load_player(request, session_id)
        step = player.step(position)
        if request.method != "POST" and (away := elsewhere(request, player)):
            return away
        if coaching.step_notes.is_left_out(step):
            status = 409 if request.method == "POST" else 200
            return left_out_page(request, player, step, status)
        if request.method != "POST":
            return _step_page(request, player, step)
        form = StepForm(request.POST, has_sides=step.has_sides)
        focus_first_error(form)
        return _step_page(request, player, step, form=form, status=422)
    key = StepKey(request.user, session_id, position)
    version = form.cleaned_data["version"]
    try:
        step = coaching.step_answers.answer(key, form.answer(), version=version, at=timezone.now())
    except Step.DoesNotExist:
        raise Http404 from None
    except StepLeftOut:
        player = load_player(request, session_id)
        return left_out_page(request, player, player.step(position), 409)
    except StepChanged as changed:
        player = load_player(request, session_id)
        yours = {"form": form, "yours": form.answer()}
        return _step_page(request, player, changed.stored, **yours, status=409)
    except SessionFinished:
        player = load_player(request, session_id)
        kept = _shown(player.step(position))
        return finished_page(request, player, StepForm.base_fields, kept)
    return see_other(step.session.next_step() or step.session.after_address)


def _step_page(
    request: PersonRequest, player: Player, step: Step, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "variant": step.dose.variant,
        "notes": coaching.step_notes.notes_at(step),
        "following": player.after(step),
        "next_address": player.next_address(step),
        "form": StepForm(initial={"version": step.version, **_shown(step)}),
        **more,
    }
    return player_page(request, "player/step_detail.html", context, status)


def _shown(step: Step) -> dict[str, object]:
    return {
        "status": step.status,
        "done_percent": str(step.done_percent),
        "left_percent": str(step.left_percent),
        "right_percent": str(step.right_percent),
        "stop_reason": step.stop_reason,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def step_hurts(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """ "Something hurts": what, how much, and what happens now."""
    player = load_player(request, session_id)
    step = player.step(position)
    at_start = player.session.check_in.places
    if request.method != "POST":
        if not player.session.is_open:
            return diary_page(request, player)
        initial = {**_said(step), "places": _places(request, player, step)}
        form = ReportForm(initial=initial, at_start=at_start)
        return _hurts_page(request, player, step, form)
    form = ReportForm(request.POST, at_start=at_start)
    if not form.is_valid():
        return _hurts_page(request, player, step, form, status=422)
    key = StepKey(request.user, session_id, position)
    version = form.cleaned_data["version"]
    try:
        outcome = coaching.step_hurts.report(key, form.report(), version=version, at=timezone.now())
    except StepChanged as changed:
        return _hurts_page(request, player, changed.stored, form, yours=True, status=409)
    except SessionFinished:
        kept = {**_said(step), "places": step.places}
        return finished_page(request, player, ReportForm.base_fields, kept)
    return _to_outcome(request, player.session, step, outcome)


def _said(step: Step) -> dict[str, object]:
    """What was said to hurt before, so that it can be changed."""
    if step.during is None:
        return {"version": step.version}
    names = ("version", "during", "quality", "spread", "neuro", "done_percent")
    return {name: getattr(step, name) for name in names}


def _places(request: PersonRequest, player: Player, step: Step) -> list[str]:
    """Where it hurt when it was told last: in this session, or before it."""
    places = [other.places for other in (*player.steps, step) if other.places]
    return (places[-1:] or [player.session.check_in.places])[0] or last_places(request.user)


def _hurts_page(
    request: PersonRequest,
    player: Player,
    step: Step,
    form: ReportForm,
    *,
    status: int = 200,
    yours: bool = False,
) -> HttpResponse:
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "form": form,
        "yours": yours,
        "stopped_before": player.stopped_before(step),
        "stop_at": STOP_AT,
        "sharp_stop_at": STOP_SHARP_AT,
    }
    focus_first_error(form)
    return player_page(request, "player/step_hurts.html", context, status)


def _to_outcome(
    request: PersonRequest, session: Session, step: Step, outcome: Outcome
) -> HttpResponse:
    match outcome:
        case Outcome.EMERGENCY:
            return leave(request, "routines:lock_detail")
        case Outcome.END_AND_ASK:
            return leave(request, session.check_address)
        case Outcome.FINISH_GENTLY:
            return see_other(session.address("session_gently"))
        case Outcome.STOP_EXERCISE:
            return see_other(step.address("step_stopped"))
        case Outcome.GO_ON:
            return see_other(step)


@require_safe
def step_stopped(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """An exercise was stopped: another direction is offered.

    The page stands before the fact too, so that it can be stored in advance.
    """
    player = load_player(request, session_id)
    step = player.step(position)
    if away := elsewhere(request, player):
        return away
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "following": player.next_after_stopping(step),
        "left_out": player.left_out_with(step),
        "is_severe": step.was_stopped and (step.during or 0) >= SEVERE_FROM,
    }
    return player_page(request, "player/step_stopped.html", context)
