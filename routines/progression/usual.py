"""This person's usual morning, which every next morning is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from routines.progression.thresholds import MORNINGS


def usual_morning(at_set_up: int, settled_numbers: Sequence[int]) -> int:
    """The answer at set-up, then the median of the last seven settled mornings.

    `settled_numbers` holds, oldest first, the settled mornings that were given
    as a number. Until there are seven the answer at set-up stands.
    """
    if len(settled_numbers) < MORNINGS:
        return at_set_up
    return median_low(settled_numbers[-MORNINGS:])
