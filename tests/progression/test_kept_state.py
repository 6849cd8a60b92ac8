"""The state that is kept between two answers, as a row holds it."""

import json
from datetime import UTC, datetime

from routines.progression.diary.values import SessionDone
from routines.progression.plan_level.state import (
    VERSION,
    PlanState,
    kept_from,
    state_from,
    through_of,
)
from routines.progression.strict_json import to_plain
from routines.vocabulary import Flag

MOMENT = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)


def row_of(state):
    return json.loads(json.dumps(kept_from(state)))


def test_a_state_comes_back_as_it_was_kept():
    state = PlanState(at_set_up=2, flags=frozenset({Flag.CHEST_PAIN}), through=(MOMENT, 4, ""))
    assert state_from(row_of(state)) == state


def test_a_state_of_another_shape_is_none():
    assert state_from({**row_of(PlanState()), "version": VERSION + 1}) is None
    assert state_from({"at_set_up": 2, "standings": {}}) is None


def test_how_far_it_went_is_read_in_any_shape():
    assert through_of({"through": ["2026-05-04T18:30:00+00:00", 4, "cobra"]}) == (
        MOMENT,
        4,
        "cobra",
    )
    assert through_of({"at_set_up": 2, "through": None}) is None
    assert through_of({}) is None


def test_flags_are_printed_in_the_order_of_their_names():
    session = SessionDone(
        id="1",
        started_at=MOMENT,
        closed_at=MOMENT,
        flags=frozenset({Flag.WEIGHT_LOSS, Flag.CHEST_PAIN}),
    )
    assert to_plain(session)["flags"] == ["chest_pain", "weight_loss"]
