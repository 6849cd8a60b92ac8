"""A plan explained: why these exercises, in this order, and what the week holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from routines import planning
from routines.coaching.candidates import unavoidable_lacks
from routines.coaching.ladders import Ladders
from routines.coaching.plan_swaps import has_purpose
from routines.coaching.week import sessions_of
from routines.library.schema import SessionText, read_session
from routines.models import Exercise, RoutineItem, WeeklyPlan
from routines.progression import Message
from routines.vocabulary import Condition


class HealthReason(NamedTuple):
    """Exercises with the conditions for which they are left out, or done in another form."""

    names: tuple[str, ...]
    conditions: tuple[Condition, ...]
    is_left_out: bool = False


@dataclass(frozen=True)
class Explained:
    """Messages about each routine, by its key, and about the week.

    `for_health` says of each routine which exercises a condition holds back, and
    `left_out` which of the person's aim it leaves out.
    `swappable` are the items for which there is something else of the same purpose.
    """

    routines: dict[int, tuple[Message, ...]]
    week: tuple[Message, ...]
    for_health: dict[int, tuple[HealthReason, ...]]
    left_out: tuple[HealthReason, ...]
    swappable: frozenset[int]


def explain(plan: WeeklyPlan, ladders: Ladders) -> Explained:
    """Why a plan is as it is. What the person's conditions make unavoidable is no lack.

    `ladders` are those of its owner.
    The plan comes with its days, their routines and items prefetched.
    """
    session = read_session()
    days = sorted(plan.days.all(), key=lambda day: day.routine.rank)
    items = [item for day in days for item in day.routine.items.all()]
    sessions = sessions_of(items, ladders)
    wanted = session.aims[plan.aim]
    unavoidable = {f"no_{lack}" for lack in unavoidable_lacks(ladders, session, plan.aim)}
    return Explained(
        routines={
            key: tuple(
                reason
                for reason in planning.explain_session(steps, wanted)
                if reason.id not in unavoidable
            )
            for key, steps in sessions.items()
        },
        week=tuple(
            reason
            for reason in planning.explain_week(list(sessions.values()), plan.weekdays)
            if reason.id.removeprefix("week_") not in unavoidable
        ),
        for_health={
            day.routine_id: _for_health(
                (item.current.exercise for item in day.routine.items.all()), ladders
            )
            for day in days
        },
        left_out=_left_out(ladders, session, plan.aim),
        swappable=frozenset(_swappable(items, ladders, session)),
    )


def _for_health(exercises: Iterable[Exercise], ladders: Ladders) -> tuple[HealthReason, ...]:
    """The exercises of which conditions take something away, grouped by these conditions."""
    names: dict[tuple[Condition, ...], list[str]] = {}
    for exercise in exercises:
        if conditions := tuple(ladders.why_less(exercise)):
            names.setdefault(conditions, []).append(exercise.name)
    return tuple(HealthReason(tuple(those), conditions) for conditions, those in names.items())


def _left_out(ladders: Ladders, session: SessionText, aim: str) -> tuple[HealthReason, ...]:
    slugs = (*session.warm_up, *session.aims[aim], *session.cool_down)
    exercises = (ladders.exercises[slug] for slug in slugs)
    reasons = _for_health(
        (exercise for exercise in exercises if not ladders.suits(exercise)), ladders
    )
    return tuple(reason._replace(is_left_out=True) for reason in reasons)


def _swappable(items: list[RoutineItem], ladders: Ladders, session: SessionText) -> Iterator[int]:
    suiting = [exercise for exercise in ladders.exercises.values() if ladders.suits(exercise)]
    for item in items:
        taken = {
            other.current.exercise_id for other in items if other.routine_id == item.routine_id
        }
        if item.rank and any(
            exercise.pk not in taken and has_purpose(exercise, item.phase, session)
            for exercise in suiting
        ):
            yield item.pk
