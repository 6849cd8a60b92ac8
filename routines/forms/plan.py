"""The form of a swap in the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from routines.coaching.plan_swaps import SwapChoice
from routines.forms.fields import OneOf, Seen


class SwapForm(forms.Form):
    """What to do instead, one of `choices`, and whether in every session of the week.

    `seen` is the key of the current dose that the person saw in this place.
    """

    exercise = OneOf(label=_("Do this instead"))
    is_everywhere = forms.BooleanField(label=_("In every session of the week"), required=False)
    seen = Seen(min_value=1, max_value=2**63 - 1)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        choices: Sequence[SwapChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.choices = choices
        offered = [(choice.exercise.slug, choice.exercise.name) for choice in choices]
        self.fields["exercise"].choices = offered  # type: ignore[attr-defined]

    @property
    def options(self) -> list[tuple[BoundWidget, SwapChoice]]:
        """Each radio button with the choice that it stands for."""
        return list(zip(self["exercise"], self.choices, strict=True))
