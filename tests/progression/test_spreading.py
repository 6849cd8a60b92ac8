"""What places at two moments suggest of a feeling in the leg."""

import pytest

from routines.models import Place
from routines.progression.spreading import DOWN_THE_LEG, spread_between

NOTHING = ()
BACK = ("lower_back",)
LEG = ("lower_back", "buttock", "thigh")


@pytest.mark.parametrize(
    ("before", "now", "suggested"),
    [
        (NOTHING, NOTHING, "none"),
        (NOTHING, BACK, "none"),
        (NOTHING, ("buttock",), "further"),
        (NOTHING, ("foot",), "further"),
        (BACK, BACK, "none"),
        (BACK, ("buttock",), "further"),
        (BACK, ("lower_back", "thigh"), "further"),
        (("buttock",), ("thigh",), "further"),
        (("thigh",), ("below_knee",), "further"),
        (("below_knee",), ("foot",), "further"),
        (LEG, ("below_knee",), "further"),
        (LEG, ("thigh",), "none"),
        (LEG, ("lower_back", "buttock"), "closer"),
        (("foot",), ("below_knee",), "closer"),
        (("foot",), BACK, "closer"),
        (LEG, NOTHING, "none"),
        (LEG, ("neck", "upper_back"), "none"),
        (("neck",), ("neck",), "none"),
        (("neck",), ("thigh",), "further"),
        (("thigh",), ("thigh", "neck"), "none"),
        (["below_knee", "lower_back"], ["lower_back", "foot"], "further"),
    ],
)
def test_places_further_down_the_leg_suggest_further_and_fewer_closer(before, now, suggested):
    assert spread_between(before, now) == suggested


@pytest.mark.parametrize("before", DOWN_THE_LEG)
@pytest.mark.parametrize("now", DOWN_THE_LEG)
def test_the_way_back_is_the_opposite(before, now):
    opposite = {"none": "none", "further": "closer", "closer": "further"}
    there = spread_between([before], [now])
    assert spread_between([now], [before]) == opposite[there]


def test_every_place_on_the_way_is_one_that_people_can_tell():
    assert set(DOWN_THE_LEG) < set(Place.values)
