"""Today: what is next, what changed and why, and how the morning is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines.forms.morning import MorningForm
from routines.http import PersonRequest, see_other
from routines.models import Decision, Lock, PlannedSession, RoutineItem, Session


class DayState(StrEnum):
    """How one day of the week strip looks."""

    DONE = "done"
    OPEN = "open"
    PLANNED = "planned"
    REST = "rest"


@dataclass(frozen=True)
class StripDay:
    """One day of the week strip."""

    day: date
    state: DayState
    is_today: bool


@require_safe
def today(request: PersonRequest) -> HttpResponse:
    """The page that a person opens: one thing to do."""
    person = request.user
    now = timezone.now()
    day = person.date_at(now)
    planned = list(person.planned_sessions.around(day))
    lock = None
    if not planned or getattr(planned[0], "is_paused", True):
        lock = Lock.gravest(person.locks.in_force())
    if not planned and lock is None and not person.weekly_plans.active().exists():
        return see_other("routines:plan_detail")
    sessions = [one.session for one in planned if hasattr(one, "session")]
    coming = next((p for p in planned if p.planned_on >= day and not hasattr(p, "session")), None)
    context = {
        "day": day,
        "lock": lock,
        "open_session": next((session for session in sessions if session.is_open), None),
        "coming": coming,
        "is_done_today": any(s.started_on == day and not s.is_open for s in sessions),
        "items": [] if lock else _items(coming),
        "strip": _strip(planned, day),
        "morning_session": _morning_due(sessions, day, now),
        "morning_form": MorningForm(),
        "decisions": _newest_decisions(sessions),
    }
    return TemplateResponse(request, "today.html", context)


def _items(coming: PlannedSession | None) -> list[RoutineItem]:
    if coming is None:
        return []
    items = RoutineItem.objects.filter(routine=coming.routine_id).for_display()
    return [item for item in items if not item.current.rests_on(coming.planned_on)]


def _strip(planned: list[PlannedSession], day: date) -> list[StripDay]:
    """This week from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    states: dict[date, DayState] = {}
    for one in planned:
        if not hasattr(one, "session"):
            if one.planned_on >= day:
                states.setdefault(one.planned_on, DayState.PLANNED)
        else:
            states[one.session.started_on] = DayState.OPEN if one.session.is_open else DayState.DONE
    week = (monday + timedelta(days=offset) for offset in range(7))
    return [StripDay(one, states.get(one, DayState.REST), one == day) for one in week]


def _morning_due(sessions: list[Session], day: date, now: datetime) -> Session | None:
    """The newest session, where its morning after is still to be told."""
    newest = max(sessions, key=lambda session: session.started_at, default=None)
    return newest if newest and newest.awaits_morning(today=day, now=now) else None


def _newest_decisions(sessions: list[Session]) -> list[Decision]:
    """What the rules said of the newest session that they have judged."""
    closed = sorted((s for s in sessions if not s.is_open), key=lambda s: s.started_at)[-2:]
    if not closed:
        return []
    decisions = list(
        Decision.objects.filter(session__in=closed)
        .select_related("exercise", "from_dose__variant", "to_dose__variant", "swap_to")
        .order_by("exercise__rank")
    )
    for session in reversed(closed):
        found = [decision for decision in decisions if decision.session_id == session.pk]
        if found:
            return found
    return []
