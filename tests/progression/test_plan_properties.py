"""What holds on every log of a whole plan. `make test-long` tries twenty thousand of them."""

import json
import os
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from routines.progression.diary.events import events_of
from routines.progression.diary.file import print_diary, read_diary
from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    Discomfort,
    LockExplained,
    Morning,
    RedFlagsAnswered,
    StepDone,
)
from routines.progression.plan_level.ledger import ChoiceLine, DecisionLine
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.replay import Replay, replay
from routines.progression.plan_level.review import advice_at, review
from routines.progression.plan_level.state import PlanState, kept_from, state_from
from routines.progression.tools.review_table import rows_of, table_of
from routines.vocabulary import Verdict
from tests.progression.diaries import DIRECTIONS, STRENGTH, at, diary, session

LOGS = settings(max_examples=int(os.environ.get("PLAN_LOGS", "100")))
DAYS = 70

numbers = st.sampled_from([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8])


def often(usual, *others):
    """The usual value six times out of seven; drawn at once, because much is drawn."""
    return st.sampled_from([usual] * 6 * len(others) + list(others))


flags = often(frozenset(), frozenset({"chest_pain"}), frozenset({"weight_loss"}))

steps = st.builds(
    StepDone,
    exercise=st.sampled_from([*DIRECTIONS, "rolls"]),
    variant=st.just("any"),
    direction=st.sampled_from(["flexion", "extension", "neutral"]),
    dose=st.sampled_from([1, 1, 1, 2]),
    during=st.none() | numbers,
    status=often("done", "partial", "skipped"),
    fraction=often(1.0, 0.4, 0.0),
    stop_reason=often(None, "pain", "time", "too_hard"),
    quality=often("none", "stretch", "sharp"),
    spread=often("none", "closer", "further"),
    neuro=often("none", "positional", "persistent"),
    effort=often("ok", "easy", "hard"),
)
mornings = st.none() | st.builds(
    Morning,
    at=st.just(at(0)),
    word=often("same", "worse", "better", None),
    number=st.none() | numbers,
    spread_stays=often(False, True),
)


@st.composite
def sessions(draw):
    day = draw(st.integers(0, DAYS))
    done = draw(st.lists(steps, max_size=7, unique_by=lambda step: step.exercise))
    made = session(
        day,
        *done,
        pre=draw(numbers),
        after=draw(st.none() | numbers),
        hour=draw(st.sampled_from([18, 18, 18, 9])),
        morning=None,
        gate=draw(often("RUN", "LIGHT", "NO_STRENGTH", "MOBILITY_ONLY")),
        one_less=draw(often(False, True)),
        check_in_flags=draw(flags),
        flags=draw(flags),
    )
    morning = draw(mornings)
    later = timedelta(hours=draw(st.sampled_from([12, 12, 12, 60, 100])))
    return replace(made, morning=morning and replace(morning, at=made.closed_at + later))


moments = st.builds(at, st.integers(0, DAYS), st.sampled_from([7, 12, 21]))
others = st.one_of(
    st.builds(CheckedIn, at=moments, pre=numbers, flags=flags),
    st.builds(Discomfort, at=moments, number=numbers),
    st.builds(RedFlagsAnswered, at=moments, flags=flags),
    st.builds(
        LockExplained,
        at=moments,
        rule=often("", "E1", "T5"),
        how=st.sampled_from(["professional", "mistake"]),
    ),
    st.builds(
        ChoiceMade,
        at=moments,
        exercise=st.sampled_from([*DIRECTIONS]),
        choice=st.sampled_from(["hold", "ease", "raise", "undo"]),
    ),
)


@st.composite
def logs(draw):
    done = draw(st.lists(sessions(), max_size=20, unique_by=lambda session: session.id))
    return diary(*done, *draw(st.lists(others, max_size=8)), usual=draw(numbers))


def seen(replayed):
    """All that a replay says."""
    return kept_from(replayed.state), rows_of(replayed)


@LOGS
@given(logs())
def test_the_same_log_gives_the_same_ledger_with_a_reason_for_each_line(log):
    replayed = replay(log)
    assert seen(replayed) == seen(replay(log))
    assert all(row["reason"] for row in rows_of(replayed))
    assert table_of(rows_of(replayed))


@LOGS
@given(logs(), st.data())
def test_going_on_from_a_state_that_was_kept_is_the_same_as_from_the_first_day(log, data):
    events = events_of(log)
    cut = data.draw(st.integers(0, len(events)))
    first = Replay(log.ladders, PlanState(at_set_up=log.usual_morning))
    first.record(events[:cut])
    kept = state_from(json.loads(json.dumps(kept_from(first.state))))
    then = Replay(log.ladders, kept)
    then.record(events[cut:])
    whole = replay(log)
    assert then.state == whole.state
    assert kept_from(then.state) == kept_from(whole.state)
    by_key = {**first.ledger.by_key, **then.ledger.by_key}
    standing = {key: line for key, line in by_key.items() if key not in then.ledger.struck}
    assert standing == whole.ledger.by_key


@LOGS
@given(logs())
def test_a_log_printed_and_read_is_the_same_log(log):
    assert read_diary(print_diary(log)) == log


@LOGS
@given(logs())
def test_no_more_than_two_strength_exercises_step_up_in_seven_days(log):
    lines = replay(log).ledger.lines
    if any(isinstance(line, ChoiceLine) and line.choice == "raise" for line in lines):
        return
    ups = [
        (line.at.date(), line.exercise)
        for line in lines
        if isinstance(line, DecisionLine)
        and line.decision.verdict == Verdict.PROGRESS
        and line.exercise in STRENGTH
    ]
    for day, _ in ups:
        near = {name for other, name in ups if 0 <= (day - other).days < 7}
        assert len(near) <= 2


@LOGS
@given(logs())
def test_while_a_red_flag_pauses_the_plan_every_decision_stops(log):
    replayed = Replay(log.ladders, PlanState(at_set_up=log.usual_morning))
    for event in events_of(log):
        was_paused = bool(replayed.state.flags)
        known = set(replayed.ledger.by_key)
        replayed.record([event])
        if was_paused and replayed.state.flags:
            for key in set(replayed.ledger.by_key) - known:
                line = replayed.ledger.by_key[key]
                if isinstance(line, DecisionLine):
                    assert line.decision.action == "stop"


@LOGS
@given(logs(), numbers, flags)
def test_a_review_of_any_day_gives_a_gate_and_a_place_for_every_exercise(log, pre, said):
    check_in = CheckedIn(at=at(DAYS + 30), pre=pre, flags=said)
    found = review(replay(log), check_in)
    assert found.gate.rules
    assert {stand.exercise for stand in found.stands} == {added.exercise for added in log.begun}
    ladders = {ladder.exercise: ladder for ladder in log.ladders}
    for stand in found.stands:
        assert stand.place.step < ladders[stand.exercise].variants[stand.place.variant].doses
    if said & frozenset({"chest_pain"}):
        assert found.gate.result == "EMERGENCY"


def test_a_state_says_what_a_review_says():
    log = diary(session(0), usual=2)
    replayed = replay(log)
    check_in = CheckedIn(at=at(3), pre=4)
    replayed.record([check_in])
    assert review(replay(log), check_in).gate == gate_at(replayed.state, check_in)
    assert review(replay(log), check_in).advice == advice_at(replayed.state, at(3).date())
