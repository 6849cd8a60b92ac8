"""From a check-in through the gate to a session with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from routines.coaching import candidates
from routines.coaching.health import ClearanceMissing
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import Keeper, moment_for
from routines.coaching.session_steps import Day, of_day
from routines.coaching.week import plan_ahead
from routines.models import CheckIn, PlannedSession, RoutineItem, Session, Step, User
from routines.progression import restrictions
from routines.progression.diary.values import CheckedIn
from routines.progression.plain import to_plain
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.review import advice_at
from routines.progression.rules.versions import CURRENT
from routines.vocabulary import RUNNABLE, UNCOUNTED, Gate, Status, StopReason

DOUBLE_TAP = timedelta(seconds=10)


@dataclass(frozen=True)
class Answers:
    """What the person said at check-in."""

    pre: int
    places: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    is_already_warm: bool = False
    is_no_floor: bool = False
    is_five_minutes: bool = False


@transaction.atomic
def begin(planned: PlannedSession, answers: Answers, *, at: datetime) -> CheckIn:
    """Pass the gate, and begin the session where the gate lets it run.

    Sessions left open are closed first, and what is still undecided of the
    last one is decided with today's answers, so that the gate knows of it.
    A session that is begun already is given as it is. Raises ClearanceMissing where a
    professional has still to say that the person may exercise.
    """
    person = User.objects.for_update(planned.owner)
    begun = CheckIn.objects.filter(session__planned=planned).first()
    if begun is not None:
        return begun
    if person.waits_for_word_since is not None:
        raise ClearanceMissing
    said = {
        "pre": answers.pre,
        "places": list(answers.places),
        "flags": sorted(answers.flags),
        "is_already_warm": answers.is_already_warm,
        "is_no_floor": answers.is_no_floor,
        "is_five_minutes": answers.is_five_minutes,
    }
    before = planned.check_ins.filter(answered_at__gt=at - DOUBLE_TAP, **said).first()
    if before is not None:
        return before
    at = moment_for(person, at)
    _close_left_open(person, at)
    keeper = Keeper(person, at)
    keeper.tell_what_is_new()
    opened = CheckedIn(at.astimezone(person.zone), answers.pre, answers.flags)
    keeper.tell([opened])
    decision = gate_at(keeper.told.state, opened)
    row = CheckIn.objects.create(
        owner=person,
        planned=planned,
        answered_at=at,
        answered_on=person.date_at(at),
        usual_morning=keeper.told.state.usual,
        gate=decision.result,
        rules=list(decision.rules),
        numbers=dict(decision.reason.numbers),
        rules_version=CURRENT.number,
        advice=to_plain(list(advice_at(keeper.told.state, opened.at.date()))),
        **said,
    )
    keeper.write()
    if row.gate in RUNNABLE:
        _create_session(
            row, restrictions(decision.rules), is_one_less=keeper.told.state.is_shared_morning
        )
        for plan in person.weekly_plans.active():
            plan_ahead(plan, row.answered_on)
    return row


def _close_left_open(person: User, at: datetime) -> None:
    """Close sessions that were left open; one of which nothing was told never was.

    What was left out because it no longer suits tells nothing. They end just
    before `at`, when the next one is opened.
    """
    for left_open in person.sessions.open().select_for_update():
        untold = {"status": Status.SKIPPED, "stop_reason": StopReason.OTHER}
        is_answered = left_open.steps.exclude(status="").exclude(**untold).exists()
        if is_answered or left_open.steps.filter(during__isnull=False).exists():
            left_open.close(at - timedelta(microseconds=1))
        else:
            left_open.delete()


def _create_session(row: CheckIn, asked: frozenset[Gate], *, is_one_less: bool) -> None:
    """Create the session with the steps that the gate allows.

    After a raised morning that no exercise explains, each main step does one
    set less; a session that is gentle anyway needs no more.
    """
    is_counted = row.gate not in UNCOUNTED
    is_one_less = is_one_less and is_counted
    laid = of_day(
        Day.of(row),
        list(RoutineItem.objects.filter(routine=row.planned.routine_id).for_display()),
        asked,
        is_one_less=is_one_less,
    )
    session = Session.objects.create(
        planned=row.planned,
        owner=row.owner,
        check_in=row,
        started_at=row.answered_at,
        started_on=row.answered_on,
        is_counted=is_counted and not is_one_less and not laid.is_exchanged,
        is_one_less=is_one_less,
    )
    Step.objects.bulk_create(
        Step(
            owner=row.owner,
            session=session,
            rank=rank,
            phase=one.phase,
            exercise=one.exercise,
            dose=one.amount.kept(),
            instead_of=one.instead_of,
        )
        for rank, one in enumerate(laid.steps)
    )
    for dose in laid.begun:
        variant = dose.variant
        usual = Ladders(row.owner.fitted_for)
        candidates.begin(row.owner, variant.exercise, variant.slug, usual, row.answered_at)
