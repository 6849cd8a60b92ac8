"""The outline of the body: the trunk as a curve, and every part as discs."""

from __future__ import annotations

import math

from routines.figures import anatomy
from routines.figures.geometry import Point, along, minus, mix, offset, turn
from routines.figures.skeleton import Skeleton

type Disc = tuple[Point, float]

# The discs of each part of a limb, on either side. TRUNK_PARTS and PLACED_AT hold the joint
# by which a pose places a part.
_LIMB_PARTS: dict[str, tuple[str, ...]] = {
    "knee": ("knee",),
    "shin": ("knee", "ankle"),
    "foot": ("heel", "ball"),
    "heel": ("heel",),
    "toe": ("ball",),
    "elbow": ("elbow",),
    "forearm": ("elbow", "wrist"),
    "hand": ("wrist", "hand"),
}
_PLURALS = {"feet": "foot"}
TRUNK_PARTS = {
    "bottom": "spine0",
    "hips": "spine0",
    "belly": "spine2",
    "back": "spine4",
    "chest": "spine5",
    "shoulders": "spine6",
    "head": "skull",
    "forehead": "skull",
}
PLACED_AT = {
    "knee": "knee",
    "shin": "knee",
    "foot": "ankle",
    "heel": "ankle",
    "toe": "ankle",
    "elbow": "elbow",
    "forearm": "elbow",
    "hand": "wrist",
}
RADII = {
    "knee": anatomy.KNEE_RADIUS,
    "ankle": anatomy.ANKLE_RADIUS,
    "elbow": anatomy.ELBOW_RADIUS,
    "wrist": anatomy.WRIST_RADIUS,
    "hip": anatomy.HIP_RADIUS,
    "shoulder": anatomy.SHOULDER_RADIUS,
    "hand": anatomy.FINGERTIPS[1],
    "ball": anatomy.TOES[1],
}


def singular(part: str) -> str:
    """The name of a part in the singular: `knee` of `knees`, `near knee` of `near knee`."""
    return _PLURALS.get(part, part.removesuffix("s")) if part not in TRUNK_PARTS else part


def is_part(part: str) -> bool:
    """Whether the text names a part that a pose may place, or may say it touches something."""
    side, _, rest = part.partition(" ")
    return (
        part in TRUNK_PARTS
        or singular(part) in _LIMB_PARTS
        or (side in ("near", "far") and rest in _LIMB_PARTS)
    )


def discs_of(skeleton: Skeleton, part: str) -> list[Disc]:
    """The discs of one part, of both sides if the name says no side.

    They are the outline as drawn, because nothing has a stroke around it.
    """
    if part in TRUNK_PARTS:
        return _trunk_discs(skeleton, part)
    side, _, rest = part.partition(" ")
    sides = (side,) if rest else ("near", "far")
    names = _LIMB_PARTS[rest or singular(part)]
    return [
        _disc(skeleton, f"{side}_{name}")
        for side in sides
        for name in names
        if f"{side}_{'ankle' if name == 'heel' else name}" in skeleton.joints
    ]


def all_discs(skeleton: Skeleton) -> dict[str, list[Disc]]:
    """Every disc by the joint that it belongs to."""
    discs = {
        name: [_disc(skeleton, name)] for name in skeleton.joints if name.partition("_")[2] in RADII
    }
    for side in ("near", "far"):
        discs[f"{side}_heel"] = [_disc(skeleton, f"{side}_heel")]
    discs["trunk"] = [(point, 0.0) for point in trunk_outline(skeleton)]
    discs["head"] = _trunk_discs(skeleton, "head")
    return discs


def _disc(skeleton: Skeleton, name: str) -> Disc:
    side, _, joint = name.partition("_")
    if skeleton.view != "side" and joint in ("heel", "ball"):
        return skeleton.joints[f"{side}_ball"], anatomy.FOOT_IN_FRONT[1]
    if joint == "heel":
        local, radius = anatomy.HEEL
        sole = skeleton.headings.get(f"{side}_ball", 0.0)
        share = skeleton.shares.get(f"{side}_ball", 1.0)
        ankle = skeleton.joints[f"{side}_ankle"]
        return offset(ankle, sole, (local[0] * share, local[1])), radius
    return skeleton.joints[name], RADII[joint]


def _trunk_discs(skeleton: Skeleton, part: str) -> list[Disc]:
    joints, headings = skeleton.joints, skeleton.headings
    if part in ("head", "forehead"):
        local = anatomy.FOREHEAD
        if part == "head":
            local += anatomy.BACK_OF_HEAD + anatomy.FACE + anatomy.CROWN
        return [(offset(joints["skull"], headings["head"], point), 0.0) for point in local]
    back, front = _sides(skeleton)
    points = {
        "bottom": [*_seat(skeleton), back[0]],
        "hips": [_seat(skeleton)[0], front[0], front[1]],
        "belly": front[1:4],
        "back": back[2:6],
        "chest": front[4:6],
        "shoulders": [back[5], back[6], front[6]],
    }[part]
    return [(point, 0.0) for point in points]


