"""The sentence of each rule, word for word, with its numbers."""

import pytest
from msgspec.structs import replace

from routines.progression import ExerciseContext, Exposure, GateContext, decide, gate
from routines.progression.published.sentences import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
    sentence,
)

CLEAN = Exposure(after=0, morning=0)
TODAY = ExerciseContext()


def e(**fields):
    return replace(CLEAN, **fields)


def c(**fields):
    return replace(TODAY, **fields)


STEADY = e(pre=4, during=4, after=4, morning=4)
THREE = ("2", "3", "4")

SENTENCES = [
    ([e(during=9)], TODAY, "9 is a lot, so no more of this until it is quieter."),
    ([e(after=8)], TODAY, "8 is a lot, so no more of this until it is quieter."),
    ([e(during=6)], TODAY, "Bridge was a 6, so a little easier next time."),
    ([e(during=4, quality="sharp")], TODAY,
     "Bridge felt sharp at 4, so a little easier next time."),
    ([e(status="partial", fraction=0.5, stop_reason="pain")], TODAY,
     "Bridge had to stop part-way, so a little easier next time."),
    ([e(morning=3)], TODAY,
     "The next morning was 3 above your usual, so a little easier next time."),
    ([e(pre=4, morning=6)], TODAY,
     "The next morning was 2 above your usual, so a little easier next time."),
    ([e(morning=2), e(morning=2)], TODAY,
     "The next morning was 2 above your usual again, so a little easier next time."),
    ([e(during=4, morning=2)], TODAY,
     "Bridge was one of the higher ones and the next morning was 2 above your usual, so a"
     " little easier next time."),
    ([e(during=2), e(during=3), e(during=4)], TODAY,
     "2, 3, 4 over three sessions, so we ease off."),
    ([e(during=4), e(during=5), e(during=4)], TODAY,
     "Bridge brought the number up three times running, so a little easier."),
    ([e(during=6)], c(step=0, variant=0),
     "Bridge is already at its easiest dose, so something different instead."),
    ([CLEAN], c(same_direction_red=2),
     "2 exercises in this direction were at 6 or more, so all of them ease a little."),
    ([CLEAN], c(days_since_last_session=9),
     "9 days off, so the same dose again to begin with."),
    ([CLEAN], c(days_since_last_session=16), "Welcome back. 16 days off, so one step lower."),
    ([CLEAN], c(days_since_last_session=30),
     "Welcome back. 30 days off, so half-way back to the start."),
    ([CLEAN], c(days_since_last_session=60),
     "Welcome back. 60 days off, so we start again gently."),
    ([CLEAN], c(days_since_last_session=60, step=0, variant=0),
     "Welcome back. 60 days off, and this is already the gentlest dose."),
    ([CLEAN, e(status="skipped", fraction=0.0, stop_reason="time")], TODAY,
     "Bridge was left out this time, so nothing changes."),
    ([e(during=5)], TODAY, "5 is fine to work with. We repeat before adding."),
    ([e(after=6)], TODAY, "6 soon afterwards is a good deal, so the same dose again."),
    ([e(morning=2)], TODAY, "The next morning was 2 above your usual, so the same again."),
    ([e(morning=3)], c(bad_morning_attributed=False),
     "The next morning was 3 above your usual, and nothing points to this exercise, so it"
     " stays the same."),
    ([e(pre=1, morning=None)], c(next_pre=4),
     "You began 3 higher than last time, so the same again."),
    ([e(during=1), e(during=2), e(during=3)], TODAY, "1, 2, 3 over three sessions, so we repeat."),
    ([CLEAN, CLEAN], c(days_since_progressed=5),
     "This moved up 5 days ago, so it stays for a week."),
    ([e(pre=4, morning=4)], TODAY, "You began at 4, so we repeat before adding."),
    ([CLEAN], c(weeks_without_change=6),
     "Little change in six weeks, so nothing is added. A GP or physiotherapist could help."),
    ([e(morning=None)], TODAY, "No answer for the morning after, so the same again."),
    ([e(morning=None, morning_word="worse")], TODAY,
     "The next morning was worse, but got no number, so the same again."),
    ([e(morning=1, morning_word="worse")], TODAY,
     "You said that the next morning was worse, so the same again."),
    ([e(quality="sharp", during=0)], TODAY, "Your answers differ, so we use the careful one."),
    ([CLEAN, CLEAN], c(others_progressed_this_week=2),
     "Two other strength exercises moved up this week, so this one waits."),
    ([CLEAN], c(others_progressed_this_week=2),
     "One more good session at this dose and it can move up."),
    ([CLEAN, CLEAN], c(others_progressed_this_week=2, step=3, variant=3),
     "You are where you wanted to be, so this stays for now."),
    ([e(counted=False)], c(others_progressed_this_week=2, step=3, variant=3),
     "A gentle day changes nothing."),
    ([CLEAN], c(sessions_same_day=2), "Two sessions that day, so the same again."),
    ([CLEAN], c(volume_ratio=1.6), "That was a lot for one day, so the same again."),
    ([STEADY] * 4, TODAY, "Steady at 4, and this does not change it, so a little more."),
    ([replace(STEADY, during=5)] + [STEADY] * 3, TODAY,
     "Between 4 and 5 four times running, and this does not change it, so a little more."),
]  # fmt: skip


