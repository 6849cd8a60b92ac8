"""The red-flag questions in words (PROGRESSION 2, Flags)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

EMERGENCY = [
    (
        "saddle_numbness",
        _("Numbness or odd feeling between your legs, around your genitals or back passage"),
    ),
    ("bladder_bowel_change", _("Trouble starting, holding or feeling your pee or poo")),
    ("new_sexual_dysfunction", _("A loss of sexual feeling, or trouble with erections")),
    (
        "both_legs_neuro",
        _(
            "Shooting or nerve-like pain, tingling, numbness or weakness down both legs,"
            " not ordinary muscle soreness"
        ),
    ),
    ("sudden_leg_weakness", _("A leg that suddenly became weak or gives way")),
    ("chest_pain", _("Chest pain")),
    ("serious_accident", _("Back pain since a serious accident, such as a car crash")),
]

URGENT = [
    ("fever_unwell", _("Back pain with a high temperature, or feeling ill with it")),
    ("weight_loss", _("Losing weight without trying")),
    ("lump_or_shape_change", _("A lump or swelling on your back, or a change in its shape")),
    (
        "no_relief_rest_or_worse_night",
        _("Back pain that wakes you and eases in no position"),
    ),
    ("worse_cough_sneeze_poo", _("Sharp back pain when you cough, sneeze or strain")),
    (
        "upper_back_between_shoulders",
        _("Pain between your shoulder blades that is not stiffness"),
    ),
    ("new_weakness_one_leg", _("One leg or foot that has become weaker")),
    ("cancer_history_new_pain", _("Back pain, and you have or have had cancer")),
    (
        "steroid_or_osteoporosis_sudden_pain",
        _(
            "Sudden pain after a small fall or lift, with osteoporosis, long-term steroids"
            " or age 70 or over"
        ),
    ),
    (
        "immune_or_injected_drugs_new_pain",
        _("Back pain with a weakened immune system, or after injecting drugs"),
    ),
]


def in_words(flags: Iterable[str]) -> list[str]:
    """What was ticked, as the questions say it."""
    words = dict([*EMERGENCY, *URGENT])
    return [str(words[flag]) for flag in flags if flag in words]
