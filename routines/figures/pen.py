"""Shapes that are drawn once and, where the body moves, moved by SMIL."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from routines.figures.geometry import smooth, turn
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


# The shapes that look different from the front and from above.
_IN_FRONT = {"ball": "ball in front", "head": "head in front"}


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
        """An arm or a leg, from its root on."""
        return "".join(
            self.bone(bone, f"{side}_{bone}", f"{side}_{start}") for bone, start in bones
        )

    def bone(self, shape: str, heading: str, start: str) -> str:
        """A rigid shape that moves with one bone."""
        if self._skeletons[0].view != "side":
            shape = _IN_FRONT.get(shape, shape)
        places, turns, shares = [], [], []
        degrees = self._skeletons[0].headings[heading]
        for skeleton in self._skeletons:
            x, y = skeleton.joints[start]
            places.append(f"{number(x)} {number(FLOOR - y)}")
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
        """A smooth curve whose shape follows the body."""
        paths = []
        for skeleton in self._skeletons:
            drawn = [(x, FLOOR - y) for x, y in points(skeleton)]
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
            paths.append(f"M{start}c{numbers(pieces)}" + ("Z" if closed else ""))
        if len(set(paths)) == 1:
            return f'<path {more}d="{paths[0]}"/>'
        inside = self._animated('animate attributeName="d"', paths)
        return f'<path {more}d="{paths[0]}">{inside}</path>'
