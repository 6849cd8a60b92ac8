"""Fields that carry their own bounds, so that the bounds are written once.

`checking` reads them to refuse a wrong file by field and name.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import Any, Literal

Kind = Literal["whole", "decimal", "yes_no", "word", "flags", "moment", "text", "entry", "entries"]


@dataclass(frozen=True)
class Bounds:
    """What one field may hold.

    `low` and `high` bound a number, or how many entries there may be; `of` is
    the dataclass of nested entries.
    """

    kind: Kind
    low: int | None = 0
    high: int | None = None
    words: tuple[str, ...] = ()
    may_be_null: bool = False
    of: type | None = None


def _field(bounds: Bounds, default: Any = MISSING) -> Any:
    if default is MISSING:
        return field(metadata={"bounds": bounds})
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


def moment() -> Any:
    """A date and time with its offset; there is no default."""
    return _field(Bounds("moment"))


def text(default: Any = MISSING) -> Any:
    """A short text; required where no default is given."""
    return _field(Bounds("text", low=1 if default is MISSING else 0, high=1000), default)


def entry(of: type) -> Any:
    """One nested entry, or None."""
    return _field(Bounds("entry", of=of, may_be_null=True), None)


def entries(of: type, at_least: int = 0) -> Any:
    """A list of nested entries."""
    return _field(Bounds("entries", low=at_least, of=of), ())
