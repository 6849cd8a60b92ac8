"""Rules that stop: E1, U1, T1, T2, T3 (PROGRESSION 4 and 5)."""

from __future__ import annotations

from routines.progression.flags import EMERGENCY_FLAGS, URGENT_FLAGS
from routines.progression.log import Log
from routines.progression.rule import Because, Rule
from routines.progression.values import Verdict


def emergency_flag(log: Log) -> Because | None:
    """An emergency flag is set."""
    return Because() if log.context.flags & EMERGENCY_FLAGS else None


def urgent_flag(log: Log) -> Because | None:
    """An urgent flag is set."""
    return Because() if log.context.flags & URGENT_FLAGS else None


def nerve_sign_stays(log: Log) -> Because | None:
    """Tingling or numbness that does not clear. Basis: NHS, NICE."""
    return Because() if log.newest.neuro == "persistent" else None


def spread_stays(log: Log) -> Because | None:
    """Spread further and still there next morning, or another direction spread too.

    Basis: May 2018; practice in mechanical diagnosis and therapy.
    """
    stays = log.newest.spread_next_morning or log.context.other_directions_spread >= 1
    return Because() if log.newest.spread == "further" and stays else None


def severe(log: Log) -> Because | None:
    """Any of during, after and morning at 8 or more. Basis: Boonstra 2016; NHS "severe"."""
    worst = max(log.newest.worst, log.newest.morning or 0)
    return Because({"worst": worst}) if worst >= 8 else None


FLAG_RULES = (
    Rule("E1", Verdict.EMERGENCY, emergency_flag),
    Rule("U1", Verdict.URGENT, urgent_flag),
)

STOP_RULES = (
    Rule("T1", Verdict.STOP_SEE, nerve_sign_stays),
    Rule("T2", Verdict.STOP_SEE, spread_stays),
    Rule("T3", Verdict.STOP_SEE, severe),
)
