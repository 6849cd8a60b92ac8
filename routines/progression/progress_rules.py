"""Rules that add a little, or say that the goal is reached: P1 to P4, M1."""

from __future__ import annotations

from routines.progression.log import Log
from routines.progression.rule import Because, Rule
from routines.progression.values import Verdict


def _ready(log: Log) -> tuple[int, ...]:
    return log.clean_pair or log.steady_four


def _at_last_dose(log: Log) -> bool:
    return log.context.step >= log.context.max_step


def at_goal(log: Log) -> bool:
    """At the last dose of the last variant that this person may use."""
    return _at_last_dose(log) and log.context.variant >= log.context.variants - 1


def two_easy(log: Log) -> Because | None:
    """P1, and both of its two easy with a worst of 1 or less."""
    if not log.clean_pair or _at_last_dose(log):
        return None
    both = all(
        log.exposures[p].effort == "easy" and log.exposures[p].worst <= 1 for p in log.clean_pair
    )
    if not both:
        return None
    has_room_for_two = log.context.max_step - log.context.step >= 2
    return Because(used=log.clean_pair, message_id="" if has_room_for_two else "P4.one")


def two_clean(log: Log) -> Because | None:
    """Two clean in a row in the run. Basis: ACSM two-for-two; Thomeé 1997."""
    if not log.clean_pair or at_goal(log):
        return None
    return Because(used=log.clean_pair)


def four_steady(log: Log) -> Because | None:
    """Four steady in a row in the run. Basis: Smith 2017."""
    if not log.steady_four or at_goal(log):
        return None
    return Because({"worst": max(log.newest.felt, log.newest.pre)}, log.steady_four)


def ready_for_next_variant(log: Log) -> Because | None:
    """P1 or P2 at the last dose of the variant."""
    if not _ready(log) or not _at_last_dose(log) or at_goal(log):
        return None
    return Because(used=_ready(log), message_id="" if log.clean_pair else "P3.steady")


def goal_reached(log: Log) -> Because | None:
    """P1 or P2 at the last dose of the last variant this person may use."""
    if not _ready(log) or not at_goal(log):
        return None
    return Because(used=_ready(log))


PROGRESS_RULES = (
    Rule("P4", Verdict.PROGRESS, two_easy),
    Rule("P3", Verdict.PROGRESS, ready_for_next_variant),
    Rule("P1", Verdict.PROGRESS, two_clean),
    Rule("P2", Verdict.PROGRESS, four_steady),
    Rule("M1", Verdict.MAINTAIN, goal_reached),
)
