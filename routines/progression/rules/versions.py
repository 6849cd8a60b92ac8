"""The versions of the rules, oldest first: a row says which one it was decided by.

A threshold, a condition or a consequence that changes makes a new version. Only the newest
can decide: what was decided by an older one is kept as it was written.
"""

from __future__ import annotations

from msgspec import Struct


class Version(Struct, frozen=True, kw_only=True):
    """A version of the rules by its number, and in words what it changed of the one before."""

    number: int
    changed: str


VERSIONS = (Version(number=1, changed="The first rules, as docs/rule-table.md has them."),)
CURRENT = VERSIONS[-1]
