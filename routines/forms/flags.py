"""The red-flag questions in words."""

from __future__ import annotations

from collections.abc import Iterable

from routines.models.labels import choices_of, label_of
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Flag

EMERGENCY = choices_of(flag for flag in Flag if flag in EMERGENCY_FLAGS)
URGENT = choices_of(flag for flag in Flag if flag in URGENT_FLAGS)


def in_words(flags: Iterable[str]) -> list[str]:
    """What was ticked, as the questions say it."""
    return [str(label_of(Flag(flag))) for flag in flags if flag in Flag]
