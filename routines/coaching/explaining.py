"""A plan explained: why these exercises, in this order, and what the week holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routines import planning
from routines.coaching.ladders import Ladders
from routines.coaching.swapping import has_purpose
from routines.coaching.week import sessions_of
from routines.content.library import SessionText, read_session
from routines.models import RoutineItem, User, WeeklyPlan
from routines.progression import Message


@dataclass(frozen=True)
class Explained:
    """Messages about each routine, by its key, and about the week.

    `swappable` are the items for which there is something else of the same purpose.
    """

    routines: dict[int, tuple[Message, ...]]
    week: tuple[Message, ...]
    swappable: frozenset[int]


def explain(plan: WeeklyPlan, person: User) -> Explained:
    """Why a plan is as it is. A lack that no exercise of the person's could mend is no news.

    The days of the plan are there already, with their routines and items.
    """
    ladders = Ladders(person.fitted_for)
    session = read_session()
    days = sorted(plan.days.all(), key=lambda day: day.routine.rank)
    items = [item for day in days for item in day.routine.items.all()]
    sessions = sessions_of(items, ladders)
    wanted = session.aims[plan.aim]
    beyond = {f"no_{lack}" for lack in _beyond_mending(ladders, session, plan.aim)}
    return Explained(
        routines={
            key: tuple(
                said for said in planning.explain_session(steps, wanted) if said.id not in beyond
            )
            for key, steps in sessions.items()
        },
        week=tuple(
            said
            for said in planning.explain_week(list(sessions.values()), plan.weekdays)
            if said.id.removeprefix("week_") not in beyond
        ),
        swappable=frozenset(_swappable(items, ladders, session)),
    )


def _swappable(items: list[RoutineItem], ladders: Ladders, session: SessionText) -> Iterator[int]:
    suiting = [one for one in ladders.exercises.values() if ladders.suits(one)]
    for item in items:
        taken = {one.current.exercise_id for one in items if one.routine_id == item.routine_id}
        if item.rank and any(
            one.pk not in taken and has_purpose(one, item.phase, session) for one in suiting
        ):
            yield item.pk


def _beyond_mending(ladders: Ladders, session: SessionText, aim: str) -> tuple[planning.Lack, ...]:
    """What the person's conditions leave no exercise for, however they swap."""
    slugs = dict.fromkeys((*session.aims[aim], *session.support))
    suiting = (ladders.exercises[slug] for slug in slugs)
    first = (
        ladders.planned_from(exercise, ladders.first_dose(exercise, exercise.starts[aim]))
        for exercise in suiting
        if ladders.suits(exercise)
    )
    return planning.lacking([planning.Step(one.kind.main_phase, one) for one in first])
