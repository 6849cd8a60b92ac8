"""May today's session run, and how: the rows of the gate, in the order in which they count."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from routines.progression.rules.results import GateDecision, Message
from routines.progression.rules.rule import BeforeRule, GateDay, Strength, before, rules_of
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.stop import emergency_flag, urgent_flag
from routines.progression.rules.thresholds import (
    AMBER_FROM,
    AMBER_TO,
    RAISED_BY,
    RESCREEN_AFTER_DAYS,
    SEVERE_FROM,
    STOP_AT,
    STRENGTH_APART_DAYS,
)
from routines.progression.rules.values import GateContext
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Gate


@before(
    "E1",
    Gate.EMERGENCY,
    when=emergency_flag.when,
    then=emergency_flag.then,
    basis=emergency_flag.basis,
    strength=emergency_flag.strength,
    says={"": _("Get emergency help now. Do not drive yourself, and leave out all exercise.")},
)
def emergency(day: GateDay) -> bool:
    """An emergency flag is set."""
    return bool(day.context.flags & EMERGENCY_FLAGS)


@before(
    "U1",
    Gate.URGENT,
    when=urgent_flag.when,
    then=urgent_flag.then,
    basis=urgent_flag.basis,
    strength=urgent_flag.strength,
    says={"": _("Ask for an urgent appointment. Your plan waits until someone has checked this.")},
)
def urgent(day: GateDay) -> bool:
    """An urgent flag is set."""
    return bool(day.context.flags & URGENT_FLAGS)


@before(
    "L1",
    Gate.LOCKED,
    when=_("The plan is paused by E1, U1, T1 or T2, and nobody has said that it was checked."),
    says={"": _("Your plan is paused. It starts again once a professional has checked it.")},
)
def locked(day: GateDay) -> bool:
    """A lock of the whole plan is in force."""
    return day.context.locked


@before(
    "T3",
    Gate.STOP_SEE,
    when=_("{SEVERE_FROM} or more now."),
    then=_("For today; it does not pause the plan."),
    basis=("boonstra-2016",),
    strength=Strength.FAIR,
    says={
        "": _(
            "{pre} today, so no exercises planned. Keep moving gently if you can; short walks"
            " are fine. We ask again tomorrow."
        )
    },
    says_of_day=_("{pre} that day, so no exercises."),
    example={"pre": SEVERE_FROM},
)
def severe(day: GateDay) -> bool:
    """8 or more now."""
    return day.context.pre >= SEVERE_FROM


@before(
    "G3",
    Gate.RESCREEN,
    when=_(
        "{RESCREEN_AFTER_DAYS} days or more since the last session, and the red-flag"
        " questions were not answered since."
    ),
    says={"": _("{days} days since your last session. Has anything changed in your health?")},
    example={"days": RESCREEN_AFTER_DAYS},
)
def long_gap(day: GateDay) -> bool:
    """28 days or more since a session, and no screening since."""
    days = day.context.days_since_last_session
    return days is not None and days >= RESCREEN_AFTER_DAYS and not day.context.screened_since


@before(
    "D3",
    Gate.EASE,
    when=_("{STOP_AT} or more now, but below {SEVERE_FROM}."),
    then=_("Breathing, pelvic tilt, knee rolls and a short walk."),
    basis=("boonstra-2016", "thomee-1997"),
    strength=Strength.FAIR,
    is_own=True,
    says={
        "": _(
            "{pre} today, so a gentle version. Moving usually helps, and this counts for your week."
        )
    },
    says_of_day=_("{pre} that day, so a gentle version."),
    example={"pre": STOP_AT},
)
def red(day: GateDay) -> bool:
    """6 or 7 now."""
    return STOP_AT <= day.context.pre < SEVERE_FROM


@before(
    "D4",
    Gate.MOBILITY_ONLY,
    when=_("There was a session today already."),
    is_own=True,
    says={"": _("You trained earlier today. Gentle mobility is fine; strength can wait.")},
)
def trained_today(day: GateDay) -> bool:
    """A session today already."""
    return day.context.days_since_last_session == 0


@before(
    "D2",
    Gate.LIGHT,
    when=_(
        "Between {AMBER_FROM} and {AMBER_TO} now, and {RAISED_BY} or more above the usual morning."
    ),
    then=_("Every exercise one step down, for this session."),
    basis=("ostelo-2008",),
    strength=Strength.FAIR,
    is_own=True,
    says={"": _("A bit sorer than usual for you, so a lighter session.")},
    says_of_day=_("{pre} that day, sorer than usual, so a lighter session."),
)
def sorer_than_usual(day: GateDay) -> bool:
    """4 or 5 now, and 2 or more above usual."""
    pre, usual = day.context.pre, day.context.usual_morning
    return AMBER_FROM <= pre <= AMBER_TO and pre - usual >= RAISED_BY


@before(
    "HALF",
    Gate.LIGHT,
    when=_("HALF asks for a lighter session."),
    says={"": _("Half of the last session was too much, so a lighter one.")},
)
def follows_half(day: GateDay) -> bool:
    """Half of the last session was too much (the rule HALF of the whole plan)."""
    return day.follows_half


@before(
    "WEEK",
    Gate.LIGHT,
    when=_("WEEK asks for a lighter week."),
    says={
        "": _("Last week's mornings were clearly worse than the week before, so a lighter week.")
    },
)
def in_light_week(day: GateDay) -> bool:
    """The last week was worse than the one before (the rule WEEK of the whole plan)."""
    return day.in_light_week


@before(
    "T5",
    Gate.NO_STRENGTH,
    when=_("T5 has paused strength."),
    says={"": _("Strength is paused until someone has looked at it; walking and mobility go on.")},
)
def strength_locked(day: GateDay) -> bool:
    """The lock of strength is in force (the rule T5 of the whole plan)."""
    return day.context.strength_locked


@before(
    "D5",
    Gate.NO_STRENGTH,
    when=_("Fewer than {STRENGTH_APART_DAYS} days since a session with strength in it."),
    then=_("Pelvic tilt and bird dog may stay."),
    basis=("garber-2011",),
    strength=Strength.FAIR,
    is_own=True,
    says={"": _("Strength work is best with a day between, so today leaves it out.")},
)
def strength_too_soon(day: GateDay) -> bool:
    """Strength today or yesterday."""
    days = day.context.days_since_strength
    return days is not None and days < STRENGTH_APART_DAYS


ABOVE = rules_of(BeforeRule, sys.modules[__name__])


@before(
    "D1",
    Gate.RUN,
    when=_("None of the rows above."),
    is_own=True,
    says={"": _("Nothing stands in the way. Straight into the session.")},
)
def nothing_in_the_way(day: GateDay) -> bool:
    """No row above matches."""
    return not any(rule(day) for rule in ABOVE)


BEFORE = (*ABOVE, nothing_in_the_way)
RESULTS: dict[str, Gate] = {rule.id: rule.result for rule in BEFORE}


def gate(
    context: GateContext, *, follows_half: bool = False, in_light_week: bool = False
) -> GateDecision:
    """The first row that matches names the gate; `rules` lists every row that matches.

    The restrictions of the further rows apply too: see `restrictions`. `follows_half`
    and `in_light_week` say that a rule of the whole plan, HALF or WEEK, asks for a
    lighter session.
    """
    day = GateDay(context=context, follows_half=follows_half, in_light_week=in_light_week)
    matches = [rule for rule in BEFORE if rule(day)]
    numbers = _numbers(context)
    reasons = [Message.of(rule.id, **numbers) for rule in matches]
    return GateDecision(
        result=matches[0].result,
        rules=tuple(rule.id for rule in matches),
        reason=reasons[0],
        others=tuple(reasons[1:3]),
    )


def restrictions(rules: Iterable[str]) -> frozenset[Gate]:
    """Everything that the matched gate rules ask of today's session."""
    return frozenset(RESULTS[rule] for rule in rules) - {Gate.RUN}


def _numbers(context: GateContext) -> dict[str, int]:
    """Every number that the sentence of any row asks for, so that all can be said."""
    numbers = {"pre": context.pre, "usual": context.usual_morning}
    if context.days_since_last_session is not None:
        numbers["days"] = context.days_since_last_session
    return numbers
