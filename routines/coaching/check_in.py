"""From a check-in through the gate to a session with its steps."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from routines.coaching import candidates
from routines.coaching.health import ClearanceMissing
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import PersonLedger, moment_for, recompute
from routines.coaching.session_steps import SessionDay, of_day
from routines.coaching.week import plan_ahead
from routines.models import CheckIn, PlannedSession, RoutineItem, Session, Step, User
from routines.progression import restrictions
from routines.progression.diary.values import CheckedIn
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.review import advice_at
from routines.progression.rules.versions import CURRENT
from routines.vocabulary import RUNNABLE, UNCOUNTED, Flag, Gate


@dataclass(frozen=True)
class Answers:
    """What the person answered at check-in; `pre` is their discomfort now, 0 to 10."""

    pre: int
    places: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    is_already_warm: bool = False
    is_no_floor: bool = False
    is_five_minutes: bool = False

    def to_row(self) -> dict[str, Any]:
        """The columns of a check-in that hold them."""
        return {**asdict(self), "places": list(self.places), "flags": sorted(self.flags)}


class BegunBefore(Exception):
    """The session was begun with other answers already, perhaps in another tab.

    `check_in` is the row of those. With `may_be_replaced` nothing was answered in it since.
    """

    def __init__(self, check_in: CheckIn, *, may_be_replaced: bool) -> None:
        super().__init__("the session was begun before")
        self.check_in = check_in
        self.may_be_replaced = may_be_replaced


@transaction.atomic
def begin(
    planned: PlannedSession, answers: Answers, *, instead_of: str = "", at: datetime
) -> CheckIn:
    """Pass the gate, and begin the session where the gate lets it run.

    Sessions left open are closed first, and what is still undecided of the last one is
    decided with today's answers, so that the gate takes it into account. Gives the
    check-in as a row; where the session was begun with these answers already, the one of
    then. Raises BegunBefore where it was begun with others, unless `instead_of` is the
    fingerprint of that check-in and nothing was answered since: then it begins anew, and
    the former check-in is deleted with all that came of it. Raises
    ClearanceMissing where a professional has still to say that the person may exercise.
    """
    person = User.objects.for_update(planned.owner)
    kept = answers.to_row()
    begun = CheckIn.objects.filter(session__planned=planned).select_related("session").first()
    if begun is not None:
        if begun.says(kept):
            return begun
        may_be_replaced = begun.session.is_open and not begun.session.has_answers()
        if instead_of != begun.fingerprint or not may_be_replaced:
            raise BegunBefore(begun, may_be_replaced=may_be_replaced)
        begun.delete()
        recompute(person, at=moment_for(person, at))
    if person.waits_for_word_since is not None:
        raise ClearanceMissing
    at = moment_for(person, at)
    _close_left_open(person, at)
    ledger = PersonLedger.open(person, at)
    ledger.record_what_is_new()
    opened = CheckedIn(
        at=at.astimezone(person.zone), pre=answers.pre, flags=frozenset(map(Flag, answers.flags))
    )
    ledger.record([opened])
    decision = gate_at(ledger.replay.state, opened)
    row = CheckIn.objects.create(
        owner=person,
        planned=planned,
        answered_at=at,
        answered_on=person.date_at(at),
        usual_morning=ledger.replay.state.usual,
        gate=decision.result,
        rules=list(decision.rules),
        numbers=dict(decision.reason.numbers),
        rules_version=CURRENT.number,
        advice=[message.to_row() for message in advice_at(ledger.replay.state, opened.at.date())],
        **kept,
    )
    ledger.write()
    if row.gate in RUNNABLE:
        _create_session(
            row, restrictions(decision.rules), is_one_less=ledger.replay.state.is_shared_morning
        )
        for plan in person.weekly_plans.active():
            plan_ahead(plan, row.answered_on)
    return row


def _close_left_open(person: User, at: datetime) -> None:
    """Close the sessions that were left open, just before `at`; delete those without an answer."""
    for left_open in person.sessions.open().select_for_update():
        if left_open.has_answers():
            left_open.close(at - timedelta(microseconds=1))
        else:
            left_open.delete()


def _create_session(row: CheckIn, restricted_by: frozenset[Gate], *, is_one_less: bool) -> None:
    """Create the session with the steps that the gate allows.

    After a raised morning that no exercise explains (`is_one_less`), each main exercise
    does one set less; not in a session that is gentle anyway.
    """
    is_counted = row.gate not in UNCOUNTED
    is_one_less = is_one_less and is_counted
    steps_today = of_day(
        SessionDay.of(row),
        list(RoutineItem.objects.filter(routine=row.planned.routine_id).for_display()),
        restricted_by,
        is_one_less=is_one_less,
    )
    session = Session.objects.create(
        planned=row.planned,
        owner=row.owner,
        check_in=row,
        started_at=row.answered_at,
        started_on=row.answered_on,
        is_counted=is_counted and not is_one_less and not steps_today.is_exchanged,
        is_one_less=is_one_less,
    )
    Step.objects.bulk_create(
        Step(
            owner=row.owner,
            session=session,
            rank=rank,
            phase=step.phase,
            exercise=step.exercise,
            dose=step.amount.kept(),
            instead_of=step.instead_of,
        )
        for rank, step in enumerate(steps_today.steps)
    )
    for dose in steps_today.begun:
        ladders = Ladders(row.owner.fitted_for)
        candidates.begin(row.owner, dose.variant.exercise, dose, ladders, row.answered_at)
