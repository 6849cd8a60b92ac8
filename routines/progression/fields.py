"""Fields that carry their own bounds, so that the bounds are written once.

`checking` reads them to refuse a wrong file by field and name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["whole", "decimal", "yes_no", "word", "flags"]


@dataclass(frozen=True)
class Bounds:
    """What one field may hold."""

    kind: Kind
    low: int | None = 0
    high: int | None = None
    words: tuple[str, ...] = ()
    may_be_null: bool = False


def _field(bounds: Bounds, default: Any) -> Any:
    return field(default=default, metadata={"bounds": bounds})


def whole(
    default: int | None, low: int | None = 0, high: int | None = None, null: bool = False
) -> Any:
    """A whole number."""
    return _field(Bounds("whole", low, high, may_be_null=null), default)


def decimal(default: float, low: int = 0, high: int | None = None) -> Any:
    """A number that need not be whole."""
    return _field(Bounds("decimal", low, high), default)


def yes_no(default: bool) -> Any:
    """True or false."""
    return _field(Bounds("yes_no"), default)


def word(default: str | None, *words: str) -> Any:
    """One of some fixed words; None where that is the default."""
    return _field(Bounds("word", words=words, may_be_null=default is None), default)


def flags() -> Any:
    """A set of red flags by name."""
    return _field(Bounds("flags"), frozenset())
