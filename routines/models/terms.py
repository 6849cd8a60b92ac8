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
    SUPPORT_STRENGTH = "support_strength", _("Gentle strength")


STRENGTH_KINDS = (Kind.STRENGTH, Kind.STRETCH_STRENGTH, Kind.SUPPORT_STRENGTH)


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
    BED = "bed", _("Lying on a bed")
    ALL_FOURS = "all_fours", _("On all fours")
    KNEELING = "kneeling", _("Kneeling")
    SITTING = "sitting", _("Sitting on the floor")
    FACE_UP = "face_up", _("Lying on your back")
    FACE_DOWN = "face_down", _("Lying face down")


OFF_THE_FLOOR = frozenset({Position.STANDING, Position.CHAIR, Position.BED})


class Condition(models.TextChoices):
    """What about a person's health changes which moves they do, as they are asked for it."""

    FLEXION_SENSITIVE = (
        "flexion_sensitive",
        _("A disc problem or sciatica that bending forward makes worse"),
    )
    EXTENSION_SENSITIVE = (
        "extension_sensitive",
        _("A disc problem or sciatica that arching back makes worse"),
    )
    STENOSIS = "stenosis", _("Spinal stenosis, or a vertebra that slipped")
    OSTEOPOROSIS = "osteoporosis", _("Osteoporosis, or a bone that broke too easily")
    PREGNANT = "pregnant", _("Pregnant")
    AFTER_BIRTH = (
        "after_birth",
        _("A birth in the last 12 weeks, surgery of the belly lately, or a hernia there"),
    )
    HIGH_BLOOD_PRESSURE = "high_blood_pressure", _("High blood pressure that is not under control")
    GLAUCOMA = "glaucoma", _("Glaucoma, or a problem with the retina")
    KNEE = "knee", _("A knee that kneeling or bending hurts")
    WRIST = "wrist", _("A wrist that leaning on it hurts, or carpal tunnel")
    SHOULDER = "shoulder", _("A shoulder that reaching or leaning hurts")
    NECK = "neck", _("A neck problem")
    NO_FLOOR = "no_floor", _("Getting down to the floor, or up again, is not possible for me")
    INFLAMMATORY = "inflammatory", _("Inflammatory back disease, or very loose joints")
    DIZZINESS = "dizziness", _("Dizziness on lying down or getting up")
    HIP_REPLACEMENT = "hip_replacement", _("A hip replacement")


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
    BED = "bed", _("firm bed")
    CUSHION = "cushion", _("cushion")
    CHAIR = "chair", _("chair")
    STRAP = "strap", _("strap or towel")
    TABLE = "table", _("table")
    WORKTOP = "worktop", _("worktop")
    WALL = "wall", _("wall")
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
