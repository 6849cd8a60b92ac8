"""The morning after."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.coaching.morning import MorningAnswer, MorningToldBefore
from routines.forms.morning import MorningForm
from routines.http import PersonRequest, see_other
from routines.models import MorningReport, Session
from routines.views.both_answers import INSTEAD_OF, compare_page, compares_answers
from routines.vocabulary import MorningWord


@require_http_methods(["GET", "HEAD", "POST"])
@compares_answers
def morning_report(request: PersonRequest) -> HttpResponse:
    """How the morning after the newest session is; an answer decides what comes next.

    Until the next session begins it can be changed.
    """
    person = request.user
    now = timezone.now()
    session = person.sessions.of_this_morning(today=person.date_at(now), now=now)
    if request.method != "POST":
        return _morning_page(request, session)
    if session is None or request.POST.get("session", str(session.pk)) != str(session.pk):
        context = {"comes_too_late": True}
        return TemplateResponse(request, "morning/nothing_due.html", context, status=422)
    form = MorningForm(request.POST)
    if not form.is_valid():
        return _form_page(request, session, form, status=422)
    instead_of = request.POST.get(INSTEAD_OF, "")
    try:
        coaching.morning.answer(session, form.answer(), instead_of=instead_of, at=now)
    except MorningToldBefore as told:
        return told_before_page(request, told.report)
    return see_other("routines:today")


def told_before_page(request: PersonRequest, report: MorningReport, keep: str = "") -> HttpResponse:
    """What was told of the morning before, beside what was sent now; `keep` is where to go on."""
    return compare_page(
        request,
        MorningForm.base_fields,
        vars(MorningAnswer.of(report)),
        keep=keep or reverse("routines:today"),
        instead_of=report.fingerprint,
    )


def _morning_page(request: PersonRequest, session: Session | None) -> HttpResponse:
    """What is due, what was noted, or the form that changes it."""
    told = session.morning_told if session else None
    if session is None or (told and "change" not in request.GET):
        return TemplateResponse(request, "morning/nothing_due.html", {"told": told})
    if told:
        return _form_page(request, session, MorningForm(initial=vars(MorningAnswer.of(told))))
    asked = request.GET.get("word")
    word = MorningWord.WORSE if asked == MorningWord.WORSE else None
    return _form_page(request, session, MorningForm(initial={"word": word}))


def _form_page(
    request: PersonRequest, session: Session, form: MorningForm, status: int = 200
) -> HttpResponse:
    told = session.morning_told
    context = {
        "form": form,
        "session": session,
        "spread": session.steps.spread_further().exists(),
        "instead_of": told.fingerprint if told else "",
    }
    return TemplateResponse(request, "morning/morning_report.html", context, status=status)
