"""May today's session run, and how (PROGRESSION 4)."""

from __future__ import annotations

from routines.progression.flags import EMERGENCY_FLAGS, URGENT_FLAGS
from routines.progression.values import CheckIn, GateDecision, GateResult, Message

RESCREEN_AFTER_DAYS = 28


def gate(check_in: CheckIn, light_because: tuple[str, ...] = ()) -> GateDecision:
    """The first row that matches names the gate; `rules` lists every row that matches.

    The restrictions of the further rows apply too: see `restrictions`.
    `light_because` are the plan-wide rules that ask for a lighter session
    (PROGRESSION 6); they stand beside D2.
    """
    matches = _matches(check_in, light_because)
    numbers = _numbers(check_in)
    messages = [Message(rule, numbers) for rule, _ in matches]
    return GateDecision(
        result=matches[0][1],
        rules=tuple(rule for rule, _ in matches),
        reason=messages[0],
        others=tuple(messages[1:3]),
    )


def restrictions(rules: tuple[str, ...]) -> frozenset[GateResult]:
    """Everything that the matched gate rules ask of today's session."""
    return frozenset(_RESULTS[rule] for rule in rules) - {GateResult.RUN}


_RESULTS = {
    "E1": GateResult.EMERGENCY,
    "U1": GateResult.URGENT,
    "L1": GateResult.LOCKED,
    "T3": GateResult.STOP_SEE,
    "G3": GateResult.RESCREEN,
    "D3": GateResult.EASE,
    "D4": GateResult.MOBILITY_ONLY,
    "D2": GateResult.LIGHT,
    "HALF": GateResult.LIGHT,
    "WEEK": GateResult.LIGHT,
    "T5": GateResult.NO_STRENGTH,
    "D5": GateResult.NO_STRENGTH,
    "D1": GateResult.RUN,
}


def _matches(check_in: CheckIn, light_because: tuple[str, ...]) -> list[tuple[str, GateResult]]:
    days = check_in.days_since_last_session
    strength_days = check_in.days_since_strength
    is_long_gap = days is not None and days >= RESCREEN_AFTER_DAYS
    rows = {
        "E1": bool(check_in.flags & EMERGENCY_FLAGS),
        "U1": bool(check_in.flags & URGENT_FLAGS),
        "L1": check_in.locked,
        "T3": check_in.pre >= 8,
        "G3": is_long_gap and not check_in.screened_since,
        "D3": check_in.pre in (6, 7),
        "D4": days == 0,
        "D2": check_in.pre in (4, 5) and check_in.pre - check_in.usual_morning >= 2,
        **dict.fromkeys(light_because, True),
        "T5": check_in.strength_locked,
        "D5": strength_days is not None and strength_days <= 1,
    }
    matched = [rule for rule, holds in rows.items() if holds] or ["D1"]
    return [(rule, _RESULTS[rule]) for rule in matched]


def _numbers(check_in: CheckIn) -> dict[str, int]:
    """Every number that the sentence of any row asks for, so that all can be said."""
    numbers = {"pre": check_in.pre, "usual": check_in.usual_morning}
    if check_in.days_since_last_session is not None:
        numbers["days"] = check_in.days_since_last_session
    return numbers
