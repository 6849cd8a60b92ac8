"""Signing up while mail is away: the diary goes on, and the mail is sent again later."""

import pytest
from django.conf import settings as product
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from routines.models import Session, User
from tests.e2e.test_journey import Person, check_in, has_begun

PASSWORD = "correct horse battery"
AWAY = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1},
    }
}


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def person(request, open_context, clock, monday) -> Person:
    context = open_context(java_script_enabled=request.param)
    return Person(context, clock, monday, has_script=request.param)


@pytest.fixture
def mail_is_away(settings):
    """Mail that nobody takes; gives what brings it back."""
    cache.clear()
    back, settings.MAIL_GOES_TO_CONSOLE = product.MAILERS, False
    settings.MAILERS = AWAY
    return lambda: setattr(settings, "MAILERS", back)


def sign_up(person: Person, email: str) -> None:
    person.page.get_by_label("Email").fill(email)
    person.page.get_by_label("Password").fill(PASSWORD)
    person.tap("Sign up")
    person.is_at("/account/confirm-email/$")


def test_a_guest_signs_up_while_mail_is_away(person, site, mail_is_away):
    has_begun(person, site)
    check_in(person)
    person.tap("Done")
    person.is_at("/steps/2/$")
    person.page.goto("/today/")
    person.tap("Sign up to keep it for good", role="link")
    sign_up(person, "guest@bücher.de")
    person.sees("The mail could not be sent", "guest@bücher.de")

    person.tap("Go on", role="link")
    person.is_at("/today/$")
    person.sees("Continue your session", "Your email is not confirmed yet")

    person.tap("Confirm your email", role="link")
    person.tap("Send it again")
    person.sees("The mail could not be sent")
    mail_is_away()
    person.tap("Send it again")
    person.sees("Confirm the mail that we sent to")
    expect(person.page.locator("body")).not_to_contain_text("could not be sent")

    (message,) = mail.outbox
    assert message.to == ["guest@xn--bcher-kva.de"]
    person.page.goto(next(word for word in message.body.split() if "/confirm-email/" in word))
    person.sees("Is guest@bücher.de yours?")
    person.tap("Yes, it is mine")
    person.is_at("/today/$")
    person.sees("Your email is confirmed. Everything is kept.", "Continue your session")
    assert Session.objects.get().owner == User.objects.get(email="guest@xn--bcher-kva.de")


def test_a_visitor_signs_up_while_mail_is_away_and_goes_on(person, site, mail_is_away):
    person.page.goto("/")
    person.tap("Sign up", role="link")
    sign_up(person, "new@example.org")
    person.sees("The mail could not be sent", "new@example.org")
    person.tap("Go on", role="link")
    person.sees("A few questions first")
    person.page.goto("/account/")
    person.sees("The mail could not be sent", "Your email is not confirmed yet")
    assert User.objects.get().is_guest


def test_the_link_opened_on_the_phone_asks_for_the_password(
    person, site, mail_is_away, open_context
):
    mail_is_away()
    person.page.goto("/account/signup/")
    sign_up(person, "new@example.org")
    (message,) = mail.outbox
    phone = open_context(java_script_enabled=person.has_script).new_page()
    phone.goto(next(word for word in message.body.split() if "/confirm-email/" in word))
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Yes, it is mine").click()
    expect(phone.locator("body")).to_contain_text("Your email is confirmed")
    phone.get_by_label("Email").fill("new@example.org")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("link", name="You", exact=True)).to_be_visible()
    assert not User.objects.get().is_guest
