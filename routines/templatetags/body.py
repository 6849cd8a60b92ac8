"""Presentation of the body map: its regions, and what was told on it."""

from __future__ import annotations

from collections.abc import Collection

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from routines import body
from routines.models import Place
from routines.models.answers import OFFERED_PLACES, on_the_map

register = template.Library()


@register.simple_tag
def body_shapes() -> SafeString:
    """The shapes that the maps of a page use."""
    return body.shapes()


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
    """Places between commas, those of older diaries in their own words."""
    first, *more = [str(Place(place).label) for place in places if place in Place] or [""]
    return ", ".join([first, *(word[:1].lower() + word[1:] for word in more)])
