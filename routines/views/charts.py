"""Small drawings of numbers: where the points of a line stand, and how long bars are."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

WIDTH = 320
HEIGHT = 150
# Room for the numbers above the points and the days below the floor.
SIDE = 24
TOP = 22
FLOOR = 120
# The scale never shows less than this, so that small changes look small.
LEAST_SCALE = 20
LONGEST_BAR = 100


class Point(NamedTuple):
    """One value in the drawing."""

    x: int
    y: int
    number: int


class Line(NamedTuple):
    """A line over time that comes down towards the floor; the oldest point stands first."""

    points: list[Point]
    since: date
    until: date

    @property
    def path(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def ends(self) -> list[Point]:
        """The first and the last point, which carry their numbers."""
        return [self.points[0], self.points[-1]]


def line_of(values: list[tuple[date, int]]) -> Line | None:
    """The line through values of different days, the oldest first; one value makes none."""
    if len(values) < 2:
        return None
    since, until = values[0][0], values[-1][0]
    days = (until - since).days
    scale = max(LEAST_SCALE, *(number for _, number in values))
    points = [
        Point(
            x=SIDE + round((WIDTH - 2 * SIDE) * (day - since).days / days),
            y=FLOOR - round((FLOOR - TOP) * number / scale),
            number=number,
        )
        for day, number in values
    ]
    return Line(points, since, until)


def bar(number: int, most: int) -> int:
    """How long the bar of a number is, where that of `most` is the longest."""
    return round(LONGEST_BAR * number / most) if most else 0
