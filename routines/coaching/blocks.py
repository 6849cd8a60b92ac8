"""Blocks of four weeks: the main exercises stay, then the person may exchange some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from routines import planning
from routines.coaching import candidates
from routines.coaching.candidates import Candidate, PersonDay
from routines.coaching.ladders import Ladders
from routines.coaching.week import sessions_of, start_of, store_week
from routines.library.schema import read_session
from routines.models import RoutineItem, User, WeeklyPlan


@transaction.atomic
def propose_variety(person: User, *, at: datetime) -> WeeklyPlan | None:
    """After a block: a proposed week in which one or two main exercises are exchanged.

    Replaces an earlier proposal, and begins what comes in new. None, with nothing
    written, before the block is over or where nothing else of the same purpose fits.
    """
    person = User.objects.for_update(person)
    plan = person.weekly_plans.active().prefetch_related("days__routine").first()
    today = person.date_at(at)
    if plan is None or not planning.is_block_over(plan.block_began_on, today):
        return None
    ladders = Ladders(person.fitted_for)
    items = _as_planned(plan)
    sessions = sessions_of(items, ladders)
    others = {
        candidate.exercise.slug: candidate for candidate in find_others(plan, items, ladders, today)
    }
    varied = planning.vary(
        list(sessions.values()),
        _with_days_since(person, others.values(), ladders, today),
        plan.minutes,
    )
    if not varied.exchanges:
        return None
    currents = {item.current.exercise.slug: item.current for item in items}
    for exchange in varied.exchanges:
        new = others[exchange.into]
        currents[exchange.into] = candidates.begin(person, new.exercise, new.dose, ladders, at)
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
    """The items as they are when nothing rests: without the stand-ins."""
    items = list(
        RoutineItem.objects.filter(routine__plan=plan)
        .for_display()
        .select_related("instead_of__dose__variant")
    )
    for item in items:
        item.current = item.planned
    return items


def find_others(
    plan: WeeklyPlan, items: list[RoutineItem], ladders: Ladders, today: date
) -> Iterator[Candidate]:
    """The main exercises that may come into the week, as the aim lists them. Writes nothing.

    As one may take the place of any other, all stay off the knees where one of the week does.
    """
    day = PersonDay(plan.owner, today)
    in_week = {item.planned.exercise.slug for item in items}
    return candidates.find(
        day,
        ladders,
        [
            (slug, start_of(plan.owner, ladders.exercises[slug], plan.aim))
            for slug in read_session().aims[plan.aim]
        ],
        taken=in_week,
        is_off_the_knees=candidates.stays_off_the_knees(map(day.doses.get, in_week), today),
    )


def _with_days_since(
    person: User, others: Iterable[Candidate], ladders: Ladders, today: date
) -> list[planning.Other]:
    """Each with how many days ago the person did it last; None where they never did."""
    done = person.steps.done().values_list("exercise__slug").annotate(Max("session__started_on"))
    last_on = dict(done.order_by())
    return [
        planning.Other(
            ladders.planned_from(other.exercise, other.dose),
            (today - last_on[other.exercise.slug]).days if other.exercise.slug in last_on else None,
        )
        for other in others
    ]
