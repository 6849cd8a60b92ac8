"""The whole plan (docs/rules.md, The whole plan), and what is derived from a log."""

from datetime import date

import pytest
from msgspec.structs import replace

from routines.progression import LadderPlace, Message
from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    Diary,
    Discomfort,
    ExerciseAdded,
    GoalChosen,
    LadderVariant,
    LockExplained,
    RedFlagsAnswered,
    UsualMorningSet,
)
from routines.progression.plan_level.choices import choices_for
from routines.progression.plan_level.ledger import ChoiceLine, DecisionLine, PlanLine
from routines.progression.plan_level.replay import replay
from routines.progression.plan_level.review import review
from routines.progression.plan_level.state import ExerciseState
from tests.progression.diaries import (
    DIRECTIONS,
    LADDERS,
    all_done,
    at,
    felt,
    replayed,
    session,
)


def decided(ledger_of, exercise, day):
    """The verdict and rules of an exercise after the session of a day."""
    for line in ledger_of.ledger.lines:
        is_it = isinstance(line, DecisionLine) and line.exercise == exercise
        if is_it and line.session.startswith(f"{day}@"):
            return str(line.decision.verdict), line.decision.rules
    return None


def plan_lines(ledger_of):
    return [line.rule for line in ledger_of.ledger.lines if isinstance(line, PlanLine)]


def line_of(ledger_of, rule):
    [line] = [line for line in ledger_of.ledger.lines if getattr(line, "rule", None) == rule]
    return line


def gate_on(day, *events, pre=1, **fields):
    return review(replayed(*events), CheckedIn(at=at(day), pre=pre, **fields)).gate


class TestWhenADecisionIsMade:
    def test_when_its_morning_answer_is_in(self):
        ledger = replayed(session(0, felt("cobra")))
        [line] = ledger.ledger.lines
        assert line.at == at(1, 8)
        assert decided(ledger, "cobra", 0) == ("HOLD", ("H8",))

    def test_else_when_the_next_session_is_opened(self):
        opened = CheckedIn(at=at(3), pre=1)
        assert decided(replayed(session(0, felt("cobra"), morning=None)), "cobra", 0) is None
        late = replayed(session(0, felt("cobra"), morning=None), opened)
        assert decided(late, "cobra", 0) == ("HOLD", ("H3", "H8"))

    def test_two_clean_sessions_go_up_one_step(self):
        ledger = replayed(session(0, felt("cobra")), session(3, felt("cobra")))
        assert decided(ledger, "cobra", 3) == ("PROGRESS", ("P1",))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=2)

    def test_a_step_up_is_followed_by_a_week_of_the_same(self):
        days = (0, 2, 4, 7)
        ledger = replayed(*(session(day, felt("cobra")) for day in days))
        assert [decided(ledger, "cobra", day)[0] for day in days] == [
            "HOLD", "PROGRESS", "HOLD", "HOLD",
        ]  # fmt: skip

    def test_a_morning_counts_up_to_96_hours_later(self):
        last = session(0, felt("cobra"), answered={"at": at(4)})
        assert decided(replayed(last), "cobra", 0) == ("HOLD", ("H8",))

    def test_not_one_after_them(self):
        late = session(0, felt("cobra"), answered={"at": at(4, 19)})
        assert decided(replayed(late, CheckedIn(at=at(5), pre=1)), "cobra", 0)[1][0] == "H3"

    def test_nor_one_after_the_next_session_has_begun(self):
        first = session(0, felt("cobra"), answered={"at": at(2, 20)})
        ledger = replayed(
            first, session(2, felt("bridge"), morning=None), CheckedIn(at=at(5), pre=1)
        )
        assert decided(ledger, "cobra", 0)[1][0] == "H3"

    def test_nor_one_while_the_next_session_is_running(self):
        first = session(0, felt("cobra"), answered={"at": at(2, 18.1)})
        running = session(2, felt("bridge"), morning=None)
        assert decided(replayed(first, running), "cobra", 0)[1][0] == "H3"

    def test_nor_one_at_the_moment_the_next_session_begins(self):
        first = session(0, felt("cobra"), answered={"at": at(2)})
        ledger = replayed(first, session(2, felt("bridge"), morning=None))
        assert decided(ledger, "cobra", 0)[1][0] == "H3"

    def test_a_higher_next_start_holds_where_the_morning_is_missing(self):
        ledger = replayed(session(0, felt("cobra"), morning=None), CheckedIn(at=at(3), pre=3))
        assert decided(ledger, "cobra", 0)[1][0] == "H2"

    def test_a_gap_known_when_the_next_session_is_opened_decides_anew(self):
        quiet = session(0, felt("cobra")), session(3, felt("cobra"))
        ledger = replayed(*quiet, CheckedIn(at=at(23), pre=1))
        assert decided(ledger, "cobra", 3) == ("REGRESS", ("G2",))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=0)

    def test_eight_days_are_a_gap(self):
        quiet = session(0, felt("cobra")), session(3, felt("cobra"))
        assert decided(replayed(*quiet, CheckedIn(at=at(11), pre=1)), "cobra", 3) == (
            "HOLD",
            ("G1",),
        )

    def test_a_gap_decides_anew_as_a_session_is_opened_and_not_the_morning_after(self):
        opened = session(10, felt("bridge"), pre=3)
        ledger = replayed(session(0, felt("cobra"), morning=None), opened)
        line = ledger.ledger.by_key["decision", "0@18", "cobra"]
        assert (line.at, line.decision.rules) == (at(10), ("G1", "H2", "H3", "H8"))

    def test_a_gap_counts_from_the_last_training_not_from_what_was_left_out(self):
        left_out = felt("cobra", status="skipped", fraction=0.0, stop_reason="time")
        away = session(6, left_out, morning=None)
        ledger = replayed(session(0, felt("cobra")), away, CheckedIn(at=at(14), pre=1))
        assert decided(ledger, "cobra", 6) == ("REGRESS", ("G2",))
        first = session(20, replace(left_out, exercise="fold", variant="fold-middle"))
        assert decided(replayed(session(0, felt("cobra")), first), "fold", 20) == (
            "REGRESS",
            ("G2",),
        )

    def test_after_a_gap_was_eased_training_counts_again(self):
        back = [session(day, felt("cobra")) for day in (20, 24, 28)]
        ledger = replayed(session(0, felt("cobra")), *back, CheckedIn(at=at(30), pre=1))
        assert decided(ledger, "cobra", 0) == ("REGRESS", ("G2",))
        assert decided(ledger, "cobra", 28)[0] == "PROGRESS"

    def test_a_decision_made_again_counts_its_days_from_when_it_was_first_made(self):
        up = session(0, felt("cobra")), session(3, felt("cobra"))
        step = replace(felt("cobra"), dose=12)
        late = session(7, step, answered={"at": at(11, 8)})
        ledger = replayed(*up, session(5, step), late, CheckedIn(at=at(9), pre=1))
        assert decided(ledger, "cobra", 7) == ("HOLD", ("H8",))
        assert ledger.state.exercises["cobra"].stepped_up_on == at(4).date()

    def test_the_longest_gap_since_an_exercise_was_done_counts_for_it(self):
        ledger = replayed(
            session(0, felt("cobra"), felt("bridge")),
            session(20, felt("bridge")),
            CheckedIn(at=at(22), pre=1),
        )
        assert decided(ledger, "cobra", 0) == ("REGRESS", ("G2",))
        assert decided(ledger, "bridge", 20)[0] == "PROGRESS"

    def test_one_gap_is_eased_for_once(self):
        away = {"status": "skipped", "fraction": 0.0, "stop_reason": "time"}
        left_out = [session(day, felt("cobra", **away), morning=None) for day in (20, 22, 24)]
        ledger = replayed(session(0, felt("cobra")), *left_out, CheckedIn(at=at(26), pre=1))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=0)
        assert decided(ledger, "cobra", 0) == ("REGRESS", ("G2",))
        assert decided(ledger, "cobra", 22) == ("HOLD", ("H8n",))
        much_later = replayed(session(0, felt("cobra")), *left_out, CheckedIn(at=at(60), pre=1))
        assert decided(much_later, "cobra", 24) == ("REGRESS", ("G3",))

    def test_a_red_flag_at_the_check_in_stops_what_is_decided_there(self):
        opened = CheckedIn(at=at(3), pre=1, flags=frozenset({"chest_pain"}))
        ledger = replayed(session(0, felt("cobra"), morning=None), opened)
        assert decided(ledger, "cobra", 0) == ("EMERGENCY", ("E1",))

    def test_an_entry_names_the_sessions_it_rests_on(self):
        ledger = replayed(session(0, felt("cobra")), session(3, felt("cobra")))
        assert ledger.ledger.lines[-1].used == ("0@18", "3@18")


