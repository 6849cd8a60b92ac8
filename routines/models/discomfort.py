"""Discomfort outside a session: on a rest day, or later on a day of training."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from routines.models.fields import between
from routines.models.fingerprint import fingerprint
from routines.models.person import User
from routines.vocabulary import EITHER_SIDE, BodyPlace


def on_the_map(places: Iterable[str]) -> list[str]:
    """The regions of the body map for these places, each once.

    An older word without a side stands for the regions of both sides; a word that is no
    place is left out.
    """
    words = [BodyPlace(place) for place in places if place in BodyPlace]
    regions = [str(region) for word in words for region in EITHER_SIDE.get(word, (word,))]
    return list(dict.fromkeys(regions))


class Discomfort(models.Model):
    """How the back felt at a moment outside a session; `number` is from 0 to 10."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="discomforts")
    felt_at = models.DateTimeField()
    felt_on = models.DateField()
    number = models.PositiveSmallIntegerField()
    places = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [between("number", 0, 10, "discomfort_number_0_to_10")]
        indexes = [models.Index(fields=["owner", "-felt_at"], name="discomfort_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.felt_on}: {self.number}"

    @property
    def fingerprint(self) -> str:
        """What it says, for a form that replaces it."""
        return fingerprint("discomfort", self.number, self.places, self.note)


def last_places(person: User) -> list[str]:
    """The newest places of a check-in or a discomfort; empty if none were ever given."""
    newest_first = [
        (person.check_ins.exclude(places=[]).order_by("-answered_at", "-pk"), "answered_at"),
        (person.discomforts.exclude(places=[]).order_by("-felt_at", "-pk"), "felt_at"),
    ]
    newest = [
        models.Subquery(rows.values(name)[:1])
        for rows, at in newest_first
        for name in (at, "places")
    ]
    columns = User.objects.filter(pk=person.pk).values_list(*newest).get()
    by_moment = [pair for pair in (columns[:2], columns[2:]) if pair[0]]
    places: list[str] = max(by_moment)[1] if by_moment else []
    return places
