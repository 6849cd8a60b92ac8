"""Reads a TOML table key by key, so that an error names the file, the key and the mend."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from routines.progression.strict_json import Unreadable, parse_toml

CONTENT = Path(__file__).parents[1] / "content"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ContentError(ValueError):
    """A content file that cannot be used; the message names the file, the key and the mend."""


class Reader:
    """One table of a file. Each key is read once; `finish` refuses those that are left.

    Every method that reads a key raises ContentError if the key is missing and has no
    default, or if its value is not as described.
    """

    def __init__(self, file: str, table: Any, path: str = "") -> None:
        self.file = file
        self.path = path
        if not isinstance(table, dict):
            raise ContentError(f"{file}, {path or 'the file'}: must be a table of keys.")
        self._left = dict(table)

    def problem(self, key: str, mend: str) -> ContentError:
        """An error about `key` for the caller to raise."""
        where = f"{self.path}.{key}" if self.path else key
        return ContentError(f"{self.file}, {where}: {mend}")

    def has(self, key: str) -> bool:
        """Whether the key is in the file and not read yet."""
        return key in self._left

    def names(self) -> list[str]:
        """The keys that are not read yet, in the order of the file."""
        return list(self._left)

    def finish(self) -> None:
        """Raise ContentError if a key was never read."""
        if self._left:
            raise self.problem(next(iter(self._left)), "unknown key; remove it or mend its name.")

    def _take(self, key: str) -> Any:
        if key not in self._left:
            raise self.problem(key, "missing; add it.")
        return self._left.pop(key)

    def text(self, key: str, most: int) -> str:
        """A text of 1 to `most` characters, without spaces around it."""
        return self._text(key, self._take(key), most)

    def _text(self, key: str, value: Any, most: int) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.problem(key, "must be a text; write one between quotes.")
        if len(value) > most:
            raise self.problem(key, f"has {len(value)} characters; use {most} at most.")
        return value.strip()

    def texts(self, key: str, low: int, high: int, most: int) -> list[str]:
        """A list of `low` to `high` texts of at most `most` characters each."""
        value = self._list(key, low, high)
        return [self._text(f"{key}[{i}]", text, most) for i, text in enumerate(value, 1)]

    def _list(self, key: str, low: int, high: int) -> list[Any]:
        value = self._take(key)
        if not isinstance(value, list) or not low <= len(value) <= high:
            raise self.problem(key, f"must be a list of {low} to {high} entries.")
        return value

    def slug(self, key: str) -> str:
        """A name that may stand in an address: small letters, digits and single hyphens."""
        value = self.text(key, 50)
        if not _SLUG.fullmatch(value):
            raise self.problem(key, f'"{value}" must be small letters, digits and hyphens.')
        return value

    def slugs(self, key: str, low: int, high: int) -> list[str]:
        """A list of `low` to `high` names of at most 50 characters."""
        return self.texts(key, low, high, 50)

    def pairs(self, key: str, low: int, high: int) -> list[tuple[str, str]]:
        """A list of `low` to `high` pairs: the slugs of an exercise and of one of its variants."""
        pairs = []
        for i, pair in enumerate(self._list(key, low, high), 1):
            if not (
                isinstance(pair, list)
                and len(pair) == 2
                and all(isinstance(slug, str) for slug in pair)
            ):
                raise self.problem(f"{key}[{i}]", 'must be a pair like ["bridge", "pelvic-tilt"].')
            pairs.append((pair[0], pair[1]))
        return pairs

    def word(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of the allowed words; `default` if the key is missing."""
        if default is not None and key not in self._left:
            return default
        return self._word(key, self._take(key), allowed)

    def _word(self, key: str, value: Any, allowed: Collection[str]) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise self.problem(key, f"{value!r} must be one of {', '.join(allowed)}.")
        return value

    def words(self, key: str, allowed: Collection[str]) -> list[str]:
        """A list of allowed words, at most as many as there are."""
        value = self._list(key, 0, len(allowed))
        return [self._word(f"{key}[{i}]", word, allowed) for i, word in enumerate(value, 1)]

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`; `default` if the key is missing."""
        if default is not None and key not in self._left:
            return default
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.problem(key, f"{value!r} must be a whole number from {low} to {high}.")
        return value

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number from `low` to `high`; `default` if the key is missing."""
        if default is not None and key not in self._left:
            return default
        return self._number(key, self._take(key), low, high)

    def _number(self, key: str, value: Any, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.problem(key, f"{value!r} must be a number.")
        if not low <= value <= high:
            raise self.problem(key, f"{value} must be a number from {low:g} to {high:g}.")
        return float(value)

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...]:
        """A list of `count` numbers, each from `low` to `high`."""
        value = self._list(key, count, count)
        return tuple(
            self._number(f"{key}[{i}]", item, low, high) for i, item in enumerate(value, 1)
        )

    def is_a(self, key: str, *kinds: type) -> bool:
        """Whether the key is there, not read yet, with a value of one of these types."""
        return isinstance(self._left.get(key), kinds)

    def everything(self) -> dict[str, Any]:
        """All keys that are not read yet, with their values; reads them at once."""
        left, self._left = self._left, {}
        return left

    def yes_no(self, key: str, *, default: bool) -> bool:
        """True or false; `default` if the key is missing."""
        value = self._left.pop(key, default)
        if not isinstance(value, bool):
            raise self.problem(key, f"{value!r} must be true or false.")
        return value

    def table(self, key: str, *, optional: bool = False) -> Reader:
        """A table below this one; an `optional` one that is missing is empty."""
        table = {} if optional and not self.has(key) else self._take(key)
        return Reader(self.file, table, f"{self.path}.{key}" if self.path else key)

    def tables(self, key: str, low: int, high: int) -> list[Reader]:
        """A list of `low` to `high` tables below this one."""
        prefix = f"{self.path}.{key}" if self.path else key
        return [
            Reader(self.file, table, f"{prefix}[{i}]")
            for i, table in enumerate(self._list(key, low, high), 1)
        ]


def open_file(file: Path) -> Reader:
    """A reader of a whole TOML file. Raises ContentError if it is missing or no TOML."""
    try:
        return Reader(file.name, parse_toml(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ContentError(f"{file.name}: is missing; add it.") from None
    except OSError as error:
        raise ContentError(f"{file.name}: cannot be read ({error.strerror}).") from None
    except (Unreadable, UnicodeDecodeError) as error:
        raise ContentError(f"{file.name}: {error}") from None
