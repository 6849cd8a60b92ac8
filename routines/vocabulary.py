"""Every word that stands in a row, a library file or a rule, once, and the groups of them.

What a word is called on a page stands in `models/labels.py`. The values are kept in
diaries and log files: a word may be added, and none is changed or taken away.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Aim(StrEnum):
    """What a person wants of their plan."""

    EASE = "ease"
    LOOSEN = "loosen"
    STAY_BENDY = "stay_bendy"


class Phase(StrEnum):
    """The four parts of a session, in their order."""

    WARM_UP = "warm_up"
    STRETCH = "stretch"
    STRENGTH = "strength"
    COOL_DOWN = "cool_down"


# The parts that hold the main exercises.
MAIN_PHASES = (Phase.STRETCH, Phase.STRENGTH)


class Kind(StrEnum):
    """What an exercise is for."""

    WARM_UP = "warm_up"
    STRETCH = "stretch"
    STRETCH_STRENGTH = "stretch_strength"
    STRENGTH = "strength"
    SUPPORT = "support"
    SUPPORT_STRENGTH = "support_strength"

    @property
    def is_strength(self) -> bool:
        """Whether the rules count it as a strength exercise."""
        return self in STRENGTH_KINDS

    @property
    def main_phase(self) -> Phase:
        """The part of a session in which it stands as a main exercise."""
        return Phase.STRENGTH if self.is_strength else Phase.STRETCH


STRENGTH_KINDS = (Kind.STRENGTH, Kind.STRETCH_STRENGTH, Kind.SUPPORT_STRENGTH)
# Gentle moves: they fill up a week that precautions leave too few main exercises.
SUPPORT_KINDS = (Kind.SUPPORT, Kind.SUPPORT_STRENGTH)


class Direction(StrEnum):
    """In which direction the back moves."""

    FLEXION = "flexion"
    EXTENSION = "extension"
    ROTATION = "rotation"
    MIXED = "mixed"
    NEUTRAL = "neutral"


# The directions in which the back bends, and in which it arches.
BENDING = frozenset({Direction.FLEXION, Direction.MIXED})
ARCHING = frozenset({Direction.EXTENSION, Direction.MIXED})


class Position(StrEnum):
    """How the body is placed, from standing down to the floor."""

    STANDING = "standing"
    CHAIR = "chair"
    BED = "bed"
    ALL_FOURS = "all_fours"
    KNEELING = "kneeling"
    SITTING = "sitting"
    FACE_UP = "face_up"
    FACE_DOWN = "face_down"


OFF_THE_FLOOR = frozenset({Position.STANDING, Position.CHAIR, Position.BED})
ON_THE_KNEES = frozenset({Position.KNEELING, Position.ALL_FOURS})


class Condition(StrEnum):
    """What about a person's health changes which moves they do, in the order it is asked."""

    FLEXION_SENSITIVE = "flexion_sensitive"
    EXTENSION_SENSITIVE = "extension_sensitive"
    STENOSIS = "stenosis"
    OSTEOPOROSIS = "osteoporosis"
    PREGNANT = "pregnant"
    AFTER_BIRTH = "after_birth"
    HIGH_BLOOD_PRESSURE = "high_blood_pressure"
    GLAUCOMA = "glaucoma"
    KNEE = "knee"
    WRIST = "wrist"
    SHOULDER = "shoulder"
    NECK = "neck"
    NO_FLOOR = "no_floor"
    INFLAMMATORY = "inflammatory"
    DIZZINESS = "dizziness"
    HIP_REPLACEMENT = "hip_replacement"


class Caution(StrEnum):
    """What asks for a professional's word before anything is planned or begun."""

    SPINE_SURGERY_OR_FRACTURE = "spine_surgery_or_fracture"
    SURGERY = "surgery"
    TOLD_TO_REST = "told_to_rest"
    UNDER_16 = "under_16"


class Area(StrEnum):
    """Where an exercise is felt or works."""

    NECK = "neck"
    UPPER_BACK = "upper_back"
    MID_BACK = "mid_back"
    LOWER_BACK = "lower_back"
    HIPS = "hips"
    HAMSTRINGS = "hamstrings"
    CORE = "core"
    GLUTES = "glutes"


class Equipment(StrEnum):
    """What to have at hand."""

    MAT = "mat"
    BED = "bed"
    CUSHION = "cushion"
    CHAIR = "chair"
    STRAP = "strap"
    TABLE = "table"
    WORKTOP = "worktop"
    WALL = "wall"
    BICYCLE = "bicycle"


