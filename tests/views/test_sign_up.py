"""Signing up where mail is sent: the diary goes on at once, the account waits for the link."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache
from django.test import Client

from routines.models import FirstForm, PendingAccount, Session, User
from tests.factories import PersonFactory, do_session
from tests.views.conftest import NONE
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
SENT = "/account/confirm-email/"
NEW = {"email": "new@example.org", "password1": PASSWORD}
KNOWN = {"email": "known@example.org", "password1": PASSWORD}
AWAY = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1},
    }
}


@pytest.fixture(autouse=True)
def mail_is_sent(settings, library):
    cache.clear()
    settings.MAIL_GOES_TO_CONSOLE = False


@pytest.fixture
def mail_is_away(settings):
    settings.MAILERS = AWAY


@pytest.fixture
def known():
    return PersonFactory(email="known@example.org")


def link_in(message) -> str:
    """The path of the link to confirm."""
    address = next(word for word in message.body.split() if "/confirm-email/" in word)
    return address.removeprefix("http://testserver")


def sign_up(client, said=NEW, **more):
    return client.post("/account/signup/", {**said, **more})


class TestGoesOn:
    def test_a_visitor_goes_on_in_a_new_diary(self, client):
        assert sign_up(client).url == SENT
        guest = User.objects.get()
        assert (guest.is_guest, guest.email) == (True, None)
        assert client.get("/account/").status_code == 200
        assert "new@example.org" in text_of(client.get(SENT))
        assert client.post("/start/", NONE).url == "/start/health/"
        assert User.objects.count() == 1

    def test_a_guest_goes_on_in_their_own(self, settled_guest, monday):
        guest = User.objects.get()
        do_session(guest, at=monday)
        page = settled_guest.post("/account/signup/", NEW, follow=True)
        assert "new@example.org" in text_of(page)
        assert settled_guest.get("/today/").status_code == 200
        assert User.objects.get() == guest
        assert guest.pending_account.email == "new@example.org"

    def test_nobody_can_sign_in_with_an_address_that_is_not_confirmed(self, client):
        sign_up(client)
        said = {"login": NEW["email"], "password": PASSWORD}
        assert Client().post("/account/login/", said).status_code == 422

    def test_a_mail_is_text_and_simple_html_with_a_link(self, client):
        sign_up(client)
        (sent,) = mail.outbox
        assert sent.to == ["new@example.org"]
        assert "Confirm your email" in sent.subject
        html = BeautifulSoup(sent.alternatives[0].content, "html.parser")
        assert html.find("a", href="http://testserver" + link_in(sent))
        assert not html.find(["script", "img", "link"])
        assert html.html["lang"] == settings.LANGUAGE_CODE

    def test_the_mail_goes_to_the_domain_as_machines_write_it(self, client):
        page = client.post("/account/signup/", {**NEW, "email": "New@B\u00dcCHER.de"}, follow=True)
        assert mail.outbox[0].to == ["new@xn--bcher-kva.de"]
        assert "new@bücher.de" in text_of(page)

    @pytest.mark.parametrize(
        ("said", "field", "words"),
        [
            ({"email": ""}, "email", "Please fill this in"),
            ({"email": "not an email"}, "email", "like you@example.org"),
            ({"email": "a@\u2603.org"}, "email", "like you@example.org"),
            ({"email": "a\x00@example.org"}, "email", "cannot keep"),
            ({"email": "a" * 300 + "@example.org"}, "email", "254 characters"),
            ({"email": "a@" + "ü" * 60 + ".org"}, "email", "like you@example.org"),
            ({"password1": "short"}, "password1", "At least 8 characters, please"),
            ({"password1": "password"}, "password1", "easy to guess"),
            ({"password1": "new@example.org"}, "password1", "too much like your email"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field(self, client, said, field, words):
        response = sign_up(client, **said)
        assert response.status_code == 422
        assert words in error_beside(response, field)
        assert typed(response, "email") == {**NEW, **said}["email"]
        assert not User.objects.exists()


class TestKnownAddress:
    def test_gets_the_same_page_and_another_mail(self, client, known):
        other = Client()
        new, old = sign_up(client), sign_up(other, KNOWN)
        assert (new.status_code, new.url) == (old.status_code, old.url)
        pages = [
            text_of(browser.get(address)).replace("known@", "new@")
            for address in (SENT, "/account/")
            for browser in (client, other)
        ]
        assert pages[0] == pages[1]
        assert pages[2] == pages[3]
        assert [message.subject for message in mail.outbox] == [
            "Confirm your email for Backflex",
            "You already have a Backflex account",
        ]
        assert "/account/login/" in mail.outbox[1].body
        assert "/account/password/reset/" in mail.outbox[1].body
        assert "/confirm-email/" not in mail.outbox[1].body

    def test_costs_the_same_work(self, client, known, monkeypatch):
        hashed = []
        encode = hashers.MD5PasswordHasher.encode
        monkeypatch.setattr(
            hashers.MD5PasswordHasher,
            "encode",
            lambda *given: hashed.append(1) or encode(*given),
        )
        sign_up(client)
        for_new = len(hashed)
        sign_up(Client(), KNOWN)
        assert len(hashed) == 2 * for_new

    @pytest.mark.parametrize("email", ["KNOWN@Example.org", "ｋnown@example.org"])
    def test_is_known_however_it_is_typed(self, client, known, email):
        sign_up(client, {**KNOWN, "email": email})
        assert "already have" in mail.outbox[0].subject

    def test_is_never_taken_over(self, client, known):
        sign_up(client, KNOWN)
        known.refresh_from_db()
        assert known.check_password(PASSWORD)
        assert User.objects.filter(is_guest=False).get() == known


class TestAway:
    def test_the_diary_goes_on_and_the_page_says_so(self, settled_guest, monday, mail_is_away):
        guest = User.objects.get()
        do_session(guest, at=monday)
        page = settled_guest.post("/account/signup/", NEW, follow=True)
        assert page.status_code == 200
        assert "The mail could not be sent" in text_of(page)
        assert soup_of(page).find("button", string="Send it again")
        assert settled_guest.get("/today/").status_code == 200
        assert Session.objects.get().owner == User.objects.get()

    def test_the_log_has_one_line_with_nothing_of_the_person(self, client, caplog, mail_is_away):
        caplog.set_level(logging.INFO)
        sign_up(client)
        (line,) = (
            record.getMessage() for record in caplog.records if record.name.startswith("routines")
        )
        assert "mail could not be sent" in line.lower()
        assert "example.org" not in caplog.text
        assert "Traceback" not in caplog.text

    def test_a_known_address_gets_the_same_page(self, client, known, mail_is_away):
        other = Client()
        sign_up(client)
        sign_up(other, KNOWN)
        assert text_of(client.get(SENT)) == text_of(other.get(SENT)).replace("known@", "new@")

    def test_it_is_sent_again_once_mail_is_back(self, client, settings):
        back, settings.MAILERS = settings.MAILERS, AWAY
        sign_up(client)
        assert "could not be sent" in text_of(client.post(SENT, follow=True))
        settings.MAILERS = back
        page = client.post(SENT, follow=True)
        assert "could not be sent" not in text_of(page)
        assert len(mail.outbox) == 1
        client.post(link_in(mail.outbox[0]))
        assert User.objects.get().email == "new@example.org"

    @pytest.mark.parametrize("email", ["known@example.org", "nobody@example.org"])
    def test_a_reset_says_the_same(self, client, known, email, mail_is_away):
        response = client.post("/account/password/reset/", {"email": email})
        assert response.url.startswith("/account/password/reset/done/")
        page = text_of(client.get(response.url))
        assert "The mail could not be sent" in page
        assert "is on its way" not in page


class TestSendAgain:
    def test_sends_the_same_link_again(self, client):
        sign_up(client)
        client.post(SENT)
        first, second = mail.outbox
        assert link_in(second)
        client.post(link_in(first))
        assert not User.objects.get().is_guest

    def test_is_for_who_waits(self, client, as_alice, settled_guest):
        for browser in (client, as_alice, settled_guest):
            assert browser.get(SENT).url == "/account/signup/"
            assert browser.post(SENT).url == "/account/signup/"
        assert mail.outbox == []

    def test_too_often_is_said(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "1/10m/key"}
        sign_up(client)
        page = client.post(SENT, follow=True)
        assert "a moment ago" in text_of(page)
        assert len(mail.outbox) == 1

    def test_no_page_says_that_a_mail_was_sent_where_none_was(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "1/10m/key"}
        sign_up(client)
        sign_up(client, password1="another horse battery")
        page = client.get(SENT)
        assert len(mail.outbox) == 1
        assert "The mail could not be sent" in text_of(page)

    def test_a_mail_that_could_not_be_sent_does_not_count(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "1/10m/key"}
        back, settings.MAILERS = settings.MAILERS, AWAY
        sign_up(client)
        settings.MAILERS = back
        client.post(SENT)
        assert len(mail.outbox) == 1


class TestConfirm:
    def test_makes_the_account_and_keeps_the_diary(self, settled_guest, monday):
        guest = User.objects.get()
        do_session(guest, at=monday)
        sign_up(settled_guest)
        path = link_in(mail.outbox[0])
        assert "Is new@example.org yours?" in text_of(settled_guest.get(path))
        assert User.objects.get().is_guest
        before = settled_guest.cookies["sessionid"].value
        page = settled_guest.post(path, follow=True)
        assert "Your email is confirmed" in text_of(page)
        assert settled_guest.cookies["sessionid"].value != before
        person = User.objects.get()
        assert (person.pk, person.email, person.is_guest) == (guest.pk, "new@example.org", False)
        assert person.emailaddress_set.get().verified
        assert not PendingAccount.objects.exists()
        assert settled_guest.get("/today/").status_code == 200
        said = {"login": "new@example.org", "password": PASSWORD}
        assert Client().post("/account/login/", said).url == "/today/"

    def test_a_second_tap_is_no_error(self, client):
        sign_up(client)
        path = link_in(mail.outbox[0])
        for _ in range(2):
            page = client.post(path, follow=True)
            assert "Your email is confirmed" in text_of(page)
        assert "Your email is confirmed" in text_of(client.get(path, follow=True))

    def test_on_another_device_the_password_is_asked_for(self, client):
        sign_up(client)
        path, phone = link_in(mail.outbox[0]), Client()
        assert soup_of(phone.get(path)).find("input", {"name": "password"})
        for wrong in ("", "another long one"):
            response = phone.post(path, {"password": wrong})
            assert response.status_code == 422
            assert error_beside(response, "password")
        assert User.objects.get().is_guest
        page = phone.post(path, {"password": PASSWORD}, follow=True)
        assert page.redirect_chain[-1][0] == "/account/login/"
        assert "Your email is confirmed" in text_of(page)
        assert User.objects.get().email == "new@example.org"

    def test_a_stranger_s_diary_never_gets_the_address(self, client, settled_guest, as_bob):
        stranger = User.objects.get(is_guest=True)
        sign_up(client)
        path = link_in(mail.outbox[0])
        for browser in (settled_guest, as_bob):
            assert browser.post(path).status_code == 422
            assert browser.get("/today/").status_code == 200
        stranger.refresh_from_db()
        assert stranger.is_guest
        assert not User.objects.filter(email="new@example.org").exists()

    def test_a_used_link_says_so_to_others(self, client, as_bob):
        sign_up(client)
        path = link_in(mail.outbox[0])
        client.post(path)
        assert "does not work any more" in text_of(as_bob.get(path))
        assert as_bob.post(path).status_code == 422
        assert "Your email is confirmed" in text_of(Client().get(path, follow=True))

    def test_a_link_lasts_three_days(self, client, monday):
        with time_machine.travel(monday, tick=False) as clock:
            sign_up(client)
            path = link_in(mail.outbox[0])
            clock.shift(timedelta(days=3, hours=-1))
            assert "yours?" in text_of(client.get(path))
            clock.shift(timedelta(hours=2))
            assert "does not work any more" in text_of(client.get(path))
            assert client.post(path).status_code == 422
            assert User.objects.get().is_guest

    @pytest.mark.parametrize("key", ["nonsense", "a:b:c", "é:é", "x" * 500, "::", "MQ:1u4:sig"])
    def test_a_broken_link_says_so(self, client, key):
        for method in (client.get, client.head, client.post):
            assert method(f"{SENT}{key}/").status_code in (200, 422)
        assert "does not work any more" in text_of(client.get(f"{SENT}{key}/"))

    def test_another_address_ends_the_first_link(self, client):
        sign_up(client)
        sign_up(client, email="better@example.org")
        first, second = map(link_in, mail.outbox)
        assert "does not work any more" in text_of(client.get(first))
        client.post(second)
        assert User.objects.get().email == "better@example.org"

    @pytest.mark.parametrize(
        ("email", "other"),
        [
            ("new@example.org", "NEW@example.org"),
            ("new@example.org", "ｎew@example．org"),
            ("new@bücher.de", "new@xn--bcher-kva.de"),
        ],
    )
    def test_who_confirms_first_has_the_address(self, client, email, other):
        late = Client()
        sign_up(client, email=email)
        sign_up(late, email=other)
        first, second = map(link_in, mail.outbox)
        client.post(first)
        response = late.post(second)
        assert response.status_code == 409
        assert "belongs to another account" in text_of(response)
        assert late.get("/account/").status_code == 200
        assert User.objects.filter(is_guest=True).count() == 1


class TestAccountPage:
    def test_says_what_waits_and_offers_to_change_it(self, settled_guest):
        sign_up(settled_guest)
        page = settled_guest.get("/account/")
        assert "Confirm the mail that we sent to new@example.org" in text_of(page)
        assert soup_of(page).find("button", string="Send it again")
        assert soup_of(page).find("a", href="/account/signup/")
        assert "Sign up and keep everything" not in text_of(page)

    def test_today_and_sign_out_know_of_it(self, settled_guest):
        sign_up(settled_guest)
        today = text_of(settled_guest.get("/today/"))
        assert "Confirm your email" in today
        assert "Sign up to keep it for good" not in today
        assert "not confirmed yet" in text_of(settled_guest.get("/account/logout/"))


class TestOneForm:
    """The same form sent twice is one sign-up; another answer in it is a new one."""

    def form(self, client, address="/account/signup/"):
        return soup_of(client.get(address)).find("input", {"name": "form_key"})["value"]

    def again(self, client):
        """The same browser, as it was before its first answer came."""
        twin = Client()
        if "csrftoken" in client.cookies:
            twin.cookies["csrftoken"] = client.cookies["csrftoken"].value
        return twin

    def test_twice_is_one_guest_and_one_mail(self, client):
        key, twin = self.form(client), None
        twin = self.again(client)
        for browser in (client, twin):
            assert sign_up(browser, form_key=key).url == SENT
        assert User.objects.count() == PendingAccount.objects.count() == len(mail.outbox) == 1
        assert "new@example.org" in text_of(twin.get("/account/"))

    def test_a_guest_who_sends_it_twice_gets_one_mail(self, settled_guest):
        key = self.form(settled_guest)
        for _ in range(2):
            sign_up(settled_guest, form_key=key)
        assert len(mail.outbox) == 1

    def test_another_address_in_it_is_heard(self, settled_guest):
        key = self.form(settled_guest)
        sign_up(settled_guest, form_key=key)
        page = settled_guest.post(
            "/account/signup/", {**NEW, "email": "b@example.org", "form_key": key}, follow=True
        )
        assert "b@example.org" in text_of(page)
        assert [message.to[0] for message in mail.outbox] == ["new@example.org", "b@example.org"]

    def test_another_browser_with_the_same_key_is_another_person(self, client):
        key, stranger = self.form(client), Client()
        self.form(stranger)
        sign_up(client, form_key=key)
        sign_up(stranger, email="other@example.org", form_key=key)
        assert User.objects.count() == 2

    def test_the_questions_sent_twice_make_one_guest(self, client):
        key = self.form(client, "/start/")
        twin = self.again(client)
        for browser in (client, twin):
            assert browser.post("/start/", {**NONE, "form_key": key}).status_code == 303
        assert User.objects.count() == 1
        assert twin.get("/start/health/").status_code == 200

    def test_an_old_form_opens_no_account(self, client):
        key = self.form(client, "/start/")
        twin = self.again(client)
        client.post("/start/", {**NONE, "form_key": key})
        sign_up(client)
        client.post(link_in(mail.outbox[0]))
        twin.post("/start/", {**NONE, "form_key": key})
        assert "new@example.org" not in text_of(twin.get("/account/"))
        assert User.objects.filter(is_guest=True).count() == 1

    @pytest.mark.parametrize(
        "key", ["", "nonsense", "\x00", "x" * 1000, "6e096e20-950c-4b55-8f01-d21983e76f9d"]
    )
    def test_any_key_will_do(self, client, key):
        assert sign_up(client, form_key=key).url == SENT

    def test_the_browser_s_secret_is_not_kept(self, client):
        key = self.form(client)
        sign_up(client, form_key=key)
        kept = FirstForm.objects.get()
        assert re.fullmatch("[0-9a-f]{64}", kept.browser)
        assert client.cookies["csrftoken"].value not in kept.browser


class TestWithoutMail:
    @pytest.fixture(autouse=True)
    def there_is_no_mail(self, settings, mail_is_sent):
        settings.MAIL_GOES_TO_CONSOLE = True

    def test_the_account_is_made_at_once_and_the_page_says_why(self, client):
        page = client.post("/account/signup/", NEW, follow=True)
        assert "cannot confirm your email" in text_of(page)
        assert User.objects.get().email == "new@example.org"
        assert mail.outbox == []

    def test_what_waited_is_over(self, client, settings):
        settings.MAIL_GOES_TO_CONSOLE = False
        sign_up(client)
        settings.MAIL_GOES_TO_CONSOLE = True
        sign_up(client)
        assert not PendingAccount.objects.exists()

    def test_twice_is_one_account(self, client):
        key = TestOneForm().form(client)
        twin = TestOneForm().again(client)
        for browser in (client, twin):
            assert sign_up(browser, form_key=key).url == "/today/"
            assert "new@example.org" in text_of(browser.get("/account/"))
        assert User.objects.count() == 1

    def test_the_form_alone_opens_no_account(self, client):
        key = TestOneForm().form(client)
        twin = TestOneForm().again(client)
        sign_up(client, form_key=key)
        response = sign_up(twin, password1="another long one", form_key=key)
        assert response.status_code == 422
        assert "an account with this email already" in error_beside(response, "email")
