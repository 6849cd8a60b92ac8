"""Shapes that are drawn once and, where the body moves, moved by SMIL."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from routines.figures.geometry import Point, minus, smooth, turn
from routines.figures.outline import RADII
from routines.figures.scene import FLOOR
from routines.figures.shapes import SHAPES
from routines.figures.skeleton import Skeleton


def number(value: float) -> str:
    """As few digits as a tenth of a unit takes."""
    return f"{round(value, 1) + 0.0:g}"


def numbers(values: Sequence[float]) -> str:
    """Numbers for a path; a minus parts them as well as a space does."""
    text = ""
    for value in values:
        one = number(value)
        text += one if not text or one[0] == "-" else f" {one}"
    return text


# A bone that is seen shorter than this has ends that show it.
_SEEN_WHOLE = 0.95
# Points of a curve that differ by less, in units, have moved together.
_STIFF = 0.05
# The shapes that look different from the front and from above.
_IN_FRONT = {"knee": "knee in front", "ankle": "ankle in front", "ball": "ball in front"}
_FROM_ABOVE = {"ball": "ball from above"}


class Pen:
    """Draws one body through its positions in time; a single position stands still."""

    def __init__(self, times: Sequence[tuple[float, Skeleton]], seconds: float) -> None:
        self._skeletons = [skeleton for _, skeleton in times]
        shares = [time / seconds if seconds else 0.0 for time, _ in times]
        keys = ";".join(f"{share:.4f}".rstrip("0").rstrip(".") for share in shares)
        self._when = f'dur="{number(seconds)}s" repeatCount="indefinite" keyTimes="{keys}"'

    def _animated(self, opening: str, values: Sequence[str]) -> str:
        return f'<{opening} values="{";".join(values)}" {self._when}/>'

    def limb(self, side: str, bones: Sequence[tuple[str, str]]) -> str:
        """An arm or a leg, from its root on, by its shapes and the joints where they begin.

        A bone that is seen shorter has flat ends; its joints are drawn round again.
        """
        return "".join(
            self._joint(side, start, shape)
            + self.bone(shape, f"{side}_{shape.split()[0]}", f"{side}_{start}")
            for shape, start in bones
        )

    def _joint(self, side: str, joint: str, shape: str) -> str:
        """A disc where a bone begins that is seen shorter; shapes of the front need none."""
        bone, _, is_apart = shape.partition(" ")
        shares = [skeleton.shares[f"{side}_{bone}"] for skeleton in self._skeletons]
        is_front = self._skeletons[0].view == "front"
        if is_apart or is_front or min(shares) > _SEEN_WHOLE:
            return ""
        places = [self._place(skeleton, f"{side}_{joint}") for skeleton in self._skeletons]
        radius = number(RADII[joint])
        return f'<circle r="{radius}" transform="translate({places[0]})"' + self._travel(
            places, "circle"
        )

    def _travel(self, places: Sequence[str], shape: str = "path") -> str:
        """The end of a shape that goes from place to place, if it does."""
        if len(set(places)) == 1:
            return "/>"
        opening = 'animateTransform attributeName="transform" type="translate"'
        return f">{self._animated(opening, places)}</{shape}>"

    def _place(self, skeleton: Skeleton, joint: str) -> str:
        x, y = skeleton.joints[joint]
        return f"{number(x)} {number(FLOOR - y)}"

    def bone(self, shape: str, heading: str, start: str) -> str:
        """A rigid shape that moves with one bone."""
        view = self._skeletons[0].view
        if view == "above":
            shape = _FROM_ABOVE.get(shape, shape)
        if view != "side":
            shape = _IN_FRONT.get(shape, shape)
        places, turns, shares = [], [], []
        degrees = self._skeletons[0].headings[heading]
        for skeleton in self._skeletons:
            places.append(self._place(skeleton, start))
            degrees += turn(degrees, skeleton.headings[heading])
            turns.append(number(-degrees))
            shares.append(f"{skeleton.shares.get(heading, 1):.3g}")
        inside = self._moved(places, turns, shares)
        scale = f"scale({shares[0]} 1)" if set(shares) != {"1"} else ""
        at = f"translate({places[0]})rotate({turns[0]}){scale}"
        if not inside:
            return f'<path d="{SHAPES[shape]}" transform="{at}"/>'
        return f'<path d="{SHAPES[shape]}" transform="{at}">{inside}</path>'

    def _moved(self, places: list[str], turns: list[str], shares: list[str]) -> str:
        """The three steps of a transform, where any of them moves."""
        if all(len(set(values)) == 1 for values in (places, turns, shares)):
            return ""
        steps = [("translate", places, ""), ("rotate", turns, ' additive="sum"')]
        if set(shares) != {"1"}:
            scales = [f"{share} 1" for share in shares]
            steps.append(("scale", scales, ' additive="sum"'))
        return "".join(
            self._animated(
                f'animateTransform attributeName="transform" type="{kind}"{more}', values
            )
            for kind, values, more in steps
        )

    def curve(
        self,
        points: Callable[[Skeleton], Sequence[tuple[float, float]]],
        more: str = "",
        *,
        closed: bool,
    ) -> str:
        """A smooth curve whose shape follows the body; one that only travels is drawn once."""
        curves = [[(x, FLOOR - y) for x, y in points(skeleton)] for skeleton in self._skeletons]
        ways = [_way(curves[0], curve) for curve in curves]
        if None not in ways:
            inside = self._travel([str(way) for way in ways])
            return f'<path {more}d="{_written(curves[0], closed=closed)}"{inside}'
        paths = [_written(curve, closed=closed) for curve in curves]
        inside = self._animated('animate attributeName="d"', paths)
        return f'<path {more}d="{paths[0]}">{inside}</path>'


def _way(start: Sequence[Point], end: Sequence[Point]) -> str | None:
    """How far all points of a curve have moved, where they moved together."""
    moved = [minus(there, here) for here, there in zip(start, end, strict=True)]
    x, y = moved[0]
    if any(math.dist(one, (x, y)) > _STIFF for one in moved):
        return None
    return f"{number(x)} {number(y)}"


def _written(drawn: Sequence[Point], *, closed: bool) -> str:
    """The curve through some points as path data."""
    here = (round(drawn[0][0], 1), round(drawn[0][1], 1))
    pieces: list[float] = []
    for piece in smooth(drawn, closed=closed):
        for x, y in piece:
            pieces += (x - here[0], y - here[1])
        # What is written is relative to what was written before, rounded.
        here = (
            here[0] + round(piece[2][0] - here[0], 1),
            here[1] + round(piece[2][1] - here[1], 1),
        )
    start = numbers((round(drawn[0][0], 1), round(drawn[0][1], 1)))
    return f"M{start}c{numbers(pieces)}" + ("Z" if closed else "")
