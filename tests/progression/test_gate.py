"""Every row of the gate (docs/rules.md, Before a session)."""

import pytest

from routines.progression import GateContext, gate, restrictions
from routines.vocabulary import Gate

TABLE = [
    ("nothing in the way", {}, "RUN", ["D1"]),
    ("first session ever", {"days_since_last_session": None, "days_since_strength": None},
     "RUN", ["D1"]),
    ("an emergency flag before everything", {"flags": frozenset({"chest_pain"}), "pre": 9,
     "locked": True}, "EMERGENCY", ["E1", "L1", "T3"]),
    ("an urgent flag", {"flags": frozenset({"weight_loss"})}, "URGENT", ["U1"]),
    ("both kinds of flag", {"flags": frozenset({"weight_loss", "chest_pain"})},
     "EMERGENCY", ["E1", "U1"]),
    ("locked", {"locked": True}, "LOCKED", ["L1"]),
    ("8 now", {"pre": 8}, "STOP_SEE", ["T3"]),
    ("10 now after a long gap", {"pre": 10, "days_since_last_session": 30,
     "days_since_strength": 30}, "STOP_SEE", ["T3", "G3"]),
    ("27 days are no long gap", {"days_since_last_session": 27}, "RUN", ["D1"]),
    ("28 days", {"days_since_last_session": 28}, "RESCREEN", ["G3"]),
    ("28 days, screened since", {"days_since_last_session": 28, "screened_since": True},
     "RUN", ["D1"]),
    ("7 now", {"pre": 7, "usual_morning": 7}, "EASE", ["D3"]),
    ("6 now on the day after strength", {"pre": 6, "days_since_strength": 1},
     "EASE", ["D3", "D5"]),
    ("trained today, with strength", {"days_since_last_session": 0, "days_since_strength": 0},
     "MOBILITY_ONLY", ["D4", "D5"]),
    ("5 now and 3 usual", {"pre": 5, "usual_morning": 3}, "LIGHT", ["D2"]),
    ("5 now and 4 usual", {"pre": 5, "usual_morning": 4}, "RUN", ["D1"]),
    ("3 now and 0 usual", {"pre": 3}, "RUN", ["D1"]),
    ("sorer than usual on the second session of the day",
     {"pre": 4, "days_since_last_session": 0, "days_since_strength": 4},
     "MOBILITY_ONLY", ["D4", "D2"]),
    ("strength paused", {"strength_locked": True}, "NO_STRENGTH", ["T5"]),
    ("strength today", {"days_since_strength": 0}, "NO_STRENGTH", ["D5"]),
    ("strength the day before yesterday", {"days_since_strength": 2}, "RUN", ["D1"]),
    ("strength paused and yesterday", {"strength_locked": True, "days_since_strength": 1},
     "NO_STRENGTH", ["T5", "D5"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "result", "rules"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_first_row_that_matches_names_the_gate(fields, result, rules):
    answer = gate(GateContext(**fields))
    assert (answer.result, list(answer.rules)) == (result, rules)


def test_the_restrictions_of_every_further_row_apply_too():
    answer = gate(GateContext(pre=4, usual_morning=1, days_since_strength=1))
    assert restrictions(answer.rules) == {Gate.LIGHT, Gate.NO_STRENGTH}


def test_a_session_that_may_run_has_no_restrictions():
    assert restrictions(("D1",)) == frozenset()


def test_the_reason_carries_its_numbers():
    answer = gate(GateContext(pre=5, usual_morning=2, days_since_last_session=40))
    assert dict(answer.reason.numbers) == {"pre": 5, "usual": 2, "days": 40}
