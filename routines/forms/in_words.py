"""What was answered to a form, as a page tells it: each question with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext


class Answered(NamedTuple):
    """One question of a form and what was answered to it."""

    question: str | Promise
    answer: str


def answers_in_words(
    fields: Mapping[str, forms.Field], told: Mapping[str, Sequence[str]]
) -> Iterator[Answered]:
    """Each question that has an answer, in the order of `fields`.

    `told` holds for each name every value that was sent or kept; an empty one is no answer,
    nor is one that is not offered.
    """
    for name, field in fields.items():
        values = [value for value in told.get(name, ()) if value]
        if values and not field.widget.is_hidden and (words := _in_words(field, values)):
            yield Answered(field.label or name, words)


def _in_words(field: forms.Field, values: Sequence[str]) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("yes")
    if not isinstance(field, forms.ChoiceField):
        return values[-1]
    words = {str(value): str(label) for value, label in field.choices}  # type: ignore[union-attr, misc]
    shown = values if isinstance(field, forms.MultipleChoiceField) else values[-1:]
    return " · ".join(words[value] for value in shown if value in words)
