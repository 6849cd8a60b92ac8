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

from routines import coaching, planning
from routines.http import PersonRequest, see_other, unless_waiting
from routines.models import Lock, RoutineItem
from routines.models.current import CurrentLine
from routines.models.quiet import QUIET_FOR, told_pain
from routines.models.schedule import Occurrence
from routines.views.health_changes import apply_health
from routines.vocabulary import Phase
from routines.words.doses import needed

# How long a plan is new to a person, so that Today leads to what is usual then.
FIRST_WEEKS = timedelta(weeks=2)


class DayState(StrEnum):
    """How one day of the week strip looks."""

    DONE = "done"
    OPEN = "open"
    PLANNED = "planned"
    REST = "rest"


class StripDay(NamedTuple):
    """One day of the week strip."""

    day: date
    is_today: bool
    state: DayState
    address: str

    @property
    def weekday(self) -> str:
        """The short name of its weekday."""
        return str(WEEKDAYS_ABBR[self.day.weekday()])


@require_safe
@unless_waiting
def today(request: PersonRequest) -> HttpResponse:
    """The page that a person opens: one thing to do."""
    person = request.user
    now = timezone.now()
    day = person.date_at(now)
    apply_health(request)
    told = told_pain(person, now - QUIET_FOR) if person.usual_morning == 0 else None
    unchecked = person.sessions.unchecked()
    occurrences = person.planned_sessions.around(day, unchecked, told)
    shared = occurrences[0] if occurrences else None
    stands = shared or person.weekly_plans.active().standing(unchecked)
    locks = [] if stands and not stands.is_paused else list(person.locks.in_force())
    lock = next((one for one in Lock.gravest_first(locks) if not one.is_of_strength), None)
    if stands is None and lock is None:
        return see_other("routines:plan_detail")
    asks_first = stands.unchecked if stands and not lock else None
    begun = [one for one in occurrences if one.is_begun]
    currents = person.current_doses.lines() if occurrences or not lock else []
    newest = max(begun, key=lambda one: one.started_at or now, default=None)
    coming = next((o for o in occurrences if o.planned_on >= day and not o.is_begun), None)
    context = {
        "day": day,
        "lock": lock,
        "asks_first": asks_first,
        "shared": shared,
        "asks_next": shared.asks_next if shared else Lock.ask_next(locks),
        "open_session": next((one for one in begun if one.is_open), None),
        "sent_away": next((one for one in occurrences if one.is_sent_away), None),
        "coming": coming,
        "is_block_over": coming and planning.is_block_over(coming.block_began_on, day),
        "is_quiet": shared is not None and not shared.has_told_pain,
        "is_done_today": any(one.started_on == day and not one.is_open for one in begun),
        **({} if lock or asks_first else _session_context(coming, currents)),
        "suggests_measuring": coaching.measures.suggests_measuring(person, day),
        "strip": _strip(occurrences, day),
        "morning_session": (
            newest if newest and newest.awaits_morning(today=day, now=now) else None
        ),
        "changes": _newest_changes(currents),
        "is_new": not lock and all(now < line.begun_at + FIRST_WEEKS for line in currents),
    }
    return TemplateResponse(request, "today.html", context)


def _session_context(coming: Occurrence | None, currents: list[CurrentLine]) -> dict[str, object]:
    """What the coming session holds, in order, without what rests on its day.

    Also the exercise to picture, which is its first main one, and what to have
    at hand.
    """
    if coming is None:
        return {}
    by_id = {line.id: line for line in currents}
    items = RoutineItem.objects.filter(routine=coming.routine_id)
    held = [
        (phase, by_id[current_id])
        for _, current_id, phase in sorted(items.values_list("rank", "current", "phase"))
        if not by_id[current_id].rests_on(coming.planned_on)
    ]
    main = (line for phase, line in held if phase in (Phase.STRETCH, Phase.STRENGTH))
    return {
        "lines": [line for _, line in held],
        "pictured": next(main, None),
        "needed": needed(line.equipment for _, line in held),
    }


def _newest_changes(currents: list[CurrentLine]) -> list[CurrentLine]:
    """What was decided last; the decisions of one moment belong together."""
    last = max((line.decided_at for line in currents if line.decided_at), default=None)
    return [line for line in currents if line.decided_at == last] if last else []


def _strip(occurrences: list[Occurrence], day: date) -> list[StripDay]:
    """This week from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    states: dict[date, tuple[DayState, str]] = {}
    for one in occurrences:
        if one.started_on is not None:
            state = DayState.OPEN if one.is_open else DayState.DONE
            states[one.started_on] = (state, one.get_absolute_url())
        elif one.planned_on >= day and not one.is_sent_away:
            states.setdefault(one.planned_on, (DayState.PLANNED, ""))
    week = (monday + timedelta(days=offset) for offset in range(7))
    return [StripDay(one, one == day, *states.get(one, (DayState.REST, ""))) for one in week]
