"""Where a person stands: what the plan level carries from one event to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, fields
from datetime import date, datetime
from statistics import median_low

from routines.progression.diary.events import Key
from routines.progression.diary.values import Ladder
from routines.progression.fields import record
from routines.progression.plan_level.weeks import Weeks
from routines.progression.rules.ladder import LadderPlace
from routines.progression.rules.registry import GAP_EASINGS
from routines.progression.rules.results import Decision
from routines.progression.rules.thresholds import MORNINGS
from routines.progression.rules.values import Exposure

# How many exposures of an exercise are looked back upon: at two or three
# sessions a week more than a month. What is older is no longer "in a row".
EXPOSURES_BACK = 12


@record
class UndoPoint:
    """What a choice of the person's own changed, so that it can be undone."""

    place: LadderPlace
    decided_from: LadderPlace
    stepped_up_on: date | None = None
    stepped_up_before: date | None = None
    at_most: LadderPlace | None = None

    @classmethod
    def of(cls, exercise: ExerciseState) -> UndoPoint:
        """How an exercise stands before the choice."""
        return cls(**{one.name: getattr(exercise, one.name) for one in fields(cls)})


@record
class ExerciseState:
    """One exercise: its place on the ladder, its exposures, and what was decided last.

    `decided_from` is the place that the newest decision set out from, `decided_on`
    the day on which it was first made; `at_most` is how far up it may lead,
    where the person held or eased the exercise before it was made. `days_off` is
    the longest time without any session since the exercise was done last, counted
    from `gap_eased_on` where a gap has eased it since; `is_back` says that a
    rest ended since.
    """

    slug: str
    rank: int
    place: LadderPlace
    decided_from: LadderPlace
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
    gap_eased_on: date | None = None
    rests_until: date | None = None
    is_back: bool = False
    at_most: LadderPlace | None = None
    choices: list[UndoPoint] = field(default_factory=list)

    @property
    def session(self) -> str:
        """The id of the newest session with this exercise; empty without one."""
        return self.sessions[-1] if self.sessions else ""

    @property
    def is_undecided(self) -> bool:
        """Whether the newest session waits for its decision."""
        return self.decision is None and bool(self.exposures)

    def add(self, exposure: Exposure, session: str, day: date) -> None:
        """A new exposure: what was decided before it is settled for good."""
        self.exposures.append(exposure)
        self.sessions.append(session)
        if len(self.exposures) > EXPOSURES_BACK:
            del self.exposures[0], self.sessions[0]
        self.done_on = day
        self.decided_from = self.place
        self.stepped_up_before = self.stepped_up_on
        if self.decision is not None and GAP_EASINGS & set(self.decision.rules):
            self.gap_eased_on = day
        self.decision, self.decided_on = None, None
        self.days_off = 0
        self.choices = []
        self.at_most = None
        self.rests_until = None
        self.is_back = False

    def gap_until(self, day: date, trained_on: date | None) -> int:
        """Days without any session until `day`, since a gap last eased it; 0 without a first."""
        since = self.gap_eased_on
        if since is None or (trained_on is not None and trained_on > since):
            since = trained_on
        return 0 if since is None else max((day - since).days, 0)

    def undo_decision(self) -> None:
        """Undo the newest decision, so that it can be made again."""
        if self.decision is not None:
            self.decision = None
            self.stand_at(self.decided_from)
            self.stepped_up_on = self.stepped_up_before
            self.rests_until = None

    def stand_at(self, place: LadderPlace) -> None:
        """Stand there, or lower where the person asked for less."""
        if self.at_most is not None and place.is_harder_than(self.at_most):
            place = self.at_most
        self.place = place

    def undo(self) -> None:
        """Stand as before the person's newest choice."""
        before = self.choices.pop()
        for one in fields(UndoPoint):
            setattr(self, one.name, getattr(before, one.name))

    def _with_choices(self) -> list[ExerciseState | UndoPoint]:
        return [self, *self.choices]

    def variants(self, ladder: Ladder) -> set[str]:
        """Every variant that it stands on, or may come back to by the person's choices."""
        return {
            ladder.variants[place.variant].slug
            for one in self._with_choices()
            for place in (one.place, one.decided_from, one.at_most)
            if place is not None
        }

    def move(self, former: Ladder, ladder: Ladder) -> None:
        """Stand on the same variants of another ladder; on its last where it ends below."""
        slugs = [variant.slug for variant in ladder.variants]
        top = max(n for n, one in enumerate(ladder.variants) if not one.beside or n == 0)
        for one in self._with_choices():
            for name in ("place", "decided_from", "at_most"):
                place: LadderPlace | None = getattr(one, name)
                if place is not None:
                    slug = former.variants[place.variant].slug
                    is_kept = slug in slugs
                    number = slugs.index(slug) if is_kept else top
                    step = place.step if is_kept else ladder.variants[top].doses - 1
                    setattr(one, name, LadderPlace(number, step))

    def put(self, place: LadderPlace) -> None:
        """Stand somewhere else for good, by the person's choice or after a rest."""
        self.place = self.decided_from = place


@record
class Lock:
    """A lock in force: by which rule, since when, and whether its clearing was explained."""

    rule: str
    at: datetime
    session: str = ""
    is_explained: bool = False


@record
class DirectionRest:
    """A direction that rests until a date, since the session that asked for it."""

    direction: str
    until: date
    session: str


@record
class PlanState:
    """Everything that the next event needs to know of all events before it.

    `numbers` are the last settled mornings that were given as a number,
    `severe_days` how many check-ins at 8 or more came on days in a row,
    `discomfort` the highest number told outside sessions on `discomfort_on`.
    """

    at_set_up: int = 0
    through: Key | None = None
    exercises: dict[str, ExerciseState] = field(default_factory=dict)
    locks: list[Lock] = field(default_factory=list)
    locked_for: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    screened_at: datetime | None = None
    rests: list[DirectionRest] = field(default_factory=list)
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
    discomfort_on: date | None = None
    discomfort: int = 0
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

    def record_settled(self, number: int) -> None:
        """A morning that settled counts for the usual; only the last seven do."""
        self.numbers = [*self.numbers, number][-MORNINGS:]

    def rests_at(self, ladder: Ladder, place: LadderPlace) -> bool:
        """Whether a place moves the back in a direction that rests."""
        direction = ladder.variants[place.variant].direction
        return any(rest.direction == direction for rest in self.rests)

    def is_locked(self, rule: str) -> bool:
        """Whether a lock of this rule is in force."""
        return rule in [pause.rule for pause in self.locks]


def days_from(earlier: date | None, later: date, otherwise: int) -> int:
    """Calendar days from `earlier` to `later`, never below 0; `otherwise` without an earlier."""
    return otherwise if earlier is None else max((later - earlier).days, 0)


def usual_morning(at_set_up: int, settled_numbers: Sequence[int]) -> int:
    """The answer at set-up, then the median of the last seven settled mornings.

    `settled_numbers` holds, oldest first, the settled mornings that were given
    as a number. Until there are seven the answer at set-up stands.
    """
    if len(settled_numbers) < MORNINGS:
        return at_set_up
    return median_low(settled_numbers[-MORNINGS:])
