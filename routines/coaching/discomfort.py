"""Discomfort that is told outside a session."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for
from routines.models import Discomfort, User

DOUBLE_TAP = timedelta(seconds=10)


@transaction.atomic
def record(
    person: User, *, number: int, places: Collection[str], note: str, at: datetime
) -> Discomfort:
    """Keep discomfort outside a session; it counts for the usual morning and the week."""
    User.objects.for_update(person)
    said = {"number": number, "places": sorted(places), "note": note}
    before = person.discomforts.filter(felt_at__gt=at - DOUBLE_TAP, **said).first()
    if before is not None:
        return before
    at = moment_for(person, at)
    row = Discomfort.objects.create(
        owner=person,
        felt_at=at,
        felt_on=person.date_at(at),
        **said,
    )
    decide_pending(person, at=at)
    return row
