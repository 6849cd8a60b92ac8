"""The props that a figure lies, stands, sits or leans on. Heights are above the floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

type View = Literal["side", "front", "above"]

WIDTH = 320.0
TALL = 240.0
# Where the floor is, below the top of the view box.
FLOOR = 226.0
MARGIN = 6.0


@dataclass(frozen=True)
class Surface:
    """A level surface at `height` from `left` to `right`, or an upright one at `left`."""

    name: str
    left: float
    right: float
    height: float
    upright: bool = False


@dataclass(frozen=True)
class Prop:
    """One prop of the scene, in units.

    `x` is its left edge, `wide` and `high` its size, `up` the height of its underside,
    `behind` whether the back of a chair is on the left. A strap joins the joints of
    `between` and has no surface. A bicycle is one of a gym; its `high` is the height of
    the saddle.
    """

    kind: str
    x: float = 0.0
    wide: float = 0.0
    high: float = 0.0
    up: float = 0.0
    behind: bool = True
    between: tuple[str, ...] = ()

    def surface(self) -> Surface | None:
        """The surface to lean or rest on; None for a prop without one."""
        match self.kind:
            case "wall":
                return Surface("wall", self.x, self.x, self.high, upright=True)
            case "bicycle":
                return Surface("bicycle", self.x + 8, self.x + 46, self.high)
            case "chair" | "bed" | "table" | "cushion":
                top = self.up + self.high
                return Surface(self.kind, self.x, self.x + self.wide, top)
        return None

    def handlebar(self) -> Surface:
        """The surface of this bicycle's handlebar."""
        return Surface("handlebar", self.x + 90, self.x + 116, self.high + 27)


# An ordinary chair of 45 cm, a firm bed of 45 cm, a table of 72 cm, a wall of 1.7 m.
USUAL = {
    "mat": Prop("mat", x=20, wide=280, high=3.5),
    "chair": Prop("chair", x=110, wide=50, high=47),
    "bed": Prop("bed", x=12, wide=296, high=50),
    "table": Prop("table", x=210, wide=90, high=80),
    "wall": Prop("wall", x=230, high=206),
    "cushion": Prop("cushion", wide=40, high=12),
    "strap": Prop("strap", between=("near_hand", "near_ball")),
    "bicycle": Prop("bicycle", x=90, wide=150, high=110),
}


@dataclass(frozen=True)
class Scene:
    """The view and the props in it; `surfaces` holds the floor and theirs by name.

    `legs_beneath` is for a figure seen from above that kneels on folded legs,
    `head_before_arm` for one seen from the side whose arms are beside the ears.
    """

    view: View = "side"
    props: tuple[Prop, ...] = ()
    legs_beneath: bool = False
    head_before_arm: bool = False

    @cached_property
    def surfaces(self) -> Mapping[str, Surface]:
        """What can be lain, stood or leaned on, by name."""
        surfaces = {"floor": Surface("floor", 0, WIDTH, 0)}
        for prop in self.props:
            if surface := prop.surface():
                surfaces[self._named(prop)] = surface
            if prop.kind == "bicycle":
                surfaces["handlebar"] = prop.handlebar()
        return MappingProxyType(surfaces)

    def _named(self, prop: Prop) -> str:
        """The name of a prop's surface: `cushion` for the first of its kind, then `cushion 2`."""
        same = [other for other in self.props if other.kind == prop.kind]
        place = next(i for i, other in enumerate(same, 1) if other is prop)
        return prop.kind if place == 1 else f"{prop.kind} {place}"
