"""A post whose sender is signed out: it waits in the sign-in page, for them alone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from routines import carried_posts
from routines.models import Discomfort, Session, Step, User
from routines.vocabulary import Neuro
from tests.views.answers import HTMX, done
from tests.views.pages import soup_of, text_of

pytestmark = pytest.mark.usefixtures("clock", "session")

PASSWORD = "correct horse battery"
ALICE = {"login": "alice@example.org", "password": PASSWORD}
BOB = {"login": "bob@example.org", "password": PASSWORD}
NOTE = "Lifting <b>the</b> box"
HURTS = {"number": "4", "places": ["lower_back"], "note": NOTE}
DISCOMFORT = "/discomfort/"


def hidden_in(response, action=None):
    """The hidden fields of the form that leads to `action`, or of the page's last form."""
    forms = soup_of(response).find_all("form", method="post")
    form = [form for form in forms if action in (None, form["action"])][-1]
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}


def fill(client, address, **answers):
    """The form at an address as its page has it, with these answers."""
    return {**hidden_in(client.get(address), address), **answers}


def sign_out(client):
    client.cookies.pop(settings.SESSION_COOKIE_NAME)


def sign_in(client, response, who):
    """Fill the sign-in form of the page in and send it."""
    hidden = {**hidden_in(response, "/account/login/")}
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post("/account/login/", {**hidden, **who})


@pytest.fixture
def met(as_alice):
    """The sign-in page that alice's post of discomfort met."""
    data = fill(as_alice, DISCOMFORT, **HURTS)
    sign_out(as_alice)
    return as_alice.post(DISCOMFORT, data)


