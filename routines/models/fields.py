"""Constraints that several models share."""

from collections.abc import Iterable
from enum import Enum

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
