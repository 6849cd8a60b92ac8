"""How far down each leg it is felt, and whether it went further than before."""

from __future__ import annotations

from collections.abc import Collection

from routines.vocabulary import BodyPlace, Spread

# From the spine down the leg; places in the same row are equally far. Places elsewhere say
# nothing about the leg.
DOWN_THE_LEG = (
    (BodyPlace.MID_BACK, BodyPlace.LOWER_BACK),
    (
        *(BodyPlace.BUTTOCK, BodyPlace.LEFT_BUTTOCK, BodyPlace.RIGHT_BUTTOCK),
        *(BodyPlace.LEFT_HIP, BodyPlace.RIGHT_HIP),
    ),
    (BodyPlace.THIGH, BodyPlace.LEFT_THIGH, BodyPlace.RIGHT_THIGH),
    (BodyPlace.LEFT_KNEE, BodyPlace.RIGHT_KNEE),
    (BodyPlace.BELOW_KNEE, BodyPlace.LEFT_CALF, BodyPlace.RIGHT_CALF),
    (BodyPlace.FOOT, BodyPlace.LEFT_FOOT, BodyPlace.RIGHT_FOOT),
)
DEPTHS: dict[str, int] = {
    place: depth for depth, places in enumerate(DOWN_THE_LEG) for place in places
}
# Of each leg, how the places of the other one begin.
OTHER_SIDES = ("right_", "left_")


def spread_between(before: Collection[str], now: Collection[str]) -> Spread:
    """Say what two lists of places suggest: did it go further down a leg, or draw closer?

    A suggestion that the person may change, never an answer. Each leg is looked at by
    itself, and further down on either of them is further. If nothing was felt before, any
    place below the back now has gone further. Nothing is suggested for a leg with no place
    on its way down now. The back, and a word without a side, belong to both legs.
    """
    return _newest_change(before, now)[0]


def place_of_change(before: Collection[str], now: Collection[str]) -> str:
    """Return the place felt now that makes the suggestion; empty if there is none."""
    return _newest_change(before, now)[1]


def _newest_change(before: Collection[str], now: Collection[str]) -> tuple[Spread, str]:
    changes = []
    for other_side in OTHER_SIDES:
        here, there = _furthest(now, other_side), _furthest(before, other_side)
        if here:
            depth_before = _depth(there, other_side) if there else 0
            changes.append((_depth(here, other_side) - depth_before, here))
    furthest, closest = max(changes, default=(0, "")), min(changes, default=(0, ""))
    if furthest[0] > 0:
        return Spread.FURTHER, furthest[1]
    return (Spread.CLOSER, closest[1]) if closest[0] < 0 else (Spread.NONE, "")


def _furthest(places: Collection[str], other_side: str) -> str:
    """Return the place furthest down one leg; empty if none is on the way down it."""
    on_the_way = [place for place in places if _depth(place, other_side) >= 0]
    return max(on_the_way, key=lambda place: (_depth(place, other_side), place), default="")


def _depth(place: str, other_side: str) -> int:
    """Return how far down a leg a place is; -1 for a place not on the way down this leg."""
    return -1 if place.startswith(other_side) else DEPTHS.get(place, -1)
