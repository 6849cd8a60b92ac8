"""The plan level: a whole diary, event by event, oldest first (docs/rules.md, The whole plan).

`replay` records a whole diary; `Replay.record` goes on from a state that was kept,
so that a new answer costs a single event. Both write the same ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from routines.progression.diary.events import Event, Key, MorningAfter, events_of, key_of
from routines.progression.diary.values import (
    CheckedIn,
    Diary,
    Discomfort,
    ExerciseAdded,
    GoalChosen,
    Ladder,
    LockExplained,
    RedFlagsAnswered,
    SessionDone,
    UsualMorningSet,
)
from routines.progression.plan_level.choices import choose
from routines.progression.plan_level.decisions import decide_pending
from routines.progression.plan_level.exposures import add_session, record_morning
from routines.progression.plan_level.ledger import Ledger, PlanLine
from routines.progression.plan_level.locks import answer_red_flags, lock_for_flags
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.plan_rules import (
    ONE_DAY,
    half_was_too_much,
    lock_by,
    shared_morning,
    worse_week,
)
from routines.progression.plan_level.state import ExerciseState, PlanState
from routines.progression.plan_level.weeks import monday_of
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.ladder import LadderPlace
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
    """Records events in a state, and keeps the ledger of what came of them.

    `ladders` are in the order of the plan, as far up as the person's highest goal ever.
    """

    def __init__(self, ladders: Sequence[Ladder], state: PlanState) -> None:
        self.whole = {ladder.exercise: ladder for ladder in ladders}
        self.ladders = dict(self.whole)
        self.ranks = {ladder.exercise: rank for rank, ladder in enumerate(ladders)}
        self.state = state
        self.ledger = Ledger()

    def record(self, events: Iterable[Event]) -> None:
        """Take in events; all of them are later than those recorded before."""
        for event in events:
            self._record(event)
            self.state.through = key_of(event)

    def _record(self, event: Event) -> None:
        if isinstance(event, ExerciseAdded):
            self.begin(event)
            return
        self._roll_weeks(event.at)
        match event:
            case CheckedIn():
                self._check_in(event)
            case SessionDone():
                self._session(event)
            case MorningAfter():
                self._morning(event)
            case Discomfort():
                self._discomfort(event)
            case RedFlagsAnswered():
                answer_red_flags(self.state, self.ledger, event.flags, event.at)
            case LockExplained():
                self._clear(event)
            case UsualMorningSet():
                self.state.at_set_up = event.number
            case GoalChosen():
                self._aim(event)
            case _:
                choose(self.state, self.ladders, self.ledger, event)

    def begin(self, event: ExerciseAdded) -> None:
        """Take an exercise into the plan; an exercise that is there already stays as it is."""
        ladder = self.whole.get(event.exercise)
        if ladder is None or event.exercise in self.state.exercises:
            return
        ladder = self.ladders[event.exercise] = ladder.up_to(event.reach)
        place = place_of(ladder, event.variant, event.step)
        rank = self.ranks[event.exercise]
        self.state.exercises[event.exercise] = ExerciseState(
            slug=event.exercise, rank=rank, place=place, decided_from=place
        )

    def _aim(self, event: GoalChosen) -> None:
        """Let the ladder reach up to another goal, and never end below where they stand."""
        exercise = self.state.exercises.get(event.exercise)
        if exercise is None:
            return
        former = self.ladders[event.exercise]
        ladder = self.whole[event.exercise].up_to(event.variant, exercise.variants(former))
        # What stands beside the ladder comes behind its rungs, and so may have moved.
        exercise.move(former, ladder)
        self.ladders[event.exercise] = ladder

    def _check_in(self, event: CheckedIn) -> None:
        state, day = self.state, event.at.date()
        for exercise in state.exercises.values():
            gap = exercise.gap_until(day, state.trained_on)
            exercise.days_off = max(exercise.days_off, gap)
        lock_for_flags(state, self.ledger, event.flags, event.at)
        decide_pending(
            state, self.ladders, self.ledger, event.at, next_pre=event.pre, is_opening=True
        )
        self._end_rests(day)
        state.weeks.record_start(day, event.pre)
        self._record_sore_day(event)
        self._count_severe_days(event.pre, day)
        if state.usual < USUAL_HIGH_FROM:
            state.usual_high_since = None
        elif state.usual_high_since is None:
            state.usual_high_since = day

    def _record_sore_day(self, event: CheckedIn) -> None:
        """A day that began too sore for the session that was planned leaves a line."""
        if event.pre < AMBER_FROM:
            return
        rule = gate_at(self.state, event).rules[0]
        if rule in SORE_DAYS:
            message = Message.of(SORE_DAYS[rule].message_of_day, pre=event.pre)
            self.ledger.add(PlanLine(at=event.at, rule=rule, message=message))

    def _count_severe_days(self, pre: int, day: date) -> None:
        state = self.state
        if pre < SEVERE_FROM:
            state.severe_on, state.severe_days = None, 0
        elif state.severe_on != day:
            in_a_row = state.severe_on == day - ONE_DAY
            state.severe_days = state.severe_days + 1 if in_a_row else 1
            state.severe_on = day

    def _session(self, event: SessionDone) -> None:
        add_session(self.state, self.ladders, self.ledger, event)
        half_was_too_much(self.state, self.ledger, event.at, event.id)
        if event.nerve_stays or any(step.neuro == Neuro.PERSISTENT for step in event.steps):
            lock_by(self.state, self.ledger, "T1", event.at, event.id)
        lock_for_flags(self.state, self.ledger, event.flags, event.at, event.id)

    def _morning(self, event: MorningAfter) -> None:
        state = self.state
        if event.session != state.last_session or state.last_at is None:
            return
        if event.at - state.last_at <= MORNING_COUNTS_FOR:
            record_morning(state, event.morning)
            shared_morning(state, self.ledger, event.at, event.session)
            decide_pending(state, self.ladders, self.ledger, event.at)

    def _discomfort(self, event: Discomfort) -> None:
        """A day outside sessions counts once, with its highest number."""
        state, day, number = self.state, event.at.date(), event.number
        is_first = state.discomfort_on != day
        if not is_first and number <= state.discomfort:
            return
        if not is_first:
            state.weeks.forget(day, state.discomfort)
        state.discomfort_on, state.discomfort = day, number
        state.weeks.record_morning(day, number)
        state.weeks.record_start(day, number)
        if is_first and number - state.usual <= SETTLED_WITHIN:
            state.record_settled(number)

    def _clear(self, event: LockExplained) -> None:
        for lock in self.state.locks:
            if event.rule in ("", lock.rule):
                lock.is_explained = True

    def _roll_weeks(self, at: datetime) -> None:
        """Begin a new week: see whether the last week was worse than the week before it."""
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
        directions = {rest.direction for rest in over}
        for exercise in state.exercises.values():
            rested = exercise.rests_until is not None and exercise.rests_until < day
            if rested or (directions and self.direction_of(exercise) in directions):
                exercise.put(LadderPlace(variant=0, step=0))
                exercise.rests_until = None
                exercise.is_back = True
        state.rests = [rest for rest in state.rests if rest not in over]

    def direction_of(self, exercise: ExerciseState) -> str:
        """The direction of the variant where the exercise stands now."""
        return self.ladders[exercise.slug].variants[exercise.place.variant].direction

    def rests_until(self, slug: str) -> date | None:
        """The last day on which an exercise rests, for its own sake or its direction's."""
        exercise = self.state.exercises[slug]
        ends = [
            rest.until for rest in self.state.rests if rest.direction == self.direction_of(exercise)
        ]
        if exercise.rests_until is not None:
            ends.append(exercise.rests_until)
        return max(ends, default=None)


def place_of(ladder: Ladder, variant: str, step: int) -> LadderPlace:
    """The place of a variant and step; the nearest if the ladder has changed."""
    for number, rung in enumerate(ladder.variants):
        if rung.slug == variant:
            return LadderPlace(variant=number, step=min(step, rung.doses - 1))
    return LadderPlace(variant=0, step=0)


def replay(diary: Diary, through: Key | None = None) -> Replay:
    """A diary, recorded from its first day: whole, or as far as the event of a key."""
    replayed = Replay(diary.ladders, PlanState(at_set_up=diary.usual_morning))
    events = events_of(diary)
    replayed.record(event for event in events if through is None or key_of(event) <= through)
    return replayed
