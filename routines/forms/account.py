"""The form of the account page."""

from __future__ import annotations

from django import forms

from routines.forms.fields import TimeZoneField


class TimeZoneForm(forms.Form):
    """Where the person's clock is."""

    time_zone = TimeZoneField()
