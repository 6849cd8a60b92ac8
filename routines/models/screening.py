"""The person's answers about their health, each time they were asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Questions about screenings."""

    def of_red_flags(self) -> ScreeningQuerySet:
        """The screenings in which the red-flag questions were answered."""
        return self.filter(flags__isnull=False)

    def of_health(self) -> ScreeningQuerySet:
        """The screenings in which the questions about health were answered."""
        return self.filter(conditions__isnull=False)

    def newest(self) -> Screening | None:
        """The one that was answered last; None if there is none."""
        return self.order_by("answered_at", "pk").last()


class Screening(models.Model):
    """One time that the questions about health, the red-flag questions or both were answered.

    `flags` are the ticked red flags, empty for "None of these"; None if they were not
    asked, so that the screening clears no lock. `cautions` need a professional's consent
    first, which came on `may_exercise_on`. `conditions` are the answers of that time,
    also those that change nothing; None if only the red flags were asked.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="screenings")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    flags = models.JSONField(null=True, blank=True)
    cautions = models.JSONField(default=list, blank=True)
    may_exercise_on = models.DateField(null=True, blank=True)
    conditions = models.JSONField(null=True, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(flags__isnull=False) | models.Q(conditions__isnull=False),
                name="screening_asked_something",
                violation_error_message=_("Answer the questions."),
            ),
        ]
        indexes = [models.Index(fields=["owner", "answered_on"], name="screening_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.answered_on}"
