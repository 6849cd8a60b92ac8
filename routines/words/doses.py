"""What to have at hand for some exercises."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from routines.models.labels import label_of
from routines.vocabulary import Equipment


def needed(equipment: Iterable[Collection[str]]) -> list[str]:
    """What to have at hand for some variants, each with its own, in the order of the terms."""
    things = {thing for things_of_variant in equipment for thing in things_of_variant}
    return [str(label_of(thing)) for thing in Equipment if thing in things]
