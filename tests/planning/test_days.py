"""Two or three days a week, with a rest day between."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.planning import ALLOWED_COUNTS, dates_of, neighbours, suggest_days

days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(st.sampled_from(ALLOWED_COUNTS), days)
def test_suggested_days_begin_today_and_leave_a_rest_day_between(count, today):
    weekdays = suggest_days(count, today)
    assert len(set(weekdays)) == count
    assert today.weekday() in weekdays
    assert neighbours(weekdays) is None


@pytest.mark.parametrize(
    ("weekdays", "pair"),
    [
        ((0, 3), None),
        ((0, 2, 4), None),
        ((0, 1), (0, 1)),
        ((2, 4, 5), (4, 5)),
        ((0, 6), (6, 0)),
    ],
)
def test_neighbours_are_found_across_the_week_end_too(weekdays, pair):
    assert neighbours(weekdays) == pair


@given(days, st.integers(0, 60))
def test_dates_of_gives_every_such_day_once(first, length):
    last = first + timedelta(days=length)
    dates = dates_of((0, 3), first, last)
    assert dates == sorted(set(dates))
    assert all(first <= day <= last and day.weekday() in (0, 3) for day in dates)
    assert len(dates) in range((length + 1) * 2 // 7 - 1, (length + 1) * 2 // 7 + 2)
