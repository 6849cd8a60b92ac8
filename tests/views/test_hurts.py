"""Something hurts: noted, stopped, or the end of the session."""

import pytest

from routines import coaching
from tests.factories import begin_session, step_of
from tests.views.answers import HTMX, REPORT, done
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ALARMS = {
    "chest_pain": "Get emergency help now",
    "dizzy_or_breathless": "The session ends here",
    "weakness": "The session ends here",
}


class TestSomethingHurts:
    @pytest.fixture
    def cobra(self, session):
        return step_of(session, "cobra")

    def test_a_six_stops_it_and_offers_another_direction(self, as_alice, cobra):
        response = as_alice.post(cobra.hurts_address, REPORT, follow=True)
        assert response.redirect_chain[-1][0] == cobra.address("step_stopped")
        page = text_of(response)
        assert "We stop Sphinx here" in page
        assert "Go on with" in page

    def test_a_four_is_noted_and_goes_on(self, as_alice, cobra):
        response = as_alice.post(cobra.hurts_address, {**REPORT, "during": "4"}, follow=True)
        assert "4 is noted" in text_of(response)

    def test_a_sharp_three_is_to_be_tried_once_more_and_smaller(self, as_alice, cobra):
        said = {**REPORT, "during": "3", "quality": "sharp"}
        response = as_alice.post(cobra.hurts_address, said, follow=True)
        assert "Sharp, 3, is noted. Stop, then try it once more" in text_of(response)

    @pytest.mark.parametrize(("number", "first"), [("7", "Go on with"), ("8", "Finish here")])
    def test_a_lot_offers_the_end_first(self, as_alice, cobra, number, first):
        response = as_alice.post(cobra.hurts_address, {**REPORT, "during": number}, follow=True)
        assert soup_of(response).select_one(".player__bar a").get_text().startswith(first)
        assert ("8 is a lot" in text_of(response)) == (number == "8")

    def test_further_down_the_leg_leads_to_help(self, as_alice, cobra):
        response = as_alice.post(cobra.hurts_address, {**REPORT, "spread": "further"}, follow=True)
        assert "further down the leg is a reason to stop" in text_of(response)

    def test_a_second_stop_finishes_gently(self, as_alice, session, cobra):
        as_alice.post(step_of(session, "childs-pose").hurts_address, REPORT)
        response = as_alice.post(cobra.hurts_address, REPORT, follow=True)
        assert "finish gently" in text_of(response)

    @pytest.mark.parametrize("sign", ["weakness", "dizzy_or_breathless"])
    def test_an_alarm_ends_the_session_with_the_questions(self, as_alice, session, cobra, sign):
        response = as_alice.post(cobra.hurts_address, {**REPORT, sign: "on"}, follow=True)
        assert response.redirect_chain[-1][0] == session.check_address
        assert "The session ends here" in text_of(response)
        session.refresh_from_db()
        assert not session.is_open

    def test_then_none_of_these_leads_back_to_the_diary(self, as_alice, session, cobra):
        as_alice.post(cobra.hurts_address, {**REPORT, "dizzy_or_breathless": "on"})
        answers = {"emergency": "none", "urgent": "none"}
        assert as_alice.post(session.check_address, answers).url == session.get_absolute_url()

    def test_then_a_yes_leads_to_the_advice(self, as_alice, session, cobra):
        as_alice.post(cobra.hurts_address, {**REPORT, "weakness": "on"})
        answers = {"emergency": "sudden_leg_weakness", "urgent": "none"}
        assert as_alice.post(session.check_address, answers).url == "/plan/paused/"
        assert as_alice.post(session.check_address, {}).status_code == 422

    def test_chest_pain_leads_straight_to_the_advice(self, as_alice, cobra):
        response = as_alice.post(cobra.hurts_address, {**REPORT, "chest_pain": "on"}, follow=True)
        assert "Get emergency help now" in text_of(response)

    def test_leaving_the_player_is_a_whole_page_for_htmx(self, as_alice, cobra):
        said = {**REPORT, "chest_pain": "on"}
        response = as_alice.post(cobra.hurts_address, said, headers=HTMX)
        assert response.headers["HX-Redirect"] == "/plan/paused/"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("during", "11"),
            ("during", "-1"),
            ("during", ""),
            ("during", "lots"),
            ("quality", "purple"),
            ("quality", ""),
            ("spread", "up"),
            ("neuro", "yes"),
            ("done_percent", "1000"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field_and_loses_nothing(
        self, as_alice, cobra, field, value
    ):
        response = as_alice.post(cobra.hurts_address, {**REPORT, field: value})
        assert response.status_code == 422
        assert error_beside(response, field)
        other = "quality" if field != "quality" else "during"
        assert typed(response, other) == [REPORT[other]]
        cobra.refresh_from_db()
        assert cobra.during is None

    def test_two_tabs_are_shown_both_answers(self, as_alice, cobra):
        as_alice.post(cobra.get_absolute_url(), done(cobra))
        response = as_alice.post(cobra.hurts_address, REPORT)
        assert response.status_code == 409
        assert "Saved: Done" in text_of(response)
        assert typed(response, "during") == ["6"]
        assert typed(response, "version") == "1"

    def test_a_finished_session_changes_no_more(self, as_alice, session, cobra, monday):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        cobra.refresh_from_db()
        said = {**REPORT, "version": str(cobra.version)}
        assert as_alice.post(cobra.hurts_address, said).status_code == 422

    def test_the_page_of_a_stop_stands_before_the_fact(self, as_alice, session, cobra):
        bridge = step_of(session, "bridge")
        bridge.dose = cobra.dose
        bridge.save()
        page = text_of(as_alice.get(cobra.stopped_address))
        assert "We stop Sphinx here" in page
        assert "left out today too: Sphinx." in page
        assert "What you said is saved" not in page
        assert session.steps.filter(status="").count() == session.steps.count()

    def test_the_form_declares_its_thresholds_and_where_each_outcome_is(
        self, as_alice, session, cobra
    ):
        as_alice.post(step_of(session, "childs-pose").hurts_address, REPORT)
        form = soup_of(as_alice.get(cobra.hurts_address)).select_one("form")
        declared = {name: one for name, one in form.attrs.items() if name.startswith("data-")}
        assert declared == {
            "data-stop-at": "6",
            "data-sharp-stop-at": "4",
            "data-stopped-before": "1",
            "data-outcome-next": cobra.get_absolute_url(),
            "data-outcome-stopped": cobra.stopped_address,
            "data-outcome-gently": session.address("session_gently"),
            "data-outcome-check": session.check_address,
            "data-outcome-emergency": "/help/",
        }
        for name, address in declared.items():
            if name.startswith("data-outcome"):
                assert as_alice.get(address).status_code == 200, name

    def test_a_wrong_answer_can_be_changed(self, as_alice, cobra):
        stopped = as_alice.post(cobra.hurts_address, REPORT, follow=True)
        links = {" ".join(a.get_text().split()): a["href"] for a in soup_of(stopped)("a")}
        page = as_alice.get(links["Change my answer"])
        assert typed(page, "quality") == ["ache"]
        assert typed(page, "during") == ["6"]
        assert typed(page, "version") == "1"

    def test_what_is_left_out_with_it_is_named(self, as_alice, session, cobra):
        bridge = step_of(session, "bridge")
        bridge.dose = cobra.dose
        bridge.save()
        page = text_of(as_alice.post(cobra.hurts_address, REPORT, follow=True))
        assert "What moves your back the same way is left out today too: Sphinx." in page

    def test_where_the_back_stays_level_nothing_is(self, as_alice, first):
        page = text_of(as_alice.post(first.hurts_address, REPORT, follow=True))
        assert "We stop Brisk walk here" in page
        assert "left out" not in page

    def test_a_refused_answer_opens_at_the_first_wrong_field(self, as_alice, cobra):
        response = as_alice.post(cobra.hurts_address, {**REPORT, "during": ""}, headers=HTMX)
        focused = soup_of(response).select("[autofocus]")
        assert [(field["name"], field["value"]) for field in focused] == [("during", "0")]
        assert "Not saved yet" in text_of(response)
        assert response.headers["HX-Reswap"] == "outerHTML"
        assert response.headers["HX-Push-Url"] == "false"


class TestPlaces:
    """Where it hurts, and what that says of the leg. The check-in told of the left buttock."""

    @pytest.fixture
    def session(self, alice, monday):
        return begin_session(alice, at=monday, places=("left_buttock",))

    @pytest.fixture
    def address(self, session):
        return step_of(session, "cobra").hurts_address

    @pytest.fixture
    def tell(self, as_alice, session, address):
        def tell(*places, **said):
            report = {**REPORT, "during": "3", "places": list(places), **said}
            response = as_alice.post(address, report)
            return response, step_of(session, "cobra")

        return tell

    def test_those_of_the_check_in_are_preselected(self, as_alice, address):
        assert typed(as_alice.get(address), "places") == ["left_buttock"]

    def test_then_those_of_the_step_before(self, as_alice, session, tell):
        tell("lower_back", "left_buttock")
        page = as_alice.get(step_of(session, "bridge").hurts_address)
        assert typed(page, "places") == ["lower_back", "left_buttock"]

    def test_those_of_an_earlier_day_where_this_one_began_at_nought(
        self, as_bob, bob, monday, clock
    ):
        coaching.discomfort.record(bob, number=3, places=["neck"], note="", at=monday)
        session = begin_session(bob, at=monday, pre=0)
        page = as_bob.get(step_of(session, "cobra").hurts_address)
        assert typed(page, "places") == ["neck"]

    def test_the_same_place_changes_nothing(self, tell):
        response, cobra = tell("left_buttock")
        assert response.status_code == 303
        assert (cobra.places, cobra.spread) == (["left_buttock"], "none")

    def test_further_down_the_leg_is_chosen_with_the_reason_and_nothing_is_saved_yet(self, tell):
        response, cobra = tell("left_buttock", "left_calf")
        assert response.status_code == 422
        why = error_beside(response, "spread")
        assert why.startswith("Left calf or shin is further down than where you felt it")
        assert typed(response, "spread") == ["further"]
        assert typed(response, "noticed") == "further"
        assert typed(response, "places") == ["left_buttock", "left_calf"]
        assert cobra.during is None

    def test_nearer_to_the_spine_is_chosen_too(self, tell):
        response, _ = tell("lower_back")
        assert "Lower back is nearer to the spine" in error_beside(response, "spread")
        assert typed(response, "spread") == ["closer"]

    def test_saved_again_it_counts_and_the_exercise_stops(self, tell):
        response, cobra = tell("left_foot", spread="further", noticed="further")
        assert response.url == cobra.address("step_stopped")
        assert (cobra.places, cobra.spread) == (["left_foot"], "further")

    def test_it_may_be_changed_back(self, tell):
        response, cobra = tell("left_thigh", spread="none", noticed="further")
        assert response.url == cobra.get_absolute_url()
        assert (cobra.places, cobra.spread) == (["left_thigh"], "none")

    def test_who_says_so_at_once_is_not_asked_twice(self, tell):
        response, _ = tell("left_thigh", spread="further")
        assert response.status_code == 303

    def test_at_nought_and_for_a_good_stretch_there_are_no_places(self, tell):
        assert tell("left_foot", during="0")[1].places == []
        response, cobra = tell("left_foot", quality="stretch", during="", version="1")
        assert response.status_code == 303
        assert cobra.places == []

    def test_an_alarm_asks_nothing_of_places(self, tell, session):
        response, cobra = tell("left_foot", "toe", weakness="on")
        assert response.url == session.check_address
        assert cobra.places == []

    def test_a_place_that_was_not_offered_is_refused(self, tell):
        response, _ = tell("toe")
        assert response.status_code == 422
        assert "Choose only from the answers shown" in error_beside(response, "places")


class TestAlarm:
    @pytest.fixture
    def page(self, as_alice, first):
        return soup_of(as_alice.get(first.hurts_address))

    @pytest.mark.parametrize(("sign", "words"), ALARMS.items())
    def test_one_tap_on_one_sign_ends_the_session(
        self, as_alice, session, first, page, sign, words
    ):
        button = page.find("button", {"name": sign})
        version = page.find("input", {"name": "version"})
        assert button.has_attr("formnovalidate")
        assert button.find_parent("form") == version.find_parent("form")
        said = {"version": version["value"], sign: button["value"]}
        assert words in text_of(as_alice.post(first.hurts_address, said, follow=True))
        session.refresh_from_db()
        assert not session.is_open
        assert session.alarms == [sign]

    def test_the_signs_come_before_every_question(self, page):
        names = [field["name"] for field in page.select("form [name]")]
        at = [names.index(sign) for sign in ALARMS]
        assert max(at) < names.index("quality")

    def test_the_enter_key_presses_no_alarm(self, page):
        first_button = page.select_one("form button[type=submit]")
        assert not first_button.has_attr("name")

    def test_rest_and_numbers_come_first_then_the_emergency_list(self, as_alice, session, first):
        said = {"version": "0", "dizzy_or_breathless": "on"}
        response = as_alice.post(first.hurts_address, said, follow=True)
        page = response.content.decode()
        places = ["Sit down and rest", "tel:999", 'name="emergency"', 'name="urgent"']
        assert [page.index(words) for words in places] == sorted(map(page.index, places))
