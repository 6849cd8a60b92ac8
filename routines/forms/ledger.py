"""Forms of the ledger: which page of it, and the person's own choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.forms.fields import Moment, OneOf, Seen
from routines.models.labels import choices_of
from routines.vocabulary import ChoiceKind


class PageForm(forms.Form):
    """The moment before which a page of the ledger begins; None for the newest page."""

    before = Moment(required=False)


class ChoiceForm(forms.Form):
    """A choice about the dose that the person saw, and whether they confirmed it."""

    kind = OneOf(choices=choices_of(ChoiceKind), label=_("Your own choice"))
    seen = Seen(required=False)
    confirmed = forms.BooleanField(required=False)


class GoalForm(forms.Form):
    """How far up an exercise may go, of the variants `slugs`, and whether it is confirmed."""

    goal = OneOf(label=_("Your goal"))
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Mapping[str, Any], *, slugs: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["goal"].choices = [(slug, slug) for slug in slugs]  # type: ignore[attr-defined]
