"""What the lines of the ledger say, field by field."""

from msgspec.structs import replace

from routines.progression import Decision, Exposure, LadderPlace, Message
from routines.progression.diary.events import MorningAfter, key_of
from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    ExerciseAdded,
    LockExplained,
    Morning,
    RedFlagsAnswered,
)
from routines.progression.plan_level.exposures import join
from routines.progression.plan_level.ledger import ChoiceLine, DecisionLine, Ledger, PlanLine
from routines.progression.plan_level.replay import replay
from routines.progression.plan_level.review import Stand, review
from routines.progression.tools.review_table import rows_of, table_of
from routines.vocabulary import Action, Verdict
from tests.progression.diaries import DIRECTIONS, all_done, at, diary, felt, replayed, session


def lines_of(*events, **fields):
    return replay(diary(*events, **fields)).ledger.lines


def test_a_step_as_an_exposure():
    step = felt(
        "cobra", 4, status="partial", fraction=0.5, stop_reason="time", quality="sharp",
        spread="further", neuro="positional", effort="hard",
    )  # fmt: skip
    done = session(0, step, pre=3, after=5, morning="worse", number=6)
    done = replace(done, morning=replace(done.morning, spread_stays=True))
    [exposure] = replay(diary(done, usual=2)).state.exercises["cobra"].exposures
    assert exposure == Exposure(
        pre=3, during=4, after=5, morning=6, morning_word="worse", status="partial",
        fraction=0.5, stop_reason="time", quality="sharp", spread="further",
        spread_next_morning=True, neuro="positional", effort="hard", dose=11, counted=True,
        usual_morning=2,
    )  # fmt: skip


def test_without_a_number_that_of_the_start_counts():
    [exposure] = (
        replay(diary(session(0, felt("cobra", None), pre=3))).state.exercises["cobra"].exposures
    )
    assert exposure.during == 3
    eased = session(0, felt("cobra", counted=False))
    [exposure] = replay(diary(eased)).state.exercises["cobra"].exposures
    assert not exposure.counted


def test_two_exposures_of_a_day_as_one():
    first = Exposure(pre=2, during=3, after=None, fraction=1.0, quality="ache", effort="easy")
    second = Exposure(
        pre=4, during=2, after=5, status="partial", fraction=0.5, stop_reason="time",
        quality="stretch", spread="closer", neuro="positional", effort="ok", counted=False,
    )  # fmt: skip
    assert join(first, second) == Exposure(
        pre=2, during=3, after=5, status="partial", fraction=0.5, stop_reason="time",
        quality="ache", spread="none", neuro="positional", effort="ok", counted=True,
    )  # fmt: skip
    pain = replace(second, stop_reason="pain")
    assert join(second, pain).stop_reason == join(pain, second).stop_reason == "pain"
    assert join(second, first).stop_reason == "time"
    assert join(first, first).after is None
    assert join(second, first).counted
    assert join(first, replace(first, during=7)).during == 7
    red = join(replace(first, during=7), Exposure(pre=2, during=2, quality="stretch"))
    assert (red.felt, red.quality) == (7, "ache")
    plain = join(Exposure(pre=2, during=7), Exposure(pre=2, during=2, quality="stretch"))
    assert (plain.felt, plain.quality) == (7, "none")
    assert join(replace(first, counted=False), replace(first, counted=False)).counted is False


def test_a_decision_with_what_it_rests_on():
    quiet = session(0, felt("cobra")), session(3, felt("cobra"))
    assert lines_of(*quiet)[-1] == DecisionLine(
        at=at(4, 8),
        session="3@18",
        exercise="cobra",
        decision=Decision(
            verdict=Verdict.PROGRESS,
            action=Action.STEP_UP,
            rules=("P1",),
            reason=Message.of("P1"),
            others=(),
            used=(0, 1),
            afterwards=Action.STEP_UP,
        ),
        before=LadderPlace(variant=1, step=1),
        after=LadderPlace(variant=1, step=2),
        used=("0@18", "3@18"),
        rests_until=None,
    )


def test_the_person_s_own_choice():
    assert lines_of(ChoiceMade(at=at(2), exercise="cobra", choice="ease")) == [
        ChoiceLine(
            at=at(2),
            exercise="cobra",
            choice="ease",
            before=LadderPlace(variant=1, step=1),
            after=LadderPlace(variant=1, step=0),
        )
    ]


def test_a_choice_up_counts_as_a_step_up_and_a_held_one_does_not():
    raised = replay(
        diary(session(0, felt("cobra")), ChoiceMade(at=at(2), exercise="cobra", choice="raise"))
    )
    assert raised.state.exercises["cobra"].stepped_up_on == at(2).date()
    quiet = session(0, felt("cobra")), session(3, felt("cobra"))
    held = replay(diary(*quiet, ChoiceMade(at=at(5), exercise="cobra", choice="hold")))
    assert held.state.exercises["cobra"].stepped_up_on is None
    undone = replay(
        diary(
            *quiet,
            ChoiceMade(at=at(5), exercise="cobra", choice="hold"),
            ChoiceMade(at=at(6), exercise="cobra", choice="undo"),
        )
    )
    standing = undone.state.exercises["cobra"]
    assert (standing.stepped_up_on, standing.place) == (
        at(4).date(),
        LadderPlace(variant=1, step=2),
    )
    assert standing.choices == []


