"""Locks of the plan: the red-flag questions that set and end them, and how one is explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for
from routines.models import Lock, Screening, User


@transaction.atomic
def answer_red_flags(person: User, flags: Iterable[str], *, at: datetime) -> Screening:
    """Keep the answers to the red-flag questions; `flags` are those answered with yes.

    Any flag locks the plan; none at all ends the locks that the person has explained.
    """
    User.objects.for_update(person)
    at = moment_for(person, at)
    screening = Screening.objects.create(
        owner=person, answered_at=at, answered_on=person.date_at(at), flags=sorted(flags)
    )
    decide_pending(person, at=at)
    return screening


class ExplainedBefore(Exception):
    """How a lock is cleared was told otherwise already; `lock` is its row."""

    def __init__(self, lock: Lock) -> None:
        super().__init__("the lock was explained before")
        self.lock = lock


@transaction.atomic
def explain(
    lock: Lock, *, cleared_as: str, checked_on: date | None, note: str, at: datetime
) -> None:
    """Keep how a lock is cleared. It ends once the red-flag questions are answered again.

    `checked_on` is the day on which a professional checked it; None where nobody did. Raises
    ExplainedBefore where something else was told already; the same is one answer.
    """
    person = User.objects.for_update(lock.owner)
    lock.refresh_from_db()
    if lock.cleared_as:
        if (lock.cleared_as, lock.checked_on, lock.note) != (cleared_as, checked_on, note):
            raise ExplainedBefore(lock)
        return
    at = moment_for(person, at)
    lock.explain(cleared_as=cleared_as, checked_on=checked_on, note=note, at=at)
    decide_pending(person, at=at)
