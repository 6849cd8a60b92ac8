"""Four-week blocks: the main exercises stay, then the person may have a little variety."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from routines import planning
from routines.coaching import candidates
from routines.coaching.ladders import Ladders, by_slug
from routines.coaching.week import sessions_of, start_of, store_week
from routines.library.schema import read_session
from routines.models import CurrentDose, RoutineItem, User, WeeklyPlan


@transaction.atomic
def propose_variety(person: User, *, at: datetime) -> WeeklyPlan | None:
    """After a block: the week with one or two main exercises exchanged, to be looked at.

    None before the block is over, or where nothing else of the same purpose fits.
    """
    person = User.objects.for_update(person)
    plan = person.weekly_plans.active().prefetch_related("days__routine").first()
    today = person.date_at(at)
    if plan is None or not planning.is_block_over(plan.block_began_on, today):
        return None
    ladders = Ladders(person.fitted_for)
    items = _as_planned(plan)
    sessions = sessions_of(items, ladders)
    varied = planning.vary(list(sessions.values()), _others(plan, items, ladders, at), plan.minutes)
    if not varied.exchanges:
        return None
    currents = {item.current.exercise.slug: item.current for item in items}
    for one in varied.exchanges:
        exercise = ladders.exercises[one.into]
        start = start_of(person, exercise, plan.aim)
        currents[one.into] = candidates.begin(person, exercise, start, ladders, at)
    person.weekly_plans.proposed().delete()
    proposal = WeeklyPlan.objects.create(
        owner=person,
        aim=plan.aim,
        minutes=plan.minutes,
        starts_at=plan.starts_at,
        proposed_at=at,
    )
    days = sorted(plan.days.all(), key=lambda day: day.routine.rank)
    store_week(proposal, planning.Week(varied.sessions), currents, [day.weekday for day in days])
    return proposal


@transaction.atomic
def keep_block(person: User, *, at: datetime) -> None:
    """Keep the same exercises for another block, and forget a proposal of others."""
    User.objects.for_update(person)
    person.weekly_plans.proposed().delete()
    person.weekly_plans.active().update(block_began_on=person.date_at(at))


def _as_planned(plan: WeeklyPlan) -> list[RoutineItem]:
    """The items as they are when nothing rests; what stands in is not part of the plan."""
    items = list(
        RoutineItem.objects.filter(routine__plan=plan)
        .for_display()
        .select_related("instead_of__dose__variant")
    )
    for item in items:
        item.current = item.planned
    return items


def _others(
    plan: WeeklyPlan, items: list[RoutineItem], ladders: Ladders, at: datetime
) -> list[planning.Other]:
    """The main exercises that suit, do not rest and are not in the week, as the aim lists them."""
    person = plan.owner
    today = person.date_at(at)
    done = person.steps.done().values_list("exercise__slug").annotate(Max("session__started_on"))
    last = dict(done.order_by())
    known: dict[str, CurrentDose] = by_slug(
        person.current_doses.select_related("exercise", "dose__variant")
    )
    resting = candidates.resting_directions(person, today)
    in_week = {item.current.exercise.slug for item in items}
    others = []
    for slug in read_session().aims[plan.aim]:
        exercise, current = ladders.exercises[slug], known.get(slug)
        rests = current is not None and current.rests_on(today)
        if slug in in_week or rests or not ladders.suits(exercise):
            continue
        if current is None:
            dose = ladders.first_dose(exercise, start_of(person, exercise, plan.aim))
        else:
            dose = current.dose
        if dose.variant.direction in resting:
            continue
        days = (today - last[slug]).days if slug in last else None
        others.append(planning.Other(ladders.planned_from(exercise, dose), days))
    return others
