"""The check-in before a session, the gate's answer, and a session looked at afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching
from routines.coaching.check_in import Answers, BegunBefore
from routines.coaching.health import ClearanceMissing
from routines.coaching.morning import MorningAnswer, MorningToldBefore
from routines.coaching.plan_fit import PlanDraft
from routines.forms.fields import focus_first_error
from routines.forms.morning import MorningForm
from routines.forms.session import CheckInForm
from routines.http import PersonRequest, see_other, turn_away, unless_waiting
from routines.models import CheckIn, MorningReport, PlannedSession, Session
from routines.models.discomfort import last_places
from routines.views.both_answers import INSTEAD_OF, compare_page, compares_answers
from routines.views.health_changes import foresee
from routines.views.morning import told_before_page
from routines.views.player_base import is_locked
from routines.vocabulary import RUNNABLE, Gate
from routines.words.doses import needed
from routines.words.session_record import alarms_of, record_of


@require_http_methods(["GET", "HEAD", "POST"])
@unless_waiting
@compares_answers
def session_detail(request: PersonRequest, session_id: UUID) -> HttpResponse:
    """The check-in of a planned session; once it is begun, the session itself."""
    fitted = foresee(request)
    rows = request.user.planned_sessions.with_session().select_related("routine", "plan", "owner")
    planned = get_object_or_404(rows, pk=session_id)
    session = planned.session_begun
    if session is not None and request.method != "POST":
        return _session_page(request, session, fitted)
    unchecked = request.user.sessions.unchecked().first()
    if unchecked is not None and session is None:
        return turn_away(request, unchecked.check_address)
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
        "alarms": alarms_of(session),
        "record": record_of(session, steps),
        "felt_in": [place for step in steps for place in step.places],
    }
    return TemplateResponse(request, "session/session_detail.html", context)


def run_address(check_in: CheckIn) -> str:
    """The page of what the gate made of a session."""
    slug = Gate(check_in.gate).slug
    return reverse("routines:session_run_gate", args=[check_in.planned_id, slug])


def _check_in(request: PersonRequest, planned: PlannedSession) -> HttpResponse:
    if planned.session_begun is not None:
        return _check_in_again(request, planned, planned.session_begun.check_in)
    person = request.user
    now = timezone.now()
    morning_of = person.sessions.of_this_morning(today=person.date_at(now), now=now)
    form = CheckInForm(request.POST, last=last_places(person))
    morning_form = MorningForm(request.POST) if morning_of and "word" in request.POST else None
    if not form.is_valid() or (morning_form and not morning_form.is_valid()):
        focus_first_error(*([morning_form] if morning_form else []), form)
        context = _check_in_context(request, planned, form, morning_form)
        return TemplateResponse(request, "session/check_in.html", context, status=422)
    instead_of = request.POST.get(INSTEAD_OF, "")
    try:
        if morning_of and morning_form:
            said = morning_form.answer()
            coaching.morning.answer(morning_of, said, instead_of=instead_of, at=now)
    except MorningToldBefore as told:
        return told_before_page(request, told.report, planned.get_absolute_url())
    if morning_of is None and _is_other_morning(request, planned):
        messages.info(request, _too_late_for_morning())
    return _begin(request, planned, form)


def _check_in_again(request: PersonRequest, planned: PlannedSession, row: CheckIn) -> HttpResponse:
    """The check-in of a session that was begun with `row`; a morning before it comes too late."""
    form = CheckInForm(request.POST)
    is_again = not form.is_valid() or row.says(_answers(request, form).to_row())
    if is_again and _is_other_morning(request, planned):
        return _compare_check_ins(request, planned, row, too_late=_too_late_for_morning())
    return _begin(request, planned, form) if form.is_valid() else turn_away(request, planned)


def _answers(request: PersonRequest, form: CheckInForm) -> Answers:
    return form.answers(usual=request.user.usual_morning or 0)


def _begin(request: PersonRequest, planned: PlannedSession, form: CheckInForm) -> HttpResponse:
    answers = _answers(request, form)
    instead_of = request.POST.get(INSTEAD_OF, "")
    try:
        row = coaching.check_in.begin(planned, answers, instead_of=instead_of, at=timezone.now())
    except BegunBefore as before:
        return _begun_before_page(request, planned, before)
    except ClearanceMissing:
        return turn_away(request, "routines:ask_first")
    return _after_gate(request, row)


def _morning_before(planned: PlannedSession) -> MorningReport | None:
    """What was told of the morning that this check-in asks about."""
    before = planned.owner.sessions.newest_beside(planned.pk)
    return before.morning_told if before else None


def _is_other_morning(request: PersonRequest, planned: PlannedSession) -> bool:
    """Whether a morning was sent that says something else than what was told of it."""
    form, told = MorningForm(request.POST), _morning_before(planned)
    is_same = told is not None and form.is_valid() and form.answer() == MorningAnswer.of(told)
    return bool(request.POST.get("word")) and not is_same


def _too_late_for_morning() -> str:
    return gettext(
        "How that morning was comes too late to count, so it was not kept. If your back hurts"
        " now, say so in the session: “Something hurts” is on every step."
    )


def _begun_before_page(
    request: PersonRequest, planned: PlannedSession, begun: BegunBefore
) -> HttpResponse:
    """The answers that the session was begun with, beside those sent now."""
    row = begun.check_in
    return _compare_check_ins(
        request,
        planned,
        row,
        instead_of=row.fingerprint if begun.may_be_replaced else None,
        too_late=gettext(
            "Your session has gone on since. If it hurts now, say so there: “Something hurts”"
            " is on every step."
        ),
    )


def _compare_check_ins(
    request: PersonRequest, planned: PlannedSession, row: CheckIn, **more: Any
) -> HttpResponse:
    told = _morning_before(planned)
    kept = {name: getattr(row, name) for name in CheckInForm.base_fields}
    return compare_page(
        request,
        {**CheckInForm.base_fields, **MorningForm.base_fields},
        {**kept, **(vars(MorningAnswer.of(told)) if told else {})},
        keep=planned.get_absolute_url(),
        **more,
    )


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
