"""Arms and legs: their joints by name, and how long their bones are."""

from __future__ import annotations

from dataclasses import dataclass

from routines.figures import body
from routines.figures.geometry import Point


@dataclass(frozen=True)
class Chain:
    """The names and lengths of one limb, and which way its middle joint bends."""

    root: str
    middle: str
    tip: str
    first: float
    second: float
    bend: int
    middle_radius: float
    tip_radius: float
    end: str
    end_disc: tuple[Point, float]


ARM = Chain(
    "shoulder",
    "elbow",
    "wrist",
    body.UPPER_ARM,
    body.FOREARM,
    1,
    body.ELBOW_RADIUS,
    body.WRIST_RADIUS,
    "hand",
    body.FINGERTIPS,
)
LEG = Chain(
    "hip",
    "knee",
    "ankle",
    body.THIGH,
    body.SHIN,
    -1,
    body.KNEE_RADIUS,
    body.ANKLE_RADIUS,
    "ball",
    body.TOES,
)
CHAINS = {"arm": ARM, "leg": LEG}