class TestThePlainPost:
    def test_waits_in_the_sign_in_page(self, met):
        assert met.status_code == 401
        assert "Sign in to save your last answer." in text_of(met)
        assert not Discomfort.objects.exists()
        assert "no-store" in met.headers["Cache-Control"]

    def test_cannot_be_read_in_the_page(self, met):
        page = met.content.decode()
        assert "Lifting" not in page
        assert "lower_back" not in page

    def test_is_saved_once_the_same_person_has_signed_in(self, met, as_alice, alice):
        response = sign_in(as_alice, met, ALICE)
        assert (response.status_code, response.url) == (303, "/today/")
        (kept,) = alice.discomforts.all()
        assert (kept.number, kept.places, kept.note) == (4, ["lower_back"], NOTE)
        assert "Saved." in text_of(as_alice.get("/today/"))

    def test_is_saved_once_if_the_sign_in_is_sent_twice(self, met, as_alice, alice, clock):
        for _ in range(2):
            assert sign_in(as_alice, met, ALICE).url == "/today/"
            clock.shift(timedelta(minutes=1))
        assert alice.discomforts.count() == 1

    def test_that_was_saved_before_is_not_saved_twice(self, as_alice, alice, clock):
        data = fill(as_alice, DISCOMFORT, **HURTS)
        as_alice.post(DISCOMFORT, data)
        clock.shift(timedelta(hours=1))
        sign_out(as_alice)
        sign_in(as_alice, as_alice.post(DISCOMFORT, data), ALICE)
        assert alice.discomforts.count() == 1

    def test_with_another_answer_than_before_is_shown_beside_it(self, as_alice, alice):
        data = fill(as_alice, DISCOMFORT, **HURTS)
        as_alice.post(DISCOMFORT, data)
        sign_out(as_alice)
        met = as_alice.post(DISCOMFORT, {**data, "number": "7"})
        both = sign_in(as_alice, met, ALICE)
        assert both.status_code == 409
        as_alice.post(DISCOMFORT, {**hidden_in(both, DISCOMFORT), "places": ["lower_back"]})
        assert sorted(alice.discomforts.values_list("number", flat=True)) == [4, 7]

    def test_leads_on_in_the_player(self, as_alice, first):
        data = fill(as_alice, first.get_absolute_url(), **done(first))
        sign_out(as_alice)
        met = as_alice.post(first.get_absolute_url(), data)
        response = sign_in(as_alice, met, ALICE)
        assert response.url.endswith("/steps/2/")
        first.refresh_from_db()
        assert first.status == "done"

    def test_is_answered_as_ever_if_it_is_wrong(self, as_alice):
        data = fill(as_alice, DISCOMFORT, **{**HURTS, "number": ""})
        sign_out(as_alice)
        response = sign_in(as_alice, as_alice.post(DISCOMFORT, data), ALICE)
        assert response.status_code == 422
        assert "Choose a whole number from 0 to 10." in text_of(response)
        assert NOTE in soup_of(response).find("textarea").get_text()

    def test_outlasts_a_wrong_password(self, met, as_alice, alice):
        again = sign_in(as_alice, met, {**ALICE, "password": "wrong"})
        assert again.status_code == 422
        assert "Sign in to save your last answer." in text_of(again)
        sign_in(as_alice, again, ALICE)
        assert alice.discomforts.count() == 1

    def test_is_dropped_with_a_word_for_another_person(self, met, as_alice, bob):
        response = sign_in(as_alice, met, BOB)
        assert response.url == "/today/"
        assert "somebody else’s, so it is not saved" in text_of(as_alice.get("/today/"))
        assert not Discomfort.objects.exists()

    def test_is_too_old_after_fifteen_minutes(self, met, as_alice, clock):
        clock.shift(timedelta(minutes=15, seconds=1))
        again = sign_in(as_alice, met, {**ALICE, "password": "wrong"})
        assert "too old to be saved" in text_of(again)
        response = sign_in(as_alice, met, ALICE)
        assert response.url == DISCOMFORT
        assert "You can give it again here." in text_of(as_alice.get(DISCOMFORT))
        assert not Discomfort.objects.exists()

    def test_is_still_saved_after_fifteen_minutes_less_a_second(self, met, as_alice, clock):
        clock.shift(timedelta(minutes=14, seconds=59))
        sign_in(as_alice, met, ALICE)
        assert Discomfort.objects.count() == 1

    @pytest.mark.parametrize("sealed", ["", "x", "é", "gAAAAA==", "\x00", "x" * 70_000])
    def test_that_was_tampered_with_is_ignored(self, client, alice, sealed):
        response = client.post("/account/login/", {**ALICE, "carried": sealed, "next": "/plan/"})
        assert (response.status_code, response.url) == (302, "/plan/")
        refused = client.post("/account/login/", {"carried": sealed})
        assert refused.status_code in (303, 422)

    def test_that_is_too_long_is_not_carried_and_says_so(self, as_alice):
        data = fill(as_alice, DISCOMFORT, **{**HURTS, "note": "x" * 65 * 1024})
        sign_out(as_alice)
        met = as_alice.post(DISCOMFORT, data)
        assert met.status_code == 401
        assert "too long to wait here" in text_of(met)
        assert "carried" not in hidden_in(met)
        assert sign_in(as_alice, met, ALICE).url == DISCOMFORT

    def test_of_a_form_that_does_not_say_whose_it_is_is_shown(self, client, alice):
        met = client.post(DISCOMFORT, HURTS)
        assert met.status_code == 401
        assert "does not know whose it was" in text_of(met)
        assert NOTE in text_of(met)
        assert sign_in(client, met, ALICE).url == DISCOMFORT
        assert not Discomfort.objects.exists()

    def test_of_a_form_with_a_forged_owner_is_nobody_s(self, client, alice, bob):
        forged = carried_posts.owner_token(alice.pk).replace(str(alice.pk), str(bob.pk), 1)
        met = client.post(DISCOMFORT, {**HURTS, "form_owner": forged})
        assert "does not know whose it was" in text_of(met)

    def test_to_what_is_not_there_any_more_says_so(self, as_alice, first):
        data = fill(as_alice, first.get_absolute_url(), **done(first))
        sign_out(as_alice)
        met = as_alice.post(first.get_absolute_url(), data)
        Session.objects.all().delete()
        assert sign_in(as_alice, met, ALICE).url == "/today/"
        assert "not there any more, so it is not saved" in text_of(as_alice.get("/today/"))

    def test_to_a_page_for_everybody_makes_no_guest(self, as_alice, alice):
        data = fill(as_alice, "/start/", emergency="none", urgent="weight_loss")
        sign_out(as_alice)
        met = as_alice.post("/start/", data)
        assert met.status_code == 401
        assert not User.objects.filter(is_guest=True).exists()
        assert sign_in(as_alice, met, ALICE).url == "/plan/paused/"
        assert alice.locks.get().rule == "U1"

    def test_keeps_the_query_of_its_address(self, as_alice):
        data = fill(as_alice, "/start/", emergency="none", urgent="none")
        sign_out(as_alice)
        met = as_alice.post("/start/?because=note", data)
        assert hidden_in(met, "/account/login/")["next"] == "/start/?because=note"

    def test_with_letters_of_no_language_is_no_error(self, as_alice, alice):
        owner = carried_posts.owner_token(alice.pk)
        sign_out(as_alice)
        body = f"form_owner={owner}&note=%5Cud800"
        for charset in ("utf-8", "unicode_escape"):
            kind = f"application/x-www-form-urlencoded; charset={charset}"
            assert as_alice.post(DISCOMFORT, body, content_type=kind).status_code < 500


