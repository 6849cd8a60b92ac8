"""A body in one position: the points of its joints and the directions of its bones."""

from __future__ import annotations

from dataclasses import dataclass, field

from routines.figures.geometry import Point
from routines.figures.scene import View


@dataclass
class Skeleton:
    """Joints by name, and the direction of each bone in degrees, by its far end.

    `shares` is how much of a bone's length is seen, below 1 if it points to the viewer;
    `targets` is what each limb should touch, `misses` by how many units a joint misses
    it. `belly`, `turn` and `hip_turn` are those of the pose.
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
