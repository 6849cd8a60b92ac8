"""Pages for everybody: welcome, safety, help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from routines.forms import flags


@login_not_required
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is, in one glance; who is signed in goes on to Today."""
    if request.user.is_authenticated:
        return redirect("routines:today")
    return TemplateResponse(request, "welcome.html")


@login_not_required
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """How to bend a back safely, and the questions people ask."""
    return TemplateResponse(request, "safety.html")


@login_not_required
@require_safe
@vary_on_headers("Accept-Language")
def get_help(request: HttpRequest) -> HttpResponse:
    """When to get help, and from whom. Needs no rules.

    The same for everybody of a place, so that it can be kept for later.
    """
    context = {"emergency": flags.EMERGENCY, "urgent": flags.URGENT}
    return TemplateResponse(request, "get_help.html", context)