class TestHtmx:
    def test_is_told_and_the_page_stays(self, as_alice, first):
        data = fill(as_alice, first.get_absolute_url(), **done(first))
        sign_out(as_alice)
        response = as_alice.post(first.get_absolute_url(), data, headers=HTMX)
        assert response.status_code == 401
        assert "HX-Redirect" not in response.headers
        assert "<html" not in response.content.decode()
        assert "You are signed out, so that is not saved yet." in text_of(response)
        assert soup_of(response).find("a", href="/account/login/")["target"] == "_blank"

    def test_is_told_of_red_flags_first(self, as_alice, first):
        data = fill(as_alice, first.hurts_address, version="0", chest_pain="on")
        sign_out(as_alice)
        response = as_alice.post(first.hurts_address, data, headers=HTMX)
        assert response.status_code == 401
        page = text_of(response)
        assert page.index("Get emergency help now") < page.index("You are signed out")


class TestRedFlags:
    @pytest.mark.parametrize(
        ("flag", "rule", "heading"),
        [
            ("chest_pain", "E1", "Get emergency help now"),
            ("weight_loss", "U1", "Have this checked soon"),
        ],
    )
    def test_are_answered_before_sign_in_and_locked_after(
        self, as_alice, alice, flag, rule, heading
    ):
        alice.sessions.all().delete()
        planned = alice.planned_sessions.waiting().first()
        data = fill(as_alice, planned.get_absolute_url(), flags=flag)
        sign_out(as_alice)
        met = as_alice.post(planned.get_absolute_url(), data)
        assert soup_of(met).h1.get_text() == heading
        page = text_of(met)
        assert page.index(heading) < page.index("Sign in to save your last answer.")
        again = sign_in(as_alice, met, {**ALICE, "password": "wrong"})
        assert soup_of(again).h1.get_text() == heading
        sign_in(as_alice, again, ALICE)
        assert alice.locks.in_force().get().rule == rule

    @pytest.mark.parametrize(
        "sign", [{"dizzy_or_breathless": "on"}, {"weakness": "on"}, {"neuro": Neuro.PERSISTENT}]
    )
    def test_so_are_signs_that_end_a_session(self, as_alice, first, sign):
        data = fill(as_alice, first.hurts_address, version="0", quality="ache", during="2", **sign)
        sign_out(as_alice)
        met = as_alice.post(first.hurts_address, data)
        assert soup_of(met).h1.get_text() == "Stop here"
        assert soup_of(met).select("a[href^='tel:']")

    def test_are_answered_whoever_sent_them(self, client):
        met = client.post(DISCOMFORT, {"flags": "chest_pain", "number": "junk"})
        assert soup_of(met).h1.get_text() == "Get emergency help now"


class TestAGuest:
    @pytest.fixture
    def gone(self, settled_guest):
        data = fill(settled_guest, DISCOMFORT, **HURTS)
        settled_guest.cookies.clear()
        return settled_guest.post(DISCOMFORT, data)

    def test_is_told_what_can_be_had_back(self, gone):
        assert gone.status_code == 401
        page = text_of(gone)
        assert "can’t be had back" in page
        assert "From 0 to 10 4" in page
        assert "Lower back" in page
        assert NOTE in page
        assert soup_of(gone).select("main a[href='/start/']")
        assert "Sign in to save" not in page

    def test_is_not_given_a_field_that_nobody_filled_in(self, gone):
        assert "form_key" not in text_of(gone)

    def test_who_signed_up_meanwhile_may_sign_in(self, settled_guest):
        data = fill(settled_guest, DISCOMFORT, **HURTS)
        settled_guest.post("/account/signup/", {"email": "g@example.org", "password1": PASSWORD})
        sign_out(settled_guest)
        met = settled_guest.post(DISCOMFORT, data)
        sign_in(settled_guest, met, {"login": "g@example.org", "password": PASSWORD})
        assert Discomfort.objects.count() == 1

    def test_is_told_by_htmx_too(self, settled_guest):
        data = fill(settled_guest, DISCOMFORT, **HURTS)
        settled_guest.cookies.clear()
        response = settled_guest.post(DISCOMFORT, data, headers=HTMX)
        assert response.status_code == 401
        assert "nothing else leads there" in text_of(response)

    def test_who_is_new_is_a_guest_as_ever(self, client, library):
        assert client.post("/start/", {"emergency": "none", "urgent": "none"}).status_code == 303
        assert User.objects.filter(is_guest=True).count() == 1


