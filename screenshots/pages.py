"""The pages to draw, scene by scene, in the order in which people see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.health import Health
from routines.coaching.step_answers import StepAnswer, StepKey
from routines.models import PlannedSession, RoutineItem, Session, Step, User
from routines.vocabulary import RUNNABLE


@dataclass(frozen=True)
class Scene:
    """What one person sees at one time.

    `pages` returns addresses by the name of their picture, and may do something as the
    person first. `hours_later` counts from the evening of the session.
    """

    who: str
    pages: Callable[[User, datetime], dict[str, str]]
    hours_later: float = 0


def outside(person: User, now: datetime) -> dict[str, str]:
    """The pages that everybody sees."""
    return {
        "welcome": reverse("routines:welcome"),
        "screening": reverse("routines:screening"),
        "safety": reverse("routines:safety"),
        "help": reverse("routines:get_help"),
        "questions": reverse("routines:questions"),
        "first-weeks": reverse("routines:first_weeks"),
        "floor": reverse("routines:floor"),
        "evidence": reverse("routines:evidence"),
        "evidence-sources": reverse("routines:evidence_sources"),
        "sign-in": reverse("account_login"),
        "sign-up": reverse("account_signup"),
        "password-reset": reverse("account_reset_password"),
        "password-reset-sent": reverse("account_reset_password_done"),
        "not-found": "/nowhere/",
        "refused": reverse("routines:exercise_list") + "?kind=nothing",
        "offline": reverse("routines:offline"),
    }


def setting_up(person: User, now: datetime) -> dict[str, str]:
    """Between the red flags and the week."""
    coaching.locks.answer_red_flags(person, [], at=now)
    return {
        "health": reverse("routines:health_detail"),
        "try": reverse("routines:try_move"),
        "try-stopped": reverse("routines:try_stopped"),
    }


def wishing(person: User, now: datetime) -> dict[str, str]:
    """Health is answered, and there is no week yet."""
    coaching.health.record(person, Health(), at=now)
    return {"set-up": reverse("routines:set_up")}


def before_the_session(person: User, now: datetime) -> dict[str, str]:
    """Today, and every page that it leads to."""
    planned = _planned(person, now)
    gates = sorted(gate.slug for gate in RUNNABLE)
    item = RoutineItem.objects.filter(routine=planned.routine, phase="strength")[0]
    run = {
        f"run-{gate}": reverse("routines:session_run_gate", args=[planned.pk, gate])
        for gate in gates
    }
    return {
        "today": reverse("routines:today"),
        "plan": reverse("routines:plan_detail"),
        "swap": reverse("routines:item_swap", args=[item.pk]),
        "library": reverse("routines:exercise_list"),
        "library-strength": reverse("routines:exercise_list") + "?kind=strength",
        "exercise-bridge": reverse("routines:exercise_detail", args=["bridge"]),
        "exercise-cat-cow": reverse("routines:exercise_detail", args=["cat-cow"]),
        "ledger": reverse("routines:ledger_detail"),
        "ledger-bridge": reverse("routines:ledger_exercise", args=["bridge"]),
        "goal-bridge": reverse("routines:ledger_goal", args=["bridge"]),
        "progress": reverse("routines:progress"),
        "measures": reverse("routines:measure_list"),
        "measure": reverse("routines:measure_detail", args=[person.measures.latest("pk").pk]),
        "activities": reverse("routines:activity_list"),
        "activity": reverse("routines:activity_detail", args=[person.activities.latest("pk").pk]),
        "discomfort": reverse("routines:discomfort_new"),
        "account": reverse("routines:account_detail"),
        "check-in": reverse("routines:session_detail", args=[planned.pk]),
        **run,
    }


def in_the_session(person: User, now: datetime) -> dict[str, str]:
    """Three steps are done."""
    answers = Answers(1, places=("lower_back",))
    row = coaching.check_in.begin(_planned(person, now), answers, at=now)
    session = Session.objects.get(pk=row.planned_id)
    steps = list(session.steps.in_order().with_library())
    for step in steps[:3]:
        _do(step, now)
    place = [session.pk, 4]
    strength = next(step.position for step in steps if step.phase == "strength")
    return {
        "step": reverse("routines:step_detail", args=place),
        "step-strength": reverse("routines:step_detail", args=[session.pk, strength]),
        "step-easier": reverse("routines:step_easier", args=place),
        "step-swap": reverse("routines:step_swap", args=place),
        "step-hurts": reverse("routines:step_hurts", args=place),
        "step-stopped": reverse("routines:step_stopped", args=place),
        "gently": reverse("routines:session_gently", args=[session.pk]),
        "session-check": reverse("routines:session_check", args=[session.pk]),
        "finish": reverse("routines:session_finish", args=[session.pk]),
    }


def at_its_end(person: User, now: datetime) -> dict[str, str]:
    """Every step is done, and the last page is open."""
    session = person.sessions.latest("started_at")
    for step in session.steps.waiting().with_library():
        _do(step, now)
    return {"after": reverse("routines:session_after", args=[session.pk])}


def afterwards(person: User, now: datetime) -> dict[str, str]:
    """Done for today."""
    session = person.sessions.latest("started_at")
    coaching.session_end.close(session, after=None, differing={}, at=now)
    return {
        "today-done": reverse("routines:today"),
        "session-done": reverse("routines:session_detail", args=[session.pk]),
    }


def next_morning(person: User, now: datetime) -> dict[str, str]:
    """The one question of the morning after."""
    return {
        "today-morning": reverse("routines:today"),
        "morning-worse": reverse("routines:morning_report") + "?word=worse",
    }


def paused(person: User, now: datetime) -> dict[str, str]:
    """A red flag paused the plan."""
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=now)
    return {"paused": reverse("routines:lock_detail"), "today-paused": reverse("routines:today")}


SCENES = [
    Scene("nobody", outside),
    Scene("newcomer", setting_up),
    Scene("newcomer", wishing),
    Scene("demo", before_the_session),
    Scene("demo", in_the_session, 0.1),
    Scene("demo", at_its_end, 0.4),
    Scene("demo", afterwards, 0.45),
    Scene("demo", next_morning, 13),
    Scene("demo", paused, 14),
]


def _planned(person: User, now: datetime) -> PlannedSession:
    rows = PlannedSession.objects.filter(owner=person, planned_on=person.date_at(now))
    return rows.select_related("owner", "plan", "routine").get()


def _do(step: Step, now: datetime) -> None:
    key = StepKey(step.owner, step.session_id, step.position)
    coaching.step_answers.answer(key, StepAnswer("done", 100), version=step.version, at=now)
