"""Draws the floor and the props of a scene."""

from __future__ import annotations

from collections.abc import Callable

from routines.figures.anatomy import UNDER_SOLE
from routines.figures.geometry import Point, offset
from routines.figures.pen import number
from routines.figures.scene import FLOOR, MARGIN, WIDTH, Prop, Scene
from routines.figures.skeleton import Skeleton

_LINE = 1.25
# Half of the stroke of a chair's or a table's frame.
_FRAME = 2.25


def backdrop(scene: Scene) -> str:
    """The floor and every prop that does not move."""
    things = "".join(_DRAWN[prop.kind](prop) for prop in scene.props if prop.kind in _DRAWN)
    if scene.view == "above" and any(prop.kind == "bed" for prop in scene.props):
        return _bed_from_above()
    if scene.view == "above":
        return _box("m", MARGIN, FLOOR - 42, WIDTH - 2 * MARGIN, 156, 10) + things
    under = max((prop.high for prop in scene.props if prop.kind == "mat"), default=0.0)
    line = number(FLOOR + under + _LINE)
    return f'<path class="g" d="M12 {line}H{WIDTH - 12:g}"/>{things}'


def _box(kind: str, left: float, top: float, wide: float, high: float, round_by: float) -> str:
    """A filled box; `top` is a height above the floor."""
    return (
        f'<rect class="{kind}" x="{number(left)}" y="{number(FLOOR - top)}" width="{number(wide)}"'
        f' height="{number(high)}" rx="{number(round_by)}"/>'
    )


def _mat(prop: Prop) -> str:
    return _box("m", prop.x, 0, prop.wide, prop.high, prop.high / 2)


def _cushion(prop: Prop) -> str:
    return _box("b", prop.x, prop.up + prop.high, prop.wide, prop.high, min(12, prop.high / 2))


def _bed(prop: Prop) -> str:
    legs = "".join(
        f'<path class="o" d="M{number(x)} {number(FLOOR - _FRAME)}v-28"/>'
        for x in (prop.x + 12, prop.x + prop.wide - 12)
    )
    base = _box("m", prop.x, 34, prop.wide, 14, 4)
    return legs + base + _box("b", prop.x, prop.high, prop.wide, prop.high - 24, 8)


def _bed_from_above() -> str:
    """Headboard, mattress and pillow; the head is to the left."""
    return (
        _box("m", MARGIN, FLOOR - 10, WIDTH - 2 * MARGIN, 206, 6)
        + f'<path class="o" d="M{number(MARGIN + _FRAME)} 12V214"/>'
        + _box("b", MARGIN + 7, FLOOR - 16, WIDTH - 2 * MARGIN - 13, 194, 10)
        + _box("q", MARGIN + 17, FLOOR - 68, 66, 90, 14)
    )


def _chair(prop: Prop) -> str:
    """Seat, two legs and a back that leans a little."""
    left, right = prop.x + _FRAME, prop.x + prop.wide - _FRAME
    seat, low = number(FLOOR - prop.high + _FRAME), number(FLOOR - _FRAME)
    back, lean = (left, -5) if prop.behind else (right, 5)
    return (
        f'<path class="o" d="M{number(left)} {seat}H{number(right)}M{number(left + 2)} {seat}V{low}'
        f"M{number(right - 2)} {seat}V{low}M{number(back)} {seat}"
        f'L{number(back + lean)} {number(FLOOR - prop.high - 50)}"/>'
    )


def _table(prop: Prop) -> str:
    left, right = prop.x + _FRAME, prop.x + prop.wide - _FRAME
    top, low = number(FLOOR - prop.high + _FRAME), number(FLOOR - _FRAME)
    return (
        f'<path class="o" d="M{number(left)} {top}H{number(right)}M{number(left + 6)} {top}V{low}'
        f'M{number(right - 6)} {top}V{low}"/>'
    )


def _wall(prop: Prop) -> str:
    return _box("b", prop.x, prop.high, 8, prop.high, 2)


# The middle of a bicycle's pedals: how far from its left edge, and above the floor.
AXLE: Point = (54.0, 26.0)
_WHEEL = 23.0


def _bicycle(prop: Prop) -> str:
    """A bicycle as in a gym: base, wheel, posts, saddle and handlebar."""
    x, right = prop.x, prop.x + prop.wide
    axle_x, axle_y = x + AXLE[0], FLOOR - AXLE[1]
    saddle, bar = FLOOR - prop.high + _FRAME, prop.handlebar()
    wheel_x, wheel_y = right - _WHEEL - 6, FLOOR - _WHEEL - 9
    grip = FLOOR - bar.height + _FRAME
    lines = [
        ((x + 20, FLOOR - _FRAME), (right - 4, FLOOR - _FRAME)),
        ((axle_x, FLOOR - _FRAME), (axle_x, axle_y), (x + 27, saddle)),
        ((axle_x, axle_y), (wheel_x - 2, wheel_y)),
        ((wheel_x, FLOOR - _FRAME), (wheel_x - 2, wheel_y), (bar.left + 5, grip)),
        ((bar.left, grip), (bar.right, grip)),
        ((x + 14, saddle), (x + 42, saddle)),
    ]
    path = "".join(
        "M" + "L".join(f"{number(a)} {number(b)}" for a, b in points) for points in lines
    )
    return (
        f'<circle class="b" cx="{number(wheel_x)}" cy="{number(wheel_y)}" r="{_WHEEL:g}"/>'
        f'<path class="o" d="{path}"/>'
    )


_DRAWN: dict[str, Callable[[Prop], str]] = {
    "mat": _mat,
    "cushion": _cushion,
    "bed": _bed,
    "chair": _chair,
    "bicycle": _bicycle,
    "table": _table,
    "wall": _wall,
}


def strap(prop: Prop, skeleton: Skeleton) -> list[Point]:
    """The points of a strap: straight from joint to joint, and round the sole."""
    return [_held(name, skeleton) for name in prop.between]


def _held(name: str, skeleton: Skeleton) -> Point:
    side, _, joint = name.partition("_")
    if joint != "ball" or skeleton.view != "side":
        return skeleton.joints[name]
    return offset(skeleton.joints[f"{side}_ankle"], skeleton.headings[name], UNDER_SOLE)


# The middle of a pedal under the foot, from the ankle along the sole and to its left; half
# the length of a pedal.
PEDAL: Point = (14.0, -9.8)
_HALF_PEDAL = 7.0


def cranks(skeleton: Skeleton) -> list[Point]:
    """The points of the cranks: from the pedal of one foot to that of the other."""
    return [
        offset(skeleton.joints[f"{side}_ankle"], skeleton.headings[f"{side}_ball"], PEDAL)
        for side in ("far", "near")
    ]


def pedal(side: str, skeleton: Skeleton) -> list[Point]:
    """The points of the pedal under one foot, along its sole."""
    ankle, sole = skeleton.joints[f"{side}_ankle"], skeleton.headings[f"{side}_ball"]
    return [
        offset(ankle, sole, (PEDAL[0] + ahead, PEDAL[1])) for ahead in (-_HALF_PEDAL, _HALF_PEDAL)
    ]
