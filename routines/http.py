"""The little that views share about HTTP and htmx."""

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
    """A request of somebody who is signed in."""

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
    """The page, or the one of its `parts` that htmx asked to swap.

    Names are the contract: partial, DOM id, hx-target and part are the same.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    name = f"{template}#{htmx.target}" if htmx and htmx.target in parts else template
    return TemplateResponse(request, name, context, status=status)


def see_other(to: str | Model, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """After a write: go and look, at an address or at a row's page.

    htmx follows it and swaps what it finds there.
    """
    response = HttpResponseRedirect(resolve_url(to, *args, **kwargs))
    response.status_code = 303
    return response


def only_posted(otherwise: str) -> Callable[[View], View]:
    """A view that acts on POST alone; whoever comes by GET is shown the page `otherwise`.

    That happens after a sign-in that a POST had asked for.
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
    """A view that plans or begins something: not while a professional has still to be asked."""

    @wraps(view)
    def inner(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.waits_for_word_since is not None:
            return leave(request, "routines:ask_first")
        return view(request, *args, **kwargs)

    return inner


def ask_red_flags(request: HttpRequest, word: str) -> HttpResponse:
    """After a note was kept in which `word` may mean something: on to the red-flag questions."""
    text = gettext("You wrote “{word}”, so please answer these to be on the safe side.")
    messages.info(request, text.format(word=word))
    return see_other(resolve_url("routines:screening") + "?because=note")


def leave(request: HttpRequest, to: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """After a write: go to a page that is no fragment of the present one."""
    url = resolve_url(to, *args, **kwargs)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return HttpResponseClientRedirect(url) if htmx else see_other(url)
