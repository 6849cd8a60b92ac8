"""The body of the body map: its outline, back and front, and the region of each place.

The back stands around x = 65 and the front around x = 195 of one picture, so that
the person's left is on the left of the back and on the right of the front. A limb
is drawn once, for the left of the back; the others are its mirror images.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from routines.models.discomfort import on_the_map
from routines.models.labels import label_of
from routines.templatetags import body_map
from routines.vocabulary import OFFERED_PLACES, BodyPlace

FRONT = "translate(130)"
LEFT = ("", "matrix(-1 0 0 1 260 0)")
RIGHT = ("matrix(-1 0 0 1 130 0)", FRONT)

HEAD = "M65 4c9 0 12.5 6.5 12.5 15S72 35.5 65 35.5 52.5 27.5 52.5 19 56 4 65 4z"
CHEST = (
    "M48 53q17 5 34 0c7 1.5 11 3.5 12 7.5-3 18-6 31-6 47 0 8.5 1 16 2.5 22.5"
    "q-25.5 5.5-51 0C41 123.5 42 116 42 107.5c0-16-3-29-6-47 1-4 5-6 12-7.5z"
)

NECK = "M57.5 37q7.5 4.5 15 0c0 7.5 3 11.5 9.5 13.5q-17 5-34 0c6.5-2 9.5-6 9.5-13.5z"
BACK = {
    BodyPlace.UPPER_BACK: (
        "M48 53q17 5 34 0c7 1.5 11 3.5 12 7.5-1.2 7-2.3 13.5-3.3 20H39.3c-1-6.5-2.1-13-3.3-20"
        " 1-4 5-6 12-7.5z"
    ),
    BodyPlace.MID_BACK: "M39.6 82.5h50.8c-1.4 8.5-2.4 16-2.4 23.7H42c0-7.7-1-15.2-2.4-23.7z",
    BodyPlace.LOWER_BACK: (
        "M42 108.2h46c0 8 1 15 2.5 21.8q-25.5 5.5-51 0c1.5-6.8 2.5-13.8 2.5-21.8z"
    ),
}
BUTTOCK = "M46.2 133.5q9 1.4 17.8 1.4v29c-5 5.5-15 5-20.3-1.5.8-10 1.5-19 2.5-28.9z"
# On the back only what lies beside the buttock, on the front down to the groin.
HIPS = (
    "M39 132.2q2.5.6 5.2 1c-1 9.5-1.7 18-2.5 28-1.8.5-3.2.6-5.2.4-1.3-9.8-.4-20 2.5-29.4z",
    "M39 132.2q13 2.7 25 2.7v29c-5 5.5-15 5-20.3-1.5-2.3.8-4.9 1.1-7.2.6-1.3-9.8-.4-20.2 2.5-30.8z",
)
LIMBS = {
    "thigh": (
        "M36.7 164c1.8.1 3 0 4.6-.4 6 7.5 17 8 22.7 2.4.2 15-2.4 30-4 45.5H41.3"
        "c-2.8-16-4.8-31.5-4.6-47.5z"
    ),
    "knee": "M41.6 213.7h18.2c-.5 8.5-.7 14.5-.1 22H41.9c.5-7.5.4-14-.3-22z",
    "calf": "M41.8 238h18c1.7 13-1.8 24-3.1 36.5H46.3C44.5 262 39.5 251.5 41.8 238z",
    "foot": (
        "M46.3 276.7h10.3c.1 5 1.2 9.5.8 14.3-.3 4-3 5-7 5h-6.2c-4.7 0-5.7-3-3.7-6"
        " 3.2-4.8 5.3-8.5 5.8-13.3z"
    ),
    "arm": (
        "M34 61.5c2 7.5 3 13.5 3.4 20C35.5 94 33 105 29.6 116c-2.7 9.5-4.9 18.5-6.6 28"
        " .8 7 .3 14-2.2 20-1.5 3.5-5.3 3-6.3-.3-1.8-6-1.6-13 .4-19.7C15.5 133 16.9 122 19.3 111"
        "c2.5-13 2.9-24 5-35 1.5-8 4.5-13 9.7-14.5z"
    ),
}


@cache
def shapes() -> SafeString:
    """What every map of a page uses: its regions by place, and what is no region."""
    path, group = '<path d="{}" transform="{}"/>', '<g id="body-{}">{}</g>'
    drawn = {place.value: _shapes(place) for place in OFFERED_PLACES}
    drawn["outline"] = [(HEAD, ""), (HEAD, FRONT), (CHEST, FRONT)]
    rows = ((name, format_html_join("", path, parts)) for name, parts in drawn.items())
    return format_html_join("", group, rows)


def _shapes(place: BodyPlace) -> list[tuple[str, str]]:
    """The drawn shapes of a place, each with where it is put."""
    if place == BodyPlace.NECK:
        return [(NECK, ""), (NECK, FRONT)]
    if place in BACK:
        return [(BACK[place], "")]
    side, _, part = place.partition("_")
    back, front = LEFT if side == "left" else RIGHT
    match part:
        case "buttock":
            return [(BUTTOCK, back)]
        case "hip":
            return [(HIPS[0], back), (HIPS[1], front)]
        case _:
            return [(LIMBS[part], back), (LIMBS[part], front)]


register = template.Library()


@register.simple_tag
def body_shapes() -> SafeString:
    """The shapes that the maps of a page use."""
    return body_map.shapes()


@register.simple_tag
def body_regions(start: Collection[str], now: Collection[str]) -> SafeString:
    """Every region, those of the start and those told since marked as such."""
    marks = {"body-map__was": on_the_map(start), "body-map__now": on_the_map(now)}
    regions = [
        (place.value, " ".join(mark for mark, places in marks.items() if place in places))
        for place in OFFERED_PLACES
    ]
    return format_html_join("", '<use href="#body-{}" class="{}"/>', regions)


@register.filter
def places_in_words(places: Collection[str]) -> str:
    """Places between commas, each once, those of older diaries in their own words."""
    known = [BodyPlace(place) for place in dict.fromkeys(places) if place in BodyPlace]
    first, *more = [str(label_of(place)) for place in known] or [""]
    return ", ".join([first, *(word[:1].lower() + word[1:] for word in more)])
