"""The labels of the vocabulary: what pages call each word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from routines.vocabulary import (
    Aim,
    Area,
    BodyPlace,
    Caution,
    ChoiceKind,
    ClearedAs,
    Condition,
    CountedIn,
    Direction,
    Effort,
    Equipment,
    Flag,
    Gate,
    Kind,
    MorningWord,
    Neuro,
    Phase,
    Position,
    Quality,
    Sides,
    Spread,
    Status,
    StopReason,
    SwapReason,
    Verdict,
)

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Aim: {
        Aim.EASE: _("Ease a sore back"),
        Aim.LOOSEN: _("Loosen a stiff back"),
        Aim.STAY_BENDY: _("Stay bendy"),
    },
    Phase: {
        Phase.WARM_UP: _("Warm-up"),
        Phase.STRETCH: _("Stretch"),
        Phase.STRENGTH: _("Strength"),
        Phase.COOL_DOWN: _("Cool-down"),
    },
    Kind: {
        Kind.WARM_UP: _("Warm-up"),
        Kind.STRETCH: _("Stretch"),
        Kind.STRETCH_STRENGTH: _("Stretch and strength"),
        Kind.STRENGTH: _("Strength"),
        Kind.SUPPORT: _("Gentle move"),
        Kind.SUPPORT_STRENGTH: _("Gentle strength"),
    },
    Direction: {
        Direction.FLEXION: _("Bending forward"),
        Direction.EXTENSION: _("Arching back"),
        Direction.ROTATION: _("Turning"),
        Direction.MIXED: _("Bending and arching"),
        Direction.NEUTRAL: _("Back stays level"),
    },
    Position: {
        Position.STANDING: _("Standing"),
        Position.CHAIR: _("On a chair"),
        Position.BED: _("Lying on a bed"),
        Position.ALL_FOURS: _("On all fours"),
        Position.KNEELING: _("Kneeling"),
        Position.SITTING: _("Sitting on the floor"),
        Position.FACE_UP: _("Lying on your back"),
        Position.FACE_DOWN: _("Lying face down"),
    },
    Condition: {
        Condition.FLEXION_SENSITIVE: _(
            "A disc problem or sciatica that bending forward makes worse"
        ),
        Condition.EXTENSION_SENSITIVE: _(
            "A disc problem or sciatica that arching back makes worse"
        ),
        Condition.STENOSIS: _("Spinal stenosis, or a vertebra that slipped"),
        Condition.OSTEOPOROSIS: _("Osteoporosis, or a bone that broke too easily"),
        Condition.PREGNANT: _("Pregnant"),
        Condition.AFTER_BIRTH: _(
            "A birth in the last 12 weeks, surgery of the belly lately, or a hernia there"
        ),
        Condition.HIGH_BLOOD_PRESSURE: _("High blood pressure that is not under control"),
        Condition.GLAUCOMA: _("Glaucoma, or a problem with the retina"),
        Condition.KNEE: _("A knee that kneeling or bending hurts"),
        Condition.WRIST: _("A wrist that leaning on it hurts, or carpal tunnel"),
        Condition.SHOULDER: _("A shoulder that reaching or leaning hurts"),
        Condition.NECK: _("A neck problem"),
        Condition.NO_FLOOR: _("Getting down to the floor, or up again, is not possible for me"),
        Condition.INFLAMMATORY: _("Inflammatory back disease, or very loose joints"),
        Condition.DIZZINESS: _("Dizziness on lying down or getting up"),
        Condition.HIP_REPLACEMENT: _("A hip replacement"),
    },
    Area: {
        Area.NECK: _("neck"),
        Area.UPPER_BACK: _("upper back"),
        Area.MID_BACK: _("mid back"),
        Area.LOWER_BACK: _("lower back"),
        Area.HIPS: _("hips"),
        Area.HAMSTRINGS: _("hamstrings"),
        Area.CORE: _("core"),
        Area.GLUTES: _("buttocks"),
    },
    Equipment: {
        Equipment.MAT: _("mat"),
        Equipment.BED: _("firm bed"),
        Equipment.CUSHION: _("cushion"),
        Equipment.CHAIR: _("chair"),
        Equipment.STRAP: _("strap or towel"),
        Equipment.TABLE: _("table"),
        Equipment.WORKTOP: _("worktop"),
        Equipment.WALL: _("wall"),
        Equipment.BICYCLE: _("bicycle"),
    },
    Sides: {
        Sides.NONE: _("both sides together"),
        Sides.LEFT_RIGHT: _("each side"),
        Sides.BOTH_WAYS: _("each way"),
    },
    CountedIn: {
        CountedIn.REPS: _("times"),
        CountedIn.BREATHS: _("breaths"),
        CountedIn.ROUNDS: _("rounds"),
    },
    BodyPlace: {
        BodyPlace.NECK: _("Neck"),
        BodyPlace.UPPER_BACK: _("Upper back"),
        BodyPlace.MID_BACK: _("Mid back"),
        BodyPlace.LOWER_BACK: _("Lower back"),
        BodyPlace.LEFT_BUTTOCK: _("Left buttock"),
        BodyPlace.RIGHT_BUTTOCK: _("Right buttock"),
        BodyPlace.LEFT_HIP: _("Left hip"),
        BodyPlace.RIGHT_HIP: _("Right hip"),
        BodyPlace.LEFT_THIGH: _("Left thigh"),
        BodyPlace.RIGHT_THIGH: _("Right thigh"),
        BodyPlace.LEFT_KNEE: _("Left knee"),
        BodyPlace.RIGHT_KNEE: _("Right knee"),
        BodyPlace.LEFT_CALF: _("Left calf or shin"),
        BodyPlace.RIGHT_CALF: _("Right calf or shin"),
        BodyPlace.LEFT_FOOT: _("Left foot or toes"),
        BodyPlace.RIGHT_FOOT: _("Right foot or toes"),
        BodyPlace.LEFT_ARM: _("Left arm"),
        BodyPlace.RIGHT_ARM: _("Right arm"),
        BodyPlace.BUTTOCK: _("Buttock"),
        BodyPlace.THIGH: _("Thigh"),
        BodyPlace.BELOW_KNEE: _("Below the knee"),
        BodyPlace.FOOT: _("Foot or toes"),
    },
    Gate: {
        Gate.EMERGENCY: _("Get help now"),
        Gate.URGENT: _("Have this checked soon"),
        Gate.LOCKED: _("Your plan is paused"),
        Gate.STOP_SEE: _("No exercises today"),
        Gate.RESCREEN: _("A few questions first"),
        Gate.EASE: _("A gentle version today"),
        Gate.MOBILITY_ONLY: _("Gentle mobility today"),
        Gate.LIGHT: _("A gentle version today"),
        Gate.NO_STRENGTH: _("Without strength today"),
        Gate.RUN: _("Ready to start"),
    },
    Status: {
        Status.DONE: _("Done"),
        Status.PARTIAL: _("Partly"),
        Status.SKIPPED: _("Not today"),
    },
    StopReason: {
        StopReason.PAIN: _("It hurt"),
        StopReason.TIME: _("No time"),
        StopReason.TOO_HARD: _("Too hard"),
        StopReason.EQUIPMENT: _("Something was missing"),
        StopReason.OTHER: _("Something else"),
    },
    SwapReason: {
        SwapReason.UNSUITED: _("It does not suit me today"),
        SwapReason.HURTS: _("It hurts"),
        SwapReason.EQUIPMENT: _("I do not have what it needs"),
        SwapReason.POSITION: _("I cannot get into the position"),
    },
    Quality: {
        Quality.NONE: _("Nothing"),
        Quality.STRETCH: _("Just a stretch"),
        Quality.ACHE: _("An ache"),
        Quality.SORE: _("Stiff or sore"),
        Quality.SHARP: _("Sharp or shooting"),
    },
    Spread: {
        Spread.NONE: _("Not in the leg, or it stayed where it was"),
        Spread.CLOSER: _("It drew closer to the spine"),
        Spread.FURTHER: _("It went further down the leg"),
    },
    Neuro: {
        Neuro.NONE: _("No tingling or numbness"),
        Neuro.POSITIONAL: _("Tingling that cleared within two minutes of moving"),
        Neuro.PERSISTENT: _("Tingling or numbness that stays"),
    },
    Effort: {
        Effort.EASY: _("Easy"),
        Effort.OK: _("About right"),
        Effort.HARD: _("Hard"),
    },
    MorningWord: {
        MorningWord.BETTER: _("Better than usual"),
        MorningWord.SAME: _("No worse than usual"),
        MorningWord.WORSE: _("Worse than usual"),
    },
    Verdict: {
        Verdict.EMERGENCY: _("paused until checked"),
        Verdict.URGENT: _("paused until checked"),
        Verdict.STOP_SEE: _("paused until checked"),
        Verdict.SWAP: _("something different"),
        Verdict.REGRESS: _("a little easier"),
        Verdict.HOLD: _("the same"),
        Verdict.PROGRESS: _("a little more"),
        Verdict.MAINTAIN: _("the same"),
    },
    ChoiceKind: {
        ChoiceKind.HOLD: _("Keep the dose as it was"),
        ChoiceKind.EASE: _("Make it a little easier"),
        ChoiceKind.RAISE: _("Make it a little harder"),
        ChoiceKind.UNDO: _("Take my choice back"),
    },
    Caution: {
        Caution.SPINE_SURGERY_OR_FRACTURE: _(
            "Surgery on the spine, or a fracture, in the last 12 weeks"
        ),
        Caution.SURGERY: _("Any other surgery in the last 6 weeks"),
        Caution.TOLD_TO_REST: _("A professional told me to take it easy, or not to exercise"),
        Caution.UNDER_16: _("I am under 16"),
    },
    Flag: {
        Flag.SADDLE_NUMBNESS: _(
            "Numbness or odd feeling between your legs, around your genitals or back passage"
        ),
        Flag.BLADDER_BOWEL_CHANGE: _("Trouble starting, holding or feeling your pee or poo"),
        Flag.NEW_SEXUAL_DYSFUNCTION: _("A loss of sexual feeling, or trouble with erections"),
        Flag.BOTH_LEGS_NEURO: _(
            "Shooting or nerve-like pain, tingling, numbness or weakness down both legs,"
            " not ordinary muscle soreness"
        ),
        Flag.SUDDEN_LEG_WEAKNESS: _("A leg that suddenly became weak or gives way"),
        Flag.CHEST_PAIN: _("Chest pain"),
        Flag.SERIOUS_ACCIDENT: _("Back pain since a serious accident, such as a car crash"),
        Flag.FEVER_UNWELL: _("Back pain with a high temperature, or feeling ill with it"),
        Flag.WEIGHT_LOSS: _("Losing weight without trying"),
        Flag.LUMP_OR_SHAPE_CHANGE: _("A lump or swelling on your back, or a change in its shape"),
        Flag.NO_RELIEF_REST_OR_WORSE_NIGHT: _("Back pain that wakes you and eases in no position"),
        Flag.WORSE_COUGH_SNEEZE_POO: _("Sharp back pain when you cough, sneeze or strain"),
        Flag.UPPER_BACK_BETWEEN_SHOULDERS: _(
            "Pain between your shoulder blades that is not stiffness"
        ),
        Flag.NEW_WEAKNESS_ONE_LEG: _("One leg or foot that has become weaker"),
        Flag.CANCER_HISTORY_NEW_PAIN: _("Back pain, and you have or have had cancer"),
        Flag.STEROID_OR_OSTEOPOROSIS_SUDDEN_PAIN: _(
            "Sudden pain after a small fall or lift, with osteoporosis, long-term steroids"
            " or age 70 or over"
        ),
        Flag.IMMUNE_OR_INJECTED_DRUGS_NEW_PAIN: _(
            "Back pain with a weakened immune system, or after injecting drugs"
        ),
    },
    ClearedAs: {
        ClearedAs.PROFESSIONAL: _("A professional has checked it"),
        ClearedAs.MISTAKE: _("I tapped this by mistake"),
        ClearedAs.CORRECTED: _("The entry that paused it was corrected"),
    },
}


def label_of(word: StrEnum) -> Promise:
    """What pages call a word, translated when it is shown.

    Raises KeyError for a word that no page shows, such as an action of the rules.
    """
    return LABELS[type(word)][word]


def choices_of(words: Iterable[StrEnum]) -> list[tuple[str, Promise]]:
    """The words with their labels, in their order, as the choices of a field.

    The values are plain strings, so that a migration holds no name of this code.
    """
    return [(word.value, label_of(word)) for word in words]
