"""How far up an exercise may go: the goal that the person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from routines import planning
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import Keeper, moment_for
from routines.coaching.own_choices import ChoiceRefused
from routines.models import CurrentDose, Exercise, GoalChoice, User, Variant
from routines.planning.clean_weeks import clean_since
from routines.progression.diary.values import GoalChosen
from routines.progression.rules.thresholds import STOP_AT
from routines.vocabulary import GOING_ON, StopReason

# Beyond its usual goal it loads the back near its limit, so that has to be earned.
EARNED = frozenset({"superman"})
CLEAN_WEEKS, PRECAUTION = "clean_weeks", "precaution"


@dataclass(frozen=True)
class Goal:
    """A variant that the person may aim for."""

    variant: Variant
    is_current: bool
    is_usual: bool
    is_beyond: bool


@dataclass(frozen=True)
class Goals:
    """The goals open to a person, and what the harder ones wait for, if they do."""

    open: tuple[Goal, ...] = ()
    waits_for: str = ""


def goals_for(person: User, current: CurrentDose, ladders: Ladders, today: date) -> Goals:
    """The goals of one exercise, from where the person stands up. Writes nothing.

    None where that does not suit the person.
    """
    exercise = current.exercise
    if not exercise.is_progressed or not ladders.stored_dose_suits(current):
        return Goals()
    usual = ladders.goal(exercise)
    goals = [
        Goal(
            variant,
            is_current=variant.pk == current.goal_id,
            is_usual=variant.pk == usual.pk,
            is_beyond=(variant.rank or 0) > (usual.rank or 0),
        )
        for variant in ladders.goals_from(current)
    ]
    beyond = [goal for goal in goals if goal.is_beyond and not goal.is_current]
    waits_for = _waits_for(person, exercise, today) if exercise.slug in EARNED else ""
    if not waits_for or not beyond:
        return Goals(tuple(goals))
    return Goals(tuple(goal for goal in goals if goal not in beyond), waits_for)


def _waits_for(person: User, exercise: Exercise, today: date) -> str:
    """What keeps the variants closed that have to be earned; nothing when they are open."""
    if exercise.precautions.keys() & set(person.fitted_for):
        return PRECAUTION
    is_earned = planning.has_clean_weeks(_outcomes(person, exercise, today), today)
    return "" if is_earned else CLEAN_WEEKS


def _outcomes(person: User, exercise: Exercise, today: date) -> list[planning.Outcome]:
    decided = person.decisions.filter(exercise=exercise)
    cautious = set(decided.exclude(verdict__in=GOING_ON).values_list("session", flat=True))
    rows = person.steps.done().filter(
        exercise=exercise, session__started_on__gte=clean_since(today)
    ) | person.steps.filter(
        exercise=exercise,
        session__started_on__gte=clean_since(today),
        stop_reason=StopReason.PAIN,
    )
    told = rows.values_list(
        "session", "session__started_on", "session__is_counted", "during", "stop_reason"
    )
    return [
        planning.Outcome(
            on,
            is_counted,
            session not in cautious and (during or 0) < STOP_AT and stop_reason != StopReason.PAIN,
        )
        for session, on, is_counted, during, stop_reason in told
    ]


@transaction.atomic
def choose_goal(person: User, exercise: Exercise, slug: str, *, at: datetime) -> None:
    """Aim for another variant, and keep that in the diary. Raises ChoiceRefused.

    The dose stays. Choosing what is the goal already changes nothing.
    """
    person = User.objects.for_update(person)
    at = moment_for(person, at)
    keeper = Keeper(person, at)
    keeper.tell_what_is_new()
    current = keeper.current_of(exercise.slug)
    if current is None:
        raise ChoiceRefused
    goals = goals_for(person, current, keeper.ladders, person.date_at(at))
    goal = next((one for one in goals.open if one.variant.slug == slug), None)
    if goal is None:
        raise ChoiceRefused
    if goal.is_current:
        return
    GoalChoice.objects.create(
        owner=person,
        exercise=exercise,
        chosen_at=at,
        from_goal_id=current.goal_id,
        to_goal=goal.variant,
    )
    current.goal = goal.variant
    current.save(update_fields=["goal"])
    keeper.told.whole[exercise.slug] = keeper.ladders.rules_ladder(current)
    keeper.tell([GoalChosen(at.astimezone(person.zone), exercise.slug, slug)])
    keeper.write()
