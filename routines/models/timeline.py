"""The ledger as people read it: by day and by moment, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import NamedTuple

from routines.models.diary import Session
from routines.models.ledger import (
    Choice,
    ChoiceQuerySet,
    Decision,
    DecisionQuerySet,
    GoalChoice,
    PlanEntry,
)
from routines.models.library import Exercise
from routines.models.listed import ListedLibrary, attach, listed_library
from routines.models.person import User

# About seven sessions of the whole plan, or as many sessions of one exercise.
LINES = 40

Line = Decision | Choice | GoalChoice | PlanEntry


class Told(NamedTuple):
    """One line, with the sessions that it rests on, the oldest first."""

    line: Line
    used: list[Session]

    @property
    def decision(self) -> Decision | None:
        """What the rules said of one exercise, where that is what the line tells."""
        return self.line if isinstance(self.line, Decision) else None

    @property
    def choice(self) -> Choice | None:
        """What the person chose, where that is what the line tells."""
        return self.line if isinstance(self.line, Choice) else None

    @property
    def goal(self) -> GoalChoice | None:
        """How far up the person wanted to go, where that is what the line tells."""
        return self.line if isinstance(self.line, GoalChoice) else None

    @property
    def entry(self) -> PlanEntry | None:
        """What holds for the whole plan, where that is what the line tells."""
        return self.line if isinstance(self.line, PlanEntry) else None


class Moment(NamedTuple):
    """What was written at once. `at` is the clock of the person."""

    at: time
    lines: list[Told]


class Day(NamedTuple):
    """One day of the person's calendar, its latest moment first."""

    on: date
    moments: list[Moment]


@dataclass(frozen=True)
class Timeline:
    """One page of the ledger. `older` is where the next page begins; None on the last."""

    days: list[Day]
    older: datetime | None

    @property
    def lines(self) -> Iterator[Told]:
        """Every line of the page, the newest first."""
        return (one for day in self.days for moment in day.moments for one in moment.lines)

    @property
    def newest(self) -> Told | None:
        """The newest line on the page."""
        return next(self.lines, None)

    @property
    def newest_decision(self) -> Told | None:
        """The newest decision on the page."""
        return next((one for one in self.lines if one.decision), None)


def whole_timeline(person: User, before: datetime | None) -> Timeline:
    """Everything in the person's ledger, or what is older than `before`."""
    library = listed_library()
    return _page(
        person,
        list(person.plan_entries.newest_first().before(before)[: LINES + 1]),
        _decisions(person.decisions.all(), before, library),
        _choices(person.choices.all(), before, library),
        attach(
            person.goal_choices.newest_first().before(before)[: LINES + 1],
            library,
            exercises=("exercise",),
            variants=("from_goal", "to_goal"),
        ),
    )


def exercise_timeline(
    person: User, exercise: Exercise, before: datetime | None, library: ListedLibrary
) -> Timeline:
    """What was decided and chosen of one exercise's dose, or what is older than `before`.

    A goal leaves the dose as it is, and so stands in the whole timeline alone.
    """
    return _page(
        person,
        _decisions(person.decisions.filter(exercise=exercise), before, library),
        _choices(person.choices.filter(exercise=exercise), before, library),
    )


def _decisions(
    rows: DecisionQuerySet, before: datetime | None, library: ListedLibrary
) -> list[Decision]:
    """The newest decisions; those of one moment in the order of the library."""
    decisions = attach(
        rows.newest_first().before(before)[: LINES + 1],
        library,
        exercises=("exercise", "swap_to"),
        doses=("from_dose", "to_dose"),
    )
    # Sorted here, because the database would sort the whole ledger for a page of it.
    return sorted(
        decisions, key=lambda line: -1 if line.exercise.rank is None else line.exercise.rank
    )


def _choices(rows: ChoiceQuerySet, before: datetime | None, library: ListedLibrary) -> list[Choice]:
    return attach(
        rows.newest_first().before(before)[: LINES + 1],
        library,
        exercises=("exercise",),
        doses=("from_dose", "to_dose"),
    )


def _page(person: User, *kinds: Iterable[Line]) -> Timeline:
    """The newest lines of all kinds together; what was written at once is never parted.

    Of each kind at least one line more than a page holds, where there are as many.
    """
    lines = sorted((line for kind in kinds for line in kind), key=_moment, reverse=True)
    older = None
    if len(lines) > LINES:
        whole = [line for line in lines[:LINES] if _moment(line) > _moment(lines[LINES])]
        lines = whole or lines[:LINES]
        older = _moment(lines[-1])
    used = {key for line in lines if isinstance(line, Decision) for key in line.used}
    sessions = person.sessions.in_bulk(used)
    by_key = {str(key): session for key, session in sessions.items()}
    told = [Told(line, _used(line, by_key)) for line in lines]
    moments = groupby(told, key=lambda one: _moment(one.line).astimezone(person.zone))
    days = groupby(((at, list(group)) for at, group in moments), key=lambda one: one[0].date())
    return Timeline(
        [Day(on, [Moment(at.time(), group) for at, group in day]) for on, day in days], older
    )


def _used(line: Line, sessions: dict[str, Session]) -> list[Session]:
    if not isinstance(line, Decision):
        return []
    found = [sessions[key] for key in line.used if key in sessions]
    return sorted(found, key=lambda session: session.started_at)


def _moment(line: Line) -> datetime:
    return line.chosen_at if isinstance(line, Choice | GoalChoice) else line.made_at
