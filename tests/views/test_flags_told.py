"""Which red flags a form was sent with, however the rest of it is filled in."""

import pytest
from django.http import QueryDict

from routines.forms import flags
from routines.vocabulary import Flag


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("", []),
        ("pre=9", []),
        ("flags=chest_pain", [Flag.CHEST_PAIN]),
        ("emergency=none&urgent=fever_unwell", [Flag.FEVER_UNWELL]),
        ("urgent=weight_loss&urgent=weight_loss", [Flag.WEIGHT_LOSS]),
        ("flags=nonsense&flags=chest_pain&pre=eleven", [Flag.CHEST_PAIN]),
        ("chest_pain=on&version=x", [Flag.CHEST_PAIN]),
        ("urgent=fever_unwell&emergency=chest_pain", [Flag.CHEST_PAIN, Flag.FEVER_UNWELL]),
    ],
)
def test_a_red_flag_is_found_whatever_else_was_sent(sent, told):
    assert flags.told_in(QueryDict(sent)) == told
