"""What holds for every form that a person sends: it counts once, and a red flag is always told.

Each form carries a key (`{% form_key %}`). Where the same key comes again with the same
answer, the first reply is given again and nothing is written; with another answer, a page
shows both. The key is kept in the transaction in which the form took effect.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from routines import coaching
from routines.accounts import form_key_of
from routines.forms import flags
from routines.forms.session import signs_in
from routines.http import PersonRequest, leave, see_other
from routines.models import SentForm, User
from routines.models.diary import has_heard
from routines.models.sent_form import DRAWN_AT, LONGEST_PATH
from routines.views.both_answers import answer_in, does_compare, sent_before_page


class SentTwice:
    """The middleware of every form that a signed-in person sends to one of our pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; `shown_changes` names what health changed, where its page shows that."""
        request.shown_changes = ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: PersonRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """The response to a form that a person sends; None for anything else."""
        match = request.resolver_match
        is_ours = match is not None and match.app_name == "routines"
        if request.method != "POST" or not is_ours or not isinstance(request.user, User):
            return None
        return send(request, view, args, kwargs)


@transaction.atomic
def send(
    request: PersonRequest,
    view: Callable[..., HttpResponse],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    """Let a view take a form that was not sent before, and tell the red flags in it.

    Before that the plan is made to suit the person's health of now, and where the page showed
    what that changed, it is seen.
    """
    # What was read of them before this lock may be out of date.
    request.user = person = User.objects.for_update(request.user)
    at = timezone.now()
    coaching.plan_fit.fit_unasked(request.user, at=at)
    coaching.plan_fit.see_changes(request.user, request.POST.get("seen_changes", ""))
    key, drawn_at = _drawn_as(request, at)
    path, answer = request.path[:LONGEST_PATH], answer_in(request.POST)
    sent = SentForm.objects.same_as(person, key, drawn_at, path, answer, at=at)
    told = flags.told_in(request.POST)
    # A red flag is told anew once the pause that it led to is over.
    is_over = bool(told) and not person.locks.in_force().of_the_whole_plan().exists()
    if sent is not None and (sent.path, sent.answer) == (path, answer) and not is_over:
        return _answer_again(request, sent)
    try:
        if sent is not None and not does_compare(view):
            response = sent_before_page(request, sent)
        else:
            response = view(request, *args, **kwargs)
    except Http404:
        if not told:
            raise
        response = HttpResponse(status=404)
    is_taken = bool(_led_to(response))
    if address := _hear_signs(request, kwargs.get("session_id"), at):
        response = leave(request, address)
    if told:
        if not has_heard(person, told, since=at, session_id=kwargs.get("session_id")):
            coaching.locks.answer_red_flags(person, told, at=at)
        response = leave(request, "routines:lock_detail")
    if (address or told) and not is_taken and not _said(request):
        text = gettext("This comes first. What else you sent with it was not saved.")
        messages.warning(request, text)
    if sent is None and (led_to := _led_to(response)):
        SentForm.objects.create(
            owner=person,
            key=key,
            path=path,
            answer=answer,
            led_to=led_to,
            is_whole_page="HX-Redirect" in response,
            said=_said(request),
            sent_at=at,
        )
    return response


def _hear_signs(request: PersonRequest, session_id: UUID | None, at: datetime) -> str:
    """Keep the signs that end a session, where its view did not; the address of its questions.

    Empty where there is nothing to keep.
    """
    signs = signs_in(request.POST)
    session = request.user.sessions.of_planned(session_id) if signs else None
    if session is None or signs <= set(session.alarms):
        return ""
    coaching.step_hurts.hear_signs(session, signs, at=at)
    return session.check_address


def _drawn_as(request: PersonRequest, now: datetime) -> tuple[UUID, datetime | None]:
    """The key of the form, and when it was drawn.

    A new key, and None, where it does not say, as one that no page of ours drew.
    """
    key = form_key_of(request) or uuid4()
    try:
        drawn_at = datetime.fromisoformat(request.POST.get(DRAWN_AT, ""))
        return key, min(now, drawn_at.astimezone(UTC))
    except (OverflowError, ValueError):
        return key, None


def _led_to(response: HttpResponse) -> str:
    """Where a form that took effect leads; empty where it was not taken."""
    if hasattr(response, "is_turned_away"):
        return ""
    return response.headers.get("Location") or response.headers.get("HX-Redirect") or ""


def _said(request: PersonRequest) -> list[tuple[int, str]]:
    """The messages that the view left for the next page."""
    storage: Any = messages.get_messages(request)
    return [(message.level, str(message.message)) for message in storage._queued_messages]


def _answer_again(request: PersonRequest, sent: SentForm) -> HttpResponse:
    """The same reply as the first time, with its messages unless they still wait to be read."""
    storage: Any = messages.get_messages(request)
    waiting = {str(message.message) for message in storage._loaded_messages}
    for level, text in sent.said:
        if text not in waiting:
            messages.add_message(request, level, text)
    return leave(request, sent.led_to) if sent.is_whole_page else see_other(sent.led_to)
