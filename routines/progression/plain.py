"""Values as plain JSON and back, by their type hints. What is at its default is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: to_plain(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, Mapping):
        return {_key(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [to_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain[Value](kind: type[Value], plain: Any) -> Value:
    """The value of `kind` that `to_plain` made `plain` of. Anything else may raise."""
    return cast("Value", _read(kind, plain))


def _read(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if plain is None or kind is Any or origin is Literal:
        return plain
    if origin in (Union, UnionType):
        return _read(next(one for one in get_args(kind) if one is not NoneType), plain)
    if is_dataclass(kind):
        hints = _hints(cast("type", kind))
        return cast("type", kind)(**{name: _read(hints[name], one) for name, one in plain.items()})
    if origin is not None and issubclass(origin, Mapping):
        key, one_kind = get_args(kind)
        return {_read(key, name): _read(one_kind, one) for name, one in plain.items()}
    if origin is tuple and get_args(kind)[-1] is not Ellipsis:
        return tuple(_read(one, part) for one, part in zip(get_args(kind), plain, strict=True))
    if origin in (list, tuple, frozenset):
        return origin(_read(get_args(kind)[0], one) for one in plain)
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    return kind(plain) if isinstance(kind, type) and issubclass(kind, Enum) else plain


def _default(one: Field[Any]) -> Any:
    if one.default is not MISSING:
        return one.default
    return one.default_factory() if one.default_factory is not MISSING else MISSING


def _key(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
