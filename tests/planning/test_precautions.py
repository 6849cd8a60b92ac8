"""What a person's conditions leave of an exercise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.planning import Precaution, doses_allowed

HOLDS = (5, 10, 20, 30)
ONLY_SPHINX = Precaution(allow=frozenset({"sphinx"}))
LEFT_OUT = Precaution(allow=frozenset())
SHORT = Precaution(longest_hold_seconds=10)


@pytest.mark.parametrize(
    ("shows", "only_for", "precautions", "conditions", "doses"),
    [
        ("no condition, every dose", (), {"wrist": LEFT_OUT}, (), 4),
        ("a condition that changes nothing", (), {}, ("wrist",), 4),
        ("left out", (), {"wrist": LEFT_OUT}, ("wrist",), 0),
        ("allowed by name", (), {"wrist": ONLY_SPHINX}, ("wrist",), 4),
        ("not allowed by name", (), {"wrist": Precaution(frozenset({"other"}))}, ("wrist",), 0),
        ("held no longer than ten", (), {"wrist": SHORT}, ("wrist",), 2),
        ("the strictest of two", (), {"wrist": ONLY_SPHINX, "neck": LEFT_OUT},
         ("wrist", "neck"), 0),
        ("the shortest hold of two", (), {"wrist": SHORT, "neck": Precaution(None, 5)},
         ("wrist", "neck"), 1),
        ("all holds too long", (), {"wrist": Precaution(None, 3)}, ("wrist",), 0),
        ("beside the ladder, not for this person", ("no_floor",), {}, ("wrist",), 0),
        ("beside the ladder, for this person", ("no_floor",), {}, ("no_floor", "wrist"), 4),
        ("beside the ladder, but another condition forbids it", ("no_floor",),
         {"wrist": LEFT_OUT}, ("no_floor", "wrist"), 0),
    ],
)  # fmt: skip
def test_a_variant_and_its_doses(shows, only_for, precautions, conditions, doses):
    allowed = doses_allowed(
        "sphinx", HOLDS, only_for=only_for, precautions=precautions, conditions=conditions
    )
    assert allowed == doses


names = st.sampled_from(["wrist", "neck", "knee"])
precautions = st.dictionaries(
    names,
    st.builds(
        Precaution,
        st.none() | st.frozensets(st.sampled_from(["sphinx", "cobra"])),
        st.none() | st.integers(1, 40),
    ),
)


@given(precautions, st.frozensets(names), names)
def test_one_more_condition_never_allows_more(rows, conditions, another):
    def doses(held):
        return doses_allowed("sphinx", HOLDS, only_for=(), precautions=rows, conditions=held)

    assert doses(conditions | {another}) <= doses(conditions)
