"""Fitting the plan to the person's health of today, never without a word."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from routines import coaching
from routines.coaching.health import FitChange
from routines.http import PersonRequest
from routines.words.plan import fit_in_words


def apply_health(request: PersonRequest) -> None:
    """Make the plan suit the conditions in force now, and say what that changes."""
    if changes := coaching.health.fit_plan(request.user, at=timezone.now()):
        messages.info(request, _in_words(changes))


def say_saved(request: HttpRequest, changes: Sequence[FitChange]) -> None:
    """Say that health is saved, and what that changes of the week."""
    saved = gettext("What you told us of your health is saved.")
    messages.success(request, f"{saved} {_in_words(changes)}" if changes else saved)


def _in_words(changes: Sequence[FitChange]) -> str:
    sentences = dict.fromkeys(fit_in_words(change) for change in changes)
    return " ".join([gettext("So that your week suits your health:"), *sentences])
