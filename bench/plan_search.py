"""How long the search for a week takes with twelve main exercises on three days."""

import time
from random import Random
from timeit import repeat

from routines.planning import Exercise, plan_week
from routines.vocabulary import Direction, Kind, Position
from tests.planning.ladders import exercise

EXERCISES = 12
DAYS = 3
MINUTES = 60  # room for four main exercises a day
ROUNDS = 5
KINDS = (Kind.STRETCH, Kind.STRETCH_STRENGTH, Kind.STRENGTH)


def usual_and_slowest() -> tuple[float, float]:
    """Milliseconds for mixed exercises, and for a list that lets the search skip no set.

    With a single stretch, each week of five or six exercises has a one-sided day, which
    no floor foresees.
    """
    dice = Random(1)
    mixed = [
        exercise(
            f"main-{number}",
            dice.choice(KINDS),
            dice.choice(list(Direction)),
            dice.choice(list(Position)),
        )
        for number in range(EXERCISES)
    ]
    one_stretch = [
        exercise(f"main-{number}", Kind.STRENGTH if number else Kind.STRETCH, Direction.MIXED)
        for number in range(EXERCISES)
    ]
    return _milliseconds(mixed), _milliseconds(one_stretch)


def _milliseconds(mains: list[Exercise]) -> float:
    """Of processor time, at best."""
    walk = exercise("walk", Kind.WARM_UP, position=Position.STANDING)

    def search() -> None:
        plan_week(mains=mains, warm_up=[walk], cool_down=[walk], days=DAYS, minutes=MINUTES)

    return 1000 * min(repeat(search, timer=time.process_time, number=1, repeat=ROUNDS))
