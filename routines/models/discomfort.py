"""Discomfort outside a session: on a rest day, or later on a day of training."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from routines.models.fields import between


class Discomfort(models.Model):
    """How the back felt at some moment that no session asks about."""

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
