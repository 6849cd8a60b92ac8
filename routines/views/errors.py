"""Pages for what went wrong: plain, and with a way on."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from backflex import storage
from backflex.limits import TooOften
from routines.models import User
from routines.views import signed_out

# What htmx shows of an answer that could not be saved; static/js/send-notice.js asks for it.
OUR_WORDS = "Our-Words"


def _page(
    request: HttpRequest, status: int, title: str, text: str, **advice: object
) -> HttpResponse:
    context = {"title": title, "text": text, **advice}
    return render(request, "errors/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    text = _("Go back and try once more. Nothing was changed.")
    return _page(request, 400, _("That request made no sense to us"), text)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not allowed."""
    text = _("If you think you should, sign in and try again.")
    return _page(request, 403, _("You may not do that here"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old; its red flags are answered all the same."""
    if answer := signed_out.after_refused_token(request, reason):
        return answer
    text = _(
        "Go back, load the page again and send it once more. This protects you from forms"
        " that other sites send in your name."
    )
    title = _("This page was open for too long")
    return _page(request, 403, title, text, **signed_out.advice_on(request.POST))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or it is not yours."""
    text = _("The address may be mistyped, or it belongs to somebody else.")
    return _page(request, 404, _("There is nothing here"), text)


def too_large() -> HttpResponse:
    """A body that is larger than any form of ours; none of it was read."""
    text = _("Nothing was saved. Go back, write less and send it once more.")
    return _bare(413, _("That is more than this form can hold"), text, "/", _("To the start"))


def no_files() -> HttpResponse:
    """A body that may hold files, which no page of ours asks for; none of it was read."""
    text = _("Nothing was saved. Go back, leave the file out and send it once more.")
    return _bare(415, _("Files cannot be sent here"), text, "/", _("To the start"))


def too_many_requests(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Something was tried too often; a red flag in the form is answered all the same."""
    minutes = math.ceil(seconds / 60)
    text = ngettext(
        "Wait {minutes} minute, then go back and send it once more.",
        "Wait {minutes} minutes, then go back and send it once more.",
        minutes,
    ).format(minutes=minutes)
    title = _("That was a lot at once")
    response = _page(request, 429, title, text, **signed_out.advice_on(request.POST))
    response["Retry-After"] = str(seconds)
    return response


class Limited:
    """The middleware that answers a view which counts a try too many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says how long to wait; None for any other exception."""
        if isinstance(exception, TooOften):
            return too_many_requests(request, exception.seconds)
        return None


def server_error(request: HttpRequest) -> HttpResponse:
    """Our mistake, or trouble of our storage. Needs no database and no session."""
    error = sys.exception()
    if storage.is_trouble(error):
        return storage_trouble(request, error)
    text = _("What you saved before is kept. Go back and try once more.")
    return _bare(500, _("Something went wrong on our side"), text, "/", _("To the start"))


def storage_trouble(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Our storage is full, locked, read-only or away: 503, and what was sent, to send again."""
    if request.method in ("GET", "HEAD"):
        title = _("Our storage does not answer just now")
        text = _("Nothing that you saved is lost. Wait a moment, then try again.")
        response = _bare(503, title, text, "", _("Try again"))
    else:
        response = _not_saved(request, is_sure=storage.is_surely_unsaved(error))
    response["Retry-After"] = str(storage.RETRY_AFTER_SECONDS)
    return response


def _not_saved(request: HttpRequest, *, is_sure: bool) -> HttpResponse:
    """What was sent, with a button that sends it again; its red flags are answered first.

    htmx gets a notice, because its page stays, with what was typed.
    """
    data = _readable(request)
    request.user = _somebody(request)
    fields = list(_sendable(data))
    context = {
        **signed_out.advice_on(data),
        "is_sure": is_sure,
        "address": request.get_full_path(),
        "answers": signed_out.answers_to(request.path_info, data),
        "kept": [field for field in fields if not _is_secret(field[0])],
        "secrets": [name for name, _value in fields if _is_secret(name)],
        "csrf_token": get_token(request),
    }
    template = "errors/not_saved.html"
    if request.headers.get("HX-Request"):
        template += "#notice"
    response = render(request, template, context, status=503)
    response[OUR_WORDS] = "1"
    return response


def _readable(request: HttpRequest) -> QueryDict:
    """What was posted; nothing where that is no form."""
    try:
        return request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return QueryDict()


def _somebody(request: HttpRequest) -> User | AnonymousUser:
    """Who sent it, whose place says which number to call; nobody where that cannot be read."""
    try:
        return request.user if isinstance(request.user, User) else AnonymousUser()
    except (AttributeError, DatabaseError):
        return AnonymousUser()


def _sendable(data: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in data.lists():
        if name != "csrfmiddlewaretoken":
            yield from ((name, str(value)) for value in values)


def _is_secret(name: str) -> bool:
    """Whether it is a password, which no page says again."""
    return "password" in name


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser may keep, to show while it cannot reach us; the same for everybody."""
    text = _("What you saved before is kept. Try again once you are online.")
    # An empty address is whatever stands in the browser's bar.
    return _bare(200, _("No connection just now"), text, "", _("Try again"))


def _bare(status: int, title: str, text: str, way_on: str, way_on_name: str) -> HttpResponse:
    """A page that knows nobody, with one way on."""
    context = {"title": title, "text": text, "way_on": way_on, "way_on_name": way_on_name}
    return render(None, "errors/bare.html", context, status=status)