class TestABadMorning:
    BAD = {"morning": "worse", "number": 4}

    def test_is_put_down_to_what_was_at_four(self):
        ledger = replayed(all_done(0, felt("bridge", 4), **self.BAD))
        assert decided(ledger, "bridge", 0) == ("REGRESS", ("R3",))
        assert decided(ledger, "cobra", 0)[1][0] == "H2"
        assert not ledger.state.is_shared_morning

    def test_else_to_what_stepped_up_in_the_week_before(self):
        ledger = replayed(
            session(0, felt("cobra")),
            session(3, felt("cobra")),
            all_done(5, **self.BAD),
        )
        assert decided(ledger, "cobra", 5) == ("REGRESS", ("R3",))
        assert decided(ledger, "bridge", 5)[0] == "HOLD"

    def test_a_step_up_seven_days_before_is_no_longer_blamed(self):
        quiet = (session(day, felt("cobra")) for day in (0, 3))
        ledger = replayed(*quiet, all_done(11, **self.BAD))
        assert decided(ledger, "cobra", 11)[0] == "HOLD"

    def test_else_to_none_and_the_next_session_does_one_set_less(self):
        bad = all_done(0, **self.BAD)
        ledger = replayed(bad)
        assert {decided(ledger, name, 0)[0] for name in DIRECTIONS} == {"HOLD"}
        assert plan_lines(ledger) == ["SHARED"]
        assert review(replayed(bad), CheckedIn(at=at(3), pre=1)).is_one_less
        assert not review(replayed(bad, all_done(3)), CheckedIn(at=at(7), pre=1)).is_one_less

    def test_what_was_left_out_is_blamed_for_nothing(self):
        up = (session(0, felt("cobra")), session(3, felt("cobra")))
        left_out = felt("cobra", status="skipped", fraction=0.0, stop_reason="time")
        ledger = replayed(*up, session(5, left_out, felt("fold"), **self.BAD))
        assert plan_lines(ledger) == ["SHARED"]
        high = felt("cobra", 4, status="skipped", fraction=0.0, stop_reason="time")
        assert plan_lines(replayed(session(0, high, felt("fold"), **self.BAD))) == ["SHARED"]

    def test_one_point_above_is_nothing(self):
        ledger = replayed(all_done(0, morning="worse", number=2))
        assert not ledger.state.is_shared_morning


