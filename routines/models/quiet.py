"""Whether a back has been quiet: nothing above 0 told for a while, or ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from routines.models.diary import CheckIn, MorningReport
from routines.models.person import User
from routines.models.step import Step
from routines.vocabulary import MorningWord

# For so long a back must have been quiet for one tap to be its whole check-in.
QUIET_FOR = timedelta(days=14)


def told_pain(person: User, since: datetime | None = None) -> models.ExpressionWrapper[models.Q]:
    """Whether a number above 0, or a worse morning, was told since a moment, or ever.

    At a check-in, in a session or after it, the morning after, or at any other time.
    An expression, so that a page can ask it along with something else.
    """

    def exists(rows: models.QuerySet[models.Model], moment: str) -> models.Q:
        return models.Q(models.Exists(rows.filter(**({f"{moment}__gte": since} if since else {}))))

    at_check_in = models.Q(pre__gt=0) | models.Q(session__after__gt=0)
    worse = models.Q(number__gt=0) | models.Q(word=MorningWord.WORSE)
    found = (
        exists(CheckIn.objects.filter(at_check_in, owner=person), "answered_at")
        | exists(MorningReport.objects.filter(worse, owner=person), "answered_at")
        | exists(person.discomforts.filter(number__gt=0), "felt_at")
        | exists(Step.objects.filter(session__owner=person, during__gt=0), "session__started_at")
    )
    return models.ExpressionWrapper(found, output_field=models.BooleanField())
