"""What views share about HTTP and htmx."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from routines.models import User

View = Callable[..., HttpResponse]


class PersonRequest(HttpRequest):
    """A request of a person who is signed in."""

    user: User
    htmx: HtmxDetails


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    parts: Collection[str] = (),
    status: int = 200,
) -> TemplateResponse:
    """The page, or only one of its `parts` if htmx asked to swap that.

    A part has the same name everywhere: the partial, the DOM id and the hx-target.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    name = f"{template}#{htmx.target}" if htmx and htmx.target in parts else template
    return TemplateResponse(request, name, context, status=status)


def waiting_messages(request: HttpRequest) -> dict[str, Any]:
    """Context: the messages that wait, where somebody sees the page.

    Nobody sees what is asked for its headers alone, or fetched in advance.
    """
    is_seen = request.method != "HEAD" and "prefetch" not in request.headers.get("Sec-Purpose", "")
    return {"messages": messages.get_messages(request) if is_seen else []}


def see_other(to: str | Model, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """A redirect after a write, to an address or to the page of a row; status 303.

    htmx follows it, and swaps the page that it leads to.
    """
    response = HttpResponseRedirect(resolve_url(to, *args, **kwargs))
    response.status_code = 303
    return response


def only_posted(otherwise: str) -> Callable[[View], View]:
    """A decorator for a view that acts on POST alone: a GET is sent to the page `otherwise`.

    A GET comes after a sign-in, if a POST had needed it first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return see_other(otherwise)
            return view(request, *args, **kwargs)

        return require_http_methods(["GET", "HEAD", "POST"])(inner)

    return decorate


def unless_waiting(view: View) -> View:
    """A decorator for a view that plans or begins something.

    A person who must ask a professional first is sent to the page that says so.
    """

    @wraps(view)
    def inner(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.waits_for_word_since is not None:
            return turn_away(request, "routines:ask_first")
        return view(request, *args, **kwargs)

    return inner


def ask_red_flags(request: HttpRequest, word: str) -> HttpResponse:
    """A redirect to the red-flag questions, after a note with `word` in it was written."""
    text = gettext("You wrote “{word}”, so please answer these to be on the safe side.")
    messages.info(request, text.format(word=word))
    return see_other(resolve_url("routines:screening") + "?because=note")


def leave(request: HttpRequest, to: str | Model, *args: Any, **kwargs: Any) -> HttpResponse:
    """A redirect to another page than the present one; htmx loads it whole."""
    url = resolve_url(to, *args, **kwargs)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return HttpResponseClientRedirect(url) if htmx else see_other(url)


def turn_away(request: HttpRequest, to: str | Model) -> HttpResponse:
    """As `leave`, where something else comes first: a form that was sent is not taken.

    So it counts as not sent, and may be sent again.
    """
    response = leave(request, to)
    response.is_turned_away = True  # type: ignore[attr-defined]
    return response
