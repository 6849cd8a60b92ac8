"""During a session, along the ladder, and the usual morning."""

import pytest

from routines.progression import (
    Alarm,
    Exposure,
    LadderPlace,
    Outcome,
    destination,
    during_session,
    one_step_down,
    usual_morning,
)
from routines.progression.rules.during import why_stopped
from routines.progression.rules.ladder import one_step_up
from routines.progression.rules.rule import in_words
from routines.vocabulary import Action

QUIET = Alarm()
LADDER = (3, 4, 2)


class TestDuringTheSession:
    @pytest.mark.parametrize(
        ("exposure", "stopped_before", "outcome"),
        [
            (Exposure(during=5, quality="ache"), 0, Outcome.GO_ON),
            (Exposure(during=6, quality="ache"), 0, Outcome.STOP_EXERCISE),
            (Exposure(during=6, quality="ache"), 1, Outcome.FINISH_GENTLY),
            (Exposure(during=3, quality="sharp"), 1, Outcome.GO_ON),
            (Exposure(during=4, quality="sharp"), 0, Outcome.STOP_EXERCISE),
            (Exposure(during=1, spread="further"), 0, Outcome.STOP_EXERCISE),
            (Exposure(during=1, spread="closer"), 0, Outcome.GO_ON),
            (Exposure(during=0, neuro="positional"), 0, Outcome.STOP_EXERCISE),
            (Exposure(during=0, neuro="persistent"), 0, Outcome.END_AND_ASK),
            (Exposure(pre=2, during=7, quality="stretch"), 0, Outcome.GO_ON),
        ],
    )
    def test_an_answer_decides_at_once(self, exposure, stopped_before, outcome):
        assert during_session(exposure, QUIET, stopped_before) == outcome

    @pytest.mark.parametrize(
        ("exposure", "says"),
        [
            (Exposure(during=5, quality="ache"), []),
            (Exposure(during=6, quality="ache"), ["An exercise stops at 6 or more."]),
            (
                Exposure(during=5, quality="sharp"),
                ["An exercise stops when it is sharp at 4 or more."],
            ),
            (
                Exposure(during=7, spread="further", neuro="positional"),
                [
                    "An exercise stops at 6 or more.",
                    "An exercise stops when a feeling moves further down the leg.",
                    "An exercise stops with tingling or numbness.",
                ],
            ),
        ],
    )
    def test_what_stops_an_exercise_is_said_in_words(self, exposure, says):
        assert [in_words(rule.says) for rule in why_stopped(exposure)] == says

    @pytest.mark.parametrize("alarm", [Alarm(dizzy_or_breathless=True), Alarm(weakness=True)])
    def test_dizziness_and_weakness_end_the_session(self, alarm):
        assert during_session(Exposure(), alarm, 0) == Outcome.END_AND_ASK

    def test_chest_pain_is_an_emergency(self):
        alarm = Alarm(chest_pain=True, weakness=True)
        assert during_session(Exposure(), alarm, 0) == Outcome.EMERGENCY


class TestDestination:
    @pytest.mark.parametrize(
        ("action", "place", "target"),
        [
            (Action.STEP_UP, LadderPlace(variant=0, step=1), LadderPlace(variant=0, step=2)),
            (Action.TWO_STEPS_UP, LadderPlace(variant=1, step=1), LadderPlace(variant=1, step=3)),
            (Action.NEXT_VARIANT, LadderPlace(variant=0, step=2), LadderPlace(variant=1, step=0)),
            (Action.STEP_DOWN, LadderPlace(variant=1, step=3), LadderPlace(variant=1, step=2)),
            (Action.EASIER_VARIANT, LadderPlace(variant=1, step=0), LadderPlace(variant=0, step=2)),
            (Action.HALF, LadderPlace(variant=1, step=3), LadderPlace(variant=1, step=1)),
            (Action.HALF, LadderPlace(variant=1, step=2), LadderPlace(variant=1, step=1)),
            (Action.HALF, LadderPlace(variant=1, step=1), LadderPlace(variant=1, step=0)),
            (Action.RESTART, LadderPlace(variant=1, step=3), LadderPlace(variant=0, step=0)),
            (Action.RESTART, LadderPlace(variant=2, step=1), LadderPlace(variant=1, step=0)),
            (Action.RESTART, LadderPlace(variant=0, step=2), LadderPlace(variant=0, step=0)),
            (Action.REPEAT, LadderPlace(variant=1, step=1), LadderPlace(variant=1, step=1)),
            (Action.STOP, LadderPlace(variant=1, step=1), LadderPlace(variant=1, step=1)),
        ],
    )
    def test_an_action_leads_to_a_place(self, action, place, target):
        assert destination(action, place, LADDER) == target

    @pytest.mark.parametrize(
        ("action", "place"),
        [
            (Action.STEP_UP, LadderPlace(variant=2, step=1)),
            (Action.NEXT_VARIANT, LadderPlace(variant=2, step=1)),
        ],
    )
    def test_no_action_leads_off_the_ladder(self, action, place):
        with pytest.raises(ValueError, match="leaves a ladder"):
            destination(action, place, LADDER)


class TestOneStepDown:
    @pytest.mark.parametrize(
        ("place", "target"),
        [
            (LadderPlace(variant=1, step=2), LadderPlace(variant=1, step=1)),
            (LadderPlace(variant=1, step=0), LadderPlace(variant=0, step=2)),
            (LadderPlace(variant=0, step=0), LadderPlace(variant=0, step=0)),
        ],
    )
    def test_a_lighter_session_is_one_step_easier(self, place, target):
        assert one_step_down(place, LADDER) == target


class TestOneStepUp:
    @pytest.mark.parametrize(
        ("place", "target"),
        [
            (LadderPlace(variant=1, step=2), LadderPlace(variant=1, step=3)),
            (LadderPlace(variant=1, step=3), LadderPlace(variant=2, step=0)),
            (LadderPlace(variant=2, step=1), LadderPlace(variant=2, step=1)),
        ],
    )
    def test_a_choice_up_is_one_step_harder_as_far_as_the_ladder_goes(self, place, target):
        assert one_step_up(place, LADDER) == target


class TestUsualMorning:
    def test_the_answer_at_set_up_stands_until_there_are_seven(self):
        assert usual_morning(2, [5] * 6) == 2

    def test_then_it_is_the_median_of_the_last_seven(self):
        assert usual_morning(2, [9, 9, 1, 2, 3, 4, 5, 6, 7]) == 4
