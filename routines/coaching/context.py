"""What surrounds one exercise's exposures, read from one person's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import Q

from routines.coaching.exposures import felt_of
from routines.coaching.ladders import Ladders
from routines.models import (
    CurrentDose,
    Decision,
    Session,
    Spread,
    Status,
    Step,
    StopReason,
    User,
    Verdict,
)
from routines.models.diary import days_between
from routines.models.terms import STRENGTH_KINDS
from routines.progression import Context

WEEK_DAYS = 7
NEVER_STEPPED_UP_DAYS = 99
AMBER_FROM = 4
RED_FROM = 6


@dataclass(frozen=True)
class Day:
    """When the rules are asked, and what is known of the session to come."""

    at: datetime
    today: date
    next_on: date
    next_pre: int | None = None


@dataclass(frozen=True)
class StepUp:
    """One time that an exercise stepped up."""

    exercise_id: int
    is_strength: bool
    session_id: UUID
    made_at: datetime


class Surroundings:
    """The context of PROGRESSION 2 as far as one person's log gives it simply.

    Filled: days since the last session and since the last step up, the place
    on the ladder, attribution of a bad morning, strength exercises stepped up
    in the last seven days, sessions on the same day, and the exercises that
    spread or were red in that session. Left at its default: the volume ratio,
    the weeks without change, and the flags, which the gate has already seen.
    """

    def __init__(self, person: User, ladders: Ladders, day: Day) -> None:
        self.person = person
        self.ladders = ladders
        self.day = day
        last = person.sessions.closed().trained().newest_first().first()
        self.days_off = days_between(last.started_on, day.next_on) if last else 0
        self._steps_up = [
            StepUp(
                row.exercise_id, row.exercise.kind in STRENGTH_KINDS, row.session_id, row.made_at
            )
            for row in person.decisions.filter(
                verdict=Verdict.PROGRESS,
                made_at__gt=day.at - timedelta(days=NEVER_STEPPED_UP_DAYS),
            ).select_related("exercise")
        ]
        self._together = cache(self._load_together)
        self._same_day = cache(self._count_same_day)

    def note(self, decision: Decision) -> None:
        """Remember a step up, so that the exercises after this one see it."""
        if decision.verdict == Verdict.PROGRESS:
            is_strength = decision.exercise.kind in STRENGTH_KINDS
            self._steps_up.append(
                StepUp(decision.exercise_id, is_strength, decision.session_id, decision.made_at)
            )

    def forget(self, decision: Decision) -> None:
        """Forget a step up that was taken back."""
        self._steps_up = [
            step_up
            for step_up in self._steps_up
            if (step_up.exercise_id, step_up.session_id)
            != (decision.exercise_id, decision.session_id)
        ]

    def context(self, current: CurrentDose, newest: Step) -> Context:
        """The context for deciding `current` after its step `newest`."""
        place = self.ladders.place(current)
        usable = self.ladders.usable(current)
        session = newest.session
        direction = newest.dose.variant.direction
        together = self._together(session)
        return Context(
            days_since_last_session=self.days_off,
            days_since_progressed=self._days_since_step_up(current.exercise_id),
            bad_morning_attributed=self._is_attributed(newest, together),
            step=place.step,
            max_step=len(usable[place.variant].doses) - 1,
            variant=place.variant,
            variants=len(usable),
            strength=current.exercise.kind in STRENGTH_KINDS,
            others_progressed_this_week=self._others_stepped_up(current.exercise_id),
            sessions_same_day=self._same_day(session.started_on),
            other_directions_spread=sum(
                step.spread == Spread.FURTHER and step.dose.variant.direction != direction
                for step in together
            ),
            same_direction_red=sum(
                felt_of(step) >= RED_FROM and step.dose.variant.direction == direction
                for step in together
            ),
            next_pre=self.day.next_pre,
        )

    def _load_together(self, session: Session) -> list[Step]:
        steps = session.steps.filter(
            Q(status__in=[Status.DONE, Status.PARTIAL]) | Q(stop_reason=StopReason.PAIN)
        )
        found = list(steps.select_related("dose__variant"))
        for step in found:
            step.session = session
        return found

    def _count_same_day(self, day: date) -> int:
        return self.person.sessions.filter(started_on=day).count()

    def _days_since_step_up(self, exercise_id: int) -> int:
        dates = [
            self.person.date_at(step_up.made_at)
            for step_up in self._steps_up
            if step_up.exercise_id == exercise_id
        ]
        return days_between(max(dates), self.day.today) if dates else NEVER_STEPPED_UP_DAYS

    def _others_stepped_up(self, exercise_id: int) -> int:
        since = self.day.today - timedelta(days=WEEK_DAYS)
        return len(
            {
                step_up.exercise_id
                for step_up in self._steps_up
                if step_up.is_strength
                and step_up.exercise_id != exercise_id
                and self.person.date_at(step_up.made_at) > since
            }
        )

    def _is_attributed(self, newest: Step, together: list[Step]) -> bool:
        """Whether a bad morning is put down to this exercise (PROGRESSION 6).

        To those at 4 or more during; else to those stepped up in the week
        before; else to none.
        """
        amber = {step.exercise_id for step in together if felt_of(step) >= AMBER_FROM}
        if amber:
            return newest.exercise_id in amber
        return self._days_since_step_up(newest.exercise_id) < WEEK_DAYS
