"""Pages for everybody, to read: welcome, safety, help, and what people ask."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from routines.forms import flags
from routines.progression.rules.thresholds import AMBER_FROM, AMBER_TO, COMFORTABLE_TO, STOP_AT


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
    """How to bend a back safely."""
    return TemplateResponse(request, "safety.html")


@login_not_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The questions people ask, with the lines that the rules draw."""
    context = {
        "comfortable": COMFORTABLE_TO,
        "amber": AMBER_FROM,
        "amber_to": AMBER_TO,
        "stop": STOP_AT,
    }
    return TemplateResponse(request, "questions.html", context)


@login_not_required
@require_safe
def first_weeks(request: HttpRequest) -> HttpResponse:
    """What is usual in the first two weeks, and what is not."""
    return TemplateResponse(request, "first_weeks.html")


@login_not_required
@require_safe
def floor(request: HttpRequest) -> HttpResponse:
    """Ways down to the mat and up again."""
    return TemplateResponse(request, "floor.html")


@login_not_required
@require_safe
@vary_on_headers("Accept-Language")
def get_help(request: HttpRequest) -> HttpResponse:
    """When to get help, and from whom. Needs no rules.

    The same for everybody of a place, so that it can be kept for later.
    """
    context = {"emergency": flags.EMERGENCY, "urgent": flags.URGENT}
    return TemplateResponse(request, "get_help.html", context)
