"""Changing a step before it is answered: easier, another exercise, or one side again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.step_answers import SessionFinished, StepChanged, StepKey
from routines.coaching.step_changes import StepAlreadyAnswered, StepSwap, SwapNotOffered
from routines.forms.fields import focus_first_error
from routines.forms.session import EaseForm, StepSwapForm
from routines.http import PersonRequest, see_other
from routines.models import Step
from routines.views.both_answers import compares_answers
from routines.views.player_base import (
    Player,
    elsewhere,
    finished_page,
    left_out_page,
    load_player,
    player_page,
)

SIDES = (1, 2)


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def step_easier(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """ "Make it easier": one dose down for now."""
    player = load_player(request, session_id)
    step = player.step(position)
    if away := _away(request, player):
        return away
    if request.method != "POST":
        return _easier_page(request, player, step)
    form = EaseForm(request.POST)
    if not form.is_valid():
        return _easier_page(request, player, step, form=form, status=422)
    key = StepKey(request.user, session_id, position)
    dose, version = form.cleaned_data["dose"], form.cleaned_data["version"]
    try:
        row = coaching.step_changes.ease(key, dose, version=version, at=timezone.now())
    except (StepChanged, StepAlreadyAnswered):
        player = load_player(request, session_id)
        return _easier_page(request, player, player.step(position), status=409)
    except SessionFinished:
        return finished_page(request, player)
    return see_other(row)


def _away(request: PersonRequest, player: Player) -> HttpResponse | None:
    """Where to look instead; what is sent to a closed session is answered there and then."""
    if request.method == "POST" and not player.session.is_open:
        return finished_page(request, player)
    return elsewhere(request, player)


def _easier_page(
    request: PersonRequest,
    player: Player,
    step: Step,
    *,
    form: EaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    easier = coaching.step_changes.easier_dose(step)
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "easier": easier,
        "form": form,
        "is_changed": status == 409,
    }
    return player_page(request, "player/step_easier.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def step_swap(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """ "Swap now": another exercise of the same purpose, and why."""
    player = load_player(request, session_id)
    step = player.step(position)
    if away := _away(request, player):
        return away
    choices = coaching.step_changes.swap_choices(step, player.steps)
    if request.method != "POST":
        form = StepSwapForm(step=step, choices=choices, initial={"version": step.version})
        return _swap_page(request, player, step, choices, form)
    form = StepSwapForm(request.POST, step=step, choices=choices)
    if not form.is_valid():
        return _swap_page(request, player, step, choices, form, status=422)
    key = StepKey(request.user, session_id, position)
    answers = form.cleaned_data
    try:
        row = coaching.step_changes.swap(
            key,
            answers["exercise"],
            answers["because"],
            version=answers["version"],
            at=timezone.now(),
        )
    except SwapNotOffered:
        form.add_error("exercise", gettext("This one does not fit any more. Choose another."))
        return _swap_page(request, player, step, choices, form, status=422)
    except (StepChanged, StepAlreadyAnswered):
        player = load_player(request, session_id)
        step = player.step(position)
        choices = coaching.step_changes.swap_choices(step, player.steps)
        return _swap_page(request, player, step, choices, form, status=409)
    except SessionFinished:
        return finished_page(request, player)
    return see_other(row)


def _swap_page(
    request: PersonRequest,
    player: Player,
    step: Step,
    choices: list[StepSwap],
    form: StepSwapForm,
    *,
    status: int = 200,
) -> HttpResponse:
    focus_first_error(form)
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "choices": choices,
        "form": form,
        "is_changed": status == 409,
    }
    return player_page(request, "player/step_swap.html", context, status)


@require_safe
def step_repeat(request: PersonRequest, session_id: UUID, position: int, side: int) -> HttpResponse:
    """ "Repeat a side": its timer alone. What was answered stays as it is."""
    player = load_player(request, session_id)
    step = player.step(position)
    if not step.has_sides or side not in SIDES:
        raise Http404
    if away := elsewhere(request, player):
        return away
    if coaching.step_notes.is_left_out(step):
        return left_out_page(request, player, step)
    context = {"player": player, "session": player.session, "step": step, "side": side}
    return player_page(request, "player/step_repeat.html", context)