def trunk_outline(skeleton: Skeleton) -> list[Point]:
    """Points of the closed curve around the trunk: groin, seat, up the back, down the front."""
    back, front = _sides(skeleton)
    top, heading = _stations(skeleton)[-1]
    if skeleton.view == "side":
        above = [along(top, heading, anatomy.ABOVE_SHOULDER)]
        return [*_seat(skeleton), *back, *above, *reversed(front)]
    neck = _neck_base(skeleton, top, heading)
    left, right = (_on_shoulder(skeleton, side) for side in ("near", "far"))
    above = [*reversed(left), *neck, *right]
    return [*_seat(skeleton), *back[:-1], *above, *reversed(front[:-1])]


def _neck_base(skeleton: Skeleton, top: Point, heading: float) -> list[Point]:
    """From the front, where the neck begins on both sides; it rises with the shoulders."""
    away, towards = minus(skeleton.joints["near_shoulder"], top), math.radians(heading)
    lifted = away[0] * math.cos(towards) + away[1] * math.sin(towards) + anatomy.SHOULDERS_BELOW
    up, aside = anatomy.NECK_BASE
    up += lifted * anatomy.NECK_LIFT
    return [offset(top, heading, (up, sign * aside)) for sign in (1, -1)]


def _on_shoulder(skeleton: Skeleton, side: str) -> list[Point]:
    """From the front, where the slope of the neck becomes the arm."""
    sign = 1 if side == "near" else -1
    share = sign * math.cos(math.radians(skeleton.turn))
    joint = skeleton.joints[f"{side}_shoulder"]
    heading = skeleton.headings[f"spine{anatomy.SEGMENTS}"]
    return [offset(joint, heading, (up, share * aside)) for up, aside in anatomy.ON_SHOULDER]


def head_outline(skeleton: Skeleton) -> list[Point]:
    """Points of the curve around a head seen from the front, after a turn."""
    turned = math.sin(math.radians(skeleton.turn))
    left, right = [], []
    for up, half, back, face in anatomy.HEAD_TURNING:
        to_left, to_right = (face, back) if turned > 0 else (back, face)
        left.append((up, mix(half, to_left, abs(turned))))
        right.append((up, -mix(half, to_right, abs(turned))))
    skull, heading = skeleton.joints["skull"], skeleton.headings["head"]
    return [offset(skull, heading, point) for point in (*left, anatomy.CROWN[0], *reversed(right))]


def spine_points(skeleton: Skeleton) -> list[Point]:
    """Points of the dotted line along the spine, from the hips up."""
    return [
        offset(point, heading, (0.0, _inward(skeleton, i)))
        for i, (point, heading) in enumerate(_stations(skeleton))
    ]


def _inward(skeleton: Skeleton, station: int) -> float:
    """How far the dotted line is to the left of the spine's joints, looking up along them."""
    if skeleton.view == "side":
        return anatomy.SPINE_TO_BACK
    return -anatomy.SPINE_DEPTH * math.sin(math.radians(_turned(skeleton, station)))


def _turned(skeleton: Skeleton, station: int) -> float:
    """The turn about the spine at one of its points; it grows from the hips to the shoulders."""
    return mix(skeleton.hip_turn, skeleton.turn, station / anatomy.SEGMENTS)


def _seat(skeleton: Skeleton) -> list[Point]:
    hip, heading = skeleton.joints["spine0"], skeleton.headings["pelvis"]
    wider = 1.0 if skeleton.view == "side" else anatomy.TO_SIDE[0] / anatomy.TO_BACK[0]
    return [offset(hip, heading, (x, y * wider)) for x, y in anatomy.SEAT]


def _stations(skeleton: Skeleton) -> list[tuple[Point, float]]:
    """The spine's points, each with the direction in which the trunk passes it."""
    headings = skeleton.headings
    passing = [headings["pelvis"]]
    for i in range(1, anatomy.SEGMENTS):
        here, after = headings[f"spine{i}"], headings[f"spine{i + 1}"]
        passing.append(here + turn(here, after) / 2)
    passing.append(headings[f"spine{anatomy.SEGMENTS}"])
    return [(skeleton.joints[f"spine{i}"], heading) for i, heading in enumerate(passing)]


def _sides(skeleton: Skeleton) -> tuple[list[Point], list[Point]]:
    """The points of the outline at the back and at the front; from the front, at both sides."""
    stations = _stations(skeleton)
    if skeleton.view == "side":
        belly = (0.0, 0.4, 1.0, 0.8, 0.2, 0.0, 0.0)
        to_back: tuple[float, ...] = anatomy.TO_BACK
        to_front: tuple[float, ...] = tuple(
            depth + skeleton.belly * share
            for depth, share in zip(anatomy.TO_FRONT, belly, strict=True)
        )
    else:
        to_back = to_front = tuple(
            _seen_wide(wide, depth, _turned(skeleton, i))
            for i, (wide, depth) in enumerate(zip(anatomy.TO_SIDE, anatomy.TO_FRONT, strict=True))
        )
    back = [
        offset(point, heading, (0.0, depth))
        for (point, heading), depth in zip(stations, to_back, strict=True)
    ]
    front = [
        offset(point, heading, (0.0, -depth))
        for (point, heading), depth in zip(stations, to_front, strict=True)
    ]
    return back, front


def _seen_wide(wide: float, depth: float, turned: float) -> float:
    """Half the width of a turned trunk, taken as an ellipse seen from above."""
    angle = math.radians(turned)
    return math.hypot(wide * math.cos(angle), depth * math.sin(angle))
