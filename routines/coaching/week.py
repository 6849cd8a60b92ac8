"""Proposing and accepting a week, and keeping sessions planned ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from routines import planning
from routines.coaching import candidates
from routines.coaching.ladders import Ladders, by_slug
from routines.library.schema import SessionText, read_session
from routines.models import (
    CurrentDose,
    Dose,
    Exercise,
    LedgerState,
    PlanDay,
    PlannedSession,
    Routine,
    RoutineItem,
    User,
    WeeklyPlan,
)
from routines.vocabulary import Aim, Phase

WEEKS_AHEAD = 4
# With fewer there is no plan; such a person is better advised by a professional.
FEWEST_MAINS = 2
# From this usual morning on, exercises begin as for the aim to ease a sore back.
SORE_FROM = 4


class TooFewExercises(Exception):
    """The person's conditions leave too few exercises for a plan."""


@dataclass(frozen=True)
class Wishes:
    """What the person answered at set-up; `weekdays` are 0 for Monday to 6."""

    aim: str
    weekdays: tuple[int, ...]
    starts_at: time
    minutes: int


def wished_meanwhile(person: User, wishes: Wishes, *, seen: int | None) -> WeeklyPlan | None:
    """The newest week where it is another than the page began with, and of other wishes.

    `seen` is the id of the week that the page began with, 0 for none; None where nobody says.
    """
    newest = person.weekly_plans.newest().first()
    if newest is None or seen in (None, newest.pk):
        return None
    of_newest = Wishes(newest.aim, tuple(newest.weekdays), newest.starts_at, newest.minutes)
    return None if of_newest == wishes else newest


@transaction.atomic
def propose_week(person: User, wishes: Wishes, *, at: datetime) -> WeeklyPlan:
    """Write a balanced week for these wishes as a proposal, in place of an earlier one.

    Raises TooFewExercises where the person's conditions leave too few exercises.
    """
    person = User.objects.for_update(person)
    session = read_session()
    ladders = Ladders(person.fitted_for)
    mains = _suiting_mains(ladders, session, wishes.aim)
    currents = _current_doses(person, ladders, session, wishes.aim, mains, at)
    planned = {
        slug: ladders.planned(current)
        for slug, current in currents.items()
        if ladders.suits(current.exercise)
    }
    week = planning.plan_week(
        mains=[planned[slug] for slug in mains],
        warm_up=[planned[slug] for slug in session.warm_up if slug in planned],
        cool_down=[planned[slug] for slug in session.cool_down if slug in planned],
        days=len(wishes.weekdays),
        minutes=wishes.minutes,
    )
    person.weekly_plans.proposed().delete()
    plan = WeeklyPlan.objects.create(
        owner=person,
        aim=wishes.aim,
        minutes=wishes.minutes,
        starts_at=wishes.starts_at,
        usual_morning=person.usual_morning,
        proposed_at=at,
    )
    store_week(plan, week, currents, _from_today(wishes.weekdays, person.date_at(at)))
    if not person.weekly_plans.active().exists():
        _walk_for(currents[session.warm_up[0]], week.sessions, ladders)
    return plan


def _suiting_mains(ladders: Ladders, session: SessionText, aim: str) -> list[str]:
    """The main exercises that suit the person, the preferred of the aim first.

    Where precautions leave too few, gentle moves are added. Raises TooFewExercises where
    there are too few even then.
    """
    mains = [slug for slug in session.aims[aim] if ladders.suits(ladders.exercises[slug])]
    gentle = [slug for slug in session.support if ladders.suits(ladders.exercises[slug])]
    mains += gentle[: max(planning.MOST_MAINS - len(mains), 0)]
    if len(mains) < FEWEST_MAINS:
        raise TooFewExercises
    return mains


def _current_doses(
    person: User,
    ladders: Ladders,
    session: SessionText,
    aim: str,
    mains: list[str],
    at: datetime,
) -> dict[str, CurrentDose]:
    """The person's dose of every exercise that a plan may hold; begun where there is none.

    Before the first session the doses follow the aim.
    """
    if (person.usual_morning or 0) >= SORE_FROM:
        aim = Aim.EASE
    doses = by_slug(person.current_doses.select_related("exercise", "dose__variant"))
    slugs = [*session.warm_up, *session.cool_down, *session.aims[Aim.EASE], *mains]
    slugs += [slug for slug, _ in session.ease]
    for slug in dict.fromkeys(slugs):
        exercise = ladders.exercises[slug]
        first = ladders.first_dose(exercise, exercise.starts[aim])
        if slug not in doses:
            doses[slug] = CurrentDose.objects.create(
                owner=person,
                exercise=exercise,
                dose=first,
                first_dose=first,
                begun_at=at,
                goal=ladders.goal(exercise),
            )
        elif not person.sessions.exists():
            doses[slug].dose = doses[slug].first_dose = first
            doses[slug].save(update_fields=["dose", "first_dose"])
            LedgerState.objects.filter(owner=person).delete()
    return doses


def _from_today(weekdays: Sequence[int], today: date) -> list[int]:
    """The weekdays in the order in which they come, from today on."""
    return sorted(weekdays, key=lambda weekday: (weekday - today.weekday()) % 7)


