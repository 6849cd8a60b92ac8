"""Twenty sign-ups at the same moment, as a double tap makes them: one account, no error."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from routines.models import PendingAccount, User
from tests.factories import GuestFactory
from tests.views.conftest import NONE
from tests.views.pages import soup_of

AT_ONCE = 20
PASSWORD = "correct horse battery"
SAID = {"email": "new@example.org", "password1": PASSWORD}


@pytest.fixture(params=[True, False], ids=["without mail", "with mail"])
def has_no_mail(request, settings, transactional_db):
    settings.MAIL_GOES_TO_CONSOLE = request.param
    return request.param


def browser_at(address):
    """A browser that was shown a form, and the key of that form."""
    client = Client()
    return client, soup_of(client.get(address)).find("input", {"name": "form_key"})["value"]


def post_at_once(address, data, cookies):
    """The same post twenty times with the same cookies; the clients and their responses."""

    def post(client):
        try:
            return client.post(address, data)
        finally:
            connection.close()

    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.cookies.load({name: cookie.value for name, cookie in cookies.items()})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return clients, list(pool.map(post, clients))


def test_one_form_of_a_visitor_makes_one_account(has_no_mail):
    client, key = browser_at("/account/signup/")
    data = {**SAID, "form_key": key}
    clients, responses = post_at_once("/account/signup/", data, client.cookies)
    assert {response.status_code for response in responses} <= {302, 303}
    person = User.objects.get()
    assert (person.is_guest, PendingAccount.objects.count()) == (
        (False, 0) if has_no_mail else (True, 1)
    )
    assert len(mail.outbox) == (0 if has_no_mail else 1)
    for browser in clients:
        assert browser.session["_auth_user_id"] == str(person.pk)
        assert browser.get("/account/").status_code == 200


def test_one_form_of_a_guest_makes_one_account(has_no_mail):
    guest = GuestFactory()
    client = Client()
    client.force_login(guest)
    key = soup_of(client.get("/account/signup/")).find("input", {"name": "form_key"})["value"]
    data = {**SAID, "form_key": key}
    _, responses = post_at_once("/account/signup/", data, client.cookies)
    assert {response.status_code for response in responses} <= {302, 303}
    assert User.objects.get().pk == guest.pk
    assert len(mail.outbox) == (0 if has_no_mail else 1)


def test_twenty_browsers_with_one_email_make_one_account(has_no_mail):
    _, responses = post_at_once("/account/signup/", SAID, {})
    statuses = {response.status_code for response in responses}
    assert statuses <= {302, 303, 422}
    assert User.objects.filter(email="new@example.org").count() == (1 if has_no_mail else 0)


def test_the_first_questions_make_one_guest(transactional_db):
    client, key = browser_at("/start/")
    clients, responses = post_at_once("/start/", {**NONE, "form_key": key}, client.cookies)
    assert {response.status_code for response in responses} == {303}
    guest = User.objects.get()
    assert {browser.session["_auth_user_id"] for browser in clients} == {str(guest.pk)}


def test_a_link_opened_twenty_times_confirms_once(settings, transactional_db):
    settings.MAIL_GOES_TO_CONSOLE = False
    client = Client()
    client.post("/account/signup/", SAID)
    address = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word)
    path = address.removeprefix("http://testserver")
    _, responses = post_at_once(path, {}, client.cookies)
    assert {response.status_code for response in responses} <= {302, 303, 422}
    assert 303 in {response.status_code for response in responses}
    assert User.objects.get().email == "new@example.org"
