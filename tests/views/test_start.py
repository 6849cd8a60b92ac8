"""Starting: the questions, the wishes, the proposed week."""

import json

import pytest
import time_machine

from routines.models import Lock, PlannedSession, Screening, User
from tests.factories import PersonFactory, pause
from tests.views.conftest import NONE, WISHES
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db


class TestWelcome:
    def test_a_visitor_may_start_sign_up_or_sign_in(self, client, db):
        page = text_of(client.get("/"))
        for label in ("Start now", "Sign up", "Sign in"):
            assert label in page

    def test_who_is_signed_in_goes_on_to_today(self, as_alice):
        assert as_alice.get("/").url == "/today/"

    def test_an_installed_app_holds_every_page(self, client, db):
        link = soup_of(client.get("/")).find("link", rel="manifest")
        manifest = json.loads(b"".join(client.get(link["href"]).streaming_content))
        assert (manifest["start_url"], manifest["scope"]) == ("/today/", "/")


class TestScreening:
    def test_none_of_these_makes_a_guest_and_goes_on(self, client, db):
        response = client.post("/start/", NONE)
        assert (response.status_code, response.url) == (303, "/start/health/")
        guest = User.objects.get()
        assert guest.is_guest
        assert Screening.objects.get().owner == guest

    def test_looking_makes_no_guest(self, client, db):
        client.get("/start/")
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("answers", "rule", "words"),
        [
            ({**NONE, "emergency": ["saddle_numbness"]}, "E1", "Get emergency help now"),
            ({**NONE, "urgent": ["weight_loss"]}, "U1", "Have this checked soon"),
        ],
    )
    def test_a_yes_gives_the_advice_and_no_plan(self, client, db, answers, rule, words):
        response = client.post("/start/", answers, follow=True)
        assert response.redirect_chain[-1][0] == "/plan/paused/"
        assert words in text_of(response)
        assert Lock.objects.get().rule == rule
        assert client.get("/start/wishes/").url == "/plan/paused/"

    def test_an_empty_list_is_asked_for(self, client, db):
        response = client.post("/start/", {"urgent": ["none"]})
        assert response.status_code == 422
        assert "none of these" in error_beside(response, "emergency").lower()
        assert typed(response, "urgent") == ["none"]
        assert "Something below needs another look" in text_of(response)
        assert not User.objects.exists()

    def test_none_and_something_counts_as_something(self, client, db):
        answers = {**NONE, "emergency": ["none", "chest_pain"]}
        assert client.post("/start/", answers).url == "/plan/paused/"

    def test_who_has_a_plan_goes_back_to_today(self, as_alice):
        assert as_alice.post("/start/", NONE).url == "/today/"


