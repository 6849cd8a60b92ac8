"""The forms that a person has sent, so that the same one sent again counts once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models

LONGEST_PATH = 300


class SentFormQuerySet(models.QuerySet["SentForm"]):
    """Questions about the forms that were sent."""

    def same_as(
        self, key: UUID, drawn_at: datetime | None, path: str, answer: dict[str, list[str]]
    ) -> SentForm | None:
        """The form with this key; else one of the same answer that came after this was drawn.

        The second is of another tab: whoever sent it had not seen that it was answered.
        """
        wanted = models.Q(key=key)
        if drawn_at is not None:
            wanted |= models.Q(path=path, sent_at__gte=drawn_at)
        found = list(self.filter(wanted).order_by("-sent_at"))
        by_key = (sent for sent in found if sent.key == key)
        by_answer = (sent for sent in found if (sent.path, sent.answer) == (path, answer))
        return next(by_key, None) or next(by_answer, None)


class SentForm(models.Model):
    """A form that was sent and took effect, by the `key` that its page was drawn with.

    `answer` is what it said on the page `path`: each field with its values. `led_to` is the
    address that was answered with, which htmx loads as a whole page if `is_whole_page`, and
    `said` the messages for it, each a level and a text. Kept as long as the person's diary,
    so that it outlives whatever it wrote.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sent_forms")
    key = models.UUIDField()
    path = models.CharField(max_length=LONGEST_PATH)
    answer = models.JSONField()
    led_to = models.TextField()
    is_whole_page = models.BooleanField(default=False)
    said = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField()

    objects = SentFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="sent_form_once_per_key")
        ]
        indexes = [models.Index(fields=["owner", "path", "-sent_at"], name="sent_form_by_path")]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.key}"