class Sides(StrEnum):
    """Whether a dose is done twice."""

    NONE = "none"
    LEFT_RIGHT = "left_right"
    BOTH_WAYS = "both_ways"


class SwapCause(StrEnum):
    """For which trouble an exercise lists what takes its place."""

    LOAD = "load"
    FLEXION = "flexion"
    EXTENSION = "extension"
    KNEELING = "kneeling"


class CountedIn(StrEnum):
    """What one repetition is called."""

    REPS = "reps"
    BREATHS = "breaths"
    ROUNDS = "rounds"


class Lack(StrEnum):
    """What a balanced session has some of."""

    STRETCH = "stretch"
    STRENGTH = "strength"
    BENDING = "bending"
    ARCHING = "arching"


class BodyPlace(StrEnum):
    """Where discomfort is felt. Left and right are the person's own.

    The words without a side are older than the body map: diaries hold them, and
    nobody is offered them any more.
    """

    NECK = "neck"
    UPPER_BACK = "upper_back"
    MID_BACK = "mid_back"
    LOWER_BACK = "lower_back"
    LEFT_BUTTOCK = "left_buttock"
    RIGHT_BUTTOCK = "right_buttock"
    LEFT_HIP = "left_hip"
    RIGHT_HIP = "right_hip"
    LEFT_THIGH = "left_thigh"
    RIGHT_THIGH = "right_thigh"
    LEFT_KNEE = "left_knee"
    RIGHT_KNEE = "right_knee"
    LEFT_CALF = "left_calf"
    RIGHT_CALF = "right_calf"
    LEFT_FOOT = "left_foot"
    RIGHT_FOOT = "right_foot"
    LEFT_ARM = "left_arm"
    RIGHT_ARM = "right_arm"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    BELOW_KNEE = "below_knee"
    FOOT = "foot"


# What a word without a side may have meant.
EITHER_SIDE = {
    BodyPlace.BUTTOCK: (BodyPlace.LEFT_BUTTOCK, BodyPlace.RIGHT_BUTTOCK),
    BodyPlace.THIGH: (BodyPlace.LEFT_THIGH, BodyPlace.RIGHT_THIGH),
    BodyPlace.BELOW_KNEE: (BodyPlace.LEFT_CALF, BodyPlace.RIGHT_CALF),
    BodyPlace.FOOT: (BodyPlace.LEFT_FOOT, BodyPlace.RIGHT_FOOT),
}
OFFERED_PLACES = tuple(place for place in BodyPlace if place not in EITHER_SIDE)


class Status(StrEnum):
    """How much of a step was done."""

    DONE = "done"
    PARTIAL = "partial"
    SKIPPED = "skipped"


class StopReason(StrEnum):
    """Why not all of a step was done."""

    PAIN = "pain"
    TIME = "time"
    TOO_HARD = "too_hard"
    EQUIPMENT = "equipment"
    OTHER = "other"


class SwapReason(StrEnum):
    """Why another exercise is done instead, for today."""

    UNSUITED = "unsuited"
    HURTS = "hurts"
    EQUIPMENT = "equipment"
    POSITION = "position"


class Quality(StrEnum):
    """What an exercise feels like."""

    NONE = "none"
    STRETCH = "stretch"
    ACHE = "ache"
    SORE = "sore"
    SHARP = "sharp"


class Spread(StrEnum):
    """Where a feeling in the leg went."""

    NONE = "none"
    CLOSER = "closer"
    FURTHER = "further"


class Neuro(StrEnum):
    """Tingling or numbness."""

    NONE = "none"
    POSITIONAL = "positional"
    PERSISTENT = "persistent"


class Effort(StrEnum):
    """How hard an exercise was."""

    EASY = "easy"
    OK = "ok"
    HARD = "hard"


