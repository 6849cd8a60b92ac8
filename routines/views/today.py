"""Today: what is next, what changed and why, and how the morning is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.views.decorators.http import require_safe

from routines import coaching, planning
from routines.coaching.shown_plan import ShownPlan
from routines.http import PersonRequest, see_other, unless_waiting
from routines.models import RoutineItem
from routines.models.current import CurrentLine
from routines.models.schedule import Occurrence
from routines.models.today import (
    TodayFacts,
    coming_session,
    is_done_on,
    newest_begun,
    open_session,
    sent_away_session,
    today_facts,
)
from routines.views.health_changes import foresee
from routines.vocabulary import MAIN_PHASES
from routines.words.doses import needed
from routines.words.noted import noted_today
from routines.words.today import headline

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
    fitted = foresee(request)
    facts = today_facts(person, day, now)
    occurrences = person.planned_sessions.around(day, facts.refused)
    lock = facts.lock
    is_asked = lock is not None or facts.asks_first is not None
    if not occurrences and not is_asked and not person.weekly_plans.active().exists():
        return see_other("routines:plan_detail")
    currents = person.current_doses.lines() if occurrences or not lock else []
    shown = coaching.shown_plan.shown_plan(person, currents, fitted, at=now)
    if shown:
        currents, occurrences = shown.lines(currents), shown.occurrences(occurrences)
    coming = coming_session(occurrences, day)
    sent_away = sent_away_session(facts, occurrences, day)
    context = {
        "headline": headline(facts, occurrences, day),
        "day": day,
        "facts": facts,
        "open_session": open_session(occurrences),
        "sent_away": sent_away,
        "sent_away_at": facts.sent_away_at(sent_away, day) if sent_away else None,
        "coming": coming,
        "is_today": coming is not None and coming.planned_on == day,
        "is_strength_locked": bool(occurrences) and facts.is_strength_locked,
        "is_block_over": coming and planning.is_block_over(coming.block_began_on, day),
        "is_done_today": is_done_on(occurrences, day),
        **({} if is_asked else _session_context(coming, currents, shown)),
        "suggests_measuring": coaching.measures.suggests_measuring(person, day),
        "strip": _strip(facts, occurrences, day),
        "morning_session": _awaiting_morning(occurrences, day, now),
        "noted": noted_today(facts, occurrences, day, now),
        "changes": _newest_changes(currents),
        "is_new": not lock and all(now < line.begun_at + FIRST_WEEKS for line in currents),
    }
    return TemplateResponse(request, "today.html", context)


def _awaiting_morning(
    occurrences: Sequence[Occurrence], day: date, now: datetime
) -> Occurrence | None:
    """The session begun last, where its morning after is still to be told."""
    newest = newest_begun(occurrences)
    return newest if newest and newest.awaits_morning(today=day, now=now) else None


def _session_context(
    coming: Occurrence | None, currents: Sequence[CurrentLine], shown: ShownPlan | None
) -> dict[str, object]:
    """What the coming session holds, in order, without what rests on its day.

    Also the exercise to picture, which is its first main one, and what to have
    at hand.
    """
    if coming is None:
        return {}
    by_id = {line.id: line for line in currents}
    places = (shown and shown.places_of(coming.routine_id)) or RoutineItem.objects.places_of(
        coming.routine_id
    )
    held = [
        (phase, by_id[current_id])
        for current_id, phase in places
        if not by_id[current_id].rests_on(coming.planned_on)
    ]
    main = (line for phase, line in held if phase in MAIN_PHASES)
    return {
        "lines": [line for _, line in held],
        "pictured": next(main, None),
        "needed": needed(line.variant.equipment for _, line in held),
    }


def _newest_changes(currents: Sequence[CurrentLine]) -> list[CurrentLine]:
    """What was decided last; the decisions of one moment belong together."""
    last = max((line.decided_at for line in currents if line.decided_at), default=None)
    return [line for line in currents if line.decided_at == last] if last else []


def _strip(facts: TodayFacts, occurrences: Sequence[Occurrence], day: date) -> list[StripDay]:
    """This week from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    states: dict[date, tuple[DayState, str]] = {}
    for occurrence in occurrences:
        if occurrence.started_on is not None:
            state = DayState.OPEN if occurrence.is_open else DayState.DONE
            states[occurrence.started_on] = (state, occurrence.get_absolute_url())
        elif occurrence.planned_on >= day and facts.sent_away_at(occurrence, day) is None:
            states.setdefault(occurrence.planned_on, (DayState.PLANNED, ""))
    week = (monday + timedelta(days=offset) for offset in range(7))
    rest = (DayState.REST, "")
    return [StripDay(weekday, weekday == day, *states.get(weekday, rest)) for weekday in week]
