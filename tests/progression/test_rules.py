"""Every rule on one exercise (docs/rules.md, Deciding), case by case, and what bounds it."""

import pytest
from msgspec.structs import replace

from routines.progression import ExerciseContext, Exposure, Message, decide
from routines.vocabulary import Action, Verdict

CLEAN = Exposure(after=0, morning=0)
BEGUN = ExerciseContext()
FLOOR = ExerciseContext(step=0, variant=0)


def e(**fields):
    """A clean exposure, but for what is given."""
    return replace(CLEAN, **fields)


def c(**fields):
    return replace(BEGUN, **fields)


STEADY = e(pre=4, during=4, after=4, morning=4)
LATE = e(morning=None)
SKIPPED = e(status="skipped", fraction=0.0, stop_reason="time")
PAIN_SKIPPED = e(status="skipped", fraction=0.0, stop_reason="pain")
TOO_HARD = e(status="partial", fraction=0.4, stop_reason="too_hard")

# (what it shows, exposures, context, verdict, rules, action)
TABLE = [
    # Stop
    ("E1: any emergency flag", [CLEAN, CLEAN], c(flags=frozenset({"chest_pain"})),
     "EMERGENCY", ["E1"], "stop"),
    ("E1 beats U1", [], c(flags=frozenset({"chest_pain", "weight_loss"})),
     "EMERGENCY", ["E1"], "stop"),
    ("U1: any urgent flag", [SKIPPED], c(flags=frozenset({"weight_loss"})),
     "URGENT", ["U1"], "stop"),
    ("T1: a nerve sign that stays", [e(neuro="persistent")], BEGUN, "STOP_SEE", ["T1"], "stop"),
    ("T2: spread further, still there in the morning",
     [e(spread="further", spread_next_morning=True)], BEGUN, "STOP_SEE", ["T2"], "stop"),
    ("T2: spread further, another direction too", [e(spread="further")],
     c(other_directions_spread=1), "STOP_SEE", ["T2"], "stop"),
    ("T3: 8 during", [e(pre=8, during=8, morning=8)], BEGUN, "STOP_SEE", ["T3"], "stop"),
    ("T3: 8 next morning", [e(pre=7, morning=8)], BEGUN, "STOP_SEE", ["T3"], "stop"),
    ("T3 and T1 both name the stop", [e(during=9, neuro="persistent")], BEGUN,
     "STOP_SEE", ["T1", "T3"], "stop"),
    # Swap
    ("X1: spread further, gone by morning", [e(spread="further")], BEGUN, "SWAP", ["X1"], "swap"),
    ("X2: sharp again after a gentle day", [e(quality="sharp", during=1, counted=False),
     e(quality="sharp", during=1)], BEGUN, "SWAP", ["X2"], "swap"),
    ("X2 looks no further back than two", [e(quality="sharp", during=1), CLEAN, CLEAN,
     e(quality="sharp", during=1)], BEGUN, "HOLD", ["H11", "H8"], "repeat"),
    ("X3: left out for pain again, a skip for time between", [PAIN_SKIPPED, SKIPPED, PAIN_SKIPPED],
     BEGUN, "SWAP", ["X3"], "swap"),
    ("X4: tingling that cleared", [e(neuro="positional")], BEGUN, "SWAP", ["X4"], "swap"),
    ("X5: a pain regress at the floor", [e(during=6)], FLOOR, "SWAP", ["X5", "R1"], "swap"),
    ("X5 names every rule that asked", [e(during=6, quality="sharp")], FLOOR,
     "SWAP", ["X5", "R1", "R2"], "swap"),
    # Regress
    ("R1: 6 during", [e(during=6)], BEGUN, "REGRESS", ["R1"], "step_down"),
    ("5 is not red", [e(during=5)], BEGUN, "HOLD", ["H1", "H8"], "repeat"),
    ("R2: sharp at 4", [e(during=4, quality="sharp")], BEGUN, "REGRESS", ["R2"], "step_down"),
    ("R2: stopped for pain", [e(status="partial", fraction=0.9, stop_reason="pain")], BEGUN,
     "REGRESS", ["R2"], "step_down"),
    ("R3: carry 3", [e(morning=3)], BEGUN, "REGRESS", ["R3"], "step_down"),
    ("R3: carry 2 with a morning of 6", [e(pre=4, during=4, after=4, morning=6)], BEGUN,
     "REGRESS", ["R3", "R4"], "step_down"),
    ("R3 needs attribution", [e(morning=3)], c(bad_morning_attributed=False),
     "HOLD", ["H2", "H8"], "repeat"),
    ("the usual morning is what carry is counted from", [e(morning=4, usual_morning=3)], BEGUN,
     "HOLD", ["H8"], "repeat"),
    ("R4: carry 2 twice running", [e(morning=2), e(morning=2)], BEGUN,
     "REGRESS", ["R4"], "step_down"),
    ("R4: carry 2 once, at 4 during", [e(pre=3, during=4, morning=5)], BEGUN,
     "REGRESS", ["R4"], "step_down"),
    ("R4: a quiet word between counts as 0",
     [e(morning=2), e(morning=None, morning_word="same"), e(morning=2)], BEGUN,
     "HOLD", ["H2", "H8"], "repeat"),
    ("R4: a missing morning between is passed over", [e(morning=2), LATE, e(morning=2)], BEGUN,
     "REGRESS", ["R4"], "step_down"),
    ("R5: 2, 3, 4", [e(during=2), e(during=3), e(during=4)], BEGUN,
     "REGRESS", ["R5"], "step_down"),
    ("R5: a fall breaks it", [e(during=3), e(during=2), e(during=4)], BEGUN,
     "HOLD", ["H1", "H8"], "repeat"),
    ("R5: closer to the spine is a good sign",
     [e(during=2), e(during=3), e(during=4, spread="closer")], BEGUN,
     "HOLD", ["H1", "H8"], "repeat"),
    ("R5 looks at one dose only", [e(during=2, dose=9), e(during=3), e(during=4)], BEGUN,
     "HOLD", ["H1", "H8"], "repeat"),
    ("R5 steps over a skip", [e(during=2), e(during=3), PAIN_SKIPPED, e(during=4)], BEGUN,
     "REGRESS", ["R5"], "step_down"),
    ("R5: two that were done are not three", [e(during=2), PAIN_SKIPPED, e(during=4)], BEGUN,
     "HOLD", ["H1", "H8"], "repeat"),
    ("R5 does not speak of a newest that was left out",
     [e(during=2), e(during=3), e(during=4), PAIN_SKIPPED], BEGUN,
     "HOLD", ["H1s", "H8"], "repeat"),
    ("R5: 2, 4, 4 never fell either", [e(during=2), e(during=4), e(during=4)], BEGUN,
     "REGRESS", ["R5"], "step_down"),
    ("R6: 4, 4, 4 from 2", [e(pre=2, during=4)] * 3, BEGUN, "REGRESS", ["R6"], "step_down"),
    ("R6: a rise of 1 is noise", [e(pre=3, during=4)] * 3, BEGUN, "HOLD", ["H1", "H8"], "repeat"),
    ("R6: closer to the spine is a good sign",
     [e(pre=2, during=4), e(pre=2, during=4), e(pre=2, during=4, spread="closer")], BEGUN,
     "HOLD", ["H1", "H8"], "repeat"),
    ("R6 does not speak of a newest that was left out",
     [e(pre=2, during=4)] * 3 + [replace(PAIN_SKIPPED, pre=4, morning=4)], BEGUN,
     "HOLD", ["H1s", "H12", "H8"], "repeat"),
    ("R6 does not speak of a gentle day",
     [e(pre=2, during=4)] * 3 + [e(pre=2, during=4, counted=False)], BEGUN,
     "HOLD", ["H1", "H10"], "repeat"),
    ("R8: two of this direction red", [CLEAN], c(same_direction_red=2),
     "REGRESS", ["R8"], "step_down"),
    ("R8: one is not enough", [CLEAN, CLEAN], c(same_direction_red=1),
     "PROGRESS", ["P1"], "step_up"),
    ("R9: under half twice, at whatever dose", [replace(TOO_HARD, dose=9), TOO_HARD], BEGUN,
     "REGRESS", ["R9"], "step_down"),
    ("R9: once is not twice", [TOO_HARD], BEGUN, "HOLD", ["H4", "H8"], "repeat"),
    ("R9: half is not under half", [TOO_HARD, replace(TOO_HARD, fraction=0.5)], BEGUN,
     "HOLD", ["H4", "H8"], "repeat"),
    ("R9: a gentle day in between is not counted",
     [TOO_HARD, replace(TOO_HARD, counted=False), TOO_HARD], BEGUN, "REGRESS", ["R9"],
     "step_down"),
    ("R9: the newest must be counted", [TOO_HARD, TOO_HARD, replace(TOO_HARD, counted=False)],
     BEGUN, "HOLD", ["H4", "H10"], "repeat"),
    ("R at step 0 goes to the easier variant", [e(during=6)], c(step=0),
     "REGRESS", ["R1"], "easier_variant"),
    # Gaps
    ("7 days off is nothing", [CLEAN, CLEAN], c(days_since_last_session=7),
     "PROGRESS", ["P1"], "step_up"),
    ("G1: 8 days off", [CLEAN, CLEAN], c(days_since_last_session=8), "HOLD", ["G1"], "repeat"),
    ("G1: 13 days off", [CLEAN, CLEAN], c(days_since_last_session=13), "HOLD", ["G1"], "repeat"),
    ("G2: 14 days off", [CLEAN, CLEAN], c(days_since_last_session=14),
     "REGRESS", ["G2"], "step_down"),
    ("G2: 27 days off at step 0", [CLEAN], c(days_since_last_session=27, step=0),
     "REGRESS", ["G2"], "easier_variant"),
    ("G3: 28 days off", [CLEAN], c(days_since_last_session=28, step=3),
     "REGRESS", ["G3"], "half"),
    ("G3: 55 days off at step 0", [CLEAN], c(days_since_last_session=55, step=0),
     "REGRESS", ["G3"], "easier_variant"),
    ("G4: 56 days off", [CLEAN], c(days_since_last_session=56), "REGRESS", ["G4"], "restart"),
    ("G4 at step 0 still restarts", [CLEAN], c(days_since_last_session=56, step=0),
     "REGRESS", ["G4"], "restart"),
    ("G4 on the easiest variant", [CLEAN], c(days_since_last_session=56, variant=0),
     "REGRESS", ["G4"], "restart"),
    ("a gap names the action beside others", [e(during=6)],
     c(days_since_last_session=40, step=3), "REGRESS", ["R1", "G3"], "half"),
    ("a gap at the floor stays", [CLEAN, CLEAN], replace(FLOOR, days_since_last_session=60),
     "HOLD", ["G4"], "repeat"),
    ("a red and a gap at the floor swap", [e(during=6)],
     replace(FLOOR, days_since_last_session=60), "SWAP", ["X5", "R1"], "swap"),
    ("H0: nothing logged, whatever the gap", [], c(days_since_last_session=90),
     "HOLD", ["H0"], "repeat"),
    ("H8n: a neutral skip after two clean", [CLEAN, CLEAN, SKIPPED], BEGUN,
     "HOLD", ["H8n"], "repeat"),
    ("H8n: but a gap speaks", [CLEAN, SKIPPED], c(days_since_last_session=14),
     "REGRESS", ["G2"], "step_down"),
    ("H8n: nothing else speaks", [e(status="skipped", fraction=0.0, morning=9)], BEGUN,
     "HOLD", ["H8n"], "repeat"),
    # Hold
    ("H1: 5 afterwards", [CLEAN, e(after=5)], BEGUN, "HOLD", ["H1", "H8"], "repeat"),
    ("H1a: 6 afterwards", [CLEAN, e(after=6)], BEGUN, "HOLD", ["H1a", "H8"], "repeat"),
    ("H1s: left out for pain", [CLEAN, PAIN_SKIPPED], BEGUN, "HOLD", ["H1s", "H8"], "repeat"),
    ("H2: carry 2, once", [CLEAN, e(morning=2)], BEGUN, "HOLD", ["H2", "H8"], "repeat"),
    ("H2: carry 4, not attributed", [CLEAN, e(morning=4)], c(bad_morning_attributed=False),
     "HOLD", ["H2", "H8"], "repeat"),
    ("H2: carry 2, not attributed", [CLEAN, e(morning=2)], c(bad_morning_attributed=False),
     "HOLD", ["H2", "H8"], "repeat"),
    ("H2: carry 1 called worse is not 2", [CLEAN, e(morning=1, morning_word="worse")],
     c(bad_morning_attributed=False), "HOLD", ["H6", "H8"], "repeat"),
    ("H2: no morning, and the next start is 2 above", [LATE], c(next_pre=2),
     "HOLD", ["H2", "H3", "H8"], "repeat"),
    ("H3: no morning", [CLEAN, LATE], BEGUN, "HOLD", ["H3", "H8"], "repeat"),
    ("H3: two clean before it do not stand in for it", [CLEAN, CLEAN, LATE], BEGUN,
     "HOLD", ["H3", "H8"], "repeat"),
    ("H3: worse without a number is missing", [CLEAN, e(morning=None, morning_word="worse")],
     BEGUN, "HOLD", ["H3", "H6", "H8"], "repeat"),
    ("H4: ran out of time", [CLEAN, e(status="partial", fraction=0.95, stop_reason="time")],
     BEGUN, "HOLD", ["H4", "H8"], "repeat"),
    ("H4: no reason counts as other", [CLEAN, e(status="partial", fraction=0.5)],
     BEGUN, "HOLD", ["H4", "H8"], "repeat"),
    ("H5: hard", [CLEAN, e(effort="hard")], BEGUN, "HOLD", ["H5", "H8"], "repeat"),
    ("H6: better with carry 2", [CLEAN, e(morning=2, morning_word="better")], BEGUN,
     "HOLD", ["H2", "H6", "H8"], "repeat"),
    ("H6: done for pain", [CLEAN, e(stop_reason="pain")], BEGUN, "HOLD", ["H6", "H8"], "repeat"),
    ("H6: sharp at 0", [CLEAN, e(quality="sharp")], BEGUN, "HOLD", ["H6", "H11", "H8"], "repeat"),
    ("H7: 0, 1, 2", [CLEAN, e(during=1), e(during=2)], BEGUN, "HOLD", ["H7"], "repeat"),
    ("H8: one clean", [e(dose=9), CLEAN], BEGUN, "HOLD", ["H8"], "repeat"),
    ("H8: nearly all done is not all done", [CLEAN, e(fraction=0.89)], BEGUN,
     "HOLD", ["H8"], "repeat"),
    ("H8: stepped up 6 days ago", [CLEAN, CLEAN], c(days_since_progressed=6),
     "HOLD", ["H8"], "repeat"),
    ("H8: stepped up 7 days ago", [CLEAN, CLEAN], c(days_since_progressed=7),
     "PROGRESS", ["P1"], "step_up"),
    ("H8: two other strength exercises stepped up", [CLEAN, CLEAN],
     c(others_progressed_this_week=2), "HOLD", ["H8"], "repeat"),
    ("H8: one other is fine", [CLEAN, CLEAN], c(others_progressed_this_week=1),
     "PROGRESS", ["P1"], "step_up"),
    ("H9: two sessions on the day", [CLEAN, CLEAN], c(sessions_same_day=2),
     "HOLD", ["H9"], "repeat"),
    ("H9: more than half again the volume", [CLEAN, CLEAN], c(volume_ratio=1.6),
     "HOLD", ["H9"], "repeat"),
    ("H9: half again is fine", [CLEAN, CLEAN], c(volume_ratio=1.5), "PROGRESS", ["P1"], "step_up"),
    ("H9: half again is fine on a hard day too", [CLEAN, e(effort="hard")], c(volume_ratio=1.5),
     "HOLD", ["H5", "H8"], "repeat"),
    ("H10: a gentle day", [CLEAN, e(counted=False)], BEGUN, "HOLD", ["H10"], "repeat"),
    ("H11: sharp at 3", [CLEAN, e(during=3, quality="sharp")], BEGUN,
     "HOLD", ["H11", "H8"], "repeat"),
    ("H12: begun at 4", [CLEAN, e(pre=4, morning=4)], BEGUN, "HOLD", ["H12", "H8"], "repeat"),
    ("A1: six weeks", [CLEAN, CLEAN], c(weeks_without_change=6), "HOLD", ["A1"], "repeat"),
    ("A1: five weeks are not six", [CLEAN, CLEAN], c(weeks_without_change=5),
     "PROGRESS", ["P1"], "step_up"),
    ("A1 is not lifted by P2", [STEADY] * 4, c(weeks_without_change=6), "HOLD", ["A1"], "repeat"),
    # Progress
    ("P1: a gentle day between is stepped over", [CLEAN, e(counted=False), CLEAN], BEGUN,
     "PROGRESS", ["P1"], "step_up"),
    ("P1: a skip for time between is stepped over", [CLEAN, SKIPPED, CLEAN], BEGUN,
     "PROGRESS", ["P1"], "step_up"),
    ("P1: left out for pain between breaks it", [CLEAN, PAIN_SKIPPED, CLEAN], BEGUN,
     "HOLD", ["H8"], "repeat"),
    ("P1: a bad morning between breaks it", [CLEAN, e(morning=2), CLEAN], BEGUN,
     "HOLD", ["H8"], "repeat"),
    ("P1: a missing morning of a session that was not comfortable breaks it",
     [CLEAN, replace(LATE, during=4), CLEAN], BEGUN, "HOLD", ["H8"], "repeat"),
    ("P1: quiet words are answers",
     [e(morning=None, morning_word="better"), e(morning=None, morning_word="same")], BEGUN,
     "PROGRESS", ["P1"], "step_up"),
    ("P1: another dose between breaks it", [CLEAN, e(dose=9), CLEAN], BEGUN,
     "HOLD", ["H8"], "repeat"),
    ("P4: easy twice", [e(effort="easy")] * 2, c(step=0), "PROGRESS", ["P4", "P1"],
     "two_steps_up"),
    ("P4: at 1", [e(effort="easy", during=1)] * 2, c(step=0), "PROGRESS", ["P4", "P1"],
     "two_steps_up"),
    ("P4: one easy is P1", [CLEAN, e(effort="easy")], BEGUN, "PROGRESS", ["P1"], "step_up"),
    ("P4: easy at 2 is P1", [e(effort="easy"), e(effort="easy", during=2)], BEGUN,
     "PROGRESS", ["P1"], "step_up"),
    ("P4 at the last dose goes to the next variant", [e(effort="easy")] * 2, c(step=3),
     "PROGRESS", ["P3", "P1"], "next_variant"),
    ("P2: a steady 4", [STEADY] * 4, BEGUN, "PROGRESS", ["P2"], "step_up"),
    ("P2: a start of 4 is enough", [e(pre=4, during=3, morning=4)] * 4, BEGUN,
     "PROGRESS", ["P2"], "step_up"),
    ("P2: a single 4 before the newest is enough",
     [e(pre=3, during=during, morning=3) for during in (3, 3, 4, 3)], BEGUN,
     "PROGRESS", ["P2"], "step_up"),
    ("P2: two above the first is not level",
     [replace(STEADY, during=during) for during in (3, 4, 4, 5)], BEGUN,
     "HOLD", ["H1", "H12", "H8"], "repeat"),
    ("P2: three are too few", [STEADY] * 3, BEGUN, "HOLD", ["H1", "H12", "H8"], "repeat"),
    ("P2: pre 6 is too high", [replace(STEADY, pre=6, morning=6)] * 4, BEGUN,
     "HOLD", ["H1", "H12", "H8"], "repeat"),
    ("P2: a rise of 2 is too much", [replace(STEADY, pre=2, morning=2)] * 4, BEGUN,
     "REGRESS", ["R6"], "step_down"),
    ("P2: one above the first is level", [STEADY, STEADY, STEADY, replace(STEADY, during=5)],
     BEGUN, "PROGRESS", ["P2"], "step_up"),
    ("P2: all at 3 is not amber, and after 4 is not comfortable",
     [e(pre=3, during=3, after=4, morning=3)] * 4, BEGUN, "HOLD", ["H1", "H8"], "repeat"),
    ("P2: the newest 4 alone does not unlock it",
     [e(pre=3, during=3, after=4, morning=3)] * 3 + [e(pre=3, during=4, after=4, morning=3)],
     BEGUN, "HOLD", ["H1", "H8"], "repeat"),
    ("P2: the missing morning of a steady session is stepped over",
     [STEADY, STEADY, replace(STEADY, morning=None), STEADY, STEADY], BEGUN,
     "PROGRESS", ["P2"], "step_up"),
    ("P2 does not lift the week", [STEADY] * 4, c(days_since_progressed=3),
     "HOLD", ["H8"], "repeat"),
    ("P3 by P2", [STEADY] * 4, c(step=3), "PROGRESS", ["P3", "P2"], "next_variant"),
    ("M1", [CLEAN, CLEAN], c(step=3, variant=3), "MAINTAIN", ["M1"], "maintain"),
    ("M1 by P2", [STEADY] * 4, c(step=3, variant=3), "MAINTAIN", ["M1"], "maintain"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("exposures", "context", "verdict", "rules", "action"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_table(exposures, context, verdict, rules, action):
    decision = decide(exposures, context)
    assert (decision.verdict, list(decision.rules), decision.action) == (verdict, rules, action)


class TestOrderOfCaution:
    def test_the_most_cautious_rule_wins_and_up_to_two_others_stand_behind(self):
        newest = e(during=6, quality="sharp", neuro="positional", effort="hard")
        decision = decide([newest], BEGUN)
        assert decision.verdict == Verdict.SWAP
        assert decision.reason.id == "X4"
        assert [message.id for message in decision.others] == ["R1", "R2.sharp"]

    def test_regress_reasons_do_not_add_up(self):
        decision = decide([e(during=6, quality="sharp", morning=5)], c(step=3))
        assert decision.rules == ("R1", "R2", "R3")
        assert decision.action == Action.STEP_DOWN

    @pytest.mark.parametrize(
        ("exposure", "behind"),
        [
            (e(status="partial", fraction=0.5, stop_reason="pain"), ["H8.two"]),
            (e(during=4, quality="sharp"), ["H1", "H8.two"]),
            (e(morning=2), ["H8.two"]),
            (e(neuro="positional"), ["H8.two"]),
        ],
    )
    def test_only_what_is_so_stands_behind(self, exposure, behind):
        assert [message.id for message in decide([exposure], BEGUN).others] == behind

    def test_an_emergency_sign_is_no_urgent_one(self):
        decision = decide([], c(flags=frozenset({"chest_pain"})))
        assert [message.id for message in decision.others] == ["H0"]

    def test_at_the_floor_the_rule_that_asked_stands_behind(self):
        assert decide([e(during=6)], FLOOR).others[0] == Message.of("R1", during=6)


class TestEntriesUsed:
    def test_a_rule_of_a_streak_names_all_its_entries(self):
        assert decide([CLEAN, SKIPPED, CLEAN], BEGUN).used == (0, 2)

    def test_a_rule_of_the_newest_names_it_alone(self):
        assert decide([CLEAN, e(during=6)], BEGUN).used == (1,)

    def test_nothing_logged_uses_nothing(self):
        assert decide([], BEGUN).used == ()
        assert decide([], c(flags=frozenset({"chest_pain"}))).used == ()

    def test_two_rules_that_win_name_the_entries_of_both(self):
        decision = decide([CLEAN, e(during=2), e(during=4), e(during=6)], BEGUN)
        assert (decision.rules, decision.used) == (("R1", "R5"), (1, 2, 3))


class TestAGoodStretch:
    @pytest.mark.parametrize("during", [0, 5, 10])
    def test_counts_as_the_smaller_of_start_and_number(self, during):
        stretch = e(pre=1, during=during, quality="stretch")
        assert stretch.felt == min(1, during)

    def test_counts_as_its_number_when_it_tingles(self):
        assert e(pre=1, during=7, quality="stretch", neuro="positional").felt == 7

    def test_counts_as_its_number_when_it_spreads(self):
        assert e(pre=1, during=7, quality="stretch", spread="closer").felt == 7


# (what it shows, exposures, context, the message that says so)
MESSAGES = [
    ("P3 by P2 does not call it comfortable", [STEADY] * 4, c(step=3), "P3.steady"),
    ("P3 by P1 calls it comfortable", [CLEAN] * 2, c(step=3), "P3"),
    ("P4 with one step left says one", [e(effort="easy")] * 2, c(step=2), "P4.one"),
    ("P4 with room says two", [e(effort="easy")] * 2, c(step=1), "P4"),
    ("H8 at the goal's last dose does not promise more", [CLEAN], c(step=3, variant=3), "H8.goal"),
    ("H8 on the day after a step up", [CLEAN] * 2, c(days_since_progressed=1), "H8.yesterday"),
    ("H8 on the day of a step up", [CLEAN] * 2, c(days_since_progressed=0), "H8.today"),
    ("a gap that names the action is said first",
     [e(during=6)], c(days_since_last_session=60), "G4"),
    ("one that does not is not", [e(during=6)], c(days_since_last_session=20), "R1"),
    ("at the floor a spread is said before the floor",
     [e(spread="further", during=6)], FLOOR, "X1"),
    ("before the next morning it is not called missing", [LATE], c(days_since_last_session=0),
     "H3.early"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("exposures", "context", "message"), [row[1:] for row in MESSAGES], ids=[r[0] for r in MESSAGES]
)
def test_the_sentence_is_true(exposures, context, message):
    assert decide(exposures, context).reason.id == message


def test_six_weeks_are_said_in_weeks():
    assert decide([CLEAN], c(weeks_without_change=6)).reason == Message.of("A1", weeks=6)


def test_what_stops_eases_the_dose_beneath():
    stopped = decide([e(during=9)], BEGUN)
    assert (stopped.action, stopped.afterwards) == ("stop", "step_down")
    assert decide([e(morning=8)], c(bad_morning_attributed=False)).afterwards == "repeat"


def test_a_morning_after_a_session_left_out_counts_for_r4():
    raised = e(pre=0, morning=2)
    left_out = replace(SKIPPED, morning=3)
    assert decide([CLEAN, left_out, raised], BEGUN).rules == ("R4",)
    assert decide([CLEAN, raised], BEGUN).rules[0] == "H2"


def test_a_session_left_out_breaks_r9():
    assert decide([TOO_HARD, TOO_HARD], BEGUN).rules == ("R9",)
    assert "R9" not in decide([TOO_HARD, SKIPPED, TOO_HARD], BEGUN).rules
