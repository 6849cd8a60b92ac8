"""Choosing the days of the week: two or three, with a rest day between each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

DAYS_IN_WEEK = 7
ALLOWED_COUNTS = (2, 3)
_GAPS = {2: (0, 3), 3: (0, 2, 4)}


def suggest_days(count: int, today: date) -> tuple[int, ...]:
    """Weekdays (0 is Monday) that begin today and leave a rest day between each.

    Beginning today, because the first session is easiest to do now.
    """
    return tuple(sorted((today.weekday() + gap) % DAYS_IN_WEEK for gap in _GAPS[count]))


def neighbours(weekdays: Collection[int]) -> tuple[int, int] | None:
    """The first two chosen weekdays with no rest day between them, Sunday to Monday too."""
    for day in sorted(weekdays):
        following = (day + 1) % DAYS_IN_WEEK
        if following in weekdays:
            return day, following
    return None


def dates_of(weekdays: Collection[int], first: date, last: date) -> list[date]:
    """Every date from `first` to `last`, both included, on one of the weekdays."""
    count = (last - first).days + 1
    dates = (first + timedelta(days=offset) for offset in range(count))
    return [day for day in dates if day.weekday() in weekdays]
