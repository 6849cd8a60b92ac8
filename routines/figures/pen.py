"""Draws each shape once and, if the body moves, animates it with SMIL."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from routines.figures.geometry import Point, minus, smooth, turn
from routines.figures.outline import RADII
from routines.figures.scene import FLOOR
from routines.figures.shapes import SHAPES
from routines.figures.skeleton import Skeleton


def number(value: float) -> str:
    """A number rounded to a tenth, in as few characters as possible."""
    return f"{round(value, 1) + 0.0:g}"


def numbers(values: Sequence[float]) -> str:
    """Numbers for a path; a minus sign separates them as well as a space does."""
    text = ""
    for value in values:
        written = number(value)
        text += written if not text or written[0] == "-" else f" {written}"
    return text


# The ends of a bone show if less than this share of its length is seen.
_SEEN_WHOLE = 0.95
# The points of a curve moved together if their moves differ by less than this, in units.
_STIFF = 0.05
# The shapes that look different from the front and from above.
_IN_FRONT = {"knee": "knee in front", "ankle": "ankle in front", "ball": "ball in front"}
_FROM_ABOVE = {"ball": "ball from above"}


class Pen:
    """Draws one body through its positions, each with its second of a round of `seconds`.

    A single position is drawn without an animation.
    """

    def __init__(self, times: Sequence[tuple[float, Skeleton]], seconds: float) -> None:
        self._skeletons = [skeleton for _, skeleton in times]
        shares = [time / seconds if seconds else 0.0 for time, _ in times]
        keys = ";".join(f"{share:.4f}".rstrip("0").rstrip(".") for share in shares)
        self._when = f'dur="{number(seconds)}s" repeatCount="indefinite" keyTimes="{keys}"'

    def _animated(self, opening: str, values: Sequence[str]) -> str:
        return f'<{opening} values="{";".join(values)}" {self._when}/>'

    def limb(self, side: str, bones: Sequence[tuple[str, str]]) -> str:
        """An arm or a leg from its root, by pairs of a shape and the joint where it begins.

        A bone that is seen shorter has flat ends, so a disc is drawn at its joint.
        """
        return "".join(
            self._joint(side, start, shape)
            + self.bone(shape, f"{side}_{shape.split()[0]}", f"{side}_{start}")
            for shape, start in bones
        )

    def _joint(self, side: str, joint: str, shape: str) -> str:
        """A disc where a bone begins that is seen shorter; empty if it needs none."""
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
        """The end of a shape's element, with an animation if its places differ."""
        if len(set(places)) == 1:
            return "/>"
        opening = 'animateTransform attributeName="transform" type="translate"'
        return f">{self._animated(opening, places)}</{shape}>"

    def _place(self, skeleton: Skeleton, joint: str) -> str:
        x, y = skeleton.joints[joint]
        return f"{number(x)} {number(FLOOR - y)}"

    def bone(self, shape: str, heading: str, start: str) -> str:
        """A rigid shape that moves with one bone, named as in `shapes.SHAPES`.

        `heading` is the key of its direction, `start` that of the joint where it begins.
        """
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
        """The animations of the three steps of a transform; empty if none of them moves."""
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
        """A smooth curve through `points`; its shape is animated only if it changes.

        `more` are further attributes of the path, with a space after each.
        """
        curves = [[(x, FLOOR - y) for x, y in points(skeleton)] for skeleton in self._skeletons]
        moves = [_common_move(curves[0], curve) for curve in curves]
        if None not in moves:
            inside = self._travel([str(move) for move in moves])
            return f'<path {more}d="{_written(curves[0], closed=closed)}"{inside}'
        paths = [_written(curve, closed=closed) for curve in curves]
        inside = self._animated('animate attributeName="d"', paths)
        return f'<path {more}d="{paths[0]}">{inside}</path>'


def _common_move(start: Sequence[Point], end: Sequence[Point]) -> str | None:
    """How far all points of a curve moved, for a translate; None if they moved apart."""
    moved = [minus(there, here) for here, there in zip(start, end, strict=True)]
    x, y = moved[0]
    if any(math.dist(move, (x, y)) > _STIFF for move in moved):
        return None
    return f"{number(x)} {number(y)}"


def _written(drawn: Sequence[Point], *, closed: bool) -> str:
    """The curve through some points as path data."""
    here = (round(drawn[0][0], 1), round(drawn[0][1], 1))
    pieces: list[float] = []
    for piece in smooth(drawn, closed=closed):
        for x, y in piece:
            pieces += (x - here[0], y - here[1])
        # Path data are relative to what was written before, so rounding errors do not add up.
        here = (
            here[0] + round(piece[2][0] - here[0], 1),
            here[1] + round(piece[2][1] - here[1], 1),
        )
    start = numbers((round(drawn[0][0], 1), round(drawn[0][1], 1)))
    return f"M{start}c{numbers(pieces)}" + ("Z" if closed else "")