@pytest.mark.parametrize(("exposures", "context", "words"), SENTENCES)
def test_the_sentence_of_a_decision(exposures, context, words):
    assert sentence(decide(exposures, context).reason, DECISION_SENTENCES, "Bridge") == words


def test_what_a_decision_rests_on():
    assert decide([CLEAN, CLEAN, CLEAN], TODAY).used == (1, 2)
    assert decide([STEADY] * 5, TODAY).used == (1, 2, 3, 4)
    assert decide([replace(STEADY, during=5)] + [STEADY] * 3, TODAY).used == (0, 1, 2, 3)
    assert decide([e(quality="sharp"), CLEAN, e(quality="sharp")], TODAY).used == (0, 2)
    skipped = e(status="skipped", fraction=0.0, stop_reason="pain")
    assert decide([skipped, CLEAN, skipped], TODAY).used == (0, 2)
    assert decide([e(during=2), e(during=3), e(during=4)], TODAY).used == (0, 1, 2)
    assert decide([e(during=1), e(during=2), e(during=3)], TODAY).used == (0, 1, 2)
    assert decide([e(during=4), e(during=5), e(during=4)], TODAY).used == (0, 1, 2)
    hard = e(status="partial", fraction=0.4, stop_reason="too_hard")
    assert decide([CLEAN, hard, hard], TODAY).used == (1, 2)
    assert decide([e(effort="easy")] * 3, TODAY).used == (1, 2)
    assert decide([CLEAN] * 3, c(step=3)).used == (1, 2)
    assert decide([CLEAN] * 3, c(step=3, variant=3)).used == (1, 2)
    assert decide([CLEAN, e(during=6)], c(step=0, variant=0)).used == (1,)


def test_up_to_two_more_reasons_stand_behind_it():
    many = decide([e(during=9, neuro="persistent", spread="further")], TODAY)
    assert [message.id for message in many.others] == ["T3", "X1"]
    assert decide([], c(flags=frozenset({"weight_loss"}))).others[0].id == "H0"


@pytest.mark.parametrize(
    ("check_in", "words"),
    [
        (GateContext(pre=8), "8 today, so no exercises planned."),
        (GateContext(days_since_last_session=40), "40 days since your last session."),
        (GateContext(pre=6), "6 today, so a gentle version."),
    ],
)
def test_the_sentence_of_a_gate(check_in, words):
    assert sentence(gate(check_in).reason, GATE_SENTENCES).startswith(words)


def test_the_further_rows_of_a_gate_stand_behind_it():
    decision = gate(GateContext(pre=9, days_since_last_session=0, days_since_strength=0))
    assert decision.rules == ("T3", "D4", "D5")
    assert decision.reason.id == "T3"
    assert [message.id for message in decision.others] == ["D4", "D5"]


def test_no_more_than_two_of_them_do():
    decision = gate(
        GateContext(pre=4, days_since_last_session=0, days_since_strength=0, strength_locked=True)
    )
    assert decision.rules == ("D4", "D2", "T5", "D5")
    assert [message.id for message in decision.others] == ["D2", "T5"]


# Diaries hold these ids, for each of the three places where a sentence is read.
KEPT = {
    "decisions": (
        DECISION_SENTENCES,
        "E1 U1 T1 T2 T3 X1 X2 X3 X4 X5 R1 R2.sharp R2.stopped R3 R4 R4.amber R5 R6 R8 R9 G1 G2 G3"
        " G4 gap.floor H0 H8n H1 H1a H1s H2 H2.shared H2.next H3 H3.worse H3.early H4 H5 H6"
        " H6.worse H7 H8 H8.two H8.goal H8.today H8.yesterday H8.week H8.others H8.reached WEEK"
        " REST T5 H9 H9.volume H10 H11 H12 A1 P1 P2 P2.range P3 P3.steady P4.one P4 M1",
    ),
    "check-ins": (GATE_SENTENCES, "E1 U1 L1 T3 G3 D3 D4 D2 HALF WEEK T5 D5 D1"),
    "entries of the plan": (
        PLAN_SENTENCES,
        "E1 U1 T1 T2 T5 T5.weeks A1 WEEK HALF SHARED REST T3.day D3.day D2.day cleared.E1"
        " cleared.U1 cleared.T1 cleared.T2 cleared.T5 advice.usual advice.severe",
    ),
}


@pytest.mark.parametrize("place", KEPT)
def test_a_sentence_stays_while_a_row_may_hold_its_id(place):
    sentences, ids = KEPT[place]
    assert set(ids.split()) <= set(sentences)
