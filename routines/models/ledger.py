"""The ledger: what the rules decided for each exercise, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from routines.models.diary import Session
from routines.models.fields import one_of
from routines.models.library import Dose, Exercise


class Verdict(models.TextChoices):
    """What a decision says, in the words people read."""

    EMERGENCY = "EMERGENCY", _("paused until checked")
    URGENT = "URGENT", _("paused until checked")
    STOP_SEE = "STOP_SEE", _("paused until checked")
    SWAP = "SWAP", _("something different")
    REGRESS = "REGRESS", _("a little easier")
    HOLD = "HOLD", _("the same")
    PROGRESS = "PROGRESS", _("a little more")
    MAINTAIN = "MAINTAIN", _("the same")


class Decision(models.Model):
    """What the rules said of one exercise after one session.

    `message` is the id of the sentence and `numbers` fills it; `rules` are the
    ids that gave the verdict. After a swap `swap_to` takes the exercise's place.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="decisions")
    session = models.ForeignKey(Session, models.CASCADE, related_name="decisions")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    action = models.CharField(max_length=20)
    rules = models.JSONField(default=list)
    message = models.CharField(max_length=20)
    numbers = models.JSONField(default=dict)
    from_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    to_dose = models.ForeignKey(Dose, models.PROTECT, related_name="+")
    swap_to = models.ForeignKey(Exercise, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "exercise"], name="decision_once_per_exercise"
            ),
            one_of("verdict", Verdict, "decision_verdict_known"),
        ]
        indexes = [models.Index(fields=["owner", "-made_at"], name="decision_by_owner")]

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.verdict}"
