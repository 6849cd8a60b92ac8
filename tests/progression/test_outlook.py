"""What next: how many more quiet sessions until an exercise moves up."""

from routines.progression.diary import Begun, Screened
from routines.progression.outlook import outlook
from routines.progression.plain import to_plain
from routines.progression.replay import replay
from tests.progression.diaries import LADDERS, all_done, at, diary, felt, session


def ahead(*events, day, **fields):
    told = replay(diary(*events, **fields))
    before = to_plain(told.state)
    found = outlook(LADDERS, told.state, at(day))
    assert to_plain(told.state) == before
    return {name: (one.sessions, one.verdict) for name, one in found.items()}


def test_two_good_sessions_from_the_start():
    assert ahead(day=0)["cobra"] == (2, "PROGRESS")


def test_one_more_after_a_good_one():
    assert ahead(session(0, felt("cobra")), day=3)["cobra"] == (1, "PROGRESS")


def test_two_more_after_a_red_one():
    assert ahead(session(0, felt("cobra", 6)), day=3)["cobra"] == (2, "PROGRESS")


def test_a_step_up_waits_for_its_week():
    quiet = session(0, felt("cobra")), session(3, felt("cobra"))
    assert ahead(*quiet, day=5)["cobra"] == (2, "PROGRESS")


def test_at_the_goal_it_stays():
    rungs = {"begun": tuple(one_at_the_top(name) for name in ("cobra", "fold"))}
    assert ahead(all_done(0), day=3, **rungs)["cobra"] == (1, "MAINTAIN")


def one_at_the_top(name):
    return Begun(at(-1), name, f"{name}-hard", 2)


def test_what_rests_or_is_paused_has_no_outlook():
    spread = all_done(0, felt("cobra", 2, spread="further"))
    assert ahead(spread, day=2)["superman"] == (6, None)
    flagged = Screened(at(1), frozenset({"chest_pain"}))
    assert ahead(all_done(0), flagged, day=2)["fold"] == (6, None)


def test_a_gentle_move_has_none():
    assert "rolls" not in ahead(day=0)
