"""The figure of a variant: its still where many are shown, its movement where one is."""

from __future__ import annotations

from django import template
from django.core.exceptions import DisallowedHost
from django.template import RequestContext
from django.templatetags.static import static

from routines.models import Variant
from routines.models.library import figure_of

register = template.Library()


@register.inclusion_tag("components/figure.html")
def moving_figure(
    exercise_slug: str, variant: Variant, *, is_lazy: bool = False
) -> dict[str, object]:
    """The movement with its pause; the still for who asked for less motion.

    One that `is_lazy` is fetched when it comes into sight.
    """
    return {**_still(exercise_slug, variant), "moves": True, "is_lazy": is_lazy}


@register.inclusion_tag("components/figure.html")
def still_figure(exercise_slug: str, variant: Variant) -> dict[str, object]:
    """The key pose alone."""
    return {**_still(exercise_slug, variant), "is_lazy": True}


@register.simple_tag(takes_context=True)
def absolute_static(context: RequestContext, path: str) -> str:
    """A static file with the site's address before it, for whoever shows a link elsewhere.

    Without it where the request names a site that is not ours.
    """
    address: str = static(path)
    try:
        return str(context["request"].build_absolute_uri(address))
    except (KeyError, DisallowedHost):
        return address


def _still(exercise_slug: str, variant: Variant) -> dict[str, object]:
    """What a figure shows; nothing where its files went with the variant.

    A session that was begun before still leads through that variant.
    """
    still = figure_of(exercise_slug, variant.slug)
    try:
        static(still)
    except ValueError:
        return {}
    return {
        "still": still,
        "moving": still.removesuffix(".svg") + "-moving.svg",
        "picture": variant.picture,
        "is_low": variant.is_pictured_low,
    }
