"""A contact sheet: every still with its name, for those who review them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from routines.figures.drawing import STYLE, drawn
from routines.figures.kinematics import solve
from routines.figures.movement import Figure
from routines.figures.scene import TALL, WIDTH

_ACROSS = 4
_GAP = 16.0
_CAPTION = 24.0
_TITLE = 44.0

_WORDS = (
    "<style>text{font-family:system-ui,sans-serif;font-size:15px;fill:#1f2d28}"
    ".t{font-size:22px;font-weight:600}.w{fill:#f6f1e7}.x{fill:#fffdf8}"
    "@media (prefers-color-scheme:dark){text{fill:#e8ece9}.w{fill:#161d1a}.x{fill:#202a26}}</style>"
)


def sheet(rows: Sequence[tuple[str, Sequence[tuple[str, Figure]]]]) -> str:
    """All stills as one SVG file, from rows of a title and its named figures."""
    parts = []
    y = _GAP
    for title, figures in rows:
        parts.append(_text(_GAP, y + 26, title, "t"))
        y += _TITLE
        for place, (name, figure) in enumerate(figures):
            column, line = place % _ACROSS, place // _ACROSS
            parts.append(
                _card(
                    _GAP + column * (WIDTH + _GAP),
                    y + line * (TALL + _CAPTION + _GAP),
                    name,
                    figure,
                    f"m{len(parts)}",
                )
            )
        y += -(-len(figures) // _ACROSS) * (TALL + _CAPTION + _GAP) + _GAP
    wide, tall = f"{_GAP + _ACROSS * (WIDTH + _GAP):.0f}", f"{y:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}"'
        f' viewBox="0 0 {wide} {tall}">{STYLE}{_WORDS}'
        f'<path class="w" d="M0 0h{wide}v{tall}H0z"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _card(x: float, y: float, name: str, figure: Figure, mask: str) -> str:
    inside = drawn(figure, [(0.0, solve(figure.key_pose(), figure.scene))], mask)
    return (
        f'<rect class="x" x="{x:g}" y="{y:g}" width="{WIDTH:g}" height="{TALL:g}" rx="16"/>'
        f'<g transform="translate({x:g} {y:g})">{inside}</g>' + _text(x + 4, y + TALL + 18, name)
    )


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:g}" y="{y:g}">{escape(words)}</text>'
