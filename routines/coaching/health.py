"""A person's health: what a professional must clear first, and what changes the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from routines.coaching import candidates
from routines.coaching.candidates import Candidate, PersonDay
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import decide_pending, moment_for
from routines.coaching.session_steps import ladders_of
from routines.coaching.step_answers import skip
from routines.coaching.week import refit
from routines.library.schema import read_session
from routines.models import (
    Dose,
    Exercise,
    RoutineItem,
    Screening,
    Session,
    User,
    WeeklyPlan,
)
from routines.models.person import TERM
from routines.vocabulary import Aim, Condition, SwapCause

# Answers that are no condition themselves: a further question says which condition it is,
# or since when.
DISC, BIRTH, HERNIA, BLOOD_PRESSURE = "disc", "birth", "hernia", "blood_pressure"
# Kept beside the conditions: answers that change nothing in the plan, so that the form can
# show them again.
DISC_CALM, BLOOD_PRESSURE_CONTROLLED = "disc_calm", "blood_pressure_controlled"
WORSE_WITH = {
    "bending": {Condition.FLEXION_SENSITIVE},
    "arching": {Condition.EXTENSION_SENSITIVE},
    "both": {Condition.FLEXION_SENSITIVE, Condition.EXTENSION_SENSITIVE},
    "neither": set(),
}
WEEK = timedelta(weeks=1)


class ClearanceMissing(Exception):
    """A professional has still to say that the person may exercise."""


@dataclass(frozen=True)
class Health:
    """What a person answered about their health.

    `conditions` change the plan; `due_on` and `born_on` are the days of a birth to come
    or past, which say when two of them are in force. `cautions` need a professional's
    clearance first; `may_exercise_on` is the day on which it was given, None before.
    `harmless` are answers that change nothing.
    """

    conditions: frozenset[str] = frozenset()
    due_on: date | None = None
    born_on: date | None = None
    cautions: frozenset[str] = frozenset()
    may_exercise_on: date | None = None
    harmless: frozenset[str] = frozenset()

    @classmethod
    def from_answers(
        cls,
        *,
        ticked: Collection[str],
        worse_with: str | None,
        is_controlled: bool,
        week: int | None,
        born_on: date | None,
        cautions: Collection[str],
        may_exercise_on: date | None,
        today: date,
    ) -> Health:
        """What a person answered, question by question, on `today`.

        `ticked` are conditions and the answers above that are none. `worse_with` is a key of
        WORSE_WITH, None without a disc problem; `is_controlled` is about high blood pressure.
        `week` is that of a pregnancy, and `born_on` the day of a birth or a surgery; None
        where there is none.
        """
        conditions = {str(name) for name in ticked if name in Condition}
        harmless = set()
        if DISC in ticked and worse_with:
            conditions |= {str(condition) for condition in WORSE_WITH[worse_with]}
            harmless |= {DISC_CALM} if worse_with == "neither" else set()
        if BLOOD_PRESSURE in ticked and is_controlled:
            harmless.add(BLOOD_PRESSURE_CONTROLLED)
        elif BLOOD_PRESSURE in ticked:
            conditions.add(str(Condition.HIGH_BLOOD_PRESSURE))
        if {BIRTH, HERNIA} & set(ticked):
            conditions.add(str(Condition.AFTER_BIRTH))
        return cls(
            conditions=frozenset(conditions),
            due_on=today + TERM - week * WEEK if week else None,
            # A hernia has no day that ends it: it stays until the person unticks it.
            born_on=None if HERNIA in ticked else born_on,
            cautions=frozenset(cautions),
            may_exercise_on=may_exercise_on,
            harmless=frozenset(harmless),
        )

    @property
    def waits_for_word(self) -> bool:
        """Whether a professional has still to clear the person for exercise."""
        return bool(self.cautions) and self.may_exercise_on is None


class HealthToldMeanwhile(Exception):
    """Something else was told of health since the page was drawn; `newest` is its row."""

    def __init__(self, newest: Screening) -> None:
        super().__init__("health was told meanwhile")
        self.newest = newest


@transaction.atomic
def record(
    person: User, health: Health, *, seen: int | None = None, at: datetime
) -> tuple[FitChange, ...]:
    """Keep what the person answered about their health, and fit the plan to it.

    Gives what that changes in the week that runs. The plan waits where a professional's
    clearance is missing. It answers no red-flag question, so it ends no lock.

    `seen` is the id of the screening that the page began with, 0 for none; None where
    nobody says. Raises HealthToldMeanwhile where another one says something else by now;
    the same answers are one answer.
    """
    locked = User.objects.for_update(person)
    waits_since = locked.waits_for_word_since or person.date_at(at)
    answers: dict[str, Any] = {
        "cautions": sorted(health.cautions),
        "may_exercise_on": health.may_exercise_on,
        "conditions": sorted(health.conditions | health.harmless),
    }
    kept: dict[str, Any] = {
        "conditions": sorted(health.conditions),
        "due_on": health.due_on,
        "born_on": health.born_on,
        "waits_for_word_since": waits_since if health.waits_for_word else None,
    }
    newest = person.screenings.of_health().newest()
    if newest is not None and seen not in (None, newest.pk):
        if not (_holds(newest, answers) and _holds(locked, kept)):
            raise HealthToldMeanwhile(newest)
        return ()
    at = moment_for(person, at)
    Screening.objects.create(
        owner=person, answered_at=at, answered_on=person.date_at(at), **answers
    )
    person.keep_health(**kept)
    return fit_plan(person, at=at)


def _holds(row: Screening | User, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


class WordToldBefore(Exception):
    """Another day was told already; `newest` is the screening that holds it."""

    def __init__(self, newest: Screening) -> None:
        super().__init__("the clearance was told before")
        self.newest = newest


@transaction.atomic
def record_clearance(person: User, *, said_on: date, at: datetime) -> None:
    """Keep that a professional has said, on the day `said_on`, that the person may exercise.

    Raises WordToldBefore where the plan waits for none, because another day was told.
    """
    person = User.objects.for_update(person)
    newest = person.screenings.of_health().newest()
    if newest is None:
        return
    if person.waits_for_word_since is None:
        if newest.may_exercise_on not in (None, said_on):
            raise WordToldBefore(newest)
        return
    at = moment_for(person, at)
    Screening.objects.create(
        owner=person,
        answered_at=at,
        answered_on=person.date_at(at),
        cautions=newest.cautions,
        may_exercise_on=said_on,
        conditions=newest.conditions,
    )
    person.waits_for_word_since = None
    person.save(update_fields=["waits_for_word_since"])


class FitChange(NamedTuple):
    """What health changes of an exercise in the week that runs.

    `dose` is what is done now: of the exercise itself, or of the `stand_in` that took its
    place; None where the place is gone.
    """

    exercise: Exercise
    was: Dose
    dose: Dose | None = None
    stand_in: Exercise | None = None


def fit_plan(person: User, *, at: datetime) -> tuple[FitChange, ...]:
    """Make the plan suit the conditions in force at `at`; gives what that changes in the week.

    A dose that no longer suits goes down to the nearest form that does. An exercise that
    suits in no form gives its place to another, or loses it. Both are left out of a
    session that is begun. Nothing goes up, and where nothing changed nothing is written.
    """
    if person.fitted_for == sorted(person.conditions_on(person.date_at(at))):
        return ()
    changes = _fit(person, at)
    person.refresh_from_db(fields=["fitted_for"])
    return changes


@transaction.atomic
def _fit(person: User, at: datetime) -> tuple[FitChange, ...]:
    person = User.objects.for_update(person)
    person.fitted_for = sorted(person.conditions_on(person.date_at(at)))
    person.save(update_fields=["fitted_for"])
    ladders = Ladders(person.fitted_for)
    person.weekly_plans.proposed().delete()
    has_begun = person.sessions.exists()
    changes = []
    for current in ladders.currents_of(person):
        if ladders.suits(current.exercise) and not ladders.stored_dose_suits(current):
            was, current.dose = current.dose, ladders.nearest(current)
            if current.is_in_week:
                changes.append(FitChange(current.exercise, was, current.dose))
            if not has_begun:
                current.first_dose = current.dose
            current.save(update_fields=["dose", "first_dose"])
    plans = list(person.weekly_plans.active())
    for plan in plans:
        changes += _replace_what_does_not_suit(plan, ladders, at)
    decide_pending(person, at=at)
    for plan in plans:
        refit(plan, ladders)
    for session in person.sessions.open().select_related("check_in"):
        _leave_out_what_does_not_suit(session, person, at)
    return tuple(changes)


def _leave_out_what_does_not_suit(session: Session, person: User, at: datetime) -> None:
    """Leave out the waiting steps of a session that was begun before health changed."""
    ladders = ladders_of(session, person)
    waiting = session.steps.waiting()
    unfit = [step.pk for step in waiting.with_library() if not ladders.suits_at(step.dose)]
    skip(waiting.filter(pk__in=unfit), at)


def _replace_what_does_not_suit(
    plan: WeeklyPlan, ladders: Ladders, at: datetime
) -> Iterator[FitChange]:
    for item in RoutineItem.objects.filter(routine__plan=plan).for_display():
        if item.instead_of and not ladders.suits(item.instead_of.exercise):
            item.instead_of = None
            item.save(update_fields=["instead_of"])
        if ladders.suits(item.current.exercise):
            continue
        exercise, was = item.current.exercise, item.current.dose
        stand_in = find_stand_in(item, ladders, at)
        if stand_in is None:
            yield FitChange(exercise, was)
            item.delete()
            continue
        yield FitChange(exercise, was, stand_in.dose, stand_in.exercise)
        item.current = candidates.begin(item.owner, stand_in.exercise, stand_in.dose, ladders, at)
        item.save(update_fields=["current"])


def find_stand_in(item: RoutineItem, ladders: Ladders, at: datetime) -> Candidate | None:
    """What may take the place of an exercise for good: one of its swaps, else a gentle move.

    Writes nothing.
    """
    day = PersonDay(item.owner, item.owner.date_at(at))
    cause = candidates.reason_for(item.instead_of, day.on) if item.instead_of else SwapCause.LOAD
    gentle_moves = [
        (slug, ladders.exercises[slug].starts[Aim.EASE]) for slug in read_session().support
    ]
    return next(
        candidates.find(
            day,
            ladders,
            [*candidates.swaps_of(item.current.exercise, cause), *gentle_moves],
            taken=candidates.slugs_in_routine(item),
            is_off_the_knees=candidates.stays_off_the_knees(
                (item.current, item.instead_of), day.on
            ),
        ),
        None,
    )
