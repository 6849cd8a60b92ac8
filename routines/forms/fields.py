"""Fields that several forms share."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ZERO_TO_TEN = _("Choose a whole number from 0 to 10.")
NONE_OF_THESE = "none"


class NumberRow(forms.TypedChoiceField):
    """0 to 10 as eleven radio buttons with words at the ends; gives an int or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(number, str(number)) for number in range(11)],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={"required": ZERO_TO_TEN, "invalid_choice": ZERO_TO_TEN},
            **kwargs,
        )
        self.template_name = "components/number_row.html"


class OneOf(forms.ChoiceField):
    """One of a few answers, as radio buttons."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Choose one of the answers shown.")
        super().__init__(
            widget=forms.RadioSelect,
            error_messages={"required": message, "invalid_choice": message},
            **kwargs,
        )


class SomeOf(forms.MultipleChoiceField):
    """Any of a few answers, as checkboxes."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Choose only from the answers shown.")
        super().__init__(
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": message, "invalid_list": message},
            **kwargs,
        )


class NoneOfThese(SomeOf):
    """A list of checkboxes that ends in "None of these"; gives the list without it."""

    def __init__(self, *, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(
            choices=[*choices, (NONE_OF_THESE, _("None of these"))], required=False, **kwargs
        )

    def clean(self, value: Any) -> list[str]:
        """Exactly one of: something, or "None of these"."""
        ticked: list[str] = super().clean(value)
        if not ticked:
            raise ValidationError(_("Tick what fits you, or “None of these”."))
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(
                _("You ticked “None of these” and something else. Untick the one that is wrong.")
            )
        return [] if NONE_OF_THESE in ticked else ticked


class TimeZoneField(forms.CharField):
    """A time zone by its name, such as Europe/London."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=64,
            label=_("Your time zone"),
            help_text=_("Filled in by your browser where it can. Written like Europe/London."),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """A zone that exists."""
        name: str = super().clean(value)
        if name not in available_timezones():
            raise ValidationError(
                _("There is no time zone of this name. Write it like Europe/London.")
            )
        return name
