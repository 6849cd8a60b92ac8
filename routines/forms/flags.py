"""The red-flag questions as answers to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from routines.models.labels import choices_of, label_of
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS, Flag

EMERGENCY = choices_of(flag for flag in Flag if flag in EMERGENCY_FLAGS)
URGENT = choices_of(flag for flag in Flag if flag in URGENT_FLAGS)


def in_words(flags: Iterable[str]) -> list[str]:
    """The labels of these flags, in their order; words that are no flag are left out."""
    return [str(label_of(Flag(flag))) for flag in flags if flag in Flag]
