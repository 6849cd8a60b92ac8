"""May today's session run, and how (PROGRESSION 4)."""

from __future__ import annotations

from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.results import GateDecision, Message
from routines.progression.rules.row import Listed, Row, Strength
from routines.progression.rules.stop import EMERGENCY_ROW, URGENT_ROW
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

GATE_ROWS = (
    Listed("E1", Gate.EMERGENCY, EMERGENCY_ROW),
    Listed("U1", Gate.URGENT, URGENT_ROW),
    Listed(
        "L1",
        Gate.LOCKED,
        Row(_("The plan is paused by E1, U1, T1 or T2, and nobody has said that it was checked.")),
    ),
    Listed(
        "T3",
        Gate.STOP_SEE,
        Row(
            _("{SEVERE_FROM} or more now."),
            ("boonstra-2016",),
            Strength.FAIR,
            _("For today; it does not pause the plan."),
            {"pre": SEVERE_FROM},
        ),
    ),
    Listed(
        "G3",
        Gate.RESCREEN,
        Row(
            _(
                "{RESCREEN_AFTER_DAYS} days or more since the last session, and the red-flag"
                " questions were not answered since."
            ),
            numbers={"days": RESCREEN_AFTER_DAYS},
        ),
    ),
    Listed(
        "D3",
        Gate.EASE,
        Row(
            _("{STOP_AT} or more now, but below {SEVERE_FROM}."),
            ("boonstra-2016", "thomee-1997"),
            Strength.FAIR,
            _("Breathing, pelvic tilt, knee rolls and a short walk."),
            {"pre": STOP_AT},
        ),
    ),
    Listed("D4", Gate.MOBILITY_ONLY, Row(_("There was a session today already."))),
    Listed(
        "D2",
        Gate.LIGHT,
        Row(
            _(
                "Between {AMBER_FROM} and {AMBER_TO} now, and {RAISED_BY} or more above the usual"
                " morning."
            ),
            ("ostelo-2008",),
            Strength.FAIR,
            _("Every exercise one step down, for this session."),
        ),
    ),
    Listed("HALF", Gate.LIGHT, Row(_("HALF asks for a lighter session."))),
    Listed("WEEK", Gate.LIGHT, Row(_("WEEK asks for a lighter week."))),
    Listed("T5", Gate.NO_STRENGTH, Row(_("T5 has paused strength."))),
    Listed(
        "D5",
        Gate.NO_STRENGTH,
        Row(
            _("Fewer than {STRENGTH_APART_DAYS} days since a session with strength in it."),
            ("garber-2011",),
            Strength.FAIR,
            _("Pelvic tilt and bird dog may stay."),
        ),
    ),
    Listed("D1", Gate.RUN, Row(_("None of the rows above."))),
)
_RESULTS = {listed.id: Gate(listed.result) for listed in GATE_ROWS}


def gate(check_in: GateContext, light_because: tuple[str, ...] = ()) -> GateDecision:
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


def restrictions(rules: tuple[str, ...]) -> frozenset[Gate]:
    """Everything that the matched gate rules ask of today's session."""
    return frozenset(_RESULTS[rule] for rule in rules) - {Gate.RUN}


def _matches(check_in: GateContext, light_because: tuple[str, ...]) -> list[tuple[str, Gate]]:
    days = check_in.days_since_last_session
    strength_days = check_in.days_since_strength
    is_long_gap = days is not None and days >= RESCREEN_AFTER_DAYS
    is_amber = AMBER_FROM <= check_in.pre <= AMBER_TO
    rows = {
        "E1": bool(check_in.flags & EMERGENCY_FLAGS),
        "U1": bool(check_in.flags & URGENT_FLAGS),
        "L1": check_in.locked,
        "T3": check_in.pre >= SEVERE_FROM,
        "G3": is_long_gap and not check_in.screened_since,
        "D3": STOP_AT <= check_in.pre < SEVERE_FROM,
        "D4": days == 0,
        "D2": is_amber and check_in.pre - check_in.usual_morning >= RAISED_BY,
        **dict.fromkeys(light_because, True),
        "T5": check_in.strength_locked,
        "D5": strength_days is not None and strength_days < STRENGTH_APART_DAYS,
    }
    matched = [rule for rule, holds in rows.items() if holds] or ["D1"]
    return [(rule, _RESULTS[rule]) for rule in matched]


def _numbers(check_in: GateContext) -> dict[str, int]:
    """Every number that the sentence of any row asks for, so that all can be said."""
    numbers = {"pre": check_in.pre, "usual": check_in.usual_morning}
    if check_in.days_since_last_session is not None:
        numbers["days"] = check_in.days_since_last_session
    return numbers
