"""Small diaries for tests: days are counted from a Monday, each session at 18:00."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    Diary,
    Discomfort,
    ExerciseAdded,
    Ladder,
    LadderVariant,
    LockExplained,
    Morning,
    RedFlagsAnswered,
    SessionDone,
    StepDone,
    UsualMorningSet,
)
from routines.progression.plan_level.replay import replay

MONDAY = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
DIRECTIONS = {
    "cobra": "extension",
    "superman": "extension",
    "bridge": "neutral",
    "bird": "neutral",
    "fold": "flexion",
}
STRENGTH = {"superman", "bridge", "bird"}


def ladder(name, **fields):
    variants = tuple(
        LadderVariant(slug=f"{name}-{rung}", direction=DIRECTIONS.get(name, "neutral"), doses=3)
        for rung in ("easy", "middle", "hard")
    )
    return Ladder(exercise=name, strength=name in STRENGTH, variants=variants, **fields)


LADDERS = (*(ladder(name) for name in DIRECTIONS), ladder("rolls", progresses=False))


def at(day, hour=18):
    """The moment `day` days after the first Monday."""
    return MONDAY + timedelta(days=day, hours=hour - 18)


BEGUN = tuple(
    ExerciseAdded(at=at(-1), exercise=ladder.exercise, variant=f"{ladder.exercise}-middle", step=1)
    for ladder in LADDERS
)


def felt(exercise, during=1, **fields):
    return StepDone(
        exercise=exercise, variant=f"{exercise}-middle", dose=11, during=during, **fields
    )


def session(day, *steps, pre=1, after=None, hour=18, morning="same", number=None, **fields):
    """A session of the steps given, and a quiet morning; `answered` changes its fields."""
    given = Morning(at=at(day + 1, 8), word=morning, number=number) if morning else None
    return SessionDone(
        id=f"{day}@{hour}",
        started_at=at(day, hour),
        closed_at=at(day, hour) + timedelta(minutes=15),
        pre=pre,
        after=after,
        steps=steps,
        morning=given and replace(given, **fields.pop("answered", {})),
        **fields,
    )


def all_done(day, *others, **fields):
    """A session in which every exercise but the `others` given went quietly."""
    named = {step.exercise for step in others}
    quiet = tuple(felt(name) for name in DIRECTIONS if name not in named)
    return session(day, *others, *quiet, **fields)


def diary(*events, usual=1, begun=BEGUN, ladders=LADDERS):
    """A diary of those events, in any order."""

    def of(kind):
        return tuple(event for event in events if isinstance(event, kind))

    return Diary(
        usual_morning=usual,
        ladders=ladders,
        begun=begun,
        screenings=of(RedFlagsAnswered),
        clearances=of(LockExplained),
        check_ins=of(CheckedIn),
        sessions=of(SessionDone),
        discomforts=of(Discomfort),
        choices=of(ChoiceMade),
        usuals=of(UsualMorningSet),
    )


def replayed(*events, **fields):
    """A diary of those events, replayed."""
    return replay(diary(*events, **fields))