class MorningWord(StrEnum):
    """How the next morning compares with the usual one."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Flag(StrEnum):
    """A red flag: an answer that means "get help now" or "have it checked soon".

    Source: public health advice, as docs/rules.md lists it.
    """

    SADDLE_NUMBNESS = "saddle_numbness"
    BLADDER_BOWEL_CHANGE = "bladder_bowel_change"
    NEW_SEXUAL_DYSFUNCTION = "new_sexual_dysfunction"
    BOTH_LEGS_NEURO = "both_legs_neuro"
    SUDDEN_LEG_WEAKNESS = "sudden_leg_weakness"
    CHEST_PAIN = "chest_pain"
    SERIOUS_ACCIDENT = "serious_accident"
    FEVER_UNWELL = "fever_unwell"
    WEIGHT_LOSS = "weight_loss"
    LUMP_OR_SHAPE_CHANGE = "lump_or_shape_change"
    NO_RELIEF_REST_OR_WORSE_NIGHT = "no_relief_rest_or_worse_night"
    WORSE_COUGH_SNEEZE_POO = "worse_cough_sneeze_poo"
    UPPER_BACK_BETWEEN_SHOULDERS = "upper_back_between_shoulders"
    NEW_WEAKNESS_ONE_LEG = "new_weakness_one_leg"
    CANCER_HISTORY_NEW_PAIN = "cancer_history_new_pain"
    STEROID_OR_OSTEOPOROSIS_SUDDEN_PAIN = "steroid_or_osteoporosis_sudden_pain"
    IMMUNE_OR_INJECTED_DRUGS_NEW_PAIN = "immune_or_injected_drugs_new_pain"


EMERGENCY_FLAGS = frozenset(
    {
        Flag.SADDLE_NUMBNESS,
        Flag.BLADDER_BOWEL_CHANGE,
        Flag.NEW_SEXUAL_DYSFUNCTION,
        Flag.BOTH_LEGS_NEURO,
        Flag.SUDDEN_LEG_WEAKNESS,
        Flag.CHEST_PAIN,
        Flag.SERIOUS_ACCIDENT,
    }
)
URGENT_FLAGS = frozenset(Flag) - EMERGENCY_FLAGS


class Gate(StrEnum):
    """What today's session may be."""

    EMERGENCY = "EMERGENCY"
    URGENT = "URGENT"
    LOCKED = "LOCKED"
    STOP_SEE = "STOP_SEE"
    RESCREEN = "RESCREEN"
    EASE = "EASE"
    MOBILITY_ONLY = "MOBILITY_ONLY"
    LIGHT = "LIGHT"
    NO_STRENGTH = "NO_STRENGTH"
    RUN = "RUN"

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.value.lower().replace("_", "-")


# Those that let a session run, and those of them whose session does not count for progress.
RUNNABLE = frozenset({Gate.EASE, Gate.MOBILITY_ONLY, Gate.LIGHT, Gate.NO_STRENGTH, Gate.RUN})
UNCOUNTED = frozenset({Gate.EASE, Gate.MOBILITY_ONLY, Gate.LIGHT})


class Verdict(StrEnum):
    """What a decision says, most cautious first.

    `caution` is the place in that order: 0 is the most cautious.
    """

    caution: int

    def __new__(cls, value: str) -> Self:
        """The member, which knows its place."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.caution = len(cls.__members__)
        return member

    EMERGENCY = "EMERGENCY"
    URGENT = "URGENT"
    STOP_SEE = "STOP_SEE"
    SWAP = "SWAP"
    REGRESS = "REGRESS"
    HOLD = "HOLD"
    PROGRESS = "PROGRESS"
    MAINTAIN = "MAINTAIN"


# The verdicts that let an exercise go on: its dose stays or rises.
GOING_ON = (Verdict.HOLD, Verdict.PROGRESS, Verdict.MAINTAIN)


class Action(StrEnum):
    """What happens to the dose."""

    STOP = "stop"
    SWAP = "swap"
    RESTART = "restart"
    HALF = "half"
    EASIER_VARIANT = "easier_variant"
    STEP_DOWN = "step_down"
    REPEAT = "repeat"
    STEP_UP = "step_up"
    TWO_STEPS_UP = "two_steps_up"
    NEXT_VARIANT = "next_variant"
    MAINTAIN = "maintain"


class ChoiceKind(StrEnum):
    """What a person may choose for an exercise, over what the rules decided."""

    HOLD = "hold"
    EASE = "ease"
    RAISE = "raise"
    UNDO = "undo"


class ClearedAs(StrEnum):
    """How a lock is cleared."""

    PROFESSIONAL = "professional"
    MISTAKE = "mistake"
    CORRECTED = "corrected"


# What a person may say; a correction says it by itself.
CLEARED_BY_PERSON = (ClearedAs.PROFESSIONAL, ClearedAs.MISTAKE)

# The rule that locks strength alone; every other lock is on the whole plan.
STRENGTH_LOCK = "T5"
