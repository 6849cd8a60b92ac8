"""What Today says first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from routines.models.schedule import Occurrence
from routines.models.today import (
    TodayFacts,
    coming_session,
    is_done_on,
    open_session,
    sent_away_session,
)


def headline(facts: TodayFacts, occurrences: Sequence[Occurrence], day: date) -> str:
    """The headline of the page: what keeps from exercise first, then what there is to do.

    `occurrences` are the sessions around `day`, by date.
    """
    if facts.lock:
        return gettext("Your plan is paused.")
    if facts.asks_first:
        return gettext("Please answer these questions first.")
    if open_session(occurrences):
        if facts.hurts_at is not None:
            return gettext("No exercises today.")
        return gettext("Your session is waiting.")
    if is_done_on(occurrences, day):
        return gettext("Done for today.")
    if sent_away_session(facts, occurrences, day):
        return gettext("No exercises today.")
    coming = coming_session(occurrences, day)
    if coming is None:
        return gettext("Welcome back.")
    if coming.planned_on == day:
        return gettext("Today, {minutes} minutes for your back.").format(minutes=coming.minutes)
    return gettext("A day for resting.")
