"""Where a person stands: what the plan level carries from one event to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from statistics import median_low
from typing import Any

import msgspec
from msgspec import Struct

from routines.progression.diary.events import Key
from routines.progression.diary.values import Ladder
from routines.progression.plan_level.weeks import Weeks
from routines.progression.rules.ladder import LadderPlace
from routines.progression.rules.registry import GAP_EASINGS
from routines.progression.rules.results import Decision
from routines.progression.rules.thresholds import MORNINGS
from routines.progression.rules.values import Exposure
from routines.vocabulary import Flag

# How many exposures of an exercise are looked back upon: at two or three
# sessions a week more than a month. What is older is no longer "in a row".
EXPOSURES_BACK = 12


# The shape of the kept state. A state of another shape is replayed anew.
VERSION = 1


class UndoPoint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an exercise stood before a choice of the person's own, so that it can be undone."""

    place: LadderPlace
    decided_from: LadderPlace
    stepped_up_on: date | None = None
    stepped_up_before: date | None = None
    at_most: LadderPlace | None = None


class ExerciseState(Struct, kw_only=True, omit_defaults=True):
    """One exercise: its place on the ladder, its exposures, and what was decided last.

    `rank` is its place in the plan. `exposures` and the ids of their `sessions` run oldest
    first. `done_on` is the day of the newest, `direction` the direction it moved the back
    in. The newest decision set out from the place `decided_from`, and was first made on
    `decided_on`; `at_most` is how far up it may lead, if the person held or eased the
    exercise before it was made. `stepped_up_on` is the day of the newest step up,
    `stepped_up_before` the one that counted before the newest decision. `days_off` is the
    longest time without any session since the exercise was done last, counted from
    `gap_eased_on` if a gap has eased it since. `rests_until` is the last day of its own
    rest; `is_back` says that a rest ended since. None means never, or not.
    """

    slug: str
    rank: int
    place: LadderPlace
    decided_from: LadderPlace
    exposures: list[Exposure] = []
    sessions: list[str] = []
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
    choices: list[UndoPoint] = []

    @property
    def session(self) -> str:
        """The id of the newest session with this exercise; empty without one."""
        return self.sessions[-1] if self.sessions else ""

    @property
    def is_undecided(self) -> bool:
        """Whether the newest session waits for its decision."""
        return self.decision is None and bool(self.exposures)

    def add(self, exposure: Exposure, session: str, day: date) -> None:
        """Add an exposure: what was decided before can no longer be undone."""
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
        """Stand there, or lower if the person asked for less."""
        if self.at_most is not None and place.is_harder_than(self.at_most):
            place = self.at_most
        self.place = place

    def undo_point(self) -> UndoPoint:
        """How the exercise stands now, to come back to."""
        return UndoPoint(
            place=self.place,
            decided_from=self.decided_from,
            stepped_up_on=self.stepped_up_on,
            stepped_up_before=self.stepped_up_before,
            at_most=self.at_most,
        )

    def undo_choice(self) -> None:
        """Stand as before the person's newest choice."""
        point = self.choices.pop()
        self.place, self.decided_from, self.at_most = point.place, point.decided_from, point.at_most
        self.stepped_up_on, self.stepped_up_before = point.stepped_up_on, point.stepped_up_before

    def variants(self, ladder: Ladder) -> set[str]:
        """Every variant that it stands on, or may come back to by the person's choices."""
        return {
            ladder.variants[place.variant].slug
            for point in (self.undo_point(), *self.choices)
            for place in (point.place, point.decided_from, point.at_most)
            if place is not None
        }

    def move(self, former: Ladder, ladder: Ladder) -> None:
        """Stand on the same variants of another ladder; on its last rung if it ends below.

        A ladder that the app made shorter meanwhile may end below where a decision set out.
        """
        numbers = {variant.slug: number for number, variant in enumerate(ladder.variants)}
        top = max(
            number
            for number, variant in enumerate(ladder.variants)
            if not variant.only_for_condition or number == 0
        )

        def moved(place: LadderPlace) -> LadderPlace:
            number = numbers.get(former.variants[place.variant].slug)
            if number is None:
                return LadderPlace(variant=top, step=ladder.variants[top].doses - 1)
            return LadderPlace(variant=number, step=place.step)

        self.choices = [
            msgspec.structs.replace(
                point,
                place=moved(point.place),
                decided_from=moved(point.decided_from),
                at_most=point.at_most and moved(point.at_most),
            )
            for point in self.choices
        ]
        self.place, self.decided_from = moved(self.place), moved(self.decided_from)
        self.at_most = self.at_most and moved(self.at_most)

    def put(self, place: LadderPlace) -> None:
        """Stand somewhere else for good, by the person's choice or after a rest."""
        self.place = self.decided_from = place


class Lock(Struct, kw_only=True, omit_defaults=True):
    """A lock in force: by which rule, since when, and whether its clearing was explained."""

    rule: str
    at: datetime
    session: str = ""
    is_explained: bool = False


class DirectionRest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A direction that rests until a date, since the session that asked for it."""

    direction: str
    until: date
    session: str


class PlanState(Struct, kw_only=True, omit_defaults=True):
    """Everything that the next event needs to know of all events before it.

    `at_set_up` is the usual morning as the person first answered it, `through` the key of
    the last event recorded. `locked_for` names what the newest locks were for, so that none
    is locked for twice. `flags` are the red flags in force. `numbers` are the last settled
    mornings that were given as a number, `usual_high_since` the day since when the usual is
    high. `last_on`, `last_at`, `last_session` and `sessions_on_last` are of the newest
    session, `trained_on` and `trained_at` of the newest in which anything was done, and
    `strength_on` of the newest with strength. `severe_days` counts days in a row, up to
    `severe_on`, that began at 8 or more. `discomfort` is the highest number felt outside
    sessions on `discomfort_on`. `week` and `light_week` are Mondays. `pain_days` are the
    exercises eased or swapped for pain, by session day. None means never.
    """

    at_set_up: int = 0
    through: Key | None = None
    exercises: dict[str, ExerciseState] = {}
    locks: list[Lock] = []
    locked_for: list[str] = []
    flags: frozenset[Flag] = frozenset()
    screened_at: datetime | None = None
    rests: list[DirectionRest] = []
    numbers: list[int] = []
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
    weeks: Weeks = msgspec.field(default_factory=Weeks)
    week: date | None = None
    light_week: date | None = None
    pain_days: dict[date, list[str]] = {}

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
        return rule in [lock.rule for lock in self.locks]


def kept_from(state: PlanState) -> dict[str, Any]:
    """The state as a row keeps it, with the version of its shape."""
    plain = msgspec.to_builtins(state, str_keys=True, order="deterministic")
    return {"version": VERSION, **plain}


def state_from(kept: dict[str, Any]) -> PlanState | None:
    """The state that `kept_from` made `kept` of; None if that has another shape."""
    return msgspec.convert(kept, PlanState) if kept.get("version") == VERSION else None


def through_of(kept: dict[str, Any]) -> Key | None:
    """The key of the last event in a kept state of any shape; None before the first."""
    through = kept.get("through")
    return msgspec.convert(through, Key) if through else None


def copy_of(state: PlanState) -> PlanState:
    """The same state once more, so that one may change without the other."""
    return msgspec.convert(msgspec.to_builtins(state), PlanState)


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
