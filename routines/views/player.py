"""The player: one step at a time. Every outcome of a step is an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import push_url, reswap

from routines import coaching
from routines.forms.fields import focus_first_error
from routines.forms.session import AfterForm, FeltForm, ReportForm, StepForm, felt_forms
from routines.forms.start import ScreeningForm
from routines.http import PersonRequest, leave, render_page, see_other
from routines.models import Session, Status, Step
from routines.progression import Outcome

PARTS = {"player"}


@dataclass(frozen=True)
class Player:
    """A session in the player: its steps in order, and where we are."""

    session: Session
    steps: list[Step]

    @property
    def waiting(self) -> Step | None:
        """The first step that is not answered yet."""
        return next((step for step in self.steps if not step.is_answered), None)

    @property
    def done_steps(self) -> list[Step]:
        """What was done, whole or in part."""
        return [step for step in self.steps if step.status in (Status.DONE, Status.PARTIAL)]

    @property
    def reported(self) -> str:
        """What was said to hurt, with its number: "Shoulder rolls (6)"."""
        return ", ".join(
            f"{step.dose.variant.name} ({step.during})"
            for step in self.steps
            if step.during is not None
        )

    def step(self, position: int) -> Step:
        """The step at a position counted from 1; 404 when the session has no such step."""
        if not 1 <= position <= len(self.steps):
            raise Http404
        return self.steps[position - 1]

    def after(self, step: Step) -> Step | None:
        """The first unanswered step behind this one."""
        return next((s for s in self.steps[step.rank + 1 :] if not s.is_answered), None)


def _load(request: PersonRequest, session_id: UUID) -> Player:
    sessions = request.user.sessions.select_related("check_in")
    session = get_object_or_404(sessions, pk=session_id)
    return Player(session, list(session.steps.in_order().with_library()))


@require_safe
def session_run(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The way into a session: its next step, or its last page."""
    player = _load(request, session_id)
    if not player.session.is_open:
        return see_other(player.session)
    return see_other(player.waiting or player.session.after_address)


