"""The rules that speak of the whole plan, each on the function that writes its line.

They stand in the order of the published table. Where a rule's condition is worked out
elsewhere, from what a session or a week said, its words name it.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from typing import Any

from routines.progression.plan_level.ledger import Ledger, PlanLine
from routines.progression.plan_level.state import DirectionRest, ExerciseState, Lock, PlanState
from routines.progression.plan_level.weeks import WEEK
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.registry import LOCKS, PAIN_RULES
from routines.progression.rules.results import Message
from routines.progression.rules.rule import Notice, PlanRule, Rule, Strength, rules_of, whole_plan
from routines.progression.rules.rule import gettext_noop as _
from routines.progression.rules.thresholds import (
    PAIN_DAYS,
    PAIN_WITHIN_DAYS,
    REST_DAYS,
    SEVERE_DAYS,
    USUAL_HIGH_DAYS,
    USUAL_HIGH_FROM,
)
from routines.vocabulary import STRENGTH_LOCK, Gate, Verdict

ONE_DAY = timedelta(days=1)
*_MOST_PAIN_RULES, _LAST_PAIN_RULE = sorted(PAIN_RULES)


def lock_by(
    state: PlanState,
    ledger: Ledger,
    rule: str,
    at: datetime,
    session: str = "",
    because: str = "",
    says: str = "",
) -> None:
    """Lock by a rule, unless that is so already or was so for this very session.

    `because` names what asks for it if that is no session, `says` the sentence if it is
    not the rule's own. A lock that was explained and is asked for again is a new lock.
    """
    cause = session or because
    key = f"{rule} {cause}"
    if cause and key in state.locked_for:
        return
    same = [lock for lock in state.locks if lock.rule == rule]
    if any(not lock.is_explained for lock in same):
        return
    state.locks = [lock for lock in state.locks if lock.rule != rule]
    state.locks.append(Lock(rule=rule, at=at, session=session))
    if cause:
        state.locked_for = [*state.locked_for, key][-8:]
    ledger.add(PlanLine(at=at, rule=rule, message=Message.of(says or rule), session=session))


@whole_plan(
    STRENGTH_LOCK,
    Gate.NO_STRENGTH,
    when=_(
        "On {PAIN_DAYS} session days within {PAIN_WITHIN_DAYS} days an exercise was eased"
        " or swapped for discomfort ({MOST_PAIN_RULES} or {LAST_PAIN_RULE}); or"
        " WEEK held twice running."
    ),
    names={"MOST_PAIN_RULES": ", ".join(_MOST_PAIN_RULES), "LAST_PAIN_RULE": _LAST_PAIN_RULE},
    then=_("Until a professional has checked it. Walking and mobility go on."),
    says={
        "": _(
            "Exercises were eased for discomfort on three days within two weeks, so strength waits"
            " until someone has looked at it."
        ),
        "T5.weeks": _(
            "Two weeks running were clearly worse than the one before, so strength waits until"
            " someone has looked at it."
        ),
    },
    says_of_exercise=_("Strength is paused until someone has looked at it, so this waits."),
    says_when_over=_("The pause for strength is over."),
)
def strength_waits(
    state: PlanState, ledger: Ledger, at: datetime, *, because: str, says: str = ""
) -> None:
    """Lock strength. `because` names the days or weeks that ask for it, `says` the sentence."""
    lock_by(state, ledger, STRENGTH_LOCK, at, because=because, says=says)


def strength_waits_after_pain(state: PlanState, ledger: Ledger, at: datetime) -> None:
    """Lock strength after easing or swapping for pain on three days within two weeks."""
    days = sorted([day for day, exercises in state.pain_days.items() if exercises])[-PAIN_DAYS:]
    last = state.last_on or date.min
    for day in [day for day in state.pain_days if (last - day).days >= PAIN_WITHIN_DAYS]:
        del state.pain_days[day]
    if len(days) == PAIN_DAYS and (days[-1] - days[0]).days < PAIN_WITHIN_DAYS:
        strength_waits(state, ledger, at, because=f"pain {days[-1]}")


@whole_plan(
    "HALF",
    Gate.LIGHT,
    when=_(
        "Half or more of a session's main exercises had to stop, or were ended or left"
        " out for discomfort."
    ),
    then=_("The next session only."),
    name=_("on half sessions"),
    says={"": _("Half of that session was too much, so the next one is lighter.")},
)
def half_was_too_much(state: PlanState, ledger: Ledger, at: datetime, session: str) -> None:
    """A line where half of the newest session was red or stopped."""
    if state.is_half_red:
        ledger.add(
            PlanLine(
                at=at, rule=half_was_too_much.id, message=half_was_too_much.message, session=session
            )
        )


@whole_plan(
    "WEEK",
    Gate.LIGHT,
    when=_(
        "The median morning of a week was {WORSE_BY} or more above that of the week"
        " before, at the same or a higher dose."
    ),
    basis=("ostelo-2008",),
    then=_("For a week, in which nothing goes up."),
    name=_("on worse weeks"),
    says={
        "": _("Last week's mornings were clearly worse than the week before, so a lighter week.")
    },
    says_of_exercise=_(
        "Last week's mornings were clearly worse than those of the week before, so nothing"
        " goes up this week."
    ),
)
def worse_week(state: PlanState, ledger: Ledger, at: datetime, monday: date) -> None:
    """A light week from `monday` where the last was worse; twice running locks strength too."""
    if not state.weeks.was_worse(monday - WEEK):
        return
    state.light_week = monday
    ledger.add(
        PlanLine(
            at=at, rule=worse_week.id, message=worse_week.message, until=monday + WEEK - ONE_DAY
        )
    )
    if state.weeks.was_worse(monday - 2 * WEEK):
        strength_waits(state, ledger, at, because=f"week {monday}", says="T5.weeks")


@whole_plan(
    "REST",
    Verdict.SWAP,
    when=_("X1, for every exercise that moves the back the same way."),
    then=_("For {REST_DAYS} days; then it comes back at its easiest variant."),
    strength=Strength.PRACTICE,
    name=_("on resting directions"),
    says={
        "": _("What moves your back this way rests for two weeks, and comes back at its easiest.")
    },
    says_of_exercise=_("Moving your back this way rests for now, so nothing is added."),
)
def direction_rests(
    state: PlanState, ledger: Ledger, exercise: ExerciseState, day: date, at: datetime
) -> None:
    """Rest the direction of an exercise that was done on `day`, for two weeks from then."""
    until = day + timedelta(days=REST_DAYS)
    rest = DirectionRest(direction=exercise.direction, until=until, session=exercise.session)
    if rest not in state.rests:
        state.rests.append(rest)
    rule = direction_rests
    ledger.add(
        PlanLine(
            at=at,
            rule=rule.id,
            message=rule.message,
            session=exercise.session,
            direction=exercise.direction,
            until=until,
        )
    )


@whole_plan(
    "SHARED",
    Verdict.HOLD,
    when=_("A morning {RAISED_BY} or more above usual that is put down to no exercise."),
    basis=("ostelo-2008",),
    then=_("Everything stays, and the next session has one set, or one repetition in three, less."),
    name=_("on raised mornings"),
    says={
        "": _(
            "A raised morning that no single exercise explains, so everything stays and the next"
            " session does a little less."
        )
    },
)
def shared_morning(state: PlanState, ledger: Ledger, at: datetime, session: str) -> None:
    """A line where no exercise explains the raised morning that was told."""
    if state.is_shared_morning:
        ledger.add(
            PlanLine(at=at, rule=shared_morning.id, message=shared_morning.message, session=session)
        )


@whole_plan(
    "advice.usual",
    Notice.ADVICE,
    when=_("The usual morning has been {USUAL_HIGH_FROM} or more for {USUAL_HIGH_DAYS} days."),
    says={
        "": _(
            "Your usual morning has been at {usual} for two weeks. A GP or physiotherapist could"
            " help."
        )
    },
    example={"usual": USUAL_HIGH_FROM},
)
def usual_is_high(state: PlanState, day: date) -> Message | None:
    """Advice where the usual morning has been at 6 or more for two weeks; else None."""
    since = state.usual_high_since
    if since is None or (day - since).days < USUAL_HIGH_DAYS:
        return None
    return Message.of(usual_is_high.id, usual=state.usual)


@whole_plan(
    "advice.severe",
    Notice.ADVICE,
    when=_("{SEVERE_DAYS} days in a row began at {SEVERE_FROM} or more."),
    basis=("boonstra-2016",),
    strength=Strength.FAIR,
    says={
        "": _(
            "{days} days in a row at 8 or more. Get help; do not wait if it stops you sleeping,"
            " thinking or moving."
        )
    },
    example={"days": SEVERE_DAYS},
)
def severe_in_a_row(state: PlanState) -> Message | None:
    """Advice where three days or more in a row began at 8 or more; else None."""
    days = state.severe_days
    return Message.of(severe_in_a_row.id, days=days) if days >= SEVERE_DAYS else None


# The sentence of the end of every lock, that of strength first.
_WHEN_OVER = {
    strength_waits.id: strength_waits.says_when_over,
    **{lock.id: lock.says_when_over for lock in LOCKS},
}


@whole_plan(
    "CLEARED",
    Notice.CLEARED,
    when=_(
        "The person said that a professional has checked it, or that it was tapped by"
        " mistake, and then answered the red-flag questions with none of these."
    ),
    says={f"cleared.{rule}": says for rule, says in _WHEN_OVER.items()},
)
def lock_is_over(ledger: Ledger, at: datetime, rule: str) -> None:
    """A line that the lock by `rule` is over."""
    ledger.add(PlanLine(at=at, rule=lock_is_over.id, message=Message.of(f"cleared.{rule}")))


WHOLE_PLAN: tuple[PlanRule[..., Any], ...] = rules_of(PlanRule, sys.modules[__name__])

# The rules whose lines stand in the ledger of the plan, by id: those of the whole plan, the
# locks, and the rows of the gate that a sore day leaves there.
LINES: dict[str, Rule] = {
    rule.id: rule for rule in (*(row for row in BEFORE if row.is_sore_day), *LOCKS, *WHOLE_PLAN)
}
# The order in which to speak of locks: the higher, the less grave. That of strength is last.
GRAVENESS = {**{rule.id: rule.result.caution for rule in LOCKS}, STRENGTH_LOCK: len(Verdict)}
