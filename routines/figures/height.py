"""How high a figure rises, so that a page may leave out what is empty above it."""

from __future__ import annotations

from routines.figures.movement import Figure
from routines.figures.outline import all_discs
from routines.figures.scene import FLOOR, TALL
from routines.figures.solving import solve

# Of the picture's height a page shows this much for somebody who stays low.
SHOWN = 168.0
_SPARE = 6.0
_HIGH_PROPS = {"wall", "chair", "table", "bicycle"}


def is_low(figure: Figure) -> bool:
    """Whether nothing of it rises above the lower 168 units of the picture.

    A view from above fills the whole picture.
    """
    if figure.scene.view != "side" or any(p.kind in _HIGH_PROPS for p in figure.scene.props):
        return False
    limit = SHOWN - (TALL - FLOOR) - _SPARE
    skeletons = (solve(key.pose, figure.scene) for key in figure.keys)
    return all(
        y + radius <= limit
        for skeleton in skeletons
        for discs in all_discs(skeleton).values()
        for (_, y), radius in discs
    )
