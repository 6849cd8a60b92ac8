"""One page for each answer of the gate that lets a session run: what changed, and why."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines import coaching
from routines.http import PersonRequest, see_other, unless_waiting
from routines.views.health_changes import foresee
from routines.vocabulary import RUNNABLE
from routines.words.doses import needed

GATES = {gate.slug: gate for gate in RUNNABLE}


@require_safe
@unless_waiting
def session_run_gate(request: PersonRequest, session_id: UUID, gate: str) -> HttpResponse:
    """The session under one of the gate's answers: as it is begun, or as it would be."""
    if gate not in GATES:
        raise Http404
    fitted = foresee(request)
    person = request.user
    rows = person.planned_sessions.with_session().asking(person.sessions.unchecked())
    planned = get_object_or_404(rows, pk=session_id)
    planned.owner = person
    session = planned.session_begun
    if session is not None and not session.is_open:
        return see_other(planned)
    if planned.is_locked:
        return see_other("routines:lock_detail")
    if session is None and planned.unchecked:
        return see_other("routines:session_check", session_id=planned.unchecked)
    run = coaching.session_preview.preview(planned, GATES[gate], fitted=fitted, at=timezone.now())
    context = {
        "planned": planned,
        "session": session,
        "run": run,
        "check_in": session.check_in if session and run.session else None,
        "needed": needed(line.dose.variant.equipment for line in run.lines),
        "needs_floor": any(line.dose.variant.is_on_the_floor for line in run.lines),
    }
    return TemplateResponse(request, "session/run.html", context)