class TestStrengthPause:
    def test_easing_on_three_days_within_two_weeks_pauses_strength(self):
        ledger = replayed(*(all_done(day, felt("cobra", 6)) for day in (0, 7, 13)))
        assert plan_lines(ledger).count("T5") == 1
        assert [lock.rule for lock in ledger.state.locks] == ["T5"]

    def test_whichever_exercise_it_was(self):
        names = zip((0, 4, 8), ("cobra", "bridge", "fold"), strict=True)
        ledger = replayed(*(all_done(day, felt(name, 6)) for day, name in names))
        assert ledger.state.is_locked("T5")

    def test_not_over_more_than_two_weeks(self):
        ledger = replayed(*(all_done(day, felt("cobra", 6)) for day in (0, 7, 14)))
        assert not ledger.state.is_locked("T5")

    def test_nor_for_what_is_no_pain(self):
        hard = {"status": "partial", "fraction": 0.4, "stop_reason": "too_hard"}
        ledger = replayed(*(all_done(day, felt("cobra", **hard)) for day in (0, 3, 7, 10)))
        assert decided(ledger, "cobra", 10) == ("REGRESS", ("R9",))
        assert not ledger.state.is_locked("T5")

    def test_then_strength_stops_and_the_rest_goes_on(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        ledger = replayed(*red, all_done(11))
        assert decided(ledger, "bridge", 11) == ("STOP_SEE", ("T5",))
        assert decided(ledger, "fold", 11)[0] in ("HOLD", "PROGRESS", "MAINTAIN")
        assert gate_on(14, *red).rules == ("T5",)

    def test_the_decisions_of_that_very_morning_are_stopped_too(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        ledger = replayed(*red)
        for name in ("superman", "bridge", "bird"):
            assert decided(ledger, name, 8) == ("STOP_SEE", ("T5",))
        assert decided(ledger, "fold", 8)[0] != "STOP_SEE"
        places = {name: ledger.state.exercises[name].place for name in ("bridge", "bird")}
        assert places == {
            name: replayed(*red[:2]).state.exercises[name].place for name in ("bridge", "bird")
        }

    def test_once_it_is_over_what_it_stopped_is_decided_anew(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        over = LockExplained(at=at(10)), RedFlagsAnswered(at=at(10, 19))
        ledger = replayed(*red, *over, CheckedIn(at=at(11), pre=1))
        assert decided(ledger, "bridge", 8)[0] != "STOP_SEE"

    def test_what_the_morning_turns_into_a_stop_no_longer_counts_as_easing(self):
        spread = felt("cobra", 2, spread="further")
        red = [all_done(day, felt("fold", 6)) for day in (5, 9)]
        swapped = all_done(0, spread, answered={"at": at(3, 8)}), CheckedIn(at=at(2), pre=1)
        assert replayed(*swapped, *red).state.is_locked("T5")
        stays = all_done(0, spread, answered={"at": at(3, 8), "spread_stays": True})
        assert not replayed(stays, CheckedIn(at=at(2), pre=1), *red).state.is_locked("T5")

    def test_it_says_so_of_the_plan_and_may_come_again(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        assert line_of(replayed(*red), "T5") == PlanLine(
            at=at(9, 8), rule="T5", message=Message.of("T5")
        )
        over = LockExplained(at=at(10)), RedFlagsAnswered(at=at(10, 19))
        again = [all_done(day, felt("cobra", 6)) for day in (14, 18, 22)]
        assert replayed(*red, *over, *again).state.is_locked("T5")

    def test_an_explanation_holds_until_there_is_easing_anew(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        explained = (*red, LockExplained(at=at(10)))
        assert not replayed(*explained, all_done(11), RedFlagsAnswered(at=at(13))).state.is_locked(
            "T5"
        )
        anew = all_done(11, felt("fold", 6))
        assert replayed(*explained, anew, RedFlagsAnswered(at=at(13))).state.is_locked("T5")

    def test_it_ends_once_explained_and_screened(self):
        red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
        ledger = replayed(
            *red, LockExplained(at=at(10), how="professional"), RedFlagsAnswered(at=at(10, 19))
        )
        assert not ledger.state.locks
        assert plan_lines(ledger)[-1] == "CLEARED"
        again = replayed(
            *red,
            LockExplained(at=at(10)),
            RedFlagsAnswered(at=at(10, 19)),
            all_done(11, felt("cobra", 6)),
        )
        assert not again.state.is_locked("T5")


class TestLightSessions:
    def test_half_of_the_exercises_red_make_the_next_one_light(self):
        half = session(0, felt("cobra", 6), felt("bridge"))
        assert gate_on(3, half).rules == ("HALF",)
        assert gate_on(3, half).result == "LIGHT"

    def test_fewer_do_not(self):
        third = session(0, felt("cobra", 6), felt("bridge"), felt("fold"))
        assert gate_on(3, third).result == "RUN"

    def test_a_stopped_one_counts_as_red(self):
        stopped = felt("cobra", 3, status="partial", fraction=0.5, stop_reason="pain")
        assert gate_on(3, session(0, stopped, felt("bridge"))).result == "LIGHT"

    def test_gentle_moves_and_what_was_left_out_are_not_counted(self):
        skipped = felt("fold", status="skipped", fraction=0.0, stop_reason="time")
        red = session(0, felt("cobra", 6), felt("bridge"), felt("rolls"), skipped)
        assert gate_on(3, red).result == "LIGHT"

    def test_only_the_next_one(self):
        half = session(0, felt("cobra", 6), felt("bridge"))
        assert gate_on(7, half, all_done(3)).result == "RUN"

    def test_a_light_session_does_not_count(self):
        light = [session(day, felt("cobra"), gate="LIGHT") for day in (0, 3, 7)]
        assert decided(replayed(*light), "cobra", 7) == ("HOLD", ("H10",))


class TestWeeks:
    """Mornings by week: 1, then 3, then 5."""

    def week(self, number, start, **fields):
        pre = max(number - 1, 1)
        return [all_done(start + day, pre=pre, number=number, **fields) for day in (0, 3)]

    def test_a_median_two_above_the_week_before_makes_a_light_week(self):
        ledger = replayed(*self.week(1, 0), *self.week(3, 7), CheckedIn(at=at(14), pre=1))
        assert ledger.state.light_week == date(2026, 1, 19)
        until = date(2026, 1, 25)
        assert line_of(ledger, "WEEK") == PlanLine(
            at=at(14), rule="WEEK", message=Message.of("WEEK"), until=until
        )
        events = (*self.week(1, 0), *self.week(3, 7))
        assert gate_on(14, *events).rules == ("WEEK",)
        assert gate_on(21, *events, *self.week(1, 14)).result == "RUN"

    def test_one_above_does_not(self):
        assert gate_on(14, *self.week(1, 0), *self.week(2, 7)).result == "RUN"

    def test_nor_where_the_doses_were_eased_meanwhile(self):
        red = [felt(name, 6) for name in ("cobra", "superman", "fold")]
        ledger = replayed(
            all_done(0, *red, number=1), *self.week(3, 7), CheckedIn(at=at(14), pre=1)
        )
        assert ledger.state.light_week is None

    def test_nor_where_they_were_eased_within_the_week_before(self):
        red = [felt(name, 6) for name in DIRECTIONS]
        before = all_done(0, *red, number=1), all_done(3, number=1)
        ledger = replayed(*before, *self.week(3, 7), CheckedIn(at=at(14), pre=1))
        assert ledger.state.light_week is None

    def test_it_is_recorded_once_in_its_week(self):
        events = (*self.week(1, 0), *self.week(3, 7))
        ledger = replayed(*events, *(CheckedIn(at=at(day), pre=1) for day in (14, 15, 17)))
        assert line_of(ledger, "WEEK").at == at(14)

    def test_nothing_goes_up_in_a_light_week(self):
        quiet = [session(day, felt("cobra"), number=1) for day in (0, 3)]
        raised = [session(day, felt("fold", 2), pre=2, number=3) for day in (7, 10)]
        assert decided(replayed(*raised), "fold", 10) == ("PROGRESS", ("P1",))
        late = session(13, felt("bird", 2), pre=2, number=3)
        early = session(11, felt("bird", 2), pre=2, number=3)
        assert decided(replayed(*raised, early, late), "bird", 13) == ("PROGRESS", ("P1",))
        assert decided(replayed(*quiet, *raised, early, late), "bird", 13) == ("HOLD", ("WEEK",))

    def test_two_such_weeks_running_pause_strength(self):
        events = (*self.week(1, 0), *self.week(3, 7), *self.week(5, 14, gate="LIGHT"))
        ledger = replayed(*events, CheckedIn(at=at(21), pre=1))
        assert ledger.state.is_locked("T5")

    def test_the_second_reason_for_a_strength_pause_has_its_own_words(self):
        events = (*self.week(1, 0), *self.week(3, 7), *self.week(5, 14, gate="LIGHT"))
        assert (
            line_of(replayed(*events, CheckedIn(at=at(21), pre=1)), "T5").message.id == "T5.weeks"
        )

    def test_a_quiet_word_never_makes_a_week_worse(self):
        high = [all_done(day, pre=5, number=5) for day in range(0, 14, 2)]
        low = [session(day, felt("cobra"), number=2) for day in (15, 17, 19)]
        quiet = [session(day, felt("cobra")) for day in (22, 24, 26)]
        ledger = replayed(*high, *low, *quiet, CheckedIn(at=at(28), pre=1))
        assert ledger.state.usual == 5
        assert "WEEK" not in plan_lines(ledger)

    def test_but_it_does_not_hide_a_worse_one(self):
        high = [session(day, felt("cobra"), number=3, pre=2) for day in (7, 9)]
        quiet = session(11, felt("cobra"))
        low = [session(day, felt("cobra"), number=1) for day in (0, 2)]
        assert (
            replayed(*low, *high, quiet, CheckedIn(at=at(14), pre=1)).state.light_week is not None
        )

    def test_one_raised_morning_among_quiet_ones_makes_no_worse_week(self):
        low = [session(day, felt("cobra"), number=1) for day in (0, 2)]
        quiet = [session(day, felt("cobra")) for day in (7, 9)]
        high = session(11, felt("cobra"), number=3, pre=2)
        assert replayed(*low, *quiet, high, CheckedIn(at=at(14), pre=1)).state.light_week is None

    def test_discomfort_alone_without_any_session_can_make_one(self):
        days = [Discomfort(at=at(day, 12), number=number) for day, number in ((0, 1), (7, 3))]
        assert replayed(*days, CheckedIn(at=at(14), pre=1)).state.light_week == at(14).date()

    def test_discomfort_on_a_rest_day_counts_for_the_week(self):
        quiet = [all_done(day) for day in (0, 3, 7, 10)]
        bad = [Discomfort(at=at(day, 12), number=5) for day in (8, 9, 11)]
        assert gate_on(14, *quiet, *bad).rules == ("WEEK",)
        assert gate_on(14, *quiet).result == "RUN"

    def test_a_day_counts_once_with_its_highest_number(self):
        often = [Discomfort(at=at(1, hour), number=3) for hour in range(8, 20)]
        state = replayed(
            Discomfort(at=at(0, 12), number=2), *often, Discomfort(at=at(1, 21), number=6)
        ).state
        assert list(state.weeks.mornings.values()) == [[2, 6]]
        assert list(state.weeks.starts.values()) == [[2, 6]]
        assert state.numbers == [2]


class TestDirections:
    SPREAD = felt("cobra", 2, spread="further")
    # Bird dog, but its hardest variant bends the back backwards.
    INTO = replace(
        LADDERS[3],
        variants=(
            *LADDERS[3].variants[:2],
            LadderVariant(slug="bird-hard", direction="extension", doses=3),
        ),
    )

    def test_a_direction_that_spread_rests_for_two_weeks(self):
        ledger = replayed(all_done(0, self.SPREAD))
        assert decided(ledger, "cobra", 0) == ("SWAP", ("X1",))
        for name in ("cobra", "superman"):
            assert ledger.rests_until(name) == date(2026, 1, 19)
        assert ledger.rests_until("fold") is None
        line = line_of(ledger, "REST")
        assert (line.direction, line.until) == ("extension", date(2026, 1, 19))
        assert ledger.ledger.by_key["decision", "0@18", "cobra"].after == LadderPlace(
            variant=0, step=0
        )

    def test_it_comes_back_on_the_day_after_at_the_easiest_variant(self):
        events = (all_done(0, self.SPREAD), session(7, felt("fold")), session(14, felt("fold")))
        assert replayed(*events, CheckedIn(at=at(14, 19), pre=1)).rests_until("superman")
        back = replayed(*events, CheckedIn(at=at(15), pre=1))
        assert back.rests_until("superman") is None
        for name in ("cobra", "superman"):
            assert back.state.exercises[name].place == LadderPlace(variant=0, step=0)
        assert back.state.exercises["fold"].place != LadderPlace(variant=0, step=0)

    def test_and_what_it_came_back_from_is_not_decided_again(self):
        ledger = replayed(
            all_done(0, self.SPREAD), CheckedIn(at=at(15), pre=1), CheckedIn(at=at(16), pre=1)
        )
        assert decided(ledger, "superman", 0) == ("REGRESS", ("G2",))
        assert ledger.ledger.by_key["decision", "0@18", "cobra"].at == at(15)

    def test_an_exercise_that_rests_alone_comes_back_so_too(self):
        events = all_done(0, felt("bridge", 2, spread="further")), session(7, felt("fold"))
        last = replayed(*events, CheckedIn(at=at(14), pre=1))
        assert last.rests_until("bridge") == date(2026, 1, 19)
        assert replayed(*events, CheckedIn(at=at(15), pre=1)).rests_until("bridge") is None

    def test_the_direction_is_that_of_the_variant_that_was_done(self):
        known = {"ladders": (*LADDERS[:3], self.INTO, *LADDERS[4:])}
        hard = felt("bird", 2, spread="further")
        assert replayed(session(0, hard), **known).rests_until("cobra") is None
        hard = replace(hard, variant="bird-hard")
        assert replayed(session(0, hard), **known).rests_until("cobra") == date(2026, 1, 19)

    def test_a_variant_that_its_ladder_no_longer_has_moves_no_known_way(self):
        gone = replace(self.SPREAD, variant="gone")
        ledger = replayed(session(0, gone, felt("superman")))
        assert decided(ledger, "cobra", 0) == ("SWAP", ("X1",))
        assert ledger.rests_until("superman") is None
        assert "REST" not in plan_lines(ledger)

    def test_still_there_next_morning_stops_the_plan_instead(self):
        stays = all_done(0, self.SPREAD, answered={"spread_stays": True})
        ledger = replayed(stays)
        assert decided(ledger, "cobra", 0) == ("STOP_SEE", ("T2",))
        assert [lock.rule for lock in ledger.state.locks] == ["T2"]
        assert ledger.rests_until("superman") is None

    def test_a_rest_that_the_morning_overtakes_is_struck(self):
        stays = all_done(0, self.SPREAD, answered={"spread_stays": True, "at": at(3, 8)})
        ledger = replayed(stays, CheckedIn(at=at(2), pre=9))
        assert plan_lines(ledger) == ["T3", "T2"]

    def test_nothing_of_that_direction_goes_up_the_same_morning(self):
        quiet = session(0, felt("superman"), felt("fold"))
        ledger = replayed(quiet, session(3, felt("superman"), felt("fold"), self.SPREAD))
        assert decided(ledger, "superman", 3) == ("HOLD", ("REST",))
        line = ledger.ledger.by_key["decision", "3@18", "superman"]
        assert (line.decision.action, line.after) == ("repeat", line.before)
        assert decided(ledger, "fold", 3) == ("PROGRESS", ("P1",))
        assert ledger.state.exercises["superman"].stepped_up_on is None

    def test_nor_into_a_direction_that_rests_by_rule_or_by_choice(self):
        ladders = (*LADDERS[:3], self.INTO, *LADDERS[4:])
        begun = (
            ExerciseAdded(at=at(-1), exercise="cobra", variant="cobra-middle", step=1),
            ExerciseAdded(at=at(-1), exercise="bird", variant="bird-middle", step=2),
        )
        bird = felt("bird")
        known = {"ladders": ladders, "begun": begun}
        spread = session(0, bird, self.SPREAD)
        ledger = replayed(spread, session(3, bird), **known)
        assert decided(ledger, "bird", 3) == ("HOLD", ("REST",))
        raised = replayed(spread, ChoiceMade(at=at(2), exercise="bird", choice="raise"), **known)
        assert raised.state.exercises["bird"].place == LadderPlace(variant=1, step=2)

    def test_a_back_that_stays_level_rests_no_direction(self):
        ledger = replayed(all_done(0, felt("bridge", 2, spread="further")))
        assert decided(ledger, "bridge", 0) == ("SWAP", ("X1",))
        assert ledger.rests_until("bridge") == date(2026, 1, 19)
        assert ledger.rests_until("bird") is None
        assert ledger.rests_until("rolls") is None
        assert "REST" not in plan_lines(ledger)

    def test_in_two_directions_it_stops_the_plan(self):
        ledger = replayed(all_done(0, self.SPREAD, felt("fold", 2, spread="further")))
        assert decided(ledger, "cobra", 0) == ("STOP_SEE", ("T2",))

    def test_two_red_ones_of_a_direction_ease_all_of_it(self):
        ledger = replayed(all_done(0, felt("bridge", 6), felt("bird", 6)))
        assert decided(ledger, "bridge", 0) == ("REGRESS", ("R1", "R8"))
        assert decided(ledger, "cobra", 0)[0] == "HOLD"


class TestStrengthTakesTurns:
    def test_two_a_week_first_those_that_waited_longest_then_the_plans_order(self):
        days = (0, 2, 7, 9, 14, 16)
        ledger = replayed(*(all_done(day) for day in days))
        stepped_up = {
            day: [
                name
                for name in ("superman", "bridge", "bird")
                if decided(ledger, name, day)[0] == "PROGRESS"
            ]
            for day in days
        }
        assert stepped_up[2] == ["superman", "bridge"]
        assert stepped_up[9][0] == "bird" or "bird" in stepped_up[9]
        assert all(len(names) <= 2 for names in stepped_up.values())


class TestOneDayIsOneExposure:
    def test_with_the_worst_scores(self):
        ledger = replayed(
            session(0, felt("cobra", 5), morning=None, hour=9),
            session(0, felt("cobra", 1), hour=18, morning="worse", number=4),
        )
        assert len(ledger.state.exercises["cobra"].exposures) == 1
        assert decided(ledger, "cobra", 0) == ("REGRESS", ("R3",))

    def test_and_holds(self):
        ledger = replayed(
            session(0, felt("cobra"), felt("fold"), morning=None, hour=9),
            session(0, felt("cobra"), hour=18),
        )
        assert "H9" in decided(ledger, "cobra", 0)[1]
        assert "H9" in decided(ledger, "fold", 0)[1]

    def test_it_leaves_what_was_done_before_that_day_alone(self):
        twice = session(3, felt("fold"), morning=None, hour=9), session(3, felt("fold"))
        ledger = replayed(session(0, felt("cobra")), *twice)
        assert decided(ledger, "cobra", 0) == ("HOLD", ("H8",))

    def test_the_more_careful_word_counts(self):
        ledger = replayed(
            session(0, felt("cobra", 2, quality="sharp", effort="hard"), morning=None, hour=9),
            session(0, felt("cobra", 2, status="skipped", stop_reason="pain"), hour=18),
        )
        [exposure] = ledger.state.exercises["cobra"].exposures
        assert (exposure.quality, exposure.effort) == ("sharp", "hard")
        assert (exposure.status, exposure.stop_reason) == ("skipped", "pain")

    LATER = {"status": "skipped", "fraction": 0.0, "stop_reason": "time"}

    def test_what_is_left_out_in_the_evening_does_not_unsay_the_morning(self):
        bad = session(0, felt("cobra", 7, spread="further"), morning=None, hour=9)
        ledger = replayed(bad, session(0, felt("cobra", **self.LATER), hour=18))
        assert decided(ledger, "cobra", 0) is not None
        assert decided(ledger, "cobra", 0)[1][0] == "X1"

    def test_and_what_is_done_in_the_evening_counts_alone(self):
        first = session(0, felt("cobra", **self.LATER), morning=None, hour=9)
        ledger = replayed(first, session(0, felt("cobra", 6), hour=18))
        assert decided(ledger, "cobra", 0) == ("REGRESS", ("R1",))

    def test_a_good_stretch_speaks_for_its_own_number_alone(self):
        red = session(0, felt("cobra", 7), pre=2, morning=None, hour=9)
        stretch = session(0, felt("cobra", 2, quality="stretch"), pre=2, hour=18)
        assert decided(replayed(red, stretch), "cobra", 0) == ("REGRESS", ("R1",))

    def test_others_of_its_direction_that_were_red_in_the_morning_still_count(self):
        red = session(0, felt("bridge", 6), felt("bird", 6), morning=None, hour=9)
        ledger = replayed(red, session(0, felt("bird"), hour=18))
        assert "R8" in decided(ledger, "bird", 0)[1]


class TestPauses:
    def test_a_flag_pauses_until_it_is_explained_and_screened(self):
        flagged = RedFlagsAnswered(at=at(0), flags=frozenset({"weight_loss"}))
        assert replayed(flagged).state.is_locked("U1")
        assert replayed(flagged, RedFlagsAnswered(at=at(1))).state.is_locked("U1")
        ended = replayed(flagged, LockExplained(at=at(1)), RedFlagsAnswered(at=at(2)))
        assert not ended.state.locks
        assert not ended.state.flags

    def test_one_that_nobody_explained_keeps_its_flags_and_its_decisions(self):
        chest = session(0, felt("cobra"), flags=frozenset({"chest_pain"}))
        state = replayed(chest, RedFlagsAnswered(at=at(2))).state
        assert state.flags == {"chest_pain"}
        assert state.exercises["cobra"].decision.verdict == "EMERGENCY"

    def test_screening_leaves_other_decisions_alone(self):
        quiet = session(0, felt("cobra")), session(3, felt("cobra"))
        assert replayed(*quiet, RedFlagsAnswered(at=at(5))).state.exercises[
            "cobra"
        ].place == LadderPlace(variant=1, step=2)

    def test_a_flag_answered_as_a_session_begins_pauses(self):
        chest = session(0, felt("cobra"), check_in_flags=frozenset({"chest_pain"}))
        assert line_of(replayed(chest), "E1") == PlanLine(
            at=at(0), rule="E1", message=Message.of("E1")
        )

    def test_a_second_yes_needs_an_explanation_of_its_own(self):
        flagged = RedFlagsAnswered(at=at(0), flags=frozenset({"chest_pain"}))
        again = RedFlagsAnswered(at=at(2), flags=frozenset({"chest_pain"}))
        ledger = replayed(
            flagged, LockExplained(at=at(1), how="mistake"), again, RedFlagsAnswered(at=at(3))
        )
        assert ledger.state.is_locked("E1")
        assert plan_lines(ledger).count("E1") == 2

    def test_a_flag_is_over_though_strength_is_still_paused(self):
        red = [all_done(day, felt("fold", 6)) for day in (0, 4, 8)]
        flagged = RedFlagsAnswered(at=at(9), flags=frozenset({"chest_pain"}))
        cleared = LockExplained(at=at(10), rule="E1"), RedFlagsAnswered(at=at(10, 19))
        ledger = replayed(*red, flagged, *cleared, session(11, felt("cobra")))
        assert [lock.rule for lock in ledger.state.locks] == ["T5"]
        assert decided(ledger, "cobra", 11)[0] not in ("EMERGENCY", "STOP_SEE")

    def test_one_explanation_may_speak_of_one_pause_alone(self):
        nerve = session(0, felt("cobra", neuro="persistent"), flags=frozenset({"chest_pain"}))
        ledger = replayed(nerve, LockExplained(at=at(2), rule="E1"), RedFlagsAnswered(at=at(3)))
        assert [lock.rule for lock in ledger.state.locks] == ["T1"]

    def test_a_nerve_sign_pauses_at_once_and_not_again_in_the_morning(self):
        nerve = session(0, felt("cobra", neuro="persistent"), answered={"at": at(2, 8)})
        ledger = replayed(nerve, LockExplained(at=at(1)), RedFlagsAnswered(at=at(1, 19)))
        assert decided(ledger, "cobra", 0) == ("STOP_SEE", ("T1",))
        assert not ledger.state.locks

    def test_one_that_was_cleared_before_a_second_session_of_the_day_stays_cleared(self):
        nerve = session(0, felt("cobra", neuro="persistent"), hour=9)
        clean = session(0, felt("cobra"), hour=18)
        ledger = replayed(nerve, LockExplained(at=at(0, 12)), RedFlagsAnswered(at=at(0, 13)), clean)
        assert decided(ledger, "cobra", 0) == ("STOP_SEE", ("T1",))
        assert not ledger.state.locks

    def test_while_a_flag_is_set_every_decision_stops(self):
        chest = session(0, felt("cobra"), flags=frozenset({"chest_pain"}))
        assert decided(replayed(chest), "cobra", 0) == ("EMERGENCY", ("E1",))
        over = replayed(
            chest,
            LockExplained(at=at(2)),
            RedFlagsAnswered(at=at(2, 19)),
            CheckedIn(at=at(3), pre=1),
        )
        assert decided(over, "cobra", 0) == ("HOLD", ("H8",))

    def test_the_gate_knows_of_them(self):
        flagged = RedFlagsAnswered(at=at(0), flags=frozenset({"weight_loss"}))
        assert gate_on(1, flagged).rules == ("L1",)
        own = gate_on(1, flags=frozenset({"chest_pain"}))
        assert own.rules == ("E1",)
        assert gate_on(1, flags=frozenset({"weight_loss"})).rules == ("U1",)
        assert gate_on(31, all_done(0)).result == "RESCREEN"
        assert gate_on(31, all_done(0), RedFlagsAnswered(at=at(30))).result == "RUN"
        assert gate_on(31, all_done(0), RedFlagsAnswered(at=at(0))).result == "RESCREEN"


class TestSoreDays:
    @pytest.mark.parametrize(
        ("pre", "rule"), [(9, "T3"), (6, "D3"), (5, "D2"), (4, "D2"), (3, None), (2, None)]
    )
    def test_a_day_that_begins_too_sore_leaves_a_line(self, pre, rule):
        ledger = replayed(all_done(0), CheckedIn(at=at(3), pre=pre))
        lines = [line for line in ledger.ledger.lines if isinstance(line, PlanLine)]
        line = [PlanLine(at=at(3), rule=rule, message=Message.of(f"{rule}.day", pre=pre))]
        assert lines == (line if rule else [])

    def test_a_usual_five_is_no_sore_day(self):
        assert plan_lines(replayed(CheckedIn(at=at(3), pre=5), usual=5)) == []


class TestAdvice:
    def advice(self, day, *events, pre=1, **fields):
        found = review(replayed(*events, **fields), CheckedIn(at=at(day), pre=pre)).advice
        return [message.id for message in found]

    def test_a_usual_of_six_for_two_weeks(self):
        checks = [CheckedIn(at=at(day), pre=6) for day in (0, 7)]
        assert self.advice(13, *checks, pre=6, usual=6) == []
        assert self.advice(14, *checks, pre=6, usual=6) == ["advice.usual"]
        assert self.advice(14, *checks, pre=6, usual=5) == []

    def test_the_third_day_in_a_row_at_eight(self):
        severe = [CheckedIn(at=at(day), pre=8) for day in (0, 1)]
        assert self.advice(2, *severe, pre=9) == ["advice.severe"]
        assert self.advice(3, *severe, pre=9) == []
        assert self.advice(2, *severe, pre=7) == []

    def test_two_check_ins_of_one_day_are_one_day(self):
        severe = [CheckedIn(at=at(day, hour), pre=8) for day in (0, 1) for hour in (9, 18)]
        assert self.advice(1, *severe[:2], pre=9) == []
        assert self.advice(2, *severe, pre=9) == ["advice.severe"]

    @pytest.mark.parametrize(("last", "expected"), [(5, ["A1"]), (4, ["A1"]), (3, []), (2, [])])
    def test_six_weeks_about_a_number_of_four_or_more(self, last, expected):
        weeks = [CheckedIn(at=at(7 * week), pre=5) for week in range(5)]
        assert self.advice(42, *weeks, CheckedIn(at=at(35), pre=last)) == expected

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (7, (5,), []),  # Two points, but not 30 %.
            (7, (5, 6), ["A1"]),
            (5, (3, 4), []),  # 30 %, but not two points.
        ],
    )
    def test_two_points_or_thirty_per_cent_is_a_change(self, first, last, expected):
        between = [CheckedIn(at=at(7 * week), pre=5) for week in range(1, 5)]
        ends = [CheckedIn(at=at(35 + day), pre=number) for day, number in enumerate(last)]
        assert self.advice(42, CheckedIn(at=at(0), pre=first), *between, *ends) == expected

    def test_the_first_and_the_last_of_the_six_weeks_must_be_known(self):
        def weeks(*numbers):
            return self.advice(42, *(CheckedIn(at=at(7 * week), pre=5) for week in numbers))

        assert weeks(0, 1, 3, 5) == ["A1"]
        assert weeks(1, 2, 3, 4, 5) == weeks(0, 1, 2, 3, 4) == []

    def test_not_below_four(self):
        assert self.advice(42, *(CheckedIn(at=at(7 * week), pre=3) for week in range(6))) == []

    def test_it_holds_what_would_go_up(self):
        weeks = [all_done(7 * week + day, pre=4) for week in range(7) for day in (0, 3)]
        calm = [replace_during(done, 4) for done in weeks]
        assert "A1" in decided(replayed(*calm), "fold", 42)[1]


def replace_during(done, during):
    steps = tuple(replace(step, during=during) for step in done.steps)
    return replace(done, steps=steps)


class TestChoices:
    UP = (session(0, felt("cobra")), session(3, felt("cobra")))

    def place(self, *events):
        return replayed(*events).state.exercises["cobra"].place

    def test_anything_may_be_eased_at_any_time(self):
        assert self.place(ChoiceMade(at=at(0), exercise="cobra", choice="ease")) == LadderPlace(
            variant=1, step=0
        )
        assert self.place(
            *self.UP, ChoiceMade(at=at(5), exercise="cobra", choice="ease")
        ) == LadderPlace(variant=1, step=1)

    def test_a_step_up_may_be_held(self):
        ledger = replayed(*self.UP, ChoiceMade(at=at(5), exercise="cobra", choice="hold"))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=1)
        line = ledger.ledger.lines[-1]
        assert isinstance(line, ChoiceLine)
        assert (line.before, line.after) == (
            LadderPlace(variant=1, step=2),
            LadderPlace(variant=1, step=1),
        )

    def test_a_step_up_that_is_held_gives_back_the_day_of_the_one_before(self):
        higher = [session(day, replace(felt("cobra"), dose=12)) for day in (7, 11)]
        held = *self.UP, *higher, ChoiceMade(at=at(13), exercise="cobra", choice="hold")
        assert decided(replayed(*held), "cobra", 11)[0] == "PROGRESS"
        ledger = replayed(*held, CheckedIn(at=at(22), pre=1))
        assert decided(ledger, "cobra", 11) == ("HOLD", ("G1",))
        assert ledger.state.exercises["cobra"].stepped_up_on == at(4).date()

    @pytest.mark.parametrize(
        ("during", "morning", "choices"),
        [
            (1, "same", {"ease", "raise"}),
            (1, None, {"ease", "hold"}),
            (6, "same", {"ease"}),
        ],
    )
    def test_only_what_would_change_something_can_be_chosen(self, during, morning, choices):
        state = replayed(session(0, felt("cobra", during), morning=morning)).state
        assert set(choices_for(state, LADDERS[0])) == choices

    def test_a_hold_may_be_gone_over(self):
        events = (session(0, felt("cobra")), ChoiceMade(at=at(2), exercise="cobra", choice="raise"))
        assert self.place(*events) == LadderPlace(variant=1, step=2)
        following = replayed(*events, session(3, felt("cobra")), session(5, felt("cobra")))
        assert decided(following, "cobra", 5) == ("HOLD", ("H8",))

    def test_but_not_an_easing_nor_a_pause(self):
        assert self.place(
            session(0, felt("cobra", 6)), ChoiceMade(at=at(2), exercise="cobra", choice="raise")
        ) == LadderPlace(variant=1, step=0)
        flagged = RedFlagsAnswered(at=at(1), flags=frozenset({"weight_loss"}))
        events = (
            session(0, felt("cobra")),
            flagged,
            ChoiceMade(at=at(2), exercise="cobra", choice="raise"),
        )
        assert self.place(*events) == LadderPlace(variant=1, step=1)

    def test_at_the_top_there_is_nothing_harder(self):
        top = (ExerciseAdded(at=at(-1), exercise="cobra", variant="cobra-hard", step=2),)
        ledger = replayed(ChoiceMade(at=at(0), exercise="cobra", choice="raise"), begun=top)
        assert not ledger.ledger.lines

    def test_while_strength_is_paused_the_rest_may_go_up(self):
        red = [all_done(day, felt("fold", 6)) for day in (0, 4, 8)]
        ledger = replayed(
            *red,
            *(ChoiceMade(at=at(10), exercise=name, choice="raise") for name in ("bridge", "cobra")),
        )
        raised = [line.exercise for line in ledger.ledger.lines if isinstance(line, ChoiceLine)]
        assert "bridge" not in raised

    def test_the_own_choice_can_be_undone(self):
        ledger = replayed(
            *self.UP,
            ChoiceMade(at=at(5), exercise="cobra", choice="ease"),
            ChoiceMade(at=at(6), exercise="cobra", choice="undo"),
        )
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=2)
        assert [line.choice for line in ledger.ledger.lines if isinstance(line, ChoiceLine)] == [
            "ease", "undo",
        ]  # fmt: skip

    def test_not_once_the_exercise_was_done_since(self):
        events = (
            *self.UP,
            ChoiceMade(at=at(5), exercise="cobra", choice="ease"),
            session(6, felt("cobra")),
        )
        assert self.place(
            *events, ChoiceMade(at=at(8), exercise="cobra", choice="undo")
        ) == self.place(*events)

    UNDECIDED = session(0, felt("cobra"), morning=None)

    def test_nothing_goes_up_before_the_newest_session_is_decided(self):
        assert self.place(
            self.UNDECIDED, ChoiceMade(at=at(0, 20), exercise="cobra", choice="raise")
        ) == LadderPlace(variant=1, step=1)

    def test_less_asked_for_before_the_decision_stands_after_it(self):
        first, second = self.UP
        eased = (first, second, ChoiceMade(at=at(3, 20), exercise="cobra", choice="ease"))
        ledger = replayed(*eased)
        assert decided(ledger, "cobra", 3) == ("PROGRESS", ("P1",))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=0)
        assert ledger.state.exercises["cobra"].stepped_up_on is None
        held = replayed(first, second, ChoiceMade(at=at(3, 20), exercise="cobra", choice="hold"))
        assert held.state.exercises["cobra"].place == LadderPlace(variant=1, step=1)
        red = session(3, felt("cobra", 6))
        assert self.place(
            first, red, ChoiceMade(at=at(3, 20), exercise="cobra", choice="ease")
        ) == LadderPlace(variant=1, step=0)

    def test_and_can_be_undone_until_then(self):
        first, second = self.UP
        choices = (
            ChoiceMade(at=at(3, 20), exercise="cobra", choice="hold"),
            ChoiceMade(at=at(3, 21), exercise="cobra", choice="undo"),
        )
        assert self.place(first, second, *choices) == LadderPlace(variant=1, step=2)
        late = (
            ChoiceMade(at=at(3, 20), exercise="cobra", choice="ease"),
            ChoiceMade(at=at(5), exercise="cobra", choice="undo"),
        )
        assert self.place(first, session(3, felt("cobra", 6)), *late) == LadderPlace(
            variant=1, step=0
        )

    def test_an_undo_leads_up_in_no_pause(self):
        flagged = RedFlagsAnswered(at=at(6), flags=frozenset({"weight_loss"}))
        choices = (
            ChoiceMade(at=at(5), exercise="cobra", choice="ease"),
            flagged,
            ChoiceMade(at=at(7), exercise="cobra", choice="undo"),
        )
        assert self.place(*self.UP, *choices) == LadderPlace(variant=1, step=1)

    def test_a_gentle_move_has_nothing_to_choose(self):
        ledger = replayed(
            ChoiceMade(at=at(0), exercise="rolls", choice="ease"),
            ChoiceMade(at=at(0), exercise="nothing", choice="ease"),
        )
        assert not ledger.ledger.lines


