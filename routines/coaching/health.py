"""What a person tells of their health: what asks for a word first, and what tailors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from routines.coaching.fitting import FitChange, fit_to_health
from routines.coaching.ledger import moment_for
from routines.models import Screening, User

DOUBLE_TAP = timedelta(seconds=10)


class WaitsForWord(Exception):
    """A professional has still to say that the person may exercise, so nothing begins."""


@dataclass(frozen=True)
class Health:
    """What a person told of their health (EVIDENCE 4.3, groups C and D).

    `conditions` change the plan; `due_on` and `born_on` say when two of them are in
    force. `cautions` ask for a professional's word first, and `may_exercise_on` is the
    day on which it came. `harmless` was told too, and changes nothing.
    """

    conditions: frozenset[str] = frozenset()
    due_on: date | None = None
    born_on: date | None = None
    cautions: frozenset[str] = frozenset()
    may_exercise_on: date | None = None
    harmless: frozenset[str] = frozenset()

    @property
    def waits_for_word(self) -> bool:
        """Whether a professional has to be asked before anything is planned or begun."""
        return bool(self.cautions) and self.may_exercise_on is None


@transaction.atomic
def tell_health(person: User, health: Health, *, at: datetime) -> tuple[FitChange, ...]:
    """Keep what the person told of their health; what that changes of the week that runs.

    The plan waits where a professional's word is missing.
    The red-flag questions are no part of it, so that it clears no pause.
    """
    held = User.objects.hold(person)
    waits_since = held.waits_for_word_since or person.date_at(at)
    said: dict[str, Any] = {
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
    newest = person.screenings.of_health().filter(answered_at__gt=at - DOUBLE_TAP).newest()
    if newest is not None and _says(newest, said) and _says(held, kept):
        return ()
    at = moment_for(person, at)
    Screening.objects.create(owner=person, answered_at=at, answered_on=person.date_at(at), **said)
    person.keep_health(**kept)
    return fit_to_health(person, at=at)


def _says(row: Screening | User, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


@transaction.atomic
def tell_word(person: User, *, said_on: date, at: datetime) -> None:
    """Keep that a professional has said on a day that the person may exercise."""
    held = User.objects.hold(person)
    newest = held.screenings.of_health().newest()
    if held.waits_for_word_since is None or newest is None:
        return
    at = moment_for(held, at)
    Screening.objects.create(
        owner=held,
        answered_at=at,
        answered_on=held.date_at(at),
        cautions=newest.cautions,
        may_exercise_on=said_on,
        conditions=newest.conditions,
    )
    held.waits_for_word_since = None
    held.save(update_fields=["waits_for_word_since"])
