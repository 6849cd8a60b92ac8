"""The page that shows a person what has come of it: reach, activities, weeks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from routines import coaching
from routines.http import PersonRequest
from routines.models import User
from routines.progression.rules.thresholds import REAL_CHANGE
from routines.views.charts import bar, line_of
from routines.views.measures import SHOWN

WEEKS = 12
SCORES = 8


class Change(NamedTuple):
    """From the first value to the newest: centimetres nearer to the floor."""

    since: date
    nearer: int

    @property
    def size(self) -> int:
        """How many centimetres, whichever way."""
        return abs(self.nearer)

    @property
    def is_real(self) -> bool:
        """Whether it is more than chance may bring."""
        return self.size >= REAL_CHANGE


class Week(NamedTuple):
    """How many sessions a week had."""

    monday: date
    sessions: int
    bar: int


@require_safe
def progress(request: PersonRequest) -> HttpResponse:
    """Reach first, then what the person wants back, then their weeks; no pain on it."""
    person = request.user
    day = person.date_at(timezone.now())
    newest = list(person.measures.order_by("-measured_on")[:SHOWN])
    values = [
        (measure.measured_on, measure.centimetres)
        for measure in reversed(newest)
        if measure.centimetres is not None
    ]
    context = {
        "why_not": coaching.measures.why_not_measure(person, day),
        "suggests_measuring": coaching.measures.suggests_measuring(person, day),
        "measures": newest,
        "line": line_of(values),
        "change": _change(values),
        "activities": person.activities.in_order().with_newest_scores(SCORES),
        "weeks": _weeks(person, day),
    }
    return TemplateResponse(request, "measure/progress.html", context)


def _change(values: list[tuple[date, int]]) -> Change | None:
    if len(values) < 2:
        return None
    (since, first), (_, last) = values[0], values[-1]
    return Change(since, first - last)


def _weeks(person: User, day: date) -> list[Week]:
    """The last weeks with their sessions, the newest first, back to the first that has one."""
    this_monday = day - timedelta(days=day.weekday())
    mondays = [this_monday - timedelta(weeks=n) for n in range(WEEKS)]
    days = person.sessions.closed().trained().days_from(mondays[-1])
    counts = Counter(day - timedelta(days=day.weekday()) for day in days)
    most = max(counts.values(), default=0)
    first = min(counts, default=this_monday)
    return [
        Week(monday, counts[monday], bar(counts[monday], most))
        for monday in mondays
        if monday >= first
    ]
