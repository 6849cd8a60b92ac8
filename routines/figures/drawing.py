"""Draws positions as SVG: one file for light and dark, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from routines.figures.kinematics import solve
from routines.figures.movement import Figure, samples
from routines.figures.outline import head_outline, spine_points, trunk_outline
from routines.figures.pen import Pen
from routines.figures.props import backdrop, cranks, pedal, strap
from routines.figures.scene import TALL, WIDTH
from routines.figures.skeleton import Skeleton

# f figure, a near arm, l far limbs, p spine, c what makes it stand out in the dark, g floor,
# m mat, o, b and q things, s strap, k the gap around the near arm.
STYLE = (
    "<style>.f,.a{fill:#2f4a43}.l{fill:#8aa399}.p{stroke:#ef7a4a}.c{display:none}.g{stroke:#d9d0bd}"
    ".m{fill:#c9d6c8}.o{stroke:#c4b69c}.b{fill:#e2d8c4}.q{fill:#f4eee2}.s{stroke:#b9874f}"
    "@media (prefers-color-scheme:dark){.f,.a{fill:#9dbdb2}.l{fill:#587268}.p{stroke:#ff8a57}"
    ".c{display:inline;stroke:#3a4f47}.g{stroke:#3a4a44}.m{fill:#33463f}.o{stroke:#5d665c}.b{fill:#454f47}.q{fill:#5a645c}.s{stroke:#b98d5c}}"
    ".p{stroke-width:4.9;stroke-dasharray:0 7.6}.g{stroke-width:2.5}.o{stroke-width:4.5}"
    ".s{stroke-width:2.4}.c{stroke-width:7.2}.p,.g,.o,.s,.c{fill:none;stroke-linecap:round;stroke-linejoin:round}"
    ".k{stroke:#000;stroke-width:3.4;stroke-linejoin:round}</style>"
)
# Nine dots at a distance of 7.6, whatever the curve measures.
_DOTS = "60.9"

_SIDES = ("far", "near")
_LEG = (("knee", "hip"), ("ankle", "knee"), ("ball", "ankle"))
_ARM = (("elbow", "shoulder"), ("wrist", "elbow"), ("hand", "wrist"))
_ARM_APART = (("elbow apart", "shoulder"), *_ARM[1:])


def still(figure: Figure) -> str:
    """The key pose as an SVG file."""
    inside = drawn(figure, [(0.0, solve(figure.key_pose(), figure.scene))])
    return _file(STYLE + inside)


def movement(figure: Figure) -> str:
    """The whole movement as an SVG file that repeats without end."""
    return _file(STYLE + drawn(figure, samples(figure)))


def _file(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{TALL:.0f}"'
        f' viewBox="0 0 {WIDTH:.0f} {TALL:.0f}">{inside}</svg>\n'
    )


def drawn(figure: Figure, times: Sequence[tuple[float, Skeleton]], mask: str = "m") -> str:
    """The elements of the file, from positions with their seconds.

    `mask` begins the ids of the masks, so it must be unique on the page.
    """
    pen = Pen(times, figure.seconds)
    scene = figure.scene
    near_leg = pen.limb("near", _LEG)
    if scene.view == "side":
        behind = f'<g class="l">{pen.limb("far", _ARM)}{pen.limb("far", _LEG)}</g>'
        arms, apart = pen.limb("near", _ARM), pen.limb("near", _ARM_APART)
        head = pen.bone("head", "head", "skull")
    else:
        far_leg = f'<g class="{"l" if scene.legs_beneath else "f"}">{pen.limb("far", _LEG)}</g>'
        if scene.legs_beneath:
            far_leg, near_leg = f'<g class="l">{near_leg}</g>{far_leg}', ""
        elif scene.view == "above":
            far_leg = _parted(far_leg, near_leg, f"{mask}l")
        behind = far_leg
        far_arm, near_arm = (pen.limb(side, _ARM) for side in _SIDES)
        far_apart, near_apart = (pen.limb(side, _ARM_APART) for side in _SIDES)
        arms, apart = far_arm + near_arm, far_apart + near_apart
        if scene.view == "front":
            arms = _parted(far_arm, near_apart, f"{mask}a") + near_arm
        head = pen.curve(head_outline, closed=True)
    trunk = pen.curve(trunk_outline, closed=True) + pen.bone("neck", "neck", "spine6")
    if scene.head_before_arm:
        arms, head = _parted(arms, head, f"{mask}h") + head, ""
    middle = near_leg + trunk + head
    near_straps, far_straps = (
        "".join(
            f'<g class="s">{pen.curve(partial(strap, prop), closed=False)}</g>'
            for prop in scene.props
            if prop.kind == "strap" and prop.between[0].startswith("near") == is_near
        )
        for is_near in (True, False)
    )
    if any(prop.kind == "bicycle" for prop in scene.props):
        pedals = "".join(pen.curve(partial(pedal, side), closed=False) for side in _SIDES)
        far_straps += f'<g class="o">{pen.curve(cranks, closed=False)}{pedals}</g>'
    return (
        f"{_gap(mask, apart)}{backdrop(scene)}{behind}{far_straps}"
        f'<g class="f" mask="url(#{mask})">{middle}</g>{near_straps}<g class="a">{arms}</g>'
        f'<g class="c">{pen.curve(spine_points, closed=False)}</g>'
        f'<g class="p">{pen.curve(spine_points, f'pathLength="{_DOTS}" ', closed=False)}</g>'
    )


def _gap(mask: str, around: str) -> str:
    """A mask that leaves a thin gap around the drawn elements `around`."""
    return (
        f'<mask id="{mask}" maskUnits="userSpaceOnUse" x="0" y="0" width="{WIDTH:.0f}"'
        f' height="{TALL:.0f}"><path fill="#fff" d="M0 0h{WIDTH:.0f}v{TALL:.0f}H0z"/>'
        f'<g class="k">{around}</g></mask>'
    )


def _parted(far: str, near: str, mask: str) -> str:
    """The elements `far`, with a thin gap around the near ones."""
    return f'{_gap(mask, near)}<g mask="url(#{mask})">{far}</g>'