def test_a_pause_its_session_and_its_end():
    quiet = felt("fold"), felt("bridge")
    nerve = session(0, felt("cobra", neuro="persistent"), *quiet, morning=None)
    lines = lines_of(nerve, LockExplained(at=at(2)), RedFlagsAnswered(at=at(3)))
    assert lines == [
        PlanLine(at=nerve.closed_at, rule="T1", message=Message.of("T1"), session="0@18"),
        PlanLine(at=at(3), rule="CLEARED", message=Message.of("cleared.T1")),
    ]
    flagged = lines_of(RedFlagsAnswered(at=at(0), flags=frozenset({"chest_pain", "weight_loss"})))
    assert flagged == [
        PlanLine(at=at(0), rule="E1", message=Message.of("E1")),
        PlanLine(at=at(0), rule="U1", message=Message.of("U1")),
    ]
    ended = session(0, morning=None, flags=frozenset({"chest_pain"}))
    assert lines_of(ended) == [
        PlanLine(at=ended.closed_at, rule="E1", message=Message.of("E1"), session="0@18")
    ]
    stays = session(0, morning=None, nerve_stays=True)
    assert lines_of(stays) == [
        PlanLine(at=stays.closed_at, rule="T1", message=Message.of("T1"), session="0@18")
    ]


def test_half_red_and_a_shared_morning():
    half = session(0, felt("cobra", 6), felt("bridge"), morning=None)
    assert lines_of(half) == [
        PlanLine(at=half.closed_at, rule="HALF", message=Message.of("HALF"), session="0@18")
    ]
    shared = lines_of(all_done(0, morning="worse", number=4))
    assert shared[0] == PlanLine(
        at=at(1, 8), rule="SHARED", message=Message.of("SHARED"), session="0@18"
    )


def test_while_strength_is_paused_its_decision_says_so_and_keeps_the_reason_behind():
    red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
    ledger = replay(diary(*red, all_done(11)))
    line = ledger.ledger.by_key["decision", "11@18", "bridge"]
    assert line.decision == replace(
        line.decision,
        verdict=Verdict.STOP_SEE,
        action=Action.STOP,
        afterwards=Action.REPEAT,
        rules=("T5",),
        reason=Message.of("T5"),
    )
    assert len(line.decision.others) == 1
    assert line.before == line.after


def test_an_easing_that_was_due_is_still_made_while_strength_is_paused():
    red = [all_done(day, felt("cobra", 6)) for day in (0, 4, 8)]
    ledger = replay(diary(*red, all_done(11, felt("bridge", 6))))
    line = ledger.ledger.by_key["decision", "11@18", "bridge"]
    assert (line.decision.verdict, line.decision.rules) == ("REGRESS", ("R1", "R5"))


def test_a_light_week_repeats_instead_of_adding():
    quiet = [session(day, felt("cobra"), number=1) for day in (0, 3)]
    raised = [session(day, felt("fold", 2), pre=2, number=3) for day in (7, 10)]
    late = [session(day, felt("bird", 2), pre=2, number=3) for day in (11, 13)]
    line = [line for line in lines_of(*quiet, *raised, *late) if isinstance(line, DecisionLine)][-1]
    assert line.decision == Decision(
        verdict=Verdict.HOLD,
        action=Action.REPEAT,
        rules=("WEEK",),
        reason=Message.of("WEEK"),
        others=(),
        used=(0, 1),
        afterwards=Action.REPEAT,
    )
    assert line.before == line.after


def test_a_review_of_a_day():
    done = all_done(0)
    day = review(
        replayed(done, RedFlagsAnswered(at=at(1), flags=frozenset({"weight_loss"}))),
        CheckedIn(at=at(3), pre=2),
    )
    assert day.locks == ("U1",)
    assert [stand.exercise for stand in day.stands] == [*DIRECTIONS, "rolls"]
    cobra = day.stands[0]
    assert cobra == Stand(
        exercise="cobra",
        place=LadderPlace(variant=1, step=1),
        decision=cobra.decision,
        rests_until=None,
    )
    assert cobra.decision.session == "0@18"
    assert day.stands[-1].decision is None
    assert day.lines[0].at == at(1, 8)
    assert day.gate.rules == ("L1",)
    spread = all_done(0, felt("cobra", 2, spread="further"))
    rests = review(replayed(spread), CheckedIn(at=at(3), pre=2)).stands
    assert [stand.rests_until is None for stand in rests] == [False, False, True, True, True, True]


