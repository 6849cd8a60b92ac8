"""Draws docs/architecture.svg: the rooms of the code, and the path of an answer through them.

The rooms and their order are those of the import contracts in pyproject.toml, what each
is for is the first sentence of its docstring, and every arrow must be an import that the
code really has. `tests/setup/test_architecture.py` draws it again and compares.
"""

from __future__ import annotations

import ast
import textwrap
import tomllib
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"

WIDTH, MARGIN, GAP = 1040, 24, 14
ROOM_TALL, HEAD = 76, 96
PATH_WIDE, NUMBER_WIDE = 384, 30
LINE, CHARACTERS = 16, 44


class Leg(NamedTuple):
    """One leg of an answer's path: the room `start` calls the room `end`, and why."""

    start: str
    end: str
    words: str


# In the order in which it happens; each leg is an import of `start`.
PATH = (
    Leg("views", "forms", "What a person typed becomes a frozen value, or a 422 beside the field."),
    Leg("views", "coaching", "The view makes one call, with the person, the value and the time."),
    Leg("coaching", "models", "The person's row is locked; what the diary holds is read."),
    Leg("coaching", "progression", "Rows become events; the rules say what follows, and why."),
    Leg("coaching", "planning", "Where the week changes, the planner fits it again."),
    Leg("coaching", "models", "Answer, decisions and state are written in the same transaction."),
    Leg("templatetags", "words", "On the next page the reasons become sentences."),
)


def layers() -> list[list[str]]:
    """The rooms of each layer, the highest first, as the import contracts name them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    one_way = next(contract for contract in contracts if "containers" not in contract)
    return [
        [room.strip().removeprefix("routines.") for room in layer.split("|")]
        for layer in one_way["layers"]
    ]


def purpose(room: str) -> str:
    """The first sentence of a room's docstring."""
    folder = ROOT / "routines" / room
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    first = " ".join(text.split("\n\n")[0].split()).replace("`", "")
    return first.partition(". ")[0].removesuffix(".") + "."


def picture() -> str:
    """The whole picture as SVG."""
    rows = layers()
    boxes = {}
    tall = HEAD + len(rows) * (ROOM_TALL + GAP)
    rooms_wide = WIDTH - PATH_WIDE - 3 * MARGIN
    parts = [_text(MARGIN, 40, "The rooms of routines/", "title")]
    parts.append(_text(MARGIN, 64, "Each imports only what stands below it.", "faint"))
    for number, row in enumerate(rows):
        y = HEAD + number * (ROOM_TALL + GAP)
        wide = (rooms_wide - GAP * (len(row) - 1)) / len(row)
        for place, room in enumerate(row):
            x = MARGIN + place * (wide + GAP)
            boxes[room] = (x, y, wide)
            parts.append(_room(room, x, y, wide))
    parts += _path(WIDTH - PATH_WIDE - MARGIN, boxes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}"'
        f' font-family="system-ui, sans-serif" font-size="13" role="img"'
        f' aria-label="The rooms of the code and the way of an answer">{_STYLE}'
        f'<rect width="{WIDTH}" height="{tall}" rx="12" class="paper"/>{"".join(parts)}</svg>\n'
    )


_STYLE = (
    "<style>.paper{fill:#fbfaf7}.room{fill:#fff;stroke:#c9c4b8}.on-way{stroke:#24695c;"
    "stroke-width:2}text{fill:#26312f}.title{font-size:18px;font-weight:700}"
    ".name{font-weight:700}.faint{fill:#5d6765}.number{fill:#fff;font-weight:700}"
    ".dot{fill:#24695c}</style>"
)


def _room(room: str, x: float, y: float, wide: float) -> str:
    is_on_path = any(room in (leg.start, leg.end) for leg in PATH)
    border = "room on-way" if is_on_path else "room"
    lines = textwrap.wrap(purpose(room), max(int((wide - 24) / 7), 12))
    words = "".join(
        _text(x + 12, y + 38 + LINE * place, line, "faint") for place, line in enumerate(lines)
    )
    calls = [number for number, leg in enumerate(PATH, 1) if leg.end == room]
    dots = "".join(
        _dot(x + wide - 18 - 26 * place, y + 18, number)
        for place, number in enumerate(reversed(calls))
    )
    return (
        f'<rect x="{x:g}" y="{y}" width="{wide:g}" height="{ROOM_TALL}" rx="8" class="{border}"/>'
        f"{_text(x + 12, y + 21, room, 'name')}{words}{dots}"
    )


def _path(x: float, boxes: dict[str, tuple[float, int, float]]) -> list[str]:
    parts = [_text(x, 40, "The way of an answer", "title")]
    parts.append(_text(x, 64, "Each number stands in the room that is called.", "faint"))
    y = HEAD + 14
    for number, leg in enumerate(PATH, 1):
        lines = textwrap.wrap(leg.words, CHARACTERS)
        parts.append(_dot(x + 11, y - 5, number))
        parts.append(_text(x + NUMBER_WIDE, y, f"{leg.start} → {leg.end}", "name"))
        parts += [
            _text(x + NUMBER_WIDE, y + LINE * (place + 1), line, "faint")
            for place, line in enumerate(lines)
        ]
        y += LINE * (len(lines) + 1) + 22
    return parts


def _dot(x: float, y: float, number: int) -> str:
    circle = f'<circle cx="{x:g}" cy="{y:g}" r="10" class="dot"/>'
    return circle + _text(x, y + 4.5, str(number), "number", anchor="middle")


def _text(x: float, y: float, words: str, kind: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
