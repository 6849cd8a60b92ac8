"""The ledger as people read it: by day and by moment, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from routines.models.dose import Dose
from routines.models.ledger import (
    Choice,
    ChoiceQuerySet,
    DecisionQuerySet,
    GoalChoice,
    PlanEntry,
)
from routines.models.library import Exercise, Variant
from routines.models.listed import ListedLibrary, attach, listed_library
from routines.models.person import User

# About five sessions of the whole plan, or three months of one exercise.
LINES = 32


@dataclass(frozen=True, kw_only=True)
class DecidedLine:
    """One decision of the rules, as the ledger tells it: the columns of its row.

    `swap_to`, `rests_until` and `corrected_day` are None where nothing took its place,
    nothing rests, and nothing was corrected.
    """

    made_at: datetime
    exercise: Exercise
    verdict: str
    rules: Sequence[str]
    message: str
    numbers: Mapping[str, int]
    others: Sequence[Mapping[str, Any]]
    used: Sequence[str]
    from_dose: Dose
    to_dose: Dose
    swap_to: Exercise | None
    rests_until: date | None
    corrected_day: date | None

    @property
    def variant(self) -> Variant:
        """The variant to speak of: the new one, or that of the exercise swapped out."""
        return self.from_dose.variant if self.swap_to else self.to_dose.variant


class UsedSession(NamedTuple):
    """A session that a decision rests on."""

    started_at: datetime
    id: UUID
    started_on: date

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("routines:session_detail", kwargs={"session_id": self.id})


Line = DecidedLine | Choice | GoalChoice | PlanEntry


@dataclass(frozen=True, kw_only=True)
class TimelineLine:
    """One line, with the sessions that it rests on, the oldest first."""

    line: Line
    used: Sequence[UsedSession]

    @property
    def decision(self) -> DecidedLine | None:
        """What the rules said of one exercise, where that is what the line tells."""
        return self.line if isinstance(self.line, DecidedLine) else None

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
    lines: list[TimelineLine]

    @property
    def clock(self) -> str:
        """Hours and minutes."""
        return f"{self.at:%H:%M}"


class TimelineDay(NamedTuple):
    """One day of the person's calendar, its latest moment first."""

    on: date
    moments: list[Moment]


@dataclass(frozen=True)
class Timeline:
    """One page of the ledger. `older` is where the next page begins; None on the last."""

    days: list[TimelineDay]
    older: datetime | None

    @property
    def lines(self) -> Iterator[TimelineLine]:
        """Every line of the page, the newest first."""
        return (line for day in self.days for moment in day.moments for line in moment.lines)

    @property
    def newest(self) -> TimelineLine | None:
        """The newest line on the page."""
        return next(self.lines, None)

    @property
    def newest_decision(self) -> TimelineLine | None:
        """The newest decision on the page."""
        return next((line for line in self.lines if line.decision), None)


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
) -> list[DecidedLine]:
    """The newest decisions; those of one moment in the order of the library.

    As plain values, because a page holds dozens and a row takes three times as long.
    """
    columns = (
        *("made_at", "exercise", "verdict", "rules", "message", "numbers", "others", "used"),
        *("from_dose", "to_dose", "swap_to", "rests_until", "corrected_day"),
    )
    newest = list(rows.newest_first().before(before).values(*columns)[: LINES + 1])
    exercises = library.exercises_of(
        key for row in newest for key in (row["exercise"], row["swap_to"])
    )
    doses = library.doses_of(key for row in newest for key in (row["from_dose"], row["to_dose"]))
    lines = [
        DecidedLine(
            **{
                **row,
                "exercise": exercises[row["exercise"]],
                "from_dose": doses[row["from_dose"]],
                "to_dose": doses[row["to_dose"]],
                "swap_to": None if row["swap_to"] is None else exercises[row["swap_to"]],
            }
        )
        for row in newest
    ]
    # Sorted here, because the database would sort the whole ledger for a page of it.
    return sorted(lines, key=lambda line: -1 if line.exercise.rank is None else line.exercise.rank)


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
    used = {key for line in lines if isinstance(line, DecidedLine) for key in line.used}
    columns = ("started_at", "pk", "started_on")
    rows = person.sessions.filter(pk__in=map(UUID, used)).values_list(*columns)
    sessions = [UsedSession(*row) for row in rows]
    by_key = {str(session.id): session for session in sessions}
    with_used = [TimelineLine(line=line, used=_used(line, by_key)) for line in lines]
    zone = person.zone
    moments = groupby(with_used, key=lambda entry: _moment(entry.line).astimezone(zone))
    days = groupby(((at, list(group)) for at, group in moments), key=lambda pair: pair[0].date())
    return Timeline(
        [TimelineDay(on, [Moment(at.time(), group) for at, group in day]) for on, day in days],
        older,
    )


def _used(line: Line, sessions: Mapping[str, UsedSession]) -> list[UsedSession]:
    if not isinstance(line, DecidedLine):
        return []
    return sorted(sessions[key] for key in line.used if key in sessions)


def _moment(line: Line) -> datetime:
    return line.chosen_at if isinstance(line, Choice | GoalChoice) else line.made_at
