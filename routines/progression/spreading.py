"""How far down the leg it is felt, and whether it went further than before."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

# From the spine down the leg. Places elsewhere say nothing about the leg.
DOWN_THE_LEG = ("lower_back", "buttock", "thigh", "below_knee", "foot")

type Spreading = Literal["none", "closer", "further"]


def furthest(places: Collection[str]) -> str:
    """The place furthest down the leg; empty where none of them is on the way there."""
    on_the_way = [place for place in DOWN_THE_LEG if place in places]
    return on_the_way[-1] if on_the_way else ""


def spread_between(before: Collection[str], now: Collection[str]) -> Spreading:
    """What two lists of places suggest: did it go further down the leg, or draw closer?

    A suggestion that the person may change, never an answer. Where nothing was
    felt before, whatever is below the back now has gone further. Where nothing on
    the way down the leg is told now, nothing is suggested.
    """
    here = furthest(now)
    if not here:
        return "none"
    there = furthest(before) or DOWN_THE_LEG[0]
    change = DOWN_THE_LEG.index(here) - DOWN_THE_LEG.index(there)
    if change == 0:
        return "none"
    return "further" if change > 0 else "closer"
