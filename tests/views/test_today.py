"""Today: the next session, what changed, and what is still to tell."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.session_end import Felt
from routines.coaching.step_hurts import Report
from routines.models.listed import listed_library
from routines.progression import Alarm
from tests.factories import do_session, give_plan, key_of, next_planned, pause, tell_morning
from tests.views.pages import soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


UNWELL = [{"id": "advice.usual", "numbers": {"usual": 6}}, {"id": "A1", "numbers": {"weeks": 6}}]


class TestToday:
    def test_the_next_session_is_one_tap_away(self, as_alice, alice, monday):
        response = as_alice.get("/today/")
        planned = next_planned(alice, monday)
        links = [a["href"] for a in soup_of(response).select("a.button--big")]
        assert links == [planned.get_absolute_url()]
        assert "Today, 13 minutes for your back" in text_of(response)

    def test_a_new_plan_leads_to_the_first_two_weeks_and_an_older_one_does_not(
        self, as_alice, clock
    ):
        assert soup_of(as_alice.get("/today/")).main.find("a", href="/first-weeks/")
        clock.shift(timedelta(days=14))
        assert not soup_of(as_alice.get("/today/")).main.find("a", href="/first-weeks/")

    def test_an_open_session_is_continued(self, as_alice, session):
        page = as_alice.get("/today/")
        assert "Continue your session" in text_of(page)
        assert "Start session" not in text_of(page)

    def test_an_open_session_says_when_it_was_begun(self, as_alice, session, clock):
        assert "Begun today." in text_of(as_alice.get("/today/"))
        clock.shift(timedelta(days=1))
        assert "Begun on Monday." in text_of(as_alice.get("/today/"))

    def test_a_rest_day_says_when_the_next_one_is(self, as_alice, clock):
        clock.shift(timedelta(days=1))
        page = text_of(as_alice.get("/today/"))
        assert "A day for resting" in page
        assert "Thursday 26 November, 18:30" in page

    def test_after_the_session_it_is_done_for_today(self, as_alice, alice, monday):
        do_session(alice, at=monday)
        assert "Done for today" in text_of(as_alice.get("/today/"))

    def test_a_session_of_a_later_day_is_offered_quietly_and_by_its_day(
        self, as_alice, alice, monday, clock
    ):
        do_session(alice, at=monday)
        response = as_alice.get("/today/")
        assert "Start session" not in text_of(response)
        assert "Do it today instead" not in text_of(response)
        clock.shift(timedelta(days=1))
        response = as_alice.get("/today/")
        link = soup_of(response).find("a", string="Do it today instead of Thursday")
        words = "This is Thursday’s session, done today instead."
        assert words in text_of(as_alice.get(link["href"]))

    def test_a_session_of_today_is_not_called_early(self, as_alice, alice, monday):
        planned = next_planned(alice, monday)
        assert "done today instead" not in text_of(as_alice.get(planned.get_absolute_url()))

    def test_a_nine_at_check_in_is_named_and_nothing_is_offered(self, as_alice, alice, monday):
        planned = next_planned(alice, monday)
        as_alice.post(planned.get_absolute_url(), {"pre": "9"})
        response = as_alice.get("/today/")
        page = text_of(response)
        assert "No exercises today." in page
        assert "Your back was at 9 of 10" in page
        assert "short walks are fine" in page
        assert not soup_of(response).select("main .button")
        link = soup_of(response).find("a", string="It has eased: ask me again")
        assert link["href"] == planned.get_absolute_url()

    def test_a_back_that_eased_begins_its_session_the_same_day(self, as_alice, alice, monday):
        planned = next_planned(alice, monday)
        as_alice.post(planned.get_absolute_url(), {"pre": "9"})
        as_alice.post(planned.get_absolute_url(), {"pre": "2"})
        assert "Continue your session" in text_of(as_alice.get("/today/"))

    def test_the_day_after_a_nine_is_a_day_like_any_other(self, as_alice, alice, monday, clock):
        as_alice.post(next_planned(alice, monday).get_absolute_url(), {"pre": "9"})
        clock.shift(timedelta(days=1))
        assert "No exercises today" not in text_of(as_alice.get("/today/"))

    def test_a_nine_costs_no_more_queries(
        self, as_alice, alice, monday, django_assert_max_num_queries
    ):
        as_alice.post(next_planned(alice, monday).get_absolute_url(), {"pre": "9"})
        with django_assert_max_num_queries(8):
            as_alice.get("/today/")

    def test_advice_of_a_check_in_that_led_straight_into_the_session_is_given_once_it_is_over(
        self, as_alice, alice, monday, clock
    ):
        alice.weekly_plans.update(usual_morning=6)
        for days in (0, 4, 7, 11, 14):
            session = do_session(alice, at=monday + timedelta(days=days), pre=3)
        assert session.check_in.gate == "RUN"
        clock.shift(timedelta(days=14))
        [notice] = soup_of(as_alice.get("/today/")).select(".columns .notice")
        assert "Your usual morning has been at 6 for two weeks." in notice.get_text()
        assert notice.find("a")["href"] == "/help/"
        clock.shift(timedelta(days=1))
        assert "for two weeks" not in text_of(as_alice.get("/today/"))

    def test_advice_is_that_of_the_last_check_in(
        self, as_alice, alice, monday, clock, django_assert_max_num_queries
    ):
        planned = next_planned(alice, monday)
        coaching.check_in.begin(planned, Answers(9), at=monday)
        alice.check_ins.update(advice=UNWELL)
        with django_assert_max_num_queries(8):
            response = as_alice.get("/today/")
        assert "Little change in six weeks," in text_of(response)
        clock.shift(timedelta(minutes=1))
        coaching.check_in.begin(planned, Answers(1), at=monday + timedelta(minutes=1))
        assert "Little change" not in text_of(as_alice.get("/today/"))

    def test_a_done_day_leads_to_its_session(self, as_alice, alice, monday):
        session = do_session(alice, at=monday)
        link = soup_of(as_alice.get("/today/")).select_one(".week .day--done a")
        assert link["href"] == session.get_absolute_url()

    def test_variant_and_exercise_are_both_named_and_lead_to_the_library(self, as_alice):
        line = soup_of(as_alice.get("/today/")).find("a", string="Sphinx")
        assert line["href"] == "/library/cobra/"
        assert line.find_next_sibling().get_text() == "Cobra"

    def test_a_name_is_not_said_twice(self, as_alice):
        line = soup_of(as_alice.get("/today/")).find("a", string="Torso twists")
        assert line.find_next_sibling() is None

    def test_the_first_main_exercise_is_pictured_and_what_is_needed_is_said(self, as_alice):
        response = as_alice.get("/today/")
        assert "cat-cow" in soup_of(response).select_one(".figure img")["src"]
        assert "You need: mat" in text_of(response)

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
        felt = {"bridge": Felt(6)}
        tell_morning(do_session(alice, at=thursday, differing=felt))
        clock.shift(timedelta(days=4))
        changes = {
            item.find("a").get_text(): " ".join(item.get_text(" ").split())
            for item in soup_of(as_alice.get("/today/")).select("li.change")
        }
        assert changes["Sphinx"] == (
            "a little more Sphinx Cobra 3 × 10 s now 3 × 15 s Two comfortable sessions with quiet"
            " mornings, so a little more. Rule P1 Why? Cobra"
        )
        bridge = changes["Pelvic tilt"]
        assert bridge.startswith("a little easier Pelvic tilt Bridge Short bridge 6 × 3 s now Pelv")
        assert bridge.endswith("Bridge was a 6, so a little easier next time. Rule R1 Why? Bridge")

    def test_yesterdays_session_asks_for_its_morning(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        assert "How is your back this morning?" not in text_of(as_alice.get("/today/"))
        clock.shift(timedelta(hours=13))
        assert "How is your back this morning?" in text_of(as_alice.get("/today/"))


class TestAfterANineOutsideASession:
    """What the answer promised, Today keeps."""

    @pytest.fixture
    def told(self, as_alice):
        as_alice.post("/discomfort/", {"number": "9"})
        return as_alice

    def test_todays_session_waits_and_may_be_asked_for_again(self, told, alice, monday):
        response = told.get("/today/")
        page = text_of(response)
        assert "9 is a lot, so leave the exercises for today." in page
        assert "Start session" not in page
        assert "Your back was at 9 of 10 when you last told us." in page
        link = soup_of(response).find("a", string="It has eased: ask me again")
        assert link["href"] == next_planned(alice, monday).get_absolute_url()
        assert "rest" in soup_of(response).select_one("[aria-current=date]").get_text()

    def test_it_costs_no_more_queries(self, told, django_assert_max_num_queries):
        told.post("/discomfort/", {"number": "8"})
        # The message is taken out of the session by the first page.
        told.get("/today/")
        with django_assert_max_num_queries(8):
            told.get("/today/")

    def test_a_lower_number_later_ends_it(self, told, clock):
        clock.shift(timedelta(hours=1))
        told.post("/discomfort/", {"number": "4"})
        assert "Start session" in text_of(told.get("/today/"))

    def test_so_does_a_check_in(self, told, alice, monday, clock):
        clock.shift(timedelta(hours=1))
        told.post(next_planned(alice, monday).get_absolute_url(), {"pre": "2"})
        assert "Continue your session" in text_of(told.get("/today/"))

    def test_so_does_the_night(self, told, clock):
        clock.shift(timedelta(days=1))
        assert "Do it today instead of Thursday" in text_of(told.get("/today/"))

    def test_on_a_day_of_rest_nothing_is_offered_in_its_stead(self, as_alice, clock):
        clock.shift(timedelta(days=1))
        as_alice.post("/discomfort/", {"number": "8"})
        page = text_of(as_alice.get("/today/"))
        assert "A day for resting" in page
        assert "Do it today instead" not in page

    def test_a_session_that_is_open_may_be_finished_or_gone_on_with(self, as_alice, session, clock):
        clock.shift(timedelta(minutes=5))
        as_alice.post("/discomfort/", {"number": "9"})
        response = as_alice.get("/today/")
        assert soup_of(response).select_one("h1").get_text() == "No exercises today."
        assert "Continue your session" not in text_of(response)
        buttons = [link["href"] for link in soup_of(response).select("a.button--big")]
        assert buttons == [session.finish_address]
        assert soup_of(response).find("a", string="It has eased: continue your session")

    def test_bob_is_not_kept_from_his(self, told, as_bob):
        assert "No pain, nothing new: start" in text_of(as_bob.get("/today/"))


class TestOneTap:
    """bob's usual morning is 0."""

    @pytest.fixture
    def begins(self, as_bob):
        """How Today lets him begin: by one tap, or through the check-in."""

        def begins() -> str:
            page = soup_of(as_bob.get("/today/")).find(id="main")
            tap = page.select_one("form button[name=pre]")
            link = page.select_one(".card a.button--big")
            return "one tap" if tap else "check-in" if link else ""

        return begins

    def test_a_back_that_never_hurts_begins_its_session_at_once(self, as_bob, bob, monday):
        page = soup_of(as_bob.get("/today/"))
        button = page.select_one("button[name=pre]")
        assert " ".join(button.get_text().split()) == "No pain, nothing new: start"
        response = as_bob.post(button.find_parent("form")["action"], {"pre": button["value"]})
        assert response.url.endswith("/run/")
        assert bob.check_ins.get().pre == 0

    def test_what_is_new_is_one_tap_away(self, as_bob, bob, monday):
        link = soup_of(as_bob.get("/today/")).find("a", string="Something is new, or hurts")
        assert link["href"] == next_planned(bob, monday).get_absolute_url()

    def test_a_usual_morning_above_nought_is_asked(self, as_alice):
        assert not soup_of(as_alice.get("/today/")).select("button[name=pre]")

    @pytest.mark.parametrize(
        "told",
        [
            {"pre": 2},
            {"pre": 0, "after": 1},
            {"pre": 0, "differing": {"bridge": Felt(1, "ache")}},
        ],
        ids=["at the start", "soon after", "during"],
    )
    def test_so_is_who_felt_something_in_the_last_two_weeks(self, begins, bob, monday, clock, told):
        do_session(bob, at=monday, **told)
        clock.shift(timedelta(days=7))
        assert begins() == "check-in"
        give_plan(bob, at=monday + timedelta(days=21))
        clock.shift(timedelta(days=14))
        assert begins() == "one tap"

    @pytest.mark.parametrize("said", [{"word": "worse", "number": 1}, {"word": "worse"}])
    def test_and_after_a_worse_morning(self, begins, bob, monday, clock, said):
        tell_morning(do_session(bob, at=monday, pre=0), **said)
        clock.shift(timedelta(days=7))
        assert begins() == "check-in"

    def test_a_quiet_morning_changes_nothing(self, begins, bob, monday, clock):
        tell_morning(do_session(bob, at=monday, pre=0))
        clock.shift(timedelta(days=7))
        assert begins() == "one tap"

    @pytest.mark.parametrize(("number", "expected"), [(0, "one tap"), (1, "check-in")])
    def test_discomfort_on_another_day_counts(self, begins, bob, monday, clock, number, expected):
        coaching.discomfort.record(bob, number=number, places=[], note="", at=monday)
        clock.shift(timedelta(days=7))
        assert begins() == expected

    def test_it_costs_no_more_queries(self, as_bob, django_assert_max_num_queries):
        listed_library()  # kept in the process since the first page
        with django_assert_max_num_queries(8):
            as_bob.get("/today/")

    def test_what_others_feel_is_nobody_elses(self, begins, alice, monday):
        do_session(alice, at=monday, pre=3)
        assert begins() == "one tap"


