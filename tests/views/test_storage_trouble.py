"""Trouble of our storage is 503: said as ours, with what was sent, and pages that read go on."""

from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from backflex import storage
from routines.models import Discomfort
from tests.factories import PersonFactory, give_plan

HURTS = {"number": "3", "place": "lower", "note": "after the garden"}
IS_SQLITE = connection.vendor == "sqlite"
READ_ONLY = "PRAGMA query_only = {}" if IS_SQLITE else "SET default_transaction_read_only = {}"


def locked(*_, **__):
    raise OperationalError("database is locked")


@pytest.fixture
def alices_browser(alice) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    return client


@pytest.fixture
def committed_browser(transactional_db, monday) -> Client:
    """Of somebody whose rows are committed, as a transaction that fails undoes all of it."""
    person = PersonFactory(usual_morning=1)
    give_plan(person, at=monday)
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@contextmanager
def reading_only():
    """The database takes no writes, as on a disk that was mounted read-only."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ONLY.format("ON"))
        try:
            yield
        finally:
            cursor.execute(READ_ONLY.format("OFF"))


def test_an_answer_that_cannot_be_written_is_our_trouble(committed_browser):
    with reading_only():
        response = committed_browser.post("/discomfort/", HURTS)
    assert response.status_code == 503
    assert response["Retry-After"] == str(storage.RETRY_AFTER_SECONDS)
    page = response.content.decode()
    assert "what you sent is not saved" in page
    assert "Send it again" in page
    assert Discomfort.objects.count() == 0


def test_the_page_keeps_what_was_sent_and_says_it_in_words(alices_browser):
    with patch("routines.views.sent_twice.send", locked):
        page = alices_browser.post("/discomfort/", HURTS).content.decode()
    for name, value in HURTS.items():
        assert f'name="{name}" value="{value}"' in page
    assert "after the garden</bdi>" in page
    assert 'action="/discomfort/"' in page


def test_pages_go_on_while_nothing_can_be_written(committed_browser):
    with reading_only():
        for address in ("/today/", "/library/", "/plan/", "/ledger/", "/account/", "/"):
            assert committed_browser.get(address, follow=True).status_code == 200, address


def test_a_page_with_a_message_comes_while_nothing_can_be_written(committed_browser):
    """To show a message is to take it out of the session, which is not kept then."""
    assert committed_browser.post("/discomfort/", HURTS).status_code == 303
    with reading_only():
        page = committed_browser.get("/library/")
    assert page.status_code == 200
    assert "Saved" in page.content.decode()


def test_an_answer_of_somebody_whose_session_ended_meanwhile_is_not_our_trouble(alices_browser):
    def ends(*_, **__):
        raise UpdateError

    with patch("django.contrib.sessions.backends.db.SessionStore.save", ends):
        assert alices_browser.post("/discomfort/", HURTS).status_code == 400


def test_a_read_that_fails_is_our_trouble_too(alices_browser):
    with patch("routines.views.today.today_facts", locked):
        response = alices_browser.get("/today/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Our storage does not answer" in response.content.decode()


def test_where_not_even_the_session_can_be_read_the_page_still_comes(alices_browser):
    with patch("backflex.sessions.SessionStore._get_session_from_db", locked):
        for response in (alices_browser.get("/today/"), alices_browser.post("/discomfort/", HURTS)):
            assert response.status_code == 503


def test_a_red_flag_is_answered_although_nothing_can_be_saved(alices_browser):
    flagged = {"emergency": "chest_pain", "urgent": "none", "changed": "no"}
    with patch("routines.views.sent_twice.send", locked):
        page = alices_browser.post("/start/", flagged).content.decode()
    assert "Get emergency help now" in page
    assert page.index("Call 112") < page.index("Send it again")


def test_to_htmx_it_is_a_notice_and_the_page_stays(alices_browser):
    with patch("routines.views.sent_twice.send", locked):
        response = alices_browser.post("/discomfort/", HURTS, headers={"HX-Request": "true"})
    assert response.status_code == 503
    assert response["Our-Words"]
    assert "<html" not in response.content.decode()


def test_a_password_is_asked_for_again_and_never_said(alices_browser, library):
    visitor = Client(raise_request_exception=False)
    told = {"login": "alice@example.org", "password": "correct horse"}
    with patch("allauth.account.views.LoginView.post", locked):
        response = visitor.post("/account/login/", told)
    page = response.content.decode()
    assert response.status_code == 503
    assert "correct horse" not in page
    assert 'type="password" name="password"' in page
    assert 'name="login" value="alice@example.org"' in page


def test_a_mistake_of_ours_is_still_a_mistake_of_ours(alices_browser):
    def breaks(*_, **__):
        raise IntegrityError("a constraint")

    with patch("routines.views.sent_twice.send", breaks):
        assert alices_browser.post("/discomfort/", HURTS).status_code == 500


def test_an_answer_stands_although_its_message_could_not_be_kept(alices_browser):
    with patch("django.contrib.sessions.backends.db.SessionStore.save", locked):
        response = alices_browser.post("/discomfort/", HURTS)
    assert response.status_code == 303
    assert Discomfort.objects.count() == 1


def test_a_sign_in_that_could_not_be_kept_is_our_trouble(alice, library):
    visitor = Client(raise_request_exception=False)
    alice.set_password("correct horse")
    alice.save()
    with patch("django.contrib.sessions.backends.db.SessionStore.save", locked):
        told = {"login": alice.email, "password": "correct horse"}
        assert visitor.post("/account/login/", told).status_code == 503