class TestGentleMoves:
    def test_their_dose_is_left_alone(self):
        ledger = replayed(session(0, felt("rolls", 6)), session(3, felt("rolls")))
        assert not ledger.ledger.lines
        assert ledger.state.exercises["rolls"].place == LadderPlace(variant=1, step=1)

    def test_even_where_one_stops_the_plan(self):
        ledger = replayed(session(0, felt("rolls", 6, neuro="persistent")))
        assert decided(ledger, "rolls", 0) == ("STOP_SEE", ("T1",))
        assert ledger.state.exercises["rolls"].place == LadderPlace(variant=1, step=1)

    def test_but_what_they_bring_on_counts(self):
        ledger = replayed(session(0, felt("rolls", 2, neuro="positional")))
        assert decided(ledger, "rolls", 0) == ("SWAP", ("X4",))


def test_what_is_not_in_the_plan_is_not_decided():
    stranger = felt("cobra")
    only = tuple(ladder for ladder in LADDERS if ladder.exercise == "fold")
    ledger = replayed(session(0, stranger, felt("fold")), ladders=only)
    assert decided(ledger, "cobra", 0) is None
    assert decided(ledger, "fold", 0)


def test_what_has_not_begun_has_nothing_to_choose():
    fold = (ExerciseAdded(at=at(-1), exercise="fold", variant="fold-middle", step=1),)
    assert not replayed(
        ChoiceMade(at=at(0), exercise="cobra", choice="ease"), begun=fold
    ).ledger.lines


