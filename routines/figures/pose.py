"""A pose as data: angles in degrees, places in units of the view box.

Directions are those of the picture: 0 is ahead (to the right), 90 up, 180 behind,
-90 down. Bends are counted from straight: rounding is above 0, arching below.
"""

from __future__ import annotations

from dataclasses import dataclass

from routines.figures.anatomy import SEGMENTS


@dataclass(frozen=True)
class Angle:
    """A direction in the picture, and by how many degrees it points towards the viewer."""

    degrees: float
    towards: float = 0.0


@dataclass(frozen=True)
class Rest:
    """The direction that lays the far end of the bone on a surface, to one side.

    The side is `ahead` or `behind` on a level surface, `up` or `down` on an upright one.
    """

    surface: str
    side: str


type Heading = Angle | Rest


@dataclass(frozen=True)
class Spot:
    """A point of the picture, by its height above the floor."""

    x: float
    y: float


@dataclass(frozen=True)
class OnSurface:
    """A point of a surface: `at` units from the left, or above the floor on an upright one."""

    surface: str
    at: float


@dataclass(frozen=True)
class AtJoint:
    """A point beside a joint of the same body; `knee` is the knee of the same side."""

    joint: str
    ahead: float = 0.0
    up: float = 0.0


type Target = Spot | OnSurface | AtJoint


@dataclass(frozen=True)
class Limb:
    """An arm or a leg by two directions, or by the target that its wrist or ankle touches.

    `upper` and `lower` are None with a target, `target` is None without. `end` is the
    direction of the hand or the sole. `bend` is the side to which an elbow or a knee
    points; empty for the side to which people bend it. With `bent`, which only a near
    arm has, the trunk leans so that the elbow is bent by that many degrees.
    """

    upper: Heading | None
    lower: Heading | None
    end: Heading
    target: Target | None = None
    bend: str = ""
    bent: float | None = None


@dataclass(frozen=True)
class Place:
    """Where the body is: a part at `x`, at the height `y`, or lying on `surface` if named."""

    part: str
    x: float
    y: float = 0.0
    surface: str = ""


@dataclass(frozen=True)
class Contact:
    """A part that must rest on a surface in the pose."""

    part: str
    surface: str


@dataclass(frozen=True)
class Pose:
    """One position of the body.

    `lean` is the direction in which the pelvis points along the spine. `spine` are the
    bends at the pelvis and then from segment to segment, `neck` those of neck and head.
    With `head_on`, the neck bends further until the head lies on that surface.
    `shoulders` is how far the shoulder blades glide ahead and up, `belly` how far the
    belly rises with a breath, both in units. `turn` and `hip_turn` turn shoulders and
    hips about the spine, in a view from the front or from above; the spine then bends
    sideways. `contacts`, `under` and `line` are what `checks` holds the pose to: parts
    on surfaces, pairs of a lower joint below an upper one, two joints in line with the
    hip.
    """

    place: Place
    lean: float
    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb
    spine: tuple[float, ...] = (0.0,) * SEGMENTS
    neck: tuple[float, ...] = (0.0, 0.0)
    head_on: str = ""
    shoulders: tuple[float, ...] = (0.0, 0.0)
    belly: float = 0.0
    turn: float = 0.0
    hip_turn: float = 0.0
    contacts: tuple[Contact, ...] = ()
    under: tuple[tuple[str, str], ...] = ()
    line: tuple[str, ...] = ()


LIMBS = ("near_arm", "far_arm", "near_leg", "far_leg")
