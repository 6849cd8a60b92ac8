"""Forms of the start: red-flag questions, wishes for a week, and what ends a lock or a wait."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines import planning
from routines.coaching.health import Health
from routines.coaching.week import Wishes
from routines.forms import flags
from routines.forms.fields import (
    BrowserZoneField,
    Clock,
    DayField,
    NoneOfThese,
    NumberRow,
    OneOf,
    SomeOf,
    Text,
    TimeZoneField,
)
from routines.models import Minutes
from routines.models.labels import choices_of, label_of
from routines.vocabulary import CLEARED_BY_PERSON, Aim, ClearedAs

NOT_YET = _("This day has not come yet.")
USUAL_TIME = time(18, 30)
AIM_LINES = {
    Aim.EASE: _("the gentlest forms first, in small doses"),
    Aim.LOOSEN: _("stretches come first, to move further bit by bit"),
    Aim.STAY_BENDY: _("a little further up from the start, to keep what you have"),
}


class ScreeningForm(forms.Form):
    """The red-flag questions as two lists.

    `more` is a further form on the same page; None without one.
    """

    emergency = NoneOfThese(
        choices=flags.EMERGENCY, label=_("Is any of this new, or getting worse?")
    )
    urgent = NoneOfThese(
        choices=flags.URGENT,
        label=_("Is any of this new, and not yet checked by a professional?"),
    )
    # It goes with the first form, so that the first number to ring is of the right country.
    time_zone = BrowserZoneField()

    more: forms.Form | None = None

    @property
    def flags(self) -> list[str]:
        """The flags that were ticked."""
        return [*self.cleaned_data["emergency"], *self.cleaned_data["urgent"]]

    @property
    def health(self) -> Health | None:
        """The answers about health on the same page; None if it asks for none."""
        return None


class SetUpForm(forms.Form):
    """What the person wants of a week, and when."""

    aim = OneOf(
        choices=[(aim.value, format_lazy("{}: {}", label_of(aim), AIM_LINES[aim])) for aim in Aim],
        label=_("What would you like?"),
    )
    usual_morning = NumberRow(label=_("Your back on a usual morning, 0 to 10"))
    weekdays = SomeOf(choices=list(WEEKDAYS.items()), label=_("Which days?"), required=False)
    starts_at = Clock(label=_("About what time?"))
    minutes = OneOf(choices=Minutes.choices, label=_("How long may a session take?"))
    time_zone = TimeZoneField(required=False)

    def clean_weekdays(self) -> tuple[int, ...]:
        """The days in order; an error unless two or three, with a rest day between each."""
        weekdays = tuple(sorted(int(day) for day in self.cleaned_data["weekdays"]))
        if len(weekdays) not in planning.ALLOWED_COUNTS:
            raise ValidationError(_("Choose two or three days."))
        if pair := planning.neighbours(weekdays):
            raise ValidationError(
                gettext(
                    "{first} and {second} are next to each other. Leave a rest day between."
                ).format(first=WEEKDAYS[pair[0]], second=WEEKDAYS[pair[1]])
            )
        return weekdays

    @property
    def wishes(self) -> Wishes:
        """The answers as a value for the planner."""
        data = self.cleaned_data
        return Wishes(
            aim=data["aim"],
            weekdays=data["weekdays"],
            starts_at=data["starts_at"],
            minutes=int(data["minutes"]),
        )


class ClearLockForm(forms.Form):
    """How a lock is cleared. `latest` is the latest date that it can be for the person."""

    cleared_as = OneOf(choices=choices_of(CLEARED_BY_PERSON), label=_("What happened?"))
    checked_on = DayField(label=_("When was it checked?"), required=False)
    note = Text(
        label=_("What did they say? (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean(self) -> dict[str, Any]:
        """Requires the day of a professional's check, refuses one to come, drops any other."""
        data: dict[str, Any] = super().clean() or {}
        checked_on = data.get("checked_on")
        if data.get("cleared_as") != ClearedAs.PROFESSIONAL:
            data["checked_on"] = None
        elif checked_on is None and "checked_on" not in self.errors:
            self.add_error("checked_on", _("Give the day on which it was checked."))
        elif checked_on is not None and checked_on > self.latest:
            self.add_error("checked_on", NOT_YET)
        return data


class WordForm(forms.Form):
    """The day on which a professional said that the person may exercise.

    `latest` is the latest date that it can be for the person.
    """

    said_on = DayField(label=_("When did they say so?"))

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_said_on(self) -> date:
        """Refuses a day to come."""
        said_on: date = self.cleaned_data["said_on"]
        if said_on > self.latest:
            raise ValidationError(NOT_YET)
        return said_on
