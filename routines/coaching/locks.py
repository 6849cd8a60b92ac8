"""Locks of the plan: the red-flag questions that set and end them, and explaining one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for
from routines.models import Lock, Screening, User

DOUBLE_TAP = timedelta(seconds=10)


@transaction.atomic
def answer_red_flags(person: User, flags: Iterable[str], *, at: datetime) -> Screening:
    """Keep the answers to the red-flag questions.

    A yes pauses the plan. None of these clears what the person has explained.
    """
    User.objects.for_update(person)
    is_explained = person.locks.explained().exists()
    asked = person.screenings.of_red_flags()
    newest = asked.filter(answered_at__gt=at - DOUBLE_TAP).newest()
    if newest is not None and newest.flags == sorted(flags) and not is_explained:
        return newest
    at = moment_for(person, at)
    screening = Screening.objects.create(
        owner=person, answered_at=at, answered_on=person.date_at(at), flags=sorted(flags)
    )
    decide_pending(person, at=at)
    return screening


@transaction.atomic
def explain(
    lock: Lock, *, cleared_as: str, checked_on: date | None, note: str, at: datetime
) -> None:
    """Keep how a pause is cleared; answering the red-flag questions again is what ends it."""
    person = User.objects.for_update(lock.owner)
    at = moment_for(person, at)
    lock.explain(cleared_as=cleared_as, checked_on=checked_on, note=note, at=at)
    decide_pending(person, at=at)
