"""Fields that several forms share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import ChoiceWidget
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from routines import time_zones
from routines.forms.plain_text import can_be_seen, in_lines, in_one_line, without_unseen

ZERO_TO_TEN = _("Choose a whole number from 0 to 10.")
NO_PAIN = _("0 no pain")
WORST_PAIN = _("10 worst imaginable")
# Errors that the framework would say in its own words.
PLAIN_WORDS: dict[str, Any] = {
    "required": _("Please fill this in."),
    "max_length": _("That is too long: %(limit_value)s characters at most, please."),
    "null_characters_not_allowed": _("There is a character in it that we cannot keep."),
}
OUT_OF_DATE: dict[str, Any] = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"),
    _("This page is out of date. Load it again, and answer once more."),
)
NONE_OF_THESE = "none"
# What a browser calls a time zone that it cannot find out.
ZONE_NOT_KNOWN = "Etc/Unknown"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ISO_TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?", re.ASCII)
DIGITS = re.compile(r"\d+(\.0*)?")
# Composing makes one character of at most so many.
MOST_COMPOSED = 4


class _Plain:
    """A field with our words for its errors."""

    default_error_messages: ClassVar[dict[str, Any]] = PLAIN_WORDS


class Text(_Plain, forms.CharField):
    """A text; a str, empty if nothing was written.

    It comes in one line, unless the widget has several. Control and format characters
    are left out, because they change how the words around them read; a text of nothing
    else is an error. Accents are composed (NFC), so that the same words from another
    keyboard are the same text, and not (NFKC) replaced, so that "5 ½" stays as written.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        **PLAIN_WORDS,
        "unseen": _("Nothing of this can be seen. Please write it again."),
    }

    def to_python(self, value: Any) -> str:
        """The text as it is kept; a NUL stays in it, for a validator to refuse."""
        text = super().to_python(value) or ""
        if "\0" in text:
            return text
        shape = in_lines if isinstance(self.widget, forms.Textarea) else in_one_line
        kept = shape(without_unseen(text))
        # Composing takes long for a long text, and this one is refused in any case.
        if self.max_length is None or len(kept) <= MOST_COMPOSED * self.max_length:
            kept = unicodedata.normalize("NFC", kept)
        if text and not can_be_seen(kept):
            raise ValidationError(self.error_messages["unseen"], code="unseen")
        return kept

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Besides Django's: the direction in which it is written follows from its letters."""
        return {**super().widget_attrs(widget), "dir": "auto"}


class Clock(_Plain, forms.TimeField):
    """A time of day, sent as 18:30; a `time`, or None if it is empty and not required."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("Write the time like 18:30.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> time | None:
        """The time; an error if it is written in another way than browsers send it."""
        return super().to_python(_in_form(self, ISO_TIME, value))


class DayField(_Plain, forms.DateField):
    """A date, sent as 2026-11-23; a `date`, or None if it is empty and not required."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("Write the day like 2026-11-23.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date; an error if it is written in another way, which may mean another day."""
        return super().to_python(_in_form(self, ISO_DAY, value))


def _in_form(field: forms.Field, form: re.Pattern[str], value: Any) -> Any:
    """What was typed, without blanks around it; the field's error if it has another form."""
    typed = value.strip() if isinstance(value, str) else value
    if isinstance(typed, str) and typed and not form.fullmatch(typed):
        raise ValidationError(field.error_messages["invalid"], code="invalid")
    return typed


class Whole(_Plain, forms.IntegerField):
    """A whole number in digits alone, of any script; an int, or None if empty and not required."""

    def to_python(self, value: Any) -> int | None:
        """The number. Marks that cannot be seen, as right-to-left keyboards add, are left out."""
        seen = without_unseen(value) if isinstance(value, str) else value
        return super().to_python(_in_form(self, DIGITS, seen))


