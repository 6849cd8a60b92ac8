"""From positions to SVG. Light and dark are in the one file; nothing runs in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from routines.figures.movement import Figure, samples
from routines.figures.outline import spine_points, trunk_outline
from routines.figures.pen import Pen
from routines.figures.props import backdrop, strap
from routines.figures.scene import TALL, WIDTH
from routines.figures.skeleton import Skeleton
from routines.figures.solving import solve

# f figure, a near arm, l far limbs, p spine, c what makes it stand out in the dark, g floor,
# m mat, o and b things, s strap, k the gap around the near arm.
STYLE = (
    "<style>.f,.a{fill:#2f4a43}.l{fill:#8aa399}.p{stroke:#ef7a4a}.c{display:none}.g{stroke:#d9d0bd}"
    ".m{fill:#c9d6c8}.o{stroke:#c4b69c}.b{fill:#e2d8c4}.s{stroke:#b9874f}"
    "@media (prefers-color-scheme:dark){.f,.a{fill:#9dbdb2}.l{fill:#587268}.p{stroke:#f5844f}"
    ".c{display:inline;stroke:#3a4f47}.g{stroke:#3a4a44}.m{fill:#33463f}.o{stroke:#5d665c}.b{fill:#454f47}.s{stroke:#b98d5c}}"
    ".p{stroke-width:3.7;stroke-dasharray:0 6}.g{stroke-width:2.5}.o{stroke-width:4.5}"
    ".s{stroke-width:2.4}.c{stroke-width:6}.p,.g,.o,.s,.c{fill:none;stroke-linecap:round;stroke-linejoin:round}"
    ".k{stroke:#000;stroke-width:3.4;stroke-linejoin:round}</style>"
)
# Ten dots at a distance of 6, whatever the curve measures.
_DOTS = "54.1"

_LEG = (("knee", "hip"), ("ankle", "knee"), ("ball", "ankle"))
_ARM = (("elbow", "shoulder"), ("wrist", "elbow"), ("hand", "wrist"))


def still(figure: Figure) -> str:
    """The key pose as an SVG file."""
    inside = drawn(figure, [(0.0, solve(figure.key_pose(), figure.scene))])
    return _file(STYLE + inside)


def movement(figure: Figure) -> str:
    """The whole movement as an SVG file that repeats for good."""
    return _file(STYLE + drawn(figure, samples(figure)))


def _file(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{TALL:.0f}"'
        f' viewBox="0 0 {WIDTH:.0f} {TALL:.0f}">{inside}</svg>\n'
    )


def drawn(figure: Figure, times: Sequence[tuple[float, Skeleton]], mask: str = "m") -> str:
    """What is inside the file; `mask` is an id that nothing else on the page has."""
    pen = Pen(times, figure.seconds)
    scene = figure.scene
    arm = pen.limb("near", _ARM)
    if scene.view == "side":
        behind = f'<g class="l">{pen.limb("far", _ARM)}{pen.limb("far", _LEG)}</g>'
        arms = arm
    else:
        behind = f'<g class="f">{pen.limb("far", _LEG)}</g>'
        arms = pen.limb("far", _ARM) + arm
    middle = (
        pen.limb("near", _LEG)
        + pen.curve(trunk_outline, closed=True)
        + pen.bone("neck", "neck", "spine6")
        + pen.bone("head", "head", "skull")
    )
    straps = "".join(
        f'<g class="s">{pen.curve(partial(strap, prop), closed=False)}</g>'
        for prop in scene.props
        if prop.kind == "strap"
    )
    return (
        f'<mask id="{mask}" maskUnits="userSpaceOnUse" x="0" y="0" width="{WIDTH:.0f}"'
        f' height="{TALL:.0f}"><path fill="#fff" d="M0 0h{WIDTH:.0f}v{TALL:.0f}H0z"/>'
        f'<g class="k">{arms}</g></mask>{backdrop(scene)}{behind}{straps}'
        f'<g class="f" mask="url(#{mask})">{middle}</g><g class="a">{arms}</g>'
        f'<g class="c">{pen.curve(spine_points, closed=False)}</g>'
        f'<g class="p">{pen.curve(spine_points, f'pathLength="{_DOTS}" ', closed=False)}</g>'
    )
