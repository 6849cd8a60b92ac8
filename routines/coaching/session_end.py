"""The end of a session: leaving the rest out, and how it felt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for
from routines.coaching.step_answers import SessionFinished, holds_already, skip
from routines.coaching.step_hurts import remember_alarms
from routines.models import Session, User
from routines.progression import Alarm
from routines.vocabulary import Effort, Neuro, Quality, Spread, Status


@dataclass(frozen=True)
class Felt:
    """How one exercise differed from "no more than when I started".

    `during` is from 0 to 10; None for no more than at the start.
    """

    during: int | None
    quality: str = Quality.NONE
    spread: str = Spread.NONE
    neuro: str = Neuro.NONE
    effort: str = Effort.OK
    places: list[str] = field(default_factory=list)


class AfterClosing(StrEnum):
    """What comes after a session is closed."""

    RED_FLAGS = "red_flags"
    SAVED = "saved"
    SAVED_BEFORE = "saved_before"


@transaction.atomic
def skip_rest(session: Session, *, at: datetime) -> None:
    """Leave out what is still to come. The session stays open for its last page.

    A session that was closed meanwhile stays as it is.
    """
    User.objects.for_update(session.owner)
    skip(session.steps.waiting().filter(session__closed_at__isnull=True), at)


@transaction.atomic
def close(
    session: Session, *, after: int | None, differing: Mapping[int, Felt], at: datetime
) -> AfterClosing:
    """Close the session with how it felt, and decide what is due; what comes after that.

    `after` is the worst number of the quarter hour after, 0 to 10; None for no more
    than at the start. `differing` holds, by step id, what differed; every other step
    that was done felt no more than at the start. The same sent twice is kept once; once
    it is closed anything else raises SessionFinished.
    """
    User.objects.for_update(session.owner)
    session = Session.objects.select_for_update().select_related("check_in").get(pk=session.pk)
    pre = session.check_in.pre
    worst_after = pre if after is None else after
    done = list(session.steps.filter(status__in=[Status.DONE, Status.PARTIAL]))
    if not session.is_open:
        is_same = all(holds_already(step, differing.get(step.pk, {})) for step in done)
        if session.after == worst_after and is_same:
            return _after_closing(differing, AfterClosing.SAVED_BEFORE)
        raise SessionFinished
    session.after = worst_after
    for step in done:
        felt = differing.get(step.pk)
        if felt is not None:
            for field_of_felt in fields(felt):
                setattr(step, field_of_felt.name, getattr(felt, field_of_felt.name))
        elif step.during is None:
            step.during = pre
        step.save(update_fields=["during", "quality", "spread", "neuro", "effort", "places"])
        if step.neuro == Neuro.PERSISTENT:
            remember_alarms(session, step, Alarm())
    session.close(moment_for(session.owner, at))
    decide_pending(session.owner, at=at)
    return _after_closing(differing, AfterClosing.SAVED)


def _after_closing(differing: Mapping[int, Felt], otherwise: AfterClosing) -> AfterClosing:
    """The red-flag questions where something felt at the end asks for them."""
    is_alarming = any(felt.neuro == Neuro.PERSISTENT for felt in differing.values())
    return AfterClosing.RED_FLAGS if is_alarming else otherwise