def test_an_eight_pauses_nothing_and_does_not_say_so(as_alice, alice, monday, clock):
    tell_morning(do_session(alice, at=monday, differing={"bridge": Felt(8)}))
    clock.shift(timedelta(days=1))
    page = text_of(as_alice.get("/today/"))
    assert "left alone until it is quieter" in page
    assert "paused until checked" not in page


class TestQuestionsThatAreOpen:
    """What ended a session at once asks the red-flag questions before the next one."""

    @pytest.fixture(params=["weakness", "dizzy_or_breathless"])
    def ended(self, request, alice, session, first, monday):
        said = Report(None, "none", "none", "none", 0, Alarm(**{request.param: True}))
        coaching.step_hurts.report(key_of(first), said, version=0, at=monday)
        return session

    def assert_leads_to_them_alone(self, response, session):
        soup = soup_of(response)
        assert soup.h1.get_text() == "Please answer these questions first."
        assert soup.select_one("main a.button--big")["href"] == session.check_address
        assert {form["action"] for form in soup.main.select("form")} <= {"/morning/"}
        for words in ("Start session", "Do it today instead", "Continue your session"):
            assert words not in soup.get_text()

    def test_they_lead_and_no_session_is_offered(self, as_alice, ended):
        self.assert_leads_to_them_alone(as_alice.get("/today/"), ended)

    def test_they_lead_on_the_next_day_of_the_plan_too(self, as_alice, ended, clock):
        clock.shift(timedelta(days=3))
        self.assert_leads_to_them_alone(as_alice.get("/today/"), ended)

    def test_and_after_long_away(self, as_alice, ended, clock):
        clock.shift(timedelta(days=90))
        with CaptureQueriesContext(connection) as queries:
            response = as_alice.get("/today/")
        self.assert_leads_to_them_alone(response, ended)
        asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
        assert len(asked) <= 8, asked

    def test_what_the_next_session_would_be_waits_for_them_too(
        self, as_alice, alice, ended, monday
    ):
        planned = next_planned(alice, monday)
        for name in ("session_detail", "session_run_gate"):
            more = {"gate": "run"} if name == "session_run_gate" else {}
            address = reverse(f"routines:{name}", kwargs={"session_id": planned.pk, **more})
            assert as_alice.get(address).url == ended.check_address

    def test_once_answered_the_week_goes_on(self, as_alice, ended, clock):
        clock.shift(timedelta(minutes=1))
        as_alice.post(ended.check_address, {"emergency": "none", "urgent": "none"})
        page = text_of(as_alice.get("/today/"))
        assert "Done for today." in page
        clock.shift(timedelta(days=1))
        assert "Do it today instead of Thursday" in text_of(as_alice.get("/today/"))

    def test_those_of_somebody_else_are_not_asked(self, as_bob, bob, ended):
        assert "Please answer these questions first." not in text_of(as_bob.get("/today/"))

    def test_a_pause_of_the_whole_plan_is_graver(self, as_alice, alice, ended, monday, clock):
        clock.shift(timedelta(days=1))
        pause(alice, "T1", at=monday + timedelta(days=1))
        assert "Your plan is paused." in text_of(as_alice.get("/today/"))


