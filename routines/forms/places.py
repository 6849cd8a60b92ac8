"""Where it hurts, and what that suggests of a feeling in the leg."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import SomeOf
from routines.models import Place, Spread
from routines.progression.spreading import furthest, spread_between

WHERE = _("Where?")
CHANGE_IT = _("Change it below if that is wrong, and save again.")
WORDS = {
    Spread.FURTHER: _(
        "{now} is further down than where you felt it at the start, so “It went further down"
        " the leg” is chosen."
    ),
    Spread.CLOSER: _(
        "{now} is nearer to the spine than where you felt it at the start, so “It drew closer"
        " to the spine” is chosen."
    ),
}


def where() -> SomeOf:
    """The field that asks for places."""
    return SomeOf(choices=Place.choices, label=WHERE, required=False)


class PlacesForm(forms.Form):
    """A form with a number, places, and whether it spread.

    Places that lie further down the leg than at the start, or nearer to the spine,
    choose the answer to `spread` and say so, once: `noticed` is what was suggested.
    """

    places = where()
    noticed = forms.Field(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, at_start: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_start = at_start

    def clean(self) -> dict[str, Any]:
        """What is at 0 hurts nowhere."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("during"):
            data["places"] = []
        return data

    def suggest_spread(self) -> None:
        """Where the places say otherwise than the answer, ask once, with theirs chosen."""
        data = self.cleaned_data
        places = data.get("places", [])
        suggested = spread_between(self.at_start, places)
        is_news = data.get("spread") not in (None, suggested) and data["noticed"] != suggested
        if suggested != "none" and is_news:
            self._choose(Spread(suggested), furthest(places))

    def _choose(self, spread: Spread, now: str) -> None:
        """Choose an answer for the person, and say why beside it."""
        data = cast("QueryDict", self.data).copy()
        for name in ("spread", "noticed"):
            data[self.add_prefix(name)] = spread.value
        self.data = data
        why = format_lazy(WORDS[spread], now=Place(now).label)
        self.add_error("spread", format_lazy("{} {}", why, CHANGE_IT))
