"""How the floor and the things in a scene are drawn."""

from __future__ import annotations

from collections.abc import Callable

from routines.figures.geometry import Point
from routines.figures.pen import number
from routines.figures.scene import FLOOR, MARGIN, WIDTH, Prop, Scene
from routines.figures.skeleton import Skeleton

_LINE = 1.25
# Half of the stroke of a chair's or a table's frame.
_FRAME = 2.25


def backdrop(scene: Scene) -> str:
    """The floor and everything that stays where it is."""
    things = "".join(_DRAWN[prop.kind](prop) for prop in scene.props if prop.kind in _DRAWN)
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
    return _box("b", prop.x, prop.up + prop.high, prop.wide, prop.high, min(6, prop.high / 2))


def _bed(prop: Prop) -> str:
    legs = "".join(
        f'<path class="o" d="M{number(x)} {number(FLOOR - _FRAME)}v-28"/>'
        for x in (prop.x + 12, prop.x + prop.wide - 12)
    )
    base = _box("m", prop.x, 34, prop.wide, 14, 4)
    return legs + base + _box("b", prop.x, prop.high, prop.wide, prop.high - 24, 8)


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


_DRAWN: dict[str, Callable[[Prop], str]] = {
    "mat": _mat,
    "cushion": _cushion,
    "bed": _bed,
    "chair": _chair,
    "table": _table,
    "wall": _wall,
}


def strap(prop: Prop, skeleton: Skeleton) -> list[Point]:
    """Where a strap runs: from joint to joint, as tight as it is held."""
    return [skeleton.joints[name] for name in prop.between]
