"""The plan level: a whole diary told event by event, oldest first (PROGRESSION 6).

`replay` tells a whole diary; `Replay.tell` goes on from a state that was kept,
so that one new answer costs one event. Both write the same ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from routines.progression.diary.events import Event, MorningAfter, events_of, key_of
from routines.progression.diary.values import (
    Aimed,
    Begun,
    CheckedIn,
    Cleared,
    Diary,
    Discomfort,
    DoneSession,
    Ladder,
    Screened,
    ToldUsual,
)
from routines.progression.plan_level.choices import choose
from routines.progression.plan_level.decisions import settle
from routines.progression.plan_level.exposures import add_session, tell_morning
from routines.progression.plan_level.ledger import Ledger, PlanLine
from routines.progression.plan_level.locks import pause_for_flags, screen
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.plan_rules import (
    ONE_DAY,
    half_was_too_much,
    pause,
    shared_morning,
    worse_week,
)
from routines.progression.plan_level.state import Standing, State
from routines.progression.plan_level.weeks import monday_of
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.ladder import Place
from routines.progression.rules.results import Message
from routines.progression.rules.thresholds import (
    AMBER_FROM,
    MORNING_HOURS,
    SETTLED_WITHIN,
    SEVERE_FROM,
    USUAL_HIGH_FROM,
)
from routines.vocabulary import Neuro

MORNING_COUNTS_FOR = timedelta(hours=MORNING_HOURS)
# What the gate says to a day that begins sorer than the session asks for.
SORE_DAYS = {rule.id: rule for rule in BEFORE if rule.is_sore_day}


class Replay:
    """Tells events to a state, and keeps the ledger of what came of them.

    `ladders` are in the order of the plan, as far up as the person ever aimed.
    """

    def __init__(self, ladders: Sequence[Ladder], state: State) -> None:
        self.whole = {ladder.exercise: ladder for ladder in ladders}
        self.ladders = dict(self.whole)
        self.ranks = {ladder.exercise: rank for rank, ladder in enumerate(ladders)}
        self.state = state
        self.ledger = Ledger()

    def tell(self, events: Iterable[Event]) -> None:
        """Take in events, which come after all that were told before."""
        for event in events:
            self._tell(event)
            self.state.through = key_of(event)

    def _tell(self, event: Event) -> None:
        if isinstance(event, Begun):
            self.begin(event)
            return
        self._roll_weeks(event.at)
        match event:
            case CheckedIn():
                self._check_in(event)
            case DoneSession():
                self._session(event)
            case MorningAfter():
                self._morning(event)
            case Discomfort():
                self._discomfort(event)
            case Screened():
                screen(self.state, self.ledger, event.flags, event.at)
            case Cleared():
                self._clear(event)
            case ToldUsual():
                self.state.at_set_up = event.number
            case Aimed():
                self._aim(event)
            case _:
                choose(self.state, self.ladders, self.ledger, event)

    def begin(self, event: Begun) -> None:
        """Take an exercise into the plan; one that is there already stays as it is."""
        ladder = self.whole.get(event.exercise)
        if ladder is None or event.exercise in self.state.standings:
            return
        ladder = self.ladders[event.exercise] = ladder.up_to(event.reach)
        place = place_of(ladder, event.variant, event.step)
        rank = self.ranks[event.exercise]
        self.state.standings[event.exercise] = Standing(event.exercise, rank, place, place)

    def _aim(self, event: Aimed) -> None:
        """Let the ladder reach up to another goal, and never end below where they stand."""
        standing = self.state.standings.get(event.exercise)
        if standing is None:
            return
        former = self.ladders[event.exercise]
        ladder = self.whole[event.exercise].up_to(event.variant, standing.variants(former))
        # What stands beside the ladder comes behind its rungs, and so may have moved.
        standing.move(former, ladder)
        self.ladders[event.exercise] = ladder

    def _check_in(self, event: CheckedIn) -> None:
        state, day = self.state, event.at.date()
        for standing in state.standings.values():
            gap = standing.gap_until(day, state.trained_on)
            standing.days_off = max(standing.days_off, gap)
        pause_for_flags(state, self.ledger, event.flags, event.at)
        settle(state, self.ladders, self.ledger, event.at, next_pre=event.pre, is_opening=True)
        self._end_rests(day)
        state.weeks.tell_start(day, event.pre)
        self._tell_what_the_day_asked_for(event)
        self._count_severe_days(event.pre, day)
        if state.usual < USUAL_HIGH_FROM:
            state.usual_high_since = None
        elif state.usual_high_since is None:
            state.usual_high_since = day

    def _tell_what_the_day_asked_for(self, event: CheckedIn) -> None:
        """A day that began too sore for the session that was planned leaves a line."""
        if event.pre < AMBER_FROM:
            return
        rule = gate_at(self.state, event).rules[0]
        if rule in SORE_DAYS:
            message = Message.of(SORE_DAYS[rule].message_of_day, pre=event.pre)
            self.ledger.add(PlanLine(event.at, rule, message))

    def _count_severe_days(self, pre: int, day: date) -> None:
        state = self.state
        if pre < SEVERE_FROM:
            state.severe_on, state.severe_days = None, 0
        elif state.severe_on != day:
            in_a_row = state.severe_on == day - ONE_DAY
            state.severe_days = state.severe_days + 1 if in_a_row else 1
            state.severe_on = day

    def _session(self, event: DoneSession) -> None:
        add_session(self.state, self.ladders, self.ledger, event)
        half_was_too_much(self.state, self.ledger, event.at, event.id)
        if event.nerve_stays or any(step.neuro == Neuro.PERSISTENT for step in event.steps):
            pause(self.state, self.ledger, "T1", event.at, event.id)
        pause_for_flags(self.state, self.ledger, event.flags, event.at, event.id)

    def _morning(self, event: MorningAfter) -> None:
        state = self.state
        if event.session != state.last_session or state.last_at is None:
            return
        if event.at - state.last_at <= MORNING_COUNTS_FOR:
            tell_morning(state, event.morning)
            shared_morning(state, self.ledger, event.at, event.session)
            settle(state, self.ladders, self.ledger, event.at)

    def _discomfort(self, event: Discomfort) -> None:
        """A day outside sessions counts once, with its highest number."""
        state, day, number = self.state, event.at.date(), event.number
        is_first = state.discomfort_on != day
        if not is_first and number <= state.discomfort:
            return
        if not is_first:
            state.weeks.forget(day, state.discomfort)
        state.discomfort_on, state.discomfort = day, number
        state.weeks.tell_morning(day, number)
        state.weeks.tell_start(day, number)
        if is_first and number - state.usual <= SETTLED_WITHIN:
            state.tell_settled(number)

    def _clear(self, event: Cleared) -> None:
        for one in self.state.pauses:
            if event.rule in ("", one.rule):
                one.is_explained = True

    def _roll_weeks(self, at: datetime) -> None:
        """When a week begins: was the last one worse than the one before it?"""
        state = self.state
        monday = monday_of(at.date())
        if state.week == monday:
            return
        state.week = monday
        state.weeks.forget_before(monday)
        state.weeks_without_change = state.weeks.without_change(monday)
        worse_week(state, self.ledger, at, monday)

    def _end_rests(self, day: date) -> None:
        """Bring back what rested until before `day`, at the easiest variant."""
        state = self.state
        over = [rest for rest in state.rests if rest.until < day]
        ways = {rest.direction for rest in over}
        for standing in state.standings.values():
            rested = standing.rests_until is not None and standing.rests_until < day
            if rested or (ways and self.direction_of(standing) in ways):
                standing.put(Place(0, 0))
                standing.rests_until = None
                standing.is_back = True
        state.rests = [rest for rest in state.rests if rest not in over]

    def direction_of(self, standing: Standing) -> str:
        """Which way the back moves in the variant where the exercise stands now."""
        return self.ladders[standing.exercise].variants[standing.place.variant].direction

    def rests_until(self, exercise: str) -> date | None:
        """The last day on which an exercise rests, for its own sake or its direction's."""
        standing = self.state.standings[exercise]
        ends = [
            rest.until for rest in self.state.rests if rest.direction == self.direction_of(standing)
        ]
        if standing.rests_until is not None:
            ends.append(standing.rests_until)
        return max(ends, default=None)


def place_of(ladder: Ladder, variant: str, step: int) -> Place:
    """The place of a variant and step; the nearest one when the ladder has changed."""
    for number, rung in enumerate(ladder.variants):
        if rung.slug == variant:
            return Place(number, min(step, rung.doses - 1))
    return Place(0, 0)


def replay(diary: Diary) -> Replay:
    """A whole diary, told from its first day."""
    told = Replay(diary.ladders, State(at_set_up=diary.usual_morning))
    told.tell(events_of(diary))
    return told
