"""How long a dose and a session take. All figures are design choices."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from routines.planning.values import Dose, Step, Variant
from routines.vocabulary import Position

GET_READY_SECONDS = 10
CHANGE_POSITION_SECONDS = 20


def dose_seconds(dose: Dose, variant: Variant) -> int:
    """Seconds of a dose on all its sides, rests included."""
    times = dose.sets * dose.reps * variant.sides
    each = dose.hold_seconds or variant.rep_seconds
    rests = times if dose.hold_seconds else dose.sets * variant.sides
    return times * each + (rests - 1) * dose.rest_seconds


def session_seconds(steps: Sequence[Step]) -> int:
    """Seconds of a session, with the time to get ready and to change position."""
    total = 0
    position = Position.STANDING
    for step in steps:
        is_change = step.variant.position != position
        total += CHANGE_POSITION_SECONDS if is_change else GET_READY_SECONDS
        total += dose_seconds(step.dose, step.variant)
        position = step.variant.position
    return total


def session_minutes(steps: Sequence[Step]) -> int:
    """Whole minutes of a session, rounded up."""
    return ceil(session_seconds(steps) / 60)
