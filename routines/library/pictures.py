"""The pictures of the library, as the text of their files."""

from __future__ import annotations

from pathlib import Path

from routines.figures.drawing import movement, still
from routines.figures.movement import Figure
from routines.figures.sheet import sheet
from routines.library.schema import Library

STILLS = Path("static/figures")
SHEET = Path("docs/figures.svg")


def pictures(library: Library) -> dict[Path, str]:
    """The still and the movement of every variant, and the sheet of all stills.

    SVG by its path from the root of the project.
    """
    files = {}
    rows: list[tuple[str, list[tuple[str, Figure]]]] = []
    for exercise in library.exercises:
        row = []
        for variant in exercise.variants:
            folder = STILLS / exercise.slug
            files[folder / f"{variant.slug}.svg"] = still(variant.figure)
            files[folder / f"{variant.slug}-moving.svg"] = movement(variant.figure)
            row.append((variant.fields["name"], variant.figure))
        rows.append((exercise.fields["name"], row))
    files[SHEET] = sheet(rows)
    return files
