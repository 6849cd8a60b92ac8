"""How far up an exercise may go: the goal that the person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from routines import planning
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import PersonLedger, moment_for
from routines.coaching.own_choices import ChoiceRefused
from routines.library.schema import read_session
from routines.models import CurrentDose, Exercise, GoalChoice, User, Variant
from routines.planning.clean_weeks import clean_since
from routines.progression.diary.values import GoalChosen
from routines.progression.rules.thresholds import STOP_AT
from routines.vocabulary import GOING_ON, StopReason

CLEAN_WEEKS, PRECAUTION = "clean_weeks", "precaution"


@dataclass(frozen=True)
class Goal:
    """A variant that the person may aim for.

    `is_usual`: most people aim for it; `is_beyond`: it is harder than that one.
    """

    variant: Variant
    is_current: bool
    is_usual: bool
    is_beyond: bool


@dataclass(frozen=True)
class Goals:
    """The goals open to a person, and what the harder ones wait for; empty where they do not."""

    open: tuple[Goal, ...] = ()
    waits_for: str = ""


def goals_for(person: User, current: CurrentDose, ladders: Ladders, today: date) -> Goals:
    """The goals of one exercise, from the person's dose up. Writes nothing.

    No goal is open where that dose does not suit the person.
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
    has_to_be_earned = exercise.slug in read_session().earned
    waits_for = _waits_for(person, exercise, today) if has_to_be_earned else ""
    if not waits_for or not beyond:
        return Goals(tuple(goals))
    return Goals(tuple(goal for goal in goals if goal not in beyond), waits_for)


def _waits_for(person: User, exercise: Exercise, today: date) -> str:
    """What keeps the goals closed that have to be earned; empty when they are open."""
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
    steps = rows.values_list(
        "session", "session__started_on", "session__is_counted", "during", "stop_reason"
    )
    return [
        planning.Outcome(
            on,
            is_counted,
            session not in cautious and (during or 0) < STOP_AT and stop_reason != StopReason.PAIN,
        )
        for session, on, is_counted, during, stop_reason in steps
    ]


@transaction.atomic
def choose_goal(person: User, exercise: Exercise, slug: str, *, at: datetime) -> None:
    """Aim for another variant, and keep that in the diary. Raises ChoiceRefused.

    The dose stays. Choosing what is the goal already changes nothing.
    """
    person = User.objects.for_update(person)
    at = moment_for(person, at)
    ledger = PersonLedger.open(person, at)
    ledger.record_what_is_new()
    current = ledger.current_of(exercise.slug)
    if current is None:
        raise ChoiceRefused
    goals = goals_for(person, current, ledger.ladders, person.date_at(at))
    goal = next((goal for goal in goals.open if goal.variant.slug == slug), None)
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
    ledger.extend_ladder(current)
    ledger.record([GoalChosen(at=at.astimezone(person.zone), exercise=exercise.slug, variant=slug)])
    ledger.write()