class Count(Whole):
    """A whole number, typed; an int, or None if it is empty and not required.

    `words` is the error for anything else. The browser does not check the limits: in a
    field that is hidden, its refusal could not be seen.
    """

    def __init__(self, *, words: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        wrong = dict.fromkeys(("invalid", "min_value", "max_value"), words)
        super().__init__(widget=widget, error_messages=wrong, **kwargs)


class Seen(Whole):
    """A whole number that the page was drawn with, and sends along unseen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(error_messages=OUT_OF_DATE, **kwargs)


class Moment(_Plain, forms.DateTimeField):
    """A moment as the app's own links write it into an address."""

    default_error_messages = {**PLAIN_WORDS, "invalid": _("There is no such moment.")}

    def __init__(self, **kwargs: Any) -> None:
        # Besides the one way in which links write it, none is tried.
        super().__init__(input_formats=(), **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The moment in UTC, or None; an error if no `datetime` can hold it in UTC."""
        try:
            moment = super().to_python(value)
            return moment.astimezone(UTC) if moment else None
        except (OverflowError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class Filter(forms.ChoiceField):
    """One of a few answers, or empty for all of them, which `everything` names; a list."""

    default_error_messages = {"invalid_choice": _("Choose one of the answers shown.")}

    def __init__(self, *, choices: list[tuple[str, Any]], everything: Any, **kwargs: Any) -> None:
        super().__init__(choices=[("", everything), *choices], required=False, **kwargs)


class _Answers(ChoiceWidget):
    """Answers inside their labels, so without ids, which would have to be unique on a page.

    If they are to have the focus, the first of them has it.
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
        """One answer as Django makes it, without its id."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"].pop("id", None)
        if index:
            option["attrs"].pop("autofocus", None)
        return option


class Radios(_Answers, forms.RadioSelect):
    """Answers to choose one of, as radio buttons."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The answer that was sent; of two different ones both, which is none of those offered."""
        sent = dict.fromkeys(data.getlist(name) if isinstance(data, MultiValueDict) else ())
        if len(sent) > 1:
            return ", ".join(sent)
        return super().value_from_datadict(data, files, name)


class Ticks(_Answers, forms.CheckboxSelectMultiple):
    """Answers to choose any of, as checkboxes."""


def focus_first_error(*shown: forms.Form) -> None:
    """Give the focus to the first field with an error; the forms come in the order shown."""
    fields = (field for form in shown for field in form.visible_fields())
    wrong = next((field for field in fields if field.errors), None)
    if wrong is not None:
        wrong.field.widget.attrs["autofocus"] = True


class NumberRow(forms.TypedChoiceField):
    """0 to 10 as eleven radio buttons; an int, or None if none is chosen and not required.

    `low` and `high` are the words at the two ends.
    """

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
    """One of a few answers, as radio buttons; its value, or empty if not required."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Choose one of the answers shown.")
        super().__init__(
            widget=Radios,
            error_messages={"required": message, "invalid_choice": message},
            **kwargs,
        )


class SomeOf(forms.MultipleChoiceField):
    """Any of a few answers, as checkboxes; a list of their values, each once, as offered."""

    def __init__(self, *, widget: type[Ticks] = Ticks, **kwargs: Any) -> None:
        message = _("Choose only from the answers shown.")
        super().__init__(
            widget=widget,
            error_messages={"invalid_choice": message, "invalid_list": message},
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        """The ticked values, each once and in the order offered, however they were sent."""
        ticked = set(super().clean(value))
        offered = cast("Iterable[tuple[Any, Any]]", self.choices)
        return [str(key) for key, _label in offered if str(key) in ticked]


class NoneOfThese(SomeOf):
    """Checkboxes that end in "None of these"; a list of the values without that one.

    `may_be_empty` is for a list that begins with earlier answers, which may all be
    unticked.
    """

    may_be_empty = False

    def __init__(self, *, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(
            choices=[*choices, (NONE_OF_THESE, _("None of these"))], required=False, **kwargs
        )

    def clean(self, value: Any) -> list[str]:
        """The ticked values; an error unless either some are ticked or "None of these"."""
        ticked: list[str] = super().clean(value)
        if not ticked and not self.may_be_empty:
            raise ValidationError(_("Tick what fits you, or “None of these”."))
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(
                _("You ticked “None of these” and something else. Untick the one that is wrong.")
            )
        return [] if NONE_OF_THESE in ticked else ticked


class TimeZoneField(Text):
    """A time zone, typed as a city or as its name; the zone, or "" if empty and not required.

    The page that shows it includes the list of cities, `components/cities.html`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=64,
            label=_("Your time zone"),
            help_text=_("A big city that keeps your time, like Berlin or New York."),
            widget=forms.TextInput(attrs={"list": "cities"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """What was typed, without a browser's word for a zone that it does not know."""
        text = super().to_python(value) or ""
        return "" if text == ZONE_NOT_KNOWN else text

    def clean(self, value: Any) -> str:
        """The zone; an error if nothing of that name is known."""
        typed: str = super().clean(value)
        zone = time_zones.find(typed)
        if typed and not zone:
            raise ValidationError(
                _(
                    "There is no time zone of this name. Write a big city that keeps your time,"
                    " like Berlin or New York."
                )
            )
        return zone


class BrowserZoneField(forms.CharField):
    """The browser's time zone, which a script fills in: the zone, or "" if that is no place.

    Nothing in it is an error, because nobody typed it.
    """

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        """The zone, by its name of today."""
        zone = time_zones.current_name(value or "")
        return zone if time_zones.is_place(zone) else ""
