"""Fields that several forms share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

ZERO_TO_TEN = _("Choose a whole number from 0 to 10.")
NO_PAIN = _("0 no pain")
WORST_PAIN = _("10 worst imaginable")
# What the framework would say in its own words, in ours.
PLAIN_WORDS: dict[str, Any] = {
    "required": _("Please fill this in."),
    "max_length": _("That is too long: %(limit_value)s characters at most, please."),
    "null_characters_not_allowed": _("There is a character in it that we cannot keep."),
}
NONE_OF_THESE = "none"


class _Plain:
    """A field that speaks in our words."""

    default_error_messages: ClassVar[dict[str, Any]] = PLAIN_WORDS


class Text(_Plain, forms.CharField):
    """A few words, or many."""


class Clock(_Plain, forms.TimeField):
    """A time of day."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("Write the time like 18:30.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **kwargs)


class Day(_Plain, forms.DateField):
    """A date."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("Write the day like 2026-11-23.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class Count(_Plain, forms.IntegerField):
    """A whole number, typed.

    Its limits are not the browser's to check: a hidden field would keep the form back.
    """

    def __init__(self, *, words: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        wrong = dict.fromkeys(("invalid", "min_value", "max_value"), words)
        super().__init__(widget=widget, error_messages=wrong, **kwargs)


class Moment(_Plain, forms.DateTimeField):
    """A moment as a link of ours puts it behind an address."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("There is no such moment.")}

    def to_python(self, value: Any) -> datetime | None:
        """A moment that every clock can show."""
        try:
            moment = super().to_python(value)
            return moment.astimezone(UTC) if moment else None
        except (OverflowError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class Filter(forms.ChoiceField):
    """One of a few answers, or all of them, as a list to choose from."""

    default_error_messages = {"invalid_choice": _("Choose one of the answers shown.")}

    def __init__(self, *, choices: list[tuple[str, Any]], everything: Any, **kwargs: Any) -> None:
        super().__init__(choices=[("", everything), *choices], required=False, **kwargs)


class _Answers(ChoiceWidget):
    """Answers that each stand in their label, and so need no id, which pages have no room for.

    Where they are to have the focus, the first of them has it.
    """

    def create_option(
        self,
        name: str,
        value: Any,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """One answer, as Django makes it but for its id."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"].pop("id", None)
        if index:
            option["attrs"].pop("autofocus", None)
        return option


class Radios(_Answers, forms.RadioSelect):
    """Answers of which one is chosen."""


class Ticks(_Answers, forms.CheckboxSelectMultiple):
    """Answers of which any are ticked."""


OUT_OF_DATE: dict[str, Any] = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"),
    _("This page is out of date. Load it again, and answer once more."),
)


def focus_first_error(*shown: forms.Form) -> None:
    """Let the page open at the first wrong answer, in the order in which it shows the forms."""
    fields = (field for form in shown for field in form.visible_fields())
    wrong = next((field for field in fields if field.errors), None)
    if wrong is not None:
        wrong.field.widget.attrs["autofocus"] = True


class NumberRow(forms.TypedChoiceField):
    """0 to 10 as eleven radio buttons with words at the ends; gives an int or None."""

    def __init__(
        self,
        *,
        low: Any = NO_PAIN,
        high: Any = WORST_PAIN,
        **kwargs: Any,
    ) -> None:
        self.low = low
        self.high = high
        super().__init__(
            choices=[(number, str(number)) for number in range(11)],
            coerce=int,
            empty_value=None,
            widget=Radios,
            error_messages={"required": ZERO_TO_TEN, "invalid_choice": ZERO_TO_TEN},
            **kwargs,
        )
        self.template_name = "components/number_row.html"


class OneOf(forms.ChoiceField):
    """One of a few answers, as radio buttons."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Choose one of the answers shown.")
        super().__init__(
            widget=Radios,
            error_messages={"required": message, "invalid_choice": message},
            **kwargs,
        )


class SomeOf(forms.MultipleChoiceField):
    """Any of a few answers, as checkboxes."""

    def __init__(self, *, widget: type[Ticks] = Ticks, **kwargs: Any) -> None:
        message = _("Choose only from the answers shown.")
        super().__init__(
            widget=widget,
            error_messages={"invalid_choice": message, "invalid_list": message},
            **kwargs,
        )


class NoneOfThese(SomeOf):
    """A list of checkboxes that ends in "None of these"; gives the list without it.

    A list that shows what was told before `may_be_empty`: what was unticked is gone.
    """

    may_be_empty = False

    def __init__(self, *, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(
            choices=[*choices, (NONE_OF_THESE, _("None of these"))], required=False, **kwargs
        )

    def clean(self, value: Any) -> list[str]:
        """Exactly one of: something, or "None of these"."""
        ticked: list[str] = super().clean(value)
        if not ticked and not self.may_be_empty:
            raise ValidationError(_("Tick what fits you, or “None of these”."))
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(
                _("You ticked “None of these” and something else. Untick the one that is wrong.")
            )
        return [] if NONE_OF_THESE in ticked else ticked


class TimeZoneField(Text):
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
