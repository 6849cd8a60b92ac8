"""Check-in, the player, the last page, the morning, and Today around them."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines import coaching
from routines.models import CheckIn, MorningReport, Session, Status, Step
from tests.factories import begin_session, do_session, key_of, next_planned, step_of, tell_morning
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 10
HTMX = {"HX-Request": "true", "HX-Target": "player"}
REPORT = {
    "version": "0",
    "quality": "ache",
    "during": "6",
    "spread": "none",
    "neuro": "none",
    "done_percent": "50",
}


@pytest.fixture(autouse=True)
def clock(monday):
    """It is Monday evening; a test may move on."""
    with time_machine.travel(monday, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(alice, monday):
    return begin_session(alice, at=monday)


@pytest.fixture
def first(session):
    return session.steps.in_order().with_library()[0]


def done(step, **more):
    return {"version": str(step.version), "status": "done", **more}


class TestToday:
    def test_the_next_session_is_one_tap_away(self, as_alice, alice, monday):
        response = as_alice.get("/today/")
        planned = next_planned(alice, monday)
        links = [a["href"] for a in soup_of(response).select("a.button--big")]
        assert links == [planned.get_absolute_url()]
        assert "Today, 13 minutes for your back" in text_of(response)

    def test_an_open_session_is_continued(self, as_alice, session):
        page = as_alice.get("/today/")
        assert "Continue your session" in text_of(page)
        assert "Start session" not in text_of(page)

    def test_a_rest_day_says_when_the_next_one_is(self, as_alice, clock):
        clock.shift(timedelta(days=1))
        page = text_of(as_alice.get("/today/"))
        assert "A day for resting" in page
        assert "Thursday 26 November, 18:30" in page

    def test_after_the_session_it_is_done_for_today(self, as_alice, alice, monday):
        do_session(alice, at=monday)
        assert "Done for today" in text_of(as_alice.get("/today/"))

    def test_a_missed_session_is_simply_the_next_one(self, as_alice, clock):
        clock.shift(timedelta(days=2))
        page = text_of(as_alice.get("/today/"))
        assert "Thursday 26 November" in page
        assert "missed" not in page.lower()

    def test_after_a_long_time_away_a_session_is_one_tap_away(self, as_alice, alice, clock):
        clock.shift(timedelta(days=90))
        response = as_alice.get("/today/")
        assert "Welcome back" in text_of(response)
        response = as_alice.post("/plan/resume/")
        planned = next_planned(alice, clock.datetime) if hasattr(clock, "datetime") else None
        assert response.status_code == 303
        assert planned is None or response.url == planned.get_absolute_url()

    def test_what_changed_is_told_with_arrow_dose_sentence_and_rule(
        self, as_alice, alice, monday, clock
    ):
        tell_morning(do_session(alice, at=monday))
        thursday = monday + timedelta(days=3)
        felt = {"bridge": coaching.Felt(6)}
        tell_morning(do_session(alice, at=thursday, differing=felt))
        clock.shift(timedelta(days=4))
        changes = {
            item.find("strong").get_text(): " ".join(item.get_text(" ").split())
            for item in soup_of(as_alice.get("/today/")).select("li.change")
        }
        assert changes["Cobra"] == (
            "a little more Cobra 3 × 10 s → 3 × 15 s Two comfortable sessions with quiet"
            " mornings, so a little more. P1"
        )
        assert changes["Bridge"].startswith("a little easier Bridge Short bridge 6 × 3 s → Pelvic")
        assert changes["Bridge"].endswith("Bridge was a 6, so a little easier next time. R1")

    def test_yesterdays_session_asks_for_its_morning(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        assert "How is your back this morning?" not in text_of(as_alice.get("/today/"))
        clock.shift(timedelta(hours=13))
        assert "How is your back this morning?" in text_of(as_alice.get("/today/"))


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

    def test_last_times_places_are_preselected(self, as_alice, alice, monday, clock):
        coaching.check_in(next_planned(alice, monday), coaching.Answers(8, ("thigh",)), at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        assert typed(as_alice.get(address), "places") == ["thigh"]

    def test_a_back_at_nought_hurts_nowhere(self, as_alice, address):
        as_alice.post(address, {"pre": "0", "places": ["thigh"]})
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
        said = {"pre": pre, "places": ["thigh"], "is_already_warm": "on"}
        response = as_alice.post(address, said)
        assert response.status_code == 422
        assert "whole number from 0 to 10" in error_beside(response, "pre")
        assert typed(response, "places") == ["thigh"]
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

    def test_a_worse_morning_without_its_number_is_asked_for(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(timedelta(days=3))
        address = next_planned(alice, monday + timedelta(days=3)).get_absolute_url()
        response = as_alice.post(address, {"pre": "1", "word": "worse"})
        assert response.status_code == 422
        assert error_beside(response, "number")
        assert typed(response, "pre") == ["1"]


class TestStep:
    def test_shows_what_to_do(self, as_alice, first):
        page = text_of(as_alice.get(first.get_absolute_url()))
        for words in ("Brisk walk", "5 min", "1 of 8", "Next:", "Breathing", "Something hurts"):
            assert words in page

    def test_done_goes_on_to_the_next(self, as_alice, first):
        response = as_alice.post(first.get_absolute_url(), done(first))
        assert (response.status_code, response.url.split("/")[-2]) == (303, "2")
        first.refresh_from_db()
        assert first.status == Status.DONE

    def test_htmx_gets_the_fragment_alone(self, as_alice, first):
        response = as_alice.get(first.get_absolute_url(), headers=HTMX)
        assert response.template_name == "player/step_detail.html#player"
        assert b"<html" not in response.content

    def test_saving_takes_few_statements(self, as_alice, first):
        with CaptureQueriesContext(connection) as queries:
            as_alice.post(first.get_absolute_url(), done(first))
        assert len(queries) <= MOST_STATEMENTS, [q["sql"][:120] for q in queries]

    def test_partly_and_not_today_say_how_much_and_why(self, as_alice, session):
        steps = list(session.steps.in_order())
        as_alice.post(
            steps[0].get_absolute_url(),
            {"version": "0", "status": "partial", "done_percent": "75", "stop_reason": "time"},
        )
        as_alice.post(
            steps[1].get_absolute_url(),
            {"version": "0", "status": "skipped", "stop_reason": "equipment"},
        )
        kept = [(s.status, s.done_percent, s.stop_reason) for s in session.steps.in_order()[:2]]
        assert kept == [("partial", 75, "time"), ("skipped", 0, "equipment")]

    def test_back_shows_what_was_said_and_lets_it_be_changed(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        page = as_alice.get(first.get_absolute_url())
        assert "Saved: Done" in text_of(page)
        assert typed(page, "version") == "1"

    def test_after_the_last_step_comes_the_last_page(self, as_alice, session):
        for step in session.steps.in_order():
            response = as_alice.post(step.get_absolute_url(), done(step))
        assert response.url == session.after_address

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"status": "done"}, "version"),
            ({"version": "x", "status": "done"}, "version"),
            ({"version": "-1", "status": "done"}, "version"),
            ({"version": "0"}, None),
            ({"version": "0", "status": "maybe"}, None),
            ({"version": "0", "status": "partial", "stop_reason": "time"}, "done_percent"),
            ({"version": "0", "status": "partial", "done_percent": "50"}, "stop_reason"),
            ({"version": "0", "status": "partial", "done_percent": "33", "stop_reason": "time"},
             "done_percent"),
            ({"version": "0", "status": "skipped"}, "stop_reason"),
            ({"version": "0", "status": "skipped", "stop_reason": "bored\x00"}, "stop_reason"),
        ],
    )  # fmt: skip
    def test_bad_input_is_answered_and_saves_nothing(self, as_alice, first, said, field):
        response = as_alice.post(first.get_absolute_url(), said)
        assert response.status_code == 422
        assert soup_of(response).select(".field__error")
        if field in ("done_percent", "stop_reason"):
            assert error_beside(response, field)
        first.refresh_from_db()
        assert first.status == ""

    def test_what_was_chosen_is_still_there(self, as_alice, first):
        said = {"version": "0", "status": "partial", "done_percent": "75"}
        response = as_alice.post(first.get_absolute_url(), said)
        assert typed(response, "done_percent") == ["75"]
        assert soup_of(response).select("details[open]")

    @pytest.mark.parametrize("position", [0, 9, 999999999999])
    def test_a_step_that_is_not_in_this_session_is_not_there(self, as_alice, session, position):
        address = f"/sessions/{session.pk}/steps/{position}/"
        assert as_alice.get(address).status_code == 404
        assert as_alice.post(address, {"version": "0", "status": "done"}).status_code == 404

    def test_two_tabs_are_shown_both_answers(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        said = {"version": "0", "status": "skipped", "stop_reason": "time"}
        response = as_alice.post(first.get_absolute_url(), said, headers=HTMX)
        assert response.status_code == 409
        page = text_of(response)
        assert "Saved: Done" in page
        assert "Yours: Not today (No time)" in page
        first.refresh_from_db()
        assert first.status == Status.DONE

    def test_the_second_tab_may_then_use_its_own(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        said = {"version": "0", "status": "partial", "done_percent": "25", "stop_reason": "time"}
        response = as_alice.post(first.get_absolute_url(), said)
        form = soup_of(response).select_one(".notice form")
        again = {field["name"]: field["value"] for field in form.select("input, button")}
        as_alice.post(first.get_absolute_url(), again)
        first.refresh_from_db()
        assert (first.status, first.done_percent) == (Status.PARTIAL, 25)

    def test_the_same_answer_twice_is_no_conflict(self, as_alice, first):
        for _ in range(2):
            assert as_alice.post(first.get_absolute_url(), done(first)).status_code == 303

    def test_a_finished_session_changes_no_more(self, as_alice, session, first, monday):
        coaching.finish_here(session, at=monday)
        coaching.close(session, after=None, differing={}, at=monday)
        first.refresh_from_db()
        response = as_alice.post(first.get_absolute_url(), done(first))
        assert response.status_code == 422
        assert "This session is finished" in text_of(response)


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
        coaching.finish_here(session, at=monday)
        coaching.close(session, after=None, differing={}, at=monday)
        cobra.refresh_from_db()
        said = {**REPORT, "version": str(cobra.version)}
        assert as_alice.post(cobra.hurts_address, said).status_code == 422

    def test_a_step_that_was_not_stopped_has_no_stopped_page(self, as_alice, cobra):
        response = as_alice.get(cobra.address("step_stopped"))
        assert response.url == cobra.get_absolute_url()


class TestAfter:
    @pytest.fixture
    def finished(self, alice, session, monday):
        for step in session.steps.in_order():
            coaching.answer_step(
                key_of(step), coaching.StepAnswer("done", 100), version=0, at=monday
            )
        return session

    def test_no_more_than_at_the_start_is_one_tap(self, as_alice, finished):
        response = as_alice.post(finished.after_address, {"same": "1"})
        finished.refresh_from_db()
        assert (response.status_code, response.url) == (303, "/today/")
        assert not finished.is_open

    def test_what_differed_is_ticked_and_told(self, as_alice, finished):
        bridge = step_of(finished, "bridge")
        prefix = f"step-{bridge.position}"
        said = {
            f"{prefix}-differed": "1",
            f"{prefix}-during": "3",
            f"{prefix}-quality": "ache",
            f"{prefix}-effort": "hard",
            f"{prefix}-spread": "none",
            f"{prefix}-neuro": "none",
            "after": "2",
        }
        as_alice.post(finished.after_address, said)
        bridge.refresh_from_db()
        finished.refresh_from_db()
        assert (bridge.during, bridge.effort, finished.after) == (3, "hard", 2)

    def test_a_tick_without_its_number_is_asked_for(self, as_alice, finished):
        said = {"step-1-differed": "1", "step-1-quality": "ache", "after": "2"}
        response = as_alice.post(finished.after_address, said)
        assert response.status_code == 422
        assert error_beside(response, "step-1-during")
        assert typed(response, "step-1-quality") == ["ache"]
        assert typed(response, "after") == ["2"]

    def test_a_number_without_its_tick_still_counts(self, as_alice, finished):
        said = {
            "same": "1",
            "step-1-during": "5",
            "step-1-quality": "ache",
            "step-1-effort": "ok",
            "step-1-spread": "none",
            "step-1-neuro": "none",
        }
        as_alice.post(finished.after_address, said)
        assert finished.steps.in_order()[0].during == 5

    @pytest.mark.parametrize("after", ["11", "-1", "much"])
    def test_a_wrong_number_is_answered_beside_the_row(self, as_alice, finished, after):
        response = as_alice.post(finished.after_address, {"after": after})
        assert response.status_code == 422
        assert error_beside(response, "after")

    def test_tingling_that_stays_leads_to_the_questions(self, as_alice, finished):
        said = {
            "step-1-differed": "1",
            "step-1-during": "1",
            "step-1-quality": "tingling",
        }
        assert as_alice.post(finished.after_address, said).status_code == 422
        said |= {
            "step-1-quality": "ache",
            "step-1-effort": "ok",
            "step-1-spread": "none",
            "step-1-neuro": "persistent",
        }
        response = as_alice.post(finished.after_address, said)
        assert response.url == finished.check_address
        assert finished.owner.locks.in_force().get().rule == "T1"

    def test_saying_it_twice_is_saying_it_once(self, as_alice, finished):
        for _ in range(2):
            assert as_alice.post(finished.after_address, {"same": "1"}).status_code == 303

    def test_saying_something_else_later_is_refused(self, as_alice, finished):
        as_alice.post(finished.after_address, {"same": "1"})
        response = as_alice.post(finished.after_address, {"after": "9"})
        assert response.status_code == 422
        assert "finished" in text_of(response)

    def test_steps_still_to_come_come_first(self, as_alice, session, first):
        assert as_alice.get(session.after_address).url == first.get_absolute_url()

    def test_finish_here_leaves_out_what_is_to_come(self, as_alice, session, first):
        as_alice.post(first.get_absolute_url(), done(first))
        assert "Finish here?" in text_of(as_alice.get(session.finish_address))
        response = as_alice.post(session.finish_address)
        assert response.url == session.after_address
        assert not Step.objects.filter(session=session, status="").exists()

    def test_a_closed_session_is_a_page_of_the_diary(self, as_alice, finished):
        as_alice.post(finished.after_address, {"same": "1"})
        page = text_of(as_alice.get(finished.get_absolute_url()))
        assert "Monday 23 November" in page
        assert "Your back at the start: 1" in page
        for name in ("session_run", "session_finish", "session_after"):
            assert as_alice.get(finished.address(name)).url == finished.get_absolute_url()


class TestMorning:
    @pytest.fixture
    def due(self, alice, monday, clock):
        session = do_session(alice, at=monday)
        clock.shift(timedelta(hours=13))
        return session

    def test_no_worse_than_usual_is_one_tap(self, as_alice, due):
        response = as_alice.post("/morning/", {"word": "same"})
        assert (response.status_code, response.url) == (303, "/today/")
        assert due.decisions.count() > 0

    def test_worse_asks_for_a_number(self, as_alice, due):
        page = as_alice.get("/morning/?word=worse")
        assert typed(page, "word") == ["worse"]
        as_alice.post("/morning/", {"word": "worse", "number": "3"})
        assert MorningReport.objects.get().number == 3

    def test_a_quiet_morning_carries_no_number(self, as_alice, due):
        as_alice.post("/morning/", {"word": "same", "number": "3"})
        assert MorningReport.objects.get().number is None

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({}, "word"),
            ({"word": "awful"}, "word"),
            ({"word": "worse"}, "number"),
            ({"word": "worse", "number": "11"}, "number"),
            ({"word": "worse", "number": "-1"}, "number"),
            ({"word": "worse", "number": "a lot"}, "number"),
            ({"word": "worse", "number": "\x00"}, "number"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field(self, as_alice, due, said, field):
        response = as_alice.post("/morning/", said)
        assert response.status_code == 422
        assert error_beside(response, field)
        if said.get("word") == "worse":
            assert typed(response, "word") == ["worse"]

    def test_spread_is_asked_about_only_where_it_was(self, as_alice, alice, monday, clock):
        felt = {"cobra": coaching.Felt(2, spread="further")}
        do_session(alice, at=monday, differing=felt)
        clock.shift(timedelta(hours=13))
        assert "further down my leg" in text_of(as_alice.get("/morning/?word=worse"))

    def test_once_told_nothing_is_due(self, as_alice, due):
        as_alice.post("/morning/", {"word": "same"})
        assert "Nothing to tell" in text_of(as_alice.get("/morning/"))

    def test_after_four_days_it_is_no_longer_asked(self, as_alice, due, clock):
        clock.shift(timedelta(hours=84))
        assert "Nothing to tell" in text_of(as_alice.get("/morning/"))

    def test_bob_is_not_asked_about_alices_morning(self, as_bob, due):
        assert "Nothing to tell" in text_of(as_bob.get("/morning/"))
