"""Four clean weeks."""

from datetime import date, timedelta

import pytest

from routines.planning import Outcome, has_clean_weeks

TODAY = date(2026, 11, 26)


def told(*days, is_counted=True, went_well=True):
    """One outcome for each number of days ago."""
    return [Outcome(TODAY - timedelta(days=ago), is_counted, went_well) for ago in days]


EACH_WEEK = told(0, 3, 7, 10, 14, 17, 21, 24)


@pytest.mark.parametrize(
    ("shows", "outcomes", "is_clean"),
    [
        ("nothing done", [], False),
        ("each week, all well", EACH_WEEK, True),
        ("on the last day of each week", told(6, 13, 20, 27), True),
        ("a week without it", told(0, 3, 14, 17, 21), False),
        ("three weeks are not four", told(0, 7, 14), False),
        ("a bad one within", [*EACH_WEEK, *told(27, went_well=False)], False),
        ("a bad one that did not count", EACH_WEEK + told(2, is_counted=False, went_well=False),
         False),
        ("a bad one before that", [*EACH_WEEK, *told(28, went_well=False)], True),
        ("a week that did not count", told(0, 7, 14) + told(21, is_counted=False), False),
    ],
)  # fmt: skip
def test_four_clean_weeks(shows, outcomes, is_clean):
    assert has_clean_weeks(outcomes, TODAY) == is_clean
