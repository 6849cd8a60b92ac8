"""What to have at hand for some exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable

from routines.coaching import RunLine
from routines.models import CurrentDose, Equipment, Position

# What the steps call a thing beside its own name.
ALSO_CALLED = {Equipment.TABLE: {"worktop"}, Equipment.STRAP: {"towel"}}


def needed(ones: Iterable[CurrentDose | RunLine]) -> list[str]:
    """What to have at hand, in the order of the library's terms.

    An exercise lists what any of its variants may need; the position and the
    steps of the variant say which of that it is.
    """
    things: set[str] = set()
    for one in ones:
        variant = one.dose.variant
        place = Equipment.CHAIR if variant.position == Position.CHAIR else Equipment.MAT
        words = set(re.findall(r"\w+", " ".join(variant.steps).lower()))
        named = {thing for thing in one.exercise.equipment if words & _names_of(thing)}
        if variant.position != Position.STANDING and place in one.exercise.equipment:
            named.add(place)
        things |= named
    return [str(thing.label) for thing in Equipment if thing in things]


def _names_of(thing: str) -> set[str]:
    """The words that name a thing, one of it or several."""
    return {thing, f"{thing}s", *ALSO_CALLED.get(Equipment(thing), ())}
