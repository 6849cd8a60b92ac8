"""The forms that a person has sent, so that the same one sent again counts once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from routines.models.person import User

LONGEST_PATH = 300
# The hidden fields that each form is drawn with: its key, and when that was.
FORM_KEY, DRAWN_AT = "form_key", "drawn_at"


class SentFormQuerySet(models.QuerySet["SentForm"]):
    """Questions about the forms that were sent."""

    def same_as(
        self,
        person: User,
        key: UUID,
        drawn_at: datetime | None,
        path: str,
        answer: dict[str, list[str]],
        *,
        at: datetime,
    ) -> SentForm | None:
        """The person's form with this key; else one of this answer that came after `drawn_at`.

        The second is of another tab: whoever sent it had not seen that it was answered. It
        counts on its own day, as long as nothing else was answered there since: later the
        same words say something else. None of `drawn_at` is a form that does not say when
        its page was drawn.
        """
        wanted = models.Q(key=key)
        if drawn_at is not None:
            wanted |= models.Q(path=path, sent_at__gte=drawn_at)
        found = list(self.filter(wanted, owner=person).order_by("-sent_at"))
        by_key = next((sent for sent in found if sent.key == key), None)
        newest = next((sent for sent in found if sent.path == path), None)
        if by_key or newest is None or newest.answer != answer:
            return by_key
        return newest if person.date_at(newest.sent_at) == person.date_at(at) else None


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
            models.UniqueConstraint(
                fields=["owner", "key"],
                name="sent_form_once_per_key",
                violation_error_message=_("This was sent already."),
            )
        ]
        indexes = [models.Index(fields=["owner", "path", "-sent_at"], name="sent_form_by_path")]

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.key}"