class TestSomebodyElseSignedIn:
    def test_never_gets_the_answer(self, as_alice, as_bob):
        data = fill(as_alice, DISCOMFORT, **HURTS)
        response = as_bob.post(DISCOMFORT, data)
        assert response.status_code == 401
        assert "Somebody else is signed in here now" in text_of(response)
        assert not Discomfort.objects.exists()

    def test_is_told_by_htmx_too(self, as_alice, as_bob):
        data = fill(as_alice, DISCOMFORT, **HURTS)
        response = as_bob.post(DISCOMFORT, data, headers=HTMX)
        assert "somebody else is signed in here now" in text_of(response)
        assert not Discomfort.objects.exists()


class TestTheToken:
    """With the session other cookies may go; and signing in makes every token a new one."""

    @pytest.fixture
    def strict(self, alice):
        client = Client(enforce_csrf_checks=True)
        client.force_login(alice)
        return client

    def test_may_be_gone_with_the_session(self, strict, alice):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.cookies.clear()
        met = strict.post(DISCOMFORT, data)
        assert met.status_code == 401
        assert "Sign in to save your last answer." in text_of(met)
        strict.post("/account/login/", {**hidden_in(met, "/account/login/"), **ALICE})
        assert alice.discomforts.count() == 1

    def test_is_not_asked_for_by_another_site(self, strict):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.cookies.clear()
        met = strict.post(DISCOMFORT, data, headers={"Origin": "https://evil.example"})
        assert met.status_code == 403
        assert soup_of(met).find("input", {"name": "carried"}) is None

    def test_of_before_the_sign_in_needs_one_more_tap(self, strict, alice):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.cookies.clear()
        page = strict.get("/account/login/")
        strict.post("/account/login/", {**hidden_in(page), **ALICE})
        asked = strict.post(DISCOMFORT, data)
        assert asked.status_code == 403
        assert "Save your last answer?" in text_of(asked)
        assert not alice.discomforts.exists()
        strict.post(DISCOMFORT, hidden_in(asked, DISCOMFORT))
        assert alice.discomforts.get().note == NOTE

    def test_of_before_the_sign_in_is_renewed_for_htmx(self, strict, first):
        data = fill(strict, first.get_absolute_url(), **done(first))
        strict.cookies.clear()
        page = strict.get("/account/login/")
        strict.post("/account/login/", {**hidden_in(page), **ALICE})
        refused = strict.post(first.get_absolute_url(), data, headers=HTMX)
        assert refused.status_code == 403
        data["csrfmiddlewaretoken"] = refused.headers["Fresh-Form-Token"]
        assert strict.post(first.get_absolute_url(), data, headers=HTMX).status_code == 303
        assert Step.objects.get(pk=first.pk).status == "done"

    def test_of_another_person_s_page_is_not_renewed(self, strict, bob):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.force_login(bob)
        for headers in ({}, HTMX):
            response = strict.post(DISCOMFORT, data, headers=headers)
            assert response.status_code == 401
            assert "Fresh-Form-Token" not in response.headers
        assert not Discomfort.objects.exists()

    def test_of_the_sign_in_page_may_be_old_too(self, strict, alice, clock):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.cookies.clear()
        met = strict.post(DISCOMFORT, data)
        sent = {**hidden_in(met, "/account/login/"), **ALICE}
        strict.cookies.clear()
        again = strict.post("/account/login/", sent)
        assert again.status_code == 403
        assert "Sign in to save your last answer." in text_of(again)
        strict.post("/account/login/", {**hidden_in(again, "/account/login/"), **ALICE})
        assert alice.discomforts.count() == 1

    @pytest.mark.parametrize("is_new", [True, False])
    def test_of_the_sign_in_page_after_signing_in_elsewhere(self, strict, alice, bob, is_new):
        data = fill(strict, DISCOMFORT, **HURTS)
        strict.cookies.clear()
        met = strict.post(DISCOMFORT, data)
        sent = {**hidden_in(met, "/account/login/"), **ALICE}
        if is_new:
            strict.cookies.clear()
        strict.force_login(bob)
        assert strict.post("/account/login/", sent).url == "/today/"
        assert "somebody else’s" in text_of(strict.get("/today/"))
        assert not Discomfort.objects.exists()
        strict.force_login(alice)
        answer = strict.post("/account/login/", sent)
        if is_new:
            assert "Save your last answer?" in text_of(answer)
            places = {"places": ["lower_back"]}
            strict.post(DISCOMFORT, {**hidden_in(answer, DISCOMFORT), **places})
        assert alice.discomforts.count() == 1

    def test_refused_of_nobody_s_page_still_shows_the_advice(self, client):
        strict = Client(enforce_csrf_checks=True)
        response = strict.post("/start/", {"emergency": "chest_pain"})
        assert response.status_code == 403
        assert "Get emergency help now" in text_of(response)
