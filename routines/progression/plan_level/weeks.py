"""What weeks say: a week worse than the last, and six weeks without change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import fmean, median

from msgspec import Struct

from routines.progression.rules.thresholds import (
    ADVICE_FROM,
    ADVICE_WEEKS,
    NOTICED_POINTS,
    NOTICED_SHARE,
    WORSE_BY,
)

WEEK = timedelta(days=7)
SINCE_MONDAY = tuple(timedelta(days=days) for days in range(7))


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - SINCE_MONDAY[day.weekday()]


class Weeks(Struct, kw_only=True, omit_defaults=True):
    """Numbers by week, each named by its Monday.

    `mornings` are those given as a number, with the discomfort of rest days;
    `quiets` the usual of each morning that was answered by a quiet word; `starts` are
    the numbers that sessions began with, with those of rest days; `loads` how far up
    their ladders the exercises stood at most, all together, when sessions of that
    week began.
    """

    mornings: dict[date, list[int]] = {}
    quiets: dict[date, list[int]] = {}
    starts: dict[date, list[int]] = {}
    loads: dict[date, int] = {}

    def record_morning(self, day: date, number: int) -> None:
        """Remember how a morning was."""
        self.mornings.setdefault(monday_of(day), []).append(number)

    def record_quiet(self, day: date, usual: int) -> None:
        """Remember a morning that was no worse than usual."""
        self.quiets.setdefault(monday_of(day), []).append(usual)

    def record_start(self, day: date, number: int) -> None:
        """Remember the number that a session began with."""
        self.starts.setdefault(monday_of(day), []).append(number)

    def record_load(self, day: date, load: int) -> None:
        """Remember how far up the exercises stood when a session began."""
        monday = monday_of(day)
        self.loads[monday] = max(load, self.loads.get(monday, 0))

    def forget(self, day: date, number: int) -> None:
        """Remove a number of that day, recorded as a morning and as a start."""
        for table in (self.mornings, self.starts):
            table[monday_of(day)].remove(number)

    def forget_before(self, day: date) -> None:
        """Forget the weeks that no rule looks back to any more."""
        oldest = monday_of(day) - (ADVICE_WEEKS + 1) * WEEK
        for table in (self.mornings, self.quiets, self.starts, self.loads):
            for monday in [monday for monday in table if monday < oldest]:
                del table[monday]

    def was_worse(self, monday: date) -> bool:
        """Whether that week's median morning was 2 or more above the week before.

        At the same or a higher dose: a week of easier doses does not count. A quiet
        word counts as the usual, and never makes a week worse than the week before.
        """
        last = [*self.mornings.get(monday - WEEK, []), *self.quiets.get(monday - WEEK, [])]
        if not last:
            return False
        middle = median(last)
        quiet = [min(usual, middle) for usual in self.quiets.get(monday, [])]
        this = [*self.mornings.get(monday, []), *quiet]
        if not this or median(this) - middle < WORSE_BY:
            return False
        return self._load(monday) >= self._load(monday - WEEK)

    def _load(self, monday: date) -> int:
        mondays = [other for other in self.loads if other <= monday]
        return self.loads[max(mondays)] if mondays else 0

    def without_change(self, day: date) -> int:
        """6 when the last six whole weeks averaged 4 or more and hardly dropped, else 0."""
        this = monday_of(day)
        mondays = [this - back * WEEK for back in range(ADVICE_WEEKS, 0, -1)]
        first, last = self.starts.get(mondays[0]), self.starts.get(mondays[-1])
        if not first or not last:
            return 0
        everything = _flat(self.starts.get(monday, []) for monday in mondays)
        if fmean(everything) < ADVICE_FROM:
            return 0
        drop = fmean(first) - fmean(last)
        is_noticed = drop >= NOTICED_POINTS or drop >= NOTICED_SHARE * fmean(first)
        return 0 if is_noticed else ADVICE_WEEKS


def _flat(lists: Iterable[list[int]]) -> list[int]:
    return [number for numbers in lists for number in numbers]
