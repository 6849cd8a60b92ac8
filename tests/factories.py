"""Making people, plans and diaries, through the product's own code."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import factory
from factory.django import DjangoModelFactory

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.health import Health
from routines.coaching.ledger import PersonLedger
from routines.coaching.morning import MorningAnswer
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer, StepKey
from routines.coaching.week import Wishes
from routines.models import (
    CheckIn,
    Decision,
    Dose,
    LedgerState,
    Lock,
    MorningReport,
    PlannedSession,
    Session,
    Step,
    User,
    WeeklyPlan,
)
from routines.progression.plan_level.plan_rules import lock_by
from routines.vocabulary import MorningWord, Status


class PersonFactory(DjangoModelFactory):
    """A person with an account, in UTC."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    usual_morning = 0
    time_zone = "UTC"
    password = factory.django.Password("correct horse battery")


class GuestFactory(PersonFactory):
    """A person without an account."""

    email = None
    is_guest = True


def make_wishes(
    *,
    aim: str = "loosen",
    weekdays: tuple[int, ...] = (0, 3),
    starts_at: time = time(18, 30),
    minutes: int = 15,
) -> Wishes:
    return Wishes(aim, weekdays, starts_at, minutes)


def screen(person: User, *, at: datetime, **health: object) -> None:
    """No red flag, and of health nothing but the conditions that the person has, unless given."""
    coaching.locks.answer_red_flags(person, [], at=at)
    kept = {"conditions": frozenset(person.conditions), "due_on": person.due_on}
    coaching.health.record(person, Health(**{**kept, **health}), at=at)


def give_plan(person: User, *, at: datetime, **wishes: object) -> WeeklyPlan:
    """An accepted plan, with the questions about health answered before it."""
    screen(person, at=at - timedelta(minutes=5))
    coaching.week.propose_week(person, make_wishes(**wishes), at=at)
    coaching.week.accept_week(person, at=at)
    return person.weekly_plans.active().get()


def stand_at(person: User, slug: str, variant: str) -> Dose:
    """Let an untrained person begin an exercise at another variant."""
    first = Dose.objects.listed().filter(variant__exercise__slug=slug, variant__slug=variant)[0]
    currents = person.current_doses.filter(exercise__slug=slug)
    currents.update(dose=first, first_dose=first)
    LedgerState.objects.filter(owner=person).delete()
    return first


def pause(person: User, rule: str, *, at: datetime) -> Lock:
    """Pause the plan by a rule, as if something in the diary had asked for it."""
    ledger = PersonLedger.open(person, at)
    ledger.record_what_is_new()
    lock_by(ledger.replay.state, ledger.replay.ledger, rule, at)
    ledger.write()
    return person.locks.in_force().get(rule=rule)


def next_planned(person: User, at: datetime) -> PlannedSession:
    waiting = PlannedSession.objects.filter(owner=person, planned_on__gte=person.date_at(at))
    return waiting.waiting().select_related("owner", "plan", "routine").first()


def begin_session(person: User, *, at: datetime, pre: int = 1, **answers: object) -> Session:
    """Pass the gate and begin the next planned session."""
    row = coaching.check_in.begin(next_planned(person, at), Answers(pre, **answers), at=at)
    return Session.objects.select_related("check_in", "owner").get(pk=row.planned_id)


def do_session(
    person: User,
    *,
    at: datetime,
    pre: int = 1,
    differing: Mapping[str, Felt] | None = None,
    answers: Mapping[str, StepAnswer] | None = None,
    after: int | None = None,
    places: tuple[str, ...] = (),
) -> Session:
    """A whole session, every step done; `differing` and `answers` go by exercise slug."""
    session = begin_session(person, at=at, pre=pre, places=places)
    steps = list(session.steps.in_order().with_library())
    done = StepAnswer(Status.DONE, 100)
    for minute, step in enumerate(steps):
        answer = (answers or {}).get(step.exercise.slug, done)
        coaching.step_answers.answer(
            key_of(step), answer, version=step.version, at=at + timedelta(minutes=minute)
        )
    felt = {
        step.pk: differing[step.exercise.slug]
        for step in steps
        if differing and step.exercise.slug in differing
    }
    coaching.session_end.close(session, after=after, differing=felt, at=at + timedelta(minutes=20))
    session.refresh_from_db()
    return session


def tell_morning(
    session: Session,
    *,
    word: str = MorningWord.SAME,
    number: int | None = None,
    spread_stays: bool = False,
    at: datetime | None = None,
) -> list:
    """The morning after, quiet unless said otherwise."""
    at = at or session.started_at + timedelta(hours=13)
    session = Session.objects.select_related("owner").get(pk=session.pk)
    told = MorningReport.objects.filter(session=session).first()
    said = MorningAnswer(word, number, spread_stays)
    instead_of = told.fingerprint if told else ""
    return coaching.morning.answer(session, said, instead_of=instead_of, at=at)


def bulk_history(person: User, *, until: datetime, sessions: int) -> None:
    """Closed sessions with their mornings and decisions, every second day back from `until`.

    Rows written in bulk, for tests and measurements that need many of them.
    """
    plan = person.weekly_plans.active().get()
    routine = plan.routines.order_by("rank").first()
    items = list(routine.items.for_display())
    starts = [until - timedelta(days=2 * (n + 1)) for n in range(sessions)]
    planned = PlannedSession.objects.bulk_create(
        PlannedSession(
            owner=person, plan=plan, routine=routine, planned_on=at.date(), starts_at=at.time()
        )
        for at in starts
    )
    check_ins = CheckIn.objects.bulk_create(
        CheckIn(
            owner=person, planned=one, answered_at=at, answered_on=at.date(),
            pre=1, usual_morning=1, gate="RUN", rules=["D1"],
        )
        for one, at in zip(planned, starts, strict=True)
    )  # fmt: skip
    closed = Session.objects.bulk_create(
        Session(
            planned=one, owner=person, check_in=check_in, started_at=at,
            started_on=at.date(), closed_at=at + timedelta(minutes=15), after=1,
        )
        for one, check_in, at in zip(planned, check_ins, starts, strict=True)
    )  # fmt: skip
    Step.objects.bulk_create(
        Step(
            owner=person, session=session, rank=item.rank, phase=item.phase,
            exercise=item.current.exercise, dose=item.current.dose, status="done",
            done_percent=100, during=1, answered_at=session.closed_at, version=1,
        )
        for session in closed
        for item in items
    )  # fmt: skip
    MorningReport.objects.bulk_create(
        MorningReport(
            owner=person, session=session, word="same",
            answered_at=session.closed_at + timedelta(hours=12),
            answered_on=session.started_on + timedelta(days=1),
        )
        for session in closed
    )  # fmt: skip
    decisions = Decision.objects.bulk_create(
        Decision(
            owner=person, session=session, exercise=item.current.exercise,
            made_at=session.closed_at + timedelta(hours=12), verdict="HOLD", action="repeat",
            rules=["H8"], message="H8", from_dose=item.current.dose, to_dose=item.current.dose,
        )
        for session in closed
        for item in items
        if item.current.exercise.is_progressed
    )  # fmt: skip
    for decision in decisions:
        if decision.session_id == closed[0].pk:
            person.current_doses.filter(exercise=decision.exercise).update(decision=decision)


def key_of(step: Step) -> StepKey:
    return StepKey(step.owner, step.session_id, step.position)


def step_of(session: Session, slug: str) -> Step:
    return session.steps.with_library().get(exercise__slug=slug)
