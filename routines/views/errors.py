"""Pages for what went wrong: plain, and with a way on."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from backflex.limits import TooOften
from routines.views import signed_out


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
    """Our mistake. Needs no database and no session."""
    text = _("What you saved before is kept. Go back and try once more.")
    return _bare(500, _("Something went wrong on our side"), text, "/", _("To the start"))


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