@require_http_methods(["GET", "HEAD", "POST"])
def step_detail(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """One step: look, do, and say how much of it was done."""
    form = StepForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        player = _load(request, session_id)
        step = player.step(position)
        if request.method == "POST":
            focus_first_error(form)
            return _step_page(request, player, step, form=form, status=422)
        if not player.session.is_open:
            return _diary(request, player)
        return _step_page(request, player, step)
    key = coaching.StepKey(request.user, session_id, position)
    version = form.cleaned_data["version"]
    try:
        step = coaching.answer_step(key, form.answer(), version=version, at=timezone.now())
    except Step.DoesNotExist:
        raise Http404 from None
    except coaching.StepChanged as changed:
        player = _load(request, session_id)
        yours = {"form": form, "yours": form.answer()}
        return _step_page(request, player, changed.stored, **yours, status=409)
    except coaching.SessionFinished:
        return _finished(request, _load(request, session_id))
    return see_other(step.session.next_step() or step.session.after_address)


def _step_page(
    request: PersonRequest, player: Player, step: Step, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "variant": step.dose.variant,
        "following": player.after(step),
        "form": StepForm(initial={"version": step.version, **_shown(step)}),
        **more,
    }
    return _page(request, "player/step_detail.html", context, status)


def _shown(step: Step) -> dict[str, object]:
    return {
        "status": step.status,
        "done_percent": str(step.done_percent),
        "stop_reason": step.stop_reason,
    }


def _page(
    request: PersonRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """A page of the player. What was refused stays in view: no jump, no entry in the history."""
    response = render_page(request, template, context, parts=PARTS, status=status)
    return push_url(reswap(response, "outerHTML"), False) if status == 422 else response


def _diary(request: PersonRequest, player: Player) -> HttpResponse:
    """A closed session is a page of the diary."""
    return leave(request, player.session.get_absolute_url())


def _finished(request: PersonRequest, player: Player) -> HttpResponse:
    """The session is closed, so nothing was changed: say so, with a way on."""
    context = {"player": player, "session": player.session}
    return _page(request, "player/finished.html", context, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def step_hurts(request: PersonRequest, session_id: UUID, position: int) -> HttpResponse:
    """ "Something hurts": what, how much, and what happens now."""
    player = _load(request, session_id)
    step = player.step(position)
    if request.method != "POST":
        if not player.session.is_open:
            return _diary(request, player)
        return _hurts_page(request, player, step, ReportForm(initial=_said(step)))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _hurts_page(request, player, step, form, status=422)
    key = coaching.StepKey(request.user, session_id, position)
    version = form.cleaned_data["version"]
    try:
        outcome = coaching.report(key, form.report(), version=version, at=timezone.now())
    except coaching.StepChanged as changed:
        return _hurts_page(request, player, changed.stored, form, yours=True, status=409)
    except coaching.SessionFinished:
        return _finished(request, player)
    return _to_outcome(request, player.session, step, outcome)


def _said(step: Step) -> dict[str, object]:
    """What was said to hurt before, so that it can be changed."""
    if step.during is None:
        return {"version": step.version}
    names = ("version", "during", "quality", "spread", "neuro", "done_percent")
    return {name: getattr(step, name) for name in names}


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
    }
    focus_first_error(form)
    return _page(request, "player/step_hurts.html", context, status)


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
    """An exercise was stopped: another direction is offered."""
    player = _load(request, session_id)
    step = player.step(position)
    if not player.session.is_open:
        return _diary(request, player)
    if not step.was_stopped:
        return see_other(step)
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "following": player.waiting,
        "left_out": [s for s in player.steps if s.is_left_out_with(step)],
    }
    return _page(request, "player/step_stopped.html", context)


@require_safe
def session_gently(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """A second exercise was stopped: a minute of breathing, and end."""
    player = _load(request, session_id)
    if not player.session.is_open:
        return _diary(request, player)
    context = {
        "player": player,
        "session": player.session,
        "following": player.waiting,
    }
    return _page(request, "player/session_gently.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_check(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The red-flag questions at once, after an answer that ended the session."""
    player = _load(request, session_id)
    form = ScreeningForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        focus_first_error(form)
        context = {"session": player.session, "form": form}
        status = 422 if request.method == "POST" else 200
        return render_page(request, "player/session_check.html", context, status=status)
    coaching.screen(request.user, form.flags, at=timezone.now())
    if request.user.locks.in_force().exists():
        return see_other("routines:lock_detail")
    return see_other(player.session)


@require_http_methods(["GET", "HEAD", "POST"])
def session_finish(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """ "Finish here": what is still to come is left out."""
    player = _load(request, session_id)
    if request.method == "POST" and player.session.is_open:
        coaching.finish_here(player.session, at=timezone.now())
        return see_other(player.session.after_address)
    if not player.session.is_open:
        return _diary(request, player)
    context = {"player": player, "session": player.session, "following": player.waiting}
    return _page(request, "player/session_finish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_after(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The last page: no more than at the start, or what differed."""
    player = _load(request, session_id)
    if request.method != "POST":
        if not player.session.is_open:
            return _diary(request, player)
        if player.waiting is not None:
            return see_other(player.waiting)
        return _after_page(request, player, AfterForm(), felt_forms(player.done_steps))
    form = AfterForm(request.POST)
    forms = felt_forms(player.done_steps, request.POST)
    ticked = [one for one in forms if one.is_ticked]
    if not all([form.is_valid(), *(one.is_valid() for one in ticked)]):
        return _after_page(request, player, form, forms, status=422)
    try:
        coaching.close(
            player.session,
            after=form.cleaned_data["after"],
            differing={one.step.pk: one.felt() for one in ticked},
            at=timezone.now(),
        )
    except coaching.SessionFinished:
        return _finished(request, player)
    if any(one.cleaned_data["neuro"] == "persistent" for one in ticked):
        return leave(request, player.session.check_address)
    if player.session.is_open:
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
    return _page(request, "player/session_after.html", context, status)
