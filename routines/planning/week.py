"""Building a balanced week: which main exercises, on which day, in which order.

Plain search: every way of giving three or four exercises to each day is tried
and scored, so the same input always gives the same week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, combinations_with_replacement, pairwise, permutations

from routines.planning.balance import main_steps
from routines.planning.durations import session_minutes
from routines.planning.session import fit
from routines.planning.values import Exercise, Step, Steps
from routines.vocabulary import Direction, Phase, Position

MOST_MAINS = 4
FEWEST_MAINS = 3
# So short a session holds three, which leaves its doses room to grow.
SHORT_MINUTES = 10
TIMES_A_WEEK = 2


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
) -> Week:
    """A balanced week: each main exercise that is in it comes at least twice.

    `mains` stands in order of preference for the person's aim. Each session
    holds four main exercises; three when it is short or four do not fit, and all
    of them when there are no more. `warm_up` begins with the opening walk. There
    must be a main exercise, and no more than seven of them in good time.
    """
    sessions: tuple[Steps, ...] = ()
    most = min(FEWEST_MAINS if minutes <= SHORT_MINUTES else MOST_MAINS, len(mains))
    for count in range(most, min(FEWEST_MAINS, most) - 1, -1):
        chosen = _choose(mains, cool_down, days, count)
        sessions = fit([_session(day, warm_up, cool_down) for day in chosen], minutes)
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
class _Day:
    """The main exercises of one day, and what the score reads from them."""

    exercises: tuple[Exercise, ...]
    last_position: Position

    @cached_property
    def strength(self) -> int:
        return sum(exercise.kind.is_strength for exercise in self.exercises)

    @cached_property
    def directions(self) -> Counter[Direction]:
        return Counter(exercise.variant.direction for exercise in self.exercises)

    @cached_property
    def is_one_sided(self) -> bool:
        """Without a stretch, without strength, or without bending or arching."""
        bends = self.directions[Direction.FLEXION] or self.directions[Direction.MIXED]
        arches = self.directions[Direction.EXTENSION] or self.directions[Direction.MIXED]
        return not (0 < self.strength < len(self.exercises) and bends and arches)

    @cached_property
    def in_order(self) -> tuple[int, tuple[Exercise, ...]]:
        """Fewest changes of body position, stretches first, and the order that gives it."""
        steps = [Step(exercise.kind.main_phase, exercise) for exercise in self.exercises]
        order = tuple(step.exercise for step in in_order(steps, self.last_position))
        return position_changes(order, self.last_position), order


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


def _choose(
    mains: Sequence[Exercise], cool_down: Sequence[Exercise], days: int, count: int
) -> list[tuple[Exercise, ...]]:
    preference = {exercise.slug: place for place, exercise in enumerate(mains)}
    last_position = cool_down[-1].variant.position if cool_down else Position.STANDING
    candidates = [_Day(chosen, last_position) for chosen in combinations(mains, count)]
    weeks = (
        week
        for week in combinations_with_replacement(candidates, days)
        if min(_times(week).values()) >= TIMES_A_WEEK
    )
    best = min(weeks, key=lambda week: _score(week, preference))
    return [day.in_order[1] for day in best]


def _times(week: Sequence[_Day]) -> Counter[str]:
    return Counter(exercise.slug for day in week for exercise in day.exercises)


def _score(week: Sequence[_Day], preference: dict[str, int]) -> tuple[int, int, int, int, int]:
    """Lower is better: balance in each day, variety, balance, the aim, position changes."""
    times = _times(week)
    directions = sum((day.directions for day in week), Counter[Direction]())
    strength = sum(day.strength for day in week)
    stretches = sum(times.values()) - strength
    imbalance = abs(directions[Direction.FLEXION] - directions[Direction.EXTENSION])
    return (
        sum(day.is_one_sided for day in week),
        -len(times),
        imbalance + abs(strength - stretches),
        sum(preference[slug] for slug in times),
        sum(day.in_order[0] for day in week),
    )
