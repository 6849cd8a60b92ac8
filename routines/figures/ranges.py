"""How far joints bend.

Active ranges are those of the American Academy of Orthopaedic Surgeons (Joint Motion:
Method of Measuring and Recording, 1965), in degrees from standing straight:
shoulder 180 forward and 60 back, elbow 150, wrist 70 to 80 either way, hip 120 forward
and 30 back, knee 135, ankle 20 up and 50 down, neck 45 either way.

Some joints go further when the body's weight or a hand takes them there, and pictures
of kneeling, of leaning on a palm and of lying on the tops of the feet need that. Those
wider bounds are a design choice, each marked `carried` below. So are those of the
spine's segments: the pictures' straight spine leaves out the natural curves, and a
lying press-up goes further than the 25 degrees of arching that standing people reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from routines.figures.anatomy import SEGMENTS
from routines.figures.geometry import turn
from routines.figures.skeleton import Skeleton


@dataclass(frozen=True)
class Bend:
    """How many degrees a joint is bent in one position, and its range."""

    joint: str
    degrees: float
    low: float
    high: float

    @property
    def is_human(self) -> bool:
        """Whether a person can do it; a little more is rounding."""
        return self.low - 0.05 <= self.degrees <= self.high + 0.05


_ELBOW = (-5.0, 150.0)
_WRIST = (-90.0, 90.0)  # carried
_HIP = (-30.0, 140.0)  # carried
_KNEE = (-5.0, 160.0)  # carried
_ANKLE = (-78.0, 35.0)  # carried, as the line of the sole shows it
_SHOULDER = (-60.0, 185.0)
_NECK = 45.0
# Lower back, then chest: from arched to rounded, from one segment to the next.
_LOWER, _UPPER = (-24.0, 24.0), (-15.0, 22.0)
_ARCHED, _ROUNDED = -75.0, 95.0
# Sideways: 35 degrees in all.
_SIDEWAYS = 35.0


def bends(skeleton: Skeleton) -> Iterator[Bend]:
    """Every joint whose bend can be seen in this view."""
    headings = skeleton.headings
    names = ["pelvis", *(f"spine{i}" for i in range(1, SEGMENTS + 1))]
    steps = [-turn(headings[a], headings[b]) for a, b in pairwise(names)]
    if skeleton.view != "side":
        yield Bend("spine", sum(steps), -_SIDEWAYS, _SIDEWAYS)
        return
    for i, degrees in enumerate(steps, 1):
        yield Bend(f"spine{i}", degrees, *(_LOWER if i <= SEGMENTS / 2 else _UPPER))
    yield Bend("spine", sum(steps), _ARCHED, _ROUNDED)
    top = headings[f"spine{SEGMENTS}"]
    yield Bend("neck", -turn(top, headings["neck"]), -_NECK, _NECK)
    yield Bend("head", -turn(headings["neck"], headings["head"]), -_NECK, _NECK)
    for side in ("near", "far"):
        yield from _limbs(skeleton, side, top)


def _limbs(skeleton: Skeleton, side: str, top: float) -> Iterator[Bend]:
    """The joints of one side, without those of a bone that points to the viewer."""
    at = {
        name: skeleton.headings[f"{side}_{name}"]
        for name in ("elbow", "wrist", "hand", "knee", "ankle", "ball")
        if skeleton.shares[f"{side}_{name}"] > 0.999
    }
    if "elbow" in at:
        raised = (turn(top - 180, at["elbow"]) + 90) % 360 - 90
        yield Bend(f"{side}_shoulder", raised, *_SHOULDER)
    if "elbow" in at and "wrist" in at:
        yield Bend(f"{side}_elbow", turn(at["elbow"], at["wrist"]), *_ELBOW)
    if "wrist" in at and "hand" in at:
        yield Bend(f"{side}_wrist", turn(at["wrist"], at["hand"]), *_WRIST)
    if "knee" in at:
        raised = turn(skeleton.headings["pelvis"] - 180, at["knee"])
        yield Bend(f"{side}_hip", raised, *_HIP)
    if "knee" in at and "ankle" in at:
        yield Bend(f"{side}_knee", turn(at["ankle"], at["knee"]), *_KNEE)
    if "ankle" in at and "ball" in at:
        yield Bend(f"{side}_ankle", turn(at["ankle"] + 90, at["ball"]), *_ANKLE)
