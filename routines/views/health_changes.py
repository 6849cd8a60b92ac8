"""Fitting the plan to the person's health of today, never without a word."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from routines import coaching
from routines.coaching.plan_fit import FitChange, PlanDraft
from routines.http import PersonRequest, only_posted, see_other
from routines.words.plan import fits_in_words


def foresee(request: PersonRequest) -> PlanDraft | None:
    """What health changes of the plan by now, for a page that shows it; None for nothing.

    Writes nothing: the next post does. The person of the request is then as after it.
    """
    return coaching.plan_fit.foresee_plan(request.user, at=timezone.now())


@only_posted(otherwise="routines:today")
def changes_seen(request: PersonRequest) -> HttpResponse:
    """The person has seen what changed, as each form of a page notes: back to where they were."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return see_other(back if is_ours else "routines:today")


def say_saved(request: HttpRequest, changes: Sequence[FitChange]) -> None:
    """Say that health is saved, and what that changes of the week."""
    saved = gettext("What you told us of your health is saved.")
    messages.success(request, f"{saved} {fits_in_words(changes)}" if changes else saved)
