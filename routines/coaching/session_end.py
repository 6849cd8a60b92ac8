"""The end of a session: leaving the rest out, and how it felt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for, recompute
from routines.coaching.step_answers import holds_already, skip
from routines.coaching.step_hurts import remember_alarms
from routines.models import Session, Step, User
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


class ClosedBefore(Exception):
    """The session was closed with other answers already, perhaps in another tab.

    `session` is its row. With `may_be_replaced` nothing was decided of it since.
    """

    def __init__(self, session: Session, *, may_be_replaced: bool) -> None:
        super().__init__("the session was closed before")
        self.session = session
        self.may_be_replaced = may_be_replaced


@transaction.atomic
def close(
    session: Session,
    *,
    after: int | None,
    differing: Mapping[int, Felt],
    reported: Collection[int] | None = None,
    instead_of: str = "",
    at: datetime,
) -> AfterClosing:
    """Close the session with how it felt, and decide what is due; what comes after that.

    `after` is the worst number of the quarter hour after, 0 to 10; None for no more
    than at the start. `differing` holds, by step id, what differed; every other step
    that was done felt no more than at the start, but for those that were `reported` in the
    session, None where that is not known: they keep what was reported.

    The same sent twice is kept once. Once it is closed anything else raises ClosedBefore,
    unless `instead_of` is the fingerprint of what was kept and it `may_change_after`: then it
    is corrected, and everything is decided anew.
    """
    person = User.objects.for_update(session.owner)
    session = Session.objects.select_for_update().select_related("check_in").get(pk=session.pk)
    done = list(session.steps.filter(status__in=[Status.DONE, Status.PARTIAL]))
    for step in done:
        felt = differing.get(step.pk)
        if felt is not None and felt.neuro == Neuro.PERSISTENT:
            remember_alarms(session, Neuro.PERSISTENT, Alarm())
    if session.is_open:
        _keep(session, done, after, differing)
        session.close(moment_for(person, at))
        decide_pending(person, at=at)
        return _after_closing(differing, AfterClosing.SAVED)
    pre = session.check_in.pre
    is_same = all(
        holds_already(step, differing[step.pk])
        if step.pk in differing
        else reported is None or step.pk in reported or not step.felt_more_than(pre)
        for step in done
    )
    if session.after == (pre if after is None else after) and is_same:
        return _after_closing(differing, AfterClosing.SAVED_BEFORE)
    may_be_replaced = may_change_after(session, at)
    if instead_of != session.fingerprint_of_after() or not may_be_replaced:
        raise ClosedBefore(session, may_be_replaced=may_be_replaced)
    _take_back([step for step in done if step.pk not in (reported or ())], pre)
    _keep(session, done, after, differing)
    session.save(update_fields=["after"])
    recompute(person, at=moment_for(person, at), corrected=session.started_on)
    return _after_closing(differing, AfterClosing.SAVED)


def may_change_after(session: Session, at: datetime) -> bool:
    """Whether how a closed session felt may still be changed at `at`.

    On its own day, until the next session begins or the morning after is told.
    """
    person = session.owner
    is_newest = not person.sessions.filter(started_at__gt=session.started_at).exists()
    is_its_day = session.started_on == person.date_at(at)
    return not session.is_open and is_its_day and is_newest and session.morning_told is None


def _take_back(done: Iterable[Step], pre: int) -> None:
    """What was felt goes back to that of the start `pre`, but for what was stopped for it."""
    for step in done:
        if not step.was_stopped:
            step.during, step.quality, step.spread = pre, Quality.NONE, Spread.NONE
            step.neuro, step.effort, step.places = Neuro.NONE, Effort.OK, []


def _keep(
    session: Session, done: Iterable[Step], after: int | None, differing: Mapping[int, Felt]
) -> None:
    """Write how the steps felt; `after` of the session is set, and written by whoever asks."""
    pre = session.check_in.pre
    session.after = pre if after is None else after
    for step in done:
        felt = differing.get(step.pk)
        if felt is not None:
            for field_of_felt in fields(felt):
                setattr(step, field_of_felt.name, getattr(felt, field_of_felt.name))
        elif step.during is None:
            step.during = pre
        step.save(update_fields=["during", "quality", "spread", "neuro", "effort", "places"])


def _after_closing(differing: Mapping[int, Felt], otherwise: AfterClosing) -> AfterClosing:
    """The red-flag questions where something felt at the end asks for them."""
    is_alarming = any(felt.neuro == Neuro.PERSISTENT for felt in differing.values())
    return AfterClosing.RED_FLAGS if is_alarming else otherwise
