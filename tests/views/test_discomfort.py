"""Discomfort outside a session, the words that open the questions, and pauses."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.forms.flag_words import flag_word_in
from routines.models import Discomfort, Lock
from tests.factories import begin_session, do_session, pause
from tests.views.answers import HTMX, REPORT, done
from tests.views.conftest import NONE
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOLD = {"number": "4", "places": ["lower_back"], "note": "After digging the garden."}


class TestDiscomfort:
    def test_is_one_quiet_tap_from_today(self, as_alice):
        link = soup_of(as_alice.get("/today/")).select_one('main a[href="/discomfort/"]')
        assert "Something hurts today?" in link.get_text()

    def test_is_kept_and_leads_back_to_today(self, as_alice, alice):
        response = as_alice.post("/discomfort/", TOLD, follow=True)
        assert response.redirect_chain == [("/today/", 303)]
        assert "Saved." in text_of(response)
        row = Discomfort.objects.get()
        assert (row.owner, row.number, row.places) == (alice, 4, ["lower_back"])

    def test_a_back_at_nought_hurts_nowhere(self, as_alice):
        as_alice.post("/discomfort/", {**TOLD, "number": "0"})
        assert Discomfort.objects.get().places == []

    def test_the_places_of_last_time_are_preselected(self, as_alice, as_bob, clock):
        as_alice.post("/discomfort/", TOLD)
        clock.shift(timedelta(days=1))
        as_alice.post("/discomfort/", {**TOLD, "number": "0"})
        assert typed(as_alice.get("/discomfort/"), "places") == ["lower_back"]
        assert typed(as_bob.get("/discomfort/"), "places") == []

    def test_an_eight_is_named_with_where_to_get_help(self, as_alice):
        response = as_alice.post("/discomfort/", {"number": "8"}, follow=True)
        notice = soup_of(response).select_one("main > .notice--amber")
        assert "8 is a lot, so leave the exercises for today." in notice.get_text()
        assert notice.find("a")["href"] == "/help/"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("number", ""),
            ("number", "11"),
            ("number", "-1"),
            ("number", "a lot"),
            ("places", ["elbow"]),
            ("note", "x" * 501),
            ("note", "a\x00b"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field_and_loses_nothing(self, as_alice, field, value):
        response = as_alice.post("/discomfort/", {**TOLD, field: value})
        assert response.status_code == 422
        assert error_beside(response, field)
        kept = "note" if field != "note" else "number"
        assert typed(response, kept) in ([TOLD["number"]], TOLD["note"])
        assert not Discomfort.objects.exists()


class TestFlagWords:
    @pytest.mark.parametrize(
        "note",
        [
            "numb",
            "My left foot is NUMB.",
            "a tingling, since noon",
            "pins-and-needles in a toe",
            "Chest  pain when lifting",
            "both\nlegs feel odd",
            "(bladder?)",
            "weakness",
            "a high temperature",
        ],
    )
    def test_a_whole_word_or_phrase_is_found(self, note):
        assert flag_word_in(note)

    @pytest.mark.parametrize(
        "note",
        [
            "",
            "Number four was hard",
            "a long week",
            "lift your chest",
            "pain in the chest of drawers' handle",
            "both of my legs",
            "feverfew tea",
            "sweating",
        ],
    )
    def test_a_part_of_a_word_is_not(self, note):
        assert flag_word_in(note) == ""

    def test_in_a_note_they_open_the_questions_after_saving(self, as_alice):
        response = as_alice.post("/discomfort/", {**TOLD, "note": "My foot is numb"}, follow=True)
        assert response.redirect_chain == [("/start/?because=note", 303)]
        assert "You wrote “numb”" in text_of(response)
        assert "Is any of this new, or getting worse?" in text_of(response)
        assert Discomfort.objects.exists()
        assert not Lock.objects.exists()

    def test_none_of_these_goes_back_to_today(self, as_alice):
        as_alice.post("/discomfort/", {**TOLD, "note": "numb"})
        assert as_alice.post("/start/", NONE).url == "/today/"

    def test_in_the_note_about_a_pause_they_do_the_same(self, as_alice, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        said = {"cleared_as": "professional", "checked_on": "2026-11-23", "note": "Fever is gone"}
        assert as_alice.post("/plan/paused/", said).url == "/start/?because=note"
        assert alice.locks.get().note == "Fever is gone"


class TestChangedTooLate:
    @pytest.fixture
    def address(self, as_alice, alice, clock):
        as_alice.post("/discomfort/", {"number": "3"})
        clock.shift(timedelta(hours=8))
        return f"/discomfort/{alice.discomforts.get().pk}/"

    def test_both_are_shown_and_the_day_stays_as_it_is(self, as_alice, alice, address):
        page = as_alice.post(address, {"number": "7", "note": "long words"})
        assert page.status_code == 409
        assert "long words" in text_of(page)
        assert "That day is over" in text_of(page)
        assert not soup_of(page).select("main form")
        assert alice.discomforts.get().number == 3

    def test_nothing_is_offered_to_change(self, as_alice, address):
        assert as_alice.get(address).status_code == 404

    def test_bob_finds_nothing(self, as_bob, address):
        assert as_bob.post(address, {"number": "7"}).status_code == 404


class TestWhilePaused:
    @pytest.fixture(autouse=True)
    def lock(self, alice, monday, clock):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        clock.shift(timedelta(minutes=5))

    def test_everything_can_be_read(self, as_alice, alice):
        planned = alice.planned_sessions.first().get_absolute_url()
        for address in (
            *("/ledger/", "/ledger/cobra/", "/library/", "/library/cobra/", "/plan/", "/help/"),
            *("/safety/", "/discomfort/", planned),
        ):
            assert as_alice.get(address).status_code == 200, address

    def test_discomfort_can_be_told_and_its_words_still_ask(self, as_alice, clock):
        response = as_alice.post("/discomfort/", {**TOLD, "note": "my bladder"}, follow=True)
        assert "You wrote “bladder”" in text_of(response)
        clock.shift(timedelta(minutes=1))
        as_alice.post("/start/", {**NONE, "emergency": ["bladder_bowel_change"]})
        assert set(Lock.objects.values_list("rule", flat=True)) == {"U1", "E1"}

    def test_the_morning_can_be_told_on_today(self, as_alice, alice, bob, as_bob, monday, clock):
        do_session(bob, at=monday)
        coaching.locks.answer_red_flags(bob, ["weight_loss"], at=monday + timedelta(hours=1))
        clock.shift(timedelta(hours=13))
        page = text_of(as_bob.get("/today/"))
        assert "Your plan is paused." in page
        assert "How is your back this morning?" in page
        assert as_bob.post("/morning/", {"word": "same"}).status_code == 303

    def test_what_since_when_and_why_are_said(self, as_alice):
        page = text_of(as_alice.get("/plan/paused/"))
        assert "You ticked: Losing weight without trying" in page
        assert "Since 23 November 2026." in page

    def test_an_open_session_waits(self, as_bob, bob, monday, clock):
        session = begin_session(bob, at=monday)
        first, second, *_ = session.steps.in_order()
        as_bob.post(first.hurts_address, {**REPORT, "version": "0"})
        as_bob.post("/start/", {**NONE, "emergency": ["chest_pain"]})
        for address in (
            *(session.get_absolute_url(), session.address("session_run")),
            *(session.address("session_gently"), first.address("step_stopped")),
            *(first.get_absolute_url(), second.get_absolute_url()),
        ):
            assert as_bob.get(address).url == "/plan/paused/", address
        swapped = as_bob.get(second.get_absolute_url(), headers=HTMX)
        assert swapped.headers["HX-Redirect"] == "/plan/paused/"

    def test_an_untouched_one_is_not_offered(self, as_bob, bob, monday):
        session = begin_session(bob, at=monday, pre=6)
        as_bob.post("/start/", {**NONE, "emergency": ["chest_pain"]})
        assert as_bob.get(session.get_absolute_url()).url == "/plan/paused/"

    def test_what_was_done_in_it_is_still_told_and_it_is_closed(self, as_bob, bob, monday, clock):
        session = begin_session(bob, at=monday)
        first, second, *_ = session.steps.in_order()
        as_bob.post("/start/", {**NONE, "urgent": ["weight_loss"]})
        clock.shift(timedelta(minutes=5))
        assert as_bob.post(first.get_absolute_url(), done(first)).status_code == 303
        assert as_bob.get(second.hurts_address).status_code == 200
        assert as_bob.post(second.hurts_address, REPORT).status_code == 303
        link = soup_of(as_bob.get("/plan/paused/")).find("a", string="Finish it here")
        assert "Go on" not in text_of(as_bob.get(link["href"]))
        assert as_bob.post(link["href"]).url == session.after_address
        assert as_bob.get(session.after_address).status_code == 200
        assert as_bob.post(session.after_address, {"same": "1"}).url == "/today/"
        session.refresh_from_db()
        assert not session.is_open
        assert as_bob.get(session.get_absolute_url()).status_code == 200
        assert [step.status for step in session.steps.in_order()[:2]] == ["done", "partial"]

    def test_a_pause_of_strength_alone_leaves_it_open(self, as_bob, bob, monday):
        session = begin_session(bob, at=monday)
        pause(bob, "T5", at=monday)
        response = as_bob.get(session.get_absolute_url(), follow=True)
        assert response.request["PATH_INFO"].endswith("/run/run/")

    def test_alices_pause_is_not_bobs(self, as_bob, bob, monday):
        session = begin_session(bob, at=monday)
        response = as_bob.get(session.get_absolute_url(), follow=True)
        assert response.request["PATH_INFO"].endswith("/run/run/")

    def test_there_are_two_ways_to_clear_it(self, as_alice):
        page = soup_of(as_alice.get("/plan/paused/"))
        values = [field["value"] for field in page.select("[name=cleared_as]")]
        assert values == ["professional", "mistake"]
        response = as_alice.post("/plan/paused/", {"cleared_as": "corrected"})
        assert response.status_code == 422

    def test_chest_pain_in_a_session_is_said_as_the_reason(self, as_bob, bob, monday):
        session = begin_session(bob, at=monday)
        step = session.steps.in_order()[1]
        as_bob.post(step.hurts_address, {"version": "0", "chest_pain": "on"})
        page = text_of(as_bob.get("/plan/paused/"))
        assert "You ticked: Chest pain" in page
