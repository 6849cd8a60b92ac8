"""Checks that a figure is possible, in every pose and at points between them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from routines.figures import anatomy
from routines.figures.geometry import direction, turn
from routines.figures.movement import Figure, frames
from routines.figures.outline import Disc, all_discs, discs_of
from routines.figures.pose import Pose
from routines.figures.ranges import bends
from routines.figures.scene import FLOOR, MARGIN, WIDTH, Scene, Surface
from routines.figures.skeleton import Skeleton

# Tolerances in units; a unit is about 8 mm.
TOUCH = 1.0
SUNK = 1.0
BONE_SHARE = 0.005
# A hand or a knee counts as under its joint within this distance.
UNDER = 6.0
LINE_DEGREES = 5.0
GLIDE = 6.0
# Props that a body sinks into; all others are solid.
_SOFT = ("cushion",)


@dataclass(frozen=True)
class Fault:
    """One error in one frame of one variant; as text, a whole sentence."""

    exercise: str
    variant: str
    frame: str
    joint: str
    what: str

    def __str__(self) -> str:
        return f"{self.exercise}, {self.variant}, {self.frame}, {self.joint}: {self.what}"


def faults(exercise: str, variant: str, figure: Figure) -> list[Fault]:
    """Every error of a figure, in the order of its frames; empty for a good one."""
    return [
        Fault(exercise, variant, frame, joint, what)
        for frame, pose, skeleton in frames(figure)
        for joint, what in _wrong(pose, skeleton, figure.scene)
    ]


type Wrong = Iterator[tuple[str, str]]


def _wrong(pose: Pose, skeleton: Skeleton, scene: Scene) -> Wrong:
    for joint, missed in skeleton.misses.items():
        yield joint, f"is out of reach by {missed:.1f}."
    yield from _bones(skeleton)
    for bend in bends(skeleton):
        if not bend.is_human:
            yield (
                bend.joint,
                f"is bent {bend.degrees:.0f}°; people reach {bend.low:.0f}° to {bend.high:.0f}°.",
            )
    if math.hypot(*pose.shoulders) > GLIDE:
        yield "shoulders", f"glide further than {GLIDE:g}."
    yield from _inside(skeleton)
    if scene.view != "above":
        yield from _sunk(skeleton, scene)
    for contact in pose.contacts:
        surface = scene.surfaces[contact.surface]
        yield from _apart(contact.part, discs_of(skeleton, contact.part), surface)
    yield from _aligned(pose, skeleton)


_BONES = (
    ("shoulder", "elbow", anatomy.UPPER_ARM),
    ("elbow", "wrist", anatomy.FOREARM),
    ("hip", "knee", anatomy.THIGH),
    ("knee", "ankle", anatomy.SHIN),
)


def _bones(skeleton: Skeleton) -> Wrong:
    """A bone keeps its length; it may look shorter, towards the viewer, but never longer."""
    pairs = [(f"spine{i}", f"spine{i + 1}", anatomy.SEGMENT, 1.0) for i in range(anatomy.SEGMENTS)]
    pairs.append((f"spine{anatomy.SEGMENTS}", "skull", anatomy.NECK, 1.0))
    for side in ("near", "far"):
        pairs += [
            (f"{side}_{start}", f"{side}_{end}", length, skeleton.shares[f"{side}_{end}"])
            for start, end, length in _BONES
        ]
    for start, end, length, share in pairs:
        long = math.dist(skeleton.joints[start], skeleton.joints[end])
        if abs(long - length * share) > BONE_SHARE * length or share > 1:
            yield end, f"its bone measures {long:.1f} instead of {length * share:.1f}."


def _inside(skeleton: Skeleton) -> Wrong:
    for joint, discs in all_discs(skeleton).items():
        for (x, y), radius in discs:
            out = max(
                MARGIN - (x - radius),
                x + radius - (WIDTH - MARGIN),
                y + radius - (FLOOR - MARGIN),
            )
            if out > 0:
                yield joint, f"leaves the picture's margin by {out:.1f}."


def _sunk(skeleton: Skeleton, scene: Scene) -> Wrong:
    """No disc of the outline is below the floor or inside a solid prop."""
    solid = [surface for name, surface in scene.surfaces.items() if not name.startswith(_SOFT)]
    for joint, discs in all_discs(skeleton).items():
        for disc in discs:
            for surface in solid:
                deep = _deep(disc, surface)
                if deep > SUNK:
                    yield joint, f"is {deep:.1f} inside the {surface.name}."


# How thick a seat or a table top is; what is lower is beneath it, not inside.
_THICK = 12.0


def _deep(disc: Disc, surface: Surface) -> float:
    (x, y), radius = disc
    if surface.upright:
        return x + radius - surface.left
    if surface.name == "floor":
        return radius - y
    if not surface.left <= x <= surface.right or y < surface.height - _THICK:
        return 0.0
    return surface.height - (y - radius)


def _apart(part: str, discs: list[Disc], surface: Surface) -> Wrong:
    """A limb touches the surface with all of its joints, the trunk or the head with one point."""
    if surface.upright:
        gaps = [surface.left - (x + radius) for (x, _), radius in discs]
    else:
        gaps = [y - radius - surface.height for (_, y), radius in discs]
        if not any(surface.left <= x <= surface.right for (x, _), _ in discs):
            yield part, f"is beside the {surface.name}, not on it."
    loose = all(radius == 0 for _, radius in discs)
    gap = min(gaps) if loose else max(gaps, key=abs)
    if abs(gap) > TOUCH:
        yield part, f"is {gap:.1f} from the {surface.name}."


def _aligned(pose: Pose, skeleton: Skeleton) -> Wrong:
    joints = skeleton.joints
    for lower, upper in pose.under:
        for side in ("near", "far"):
            away = joints[f"{side}_{lower}"][0] - joints[f"{side}_{upper}"][0]
            if abs(away) > UNDER:
                yield f"{side}_{lower}", f"is {away:.1f} ahead of the {upper}, not under it."
    if pose.line:
        start, end = (joints[f"near_{name}"] for name in pose.line)
        middle = joints["near_hip"]
        bent = abs(turn(direction(start, middle), direction(middle, end)))
        if bent > LINE_DEGREES:
            yield "near_hip", f"is bent {bent:.0f}° off the line from {' to '.join(pose.line)}."
