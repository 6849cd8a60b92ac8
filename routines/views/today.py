"""Today: what is next, what changed and why, and how the morning is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.views.decorators.http import require_safe

from routines.http import PersonRequest, see_other
from routines.models import Lock, RoutineItem
from routines.models.plan import CurrentLine
from routines.models.schedule import Occurrence


class DayState(StrEnum):
    """How one day of the week strip looks."""

    DONE = "done"
    OPEN = "open"
    PLANNED = "planned"
    REST = "rest"


class StripDay(NamedTuple):
    """One day of the week strip."""

    day: date
    state: DayState
    is_today: bool

    @property
    def weekday(self) -> str:
        """The short name of its weekday."""
        return str(WEEKDAYS_ABBR[self.day.weekday()])


@require_safe
def today(request: PersonRequest) -> HttpResponse:
    """The page that a person opens: one thing to do."""
    person = request.user
    now = timezone.now()
    day = person.date_at(now)
    occurrences = person.planned_sessions.around(day)
    lock = None
    if not occurrences or occurrences[0].is_paused:
        lock = Lock.gravest(person.locks.in_force())
    if not occurrences and lock is None and not person.weekly_plans.active().exists():
        return see_other("routines:plan_detail")
    begun = [one for one in occurrences if one.is_begun]
    currents = person.current_doses.lines()
    newest = max(begun, key=lambda one: one.started_at or now, default=None)
    coming = next((o for o in occurrences if o.planned_on >= day and not o.is_begun), None)
    context = {
        "day": day,
        "lock": lock,
        "open_session": next((one for one in begun if one.is_open), None),
        "coming": coming,
        "is_done_today": any(one.started_on == day and not one.is_open for one in begun),
        "lines": [] if lock else _planned_lines(coming, currents),
        "strip": _strip(occurrences, day),
        "morning_session": (
            newest if newest and newest.awaits_morning(today=day, now=now) else None
        ),
        "changes": _newest_changes(currents),
    }
    return TemplateResponse(request, "today.html", context)


def _planned_lines(coming: Occurrence | None, currents: list[CurrentLine]) -> list[CurrentLine]:
    """What the coming session holds, in order, without what rests on its day."""
    if coming is None:
        return []
    items = RoutineItem.objects.filter(routine=coming.routine_id).values_list("rank", "current")
    by_id = {line.id: line for line in currents}
    lines = [by_id[current_id] for _, current_id in sorted(items)]
    return [
        line for line in lines if line.rests_until is None or line.rests_until < coming.planned_on
    ]


def _newest_changes(currents: list[CurrentLine]) -> list[CurrentLine]:
    """What was decided last; the decisions of one moment belong together."""
    last = max((line.decided_at for line in currents if line.decided_at), default=None)
    return [line for line in currents if line.decided_at == last] if last else []


def _strip(occurrences: list[Occurrence], day: date) -> list[StripDay]:
    """This week from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    states: dict[date, DayState] = {}
    for one in occurrences:
        if one.started_on is not None:
            states[one.started_on] = DayState.OPEN if one.is_open else DayState.DONE
        elif one.planned_on >= day:
            states.setdefault(one.planned_on, DayState.PLANNED)
    week = (monday + timedelta(days=offset) for offset in range(7))
    return [StripDay(one, states.get(one, DayState.REST), one == day) for one in week]
