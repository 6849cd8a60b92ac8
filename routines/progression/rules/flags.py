"""Red flags: which answers mean "get help now" and which "have it checked soon".

The words a person reads for each belong to the app; the ids are the contract.
Source: PROGRESSION 2 (public health advice; EVIDENCE 4.1).
"""

from __future__ import annotations

EMERGENCY_FLAGS = frozenset(
    {
        "saddle_numbness",
        "bladder_bowel_change",
        "new_sexual_dysfunction",
        "both_legs_neuro",
        "chest_pain",
        "serious_accident",
        "sudden_leg_weakness",
    }
)

URGENT_FLAGS = frozenset(
    {
        "fever_unwell",
        "weight_loss",
        "lump_or_shape_change",
        "no_relief_rest_or_worse_night",
        "worse_cough_sneeze_poo",
        "upper_back_between_shoulders",
        "new_weakness_one_leg",
        "cancer_history_new_pain",
        "steroid_or_osteoporosis_sudden_pain",
        "immune_or_injected_drugs_new_pain",
    }
)
