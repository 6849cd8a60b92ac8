"""The check-in before a session, the gate's answer, and a session looked at afterwards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.health import ClearanceMissing, PlanDraft
from routines.forms.fields import focus_first_error
from routines.forms.morning import MorningForm
from routines.forms.session import CheckInForm
from routines.http import PersonRequest, see_other, unless_waiting
from routines.models import CheckIn, PlannedSession, Session
from routines.models.discomfort import last_places
from routines.views.health_changes import foresee
from routines.views.player_base import is_locked
from routines.vocabulary import RUNNABLE, Gate
from routines.words.doses import needed


@require_http_methods(["GET", "HEAD", "POST"])
@unless_waiting
def session_detail(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The check-in of a planned session; once it is begun, the session itself."""
    fitted = foresee(request)
    rows = request.user.planned_sessions.with_session().select_related("routine", "plan", "owner")
    planned = get_object_or_404(rows, pk=session_id)
    session = planned.session_begun
    if session is not None and request.method == "POST":
        return see_other(planned)
    if session is not None:
        return _session_page(request, session, fitted)
    unchecked = request.user.sessions.unchecked().first()
    if unchecked is not None:
        return see_other(unchecked.check_address)
    if request.method == "POST":
        return _check_in(request, planned)
    context = _check_in_context(request, planned, fitted=fitted)
    return TemplateResponse(request, "session/check_in.html", context)


def _session_page(
    request: PersonRequest, session: Session, fitted: PlanDraft | None
) -> HttpResponse:
    """What the gate made of an untouched session, the next step, or the whole diary page.

    While the whole plan is locked an open one waits.
    """
    if session.is_open and is_locked(request):
        return see_other("routines:lock_detail")
    steps = coaching.shown_plan.steps_today(session, request.user, is_due=fitted is not None)
    if session.is_open and any(step.is_answered for step in steps):
        return see_other("routines:session_run", session_id=session.pk)
    if session.is_open:
        return see_other(run_address(session.check_in))
    context = {
        "session": session,
        "check_in": session.check_in,
        "steps": steps,
        "felt_in": [place for step in steps for place in step.places],
    }
    return TemplateResponse(request, "session/session_detail.html", context)


def run_address(check_in: CheckIn) -> str:
    """The page of what the gate made of a session."""
    slug = Gate(check_in.gate).slug
    return reverse("routines:session_run_gate", args=[check_in.planned_id, slug])


def _check_in(request: PersonRequest, planned: PlannedSession) -> HttpResponse:
    person = request.user
    now = timezone.now()
    due = person.sessions.awaiting_morning(today=person.date_at(now), now=now)
    form = CheckInForm(request.POST, last=last_places(person))
    morning_form = MorningForm(request.POST) if due and "word" in request.POST else None
    if not form.is_valid() or (morning_form and not morning_form.is_valid()):
        focus_first_error(*([morning_form] if morning_form else []), form)
        context = _check_in_context(request, planned, form, morning_form)
        return TemplateResponse(request, "session/check_in.html", context, status=422)
    if due and morning_form:
        coaching.morning.answer(due, morning_form.answer(), at=now)
    answers = form.answers(usual=request.user.usual_morning or 0)
    try:
        row = coaching.check_in.begin(planned, answers, at=now)
    except ClearanceMissing:
        return see_other("routines:ask_first")
    return _after_gate(request, row)


def _after_gate(request: PersonRequest, row: CheckIn) -> HttpResponse:
    """Straight into the session, or the page that says why not, or how."""
    if row.gate == Gate.RUN and not (row.is_no_floor or row.is_five_minutes):
        return see_other("routines:session_run", session_id=row.planned_id)
    if row.gate in RUNNABLE:
        return see_other(run_address(row))
    if row.gate in (Gate.EMERGENCY, Gate.URGENT, Gate.LOCKED):
        return see_other("routines:lock_detail")
    return see_other("routines:session_gate", session_id=row.planned_id)


@require_safe
def session_gate(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """What the gate last said of a planned session that it did not let run."""
    row = request.user.check_ins.newest_of(session_id)
    if row is None or row.gate in RUNNABLE:
        planned = get_object_or_404(request.user.planned_sessions, pk=session_id)
        return see_other(planned)
    return TemplateResponse(request, "session/gate.html", {"check_in": row})


def _check_in_context(
    request: PersonRequest,
    planned: PlannedSession,
    form: CheckInForm | None = None,
    morning_form: MorningForm | None = None,
    *,
    fitted: PlanDraft | None = None,
) -> dict[str, object]:
    person = request.user
    now = timezone.now()
    if form is None:
        last = last_places(person)
        form = CheckInForm(initial={"places": last}, last=last)
    due = person.sessions.awaiting_morning(today=person.date_at(now), now=now)
    items = coaching.shown_plan.items_today(person, planned.routine_id, fitted, at=now)
    coming = [item.current for item in items if not item.current.rests_on(person.date_at(now))]
    return {
        "planned": planned,
        "needed": needed(step.dose.variant.equipment for step in coming),
        "needs_floor": any(step.dose.variant.is_on_the_floor for step in coming),
        "form": form,
        "morning_session": due,
        "morning_form": morning_form or MorningForm(use_required_attribute=False),
        "morning_spread": due is not None and due.steps.spread_further().exists(),
        "gates": [gate for gate in Gate if gate in RUNNABLE],
        "may_say_nothing": not person.usual_morning,
    }
