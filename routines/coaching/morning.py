"""The morning after a session."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for, recompute
from routines.models import Decision, MorningReport, Session, User

DOUBLE_TAP = timedelta(seconds=10)


@transaction.atomic
def answer(
    session: Session, *, word: str, number: int | None, spread_stays: bool, at: datetime
) -> list[Decision]:
    """Keep the morning report of a session, and decide what comes next.

    A report that was there already is corrected, and everything decided anew.
    """
    person = User.objects.for_update(session.owner)
    at = moment_for(person, at)
    morning, is_new = MorningReport.objects.update_or_create(
        session=session,
        defaults={
            "owner": person,
            "word": word,
            "number": number,
            "spread_stays": spread_stays,
        },
        create_defaults={
            "owner": person,
            "word": word,
            "number": number,
            "spread_stays": spread_stays,
            "answered_at": at,
            "answered_on": person.date_at(at),
        },
    )
    if not is_new:
        recompute(person, at=at, corrected=morning.answered_on)
        return list(person.decisions.filter(session=session))
    return decide_pending(person, at=at)
