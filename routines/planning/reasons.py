"""Why a session and a week are as they are: counts, as messages for the adapter's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from routines.planning.balance import directions_of, lacking, main_steps
from routines.planning.days import neighbours
from routines.planning.values import Steps
from routines.planning.week import in_order, position_changes
from routines.progression import Message
from routines.vocabulary import Phase


def explain_session(session: Steps, wanted: Collection[str]) -> tuple[Message, ...]:
    """Why these exercises, and why in this order.

    `wanted` are the main exercises that the person's aim lists. A reason that does not
    hold for this session is left out.
    """
    return (*_why_these(session, wanted), *_why_this_order(session))


def _why_these(session: Steps, wanted: Collection[str]) -> list[Message]:
    mains = main_steps(session)
    in_aim = sum(step.exercise.slug in wanted for step in mains)
    strength = sum(step.exercise.kind.is_strength for step in mains)
    directions = {str(direction): count for direction, count in directions_of(mains).items()}
    reasons = [Message.of("aim" if in_aim == len(mains) else "aim_part", count=in_aim)]
    if 0 < strength < len(mains):
        counts = {"stretches": len(mains) - strength, "strength": strength}
        reasons.append(Message.of("kinds", **counts))
    if directions:
        reasons.append(Message.of("ways", **directions))
    return [*reasons, *(Message.of(f"no_{lack}") for lack in lacking(mains))]


def _why_this_order(session: Steps) -> list[Message]:
    mains = main_steps(session)
    warm_up = sum(step.phase == Phase.WARM_UP for step in session)
    reasons = [Message.of("warm_first", count=warm_up)] if warm_up else []
    phases = {step.phase for step in mains}
    if len(phases) > 1:
        reasons.append(Message.of("stretches_first"))
    last = session[-1].variant.position
    changes = position_changes([step.exercise for step in mains], last)
    fewest = position_changes([step.exercise for step in in_order(mains, last)], last)
    reasons.append(Message.of("few_changes" if changes == fewest else "changes", count=changes))
    if session[-1].phase == Phase.COOL_DOWN:
        reasons.append(Message.of("calm_end"))
    return reasons


def explain_week(sessions: Sequence[Steps], weekdays: Collection[int]) -> tuple[Message, ...]:
    """What holds for the week: how often each exercise comes, rest days, and what it lacks."""
    mains = [step for session in sessions for step in main_steps(session)]
    times = Counter(step.exercise.slug for step in mains)
    reasons = [Message.of("times", exercises=len(times), least=min(times.values(), default=0))]
    reasons.append(Message.of("side_by_side" if neighbours(weekdays) else "rest_days"))
    return (*reasons, *(Message.of(f"week_no_{lack}") for lack in lacking(mains)))
