"""Where a person stands: what the plan level carries from one event to the next."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime

from routines.progression.diary import Key
from routines.progression.fields import record
from routines.progression.ladder import Place
from routines.progression.thresholds import MORNINGS
from routines.progression.usual import usual_morning
from routines.progression.values import Decision, Exposure
from routines.progression.weeks import Weeks

# How many exposures of an exercise are looked back upon: at two or three
# sessions a week more than a month. What is older is no longer "in a row".
EXPOSURES_BACK = 12


@record
class Before:
    """What a choice of the person's own changed, so that it can be undone."""

    place: Place
    stepped_up_on: date | None


@record
class Standing:
    """One exercise: its place on the ladder, its exposures, and what was decided last.

    `before` is the place that the newest decision set out from, `decided_on`
    the day on which it was first made. `days_off` is the longest time without
    any session since the exercise was done last, `is_back` that a rest ended since.
    """

    exercise: str
    rank: int
    place: Place
    before: Place
    exposures: list[Exposure] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    done_on: date | None = None
    direction: str = ""
    sessions_same_day: int = 1
    volume_ratio: float = 1.0
    is_attributed: bool = False
    other_directions_spread: int = 0
    same_direction_red: int = 0
    decision: Decision | None = None
    decided_on: date | None = None
    stepped_up_on: date | None = None
    stepped_up_before: date | None = None
    days_off: int = 0
    rests_until: date | None = None
    is_back: bool = False
    choices: list[Before] = field(default_factory=list)

    @property
    def session(self) -> str:
        """The id of the newest session with this exercise; empty without one."""
        return self.sessions[-1] if self.sessions else ""

    def add(self, exposure: Exposure, session: str, day: date) -> None:
        """A new exposure: what was decided before it is settled for good."""
        self.exposures.append(exposure)
        self.sessions.append(session)
        if len(self.exposures) > EXPOSURES_BACK:
            del self.exposures[0], self.sessions[0]
        self.done_on = day
        self.before = self.place
        self.stepped_up_before = self.stepped_up_on
        self.decision, self.decided_on = None, None
        self.days_off = 0
        self.choices = []
        self.rests_until = None
        self.is_back = False

    def take_back(self) -> None:
        """Undo the newest decision, so that it can be made again."""
        if self.decision is not None:
            self.decision = None
            self.place = self.before
            self.stepped_up_on = self.stepped_up_before
            self.rests_until = None

    def put(self, place: Place) -> None:
        """Stand somewhere else for good, by the person's choice or after a rest."""
        self.place = self.before = place


@record
class Pause:
    """A lock in force: by which rule, since when, and whether its clearing was explained."""

    rule: str
    at: datetime
    session: str = ""
    is_explained: bool = False


@record
class Rest:
    """A direction that rests until a date, since the session that asked for it."""

    direction: str
    until: date
    session: str


@record
class State:
    """Everything that the next event needs to know of all events before it.

    `numbers` are the last settled mornings that were given as a number,
    `severe_days` how many check-ins at 8 or more came on days in a row.
    """

    at_set_up: int = 0
    through: Key | None = None
    standings: dict[str, Standing] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    paused_for: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    screened_at: datetime | None = None
    rests: list[Rest] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    usual_high_since: date | None = None
    last_on: date | None = None
    last_at: datetime | None = None
    last_session: str = ""
    sessions_on_last: int = 0
    trained_on: date | None = None
    trained_at: datetime | None = None
    strength_on: date | None = None
    severe_on: date | None = None
    severe_days: int = 0
    is_half_red: bool = False
    is_shared_morning: bool = False
    weeks_without_change: int = 0
    weeks: Weeks = field(default_factory=Weeks)
    week: date | None = None
    light_week: date | None = None
    pain_days: dict[date, list[str]] = field(default_factory=dict)

    @property
    def usual(self) -> int:
        """This person's usual morning now."""
        return usual_morning(self.at_set_up, self.numbers)

    def tell_settled(self, number: int) -> None:
        """A morning that settled counts for the usual; only the last seven do."""
        self.numbers = [*self.numbers, number][-MORNINGS:]

    def is_paused(self, rule: str) -> bool:
        """Whether a lock of this rule is in force."""
        return rule in [pause.rule for pause in self.pauses]


def days_from(earlier: date | None, later: date, otherwise: int) -> int:
    """Calendar days from `earlier` to `later`, never below 0; `otherwise` without an earlier."""
    return otherwise if earlier is None else max((later - earlier).days, 0)
