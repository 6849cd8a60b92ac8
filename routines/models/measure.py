"""What a person measures for themselves: their reach, and activities they want back.

No rule reads it; only the person does.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines.models.fields import between, one_of
from routines.models.fingerprint import fingerprint

MOST_CENTIMETRES = 100
MOST_ACTIVITIES = 3


class MeasureKind(models.TextChoices):
    """What is measured."""

    FINGERTIP_TO_FLOOR = "fingertip_to_floor", _("Fingertips to the floor")


class Landmark(models.TextChoices):
    """How far down the fingertips come, from less reach to more."""

    KNEE = "knee", _("My knees")
    MID_SHIN = "mid_shin", _("The middle of my shins")
    ANKLE = "ankle", _("My ankles")
    TOES = "toes", _("My toes")
    PALMS_FLAT = "palms_flat", _("My palms lie flat on the floor")


class Measure(models.Model):
    """The best try of a day: centimetres to the floor, or else a place on the body."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="measures")
    kind = models.CharField(
        max_length=20, choices=MeasureKind, default=MeasureKind.FINGERTIP_TO_FLOOR
    )
    measured_on = models.DateField()
    centimetres = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_CENTIMETRES)]
    )
    landmark = models.CharField(max_length=10, choices=Landmark, blank=True)

    class Meta:
        constraints = [
            one_of("kind", MeasureKind, "measure_kind_known"),
            models.CheckConstraint(
                condition=models.Q(centimetres__isnull=True)
                | models.Q(centimetres__lte=MOST_CENTIMETRES),
                name="measure_centimetres_0_to_100",
                violation_error_message=format_lazy(
                    _("Write a whole number from 0 to {most}."), most=MOST_CENTIMETRES
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(centimetres__isnull=False, landmark="")
                | models.Q(centimetres__isnull=True, landmark__in=Landmark.values),
                name="measure_centimetres_or_landmark",
                violation_error_message=_("Give centimetres or a place, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "measured_on"],
                name="measure_once_a_day",
                violation_error_message=_("There is one for that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} on {self.measured_on}: {self.in_words}"

    def get_absolute_url(self) -> str:
        """The page where it is changed or removed."""
        return reverse("routines:measure_detail", kwargs={"measure_id": self.pk})

    @property
    def fingerprint(self) -> str:
        """What it says, for a form that replaces it."""
        return fingerprint("measure", self.pk, self.measured_on, self.centimetres, self.landmark)

    @property
    def in_words(self) -> str:
        """What was reached, in words."""
        if self.centimetres is None:
            return str(Landmark(self.landmark).label)
        return gettext("{number} cm").format(number=self.centimetres)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about activities."""

    def in_order(self) -> ActivityQuerySet:
        """In the order in which they were added."""
        return self.order_by("added_on", "pk")

    def with_newest_scores(self, count: int) -> ActivityQuerySet:
        """Each with its `newest_scores`, at most `count` of them, the newest first."""
        scores = ActivityScore.objects.order_by("-scored_on")[:count]
        return self.prefetch_related(models.Prefetch("scores", scores, to_attr="newest_scores"))


class Activity(models.Model):
    """An activity that the person wants back, in their own words."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activities")
    name = models.CharField(max_length=80)
    added_on = models.DateField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="activity_has_a_name",
                violation_error_message=_("Say what it is."),
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="activity_named_once",
                violation_error_message=_("You have named this one already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page where it gets a number, or is removed."""
        return reverse("routines:activity_detail", kwargs={"activity_id": self.pk})

    def score(self, number: int, day: date) -> None:
        """Write how well it goes on a day, 0 to 10; replaces the number of that day."""
        self.scores.update_or_create(
            scored_on=day,
            defaults={"number": number},
            create_defaults={"number": number, "owner": self.owner},
        )


class ActivityScore(models.Model):
    """How well an activity went on a day: 0 not at all, 10 as well as ever."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="scores")
    scored_on = models.DateField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            between("number", 0, 10, "activity_score_0_to_10"),
            models.UniqueConstraint(
                fields=["activity", "scored_on"],
                name="activity_score_once_a_day",
                violation_error_message=_("There is one for that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} on {self.scored_on}: {self.number}"

    @property
    def fingerprint(self) -> str:
        """What it says, for a form that replaces it."""
        return fingerprint("score", self.pk, self.number)
