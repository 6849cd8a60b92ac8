"""The places where it hurts, and what they suggest about a feeling in the leg."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import SomeOf, Ticks
from routines.models.discomfort import on_the_map
from routines.models.labels import choices_of, label_of
from routines.progression.leg_spread import place_of_change, spread_between
from routines.vocabulary import OFFERED_PLACES, BodyPlace, Spread

LAST_TIME = _("Dashed: where you felt it last time.")
AT_START = _("Dashed: where you felt it at the start.")
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


class Regions(Ticks):
    """The regions of the body map, without ids: the label surrounds each."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One region as Django makes it, without its id."""
        option = super().create_option(*args, **kwargs)
        option["attrs"].pop("id", None)
        return option


class Places(SomeOf):
    """Any places of the body map, as checkboxes over its regions.

    Initial places may be older words that the map no longer offers; their regions are
    ticked. `last` are regions to outline unless they are ticked, and `key` says when it
    was felt there.
    """

    last: Collection[str] = ()
    key = LAST_TIME

    def __init__(self) -> None:
        choices = choices_of(OFFERED_PLACES)
        help_text = _("Tap every place where you feel it.")
        super().__init__(
            choices=choices,
            label=_("Where?"),
            help_text=help_text,
            required=False,
            widget=Regions,
        )
        self.template_name = "components/body_map.html"

    def prepare_value(self, value: Any) -> list[str]:
        """The regions of the map for these places."""
        return on_the_map(value or ())


class AsksPlaces(forms.Form):
    """A form that asks for places; those of `last` are outlined on its map."""

    places = Places()

    def __init__(self, *args: Any, last: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.map.last = on_the_map(last)

    @property
    def map(self) -> Places:
        """The field of the body map."""
        return cast("Places", self.fields["places"])


class PlacesForm(AsksPlaces):
    """A form with a number `during`, places, and `spread`, how a feeling in the leg moved.

    If the places lie further down the leg than `at_start`, or nearer to the spine, the
    form chooses that answer to `spread` and says so, once: `noticed` holds the answer
    that was suggested before.
    """

    # Without an id, which nothing asks for: it stands once for each exercise of the last page.
    noticed = forms.Field(widget=forms.HiddenInput(attrs={"id": False}), required=False)

    def __init__(self, *args: Any, at_start: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, last=at_start, **kwargs)
        self.at_start = at_start
        self.map.key = AT_START

    def clean(self) -> dict[str, Any]:
        """Drops the places if the number is 0 or missing."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("during"):
            data["places"] = []
        return data

    def suggest_spread(self) -> None:
        """If the places contradict the answer, choose theirs and add an error, but only once."""
        data = self.cleaned_data
        places = data.get("places", [])
        suggested = spread_between(self.at_start, places)
        is_news = data.get("spread") not in (None, suggested) and data["noticed"] != suggested
        if suggested != "none" and is_news:
            self._choose(Spread(suggested), place_of_change(self.at_start, places))

    def _choose(self, spread: Spread, now: str) -> None:
        """Choose the answer `spread` in the person's place, with an error that says why.

        `now` is the place that speaks for it.
        """
        data = cast("QueryDict", self.data).copy()
        for name in ("spread", "noticed"):
            data[self.add_prefix(name)] = spread.value
        self.data = data
        why = format_lazy(WORDS[spread], now=label_of(BodyPlace(now)))
        self.add_error("spread", format_lazy("{} {}", why, CHANGE_IT))