class TestAnotherTimeZone:
    """The browser's zone is not the one kept: a script shows an offer that the page holds."""

    @pytest.fixture
    def in_berlin(self, alice):
        alice.move_to("Europe/Berlin")
        return alice

    def offer(self, client):
        return soup_of(client.get("/today/")).select_one("zone-offer")

    def known(self, client):
        return self.offer(client)["data-known"].split()

    def test_the_offer_is_hidden_and_names_the_city_kept(self, as_alice, in_berlin):
        offer = self.offer(as_alice)
        assert offer.has_attr("hidden")
        assert "your diary lives in Berlin" in " ".join(offer.get_text().split())
        assert [button.get_text() for button in offer.find_all("button")] == [
            "Change it", "Keep Berlin",
        ]  # fmt: skip

    def test_the_zone_kept_is_not_offered_by_an_old_name_either(self, as_alice, alice):
        alice.move_to("Asia/Kolkata")
        assert self.known(as_alice) == ["Asia/Kolkata", "Asia/Calcutta"]

    def test_who_has_none_is_offered_the_browsers(self, as_alice):
        offer = self.offer(as_alice)
        assert "your diary does not know where you are" in " ".join(offer.get_text().split())
        assert [button.get_text() for button in offer.find_all("button")] == ["Use it", "Not now"]

    def test_a_change_is_kept(self, as_alice, in_berlin):
        answer = {"time_zone": "Portugal", "change": "yes"}
        response = as_alice.post("/account/time-zone/", answer, follow=True)
        assert response.redirect_chain == [("/today/", 303)]
        assert "Your diary lives in Lisbon now." in text_of(response)
        in_berlin.refresh_from_db()
        assert in_berlin.time_zone == "Europe/Lisbon"

    def test_one_that_was_refused_is_not_offered_again_and_others_are(self, as_alice, in_berlin):
        for zone in ("Europe/Lisbon", "Asia/Calcutta", "Europe/Lisbon"):
            assert as_alice.post("/account/time-zone/", {"time_zone": zone}).url == "/today/"
        in_berlin.refresh_from_db()
        assert in_berlin.time_zone == "Europe/Berlin"
        assert in_berlin.refused_zones == ["Europe/Lisbon", "Asia/Kolkata"]
        assert set(self.known(as_alice)) == {
            "Europe/Berlin", "Europe/Lisbon", "Portugal", "WET", "Asia/Kolkata", "Asia/Calcutta",
        }  # fmt: skip

    @pytest.mark.parametrize("zone", ["", "Etc/Unknown", "Mars/Base", "UTC", "x" * 5000, "\x00"])
    @pytest.mark.parametrize("answer", [{}, {"change": "yes"}])
    def test_one_that_is_no_place_changes_nothing(self, as_alice, in_berlin, zone, answer):
        response = as_alice.post("/account/time-zone/", {"time_zone": zone, **answer})
        assert (response.status_code, response.url) == (303, "/today/")
        in_berlin.refresh_from_db()
        assert (in_berlin.time_zone, in_berlin.refused_zones) == ("Europe/Berlin", [])

    def test_nobody_elses_zone_is_touched(self, as_alice, bob):
        as_alice.post("/account/time-zone/", {"time_zone": "Europe/Lisbon", "change": "yes"})
        bob.refresh_from_db()
        assert (bob.time_zone, bob.refused_zones) == ("UTC", [])

    def test_reading_the_address_leads_to_today(self, as_alice):
        assert as_alice.get("/account/time-zone/").url == "/today/"
