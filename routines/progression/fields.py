"""Fields that carry their own bounds, so that the bounds are written once.

`checking` reads them to refuse a wrong file by field and name.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from typing import Any, Literal, dataclass_transform

# Weeks are counted back and ahead from any moment of a log.
YEARS = (2000, 2100)

Kind = Literal["whole", "decimal", "yes_no", "word", "flags", "moment", "text", "entry", "entries"]


@dataclass_transform(frozen_default=True)
def value[T](cls: type[T]) -> type[T]:
    """Make a dataclass of `cls` that never changes, and is quick to make and to read.

    No default may be a factory. A `cached_property` is worked out at once, from
    the fields and those above it, and then is as quick to read as a field.

    A replay of ten years makes half a million of them. To go round the lock of a
    frozen `dataclass` takes an eighth of its time and more, so that there is none:
    the type checker refuses whoever sets a field.
    """
    made: Any = dataclass(unsafe_hash=True)(cls)
    known = {f"_{one.name}": one.default for one in fields(made) if one.default is not MISSING}
    names = [one.name for one in fields(made)]
    arguments = ", ".join(f"{name}=_{name}" if f"_{name}" in known else name for name in names)
    lines = [f"self.{name} = {name}" for name in names]
    for name, one in list(vars(cls).items()):
        if isinstance(one, cached_property):
            known[f"_{name}"] = one.func
            lines.append(f"self.{name} = _{name}(self)")
            delattr(made, name)
    body = "\n    ".join(lines)
    # Written out as `dataclass` does it, from the names of the class's own fields.
    exec(f"def __init__(self, {arguments}):\n    {body}", known)  # noqa: S102
    made.__init__ = known["__init__"]
    return _quick_to_read(made)  # type: ignore[no-any-return]


@dataclass_transform(field_specifiers=(field,))
def record[T](cls: type[T]) -> type[T]:
    """Make a dataclass of `cls` that may change and is quick to read."""
    return _quick_to_read(dataclass(cls))  # type: ignore[no-any-return]


def _quick_to_read(made: Any) -> Any:
    """Take the defaults off the class: each stands in the way of reading its field, threefold.

    Nobody misses them, because `__init__` sets every field.
    """
    for one in fields(made):
        if one.default is not MISSING:
            delattr(made, one.name)
    return made


@dataclass(frozen=True)
class Bounds:
    """What one field may hold.

    `low` and `high` bound a number, how many entries there may be, or the year of a
    moment; `of` is the dataclass of nested entries.
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
    """A date and time with its offset, near enough to reckon with; there is no default."""
    return _field(Bounds("moment", *YEARS))


def text(default: Any = MISSING) -> Any:
    """A short text; required where no default is given."""
    return _field(Bounds("text", low=1 if default is MISSING else 0, high=1000), default)


def entry(of: type) -> Any:
    """One nested entry, or None."""
    return _field(Bounds("entry", of=of, may_be_null=True), None)


def entries(of: type, at_least: int = 0) -> Any:
    """A list of nested entries."""
    return _field(Bounds("entries", low=at_least, of=of), ())
