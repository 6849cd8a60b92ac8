"""When the hardest variants open: after four weeks in which an exercise went well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

CLEAN_WEEKS = 4
DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Outcome:
    """One exercise in one session: on which day, whether it counted, whether it went well.

    It went well if its discomfort stayed below 6, it was not stopped for pain, and nothing
    was eased, swapped or stopped because of it.
    """

    on: date
    is_counted: bool
    went_well: bool


def has_clean_weeks(outcomes: Iterable[Outcome], today: date) -> bool:
    """Whether the last 28 days were four clean weeks of one exercise.

    In each of the four weeks that end today it was done in a session that counted,
    and on none of the 28 days did it go badly, counted or not.
    """
    trained = set()
    for outcome in outcomes:
        week = (today - outcome.on).days // DAYS_IN_WEEK
        if not 0 <= week < CLEAN_WEEKS:
            continue
        if not outcome.went_well:
            return False
        if outcome.is_counted:
            trained.add(week)
    return len(trained) == CLEAN_WEEKS


def clean_since(today: date) -> date:
    """The first of the 28 days that end `today`."""
    return today - timedelta(days=CLEAN_WEEKS * DAYS_IN_WEEK - 1)
