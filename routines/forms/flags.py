"""The red-flag questions as answers to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from routines.models.labels import choices_of, label_of
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Flag

EMERGENCY = choices_of(flag for flag in Flag if flag in EMERGENCY_FLAGS)
URGENT = choices_of(flag for flag in Flag if flag in URGENT_FLAGS)
# Under these names forms ask for red flags: as lists, and as ticks of their own.
ASKED_AS = ("emergency", "urgent", "flags")


def in_words(flags: Iterable[str]) -> list[str]:
    """The labels of these flags, in their order; words that are no flag are left out."""
    return [str(label_of(Flag(flag))) for flag in flags if flag in Flag]


def told_in(data: QueryDict) -> list[Flag]:
    """The red flags that a form was sent with, whatever else it says, each once."""
    ticked = {value for name in ASKED_AS for value in data.getlist(name)}
    return [flag for flag in Flag if flag in ticked or flag in data]