def test_a_gate_counts_the_days():
    def rules(day, **fields):
        return review(replayed(all_done(0)), CheckedIn(at=at(day), pre=1, **fields)).gate.rules

    assert rules(0.2) == ("D4", "D5")
    assert rules(1) == ("D5",)
    assert rules(2) == ("D1",)
    skipped = {"status": "skipped", "fraction": 0.0, "stop_reason": "time"}
    nothing = session(0, felt("cobra", **skipped))
    assert review(replayed(nothing), CheckedIn(at=at(0.2), pre=1)).gate.rules == ("D1",)
    given_up = session(0, felt("cobra", **{**skipped, "stop_reason": "pain"}))
    assert review(replayed(given_up), CheckedIn(at=at(0.2), pre=1)).gate.rules == ("HALF",)


def test_advice_with_its_numbers():
    checks = [CheckedIn(at=at(day), pre=6) for day in (0, 7)]
    day = review(replayed(*checks, usual=7), CheckedIn(at=at(14), pre=6)).advice
    assert day == (Message.of("advice.usual", usual=7),)
    severe = [CheckedIn(at=at(day), pre=8) for day in (0, 1, 2)]
    day = review(replayed(*severe), CheckedIn(at=at(3), pre=8)).advice
    assert day == (Message.of("advice.severe", days=4),)
    weeks = [CheckedIn(at=at(7 * week), pre=5) for week in range(6)]
    day = review(replayed(*weeks), CheckedIn(at=at(42), pre=5)).advice
    assert day == (Message.of("A1", weeks=6),)


def test_a_morning_without_words_is_no_answer_and_a_word_counts_as_the_usual():
    silent = session(0, felt("cobra"), answered={"word": None})
    assert replay(diary(silent)).state.weeks.mornings == {}
    quiet = replay(diary(session(0, felt("cobra")), usual=3))
    assert list(quiet.state.weeks.quiets.values()) == [[3]]
    better = session(0, felt("cobra"), morning="better")
    assert list(replay(diary(better)).state.weeks.quiets.values()) == [[1]]
    number = session(0, felt("cobra"), answered={"word": None, "number": 2})
    assert replay(diary(number)).state.numbers == [2]
    far = session(0, felt("cobra"), morning="worse", number=5)
    assert replay(diary(far)).state.numbers == []
    assert Morning(at=at(0)).word is None


def test_a_line_that_is_taken_back_is_struck_until_it_is_written_again():
    line = PlanLine(
        at=at(0),
        rule="REST",
        message=Message.of("REST"),
        session="0@18",
        direction="extension",
        until=at(14).date(),
    )
    ledger = Ledger()
    ledger.strike(line.key)  # It was written in an earlier telling.
    assert (ledger.lines, ledger.struck) == ([], {line.key})
    ledger.add(line)
    assert (ledger.lines, ledger.struck) == ([line], set())


def test_an_event_is_known_by_its_moment_its_kind_and_its_name():
    done = session(0, felt("cobra"))
    events = RedFlagsAnswered(at=at(0)), MorningAfter(session=done.id, morning=done.morning), done
    assert [key_of(event)[::2] for event in events] == [
        (at(0), ""), (at(1, 8), "0@18"), (done.closed_at, "0@18"),
    ]  # fmt: skip
    assert key_of(ChoiceMade(at=at(0), exercise="cobra", choice="ease"))[2] == "cobra"
    ledger = replay(diary(done))
    assert ledger.state.through == key_of(MorningAfter(session=done.id, morning=done.morning))


def test_every_kind_of_line_is_printed():
    spread = all_done(0, felt("cobra", 2, spread="further"))
    ledger = replay(
        diary(
            spread, ChoiceMade(at=at(2), exercise="fold", choice="ease"), RedFlagsAnswered(at=at(3))
        )
    )
    rows = rows_of(ledger)
    table = table_of(rows).splitlines()
    assert "cobra-middle 2/3, rests until 2026-01-19" in table[1]
    assert {row.get("plan") for row in rows} >= {"REST"}
    assert any("plan extension" in line and "until 2026-01-19" in line for line in table)
    assert table[-1].endswith("easier, by own choice")
    assert rows[-1]["from"] == "fold-middle 2/3"


def test_at_the_very_bottom_there_is_nothing_easier():
    bottom = (ExerciseAdded(at=at(-1), exercise="cobra", variant="cobra-easy", step=0),)
    assert lines_of(ChoiceMade(at=at(0), exercise="cobra", choice="ease"), begun=bottom) == []


def test_the_morning_of_another_session_is_not_taken_for_that_of_the_newest():
    ledger = replay(diary(session(0, felt("cobra"), morning=None)))
    ledger.record(
        [MorningAfter(session="another", morning=Morning(at=at(1, 8), word="worse", number=9))]
    )
    assert ledger.ledger.lines == []
    assert ledger.state.exercises["cobra"].exposures[-1].morning is None
