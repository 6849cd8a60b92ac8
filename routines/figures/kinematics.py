"""Turns a pose into joints: forward kinematics, and inverse for a limb that reaches."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from routines.figures import anatomy
from routines.figures.anatomy import ARM, CHAINS, LEG, Chain
from routines.figures.geometry import (
    Point,
    along,
    direction,
    minus,
    offset,
    plus,
    root,
    turned_about,
    two_bones,
)
from routines.figures.outline import PLACED_AT, TRUNK_PARTS, discs_of, singular
from routines.figures.pose import (
    Angle,
    AtJoint,
    Heading,
    Limb,
    OnSurface,
    Pose,
    Rest,
    Spot,
    Target,
)
from routines.figures.scene import Scene, Surface
from routines.figures.skeleton import Skeleton


class PoseError(ValueError):
    """A pose that says too little, or contradicts itself or its scene."""


_BENDS = {"ahead": (1, 0), "behind": (-1, 0), "up": (0, 1), "down": (0, -1)}
# How many degrees the search for a bend of the neck goes beyond the pose.
_NECK_SEARCH = 20


def joined(pose: Pose, scene: Scene) -> Skeleton:
    """The joints of a pose with the lean that it says. Raises PoseError."""
    solver = _Solver(pose, scene)
    solver.trunk()
    solver.put_in_place()
    solver.lay_head()
    for side in ("near", "far"):
        solver.limb(side, "leg")
    for side in ("near", "far"):
        solver.limb(side, "arm")
    return solver.skeleton


@dataclass
class _Solver:
    pose: Pose
    scene: Scene
    skeleton: Skeleton = field(init=False)

    def __post_init__(self) -> None:
        self.skeleton = Skeleton(
            self.scene.view, self.pose.belly, self.pose.turn, self.pose.hip_turn
        )

    def trunk(self) -> None:
        """Place spine, neck, head and the roots of the limbs, with the hip at (0, 0)."""
        joints, headings = self.skeleton.joints, self.skeleton.headings
        joints["spine0"] = (0.0, 0.0)
        heading = headings["pelvis"] = self.pose.lean
        for i, bend in enumerate(self.pose.spine, 1):
            heading -= bend
            headings[f"spine{i}"] = heading
            joints[f"spine{i}"] = along(joints[f"spine{i - 1}"], heading, anatomy.SEGMENT)
        top = joints[f"spine{anatomy.SEGMENTS}"]
        self._head(0.0)
        ahead, up = self.pose.shoulders
        if self.scene.view == "side":
            shoulder = offset(top, heading, (up, -ahead))
            joints["near_shoulder"], joints["near_hip"] = shoulder, joints["spine0"]
            far = (anatomy.FAR_AHEAD, 0.0)
            joints["far_shoulder"], joints["far_hip"] = plus(shoulder, far), far
            return
        angle = math.radians(self.pose.turn)
        wide = (anatomy.HALF_SHOULDERS - ahead * anatomy.SHOULDER_INWARD) * math.cos(angle)
        hips = anatomy.HALF_HIPS * math.cos(math.radians(self.pose.hip_turn))
        for side, sign in (("near", 1), ("far", -1)):
            away = sign * wide + ahead * math.sin(angle)
            joints[f"{side}_shoulder"] = offset(top, heading, (up - anatomy.SHOULDERS_BELOW, away))
            joints[f"{side}_hip"] = offset(joints["spine0"], self.pose.lean, (0, sign * hips))

    def _head(self, more: float) -> None:
        """Place neck and head, with the neck bent by `more` degrees than the pose says."""
        joints, headings = self.skeleton.joints, self.skeleton.headings
        top = f"spine{anatomy.SEGMENTS}"
        headings["neck"] = headings[top] - self.pose.neck[0] - more
        joints["skull"] = along(joints[top], headings["neck"], anatomy.NECK)
        headings["head"] = headings["neck"] - self.pose.neck[1]

    def lay_head(self) -> None:
        """Bend the neck until the head lies on the pose's `head_on`, if it names a surface."""
        if not self.pose.head_on:
            return
        surface = self._surface(self.pose.head_on)

        def gap(more: float) -> float:
            self._head(more)
            return min(point[1] for point, _ in discs_of(self.skeleton, "head")) - surface.height

        self._head(root(gap, 0.0, _NECK_SEARCH))

    def put_in_place(self) -> None:
        """Move the whole trunk so that the placed part is at the pose's place."""
        place = self.pose.place
        anchor = self._anchor(place.part)
        here = self.skeleton.joints[anchor]
        if place.surface:
            surface = self._surface(place.surface)
            low = min(point[1] - radius for point, radius in discs_of(self.skeleton, place.part))
            shift = (place.x - here[0], surface.height - low)
        else:
            shift = (place.x - here[0], place.y - here[1])
        for name, point in self.skeleton.joints.items():
            self.skeleton.joints[name] = plus(point, shift)

    def _anchor(self, part: str) -> str:
        """The joint by which a part is placed; that of a limb is computed from the trunk."""
        if part in TRUNK_PARTS:
            return TRUNK_PARTS[part]
        side, _, rest = part.partition(" ")
        side, joint = (side, PLACED_AT[rest]) if rest else ("near", PLACED_AT[singular(part)])
        kind = "arm" if joint in (ARM.middle, ARM.tip) else "leg"
        self._hang(side, kind, joint, whole=singular(rest or part) in ("foot", "heel", "toe"))
        return f"{side}_{joint}"

    def _hang(self, side: str, kind: str, last: str, *, whole: bool) -> None:
        """Place a limb down to the joint `last`, and its end if `whole`, before the body is placed.

        Raises PoseError if a bone on the way has no direction in degrees.
        """
        chain, limb = CHAINS[kind], getattr(self.pose, f"{side}_{kind}")
        here = self.skeleton.joints[f"{side}_{chain.root}"]
        bones = [(chain.middle, limb.upper, chain.first), (chain.tip, limb.lower, chain.second)]
        for name, heading, length in bones[: 1 if last == chain.middle else 2]:
            if not isinstance(heading, Angle):
                raise PoseError(
                    f"place: the bones down to the {side} {last} need directions in degrees."
                )
            here = self._bone(f"{side}_{name}", here, heading, length, 0.0)
        if whole:
            self._end(f"{side}_{chain.end}", here, limb.end, chain)

    def _surface(self, name: str) -> Surface:
        if name not in self.scene.surfaces:
            raise PoseError(f"there is no {name} in the scene; add the prop or mend the name.")
        return self.scene.surfaces[name]

    def limb(self, side: str, kind: str) -> None:
        """Place one arm or leg, by its directions or by its target. Raises PoseError."""
        chain = CHAINS[kind]
        limb: Limb = getattr(self.pose, f"{side}_{kind}")
        start = self.skeleton.joints[f"{side}_{chain.root}"]
        if limb.target is not None:
            target = self._point(limb.target, side, chain)
            self.skeleton.targets[f"{side}_{kind}"] = target
            upper: Heading
            lower: Heading
            upper, lower, missed = self._reaching(limb, start, target, chain)
            if missed:
                self.skeleton.misses[f"{side}_{chain.tip}"] = missed
            end = limb.end
        elif limb.upper is not None and limb.lower is not None:
            upper, lower, end = (
                self._turned(heading, chain) for heading in (limb.upper, limb.lower, limb.end)
            )
        else:
            raise PoseError("a limb needs both directions, or what it reaches.")
        middle = self._bone(
            f"{side}_{chain.middle}", start, upper, chain.first, chain.middle_radius
        )
        tip = self._bone(f"{side}_{chain.tip}", middle, lower, chain.second, chain.tip_radius)
        self._end(f"{side}_{chain.end}", tip, end, chain)

    def _reaching(
        self, limb: Limb, start: Point, target: Point, chain: Chain
    ) -> tuple[Angle, Angle, float]:
        """The directions of both bones of a limb that reaches, and by how much it misses.

        From the front, a knee comes towards the viewer.
        """
        if self.scene.view == "front" and chain is LEG and not limb.bend:
            end = (math.dist(start, target), 0.0)
            first, second, missed = two_bones((0.0, 0.0), end, chain.first, chain.second, 1)
            down = direction(start, target)
            return Angle(down, -first), Angle(down, -second), missed
        bend = self._bend(limb, start, target, chain)
        first, second, missed = two_bones(start, target, chain.first, chain.second, bend)
        return Angle(first), Angle(second), missed

    def _turned(self, heading: Heading, chain: Chain) -> Heading:
        """The direction of an arm's bone after the shoulders turned it about the spine."""
        if chain is LEG or not self.pose.turn or not isinstance(heading, Angle):
            return heading
        spine = self.skeleton.headings[f"spine{anatomy.SEGMENTS}"]
        return Angle(*turned_about(spine, self.pose.turn, heading.degrees, heading.towards))

    def _bone(
        self, name: str, start: Point, heading: Heading, length: float, radius: float
    ) -> Point:
        if isinstance(heading, Rest):
            degrees, towards = self._laid(name, start, heading, length, radius), 0.0
        else:
            degrees, towards = heading.degrees, heading.towards
        shown = length * math.cos(math.radians(towards))
        self.skeleton.headings[name] = degrees
        self.skeleton.shares[name] = shown / length
        self.skeleton.joints[name] = end = along(start, degrees, shown)
        return end

    def _end(self, name: str, start: Point, heading: Heading, chain: Chain) -> None:
        """Place a hand or a foot; `heading` is that of the palm or sole, not of its middle line."""
        local, radius = chain.end_disc
        if chain is LEG and self.scene.view != "side":
            above = self.scene.view == "above"
            local, radius = anatomy.FOOT_FROM_ABOVE if above else anatomy.FOOT_IN_FRONT
        if isinstance(heading, Rest):
            slant = direction((0.0, 0.0), local)
            length = math.hypot(*local)
            degrees = self._laid(name, start, heading, length, radius) - slant
            heading = Angle(degrees)
        share = math.cos(math.radians(heading.towards))
        shown = local[0] * share
        if chain is LEG and self.scene.view == "front":
            # A heel that comes up shows more of the foot.
            sine = math.sin(math.radians(heading.towards))
            share += anatomy.BALL_AHEAD / anatomy.ANKLE_HEIGHT * sine
            shown = anatomy.ANKLE_HEIGHT * share - radius
        self.skeleton.headings[name] = heading.degrees
        self.skeleton.shares[name] = share
        self.skeleton.joints[name] = offset(start, heading.degrees, (shown, local[1]))

    def _laid(self, name: str, start: Point, rest: Rest, length: float, radius: float) -> float:
        surface = self._surface(rest.surface)
        if surface.upright:
            away = (surface.left - radius - start[0]) / length
        else:
            away = (surface.height + radius - start[1]) / length
        if abs(away) > 1:
            self.skeleton.misses[name] = (abs(away) - 1) * length
        away = min(1.0, max(-1.0, away))
        if surface.upright:
            return math.degrees(math.acos(away)) * (1 if rest.side == "up" else -1)
        angle = math.degrees(math.asin(away))
        return angle if rest.side == "ahead" else 180 - angle

    def _point(self, target: Target, side: str, chain: Chain) -> Point:
        far = anatomy.FAR_AHEAD if side == "far" and self.scene.view == "side" else 0.0
        match target:
            case Spot(x, y):
                return (x + far, y)
            case OnSurface(name, at):
                surface = self._surface(name)
                if surface.upright:
                    return (surface.left - anatomy.WRIST_RADIUS, at)
                height = anatomy.WRIST_RADIUS if chain is ARM else anatomy.ANKLE_HEIGHT
                return (at + far, surface.height + height)
            case AtJoint(joint, ahead, up):
                joints = self.skeleton.joints
                name = joint if joint in joints else f"{side}_{joint}"
                if name not in joints:
                    raise PoseError(f"{joint} is no joint that is known before this limb.")
                return plus(joints[name], (ahead, up))

    def _bend(self, limb: Limb, start: Point, target: Point, chain: Chain) -> int:
        if not limb.bend:
            return chain.bend
        towards = _BENDS[limb.bend]
        line = minus(target, start)
        left_of_line = (-line[1], line[0])
        # The middle joint lies to the right of the line if the second bone turns left.
        return -1 if towards[0] * left_of_line[0] + towards[1] * left_of_line[1] > 0 else 1


# How many degrees the search for a lean goes to either side of the pose's own.
_LEAN_SEARCH = 40


def solve(pose: Pose, scene: Scene) -> Skeleton:
    """The joints of a pose. Raises PoseError if it says too little or contradicts itself."""
    if pose.near_arm.bent is None:
        return joined(pose, scene)
    return joined(replace(pose, lean=_lean_for_elbow(pose, pose.near_arm.bent, scene)), scene)


def _lean_for_elbow(pose: Pose, bent: float, scene: Scene) -> float:
    """The lean with which the near elbow is bent by `bent` degrees.

    Returns the pose's own lean if none within the search does that.
    """
    opposite = math.radians(180 - bent)
    wanted = math.sqrt(
        ARM.first**2 + ARM.second**2 - 2 * ARM.first * ARM.second * math.cos(opposite)
    )

    def too_far(lean: float) -> float:
        skeleton = joined(replace(pose, lean=lean), scene)
        return math.dist(skeleton.joints["near_shoulder"], skeleton.targets["near_arm"]) - wanted

    return root(too_far, pose.lean, _LEAN_SEARCH)
