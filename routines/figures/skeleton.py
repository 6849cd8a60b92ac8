"""A body in one position, as points and directions."""

from __future__ import annotations

from dataclasses import dataclass, field

from routines.figures.geometry import Point
from routines.figures.scene import View


@dataclass
class Skeleton:
    """Joints by name, the direction of each bone by its far end, and what was missed.

    `shares` is how much of a bone's length is seen where it points to the viewer,
    `targets` what each limb should touch, `misses` by how much a joint does not.
    """

    view: View
    belly: float
    turn: float
    hip_turn: float
    joints: dict[str, Point] = field(default_factory=dict)
    headings: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    targets: dict[str, Point] = field(default_factory=dict)
    misses: dict[str, float] = field(default_factory=dict)
