"""The words of the library, and what they are called on the pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an exercise is for."""

    WARM_UP = "warm_up", _("Warm-up")
    STRETCH = "stretch", _("Stretch")
    STRETCH_STRENGTH = "stretch_strength", _("Stretch and strength")
    STRENGTH = "strength", _("Strength")
    SUPPORT = "support", _("Gentle move")


STRENGTH_KINDS = (Kind.STRENGTH, Kind.STRETCH_STRENGTH)


class Direction(models.TextChoices):
    """Which way the back moves."""

    FLEXION = "flexion", _("Bending forward")
    EXTENSION = "extension", _("Arching back")
    ROTATION = "rotation", _("Turning")
    MIXED = "mixed", _("Bending and arching")
    NEUTRAL = "neutral", _("Back stays level")


class Position(models.TextChoices):
    """How the body is placed."""

    STANDING = "standing", _("Standing")
    CHAIR = "chair", _("On a chair")
    ALL_FOURS = "all_fours", _("On all fours")
    KNEELING = "kneeling", _("Kneeling")
    SITTING = "sitting", _("Sitting on the floor")
    FACE_UP = "face_up", _("Lying on your back")
    FACE_DOWN = "face_down", _("Lying face down")


class Area(models.TextChoices):
    """Where it is felt or works."""

    NECK = "neck", _("neck")
    UPPER_BACK = "upper_back", _("upper back")
    MID_BACK = "mid_back", _("mid back")
    LOWER_BACK = "lower_back", _("lower back")
    HIPS = "hips", _("hips")
    HAMSTRINGS = "hamstrings", _("hamstrings")
    CORE = "core", _("core")
    GLUTES = "glutes", _("buttocks")


class Equipment(models.TextChoices):
    """What to have at hand."""

    MAT = "mat", _("mat")
    CUSHION = "cushion", _("cushion")
    CHAIR = "chair", _("chair")
    STRAP = "strap", _("strap or towel")
    TABLE = "table", _("table")
    BICYCLE = "bicycle", _("bicycle")


class Sides(models.TextChoices):
    """Whether the dose is done twice."""

    NONE = "none", _("both sides together")
    LEFT_RIGHT = "left_right", _("each side")
    BOTH_WAYS = "both_ways", _("each way")


class CountedIn(models.TextChoices):
    """What one repetition is called."""

    REPS = "reps", _("times")
    BREATHS = "breaths", _("breaths")
    ROUNDS = "rounds", _("rounds")
