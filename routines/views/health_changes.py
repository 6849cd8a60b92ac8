"""Fitting the plan to the person's health of today, never without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from routines import coaching
from routines.coaching.health import FitChange, PlanDraft
from routines.http import PersonRequest, only_posted, see_other
from routines.models import User
from routines.words.plan import fits_in_words

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class FitFirst:
    """Middleware: before a person's post is acted on, their plan is made to suit their health.

    What that changes is kept with the person, and so is that they have seen it, where the
    page that they post from showed it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; `shown_changes` names the changes that its page shows."""
        request.shown_changes = ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Fit the plan, and note what was seen."""
        if request.method in SAFE or not isinstance(request.user, User):
            return
        coaching.health.fit_unasked(request.user, at=timezone.now())
        coaching.health.see_changes(request.user, request.POST.get("seen_changes", ""))


def foresee(request: PersonRequest) -> PlanDraft | None:
    """What health changes of the plan by now, for a page that shows it; None for nothing.

    Writes nothing: the next post does. The person of the request is then as after it.
    """
    return coaching.health.foresee_plan(request.user, at=timezone.now())


@only_posted(otherwise="routines:today")
def changes_seen(request: PersonRequest) -> HttpResponse:
    """The person has seen what changed, as `FitFirst` has noted: back to where they were."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return see_other(back if is_ours else "routines:today")


def say_saved(request: HttpRequest, changes: Sequence[FitChange]) -> None:
    """Say that health is saved, and what that changes of the week."""
    saved = gettext("What you told us of your health is saved.")
    messages.success(request, f"{saved} {fits_in_words(changes)}" if changes else saved)
