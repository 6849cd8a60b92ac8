"""Discomfort outside sessions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for
from routines.models import Discomfort, User


@transaction.atomic
def record(
    person: User, *, number: int, places: Collection[str], note: str, at: datetime
) -> Discomfort:
    """Keep discomfort outside a session; `number` is from 0 to 10, of the day as a whole.

    It counts for the usual morning and the week.
    """
    User.objects.for_update(person)
    kept = {"number": number, "places": sorted(places), "note": note}
    at = moment_for(person, at)
    row = Discomfort.objects.create(
        owner=person,
        felt_at=at,
        felt_on=person.date_at(at),
        **kept,
    )
    decide_pending(person, at=at)
    return row
