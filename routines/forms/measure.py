"""The forms of the measures: reach, and activities that a person wants back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import Count, DayField, NumberRow, OneOf, Text
from routines.models import Landmark, Measure
from routines.models.measure import MOST_CENTIMETRES

# An older measure is not worth a comparison.
OLDEST = timedelta(days=366)
TRIES = ("first", "second", "third")


def _try(label: Any) -> Count:
    return Count(
        words=_("Write a whole number of centimetres from 0 to 100."),
        min_value=0,
        max_value=MOST_CENTIMETRES,
        required=False,
        label=label,
    )


class MeasureForm(forms.Form):
    """Up to three tries in centimetres, the best of which is kept, or a place on the body.

    `today` is the date on the person's calendar, and `latest` the latest that it can be for
    them; `measure` is the one to correct, None for a new one.
    """

    first = _try(_("First try, in centimetres"))
    second = _try(_("Second try"))
    third = _try(_("Third try"))
    landmark = OneOf(
        choices=[("", _("I measured in centimetres")), *Landmark.choices],
        label=_("Or, without a tape: my fingertips come down to"),
        required=False,
    )
    measured_on = DayField(label=_("Measured on"))

    def __init__(
        self, data: Any = None, *, today: date, latest: date, measure: Measure | None = None
    ) -> None:
        initial: dict[str, Any] = {"measured_on": today, "landmark": ""}
        if measure is not None:
            initial = {
                "measured_on": measure.measured_on,
                "landmark": measure.landmark,
                "first": measure.centimetres,
            }
        super().__init__(data, initial=initial)
        self.today = today
        self.latest = latest

    def clean_measured_on(self) -> date:
        """Refuses a day to come, and one that is too long ago."""
        day: date = self.cleaned_data["measured_on"]
        if not self.today - OLDEST <= day <= self.latest:
            raise forms.ValidationError(_("Choose today, or a day of the last year."))
        return day

    def clean(self) -> dict[str, Any]:
        """Requires either centimetres or a place, and keeps the best try as `centimetres`."""
        data: dict[str, Any] = super().clean() or {}
        tries = [data[name] for name in TRIES if data.get(name) is not None]
        was_wrong = not {*TRIES, "landmark"}.isdisjoint(self.errors)
        if tries and data.get("landmark"):
            self.add_error(
                "landmark",
                _("You gave centimetres and a place. Keep one of the two."),
            )
        elif not tries and not data.get("landmark") and not was_wrong:
            self.add_error("first", _("Write at least one try, or choose a place below."))
        data["centimetres"] = min(tries, default=None)
        return data

    @property
    def measured(self) -> dict[str, Any]:
        """The measure as keyword arguments for `coaching.measures`."""
        data = self.cleaned_data
        return {
            "on": data["measured_on"],
            "centimetres": data["centimetres"],
            "landmark": data["landmark"],
        }


class ActivityForm(forms.Form):
    """Something the person wants back, in their own words."""

    name = Text(
        label=_("Something your back makes hard, and you want back"),
        help_text=_("In your own words, such as: putting on socks, an hour in the garden."),
        max_length=80,
    )

    def refuse_more(self) -> None:
        """Add the error that there are as many activities as are kept."""
        self.add_error(
            "name", _("Three are kept at most. Remove one of them first, then add this one.")
        )


class ScoreForm(forms.Form):
    """How well an activity goes today."""

    number = NumberRow(
        label=_("How well does it go today?"),
        low=_("0 not at all"),
        high=_("10 as well as ever"),
    )
