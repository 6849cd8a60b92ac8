"""Signing up, in and out; and guests who keep everything."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backflex.mail import EmailBackend
from routines.models import Session, User
from tests.factories import PersonFactory, do_session
from tests.views.conftest import NONE, NOTHING_TO_REPORT, WISHES
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
# What may stand in an address for the page that comes next, and is none of this site.
NO_PAGES = [
    "nonsense",
    "routines:nonsense",
    "遪䵩",
    "//evil.example/",
    "http://[",
    "a\r\nb",
    "%",
    "x" * 900,
]


class TestSignUp:
    """On a server without mail; tests/views/test_sign_up.py signs up where mail is sent."""

    def test_a_visitor_gets_an_account(self, client, library):
        response = client.post(
            "/account/signup/", {"email": "New@Example.org", "password1": PASSWORD}
        )
        assert (response.status_code, response.url) == (302, "/today/")
        person = User.objects.get()
        assert (person.email, person.is_guest) == ("new@example.org", False)
        assert mail.outbox == []

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

    def test_a_guest_is_told_that_everything_is_kept(self, settled_guest):
        said = {"email": "g@example.org", "password1": PASSWORD}
        response = settled_guest.post("/account/signup/", said, follow=True)
        assert "Everything is kept." in text_of(response)

    @pytest.mark.parametrize("coming", NO_PAGES)
    def test_leads_on_where_the_address_names_no_page(self, client, library, coming):
        said = {"email": "n@example.org", "password1": PASSWORD}
        response = client.post(f"/account/signup/?{urlencode({'next': coming})}", said)
        assert (response.status_code, response.url) == (302, "/today/")
        assert User.objects.get().email == "n@example.org"

    def test_a_new_visitor_has_nothing_to_be_told_of(self, client, library):
        said = {"email": "n@example.org", "password1": PASSWORD}
        response = client.post("/account/signup/", said, follow=True)
        assert "Everything is kept." not in text_of(response)

    @pytest.mark.parametrize(
        ("said", "field", "words"),
        [
            ({"email": ""}, "email", "Please fill this in"),
            ({"email": "not an email"}, "email", "like you@example.org"),
            ({"email": "taken@example.org"}, "email", "an account with this email already"),
            ({"password1": "short"}, "password1", "At least 8 characters, please"),
            ({"password1": "password"}, "password1", "easy to guess"),
        ],
    )
    def test_what_is_wrong_is_said_in_our_words(self, client, library, said, field, words):
        PersonFactory(email="taken@example.org")
        good = {"email": "ok@example.org", "password1": PASSWORD}
        assert words in error_beside(client.post("/account/signup/", {**good, **said}), field)

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

    def test_the_way_to_a_new_password_is_said_once(self, client, db):
        response = client.get("/account/login/")
        links = [a for a in soup_of(response).select("main a") if "reset" in a["href"]]
        assert len(links) == 1

    def test_the_answer_is_in_our_words(self, client, alice):
        said = {"login": "alice@example.org", "password": "wrong"}
        assert "do not belong together" in text_of(client.post("/account/login/", said))
        assert "Please fill this in" in error_beside(client.post("/account/login/"), "password")

    def test_the_way_leads_back_to_where_one_wanted_to_go(self, client, alice):
        asked = client.get("/plan/")
        said = {"login": "alice@example.org", "password": PASSWORD}
        assert client.post(asked.url, {**said, "next": "/plan/"}).url == "/plan/"

    @pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:1"])
    def test_the_way_leads_to_no_other_site(self, client, alice, away):
        said = {"login": "alice@example.org", "password": PASSWORD, "next": away}
        assert client.post("/account/login/", said).url == "/today/"

    @pytest.mark.parametrize("coming", NO_PAGES)
    def test_goes_on_where_the_address_names_no_page(self, client, alice, coming):
        alice.set_password(PASSWORD)
        alice.save()
        said = {"login": alice.email, "password": PASSWORD, "next": coming}
        response = client.post("/account/login/", said)
        assert (response.status_code, response.url) == (302, "/today/")
        assert client.get("/today/").status_code == 200
        assert client.post("/account/logout/", {"next": coming}).status_code == 302

    def test_a_guest_is_warned_before_leaving_the_diary_behind(self, settled_guest):
        assert "leaves the guest’s diary behind" in text_of(settled_guest.get("/account/login/"))
        assert "no way back to this diary" in text_of(settled_guest.get("/account/logout/"))


class TestTypedOtherwise:
    """Letters that look the same are the same: in emails and in passwords."""

    COMPOSED = "R\u00fcckenschmerz1"
    DECOMPOSED = "Ru\u0308ckenschmerz1"

    @pytest.mark.parametrize("email", ["g@bücher.de", "G@BU\u0308CHER.de", "g@xn--bcher-kva.de"])
    def test_who_signed_up_one_way_signs_in_the_other(self, client, library, email):
        client.post("/account/signup/", {"email": "g@bücher.de", "password1": self.COMPOSED})
        said = {"login": email, "password": self.DECOMPOSED}
        assert Client().post("/account/login/", said).url == "/today/"

    @pytest.mark.parametrize("email", ["g@bücher.de", "g@xn--bcher-kva.de"])
    def test_a_new_password_is_found_and_fits_either_way(self, client, library, email):
        PersonFactory(email="g@xn--bcher-kva.de")
        client.post("/account/password/reset/", {"email": email})
        address = next(word for word in mail.outbox[0].body.split() if "/password/" in word)
        form = client.get(address.replace("http://testserver", ""), follow=True)
        new = {"password1": self.DECOMPOSED, "password2": self.COMPOSED}
        assert client.post(soup_of(form).find("form")["action"], new).status_code == 302
        for password in (self.COMPOSED, self.DECOMPOSED):
            said = {"login": email, "password": password}
            assert Client().post("/account/login/", said).url == "/today/"

    def test_a_password_of_nothing_but_accents_costs_no_time(self, client, alice):
        said = {"login": "alice@example.org", "password": "a" + "\u0301\u0327" * 20_000}
        assert client.post("/account/login/", said).status_code == 422


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

    def test_mail_for_the_console_keeps_its_link_in_one_piece(self, client, alice):
        client.post("/account/password/reset/", {"email": "alice@example.org"})
        (message,) = mail.outbox
        printed = StringIO()
        EmailBackend(stream=printed).send_messages([message])
        address = next(word for word in message.body.split() if "/password/" in word)
        assert address in printed.getvalue().split()
        assert "To: alice@example.org" in printed.getvalue()


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
    @pytest.fixture
    def visitor(self, library, clock):
        """A guest who has a plan since Monday."""
        client = Client()
        client.post("/start/", NONE)
        client.post("/start/health/", NOTHING_TO_REPORT)
        client.post("/start/wishes/", WISHES)
        client.post("/plan/accept/")
        return client

    @pytest.fixture
    def kept_until(self, visitor):
        """Until when the cookie lasts, and the row."""

        def read():
            row = visitor.session.model.objects.get()
            cookie = parsedate_to_datetime(visitor.cookies["sessionid"]["expires"])
            assert cookie == row.expire_date
            return cookie

        return read

    def test_lasts_a_year_from_a_visit_that_only_reads(self, visitor, kept_until, clock):
        begun = kept_until()
        clock.shift(timedelta(days=200))
        assert visitor.get("/today/").status_code == 200
        assert kept_until() == begun + timedelta(days=200)

    def test_a_public_page_is_a_visit_too(self, visitor, kept_until, clock):
        begun = kept_until()
        clock.shift(timedelta(days=200))
        visitor.get("/library/")
        assert kept_until() == begun + timedelta(days=200)

    def test_a_guest_who_only_reads_twice_a_year_is_still_there_after_three(self, visitor, clock):
        for _ in range(6):
            clock.shift(timedelta(days=180))
            assert visitor.get("/plan/", follow=True).redirect_chain == []

    def test_is_renewed_once_a_day_and_costs_no_other_visit_a_query(self, visitor, clock):
        with CaptureQueriesContext(connection) as usual:
            visitor.get("/plan/")
        clock.shift(timedelta(hours=25))
        assert "sessionid" in visitor.get("/plan/").cookies
        clock.shift(timedelta(hours=23))
        with CaptureQueriesContext(connection) as again:
            response = visitor.get("/plan/")
        assert "sessionid" not in response.cookies
        assert len(again) == len(usual)

    def test_what_knows_nobody_stays_free_of_it(self, visitor, clock):
        clock.shift(timedelta(days=200))
        response = visitor.get("/healthz")
        assert not response.cookies
        assert "Cookie" not in response.headers["Vary"]

    def test_a_refused_request_is_no_visit(self, visitor, clock):
        clock.shift(timedelta(days=200))
        missing = visitor.get("/sessions/00000000-0000-0000-0000-000000000000/")
        wrong = visitor.post("/account/", {"time_zone": "Mars/Olympus"})
        assert (missing.status_code, wrong.status_code) == (404, 422)
        assert "sessionid" not in missing.cookies
        assert "sessionid" not in wrong.cookies
