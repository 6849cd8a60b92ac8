"""One exercise's history, and what several rules read from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from operator import attrgetter

from routines.progression.rules.thresholds import (
    AMBER_FROM,
    CLEAN_SESSIONS,
    RISES_BY,
    STEADY_SESSIONS,
    STEADY_WITHIN,
    TREND_SESSIONS,
    TRIES_BEFORE,
)
from routines.progression.rules.values import ExerciseContext, Exposure
from routines.vocabulary import Spread, Status

Meets = Callable[[Exposure], bool]

IS_COMFORTABLE: Meets = attrgetter("is_comfortable")
IS_STEADY: Meets = attrgetter("is_steady")


class ExerciseHistory:
    """The exposures of one exercise, oldest first, with their context.

    Answers are places (indexes) in `exposures`, so that a decision can say
    which entries it used. `newest` is the exposure to decide on and `last` its
    place; every answer that speaks of it needs an exposure.

    `run` is the unbroken tail of counted exposures at the newest dose, newest
    first. Neutral skips and uncounted exposures are stepped over. It is empty
    when the newest exposure is itself uncounted: then no rule of a run looks
    further.
    """

    def __init__(self, exposures: Sequence[Exposure], context: ExerciseContext) -> None:
        self.exposures = exposures
        self.context = context
        self.last = len(exposures) - 1
        if exposures:
            self.newest = exposures[-1]
            self.run = self._run() if self.newest.counted else []
            self.clean_pair = self._clean_pair()
            self.steady_four = self._steady_four()
            self.last_three = self._last_three()
            self.is_creeping = self._is_creeping()

    def _run(self) -> list[int]:
        exposures, dose = self.exposures, self.newest.dose
        places = []
        for place in range(self.last, -1, -1):
            exposure = exposures[place]
            if exposure.counted and not exposure.is_neutral_skip:
                if exposure.dose != dose:
                    break
                places.append(place)
        return places

    def _streak(self, meets: Meets, length: int) -> tuple[int, ...]:
        """The last `length` exposures of the run that meet `meets` and settled.

        The newest must be one of them. A missing morning further back is
        stepped over when that session itself met the condition. Empty when
        the streak is shorter.
        """
        if len(self.run) < length or not (self.newest.is_settled and meets(self.newest)):
            return ()
        exposures = self.exposures
        places: list[int] = []
        for place in self.run:
            exposure = exposures[place]
            if not meets(exposure):
                break
            if exposure.is_settled:
                places.append(place)
                if len(places) == length:
                    return tuple(places[::-1])
            elif exposure.carry is not None:
                break
        return ()

    def _clean_pair(self) -> tuple[int, ...]:
        """The two clean sessions in a row that P1 asks for; empty without them."""
        return self._streak(IS_COMFORTABLE, CLEAN_SESSIONS)

    def _steady_four(self) -> tuple[int, ...]:
        """The four steady sessions that P2 asks for; empty without them.

        One of them must show that this is a steady 4 or 5: an earlier number
        during, or a number at the start. The newest number during alone does
        not count, because then a worse answer would be what unlocks the step.
        """
        places = self._streak(IS_STEADY, STEADY_SESSIONS)
        if not places:
            return ()
        felt = [self.exposures[place].felt for place in places]
        began = [self.exposures[place].pre for place in places]
        is_amber = max(began) >= AMBER_FROM or max(felt[:-1]) >= AMBER_FROM
        is_level = max(felt) <= felt[0] + STEADY_WITHIN
        return places if is_amber and is_level else ()

    def _last_three(self) -> tuple[int, ...]:
        """The last three of the run that were done or partly done.

        The newest must be one of them; empty otherwise.
        """
        if len(self.run) < TREND_SESSIONS or self.newest.status == Status.SKIPPED:
            return ()
        exposures = self.exposures
        places = [place for place in self.run if exposures[place].status != Status.SKIPPED]
        if len(places) < TREND_SESSIONS:
            return ()
        third, second, first = places[:TREND_SESSIONS]
        return first, second, third

    def _is_creeping(self) -> bool:
        """Over the last three the number never fell and rose by two in all."""
        if (
            self.newest.felt < RISES_BY
            or self.newest.spread == Spread.CLOSER
            or not self.last_three
        ):
            return False
        first, second, _ = self.last_three
        lowest, highest = self.exposures[first].felt, self.newest.felt
        return highest - lowest >= RISES_BY and lowest <= self.exposures[second].felt <= highest

    @property
    def two_before(self) -> tuple[int, ...]:
        """The two exposures before the newest, neutral skips aside, any dose."""
        before = range(self.last - 1, -1, -1)
        learned = (place for place in before if not self.exposures[place].is_neutral_skip)
        return tuple(islice(learned, TRIES_BEFORE))[::-1]

    @property
    def earlier_carry(self) -> int | None:
        """The carry of the last earlier morning that was answered; None if none was."""
        carries = (exposure.carry for exposure in reversed(self.exposures[:-1]))
        return next((carry for carry in carries if carry is not None), None)