class TestSetUp:
    def test_days_time_and_minutes_are_suggested(self, guest_client):
        response = guest_client.get("/start/wishes/")
        assert len(typed(response, "weekdays")) == 2
        assert typed(response, "starts_at") == "18:30"
        assert typed(response, "minutes") == ["15"]

    def test_good_wishes_become_a_proposed_week(self, guest_client):
        response = guest_client.post("/start/wishes/", WISHES, follow=True)
        assert response.redirect_chain[-1][0] == "/plan/"
        page = text_of(response)
        for words in ("This is my week", "Monday", "Thursday", "Session A", "13 min", "Why"):
            assert words in page
        person = User.objects.get()
        assert (person.time_zone, person.usual_morning) == ("Europe/Berlin", 2)
        assert not PlannedSession.objects.exists()

    def test_the_questions_come_first(self, client, library):
        client.force_login(PersonFactory())
        response = client.get("/start/wishes/", follow=True)
        assert response.redirect_chain == [("/start/health/", 303), ("/start/", 303)]

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("aim", "", "Choose one"),
            ("aim", "fly", "Choose one"),
            ("usual_morning", "", "whole number from 0 to 10"),
            ("usual_morning", "11", "whole number from 0 to 10"),
            ("usual_morning", "-1", "whole number from 0 to 10"),
            ("usual_morning", "two", "whole number from 0 to 10"),
            ("weekdays", ["0"], "two or three days"),
            ("weekdays", ["0", "1"], "Monday and Tuesday are next to each other"),
            ("weekdays", ["0", "2", "6"], "Sunday and Monday are next to each other"),
            ("weekdays", ["0", "2", "4", "6"], "two or three days"),
            ("weekdays", ["0", "9"], "Choose only from the answers"),
            ("starts_at", "25:61", "like 18:30"),
            ("starts_at", "", "fill this in"),
            ("minutes", "12", "Choose one"),
            ("time_zone", "Mars/Olympus", "no time zone of this name"),
            ("time_zone", "Atlantis", "Write a big city that keeps your time"),
            ("time_zone", "../../etc/passwd", "no time zone of this name"),
            ("time_zone", "Europe/\x00Berlin", "a character in it"),
            ("time_zone", "x" * 5000, "64 characters at most"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field_and_loses_nothing(
        self, guest_client, field, value, words
    ):
        response = guest_client.post("/start/wishes/", {**WISHES, field: value})
        assert response.status_code == 422
        assert words in error_beside(response, field)
        kept = typed(response, "starts_at" if field != "starts_at" else "time_zone")
        assert kept == ("18:30" if field != "starts_at" else "Europe/Berlin")
        assert not User.objects.get().weekly_plans.exists()

    def test_missing_fields_are_each_asked_for(self, guest_client):
        response = guest_client.post("/start/wishes/", {})
        for field in set(WISHES) - {"time_zone"}:
            assert error_beside(response, field), field

    @pytest.mark.parametrize(
        ("typed_", "zone"),
        [("berlin", "Europe/Berlin"), ("New York", "America/New_York"), ("Kiev", "Europe/Kyiv"),
         ("Asia/Calcutta", "Asia/Kolkata"), ("GB", "Europe/London"), ("UTC", "UTC")],
    )  # fmt: skip
    def test_a_city_is_understood_as_its_time_zone(self, guest_client, typed_, zone):
        guest_client.post("/start/wishes/", {**WISHES, "time_zone": typed_})
        assert User.objects.get().time_zone == zone

    @pytest.mark.parametrize("filled_in", ["", "  ", "Etc/Unknown"])
    @pytest.mark.parametrize("kept", ["UTC", "Europe/Lisbon"])
    def test_without_a_zone_the_one_kept_stays(self, guest_client, filled_in, kept):
        User.objects.get().move_to(kept)
        response = guest_client.post("/start/wishes/", {**WISHES, "time_zone": filled_in})
        assert response.url == "/plan/"
        assert User.objects.get().time_zone == kept

    def test_the_place_that_is_kept_is_filled_in_and_the_list_offers_others(self, guest_client):
        page = guest_client.get("/start/wishes/")
        assert typed(page, "time_zone") == ""
        offered = [one["value"] for one in soup_of(page).select("datalist#cities option")]
        assert {"Berlin", "New York", "Auckland"} <= set(offered)
        User.objects.get().move_to("America/New_York")
        assert typed(guest_client.get("/start/wishes/"), "time_zone") == "New York"

    def test_the_page_opens_at_the_first_wrong_answer(self, guest_client):
        page = soup_of(guest_client.post("/start/wishes/", {**WISHES, "usual_morning": "11"}))
        assert page.select_one("[autofocus]")["name"] == "usual_morning"

    @pytest.mark.parametrize("wishes", [None, {}])
    def test_who_has_a_plan_is_offered_no_move_to_try(self, as_alice, guest_client, wishes):
        for client, is_offered in ((guest_client, True), (as_alice, False)):
            ask = client.get if wishes is None else client.post
            page = text_of(ask("/start/wishes/", wishes or {}))
            assert ("Try one gentle move" in page) == is_offered

    def test_what_was_just_chosen_is_what_a_change_begins_with(self, as_alice):
        as_alice.post("/start/wishes/", {**WISHES, "weekdays": ["1", "4"], "minutes": "20"})
        response = as_alice.get("/start/wishes/")
        assert typed(response, "weekdays") == ["1", "4"]
        assert typed(response, "minutes") == ["20"]
        assert typed(response, "aim") == ["ease"]

    def test_a_plan_that_runs_is_what_a_change_begins_with(self, as_alice):
        response = as_alice.get("/start/wishes/")
        assert typed(response, "weekdays") == ["0", "3"]
        assert typed(response, "aim") == ["loosen"]


class TestPlan:
    def test_accepting_plans_the_sessions(self, guest_client):
        guest_client.post("/start/wishes/", WISHES)
        response = guest_client.post("/plan/accept/")
        assert (response.status_code, response.url) == (303, "/today/")
        assert PlannedSession.objects.count() == 8

    def test_fewer_minutes_than_asked_for_are_explained(self, guest_client):
        guest_client.post("/start/wishes/", {**WISHES, "minutes": "20"})
        words = "13 of your 20 minutes for now: it grows as your doses do."
        assert words in text_of(guest_client.get("/plan/"))

    def test_as_many_minutes_as_asked_for_need_no_words(self, guest_client):
        guest_client.post("/start/wishes/", {**WISHES, "minutes": "10"})
        assert "minutes for now" not in text_of(guest_client.get("/plan/"))

    def test_variant_and_exercise_are_both_named(self, as_alice):
        line = soup_of(as_alice.get("/plan/")).find("a", string="Short bridge")
        assert line["href"] == "/library/bridge/"
        assert line.find_next_sibling().get_text() == "Bridge"

    def test_accepting_twice_is_accepting_once(self, guest_client):
        guest_client.post("/start/wishes/", WISHES)
        guest_client.post("/plan/accept/")
        before = list(PlannedSession.objects.order_by("pk").values())
        guest_client.post("/plan/accept/")
        assert list(PlannedSession.objects.order_by("pk").values()) == before

    def test_a_proposal_may_be_left(self, as_alice, alice):
        as_alice.post("/start/wishes/", WISHES)
        assert "This is my week" in text_of(as_alice.get("/plan/"))
        as_alice.post("/plan/discard/")
        assert "This is my week" not in text_of(as_alice.get("/plan/"))
        assert alice.weekly_plans.active().exists()

    def test_a_first_proposal_is_changed_and_not_thrown_away(self, guest_client):
        guest_client.post("/start/wishes/", WISHES)
        page = text_of(guest_client.get("/plan/"))
        assert "Change my answers" in page
        assert "Keep the week I have" not in page

    def test_without_a_plan_the_way_leads_to_the_wishes(self, guest_client):
        assert guest_client.get("/plan/").url == "/start/wishes/"
        assert guest_client.get("/today/").url == "/plan/"

    def test_resuming_needs_a_plan(self, guest_client):
        assert guest_client.post("/plan/resume/").status_code == 404


class TestPause:
    @pytest.fixture
    def paused(self, as_alice):
        as_alice.post("/start/", {**NONE, "urgent": ["weight_loss"]})
        return as_alice

    def test_today_says_so_and_offers_no_session(self, paused):
        page = text_of(paused.get("/today/"))
        assert "Your plan is paused" in page
        assert "Start session" not in page

    def test_the_questions_wait_until_the_pause_is_explained(self, paused, alice):
        assert paused.get("/start/").url == "/plan/paused/"
        response = paused.post("/start/", NONE)
        assert response.status_code == 409
        assert "Your plan is still paused" in text_of(response)
        assert soup_of(response).select_one("main a.button")["href"] == "/plan/paused/"
        assert alice.locks.in_force().exists()

    def test_a_new_yes_is_kept_during_a_pause(self, paused, alice):
        response = paused.post("/start/", {**NONE, "emergency": ["chest_pain"]})
        assert response.url == "/plan/paused/"
        assert {lock.rule for lock in alice.locks.in_force()} == {"U1", "E1"}

    def test_an_explained_pause_goes_on_to_the_questions(self, paused):
        paused.post("/plan/paused/", {"cleared_as": "mistake"})
        assert "Has anything changed?" in text_of(paused.get("/start/"))

    def test_urgent_advice_names_the_advice_line_before_the_emergency_number(self, paused, alice):
        alice.move_to("Europe/London")
        response = paused.get("/plan/paused/")
        calls = [a["href"] for a in soup_of(response).select("a[href^='tel:']")]
        assert calls[0] == "tel:111"
        assert calls[1] == "tel:999"
        assert not soup_of(response).select(".notice--red")

    @pytest.mark.parametrize("rule", ["E1", "U1"])
    def test_no_rule_is_named_beside_urgent_words(self, as_alice, alice, rule):
        yes = {"emergency": ["chest_pain"]} if rule == "E1" else {"urgent": ["weight_loss"]}
        page = text_of(as_alice.post("/start/", {**NONE, **yes}, follow=True))
        assert rule not in page

    def test_any_other_pause_names_its_rule_and_says_it_once(self, as_alice, alice, monday):
        pause(alice, "T1", at=monday)
        page = text_of(as_alice.get("/plan/paused/"))
        assert "Rule T1" in page
        assert page.count("GP or physiotherapist") == 1

    def test_a_check_clears_it_once_the_questions_are_answered(self, paused, alice):
        said = {"cleared_as": "professional", "checked_on": "2020-01-01", "note": "All well"}
        assert paused.post("/plan/paused/", said).url == "/start/"
        assert alice.locks.in_force().exists()
        paused.post("/start/", NONE)
        assert not alice.locks.in_force().exists()
        lock = alice.locks.get()
        assert (lock.cleared_as, lock.note) == ("professional", "All well")

    def test_a_slip_of_the_finger_needs_no_date(self, paused, alice):
        paused.post("/plan/paused/", {"cleared_as": "mistake", "checked_on": "", "note": ""})
        paused.post("/start/", NONE)
        assert not alice.locks.in_force().exists()

    @pytest.mark.parametrize(
        ("said", "field", "words"),
        [
            ({}, "cleared_as", "Choose one"),
            ({"cleared_as": "magic"}, "cleared_as", "Choose one"),
            ({"cleared_as": "professional"}, "checked_on", "Give the day"),
            ({"cleared_as": "professional", "checked_on": "2999-01-01"}, "checked_on",
             "has not come yet"),
            ({"cleared_as": "professional", "checked_on": "yesterday"}, "checked_on",
             "like 2026-11-23"),
            ({"cleared_as": "mistake", "note": "x" * 501}, "note", "500 characters at most"),
            ({"cleared_as": "mistake", "note": "a\x00b"}, "note", "a character in it"),
        ],
    )  # fmt: skip
    def test_bad_input_is_answered_beside_the_field(self, paused, alice, said, field, words):
        response = paused.post("/plan/paused/", {"note": "they said", **said})
        assert response.status_code == 422
        assert words in error_beside(response, field)
        assert alice.locks.in_force().explained().count() == 0

    def test_what_was_typed_is_still_there(self, paused):
        said = {"cleared_as": "professional", "checked_on": "2999-01-01", "note": "they said"}
        response = paused.post("/plan/paused/", said)
        assert typed(response, "note") == "they said"
        assert typed(response, "checked_on") == "2999-01-01"
        assert typed(response, "cleared_as") == ["professional"]

    def test_what_is_explained_leads_on_to_the_questions(self, paused):
        page = soup_of(paused.get("/plan/paused/"))
        assert not page.select('main a[href="/start/"]')
        paused.post("/plan/paused/", {"cleared_as": "mistake"})
        for address in ("/plan/paused/", "/today/"):
            page = soup_of(paused.get(address))
            assert page.select_one('main a.button--big[href="/start/"]'), address
        assert not soup_of(paused.get("/plan/paused/")).select("[name=cleared_as]")

    def test_nothing_paused_leads_to_today(self, as_alice):
        assert as_alice.get("/plan/paused/").url == "/today/"
        assert as_alice.post("/plan/paused/").status_code == 404


class TestStrengthPausedToo:
    """Strength is paused, and so is the whole plan."""

    @pytest.fixture
    def both(self, as_alice, alice, monday):
        pause(alice, "T5", at=monday)
        as_alice.post("/start/", {**NONE, "urgent": ["weight_loss"]})
        return as_alice

    def test_the_questions_wait_for_the_whole_plan_alone(self, both, alice):
        assert both.post("/plan/paused/", {"cleared_as": "mistake"}).url == "/start/"
        assert both.get("/start/").status_code == 200
        both.post("/start/", NONE)
        assert [lock.rule for lock in alice.locks.in_force()] == ["T5"]

    def test_who_went_away_meanwhile_is_still_led_to_them(self, both):
        both.post("/plan/paused/", {"cleared_as": "mistake"})
        for address in ("/plan/paused/", "/today/"):
            page = soup_of(both.get(address))
            assert page.select_one('main a.button--big[href="/start/"]'), address
        page = text_of(both.get("/plan/paused/"))
        assert "Your whole plan is still paused. You have told us what came of it." in page
        assert "Your strength exercises are paused" in page
        assert "Walking and mobility go on" not in page

    def test_a_second_pause_of_the_whole_plan_is_explained_first(self, both, alice):
        both.post("/start/", {**NONE, "emergency": ["chest_pain"]})
        assert both.post("/plan/paused/", {"cleared_as": "mistake"}).url == "/plan/paused/"
        assert not soup_of(both.get("/plan/paused/")).select('main a[href="/start/"]')
        assert both.post("/plan/paused/", {"cleared_as": "mistake"}).url == "/start/"

    def test_strength_alone_once_explained_leads_to_them_from_today(self, as_alice, alice, monday):
        pause(alice, "T5", at=monday)
        with time_machine.travel(monday):
            assert not soup_of(as_alice.get("/today/")).select('main a[href="/start/"]')
            as_alice.post("/plan/paused/", {"cleared_as": "mistake"})
            assert soup_of(as_alice.get("/today/")).select('main a[href="/start/"]')


def test_the_two_lists_have_every_flag_of_the_rules(client, db):
    from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS

    soup = soup_of(client.get("/start/"))
    offered = {
        name: {field["value"] for field in soup.find_all(attrs={"name": name})} - {"none"}
        for name in ("emergency", "urgent")
    }
    assert offered == {"emergency": set(EMERGENCY_FLAGS), "urgent": set(URGENT_FLAGS)}


def test_each_aim_is_explained_in_a_line(guest_client):
    page = text_of(guest_client.get("/start/wishes/"))
    assert "Ease a sore back: the gentlest forms first" in page
    assert "Loosen a stiff back: stretches come first" in page
    assert "Stay bendy: a little further up from the start" in page
