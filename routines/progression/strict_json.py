"""JSON and TOML read strictly into values, and printed again.

Whatever does not fit is refused in a sentence that names the entry and the field. The
bounds of a field stand in its type: `msgspec.Meta` holds numbers, lengths and offsets;
what it cannot hold is checked here: the years of a moment, and fields that take only some
words of an enumeration, which `only` names.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from enum import StrEnum
from functools import cache
from math import isfinite
from sys import float_info
from typing import Any, cast

import msgspec
from msgspec import Meta, Struct
from msgspec.inspect import (
    DateTimeType,
    EnumType,
    Field,
    FloatType,
    FrozenSetType,
    IntType,
    Metadata,
    NoneType,
    StrType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
)

from routines.vocabulary import Flag

# Weeks are counted back and ahead from any moment of a log.
YEARS = (2000, 2100)
EXAMPLE = "a date and time with its offset, such as 2026-05-04T18:30:00+01:00"

# A value that no field takes, so that msgspec refuses it and says where it stands.
_REFUSED = object()
_WHERE = re.compile(r" - at `\$(?P<path>[\w.\[\]]*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


class Unreadable(ValueError):
    """A text that cannot be read; the message names the entry and the field."""


def only(words: Iterable[StrEnum]) -> Meta:
    """Let a field take some words of its enumeration alone."""
    return Meta(extra={"words": tuple(words)})


def parse(text: str) -> dict[str, Any]:
    """The JSON object of a text, strictly read: no NaN, no key twice.

    Raises Unreadable.
    """
    document = _loaded("JSON", text, _load_json)
    if not isinstance(document, dict):
        raise Unreadable("The file must be a JSON object.")
    return document


def parse_toml(text: str) -> dict[str, Any]:
    """The table of a TOML text. Raises Unreadable."""
    return cast("dict[str, Any]", _loaded("TOML", text, tomllib.loads))


def _loaded(language: str, text: str, load: Callable[[str], Any]) -> Any:
    try:
        return load(text)
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable(f"The file is not {language}: it is nested too deeply.") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unreadable(f"The file is not {language}: {error}.") from None
    except ValueError as error:
        raise Unreadable(f"The file holds a number that cannot be read: {error}.") from None


def _load_json(text: str) -> Any:
    return json.loads(
        text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeated_keys
    )


def read[Value: Struct](kind: type[Value], given: Any, name: str) -> Value:
    """A value of `kind` from plain JSON or TOML; what it leaves out has its default.

    `name` begins the sentence of the Unreadable that anything else raises.
    """
    try:
        return msgspec.convert(_prepared(_type(kind), given), kind)
    except msgspec.ValidationError as error:
        raise Unreadable(_sentence(str(error), _type(kind), given, name)) from None


def no_unknown_keys(given: dict[str, Any], known: Iterable[str], name: str) -> None:
    """Raise Unreadable for a key that is not among the known."""
    unknown = [key for key in given if key not in known]
    if unknown:
        raise Unreadable(f'{name}: unknown key "{unknown[0]}".')


def to_plain(value: Any) -> Any:
    """A value as JSON can hold it, in the order of its fields; defaults are left out."""
    if isinstance(value, Struct):
        held = ((field, getattr(value, field.name)) for field in _fields(type(value)))
        return {
            field.encode_name: to_plain(content)
            for field, content in held
            if content != field.default
        }
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _refuse_constant(name: str) -> float:
    raise Unreadable(f"The file holds {name}, which is not a number.")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for key, value in pairs:
        if key in entries:
            raise Unreadable(f'The file gives the key "{key}" twice in one place.')
        entries[key] = value
    return entries


@cache
def _type(kind: Hashable) -> Type:
    return msgspec.inspect.type_info(kind)


@cache
def _fields(kind: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _bare(kind: Type) -> Type:
    """A type without the None that it may be, and without its extra words."""
    if isinstance(kind, Metadata):
        return _bare(kind.type)
    if isinstance(kind, UnionType):
        return _bare(next(part for part in kind.types if not isinstance(part, NoneType)))
    return kind


def _words(kind: Type) -> tuple[str, ...]:
    """The words that a field takes."""
    if isinstance(kind, Metadata):
        return cast("tuple[str, ...]", (kind.extra or {})["words"])
    return tuple(cast("EnumType", _bare(kind)).cls)


def _field(kind: StructType, key: str) -> Field:
    return next(field for field in kind.fields if field.encode_name == key)


def _prepared(kind: Type, given: Any) -> Any:
    """What is given, with its moments read, and refused where msgspec would not refuse it."""
    if isinstance(kind, Metadata):
        return given if given in _words(kind) else _REFUSED
    match _bare(kind):
        case DateTimeType() if isinstance(given, str):
            return _REFUSED if _wrong_moment(given) else datetime.fromisoformat(given)
        case VarTupleType(item_type=part) if isinstance(given, list):
            return [_prepared(part, entry) for entry in given]
        case StructType(fields=fields) if isinstance(given, dict):
            kinds = {field.encode_name: field.type for field in fields}
            return {
                key: _prepared(kinds[key], entry) if key in kinds else entry
                for key, entry in given.items()
            }
    return given


def _sentence(error: str, kind: Type, given: Any, name: str) -> str:
    """The sentence of a ValidationError: where, as a person counts, and what to mend.

    `error` ends with a path such as `$.sessions[0].during`, counted from 0; of a list of
    flags the whole is named.
    """
    where = _WHERE.search(error)
    for key, number in _STEP.findall(where["path"] if where else ""):
        bare = _bare(kind)
        if isinstance(bare, StructType):
            kind, given, name = _field(bare, key).type, given[key], f"{name}, {key}"
        elif isinstance(bare, VarTupleType):
            place = int(number)
            kind, given, name = bare.item_type, given[place], f"{name} {place + 1}"
    if isinstance(bare := _bare(kind), StructType):
        return _wrong_object(bare, given, name)
    if given is None:
        return f"{name}: null is not allowed here."
    return f"{name}: {_wrong(kind, given)}."


def _wrong_object(kind: StructType, given: Any, name: str) -> str:
    if not isinstance(given, dict):
        return f"{name}: must be an object."
    known = [field.encode_name for field in kind.fields]
    unknown = [key for key in given if key not in known]
    if unknown:
        return f'{name}: unknown key "{unknown[0]}".'
    missing = next(
        field for field in kind.fields if field.required and field.encode_name not in given
    )
    return f"{name}, {missing.encode_name}: is missing."


def _wrong(kind: Type, given: Any) -> str:
    """What a field must be, of a value that it is not."""
    match _bare(kind):
        case IntType() | FloatType() as number:
            return _wrong_number(number, given)
        case StrType(min_length=low, max_length=high):
            is_text = isinstance(given, str)
            return f"must have {low or 0} to {high} characters" if is_text else "must be a text"
        case VarTupleType():
            return "must not be empty" if isinstance(given, list) else "must be a list"
        case FrozenSetType():
            return _wrong_flags(given)
        case DateTimeType():
            return _wrong_moment(given)
        case EnumType():
            return f"must be one of {', '.join(_words(kind))}"
        case _:
            return "must be true or false"


def _wrong_number(kind: IntType | FloatType, given: Any) -> str:
    is_whole = isinstance(given, int) and not isinstance(given, bool)
    if isinstance(kind, IntType) and not is_whole:
        return "must be a whole number"
    if not is_whole and not (isinstance(given, float) and isfinite(given)):
        return "must be a number"
    has_end = kind.le is not None and kind.le != float_info.max
    return f"must be from {kind.ge:g} to {kind.le:g}" if has_end else f"must be {kind.ge:g} or more"


def _wrong_flags(given: Any) -> str:
    if not isinstance(given, list) or not all(isinstance(flag, str) for flag in given):
        return "must be a list of flag names"
    unknown = sorted(flag for flag in given if flag not in set(Flag))
    return f'"{unknown[0]}" is not a known flag'


def _wrong_moment(given: Any) -> str:
    """What is wrong with a moment; empty if nothing is."""
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        return f"must be {EXAMPLE}"
    if moment.tzinfo is None:
        return f"must be {EXAMPLE}"
    first, last = YEARS
    is_near = first <= moment.year <= last
    return "" if is_near else f"must be in the years {first} to {last}"
