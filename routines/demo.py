"""Twelve weeks of an invented person, written through the product's own code.

The back is sore at first, gets better from week to week, and flares up for nine
days in week six. The person begins with the aim to ease it, then to loosen it, and
then to stay bendy. Most sessions are done; some are missed, short, or stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.health import Health
from routines.coaching.morning import MorningAnswer
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer, StepKey
from routines.coaching.step_hurts import Report
from routines.coaching.week import Wishes
from routines.models import CheckIn, Exercise, PlannedSession, Session, Step, User
from routines.vocabulary import (
    MAIN_PHASES,
    RUNNABLE,
    Aim,
    ChoiceKind,
    ClearedAs,
    MorningWord,
    Phase,
    Status,
    StopReason,
)

WEEKS = 12
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EVENING = time(18, 30)
WAKES_AT = time(7, 40)
AIMS = {0: Aim.EASE, 4: Aim.LOOSEN, 8: Aim.STAY_BENDY}
# The number at the start of a session, by week; in the flare FLARE_POINTS are added.
LEVELS = (3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 0)
FLARE_DAYS = range(35, 44)
FLARE_POINTS = 3
USUAL_MORNING = 2
MISSED = {10, 51}
SHORT = {23, 66}
# Centimetres from the fingertips to the floor, by the week in which they are measured.
REACHED = {0: 24, 4: 20, 8: 15, 11: 12}
CHOICES = {2: ("bridge", ChoiceKind.HOLD), 9: ("childs-pose", ChoiceKind.EASE)}
ACTIVITIES = {
    "Putting on socks": {0: 4, 4: 6, 8: 8, 11: 9},
    "An hour in the garden": {0: 3, 4: 4, 8: 6, 11: 7},
    "Carrying the shopping": {0: 5, 4: 6, 8: 8, 11: 9},
}


class Dice(Protocol):
    """A source of chance, such as a seeded `random.Random`."""

    def random(self) -> float:
        """A number from 0 to below 1."""


class Story:
    """The twelve weeks before the day `until`, for which a session is planned and not begun."""

    def __init__(self, person: User, dice: Dice, *, until: date) -> None:
        self.person = person
        self.dice = dice
        self.begins = until - WEEKS * 7 * DAY
        self.weekdays = tuple(sorted((until.weekday() + days) % 7 for days in (0, 2, 4)))

    def live(self) -> Iterator[int]:
        """Write the weeks one by one; yields each, counted from 0, once it is written."""
        for week in range(WEEKS):
            self._begin_week(week)
            for days in range(7 * week, 7 * week + 7):
                self._live_day(days)
            self._measure(week)
            self._choose(week)
            yield week

    def _at(self, days: int, clock: time) -> datetime:
        return datetime.combine(self.begins + days * DAY, clock, self.person.zone)

    def _begin_week(self, week: int) -> None:
        if week not in AIMS:
            return
        at = self._at(7 * week, time(9))
        if week == 0:
            coaching.locks.answer_red_flags(self.person, [], at=at - 10 * MINUTE)
            coaching.health.record(self.person, Health(), at=at - 8 * MINUTE)
        wishes = Wishes(AIMS[week], self.weekdays, EVENING, minutes=20)
        coaching.week.propose_week(self.person, wishes, at=at)
        coaching.week.accept_week(self.person, at=at + MINUTE)

    def _live_day(self, days: int) -> None:
        at = self._at(days, EVENING)
        self._have_it_checked(at - 60 * MINUTE)
        planned = PlannedSession.objects.waiting().filter(owner=self.person, planned_on=at.date())
        if days == FLARE_DAYS[3]:
            self._ache_on_a_day_off(at - 8 * 60 * MINUTE)
        if days in MISSED or not planned.exists():
            return
        pre = self._level(days)
        answers = Answers(
            pre,
            places=("lower_back",) if pre else (),
            is_five_minutes=days in SHORT,
        )
        check_in = coaching.check_in.begin(planned[0], answers, at=at)
        if check_in.gate in RUNNABLE:
            session = self._do(check_in, at, is_flare=days in FLARE_DAYS)
            self._wake(session, self._at(days + 1, WAKES_AT), days)

    def _have_it_checked(self, at: datetime) -> None:
        """Clear locks that are a week old: a physiotherapist has looked at it."""
        locks = list(self.person.locks.in_force().filter(locked_at__lt=at - 7 * DAY))
        for lock in locks:
            coaching.locks.explain(
                lock,
                cleared_as=ClearedAs.PROFESSIONAL,
                checked_on=(at - DAY).date(),
                note="An overworked back, nothing else. Carry on, and build up slowly.",
                at=at,
            )
        if locks:
            coaching.locks.answer_red_flags(self.person, [], at=at + MINUTE)

    def _level(self, days: int) -> int:
        level = LEVELS[days // 7] + (FLARE_POINTS if days in FLARE_DAYS else 0)
        if self.dice.random() < 0.25:
            level += 1 if self.dice.random() < 0.5 else -1
        return min(max(level, 0), 10)

    def _ache_on_a_day_off(self, at: datetime) -> None:
        note = "Carried boxes all weekend."
        coaching.discomfort.record(self.person, number=5, places=["lower_back"], note=note, at=at)

    def _do(self, check_in: CheckIn, at: datetime, *, is_flare: bool) -> Session:
        session = Session.objects.get(pk=check_in.planned_id)
        steps = list(session.steps.in_order().with_library())
        for minute, step in enumerate(steps, start=1):
            self._answer(step, at + 2 * minute * MINUTE)
        if is_flare and self.dice.random() < 0.7:
            self._stop_one(steps, check_in.pre, at)
        ends = at + 2 * (len(steps) + 1) * MINUTE
        coaching.session_end.close(
            session, after=None, differing=self._felt(steps, check_in.pre), at=ends
        )
        session.refresh_from_db()
        return session

    def _answer(self, step: Step, at: datetime) -> None:
        chance = self.dice.random()
        if chance < 0.02:
            answer = StepAnswer(Status.SKIPPED, 0, StopReason.TIME)
        elif chance < 0.06:
            answer = StepAnswer(Status.PARTIAL, 75, StopReason.TOO_HARD)
        else:
            answer = StepAnswer(Status.DONE, 100)
        key = StepKey(self.person, step.session_id, step.position)
        coaching.step_answers.answer(key, answer, version=step.version, at=at)

    def _stop_one(self, steps: Sequence[Step], pre: int, at: datetime) -> None:
        """Stop the last strength exercise, because it hurts."""
        strength = [step for step in steps if step.phase == "strength"]
        if not strength:
            return
        step = strength[-1]
        key = StepKey(self.person, step.session_id, step.position)
        report = Report(min(pre + 2, 7), "ache", "none", "none", 50, places=["lower_back"])
        coaching.step_hurts.report(key, report, version=1, at=at + 25 * MINUTE)

    def _felt(self, steps: Sequence[Step], pre: int) -> dict[int, Felt]:
        """What felt different, by key of the step: a point more, or a good stretch."""
        felt = {}
        for step in steps:
            chance = self.dice.random()
            if step.phase in MAIN_PHASES and chance < 0.12:
                felt[step.pk] = Felt(pre + 1, "ache")
            elif step.phase == Phase.STRETCH and chance < 0.2:
                felt[step.pk] = Felt(pre, "stretch")
        return felt

    def _wake(self, session: Session, at: datetime, days: int) -> None:
        word, number = MorningWord.SAME, None
        if days in FLARE_DAYS and self.dice.random() < 0.6:
            word, number = MorningWord.WORSE, USUAL_MORNING + 2
        elif self.dice.random() < 0.15:
            number = USUAL_MORNING
        coaching.morning.answer(session, MorningAnswer(word, number), at=at)

    def _measure(self, week: int) -> None:
        if week not in REACHED:
            return
        at = self._at(7 * week + 5, time(10))
        coaching.measures.keep_measure(
            self.person, on=at.date(), centimetres=REACHED[week], landmark="", at=at
        )
        for name, scores in ACTIVITIES.items():
            activity = coaching.measures.name_activity(self.person, name, at=at)
            coaching.measures.score_activity(activity, scores[week], at=at)

    def _choose(self, week: int) -> None:
        """Make the choice of this week, if there is one and the rules offer it."""
        if week in CHOICES:
            slug, kind = CHOICES[week]
            at = self._at(7 * week + 6, time(11))
            options = coaching.own_choices.prospect(self.person, slug, at=at)
            if options and kind in {option.kind for option in options.options}:
                exercise = Exercise.objects.get(slug=slug)
                coaching.own_choices.choose(self.person, exercise, kind, at=at)
