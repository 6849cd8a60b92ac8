"""Every pair of colours that stands together can be told apart, in both themes (WCAG 2.2)."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
COLOURS = {
    name: dict(zip(("light", "dark"), values, strict=True))
    for name, *values in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS)
}
TEXT, EDGE = 4.5, 3.0

# What is read on what; words of a control and of a notice have a surface of their own.
PAIRS = [
    *(
        (ink, paper, TEXT)
        for ink in ("ink", "soft", "spine-ink", "red")
        for paper in ("paper", "card")
    ),
    ("on-deep", "deep", TEXT),
    ("sage-ink", "sage", TEXT),
    ("spine-ink", "sage", TEXT),
    ("amber-ink", "amber", TEXT),
    ("red", "red-paper", TEXT),
    *((edge, paper, EDGE) for edge in ("edge", "deep") for paper in ("paper", "card")),
    ("spine-ink", "paper", EDGE),
    ("deep", "sage", EDGE),
]


def luminance(colour):
    """How bright a colour is: 0 for black, 1 for white (WCAG, relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(ink, paper):
    darker, lighter = sorted((luminance(ink), luminance(paper)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "behind", "least"), PAIRS)
def test_what_stands_together_can_be_told_apart(front, behind, least, theme):
    assert contrast(COLOURS[front][theme], COLOURS[behind][theme]) >= least


def test_every_colour_is_used_and_compared():
    css = "".join(file.read_text() for file in (settings.BASE_DIR / "static" / "css").glob("*.css"))
    assert {name for name in COLOURS if f"var(--{name})" not in css} == set()
    compared = {name for pair in PAIRS for name in pair[:2]}
    assert set(COLOURS) - compared == {"line", "spine"}


def test_no_class_of_the_css_is_unused():
    css = "".join(file.read_text() for file in (settings.BASE_DIR / "static" / "css").glob("*.css"))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    names = set(re.findall(r"\.([a-z][\w-]*)(?![\w-]*\.css)", re.sub(r'"[^"]*"', "", css)))
    folders = {"templates": "*.html", "static/js": "*.js", "routines": "*.py"}
    sources = "".join(
        file.read_text()
        for folder, pattern in folders.items()
        for file in (settings.BASE_DIR / folder).rglob(pattern)
    )
    states = {f"day--{state}" for state in ("done", "open", "planned", "rest")}
    assert {name for name in names - states if name not in sources} == set()
