"""How far down each leg it is felt, and whether it went further than before."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

# From the spine down the leg; what stands together is equally far. Places elsewhere say
# nothing about the leg.
DOWN_THE_LEG = (
    ("mid_back", "lower_back"),
    ("buttock", "hip"),
    ("thigh",),
    ("knee",),
    ("calf", "below_knee"),
    ("foot",),
)
DEPTHS = {part: depth for depth, parts in enumerate(DOWN_THE_LEG) for part in parts}
SIDES = ("left_", "right_")

type Spreading = Literal["none", "closer", "further"]


def spread_between(before: Collection[str], now: Collection[str]) -> Spreading:
    """What two lists of places suggest: did it go further down a leg, or draw closer?

    A suggestion that the person may change, never an answer. Each leg is looked at by
    itself: further down on either of them is further. Where nothing was felt before,
    whatever is below the back now has gone further. Of a leg with nothing on its way
    told now, nothing is suggested. The back, and a word without a side, is of both legs.
    """
    return _newest_change(before, now)[0]


def place_of_change(before: Collection[str], now: Collection[str]) -> str:
    """The place told now that says so; empty where nothing is suggested."""
    return _newest_change(before, now)[1]


def _newest_change(before: Collection[str], now: Collection[str]) -> tuple[Spreading, str]:
    changes = []
    for side in SIDES:
        here, there = _furthest(now, side), _furthest(before, side)
        if here:
            changes.append((_depth(here, side) - (_depth(there, side) if there else 0), here))
    furthest, closest = max(changes, default=(0, "")), min(changes, default=(0, ""))
    if furthest[0] > 0:
        return "further", furthest[1]
    return ("closer", closest[1]) if closest[0] < 0 else ("none", "")


def _furthest(places: Collection[str], side: str) -> str:
    """The place furthest down one leg; empty where none of them is on the way there."""
    on_the_way = [place for place in places if _depth(place, side) >= 0]
    return max(on_the_way, key=lambda place: (_depth(place, side), place), default="")


def _depth(place: str, side: str) -> int:
    """How far down a leg a place is; -1 for what is not on the way down this leg."""
    return DEPTHS.get(place.removeprefix(side), -1)
