"""Reading JSON into the values, and refusing what does not fit: by entry and field."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from datetime import datetime
from math import isfinite
from typing import Any

from routines.progression.fields import Bounds
from routines.vocabulary import Flag


class Unreadable(ValueError):
    """A text that cannot be read; the message names the entry and the field."""


def parse(text: str) -> dict[str, Any]:
    """The JSON object of a text, strictly read: no NaN, no key twice.

    Raises Unreadable.
    """
    try:
        document = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeated_keys
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(f"The file is not JSON: {error}.") from None
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(f"The file holds a number that cannot be read: {error}.") from None
    if not isinstance(document, dict):
        raise Unreadable("The file must be a JSON object.")
    return document


def no_unknown_keys(given: dict[str, Any], known: set[str], name: str) -> None:
    """Raise Unreadable for a key that is not among the known."""
    unknown = [key for key in given if key not in known]
    if unknown:
        raise Unreadable(f'{name}: unknown key "{unknown[0]}".')


def checked[Value](kind: type[Value], given: Any, defaults: dict[str, Any], name: str) -> Value:
    """`given` as a value of `kind`; what it leaves out comes from `defaults`, then `kind`.

    `name` begins the sentence of the Unreadable that anything else raises.
    """
    if not isinstance(given, dict):
        raise Unreadable(f"{name}: must be an object.")
    known = _known(kind)
    no_unknown_keys(given, set(known), name)
    merged = {**defaults, **given}
    missing = [key for key, one in known.items() if one.default is MISSING and key not in merged]
    if missing:
        raise Unreadable(f"{name}, {missing[0]}: is missing.")
    values = {
        key: _value(value, known[key].metadata["bounds"], f"{name}, {key}")
        for key, value in merged.items()
    }
    return kind(**values)


def _known(kind: type) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(kind)}


def _refuse_constant(name: str) -> float:
    raise Unreadable(f"The file holds {name}, which is not a number.")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable(f'The file gives the key "{key}" twice in one place.')
        found[key] = value
    return found


def _value(value: Any, bounds: Bounds, name: str) -> Any:
    if value is None:
        if bounds.may_be_null:
            return None
        raise Unreadable(f"{name}: null is not allowed here.")
    return _READERS[bounds.kind](value, bounds, name)


def _yes_no(value: Any, _bounds: Bounds, name: str) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(f"{name}: must be true or false.")
    return value


def _word(value: Any, bounds: Bounds, name: str) -> str:
    if not isinstance(value, str) or value not in bounds.words:
        raise Unreadable(f"{name}: must be one of {', '.join(bounds.words)}.")
    return value


def _nested(value: Any, bounds: Bounds, name: str) -> Any:
    assert bounds.of is not None  # noqa: S101 - fields.entry and fields.entries give it
    if bounds.kind == "entry":
        return checked(bounds.of, value, {}, name)
    if not isinstance(value, list):
        raise Unreadable(f"{name}: must be a list.")
    if len(value) < (bounds.low or 0):
        raise Unreadable(f"{name}: must not be empty.")
    return tuple(
        checked(bounds.of, one, {}, f"{name} {number}") for number, one in enumerate(value, 1)
    )


def _moment(value: Any, bounds: Bounds, name: str) -> datetime:
    example = "a date and time with its offset, such as 2026-05-04T18:30:00+01:00"
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Unreadable(f"{name}: must be {example}.") from None
    if found.tzinfo is None:
        raise Unreadable(f"{name}: must be {example}.")
    if not (bounds.low or 0) <= found.year <= (bounds.high or found.year):
        raise Unreadable(f"{name}: must be in the years {bounds.low} to {bounds.high}.")
    return found


def _text(value: Any, bounds: Bounds, name: str) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{name}: must be a text.")
    if not (bounds.low or 0) <= len(value) <= (bounds.high or len(value)):
        raise Unreadable(f"{name}: must have {bounds.low} to {bounds.high} characters.")
    return value


def _flags(value: Any, _bounds: Bounds, name: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(flag, str) for flag in value):
        raise Unreadable(f"{name}: must be a list of flag names.")
    unknown = sorted(set(value) - set(Flag))
    if unknown:
        raise Unreadable(f'{name}: "{unknown[0]}" is not a known flag.')
    return frozenset(value)


def _number(value: Any, bounds: Bounds, name: str) -> int | float:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if bounds.kind == "whole" and not is_whole:
        raise Unreadable(f"{name}: must be a whole number.")
    if not is_whole and not (isinstance(value, float) and isfinite(value)):
        raise Unreadable(f"{name}: must be a number.")
    if (bounds.low is not None and value < bounds.low) or (
        bounds.high is not None and value > bounds.high
    ):
        limit = f"from {bounds.low} to {bounds.high}" if bounds.high else f"{bounds.low} or more"
        raise Unreadable(f"{name}: must be {limit}.")
    number: int | float = value
    return number


_READERS: dict[str, Callable[[Any, Bounds, str], Any]] = {
    "whole": _number,
    "decimal": _number,
    "yes_no": _yes_no,
    "word": _word,
    "flags": _flags,
    "moment": _moment,
    "text": _text,
    "entry": _nested,
    "entries": _nested,
}
