"""The form of discomfort outside a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import NumberRow, Text
from routines.forms.places import AsksPlaces


class DiscomfortForm(AsksPlaces):
    """How much it is, where, and an optional note."""

    field_order = ("number", "places")
    number = NumberRow(label=_("From 0 to 10"))
    note = Text(
        label=_("What were you doing, what is it like? (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Drops the places if the number is 0."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("number") == 0:
            data["places"] = []
        return data
