"""A diary as a row of events, in the order in which the replay records them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

from msgspec import Struct

from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    Diary,
    Discomfort,
    ExerciseAdded,
    GoalChosen,
    LockExplained,
    Morning,
    RedFlagsAnswered,
    SessionDone,
    UsualMorningSet,
)


class MorningAfter(Struct, frozen=True, kw_only=True):
    """A morning with the session that it belongs to."""

    session: str
    morning: Morning

    @property
    def at(self) -> datetime:
        """When it was answered."""
        return self.morning.at


Event = (
    ExerciseAdded
    | RedFlagsAnswered
    | LockExplained
    | CheckedIn
    | SessionDone
    | MorningAfter
    | Discomfort
    | ChoiceMade
    | UsualMorningSet
    | GoalChosen
)

# Events of the same moment are taken in this order: a morning is known before a check-in
# asks what comes next, and a session is over after its check-in.
_ORDER = (
    ExerciseAdded,
    MorningAfter,
    Discomfort,
    LockExplained,
    RedFlagsAnswered,
    CheckedIn,
    SessionDone,
    ChoiceMade,
    UsualMorningSet,
    GoalChosen,
)
_OF_EXERCISES = (ExerciseAdded, ChoiceMade, GoalChosen)
_PLACES = {kind: place for place, kind in enumerate(_ORDER)}

Key = tuple[datetime, int, str]


def key_of(event: Event) -> Key:
    """The place of an event in a log: its moment, its kind, its name."""
    name = ""
    if isinstance(event, SessionDone):
        name = event.id
    elif isinstance(event, MorningAfter):
        name = event.session
    elif isinstance(event, _OF_EXERCISES):
        name = event.exercise
    return event.at, _PLACES[type(event)], name


def events_of(diary: Diary) -> list[Event]:
    """The events of a diary, oldest first.

    A morning that was answered after the next session began is left out.
    """
    return sorted(_events(diary), key=key_of)


def _events(diary: Diary) -> Iterator[Event]:
    yield from diary.begun
    yield from diary.screenings
    yield from diary.clearances
    yield from diary.check_ins
    yield from diary.discomforts
    yield from diary.choices
    yield from diary.usuals
    yield from diary.goals
    sessions = sorted(diary.sessions, key=lambda session: session.started_at)
    for session, following in zip_longest(sessions, sessions[1:]):
        yield CheckedIn(at=session.started_at, pre=session.pre, flags=session.check_in_flags)
        yield session
        morning = session.morning
        if morning and (following is None or morning.at < following.started_at):
            yield MorningAfter(session=session.id, morning=morning)
