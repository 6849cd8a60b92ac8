"""The morning after."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from routines import coaching
from routines.forms.morning import MorningForm
from routines.http import PersonRequest, see_other
from routines.vocabulary import MorningWord


@require_http_methods(["GET", "HEAD", "POST"])
def morning_report(request: PersonRequest) -> HttpResponse:
    """How the morning after the newest session is; an answer decides what comes next."""
    person = request.user
    now = timezone.now()
    session = person.sessions.awaiting_morning(today=person.date_at(now), now=now)
    if session is None:
        return TemplateResponse(request, "morning/nothing_due.html")
    spread = session.steps.spread_further().exists()
    if request.method != "POST":
        asked = request.GET.get("word")
        word = MorningWord.WORSE if asked == MorningWord.WORSE else None
        context = {"form": MorningForm(initial={"word": word}), "session": session}
        return TemplateResponse(
            request, "morning/morning_report.html", {**context, "spread": spread}
        )
    form = MorningForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "session": session, "spread": spread}
        return TemplateResponse(request, "morning/morning_report.html", context, status=422)
    coaching.morning.answer(session, form.answer(), at=now)
    return see_other("routines:today")
