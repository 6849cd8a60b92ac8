"""The words that answers are made of, and what they are called on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """Where it is felt. Left and right are the person's own.

    The words without a side are older than the body map: diaries hold them, and
    nobody is offered them any more.
    """

    NECK = "neck", _("Neck")
    UPPER_BACK = "upper_back", _("Upper back")
    MID_BACK = "mid_back", _("Mid back")
    LOWER_BACK = "lower_back", _("Lower back")
    LEFT_BUTTOCK = "left_buttock", _("Left buttock")
    RIGHT_BUTTOCK = "right_buttock", _("Right buttock")
    LEFT_HIP = "left_hip", _("Left hip")
    RIGHT_HIP = "right_hip", _("Right hip")
    LEFT_THIGH = "left_thigh", _("Left thigh")
    RIGHT_THIGH = "right_thigh", _("Right thigh")
    LEFT_KNEE = "left_knee", _("Left knee")
    RIGHT_KNEE = "right_knee", _("Right knee")
    LEFT_CALF = "left_calf", _("Left calf or shin")
    RIGHT_CALF = "right_calf", _("Right calf or shin")
    LEFT_FOOT = "left_foot", _("Left foot or toes")
    RIGHT_FOOT = "right_foot", _("Right foot or toes")
    LEFT_ARM = "left_arm", _("Left arm")
    RIGHT_ARM = "right_arm", _("Right arm")
    BUTTOCK = "buttock", _("Buttock")
    THIGH = "thigh", _("Thigh")
    BELOW_KNEE = "below_knee", _("Below the knee")
    FOOT = "foot", _("Foot or toes")


# What a word without a side may have meant.
EITHER_SIDE = {
    Place.BUTTOCK: (Place.LEFT_BUTTOCK, Place.RIGHT_BUTTOCK),
    Place.THIGH: (Place.LEFT_THIGH, Place.RIGHT_THIGH),
    Place.BELOW_KNEE: (Place.LEFT_CALF, Place.RIGHT_CALF),
    Place.FOOT: (Place.LEFT_FOOT, Place.RIGHT_FOOT),
}
OFFERED_PLACES = tuple(place for place in Place if place not in EITHER_SIDE)


def on_the_map(places: Iterable[str]) -> list[str]:
    """The regions of the body map that these places are, each once, older words on both sides."""
    known = [Place(place) for place in places if place in Place]
    regions = [str(one) for place in known for one in EITHER_SIDE.get(place, (place,))]
    return list(dict.fromkeys(regions))


class Gate(models.TextChoices):
    """What a session may be; the words are the headline a person reads."""

    EMERGENCY = "EMERGENCY", _("Get help now")
    URGENT = "URGENT", _("Have this checked soon")
    LOCKED = "LOCKED", _("Your plan is paused")
    STOP_SEE = "STOP_SEE", _("No exercises today")
    RESCREEN = "RESCREEN", _("A few questions first")
    EASE = "EASE", _("A gentle version today")
    MOBILITY_ONLY = "MOBILITY_ONLY", _("Gentle mobility today")
    LIGHT = "LIGHT", _("A gentle version today")
    NO_STRENGTH = "NO_STRENGTH", _("Without strength today")
    RUN = "RUN", _("Ready to start")

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.value.lower().replace("_", "-")


RUNNABLE = frozenset({Gate.EASE, Gate.MOBILITY_ONLY, Gate.LIGHT, Gate.NO_STRENGTH, Gate.RUN})
UNCOUNTED = frozenset({Gate.EASE, Gate.MOBILITY_ONLY, Gate.LIGHT})

# From here on it is a lot (PROGRESSION 5, T3).
SEVERE_FROM = 8

# A morning answer counts when it comes within 96 hours (PROGRESSION 2).
MORNING_COUNTS_FOR = timedelta(hours=96)


def awaits_morning(
    started_on: date | None,
    started_at: datetime | None,
    closed_at: datetime | None,
    *,
    today: date,
    now: datetime,
) -> bool:
    """Whether a morning told now would count for a session: closed, a day old, not too old."""
    if started_on is None or started_at is None or closed_at is None:
        return False
    return started_on < today and now - started_at <= MORNING_COUNTS_FOR


class Status(models.TextChoices):
    """How much of a step was done."""

    DONE = "done", _("Done")
    PARTIAL = "partial", _("Partly")
    SKIPPED = "skipped", _("Not today")


class StopReason(models.TextChoices):
    """Why not all of it."""

    PAIN = "pain", _("It hurt")
    TIME = "time", _("No time")
    TOO_HARD = "too_hard", _("Too hard")
    EQUIPMENT = "equipment", _("Something was missing")
    OTHER = "other", _("Something else")


class SwapReason(models.TextChoices):
    """Why another exercise is done instead, for today."""

    UNSUITED = "unsuited", _("It does not suit me today")
    HURTS = "hurts", _("It hurts")
    EQUIPMENT = "equipment", _("I do not have what it needs")
    POSITION = "position", _("I cannot get into the position")


class Quality(models.TextChoices):
    """What it feels like."""

    NONE = "none", _("Nothing")
    STRETCH = "stretch", _("Just a stretch")
    ACHE = "ache", _("An ache")
    SORE = "sore", _("Stiff or sore")
    SHARP = "sharp", _("Sharp or shooting")


class Spread(models.TextChoices):
    """Where a feeling in the leg went."""

    NONE = "none", _("Not in the leg, or it stayed where it was")
    CLOSER = "closer", _("It drew closer to the spine")
    FURTHER = "further", _("It went further down the leg")


class Neuro(models.TextChoices):
    """Tingling or numbness."""

    NONE = "none", _("No tingling or numbness")
    POSITIONAL = "positional", _("Tingling that cleared within two minutes of moving")
    PERSISTENT = "persistent", _("Tingling or numbness that stays")


class Effort(models.TextChoices):
    """How hard it was."""

    EASY = "easy", _("Easy")
    OK = "ok", _("About right")
    HARD = "hard", _("Hard")


class MorningWord(models.TextChoices):
    """How the next morning compares."""

    BETTER = "better", _("Better than usual")
    SAME = "same", _("No worse than usual")
    WORSE = "worse", _("Worse than usual")
