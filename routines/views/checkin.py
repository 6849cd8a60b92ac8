"""The check-in before a session, the gate's answer, and a session looked at afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.forms.fields import focus_first_error
from routines.forms.morning import MorningForm
from routines.forms.session import CheckInForm
from routines.http import PersonRequest, see_other
from routines.models import (
    CheckIn,
    CurrentDose,
    Equipment,
    Gate,
    PlannedSession,
    Position,
    RoutineItem,
    Session,
    Step,
    Variant,
)
from routines.models.answers import RUNNABLE
from routines.models.discomfort import last_places
from routines.views.playing import is_paused


@require_http_methods(["GET", "HEAD", "POST"])
def session_detail(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The check-in of a planned session; once it is begun, the session itself."""
    rows = request.user.planned_sessions.select_related(
        "routine", "plan", "owner", "session__check_in"
    )
    planned = get_object_or_404(rows, pk=session_id)
    session: Session | None = getattr(planned, "session", None)
    if session is not None and request.method == "POST":
        return see_other(planned)
    if session is not None:
        return _session_page(request, session, planned)
    unchecked = request.user.sessions.unchecked()
    if unchecked is not None:
        return see_other(unchecked.check_address)
    if request.method == "POST":
        return _check_in(request, planned)
    return TemplateResponse(request, "session/check_in.html", _check_in_context(request, planned))


def _session_page(
    request: PersonRequest, session: Session, planned: PlannedSession
) -> HttpResponse:
    """What the gate made of an untouched session, the next step, or the whole diary page.

    While the whole plan is locked an open one waits.
    """
    if session.is_open and is_paused(request):
        return see_other("routines:lock_detail")
    steps = list(session.steps.in_order().with_library().with_ledger())
    if session.is_open and any(step.is_answered for step in steps):
        return see_other("routines:session_run", session_id=session.pk)
    context: dict[str, object] = {"session": session, "check_in": session.check_in, "steps": steps}
    if not session.is_open:
        return TemplateResponse(request, "session/session_detail.html", context)
    context["lines"] = _lines(steps, planned)
    context["needed"] = _needed(steps)
    return TemplateResponse(request, "session/gate.html", context)


def _lines(steps: list[Step], planned: PlannedSession) -> list[tuple[Step, Variant | None]]:
    """Each step, with the variant that was planned where the step has an easier one."""
    items = RoutineItem.objects.filter(routine=planned.routine_id).for_display()
    by_exercise = {item.current.exercise_id: item.current.dose.variant for item in items}
    lines = []
    for step in steps:
        variant = by_exercise.get(step.exercise_id)
        is_easier = variant is not None and (step.dose.variant.rank or 0) < (variant.rank or 0)
        lines.append((step, variant if is_easier else None))
    return lines


def _needed(ones: Iterable[Step | CurrentDose]) -> list[str]:
    """What to have at hand, in the order of the library's terms.

    An exercise lists what any of its variants may need; the position and the
    steps of the variant say which of that it is.
    """
    things: set[str] = set()
    for one in ones:
        variant = one.dose.variant
        place = Equipment.CHAIR if variant.position == Position.CHAIR else Equipment.MAT
        words = " ".join(variant.steps).lower()
        named = {thing for thing in one.exercise.equipment if re.search(rf"\b{thing}\b", words)}
        if variant.position != Position.STANDING and place in one.exercise.equipment:
            named.add(place)
        things |= named
    return [str(thing.label) for thing in Equipment if thing in things]


def _check_in(request: PersonRequest, planned: PlannedSession) -> HttpResponse:
    person = request.user
    now = timezone.now()
    due = person.sessions.awaiting_morning(today=person.date_at(now), now=now)
    form = CheckInForm(request.POST)
    morning_form = MorningForm(request.POST) if due and "word" in request.POST else None
    if not form.is_valid() or (morning_form and not morning_form.is_valid()):
        focus_first_error(*([morning_form] if morning_form else []), form)
        context = _check_in_context(request, planned, form, morning_form)
        return TemplateResponse(request, "session/check_in.html", context, status=422)
    if due and morning_form:
        coaching.answer_morning(due, **morning_form.cleaned_data, at=now)
    row = coaching.check_in(planned, form.answers(usual=request.user.usual_morning or 0), at=now)
    return _after_gate(request, row)


def _after_gate(request: PersonRequest, row: CheckIn) -> HttpResponse:
    """Straight into the session, or the page that says why not, or how."""
    if row.gate == Gate.RUN:
        return see_other("routines:session_run", session_id=row.planned_id)
    if row.gate in RUNNABLE:
        return see_other(row.planned)
    if row.gate in (Gate.EMERGENCY, Gate.URGENT, Gate.LOCKED):
        return see_other("routines:lock_detail")
    return see_other("routines:session_gate", session_id=row.planned_id)


@require_safe
def session_gate(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """What the gate last said of a planned session that it did not let run."""
    check_ins = request.user.check_ins.filter(planned=session_id).order_by("-answered_at", "-pk")
    row = check_ins.first()
    if row is None or row.gate in RUNNABLE:
        planned = get_object_or_404(request.user.planned_sessions, pk=session_id)
        return see_other(planned)
    return TemplateResponse(request, "session/gate.html", {"check_in": row})


def _check_in_context(
    request: PersonRequest,
    planned: PlannedSession,
    form: CheckInForm | None = None,
    morning_form: MorningForm | None = None,
) -> dict[str, object]:
    person = request.user
    now = timezone.now()
    due = person.sessions.awaiting_morning(today=person.date_at(now), now=now)
    items = RoutineItem.objects.filter(routine=planned.routine_id).for_display()
    return {
        "planned": planned,
        "needed": _needed(
            item.current for item in items if not item.current.rests_on(person.date_at(now))
        ),
        "form": form or CheckInForm(initial={"places": last_places(person)}),
        "morning_session": due,
        "morning_form": morning_form or MorningForm(use_required_attribute=False),
        "morning_spread": due is not None and due.steps.spread_further().exists(),
        "may_say_nothing": not person.usual_morning,
    }
