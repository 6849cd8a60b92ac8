"""The check-in, and what the gate makes of it."""

import re
from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.check_in import Answers
from routines.models import CheckIn, Exercise, MorningReport, Session, Variant
from tests.factories import PersonFactory, do_session, give_plan, next_planned, stand_at
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestCheckIn:
    @pytest.fixture
    def address(self, alice, monday):
        return next_planned(alice, monday).get_absolute_url()

    def test_nothing_new_goes_straight_into_the_session(self, as_alice, address):
        response = as_alice.post(address, {"pre": "1"}, follow=True)
        assert [url for url, _ in response.redirect_chain][-1].endswith("/steps/1/")
        assert "Brisk walk" in text_of(response)

    def test_somebody_who_never_hurts_has_one_button(self, as_bob, bob, monday, alice):
        address = next_planned(bob, monday).get_absolute_url()
        assert "No pain, nothing new: start" in text_of(as_bob.get(address))
        assert as_bob.post(address, {"pre": "0"}).status_code == 303

    def test_leads_to_the_ways_down_to_the_floor_where_the_session_goes_there(
        self, as_alice, address
    ):
        assert soup_of(as_alice.get(address)).main.find("a", href="/floor/")
        Variant.objects.update(position="chair")
        assert not soup_of(as_alice.get(address)).main.find("a", href="/floor/")

    def test_a_gentle_session_leads_there_too(self, as_alice, address):
        page = as_alice.post(address, {"pre": "6"}, follow=True)
        assert soup_of(page).main.find("a", href="/floor/")

    def test_a_red_flag_alone_is_enough(self, as_alice, alice, address):
        response = as_alice.post(address, {"flags": ["chest_pain"]})
        assert response.headers["Location"] == "/plan/paused/"
        assert alice.locks.get().rule == "E1"

    def test_without_a_flag_the_number_is_asked_for(self, as_alice, address):
        response = as_alice.post(address, {})
        assert response.status_code == 422
        assert error_beside(response, "pre") == "Choose a whole number from 0 to 10."

    def test_last_times_places_are_preselected(self, as_alice, alice, monday, clock):
        coaching.check_in.begin(next_planned(alice, monday), Answers(8, ("left_thigh",)), at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        assert typed(as_alice.get(address), "places") == ["left_thigh"]

    def test_so_are_those_told_outside_a_session_since(self, as_alice, alice, monday, clock):
        coaching.check_in.begin(next_planned(alice, monday), Answers(8, ("left_thigh",)), at=monday)
        clock.shift(timedelta(days=3))
        thursday = monday + timedelta(days=3)
        coaching.discomfort.record(alice, number=2, places=["right_foot"], note="", at=thursday)
        address = next_planned(alice, thursday).get_absolute_url()
        assert typed(as_alice.get(address), "places") == ["right_foot"]

    def test_a_back_at_nought_hurts_nowhere(self, as_alice, address):
        as_alice.post(address, {"pre": "0", "places": ["left_thigh"]})
        assert CheckIn.objects.get().places == []

    @pytest.mark.parametrize(
        ("pre", "words", "rule"),
        [
            ("4", "A gentle version today", "D2"),
            ("6", "A gentle version today", "D3"),
        ],
    )
    def test_the_gate_says_how_and_why_before_the_session(
        self, as_alice, address, pre, words, rule
    ):
        page = text_of(as_alice.post(address, {"pre": pre}, follow=True))
        assert words in page
        assert rule in page
        assert "Start session" in page

    def test_an_eight_gets_advice_and_is_asked_again(self, as_alice, address):
        page = text_of(as_alice.post(address, {"pre": "8"}, follow=True))
        assert "8 today, so no exercises planned" in page
        assert "get help" in page
        assert not Session.objects.exists()

    def test_a_flag_leads_to_the_advice(self, as_alice, address):
        response = as_alice.post(address, {"pre": "1", "flags": ["chest_pain"]})
        assert response.url == "/plan/paused/"

    def test_a_long_gap_asks_the_questions_again(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=40))
        address = as_alice.post("/plan/resume/").url
        page = text_of(as_alice.post(address, {"pre": "1"}, follow=True))
        assert "40 days since your last session" in page
        assert "Answer the questions" in page

    @pytest.mark.parametrize("pre", ["", "11", "-1", "2.5", "two", "x" * 9999, "\x00", "٣"])
    def test_a_wrong_number_is_answered_beside_the_row(self, as_alice, address, pre):
        said = {"pre": pre, "places": ["left_thigh"], "is_already_warm": "on"}
        response = as_alice.post(address, said)
        assert response.status_code == 422
        assert "whole number from 0 to 10" in error_beside(response, "pre")
        assert typed(response, "places") == ["left_thigh"]
        assert typed(response, "is_already_warm") == ["on"]
        assert not CheckIn.objects.exists()

    @pytest.mark.parametrize(("field", "value"), [("places", "toe"), ("flags", "bored")])
    def test_a_word_that_was_not_offered_is_refused(self, as_alice, address, field, value):
        response = as_alice.post(address, {"pre": "1", field: [value]})
        assert response.status_code == 422
        assert "Choose only from the answers shown" in error_beside(response, field)

    def test_a_missing_morning_is_asked_first_and_may_stay_missing(
        self, as_alice, alice, monday, clock
    ):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        assert "the morning after Monday" in text_of(as_alice.get(address))
        as_alice.post(address, {"pre": "1"})
        assert not MorningReport.objects.exists()

    def test_a_missing_morning_told_at_check_in_is_kept(self, as_alice, alice, monday, clock):
        session = do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        as_alice.post(address, {"pre": "1", "word": "worse", "number": "3"})
        assert MorningReport.objects.get().session == session

    @pytest.mark.parametrize("begun_with", [{}, {"word": "same"}], ids=str)
    @pytest.mark.parametrize("pre", ["1", "5", "11", ""])
    def test_another_morning_of_the_old_tab_is_shown(
        self, as_alice, alice, monday, clock, begun_with, pre
    ):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        as_alice.post(address, {"pre": "1", **begun_with})
        told = list(MorningReport.objects.values_list("word"))
        page = as_alice.post(address, {"pre": pre, "word": "worse", "number": "7"})
        assert page.status_code == 409
        _kept, sent = (card.get_text(" ") for card in soup_of(page).select("main section"))
        assert "Worse than usual" in sent
        assert list(MorningReport.objects.values_list("word")) == told

    def test_the_same_morning_of_the_old_tab_is_one_answer(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        for _ in range(2):
            assert as_alice.post(address, {"pre": "1", "word": "same"}).status_code == 303
        late = as_alice.post(address, {"pre": "5", "word": "same"})
        assert late.status_code == 409
        form = soup_of(late).select_one("main form")
        mine = {one["name"]: one["value"] for one in form.select("input")}
        assert as_alice.post(form["action"], mine).status_code == 303
        assert MorningReport.objects.count() == 1

    def test_a_morning_of_the_old_tab_is_not_kept_of_a_later_day(
        self, as_alice, alice, monday, clock
    ):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        planned = next_planned(alice, monday + timedelta(days=3))
        do_session(alice, at=monday + timedelta(days=3))
        clock.shift(timedelta(hours=13))
        said = {"pre": "1", "word": "worse", "number": "7"}
        assert as_alice.post(planned.get_absolute_url(), said).status_code == 409
        assert not MorningReport.objects.exists()

    def test_a_morning_that_is_over_is_answered_with_a_word(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=7))
        address = next_planned(alice, monday + timedelta(days=7)).get_absolute_url()
        said = {"pre": "1", "word": "worse", "number": "7"}
        as_alice.post(address, said)
        assert "too late to count" in text_of(as_alice.get("/today/"))

    def test_a_worse_morning_without_its_number_is_asked_for(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        response = as_alice.post(address, {"pre": "1", "word": "worse"})
        assert response.status_code == 422
        assert error_beside(response, "number")
        assert typed(response, "pre") == ["1"]

    def test_says_what_to_have_at_hand(self, as_alice, address):
        assert "You need: mat, cushion" in text_of(as_alice.get(address))

    def test_today_and_the_plan_say_the_same(self, as_alice, address):
        assert "You need: mat, cushion" in text_of(as_alice.get("/today/"))
        assert "You need: mat, cushion" in text_of(as_alice.get("/plan/"))

    def test_without_the_floor_no_page_asks_for_a_mat(self, client, library, monday):
        person = PersonFactory(conditions=["no_floor"])
        give_plan(person, at=monday)
        client.force_login(person)
        for page in ("/today/", "/plan/", next_planned(person, monday).get_absolute_url()):
            said = text_of(client.get(page))
            lists = re.findall("You need: ([a-z, ]+)", said)
            assert "firm bed, chair, table" in [one.strip() for one in lists], page
            assert not [one for one in lists if "mat" in one.split(", ")], page

    def test_a_lighter_session_names_what_is_easier_than_planned(self, as_alice, alice, address):
        full = stand_at(alice, "cat-cow", "full-cat-cow").variant
        page = text_of(as_alice.post(address, {"pre": "4"}, follow=True))
        assert f"an easier form of {full.name}" in page
        assert "an easier form of Brisk walk" not in page
        assert "You need: mat" in page

    def test_a_refused_answer_opens_at_the_first_wrong_field(self, as_alice, address):
        page = soup_of(as_alice.post(address, {"flags": ["bored"]}))
        assert [(f["name"], f["value"]) for f in page.select("[autofocus]")] == [("pre", "0")]


class TestShorterOrWithoutTheFloor:
    @pytest.fixture
    def planned(self, alice, monday):
        return next_planned(alice, monday)

    def test_five_minutes_says_what_is_left_out_before_it_starts(self, as_alice, planned):
        said = {"pre": "1", "is_five_minutes": "on"}
        page = text_of(as_alice.post(planned.get_absolute_url(), said, follow=True))
        assert "Only five minutes" in page
        assert "Left out today: Brisk walk" in page
        assert "It counts for your week, and for what comes next." in page
        assert "Start session" in page

    def test_no_floor_says_what_stands_in(self, as_alice, planned):
        row = {"allow": ["lying-face-down"], "longest_hold_seconds": None, "note": ""}
        Exercise.objects.update(precautions={})
        Exercise.objects.filter(slug="cobra").update(precautions={"no_floor": row})
        said = {"pre": "1", "is_no_floor": "on"}
        page = text_of(as_alice.post(planned.get_absolute_url(), said, follow=True))
        assert "No floor today:" in page
        assert "an easier form of Sphinx" in page
        assert "No dose goes up by it" in page

    def test_who_never_has_a_floor_is_not_asked(self, as_alice, alice, planned):
        assert 'name="is_no_floor"' in as_alice.get(planned.get_absolute_url()).content.decode()
        alice.conditions = alice.fitted_for = ["no_floor"]
        alice.save()
        page = as_alice.get(planned.get_absolute_url()).content.decode()
        assert 'name="is_no_floor"' not in page
        assert 'name="is_five_minutes"' in page
