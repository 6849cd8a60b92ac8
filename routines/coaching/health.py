"""A person's health: what a professional must clear first, and what changes the plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from routines.coaching.ledger import moment_for
from routines.coaching.plan_fit import FitChange, fit_plan
from routines.models import (
    Screening,
    User,
)
from routines.models.person import TERM
from routines.vocabulary import Condition

# Answers that are no condition themselves: a further question says which condition it is,
# or since when.
DISC, BIRTH, HERNIA, BLOOD_PRESSURE = "disc", "birth", "hernia", "blood_pressure"
# Kept beside the conditions: answers that change nothing in the plan by themselves, so that
# the form can show them again.
DISC_CALM, BLOOD_PRESSURE_CONTROLLED = "disc_calm", "blood_pressure_controlled"
DISC_UNKNOWN, BLOOD_PRESSURE_UNKNOWN = "disc_unknown", "blood_pressure_unknown"
BIRTH_UNKNOWN = "birth_unknown"
WORSE_WITH = {
    "bending": {Condition.FLEXION_SENSITIVE},
    "arching": {Condition.EXTENSION_SENSITIVE},
    "both": {Condition.FLEXION_SENSITIVE, Condition.EXTENSION_SENSITIVE},
    "neither": set(),
    "unknown": {Condition.FLEXION_SENSITIVE, Condition.EXTENSION_SENSITIVE},
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
    `harmless` are answers that change nothing by themselves.
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
        is_controlled: bool | None,
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

        What the person does not know counts as the answer that asks for more care: a disc
        problem as one that bending and arching both make worse, blood pressure
        (`is_controlled` is None) as not controlled, a pregnancy (`week` is None) as past
        its 16th week until they tell the week or untick it, and a birth or a surgery
        (`born_on` is None) as of `today`.
        """
        conditions = {str(name) for name in ticked if name in Condition}
        harmless = set()
        if DISC in ticked and worse_with:
            conditions |= {str(condition) for condition in WORSE_WITH[worse_with]}
            harmless |= {DISC_CALM} if worse_with == "neither" else set()
            harmless |= {DISC_UNKNOWN} if worse_with == "unknown" else set()
        if BLOOD_PRESSURE in ticked and is_controlled:
            harmless.add(BLOOD_PRESSURE_CONTROLLED)
        elif BLOOD_PRESSURE in ticked:
            conditions.add(str(Condition.HIGH_BLOOD_PRESSURE))
            harmless |= {BLOOD_PRESSURE_UNKNOWN} if is_controlled is None else set()
        if {BIRTH, HERNIA} & set(ticked):
            conditions.add(str(Condition.AFTER_BIRTH))
        # A hernia has no day that ends it: it stays until the person unticks it.
        if HERNIA in ticked:
            born_on = None
        elif BIRTH in ticked and born_on is None:
            born_on = today
            harmless.add(BIRTH_UNKNOWN)
        return cls(
            conditions=frozenset(conditions),
            due_on=today + TERM - week * WEEK if week else None,
            born_on=born_on,
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
