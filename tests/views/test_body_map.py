"""The body map: what it offers, what it shows of before, and how it is read again."""

import pytest

from routines import coaching
from routines.coaching.session_end import Felt
from routines.forms.places import AsksPlaces
from routines.models import Discomfort
from routines.models.discomfort import on_the_map
from routines.vocabulary import EITHER_SIDE, OFFERED_PLACES, BodyPlace
from tests.factories import begin_session, do_session, next_planned, step_of
from tests.views.answers import REPORT
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CENTRE = {"neck", "upper_back", "mid_back", "lower_back"}
LIMBS = {"buttock", "hip", "thigh", "knee", "calf", "foot", "arm"}


def outlined(response):
    return [tag["value"] for tag in soup_of(response).select(".body-map__last input")]


def marked(response, mark):
    uses = soup_of(response).select(f".body-map__{mark}")
    return [use["href"].removeprefix("#body-") for use in uses]


class TestForm:
    def test_it_offers_the_back_and_every_limb_on_both_sides(self):
        sides = {f"{side}_{limb}" for side in ("left", "right") for limb in LIMBS}
        assert {value for value, _ in AsksPlaces().fields["places"].choices} == CENTRE | sides

    @pytest.mark.parametrize(
        ("told", "is_taken"),
        [
            ([], True),
            (["neck"], True),
            (["left_hip", "right_hip"], True),
            (["mid_back", "lower_back", "left_arm"], True),
            (["buttock"], False),
            (["below_knee"], False),
            (["left_neck"], False),
            (["toe"], False),
            (["left_knee", ""], False),
            (["left_knee\x00"], False),
        ],
    )
    def test_it_takes_what_it_offers_and_nothing_else(self, told, is_taken):
        form = AsksPlaces({"places": told})
        assert form.is_valid() == is_taken
        assert form.cleaned_data == ({"places": told} if is_taken else {})

    @pytest.mark.parametrize(
        ("stored", "ticked"),
        [
            (["lower_back"], ["lower_back"]),
            (["buttock"], ["left_buttock", "right_buttock"]),
            (["thigh"], ["left_thigh", "right_thigh"]),
            (["below_knee"], ["left_calf", "right_calf"]),
            (["foot"], ["left_foot", "right_foot"]),
            (["left_foot", "foot"], ["left_foot", "right_foot"]),
            (["toe", "neck"], ["neck"]),
            ([], []),
        ],
    )
    def test_an_older_word_ticks_both_sides(self, stored, ticked):
        assert on_the_map(stored) == ticked
        assert AsksPlaces(initial={"places": stored})["places"].value() == ticked

    def test_no_older_word_is_offered(self):
        assert {*OFFERED_PLACES, *EITHER_SIDE} == set(BodyPlace)
        assert set(OFFERED_PLACES).isdisjoint(EITHER_SIDE)


class TestLastTime:
    def test_of_an_older_diary_it_is_ticked_and_outlined(self, as_alice, alice, monday):
        coaching.discomfort.record(alice, number=3, places=["below_knee"], note="", at=monday)
        page = as_alice.get("/discomfort/")
        assert typed(page, "places") == outlined(page) == ["left_calf", "right_calf"]
        assert "where you felt it last time" in text_of(page)

    def test_what_is_ticked_now_does_not_change_it(self, as_alice, alice, monday):
        coaching.discomfort.record(alice, number=3, places=["left_hip"], note="", at=monday)
        page = as_alice.post("/discomfort/", {"number": "x", "places": ["right_arm"]})
        assert (typed(page, "places"), outlined(page)) == (["right_arm"], ["left_hip"])

    def test_without_one_nothing_is_outlined(self, as_alice):
        page = as_alice.get("/discomfort/")
        assert outlined(page) == []
        assert "last time" not in text_of(page)

    def test_within_a_session_it_is_the_start(self, as_alice, alice, monday):
        session = begin_session(alice, at=monday, places=("right_knee",))
        for address in (step_of(session, "cobra").hurts_address, session.after_address):
            page = as_alice.get(address)
            assert set(outlined(page)) == {"right_knee"}
            assert "where you felt it at the start" in text_of(page)


class TestWrongPlace:
    @pytest.fixture
    def forms(self, alice, monday):
        """Where places are asked, with what else is told there."""
        session = begin_session(alice, at=monday)
        return {"/discomfort/": {"number": "3"}, step_of(session, "cobra").hurts_address: REPORT}

    def test_it_is_answered_beside_the_map_and_the_ticks_are_kept(self, as_alice, forms):
        for address, said in forms.items():
            page = as_alice.post(address, {**said, "places": ["left_hip", "tail"]})
            assert page.status_code == 422
            assert "Choose only from the answers shown" in error_beside(page, "places")
            assert typed(page, "places") == ["left_hip"]
        assert not Discomfort.objects.exists()

    def test_so_it_is_at_a_check_in(self, as_alice, alice, monday):
        address = next_planned(alice, monday).get_absolute_url()
        page = as_alice.post(address, {"pre": "2", "places": ["left_hip", "tail"]})
        assert page.status_code == 422
        assert "Choose only from the answers shown" in error_beside(page, "places")
        assert typed(page, "places") == ["left_hip"]


class TestTold:
    def test_the_page_of_a_session_shows_the_start_and_what_came(self, as_alice, alice, monday):
        felt = Felt(4, "ache", spread="further", places=["lower_back", "left_calf"])
        places = ("lower_back", "left_buttock")
        session = do_session(alice, at=monday, places=places, differing={"cobra": felt})
        page = as_alice.get(session.get_absolute_url())
        assert marked(page, "was") == ["lower_back", "left_buttock"]
        assert marked(page, "now") == ["lower_back", "left_calf"]
        text = text_of(page)
        assert "At the start (dashed) Lower back, left buttock" in text
        assert "Lower back, left calf or shin. It went further down the leg." in text

    def test_that_of_an_older_diary_stays_in_its_own_words(self, as_alice, alice, monday):
        session = do_session(alice, at=monday, places=("buttock", "foot"))
        page = as_alice.get(session.get_absolute_url())
        both = ["left_buttock", "right_buttock", "left_foot", "right_foot"]
        assert marked(page, "was") == both
        assert "At the start (dashed) Buttock, foot or toes" in text_of(page)

    def test_where_nothing_was_told_there_is_no_map(self, as_alice, alice, monday):
        page = as_alice.get(do_session(alice, at=monday).get_absolute_url())
        assert not soup_of(page).select(".body-map")

    def test_a_step_shows_what_was_told_of_it(self, as_alice, alice, monday):
        session = begin_session(alice, at=monday, places=("lower_back",))
        step = step_of(session, "cobra")
        assert not soup_of(as_alice.get(step.get_absolute_url())).select(".body-map")
        as_alice.post(step.hurts_address, {**REPORT, "during": "2", "places": ["mid_back"]})
        page = as_alice.get(step.get_absolute_url())
        assert (marked(page, "was"), marked(page, "now")) == (["lower_back"], ["mid_back"])
        assert "You felt it here: Mid back" in text_of(page)
