"""Points, directions and curves in the plane: x to the right, y up, degrees anticlockwise."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

type Point = tuple[float, float]

# After so many halvings an interval is too small to be seen.
_HALVINGS = 24


def along(start: Point, degrees: float, length: float) -> Point:
    """The point `length` away from `start` in a direction."""
    angle = math.radians(degrees)
    return (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle))


def offset(start: Point, degrees: float, local: Point) -> Point:
    """A point given in the frame of a bone: x along it, y to its left."""
    return along(along(start, degrees, local[0]), degrees + 90, local[1])


def plus(a: Point, b: Point) -> Point:
    """The sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1])


def minus(a: Point, b: Point) -> Point:
    """The vector from `b` to `a`."""
    return (a[0] - b[0], a[1] - b[1])


def direction(start: Point, end: Point) -> float:
    """The direction from one point to another."""
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def turn(start: float, end: float) -> float:
    """The shorter turn from one direction to another, from -180 up to 180."""
    return (end - start + 180) % 360 - 180


def mix(a: float, b: float, share: float) -> float:
    """The number between `a` (`share` 0) and `b` (`share` 1)."""
    return a + (b - a) * share


def two_bones(
    root: Point, target: Point, first: float, second: float, bend: int
) -> tuple[float, float, float]:
    """Directions of two bones whose end touches `target`, and by how much they miss it.

    The second bone turns anticlockwise from the first if `bend` is 1, clockwise if it
    is -1. If the target is out of reach, both point towards it; within reach, the miss
    is exactly 0.
    """
    distance = math.dist(root, target)
    reached = min(max(distance, abs(first - second) + 1e-9), first + second - 1e-9)
    middle = _angle_opposite(second, first, reached)
    turned = 180 - _angle_opposite(reached, first, second)
    start = direction(root, target) - bend * middle
    missed = abs(distance - reached)
    return start, start + bend * turned, missed if missed > 1e-6 else 0.0


def _angle_opposite(opposite: float, beside: float, other: float) -> float:
    """The angle of a triangle opposite one of its sides, by the law of cosines."""
    cosine = (beside**2 + other**2 - opposite**2) / (2 * beside * other)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def turned_about(axis: float, turned: float, degrees: float, towards: float) -> tuple[float, float]:
    """A direction in the picture and towards the viewer, after a turn about the line `axis`.

    All in degrees. Turned by 90, what pointed to the viewer points to the left of the line.
    """
    angle, from_axis, out = (math.radians(each) for each in (turned, degrees - axis, towards))
    left, near = math.sin(from_axis) * math.cos(out), math.sin(out)
    left, near = (
        left * math.cos(angle) + near * math.sin(angle),
        near * math.cos(angle) - left * math.sin(angle),
    )
    in_picture = math.atan2(left, math.cos(from_axis) * math.cos(out))
    return axis + math.degrees(in_picture), math.degrees(math.asin(min(1.0, max(-1.0, near))))


def root(gap: Callable[[float], float], guess: float, within: float) -> float:
    """Where a growing or falling function is 0, at most `within` from `guess`.

    Returns `guess` if the function is not 0 there.
    """
    low, high = guess - within, guess + within
    rises = gap(high) > gap(low)
    if gap(low) * gap(high) > 0:
        return guess
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if (gap(middle) > 0) == rises else (middle, high)
    return (low + high) / 2


def smooth(points: Sequence[Point], *, closed: bool) -> list[tuple[Point, Point, Point]]:
    """Cubic Bézier pieces of the Catmull-Rom curve through `points`, from the first on."""
    count = len(points)
    pieces = []
    for i in range(count if closed else count - 1):
        if closed:
            before, here, there, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, here, there = points[max(i - 1, 0)], points[i], points[i + 1]
            after = points[min(i + 2, count - 1)]
        pieces.append((_handle(before, here, there), _handle(after, there, here), there))
    return pieces


def _handle(before: Point, here: Point, there: Point) -> Point:
    return (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
