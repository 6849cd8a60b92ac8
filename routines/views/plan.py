"""The plan: the proposed week, the week that runs, and what is paused."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from routines import coaching, planning
from routines.coaching.ladders import Ladders
from routines.coaching.locks import ExplainedBefore
from routines.coaching.plan_reasons import Explained, HealthReason
from routines.forms import flags
from routines.forms.flag_words import flag_word_in
from routines.forms.start import ClearLockForm
from routines.http import (
    PersonRequest,
    ask_red_flags,
    only_posted,
    see_other,
    turn_away,
    unless_waiting,
)
from routines.models import Lock, PlanDay, RoutineItem, WeeklyPlan
from routines.models.diary import flags_told
from routines.progression import Message
from routines.views.both_answers import LONGEST_KEY, compare_page, seen_in
from routines.views.health_changes import foresee
from routines.words.doses import needed

# A session this many minutes shorter than asked for needs no words.
LITTLE_LESS = 1


class Changes(NamedTuple):
    """The exercises that a proposal leaves out of the week that runs, and those it brings."""

    out: list[str]
    into: list[str]


class ExplainedDay(NamedTuple):
    """One day of the plan: its items, why they are as they are, and what to have at hand."""

    day: PlanDay
    items: list[RoutineItem]
    why: tuple[Message, ...]
    for_health: tuple[HealthReason, ...]
    needed: list[str]


@require_safe
def plan_detail(request: PersonRequest) -> HttpResponse:
    """The proposed week where there is one, else the one that runs."""
    person = request.user
    fitted = foresee(request)
    ladders = Ladders(person.fitted_for)
    plan = coaching.shown_plan.newest_week(person, ladders.library, fitted)
    if plan is None:
        return see_other("routines:set_up")
    longest = max((day.routine.minutes for day in plan.days.all()), default=plan.minutes)
    explained = coaching.plan_reasons.explain(plan, ladders)
    runs: list[RoutineItem] = []
    if not plan.accepted_at:
        runs = list(coaching.plan_swaps.in_force(person).of_running_plan())
    running = runs[0].routine.plan if runs else plan
    today = person.date_at(timezone.now())
    context = {
        "plan": plan,
        "is_block_over": planning.is_block_over(running.block_began_on, today),
        "changes": None if plan.accepted_at else _changes(runs, plan),
        "longest": longest,
        "is_short": plan.minutes - longest > LITTLE_LESS,
        "days": [_explained_day(day, explained) for day in plan.days.all()],
        "week": explained.week,
        "left_out": explained.left_out,
        "swappable": explained.swappable,
    }
    return TemplateResponse(request, "plan/plan_detail.html", context)


def _changes(runs: list[RoutineItem], plan: WeeklyPlan) -> Changes | None:
    """What a proposal would change of the week that runs; None where none runs."""
    if not runs:
        return None
    items = [item for day in plan.days.all() for item in day.routine.items.all()]
    now, then = ({item.planned.exercise.name for item in some} for some in (runs, items))
    return Changes(sorted(now - then), sorted(then - now))


def _explained_day(day: PlanDay, explained: Explained) -> ExplainedDay:
    items = list(day.routine.items.all())
    things = needed(item.current.dose.variant.equipment for item in items)
    return ExplainedDay(
        day,
        items,
        explained.routines.get(day.routine_id, ()),
        explained.for_health[day.routine_id],
        things,
    )


@only_posted(otherwise="routines:plan_detail")
@unless_waiting
def plan_accept(request: PersonRequest) -> HttpResponse:
    """The proposed week becomes the plan."""
    proposed = request.user.weekly_plans.proposed().first()
    if proposed is not None and seen_in(request) not in (None, proposed.pk):
        text = gettext("Another week is proposed by now. Look at it first: nothing was changed.")
        messages.info(request, text)
        return turn_away(request, "routines:plan_detail")
    coaching.week.accept_week(request.user, at=timezone.now())
    return see_other("routines:today")


@only_posted(otherwise="routines:plan_detail")
def plan_discard(request: PersonRequest) -> HttpResponse:
    """Keep the week that runs, and forget the proposed one."""
    coaching.week.discard_proposal(request.user)
    return see_other("routines:plan_detail")


@only_posted(otherwise="routines:plan_detail")
@unless_waiting
def plan_vary(request: PersonRequest) -> HttpResponse:
    """After four weeks: the same week with a little variety, to be looked at."""
    if coaching.blocks.propose_variety(request.user, at=timezone.now()) is None:
        text = gettext("There is nothing else of the same purpose for you now, so yours stay.")
        messages.info(request, text)
    return see_other("routines:plan_detail")


@only_posted(otherwise="routines:plan_detail")
def plan_keep(request: PersonRequest) -> HttpResponse:
    """Keep the same exercises for four more weeks."""
    coaching.blocks.keep_block(request.user, at=timezone.now())
    return see_other("routines:plan_detail")


@only_posted(otherwise="routines:today")
@unless_waiting
def plan_resume(request: PersonRequest) -> HttpResponse:
    """After a long time away: plan the next weeks again, beginning today."""
    plan = get_object_or_404(request.user.weekly_plans.active())
    return see_other(coaching.week.resume(plan, request.user.date_at(timezone.now())))


@require_http_methods(["GET", "HEAD", "POST"])
def lock_detail(request: PersonRequest) -> HttpResponse:
    """What is paused, since when and why; and the two ways to clear it, a pause at a time."""
    person = request.user
    locks = list(person.locks.in_force())
    lock = _lock_meant(request, locks)
    if lock is None:
        if request.method == "POST":
            raise Http404
        return see_other("routines:today")
    latest = person.latest_date_at(timezone.now())
    form = ClearLockForm(request.POST if request.method == "POST" else None, latest=latest)
    if request.method == "POST" and form.is_valid():
        try:
            coaching.locks.explain(lock, **form.cleaned_data, at=timezone.now())
        except ExplainedBefore as before:
            return _explained_before(request, before.lock)
        if word := flag_word_in(form.cleaned_data["note"]):
            return ask_red_flags(request, word)
        asks_next = Lock.ask_next(person.locks.in_force())
        return see_other("routines:screening" if asks_next else "routines:lock_detail")
    ticked = flags.in_words(flags_told(person, lock.locked_at))
    context = {
        "lock": lock,
        "form": form,
        "ticked": ticked,
        "asks_next": Lock.ask_next(locks),
        "is_whole": any(not lock.is_of_strength for lock in locks),
        "open_session": person.sessions.open().newest_first().first(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "plan/lock_detail.html", context, status=status)


def _lock_meant(request: PersonRequest, locks: list[Lock]) -> Lock | None:
    """The lock that a form speaks of, else the gravest of `locks`, those in force; None of none.

    A form may speak of one that is over, or explained in another tab.
    """
    said = request.POST.get("lock", "")
    if said.isascii() and said.isdecimal() and len(said) < LONGEST_KEY:
        return get_object_or_404(request.user.locks, pk=int(said))
    return Lock.gravest_first(locks)[0] if locks else None


def _explained_before(request: PersonRequest, lock: Lock) -> HttpResponse:
    """How the lock was said to be cleared, beside what was sent now."""
    return compare_page(
        request,
        ClearLockForm.base_fields,
        {name: getattr(lock, name) for name in ClearLockForm.base_fields},
        keep=reverse("routines:lock_detail"),
        too_late=gettext(
            "The pause was explained already. Where it is not safe to go on, tick so in the"
            " questions that come next."
        ),
    )
