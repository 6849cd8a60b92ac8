"""What is compared has one form: emails and passwords, however they were typed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password

from routines.models import User
from routines.models.normal_form import normal_email, normal_password, readable_email
from tests.factories import PersonFactory

COMPOSED = "R\u00fcckenschmerz1"
DECOMPOSED = "Ru\u0308ckenschmerz1"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Alice@Example.org", "alice@example.org"),
        ("  alice@example.org ", "alice@example.org"),
        ("alice＠example．org", "alice@example.org"),
        ("ａｌｉｃｅ@example.org", "alice@example.org"),
        ("alice@B\u00dcCHER.de", "alice@xn--bcher-kva.de"),
        ("alice@bu\u0308cher.de", "alice@xn--bcher-kva.de"),
        ("alice@XN--BCHER-KVA.de", "alice@xn--bcher-kva.de"),
        ("alice@bücher。de", "alice@xn--bcher-kva.de"),
        ("alice@straße.de", "alice@xn--strae-oqa.de"),
        ("alice@हिन्दी.in", "alice@xn--j2bd4cyah0f.in"),
        ("\u202aalice@exam\u200bple.org\u202c", "alice@example.org"),
        ("alice@[127.0.0.1]", "alice@[127.0.0.1]"),
        ("no email", "no email"),
        ("", ""),
    ],
)
def test_an_email_has_one_form(typed, normal):
    assert normal_email(typed) == normal
    assert normal_email(normal) == normal


def test_a_domain_that_no_name_can_be_stays_as_it_is_and_is_refused_later():
    assert normal_email("alice@a☃b.org") == "alice@a☃b.org"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("alice@xn--bcher-kva.de", "alice@bücher.de"),
        ("alice@example.org", "alice@example.org"),
        # What would not lead back to the same domain is shown as it is kept.
        ("alice@xn--bcher-.de", "alice@xn--bcher-.de"),
        ("alice@xn--\u00fc.de", "alice@xn--\u00fc.de"),
    ],
)
def test_a_domain_is_shown_as_people_write_it(kept, shown):
    assert readable_email(kept) == shown


def test_a_password_has_one_form():
    assert normal_password(DECOMPOSED) == normal_password(COMPOSED) == COMPOSED
    assert normal_password("ﬁne １２３") == "fine 123"


def test_a_password_that_is_too_long_to_sort_stays_as_it_is():
    accents = "a" + "\u0301\u0327" * 100_000
    assert normal_password(accents) == accents


@pytest.mark.django_db
class TestPassword:
    @pytest.mark.parametrize("kept", [COMPOSED, DECOMPOSED])
    @pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
    def test_fits_however_it_is_typed(self, kept, typed):
        person = User.objects.create_user("alice@example.org", kept)
        assert person.check_password(typed)
        assert authenticate(None, email="alice@example.org", password=typed) == person
        assert not person.check_password(typed + "!")

    def test_kept_from_before_fits_as_it_was_typed_then(self):
        person = PersonFactory(password=make_password(DECOMPOSED))
        User.objects.filter(pk=person.pk).update(password=make_password(DECOMPOSED))
        person.refresh_from_db()
        assert person.check_password(DECOMPOSED)
        assert not person.check_password("Ru\u0308ckenschmerz2")


@pytest.mark.django_db
def test_emails_kept_from_before_get_their_form_unless_it_is_taken():
    plain, twin = PersonFactory(email="a@xn--bcher-kva.de"), PersonFactory(email="a@bücher.de")
    alone = PersonFactory(email="b@bücher.de")
    import_module("routines.migrations.0022_sign_up").give_emails_their_form(apps, None)
    kept = dict(User.objects.values_list("pk", "email"))
    assert kept == {
        plain.pk: "a@xn--bcher-kva.de",
        twin.pk: "a@bücher.de",
        alone.pk: "b@xn--bcher-kva.de",
    }