def test_the_usual_becomes_the_median_of_seven_settled_numbers():
    days = range(0, 21, 3)
    numbers = [all_done(day, number=2) for day in days]
    assert replayed(*numbers[:-1]).state.usual == 1
    assert replayed(*numbers).state.usual == 2
    rest = [Discomfort(at=at(day + 1, 12), number=2) for day in days]
    assert replayed(*rest).state.usual == 2


def test_the_usual_that_is_answered_anew_counts_from_then_on():
    before, after = session(0, felt("cobra")), session(3, felt("cobra"))
    ledger = replayed(before, UsualMorningSet(at=at(2), number=4), after)
    [first, second] = ledger.state.exercises["cobra"].exposures
    assert (first.usual_morning, second.usual_morning) == (1, 4)


def test_the_last_twelve_exposures_are_looked_back_upon():
    days = range(0, 42, 3)
    done = [session(day, replace(felt("cobra"), dose=day)) for day in days]
    cobra = replayed(*done).state.exercises["cobra"]
    assert [exposure.dose for exposure in cobra.exposures] == list(days[-12:])
    assert cobra.sessions == [f"{day}@18" for day in days[-12:]]


def test_a_step_that_its_variant_no_longer_has_begins_at_its_last():
    ledger = replayed(
        begun=(ExerciseAdded(at=at(-1), exercise="cobra", variant="cobra-middle", step=5),)
    )
    assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=2)


