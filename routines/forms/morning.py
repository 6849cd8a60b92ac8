"""The form of the morning after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.coaching.morning import MorningAnswer
from routines.forms.fields import NumberRow, OneOf
from routines.models.labels import label_of
from routines.vocabulary import MorningWord


class MorningForm(forms.Form):
    """How the morning is. Only a worse one has a number."""

    word = OneOf(
        choices=[
            (MorningWord.SAME, label_of(MorningWord.SAME)),
            (MorningWord.WORSE, label_of(MorningWord.WORSE)),
        ],
        label=_("How is your back this morning?"),
    )
    number = NumberRow(label=_("Your back this morning, 0 to 10"), required=False)
    spread_stays = forms.BooleanField(
        label=_("What I felt further down my leg is still there"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Requires the number of a worse morning, and drops that of any other."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("word") == MorningWord.SAME:
            data["number"] = None
        elif data.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Choose a whole number from 0 to 10."))
        return data

    def answer(self) -> MorningAnswer:
        """The answer as coaching keeps it."""
        return MorningAnswer(**self.cleaned_data)