def store_week(
    plan: WeeklyPlan,
    week: planning.Week,
    currents: dict[str, CurrentDose],
    weekdays: list[int],
) -> None:
    """Write the routines and the days of a new plan; `weekdays` go with the sessions in order."""
    owner = plan.owner
    routines = Routine.objects.bulk_create(
        Routine(owner=owner, plan=plan, rank=rank, minutes=planning.session_minutes(steps))
        for rank, steps in enumerate(week.sessions)
    )
    RoutineItem.objects.bulk_create(
        RoutineItem(
            owner=owner,
            routine=routine,
            rank=rank,
            phase=step.phase,
            current=currents[step.exercise.slug],
        )
        for routine, steps in zip(routines, week.sessions, strict=True)
        for rank, step in enumerate(steps)
    )
    PlanDay.objects.bulk_create(
        PlanDay(owner=owner, plan=plan, weekday=weekday, routine=routine)
        for weekday, routine in zip(weekdays, routines, strict=True)
    )


def _walk_for(
    walk: CurrentDose, sessions: Sequence[tuple[planning.Step, ...]], ladders: Ladders
) -> None:
    """Write the dose of the opening walk with which the planner filled the minutes."""
    dose = walk_dose(walk, sessions, ladders)
    if dose.pk != walk.dose_id:
        walk.dose = dose
        walk.save(update_fields=["dose"])


def walk_dose(
    walk: CurrentDose, sessions: Sequence[tuple[planning.Step, ...]], ladders: Ladders
) -> Dose:
    """The dose of the opening walk with which the planner filled the minutes."""
    return ladders.dose_at(walk, sessions[0][0].exercise.place)


def start_of(person: User, exercise: Exercise, aim: str) -> str:
    """The slug of the variant at which a person begins an exercise: gently if mornings are sore."""
    is_sore = (person.usual_morning or 0) >= SORE_FROM
    start: str = exercise.starts[Aim.EASE if is_sore else aim]
    return start


def refit(plan: WeeklyPlan, ladders: Ladders) -> None:
    """After doses or exercises changed: write the opening walk's dose and each routine's minutes.

    The walk of a proposal stays while another plan runs, which has the same dose of it.
    """
    items = list(RoutineItem.objects.filter(routine__plan=plan).for_display())
    sessions = filled(items, plan.minutes, ladders)
    if not sessions:
        return
    is_in_use = plan.accepted_at or not plan.owner.weekly_plans.active().exists()
    walk = next((item.current for item in items if item.rank == 0), None)
    if walk is not None and is_in_use:
        _walk_for(walk, list(sessions.values()), ladders)
    routines = list(plan.routines.all())
    for routine in routines:
        routine.minutes = planning.session_minutes(sessions.get(routine.pk, ()))
    Routine.objects.bulk_update(routines, ["minutes"])


def filled(
    items: Iterable[RoutineItem], minutes: int, ladders: Ladders
) -> dict[int, tuple[planning.Step, ...]]:
    """The steps of each routine, by its key, with the opening walk that fills the minutes."""
    sessions = sessions_of(items, ladders)
    fitted = planning.fit(list(sessions.values()), minutes) if sessions else ()
    return dict(zip(sessions, fitted, strict=True))


def sessions_of(
    items: Iterable[RoutineItem], ladders: Ladders
) -> dict[int, tuple[planning.Step, ...]]:
    """The steps of each routine, by its key, in the order of the items."""
    sessions: dict[int, tuple[planning.Step, ...]] = {}
    for item in items:
        step = planning.Step(Phase(item.phase), ladders.planned(item.current))
        sessions[item.routine_id] = (*sessions.get(item.routine_id, ()), step)
    return sessions


@transaction.atomic
def discard_proposal(person: User) -> None:
    """Delete the proposed week; the plan that runs goes on."""
    User.objects.for_update(person).weekly_plans.proposed().delete()


@transaction.atomic
def accept_week(person: User, *, at: datetime) -> None:
    """Make the proposal the plan, and plan its sessions for the next weeks.

    The former plan ends, and its sessions to come are deleted, except those that have a
    check-in. Without a proposal nothing changes, so accepting twice is accepting once.
    """
    person = User.objects.for_update(person)
    plan = person.weekly_plans.proposed().first()
    if plan is None:
        return
    today = person.date_at(at)
    person.weekly_plans.active().update(ended_at=at)
    to_come = person.planned_sessions.waiting().filter(planned_on__gte=today)
    to_come.filter(check_ins__isnull=True).delete()
    plan.accepted_at = at
    plan.block_began_on = today
    plan.save(update_fields=["accepted_at", "block_began_on"])
    ladders = Ladders(person.fitted_for)
    for resting in person.current_doses.filter(rests_until__gte=today).select_related(
        "exercise", "owner", "decision__from_dose__variant"
    ):
        candidates.fill_in(resting, ladders, at)
    refit(plan, ladders)
    plan_ahead(plan, today)


def plan_ahead(plan: WeeklyPlan, today: date) -> None:
    """Plan a session on each day of the plan in the next weeks that has none yet."""
    routines = {day.weekday: day.routine for day in plan.days.select_related("routine")}
    last = today + timedelta(weeks=WEEKS_AHEAD) - timedelta(days=1)
    days = planning.dates_of(routines, today, last)
    PlannedSession.plan_days(plan, {day: routines[day.weekday()] for day in days})


@transaction.atomic
def resume(plan: WeeklyPlan, today: date) -> PlannedSession:
    """Plan the next weeks again after a long time away; gives a session planned for today."""
    User.objects.for_update(plan.owner)
    plan_ahead(plan, today)
    coming = plan.planned_sessions.filter(planned_on__gte=today).waiting()
    if not coming:
        last = plan.planned_sessions.latest("planned_on").planned_on
        plan_ahead(plan, last + timedelta(days=1))
        coming = coming.all()
    if coming[0].planned_on > today:
        PlannedSession.plan_days(plan, {today: coming[0].routine})
    return coming.all()[0]