def test_a_variant_that_its_ladder_no_longer_has_begins_at_the_easiest():
    ledger = replayed(begun=(ExerciseAdded(at=at(-1), exercise="cobra", variant="gone", step=2),))
    assert ledger.state.exercises["cobra"].place == LadderPlace(variant=0, step=0)


class TestGoals:
    @staticmethod
    def reach(ledger):
        return [variant.slug for variant in ledger.ladders["cobra"].variants]

    @staticmethod
    def begun(reach=""):
        return (
            ExerciseAdded(at=at(-1), exercise="cobra", variant="cobra-middle", step=2, reach=reach),
        )

    def test_a_ladder_reaches_up_to_the_goal_of_the_time(self):
        diary = Diary(
            ladders=LADDERS, begun=self.begun("cobra-middle"),
            goals=(GoalChosen(at=at(20), exercise="cobra", variant="cobra-hard"),),
        )  # fmt: skip
        before = replay(replace(diary, goals=()))
        assert self.reach(before) == ["cobra-easy", "cobra-middle"]
        assert self.reach(replay(diary)) == ["cobra-easy", "cobra-middle", "cobra-hard"]

    def test_it_never_ends_below_where_they_stand(self):
        goals = (GoalChosen(at=at(20), exercise="cobra", variant="cobra-easy"),)
        ledger = replay(Diary(ladders=LADDERS, begun=self.begun(), goals=goals))
        assert self.reach(ledger) == ["cobra-easy", "cobra-middle"]
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=1, step=2)

    def test_one_that_is_not_there_leaves_all_of_it(self):
        goals = (
            GoalChosen(at=at(20), exercise="cobra", variant="gone"),
            GoalChosen(at=at(20), exercise="nobody", variant="x"),
        )
        ledger = replay(Diary(ladders=LADDERS, begun=self.begun(), goals=goals))
        assert len(self.reach(ledger)) == 3

    def test_what_stands_beside_it_stays_and_is_stood_on(self):
        cobra = LADDERS[0]
        beside = LadderVariant(
            slug="chair", direction="extension", doses=2, only_for_condition=True
        )
        ladders = (replace(cobra, variants=(*cobra.variants, beside)),)
        begun = (
            ExerciseAdded(
                at=at(-1), exercise="cobra", variant="chair", step=1, reach="cobra-middle"
            ),
        )
        before = replay(Diary(ladders=ladders, begun=begun))
        assert self.reach(before) == ["cobra-easy", "cobra-middle", "chair"]
        assert before.state.exercises["cobra"].place == LadderPlace(variant=2, step=1)
        goals = (GoalChosen(at=at(20), exercise="cobra", variant="cobra-hard"),)
        ledger = replay(Diary(ladders=ladders, begun=begun, goals=goals))
        assert ledger.state.exercises["cobra"].place == LadderPlace(variant=3, step=1)


def test_an_exercise_moves_to_the_last_rung_of_a_ladder_that_ends_below():
    whole = LADDERS[0]
    lower = whole.up_to("cobra-middle")
    hard, middle = LadderPlace(variant=2, step=1), LadderPlace(variant=1, step=0)
    cobra = ExerciseState(slug="cobra", rank=0, place=middle, decided_from=hard)
    cobra.choices = [cobra.undo_point()]
    cobra.move(whole, lower)
    top = LadderPlace(variant=1, step=2)
    assert (cobra.place, cobra.decided_from, cobra.at_most) == (middle, top, None)
    assert cobra.choices == [cobra.undo_point()]
