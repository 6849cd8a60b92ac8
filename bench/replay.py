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
from routines.progression.plain import from_plain, to_plain
from routines.progression.plan_level.replay import Replay, replay
from routines.progression.plan_level.state import PlanState

SESSIONS = 1500
ROUNDS = 5
START = datetime(2016, 1, 4, 18, 0, tzinfo=UTC)
BEGAN = START - timedelta(days=1)
ROLLS = Ladder("knee-rolls", variants=(LadderVariant("knee-rolls", "rotation", 3),))
LADDERS = (*library_ladders("loosen"), ROLLS)


def ten_years() -> Diary:
    """1,500 sessions of eight steps each, three a week, with their mornings."""
    dice = Random(1)
    return Diary(
        usual_morning=2,
        ladders=LADDERS,
        begun=(*begun_by_aim("loosen", BEGAN), ExerciseAdded(BEGAN, "knee-rolls", "knee-rolls", 0)),
        sessions=tuple(session(dice, number) for number in range(SESSIONS)),
    )


def session(dice: Random, number: int) -> SessionDone:
    """The session of that number, mostly quiet."""
    at = START + timedelta(days=7 * (number // 3) + 2 * (number % 3))
    pre = dice.choice((0, 1, 2, 2, 3, 3, 4))
    steps = tuple(
        StepDone(ladder.exercise, "any", "neutral", number // 8, pre + dice.choice((0, 0, 0, 1, 2)))
        for ladder in LADDERS
    )
    morning = Morning(at + timedelta(hours=13), "same", dice.choice((None, None, 2, 3)))
    closed_at = at + timedelta(minutes=20)
    return SessionDone(str(number), at, closed_at, pre, pre, steps=steps, morning=morning)


def whole_and_one() -> tuple[float, float]:
    """Milliseconds to replay the ten years, and to take in one more morning; the best of five.

    The one includes reading the kept state and keeping it again.
    """
    diary = ten_years()
    whole = _milliseconds(lambda: replay(diary))
    told = replay(diary)
    last = session(Random(2), SESSIONS)
    told.tell([CheckedIn(last.started_at, last.pre), last])
    kept = json.dumps(to_plain(told.state))
    answer = [MorningAfter(last.id, Morning(last.closed_at + timedelta(hours=12), "same"))]
    one = _milliseconds(lambda: _go_on(kept, answer))
    return whole, one


def _go_on(kept: str, events: list[Event]) -> str:
    told = Replay(LADDERS, from_plain(PlanState, json.loads(kept)))
    told.tell(events)
    return json.dumps(to_plain(told.state))


def _milliseconds(work) -> float:
    """Of processor time, at best; as `timeit` measures it, without the garbage collector."""
    return 1000 * min(repeat(work, timer=time.process_time, number=1, repeat=ROUNDS))
