"""Two cookies are set, the session and the form token; what a person told is in neither."""

import pytest
from django.contrib.sessions.models import Session as SessionRow
from django.db import OperationalError
from django.test import Client

from backflex.sessions import SessionStore
from tests.views.pages import text_of

pytestmark = pytest.mark.django_db

A_LOT = {"number": "8", "places": ["lower_back"], "spread": "none", "neuro": "none"}
TWO_COOKIES = {"sessionid", "csrftoken"}


@pytest.fixture
def told(as_alice):
    """Her browser after it has told of a discomfort of 8, before the answer is shown."""
    response = as_alice.post("/discomfort/", {**A_LOT, "quality": "ache"})
    assert response.status_code == 303
    return as_alice


def test_what_is_said_of_an_answer_waits_on_the_server(told):
    assert set(told.cookies) <= TWO_COOKIES
    assert "8 is a lot" in text_of(told.get("/today/"))
    assert "8 is a lot" not in text_of(told.get("/today/"))
    assert set(told.cookies) <= TWO_COOKIES


def test_who_is_signed_out_gets_two_cookies_too(as_alice):
    response = as_alice.post("/account/logout/", follow=True)
    assert "You are signed out" in text_of(response)
    assert {name for name, cookie in as_alice.cookies.items() if cookie.value} <= TWO_COOKIES


def test_a_visitor_who_only_reads_has_no_row(library):
    visitor = Client()
    for address in ("/", "/help/", "/library/", "/account/login/", "/start/"):
        assert visitor.get(address).status_code == 200
    assert not SessionRow.objects.exists()
    assert "sessionid" not in visitor.cookies


def test_a_page_is_shown_where_the_session_cannot_be_kept(told, monkeypatch):
    def full(self, must_create=False):
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "save", full)
        assert "8 is a lot" in text_of(told.get("/today/"))
    assert "8 is a lot" in text_of(told.get("/today/"))
