"""The filters of the library."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.models import Direction, Kind, Position

KINDS = [choice for choice in Kind.choices if choice[0] != Kind.STRETCH_STRENGTH]


class LibraryFilterForm(forms.Form):
    """Kind, direction, position and a part of the name; all optional."""

    name = forms.CharField(
        label=_("Search by name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *KINDS], required=False
    )
    direction = forms.ChoiceField(
        label=_("Movement"), choices=[("", _("All movements")), *Direction.choices], required=False
    )
    position = forms.ChoiceField(
        label=_("Position"), choices=[("", _("All positions")), *Position.choices], required=False
    )
