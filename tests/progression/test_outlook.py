"""What next: how many more quiet sessions until an exercise moves up."""

from routines.progression.diary.values import (
    Discomfort,
    ExerciseAdded,
    LockExplained,
    RedFlagsAnswered,
)
from routines.progression.plan_level.outlook import outlook
from routines.progression.plan_level.state import kept_from
from tests.progression.diaries import LADDERS, all_done, at, felt, replayed, session


def ahead(*events, day, **fields):
    ledger = replayed(*events, **fields)
    before = kept_from(ledger.state)
    outlooks = outlook(LADDERS, ledger.state, at(day))
    assert kept_from(ledger.state) == before
    return {name: (ahead.sessions, ahead.verdict) for name, ahead in outlooks.items()}


def test_two_good_sessions_from_the_start():
    assert ahead(day=0)["cobra"] == (2, "PROGRESS")


def test_one_more_after_a_good_one():
    assert ahead(session(0, felt("cobra")), day=3)["cobra"] == (1, "PROGRESS")


def test_two_more_after_a_red_one():
    assert ahead(all_done(0, felt("cobra", 6)), day=3)["cobra"] == (2, "PROGRESS")


def test_a_step_up_waits_for_its_week():
    quiet = session(0, felt("cobra")), session(3, felt("cobra"))
    assert ahead(*quiet, day=5)["cobra"] == (2, "PROGRESS")


def test_at_the_goal_it_stays():
    rungs = {"begun": tuple(one_at_the_top(name) for name in ("cobra", "fold"))}
    assert ahead(all_done(0), day=3, **rungs)["cobra"] == (1, "MAINTAIN")


def one_at_the_top(name):
    return ExerciseAdded(at=at(-1), exercise=name, variant=f"{name}-hard", step=2)


def test_what_is_paused_has_no_outlook():
    flagged = RedFlagsAnswered(at=at(1), flags=frozenset({"chest_pain"}))
    assert ahead(all_done(0), flagged, day=2)["fold"] == (6, None)


def test_after_a_rest_the_fifth_session_may_be_the_one():
    spread = all_done(0, felt("cobra", 2, spread="further"))
    assert ahead(spread, day=7)["cobra"] == (5, "PROGRESS")


def test_after_a_gap_two_sessions_at_the_eased_dose_are_asked_for():
    assert ahead(session(0, felt("cobra")), day=16)["cobra"] == (2, "PROGRESS")


def test_what_opening_the_first_of_them_decides_is_not_yet_its_own():
    chest = session(3, felt("cobra"), flags=frozenset({"chest_pain"}))
    over = LockExplained(at=at(5)), RedFlagsAnswered(at=at(5, 19))
    assert ahead(session(0, felt("cobra")), chest, *over, day=7)["cobra"] == (2, "PROGRESS")


def test_a_quiet_session_is_at_the_usual():
    rising = session(0, felt("cobra", 1, effort="hard")), session(3, felt("cobra", 2))
    assert ahead(*rising, day=6, usual=1)["cobra"] == (1, "PROGRESS")
    assert ahead(*rising, day=6, usual=3)["cobra"] == (2, "PROGRESS")


def test_a_lighter_session_comes_first_and_does_not_count():
    half_red = session(0, felt("cobra", 6), felt("superman", 6), felt("fold"), felt("bridge"))
    found = ahead(half_red, day=3)
    assert (found["fold"], found["cobra"]) == ((2, "PROGRESS"), (3, "PROGRESS"))


def test_neither_does_the_one_after_a_raised_morning_that_nothing_explains():
    raised = session(3, felt("fold"), morning="worse", number=3)
    found = ahead(session(0, felt("cobra")), raised, day=6)
    assert (found["cobra"], found["fold"]) == ((2, "PROGRESS"), (3, "PROGRESS"))


def test_nor_does_one_in_a_lighter_week():
    quiet = session(0, felt("bridge")), session(3, felt("fold")), session(7, felt("bridge"))
    worse = Discomfort(at=at(8), number=9), Discomfort(at=at(9), number=9)
    found = ahead(*quiet, *worse, day=14)
    assert (found["fold"], found["cobra"]) == ((3, "PROGRESS"), (4, "PROGRESS"))


def test_a_gentle_move_has_none():
    assert "rolls" not in ahead(day=0)


def test_one_exercise_alone_has_the_same_as_among_all():
    state = replayed(all_done(0, felt("cobra", 6), felt("fold"))).state
    whole = outlook(LADDERS, state, at(3))
    assert whole
    for ladder in LADDERS:
        alone = outlook(LADDERS, state, at(3), only=ladder.exercise)
        assert alone == {name: whole[name] for name in (ladder.exercise,) if name in whole}
