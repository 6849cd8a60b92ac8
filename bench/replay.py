"""Ten years of one diary, and what one more answer costs."""

import json
import time
from datetime import UTC, datetime, timedelta
from random import Random
from timeit import repeat

from routines.library.ladders import begun_by_aim, library_ladders
from routines.progression.diary.events import Event, MorningAfter
from routines.progression.diary.values import (
    CheckedIn,
    Diary,
    ExerciseAdded,
    Ladder,
    LadderVariant,
    Morning,
    SessionDone,
    StepDone,
)
from routines.progression.plan_level.replay import Replay, replay
from routines.progression.plan_level.state import kept_from, state_from

SESSIONS = 1500
ROUNDS = 5
START = datetime(2016, 1, 4, 18, 0, tzinfo=UTC)
BEGAN = START - timedelta(days=1)
ROLLS = Ladder(
    exercise="knee-rolls",
    variants=(LadderVariant(slug="knee-rolls", direction="rotation", doses=3),),
)
LADDERS = (*library_ladders("loosen"), ROLLS)


def ten_years() -> Diary:
    """1,500 sessions of eight steps each, three a week, with their mornings."""
    dice = Random(1)
    return Diary(
        usual_morning=2,
        ladders=LADDERS,
        begun=(
            *begun_by_aim("loosen", BEGAN),
            ExerciseAdded(at=BEGAN, exercise="knee-rolls", variant="knee-rolls", step=0),
        ),
        sessions=tuple(session(dice, number) for number in range(SESSIONS)),
    )


def session(dice: Random, number: int) -> SessionDone:
    """The session of that number, mostly quiet."""
    at = START + timedelta(days=7 * (number // 3) + 2 * (number % 3))
    pre = dice.choice((0, 1, 2, 2, 3, 3, 4))
    steps = tuple(
        StepDone(
            exercise=ladder.exercise,
            variant="any",
            direction="neutral",
            dose=number // 8,
            during=pre + dice.choice((0, 0, 0, 1, 2)),
        )
        for ladder in LADDERS
    )
    morning = Morning(
        at=at + timedelta(hours=13), word="same", number=dice.choice((None, None, 2, 3))
    )
    closed_at = at + timedelta(minutes=20)
    return SessionDone(
        id=str(number),
        started_at=at,
        closed_at=closed_at,
        pre=pre,
        after=pre,
        steps=steps,
        morning=morning,
    )


def whole_and_one() -> tuple[float, float]:
    """Milliseconds to replay the ten years, and to take in one more morning; the best of five.

    The one includes reading the kept state and keeping it again.
    """
    diary = ten_years()
    whole = _milliseconds(lambda: replay(diary))
    replayed = replay(diary)
    last = session(Random(2), SESSIONS)
    replayed.record([CheckedIn(at=last.started_at, pre=last.pre), last])
    kept = json.dumps(kept_from(replayed.state))
    answer = [
        MorningAfter(
            session=last.id, morning=Morning(at=last.closed_at + timedelta(hours=12), word="same")
        )
    ]
    one_more = _milliseconds(lambda: _go_on(kept, answer))
    return whole, one_more


def _go_on(kept: str, events: list[Event]) -> str:
    replayed = Replay(LADDERS, state_from(json.loads(kept)))
    replayed.record(events)
    return json.dumps(kept_from(replayed.state))


def _milliseconds(work) -> float:
    """Of processor time, at best; as `timeit` measures it, without the garbage collector."""
    return 1000 * min(repeat(work, timer=time.process_time, number=1, repeat=ROUNDS))
