"""Discomfort outside sessions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for, recompute
from routines.models import Discomfort, User


class DiscomfortChanged(Exception):
    """It was changed meanwhile, perhaps in another tab; `stored` is its row."""

    def __init__(self, stored: Discomfort) -> None:
        super().__init__("the discomfort was changed elsewhere")
        self.stored = stored


@transaction.atomic
def record(
    person: User, *, number: int, places: Collection[str], note: str, at: datetime
) -> Discomfort:
    """Keep discomfort outside a session; `number` is from 0 to 10, of the day as a whole.

    It counts for the usual morning and the week.
    """
    User.objects.for_update(person)
    at = moment_for(person, at)
    row = Discomfort.objects.create(
        owner=person,
        felt_at=at,
        felt_on=person.date_at(at),
        number=number,
        places=sorted(places),
        note=note,
    )
    decide_pending(person, at=at)
    return row


@transaction.atomic
def correct(
    row: Discomfort,
    *,
    number: int,
    places: Collection[str],
    note: str,
    instead_of: str,
    at: datetime,
) -> None:
    """Change what was told, and decide everything anew.

    `instead_of` is the fingerprint of what the person saw. Raises DiscomfortChanged where
    it says something else by now; the same answer is one answer.
    """
    person = User.objects.for_update(row.owner)
    row = person.discomforts.get(pk=row.pk)
    before, row.number, row.places, row.note = row.fingerprint, number, sorted(places), note
    if row.fingerprint == before:
        return
    if before != instead_of:
        row.refresh_from_db()
        raise DiscomfortChanged(row)
    row.save(update_fields=["number", "places", "note"])
    recompute(person, at=moment_for(person, at), corrected=row.felt_on)
