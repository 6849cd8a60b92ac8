"""Constraints and fields that several models share."""

import json
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


def between(field: str, low: int, high: int, name: str) -> models.CheckConstraint:
    """A constraint called `name` that keeps a whole number from `low` to `high`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        name=name,
        violation_error_message=format_lazy(
            _("Choose a whole number from {low} to {high}."), low=low, high=high
        ),
    )


def one_of(field: str, words: Iterable[Enum], name: str) -> models.CheckConstraint:
    """A constraint called `name` that keeps a field to the values of `words`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [word.value for word in words]}),
        name=name,
        violation_error_message=_("Choose one of the answers shown."),
    )


# A library has a few hundred different texts.
_decoded = lru_cache(maxsize=4096)(json.loads)


class KeptJSONField(models.JSONField):
    """A JSON field of the library, whose equal texts are decoded once in a process.

    Rows share what it gives, so that nobody may change that: set the field anew.
    A query joins the same exercise to each of its doses, and to decode it each time
    takes a third of the time in which all ladders are read.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The decoded value."""
        return _decoded(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        """To the database it is any JSON field."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options
