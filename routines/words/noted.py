"""What was noted last, with the page where it can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from routines.models import MorningReport
from routines.models.schedule import Occurrence
from routines.models.today import TodayFacts, newest_begun
from routines.vocabulary import MorningWord


class Noted(NamedTuple):
    """What was noted, as a sentence, and the address of the form that changes it."""

    sentence: str
    address: str


def morning_noted(told: MorningReport) -> str:
    """What was told of a morning after."""
    return _morning(told.word, told.number)


def noted_today(
    facts: TodayFacts, occurrences: Sequence[Occurrence], day: date, now: datetime
) -> list[Noted]:
    """What the person told on `day` and may still change; `occurrences` are those around it.

    The morning after and how a session felt: until the next one begins. Discomfort: on its
    own day.
    """
    noted = []
    newest = newest_begun(occurrences)
    if newest and newest.morning_word and newest.morning_on == day:
        if newest.has_morning(today=day, now=now):
            address = reverse("routines:morning_report") + "?change=1"
            noted.append(Noted(_morning(newest.morning_word, newest.morning_number), address))
    elif newest and newest.started_on == day and not newest.is_open:
        address = reverse("routines:session_after", args=[newest.id]) + "?change=1"
        noted.append(Noted(gettext("Noted: how your session felt."), address))
    if facts.felt:
        address = reverse("routines:discomfort_detail", args=[facts.felt.pk])
        sentence = gettext("Noted today: {number} of 10.").format(number=facts.felt.number)
        noted.append(Noted(sentence, address))
    return noted


def _morning(word: str, number: int | None) -> str:
    if word == MorningWord.SAME:
        return gettext("Noted: no worse than usual.")
    if number is None:
        return gettext("Noted: worse than usual.")
    return gettext("Noted: worse than usual, {number} of 10.").format(number=number)
