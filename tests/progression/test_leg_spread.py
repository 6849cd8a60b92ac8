"""What places at two moments suggest of a feeling in the leg."""

import pytest

from routines.progression.leg_spread import DOWN_THE_LEG, place_of_change, spread_between
from routines.vocabulary import EITHER_SIDE, OFFERED_PLACES

NOTHING = ()
BACK = ("lower_back",)
LEG = ("lower_back", "left_buttock", "left_thigh")


@pytest.mark.parametrize(
    ("before", "now", "suggested"),
    [
        (NOTHING, NOTHING, "none"),
        (NOTHING, BACK, "none"),
        (NOTHING, ("left_buttock",), "further"),
        (NOTHING, ("right_foot",), "further"),
        (BACK, BACK, "none"),
        (BACK, ("mid_back",), "none"),
        (("mid_back",), BACK, "none"),
        (BACK, ("right_buttock",), "further"),
        (BACK, ("right_hip",), "further"),
        (BACK, ("lower_back", "left_thigh"), "further"),
        (("left_buttock",), ("left_hip",), "none"),
        (("left_hip",), ("left_thigh",), "further"),
        (("left_thigh",), ("left_knee",), "further"),
        (("left_knee",), ("left_calf",), "further"),
        (("left_calf",), ("left_foot",), "further"),
        (LEG, ("left_calf",), "further"),
        (LEG, ("left_thigh",), "none"),
        (LEG, ("lower_back", "left_buttock"), "closer"),
        (("right_foot",), ("right_calf",), "closer"),
        (("right_foot",), BACK, "closer"),
        (LEG, NOTHING, "none"),
        (LEG, ("neck",), "none"),
        (("neck", "left_arm"), ("upper_back", "right_arm"), "none"),
        (("left_thigh",), ("left_thigh", "neck"), "none"),
        (["left_calf", "lower_back"], ["lower_back", "left_foot"], "further"),
    ],
)
def test_places_further_down_the_leg_suggest_further_and_fewer_closer(before, now, suggested):
    assert spread_between(before, now) == suggested


@pytest.mark.parametrize(
    ("before", "now", "suggested", "because"),
    [
        (("left_foot",), ("left_foot", "right_thigh"), "further", "right_thigh"),
        (("left_foot",), ("left_thigh", "right_buttock"), "further", "right_buttock"),
        (("left_thigh",), ("right_thigh",), "further", "right_thigh"),
        (("left_thigh", "right_thigh"), ("left_thigh",), "none", ""),
        (("left_thigh", "right_thigh"), ("left_thigh", "right_hip"), "closer", "right_hip"),
        (("left_thigh",), ("lower_back",), "closer", "lower_back"),
        (("left_calf", "right_calf"), ("left_calf", "right_foot"), "further", "right_foot"),
        (BACK, ("left_thigh", "right_foot"), "further", "right_foot"),
    ],
)
def test_each_leg_is_looked_at_by_itself(before, now, suggested, because):
    assert spread_between(before, now) == suggested
    assert place_of_change(before, now) == because


@pytest.mark.parametrize(
    ("before", "now", "suggested"),
    [
        (("buttock",), ("left_buttock",), "none"),
        (("buttock",), ("left_thigh",), "further"),
        (("thigh",), ("right_thigh",), "none"),
        (("thigh",), ("right_knee",), "further"),
        (("below_knee",), ("left_calf", "right_calf"), "none"),
        (("below_knee",), ("left_knee",), "closer"),
        (("foot",), ("right_foot",), "none"),
        (("left_thigh",), ("thigh",), "further"),
        (("thigh",), ("below_knee",), "further"),
        (("foot",), ("below_knee",), "closer"),
    ],
)
def test_an_older_word_is_of_both_legs(before, now, suggested):
    assert spread_between(before, now) == suggested


DOWN_THE_LEFT = [
    place
    for places in DOWN_THE_LEG
    for place in places
    if place not in EITHER_SIDE and not place.startswith("right_")
]


@pytest.mark.parametrize("before", DOWN_THE_LEFT)
@pytest.mark.parametrize("now", DOWN_THE_LEFT)
def test_the_way_back_is_the_opposite(before, now):
    opposite = {"none": "none", "further": "closer", "closer": "further"}
    there = spread_between([before], [now])
    assert spread_between([now], [before]) == opposite[there]


def test_every_place_on_the_way_is_one_that_people_can_tell():
    assert set(DOWN_THE_LEFT) < set(OFFERED_PLACES)
