"""Limits count by the network, and blame nobody for what is not theirs."""

from datetime import timedelta

import pytest
from django.core.cache import cache, caches
from django.db import OperationalError, connection
from django.test import Client

from backflex import settings as product
from routines.models import User
from tests.views.conftest import NONE
from tests.views.pages import text_of, typed

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def limits(settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS


@pytest.fixture
def owner(alice):
    alice.set_password(PASSWORD)
    alice.save()
    return alice


def sign_in(address: str, password: str, **headers):
    said = {"login": "alice@example.org", "password": password}
    return Client(REMOTE_ADDR=address).post("/account/login/", said, headers=headers)


def begin(address: str, **more):
    return Client(REMOTE_ADDR=address).post("/start/", {**NONE, **more})


class TestWrongPasswords:
    def test_nobody_locks_the_owner_out_from_elsewhere(self, owner, clock):
        statuses = [sign_in("203.0.113.5", "wrong").status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]
        assert sign_in("203.0.113.5", PASSWORD).status_code == 429
        assert sign_in("198.51.100.7", PASSWORD).url == "/today/"

    def test_the_page_says_when_to_try_again_and_keeps_the_email(self, owner, clock):
        for _ in range(5):
            sign_in("203.0.113.5", "wrong")
        clock.shift(timedelta(minutes=2))
        page = sign_in("203.0.113.5", PASSWORD)
        assert (page.status_code, page["Retry-After"]) == (429, "180")
        assert "That was a lot at once" in text_of(page)
        assert typed(page, "login") == "alice@example.org"
        clock.shift(timedelta(minutes=3, seconds=1))
        assert sign_in("203.0.113.5", PASSWORD).url == "/today/"

    def test_an_address_of_the_same_network_counts_as_the_same(self, owner, clock):
        for host in range(5):
            sign_in(f"2001:db8:1:2::{host}", "wrong")
        assert sign_in("2001:db8:1:2::99", PASSWORD).status_code == 429
        assert sign_in("2001:db8:1:3::1", PASSWORD).url == "/today/"

    def test_a_header_of_the_visitor_changes_no_network(self, owner, clock):
        for host in range(5):
            sign_in("203.0.113.5", "wrong", **{"X-Forwarded-For": f"192.0.2.{host}"})
        assert sign_in("203.0.113.5", PASSWORD).status_code == 429

    @pytest.mark.parametrize("given", ["", "203.0.113.9", "nonsense"])
    def test_a_list_of_proxies_that_is_too_short_is_no_error(self, owner, settings, given):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
        response = sign_in("203.0.113.5", PASSWORD, **{"X-Forwarded-For": given})
        assert response.url == "/today/"


class TestGuests:
    def test_a_network_begins_ten_an_hour(self, library, clock):
        assert {begin("203.0.113.5").status_code for _ in range(10)} == {303}
        page = begin("203.0.113.5")
        assert (page.status_code, page["Retry-After"]) == (429, "3600")
        assert "Wait 60 minutes" in text_of(page)
        assert User.objects.count() == 10
        assert begin("198.51.100.7").status_code == 303
        clock.shift(timedelta(hours=1, seconds=1))
        assert begin("203.0.113.5").status_code == 303

    def test_a_sign_up_that_begins_a_diary_counts_too(self, library, clock, settings):
        settings.MAIL_GOES_TO_CONSOLE = False
        for _ in range(10):
            begin("203.0.113.5")
        said = {"email": "new@example.org", "password1": PASSWORD}
        page = Client(REMOTE_ADDR="203.0.113.5").post("/account/signup/", said)
        assert page.status_code == 429

    def test_a_red_flag_is_answered_all_the_same(self, library, clock):
        for _ in range(10):
            begin("203.0.113.5")
        page = begin("203.0.113.5", emergency="chest_pain")
        assert page.status_code == 429
        assert "chest" in text_of(page).lower()


class TestTrouble:
    @pytest.fixture
    def broken(self, settings):
        """A cache in the database whose table is not there."""
        settings.CACHES = {
            "default": {"BACKEND": "backflex.cache.Cache", "LOCATION": "no_such_table"}
        }

    def test_what_cannot_be_counted_lets_pass(self, owner, broken):
        assert {sign_in("203.0.113.5", "wrong").status_code for _ in range(7)} == {422}
        assert sign_in("203.0.113.5", PASSWORD).url == "/today/"
        assert {begin("203.0.113.5").status_code for _ in range(11)} == {303}

    def test_after_trouble_the_database_rests(self, broken, db):
        kept = caches["default"]
        assert kept.get("a") is None

        def refuse(*_):
            raise OperationalError("database is locked")

        with connection.execute_wrapper(refuse):
            assert kept.add("a", 1)
            kept.set("a", 1)
            assert not kept.delete("a")
            assert kept.get("a") is None
