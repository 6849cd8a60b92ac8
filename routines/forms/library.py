"""The filters of the library."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import Filter, Text
from routines.models.labels import choices_of
from routines.vocabulary import Direction, Kind, Position

KINDS = [choice for choice in choices_of(Kind) if choice[0] != Kind.STRETCH_STRENGTH]


class LibraryFilterForm(forms.Form):
    """Kind, direction, position and a part of the name; an empty one filters nothing."""

    name = Text(
        label=_("Search by name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = Filter(label=_("Kind"), choices=KINDS, everything=_("All kinds"))
    direction = Filter(
        label=_("Movement"), choices=choices_of(Direction), everything=_("All movements")
    )
    position = Filter(
        label=_("Position"), choices=choices_of(Position), everything=_("All positions")
    )
