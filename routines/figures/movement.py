"""A movement: key poses with their times, and every position between them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from routines.figures.anatomy import CHAINS, SEGMENTS
from routines.figures.geometry import Point, mix, turn
from routines.figures.kinematics import solve
from routines.figures.outline import all_discs
from routines.figures.pose import (
    LIMBS,
    Angle,
    AtJoint,
    Heading,
    Limb,
    OnSurface,
    Place,
    Pose,
    Rest,
    Spot,
    Target,
)
from routines.figures.scene import FLOOR, TALL, Scene
from routines.figures.skeleton import Skeleton


@dataclass(frozen=True)
class Key:
    """A pose of a movement: `move` seconds to reach it, then `hold` seconds in it."""

    pose: Pose
    move: float
    hold: float


@dataclass(frozen=True)
class Figure:
    """The picture of one variant. After the last pose the first follows again.

    `still` is the index of the still's pose in `keys`. A `steady` movement, such as
    walking, passes its poses without slowing down. `picture` describes the position to
    people who cannot see it.
    """

    picture: str
    scene: Scene
    keys: tuple[Key, ...]
    still: int
    steady: bool = False

    @property
    def seconds(self) -> float:
        """How long one round takes."""
        return sum(key.move + key.hold for key in self.keys)

    def key_pose(self) -> Pose:
        """The pose of the still."""
        return self.keys[self.still].pose

    def moves(self) -> Iterator[tuple[int, int]]:
        """The indices of the poses that each move leads from and to."""
        count = len(self.keys)
        if count > 1:
            for i in range(count):
                yield i, (i + 1) % count


def between(start: Pose, end: Pose, share: float, scene: Scene) -> Pose:
    """The pose between `start` (`share` 0) and `end` (`share` 1).

    Angles and targets are mixed, never the points of bones. Contacts and alignments that
    both poses declare hold between them too.
    """
    if share <= 0:
        return start
    if share >= 1:
        return end
    start_solved, end_solved = solve(start, scene), solve(end, scene)
    limbs = {
        name: _limb(name, getattr(start, name), getattr(end, name), start_solved, end_solved, share)
        for name in LIMBS
    }
    leans = (start_solved.headings["pelvis"], end_solved.headings["pelvis"])
    return replace(
        start,
        **limbs,
        place=_place(start.place, end.place, start_solved, end_solved, share),
        lean=_angle(*leans, share),
        head_on=start.head_on if start.head_on == end.head_on else "",
        spine=_mixed(start.spine, end.spine, share),
        neck=_mixed(_neck(start_solved), _neck(end_solved), share),
        shoulders=_mixed(start.shoulders, end.shoulders, share),
        belly=mix(start.belly, end.belly, share),
        turn=mix(start.turn, end.turn, share),
        hip_turn=mix(start.hip_turn, end.hip_turn, share),
        contacts=tuple(contact for contact in start.contacts if contact in end.contacts),
        under=tuple(pair for pair in start.under if pair in end.under),
        line=start.line if start.line == end.line else (),
    )


def _mixed(start: tuple[float, ...], end: tuple[float, ...], share: float) -> tuple[float, ...]:
    return tuple(mix(a, b, share) for a, b in zip(start, end, strict=True))


def _neck(skeleton: Skeleton) -> tuple[float, float]:
    """The bends of neck and head after solving, which may have laid the head on a surface."""
    top, neck, head = (skeleton.headings[name] for name in (f"spine{SEGMENTS}", "neck", "head"))
    return turn(neck, top), turn(head, neck)


def _angle(start: float, end: float, share: float) -> float:
    return start + turn(start, end) * share


def _place(start: Place, end: Place, a: Skeleton, b: Skeleton, share: float) -> Place:
    if (start.part, start.surface) == (end.part, end.surface):
        return replace(start, x=mix(start.x, end.x, share), y=mix(start.y, end.y, share))
    here, there = a.joints["spine0"], b.joints["spine0"]
    return Place("hips", mix(here[0], there[0], share), mix(here[1], there[1], share))


def _limb(name: str, start: Limb, end: Limb, a: Skeleton, b: Skeleton, share: float) -> Limb:
    side, _, kind = name.partition("_")
    chain = CHAINS[kind]

    def heading(joint: str, first: Heading | None, second: Heading | None) -> Heading:
        if isinstance(first, Rest) and first == second:
            return first
        if isinstance(first, Angle) and isinstance(second, Angle):
            if first.towards or second.towards:
                return _in_space(first, second, share)
            return Angle(_angle(first.degrees, second.degrees, share))
        key = f"{side}_{joint}"
        towards = mix(_towards(a, key), _towards(b, key), share)
        return Angle(_angle(a.headings[key], b.headings[key], share), towards)

    last = heading(chain.end, start.end, end.end)
    if start.target is not None and end.target is not None and start.bend == end.bend:
        target = _target(start.target, end.target, share)
        if target is not None:
            both = start.bent is not None and end.bent is not None
            bent = mix(start.bent or 0, end.bent or 0, share) if both else None
            return Limb(None, None, last, target, start.bend, bent)
    return Limb(
        heading(chain.middle, start.upper, end.upper),
        heading(chain.tip, start.lower, end.lower),
        last,
    )


def _towards(skeleton: Skeleton, bone: str) -> float:
    return math.degrees(math.acos(min(1.0, skeleton.shares[bone])))


def _in_space(start: Angle, end: Angle, share: float) -> Angle:
    """A direction between two that point out of the picture, along the shortest turn."""
    x, y, z = (mix(a, b, share) for a, b in zip(_vector(start), _vector(end), strict=True))
    return Angle(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))


def _vector(angle: Angle) -> tuple[float, float, float]:
    degrees, towards = math.radians(angle.degrees), math.radians(angle.towards)
    flat = math.cos(towards)
    return flat * math.cos(degrees), flat * math.sin(degrees), math.sin(towards)


def _target(start: Target, end: Target, share: float) -> Target | None:
    match start, end:
        case Spot(x, y), Spot(other_x, other_y):
            return Spot(mix(x, other_x, share), mix(y, other_y, share))
        case OnSurface(name, at), OnSurface(other, other_at) if name == other:
            return OnSurface(name, mix(at, other_at, share))
        case AtJoint(name, ahead, up), AtJoint(other, other_ahead, other_up) if name == other:
            return AtJoint(name, mix(ahead, other_ahead, share), mix(up, other_up, share))
    return None


IN_BETWEEN = 20


def frames(figure: Figure) -> Iterator[tuple[str, Pose, Skeleton]]:
    """Every pose, and IN_BETWEEN positions of each move, each with its name."""
    for i, key in enumerate(figure.keys, 1):
        yield f"pose {i}", key.pose, solve(key.pose, figure.scene)
    for start, end in figure.moves():
        for step in range(1, IN_BETWEEN + 1):
            share = step / (IN_BETWEEN + 1)
            pose = between(figure.keys[start].pose, figure.keys[end].pose, share, figure.scene)
            name = f"{share:.0%} from pose {start + 1} to pose {end + 1}"
            yield name, pose, solve(pose, figure.scene)


# No joint travels further than this, in units, between two drawn positions, unless that
# would take more than _MOST_STEPS of them.
_STEP = 8.0
_MOST_STEPS = 10


def samples(figure: Figure) -> list[tuple[float, Skeleton]]:
    """The positions to draw, with their seconds from the start of the round.

    The picture moves evenly between two positions; their times make a move start and end
    softly, and their number makes it look smooth.
    """
    poses = [key.pose for key in figure.keys]
    solved = [solve(pose, figure.scene) for pose in poses]
    now = 0.0
    drawn = [(0.0, solved[0])]
    if hold := figure.keys[0].hold:
        now += hold
        drawn.append((now, solved[0]))
    for start, end in figure.moves():
        key = figure.keys[end]
        steps = _steps(figure, start, end)
        for step in range(1, steps + 1):
            share = step / steps
            pose = between(poses[start], poses[end], share, figure.scene)
            drawn.append((now + key.move * _time(share, figure.steady), solve(pose, figure.scene)))
        now += key.move
        if end and key.hold:
            now += key.hold
            drawn.append((now, solved[end]))
    return drawn


def _steps(figure: Figure, start: int, end: int) -> int:
    """In how many pieces to draw a move, by the joint that travels furthest."""
    poses = figure.keys[start].pose, figure.keys[end].pose
    halves = [solve(between(*poses, share, figure.scene), figure.scene) for share in (0, 0.5, 1)]
    longest = max(
        math.dist(_at(halves[0], name), _at(halves[1], name))
        + math.dist(_at(halves[1], name), _at(halves[2], name))
        for name in halves[0].joints
    )
    return min(_MOST_STEPS, max(2, math.ceil(longest / _STEP)))


def _at(skeleton: Skeleton, name: str) -> Point:
    return skeleton.joints[name]


def _time(share: float, steady: bool) -> float:
    """At which share of its time a move has covered `share` of its distance.

    A move that is not steady starts and ends softly.
    """
    return share if steady else math.acos(1 - 2 * share) / math.pi


# How much of the picture's height a page shows of a figure that is low.
SHOWN = 168.0
_SPARE = 6.0
_HIGH_PROPS = {"wall", "chair", "table", "bicycle"}


def is_low(figure: Figure) -> bool:
    """Whether nothing rises above the lower SHOWN units of the picture.

    Only a view from the side can be low.
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
