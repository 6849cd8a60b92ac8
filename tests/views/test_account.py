"""Signing up, in and out; and guests who keep everything."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from routines.models import Session, User
from tests.factories import PersonFactory, do_session
from tests.views.conftest import NONE, WISHES
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


class TestSignUp:
    def test_a_visitor_gets_an_account_and_a_mail_to_confirm(self, client, library):
        response = client.post(
            "/account/signup/", {"email": "New@Example.org", "password1": PASSWORD}
        )
        assert (response.status_code, response.url) == (302, "/today/")
        person = User.objects.get()
        assert (person.email, person.is_guest) == ("new@example.org", False)
        assert "Confirm your email" in mail.outbox[0].subject

    def test_a_guest_keeps_everything(self, settled_guest, monday):
        guest = User.objects.get()
        do_session(guest, at=monday)
        settled_guest.post("/account/signup/", {"email": "g@example.org", "password1": PASSWORD})
        person = User.objects.get()
        assert person.pk == guest.pk
        assert (person.email, person.is_guest) == ("g@example.org", False)
        assert Session.objects.get().owner == person
        settled_guest.post("/account/logout/")
        response = settled_guest.post(
            "/account/login/", {"login": "g@example.org", "password": PASSWORD}
        )
        assert response.url == "/today/"
        assert settled_guest.get("/today/").status_code == 200

    def test_the_session_key_changes_when_a_guest_signs_up(self, settled_guest):
        before = settled_guest.cookies["sessionid"].value
        settled_guest.post("/account/signup/", {"email": "g@example.org", "password1": PASSWORD})
        assert settled_guest.cookies["sessionid"].value != before

    def test_who_has_an_account_is_sent_on(self, as_alice):
        assert as_alice.get("/account/signup/").url == "/today/"
        assert as_alice.get("/account/login/").url == "/today/"

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"email": "", "password1": PASSWORD}, "email"),
            ({"email": "not an email", "password1": PASSWORD}, "email"),
            ({"email": "a\x00@example.org", "password1": PASSWORD}, "email"),
            ({"email": "a" * 300 + "@example.org", "password1": PASSWORD}, "email"),
            ({"email": "ok@example.org", "password1": ""}, "password1"),
            ({"email": "ok@example.org", "password1": "short"}, "password1"),
            ({"email": "ok@example.org", "password1": "password"}, "password1"),
            ({"email": "taken@example.org", "password1": PASSWORD}, "email"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field(self, client, library, said, field):
        PersonFactory(email="taken@example.org")
        response = client.post("/account/signup/", said)
        assert response.status_code == 422
        assert error_beside(response, field)
        if field == "password1":
            assert typed(response, "email") == said["email"]
        assert User.objects.count() == 1


class TestSignIn:
    def test_a_wrong_password_is_answered_and_keeps_the_email(self, client, alice):
        said = {"login": "alice@example.org", "password": "wrong"}
        response = client.post("/account/login/", said)
        assert response.status_code == 422
        assert soup_of(response).select(".field__error")
        assert typed(response, "login") == "alice@example.org"

    def test_the_way_leads_back_to_where_one_wanted_to_go(self, client, alice):
        asked = client.get("/plan/")
        said = {"login": "alice@example.org", "password": PASSWORD}
        assert client.post(asked.url, {**said, "next": "/plan/"}).url == "/plan/"

    @pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:1"])
    def test_the_way_leads_to_no_other_site(self, client, alice, away):
        said = {"login": "alice@example.org", "password": PASSWORD, "next": away}
        assert client.post("/account/login/", said).url == "/today/"

    def test_a_guest_is_warned_before_leaving_the_diary_behind(self, settled_guest):
        assert "leaves the guest’s diary behind" in text_of(settled_guest.get("/account/login/"))
        assert "no way back to this diary" in text_of(settled_guest.get("/account/logout/"))


class TestReset:
    def test_a_link_by_mail_leads_to_a_new_password(self, client, alice):
        response = client.post("/account/password/reset/", {"email": "alice@example.org"})
        assert response.url == "/account/password/reset/done/"
        address = next(word for word in mail.outbox[0].body.split() if "/password/" in word)
        form = client.get(address.replace("http://testserver", ""), follow=True)
        action = soup_of(form).find("form")["action"]
        new = {"password1": "another long one", "password2": "another long one"}
        assert client.post(action, new).status_code == 302
        said = {"login": "alice@example.org", "password": "another long one"}
        assert client.post("/account/login/", said).url == "/today/"

    def test_two_passwords_that_differ_are_answered_beside_the_field(self, client, alice):
        client.post("/account/password/reset/", {"email": "alice@example.org"})
        address = next(word for word in mail.outbox[0].body.split() if "/password/" in word)
        form = client.get(address.replace("http://testserver", ""), follow=True)
        action = soup_of(form).find("form")["action"]
        response = client.post(action, {"password1": "one long one", "password2": "another"})
        assert response.status_code == 422
        assert error_beside(response, "password2")

    def test_an_unknown_email_gets_the_same_answer(self, client, library):
        response = client.post("/account/password/reset/", {"email": "nobody@example.org"})
        assert response.url == "/account/password/reset/done/"

    def test_a_broken_link_says_so(self, client, library):
        page = text_of(client.get("/account/password/reset/key/1-nonsense/"))
        assert "does not work any more" in page

    def test_the_page_says_where_mail_goes(self, client, db, settings):
        settings.MAIL_GOES_TO_CONSOLE = True
        assert "sends no mail" in text_of(client.get("/account/password/reset/"))
        settings.MAIL_GOES_TO_CONSOLE = False
        assert "sends no mail" not in text_of(client.get("/account/password/reset/"))

    def test_a_link_confirms_the_email(self, client, library):
        client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
        address = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)
        path = address.replace("http://testserver", "")
        assert "Is new@example.org yours?" in text_of(client.get(path))
        client.post(path)
        assert User.objects.get().emailaddress_set.get().verified


class TestAccountPage:
    def test_the_time_zone_can_be_corrected(self, as_alice, alice):
        response = as_alice.post("/account/", {"time_zone": "Asia/Tokyo"}, follow=True)
        alice.refresh_from_db()
        assert alice.time_zone == "Asia/Tokyo"
        assert "Time zone saved" in text_of(response)

    def test_a_zone_that_does_not_exist_is_answered_beside_the_field(self, as_alice, alice):
        response = as_alice.post("/account/", {"time_zone": "Mars/Olympus"})
        alice.refresh_from_db()
        assert response.status_code == 422
        assert "no time zone" in error_beside(response, "time_zone")
        assert typed(response, "time_zone") == "Mars/Olympus"
        assert alice.time_zone == "UTC"

    def test_a_guest_is_told_where_the_diary_is_kept(self, settled_guest):
        assert "kept for this browser" in text_of(settled_guest.get("/account/"))


class TestSlidingCookie:
    def test_each_day_of_use_begins_another_year(self, library, monday):
        client = Client()
        with time_machine.travel(monday, tick=False) as clock:
            client.post("/start/", NONE)
            first = client.session.get_expiry_date()
            clock.shift(timedelta(days=200))
            client.get("/start/wishes/")
            assert client.session.model.objects.get().expire_date <= first
            client.post("/start/wishes/", WISHES)
            renewed = client.session.model.objects.get().expire_date
            assert renewed >= first + timedelta(days=199)

    def test_a_guest_comes_back_eleven_months_later(self, library, monday):
        client = Client()
        with time_machine.travel(monday, tick=False) as clock:
            client.post("/start/", NONE)
            client.post("/start/wishes/", WISHES)
            client.post("/plan/accept/")
            clock.shift(timedelta(days=330))
            assert client.get("/today/").status_code == 200
