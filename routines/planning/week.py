"""Building a balanced week: which main exercises, on which day, in which order.

The week is the best there is, by a search that leaves out only what cannot win;
the same input always gives the same week.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

from routines.planning.balance import main_steps
from routines.planning.durations import session_minutes
from routines.planning.session import fit
from routines.planning.values import Exercise, Step, Steps
from routines.vocabulary import Direction, Phase, Position

MOST_MAINS = 4
FEWEST_MAINS = 3
# So short a session holds three, which leaves its doses room to grow.
SHORT_MINUTES = 10
FEWEST_TIMES_A_WEEK = 2


@dataclass(frozen=True)
class Week:
    """The sessions of a week, one per day in order, each with all its steps."""

    sessions: tuple[Steps, ...]

    def main_steps(self) -> list[Step]:
        """Every main step of the week."""
        return [step for session in self.sessions for step in main_steps(session)]


def plan_week(
    *,
    mains: Sequence[Exercise],
    warm_up: Sequence[Exercise],
    cool_down: Sequence[Exercise],
    days: int,
    minutes: int,
    fewest_times_a_week: int = FEWEST_TIMES_A_WEEK,
) -> Week:
    """A balanced week of `days` sessions, each of at most `minutes` if that is possible.

    `mains` stands in order of preference for the person's aim, each exercise once.
    A main exercise that is in the week is in at least `fewest_times_a_week` of its
    sessions. Each session holds four main exercises; three if it is short or four do
    not fit; and all of them if there are no more. `warm_up` begins with the opening
    walk; `cool_down` may be empty.

    Raises ValueError if there is no main exercise, or if `fewest_times_a_week` is
    below 1 or above `days`.
    """
    if not mains:
        raise ValueError("a week needs at least one main exercise")
    if not 1 <= fewest_times_a_week <= days:
        raise ValueError(f"no exercise comes {fewest_times_a_week} times in {days} days")
    sessions: tuple[Steps, ...] = ()
    last_position = cool_down[-1].variant.position if cool_down else Position.STANDING
    most = min(FEWEST_MAINS if minutes <= SHORT_MINUTES else MOST_MAINS, len(mains))
    for mains_a_day in range(most, min(FEWEST_MAINS, most) - 1, -1):
        search = _Search(
            mains=mains,
            last_position=last_position,
            days=days,
            mains_a_day=mains_a_day,
            fewest_times=fewest_times_a_week,
        )
        mains_by_day = [day.in_order for day in search.best_days()]
        sessions = fit([_session(day, warm_up, cool_down) for day in mains_by_day], minutes)
        if all(session_minutes(session) <= minutes for session in sessions):
            break
    return Week(sessions)


def _session(
    day: Sequence[Exercise], warm_up: Sequence[Exercise], cool_down: Sequence[Exercise]
) -> Steps:
    return (
        *(Step(Phase.WARM_UP, exercise) for exercise in warm_up),
        *(Step(exercise.kind.main_phase, exercise) for exercise in day),
        *(Step(Phase.COOL_DOWN, exercise) for exercise in cool_down),
    )


@dataclass(frozen=True)
class _Group:
    """Some main exercises, and what the score reads from them."""

    exercises: tuple[Exercise, ...]

    @cached_property
    def strength_lead(self) -> int:
        """How many more of them are for strength than are stretches."""
        return sum(1 if exercise.kind.is_strength else -1 for exercise in self.exercises)

    @cached_property
    def bending_lead(self) -> int:
        """How many more of them bend the back than arch it."""
        directions = [exercise.variant.direction for exercise in self.exercises]
        return directions.count(Direction.FLEXION) - directions.count(Direction.EXTENSION)

    @cached_property
    def is_one_sided(self) -> bool:
        """Without a stretch, without strength, or without bending or arching."""
        directions = {exercise.variant.direction for exercise in self.exercises}
        return (
            abs(self.strength_lead) == len(self.exercises)
            or directions.isdisjoint((Direction.FLEXION, Direction.MIXED))
            or directions.isdisjoint((Direction.EXTENSION, Direction.MIXED))
        )


@dataclass(frozen=True)
class _Day(_Group):
    """The main exercises of one day, which ends in `last_position`."""

    last_position: Position

    @cached_property
    def in_order(self) -> tuple[Exercise, ...]:
        """The exercises with the fewest changes of body position, stretches first."""
        steps = [Step(exercise.kind.main_phase, exercise) for exercise in self.exercises]
        return tuple(step.exercise for step in in_order(steps, self.last_position))

    @cached_property
    def position_changes(self) -> int:
        """How often the body changes position on this day."""
        return position_changes(self.in_order, self.last_position)


def in_order(mains: Sequence[Step], last_position: Position) -> Steps:
    """The main steps with the fewest changes of body position, stretches before strength."""
    return min(
        (order for order in permutations(mains) if _stretches_first(order)),
        key=lambda order: position_changes([step.exercise for step in order], last_position),
    )


def _stretches_first(order: Sequence[Step]) -> bool:
    phases = [step.phase == Phase.STRENGTH for step in order]
    return phases == sorted(phases)


def position_changes(order: Sequence[Exercise], last_position: Position) -> int:
    """How often the body changes position, from standing to the cool-down."""
    positions = [Position.STANDING, *(e.variant.position for e in order), last_position]
    return sum(a != b for a, b in pairwise(positions))


# Rising indices into the list of main exercises: those of one day, or of a whole week.
type _Indices = tuple[int, ...]


class _Score(NamedTuple):
    """How good a week is: lower is better, and the first field that differs decides."""

    one_sided_days: int
    # Below 0, since the week with more of them wins.
    minus_exercises: int
    imbalance: int
    # The sum of their indices, since the most wanted stand first.
    preference: int
    position_changes: int


class _ScoredWeek(NamedTuple):
    """A week with its score. The lower of two is the better one; no two are equal."""

    score: _Score
    days: tuple[_Indices, ...]


@dataclass(frozen=True, kw_only=True)
class _Search:
    """The search for the best of all weeks: the one with the lowest score.

    A week is `days` days in rising order, each of `mains_a_day` indices into `mains`;
    each index that is in the week is on at least `fewest_times` of its days. If several
    weeks have the lowest score, the one with the lowest indices is taken, compared from
    the first index of the first day to the last of the last.

    The search is exact:

    - Each week has exactly one set of exercises. The search takes every set, and for
      each set every way to share it out over the days, so it reaches every week.
    - Each set has a floor: no week with these exercises scores lower. The sets are taken
      by rising floor. Once a floor is above the best score so far, neither that set nor
      a later one holds a better week, and the search ends.
    - No two weeks have both the same score and the same indices, so the best does not
      depend on the order in which they are compared.

    It is quick, since a week has room for `days * mains_a_day // fewest_times` exercises
    only, and a large set can be shared out in few ways. If three days hold four of twelve
    exercises each, and each comes twice, there are 2,211 sets and 22,275 weeks, among
    20 million combinations of three days. More than three days, or three days on which
    an exercise may come only once, have far more weeks.
    """

    mains: Sequence[Exercise]
    last_position: Position
    days: int
    mains_a_day: int
    fewest_times: int

    def best_days(self) -> list[_Day]:
        """The days of the best week."""
        (_, first), *others = sorted((self._floor(chosen), chosen) for chosen in self._sets())
        best = self._best_of(first)
        for floor, chosen in others:
            if floor > best.score:
                break
            best = min(best, self._best_of(chosen))
        return [self._day_of[indices] for indices in best.days]

    @property
    def _slots(self) -> int:
        return self.days * self.mains_a_day

    @cached_property
    def _day_of(self) -> dict[_Indices, _Day]:
        return {
            indices: _Day(self._exercises(indices), self.last_position)
            for indices in combinations(range(len(self.mains)), self.mains_a_day)
        }

    def _exercises(self, indices: _Indices) -> tuple[Exercise, ...]:
        return tuple(self.mains[index] for index in indices)

    def _sets(self) -> Iterator[_Indices]:
        """Every set of exercises that fills a week. Each can be shared out over the days."""
        largest = min(self._slots // self.fewest_times, len(self.mains))
        for size in range(self.mains_a_day, largest + 1):
            yield from combinations(range(len(self.mains)), size)

    def _floor(self, chosen: _Indices) -> _Score:
        """At or below the score of each week with this set, in every field.

        If the set is one-sided, so is each part of it. Each exercise fills `fewest_times`
        slots of the week; each slot that is left over changes a lead by one at most.
        """
        group = _Group(self._exercises(chosen))
        left_over = self._slots - self.fewest_times * len(chosen)
        return _Score(
            one_sided_days=self.days * group.is_one_sided,
            minus_exercises=-len(chosen),
            imbalance=sum(
                max(self.fewest_times * abs(lead) - left_over, 0)
                for lead in (group.bending_lead, group.strength_lead)
            ),
            preference=sum(chosen),
            position_changes=0,
        )

    def _best_of(self, chosen: _Indices) -> _ScoredWeek:
        """The best week with this set of exercises."""
        weeks = (
            tuple(tuple(chosen[number] for number in day) for day in share)
            for share in _shares(len(chosen), self.mains_a_day, self.days, self.fewest_times)
        )
        return min(
            _ScoredWeek(_score([self._day_of[indices] for indices in week], chosen), week)
            for week in weeks
        )


@cache
def _shares(
    size: int, mains_a_day: int, days: int, fewest_times: int
) -> tuple[tuple[_Indices, ...], ...]:
    """Every way to share a set of `size` exercises out over the days of a week.

    A day is the rising numbers of its exercises within the set, counted from 0; the days
    of a week rise too. Cached, because all sets of a size are shared out alike.
    """
    return tuple(_shared_out((days - fewest_times,) * size, mains_a_day, days))


def _shared_out(
    absences: tuple[int, ...], mains_a_day: int, days: int, day_before: _Indices = ()
) -> Iterator[tuple[_Indices, ...]]:
    """Every choice of what each of the next `days` leaves out.

    `absences` holds for each exercise how many of these days may leave it out.
    """
    if days == 0:
        yield ()
        return
    numbers = range(len(absences))
    may_leave = [number for number in numbers if absences[number] > 0]
    for left_out in combinations(may_leave, len(absences) - mains_a_day):
        day = tuple(number for number in numbers if number not in left_out)
        if day < day_before:
            continue
        remaining = tuple(absences[number] - (number in left_out) for number in numbers)
        for later_days in _shared_out(remaining, mains_a_day, days - 1, day):
            yield (day, *later_days)


def _score(week: Sequence[_Day], chosen: _Indices) -> _Score:
    """The score of a week with the `chosen` exercises."""
    return _Score(
        one_sided_days=sum(day.is_one_sided for day in week),
        minus_exercises=-len(chosen),
        imbalance=abs(sum(day.bending_lead for day in week))
        + abs(sum(day.strength_lead for day in week)),
        preference=sum(chosen),
        position_changes=sum(day.position_changes for day in week),
    )
