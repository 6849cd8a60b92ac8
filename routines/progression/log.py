"""One exercise's history, and what several rules read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from routines.progression.thresholds import (
    AMBER_FROM,
    AMBER_TO,
    CLEAN_SESSIONS,
    COMFORTABLE_TO,
    RISES_BY,
    SETTLED_WITHIN,
    SEVERE_FROM,
    STEADY_SESSIONS,
    STEADY_WITHIN,
    TREND_SESSIONS,
    TRIES_BEFORE,
)
from routines.progression.values import Context, Exposure


def is_comfortable(exposure: Exposure) -> bool:
    """Fine, green and begun at 3 or less: clean but for the morning."""
    return exposure.is_fine and max(exposure.worst, exposure.pre) <= COMFORTABLE_TO


def is_steady(exposure: Exposure) -> bool:
    """Fine at up to 5 with at most one point of rise: P2 but for the morning."""
    highest = max(exposure.worst, exposure.pre)
    return exposure.is_fine and highest <= AMBER_TO and exposure.rise <= STEADY_WITHIN


@dataclass(frozen=True)
class Log:
    """The exposures of one exercise, oldest first, with their context.

    Answers are places (indexes) in `exposures`, so that a decision can say
    which entries it used.
    """

    exposures: tuple[Exposure, ...]
    context: Context

    @cached_property
    def newest(self) -> Exposure:
        """The exposure to decide on; there must be one."""
        return self.exposures[-1]

    @cached_property
    def last(self) -> int:
        """The place of the newest exposure."""
        return len(self.exposures) - 1

    def run(self) -> Iterator[int]:
        """The unbroken tail of counted exposures at the newest dose, newest first.

        Neutral skips and uncounted exposures are stepped over. Empty when the
        newest exposure is itself uncounted: then no rule of a run looks further.
        """
        dose = self.newest.dose if self.newest.counted else None
        for place in range(self.last, -1, -1):
            exposure = self.exposures[place]
            if exposure.dose == dose and exposure.counted and not exposure.is_neutral_skip:
                yield place
            elif dose is None or (exposure.counted and not exposure.is_neutral_skip):
                return

    @property
    def is_quiet(self) -> bool:
        """Whether nothing in the newest exposure itself asks for care."""
        newest = self.newest
        return (
            newest.status == "done"
            and newest.worst <= COMFORTABLE_TO
            and newest.quality != "sharp"
            and newest.spread != "further"
            and newest.neuro == "none"
            and (newest.carry is None or newest.carry <= SETTLED_WITHIN)
            and (newest.morning is None or newest.morning < SEVERE_FROM)
        )

    def streak(self, meets: Callable[[Exposure], bool], length: int) -> tuple[int, ...]:
        """The last `length` exposures of the run that meet `meets` and settled.

        The newest must be one of them. A missing morning further back is
        stepped over when that session itself met the condition. Empty when
        the streak is shorter.
        """
        places: list[int] = []
        for place in self.run():
            exposure = self.exposures[place]
            if not meets(exposure):
                break
            if exposure.is_settled:
                places.append(place)
            elif exposure.carry is not None or place == self.last:
                break
            if len(places) == length:
                return tuple(reversed(places))
        return ()

    @cached_property
    def clean_pair(self) -> tuple[int, ...]:
        """The two clean sessions in a row that P1 asks for; empty without them."""
        return self.streak(is_comfortable, CLEAN_SESSIONS)

    @cached_property
    def steady_four(self) -> tuple[int, ...]:
        """The four steady sessions that P2 asks for; empty without them.

        One of them must show that this is a steady 4 or 5: an earlier number
        during, or a number at the start. The newest number during alone does
        not count, because then a worse answer would be what unlocks the step.
        """
        places = self.streak(is_steady, STEADY_SESSIONS)
        four = [self.exposures[place] for place in places]
        if not four:
            return ()
        began_amber = any(e.pre >= AMBER_FROM for e in four)
        is_amber = began_amber or any(e.felt >= AMBER_FROM for e in four[:-1])
        is_level = all(e.felt <= four[0].felt + STEADY_WITHIN for e in four)
        return places if is_amber and is_level else ()

    @cached_property
    def last_three(self) -> tuple[int, ...]:
        """The last three of the run that were done or partly done.

        The newest must be one of them; empty otherwise.
        """
        if self.newest.status == "skipped":
            return ()
        tried = (place for place in self.run() if self.exposures[place].status != "skipped")
        last = tuple(islice(tried, TREND_SESSIONS))[::-1]
        return last if len(last) == TREND_SESSIONS else ()

    @cached_property
    def is_creeping(self) -> bool:
        """Over the last three the number never fell and rose by two in all."""
        if not self.last_three or self.newest.spread == "closer":
            return False
        first, second, third = (self.exposures[place].felt for place in self.last_three)
        return first <= second <= third and third - first >= RISES_BY

    @property
    def two_before(self) -> tuple[int, ...]:
        """The two exposures before the newest, neutral skips aside, any dose."""
        before = range(self.last - 1, -1, -1)
        learned = (place for place in before if not self.exposures[place].is_neutral_skip)
        return tuple(islice(learned, TRIES_BEFORE))[::-1]

    @property
    def earlier_carry(self) -> int | None:
        """The carry of the last earlier morning that was answered; None without one."""
        carries = (exposure.carry for exposure in reversed(self.exposures[:-1]))
        return next((carry for carry in carries if carry is not None), None)
