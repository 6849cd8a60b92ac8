"""Signed out in the middle of a step: what was answered waits for its person, and no other."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from routines.models import Session, Step, User
from tests.e2e.conftest import sign_in
from tests.factories import GuestFactory, PersonFactory, begin_session, give_plan

PASSWORD = "correct horse battery"
both = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
cookies = pytest.mark.parametrize("gone", [settings.SESSION_COOKIE_NAME, None], ids=["one", "all"])


@pytest.fixture
def alice(site, monday) -> User:
    person = PersonFactory(email="alice@example.org", usual_morning=0)
    give_plan(person, at=monday)
    return person


@pytest.fixture
def bob(site, monday) -> User:
    person = PersonFactory(email="bob@example.org", usual_morning=0)
    give_plan(person, at=monday)
    return person


@pytest.fixture
def session(alice, monday) -> Session:
    return begin_session(alice, at=monday)


@pytest.fixture
def first(session) -> Step:
    return session.steps.in_order()[0]


@pytest.fixture
def open_as(open_context, site):
    """Open an address as somebody."""

    def make(person: User, address: str, **options) -> Page:
        context = open_context(**options)
        sign_in(context, person, site)
        page = context.new_page()
        page.goto(address)
        return page

    return make


@pytest.fixture(autouse=True)
def _refusals_are_meant(watch) -> Iterator[None]:
    """htmx logs every answer that it does not swap."""
    yield
    watch.problems[:] = [problem for problem in watch.problems if "Error Code 40" not in problem]


def lose_cookies(context: BrowserContext, name: str | None) -> None:
    """Delete the cookie of this name, or all of them."""
    context.clear_cookies(name=name) if name else context.clear_cookies()


def fill_sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email").fill(who)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def status_of(step: Step) -> str:
    return Step.objects.get(pk=step.pk).status


class TestWithoutJavaScript:
    @pytest.fixture
    def page(self, open_as, first) -> Page:
        return open_as(first.owner, first.get_absolute_url(), java_script_enabled=False)

    @cookies
    def test_a_tap_on_done_is_saved_after_the_sign_in(self, page, first, gone):
        lose_cookies(page.context, gone)
        page.get_by_role("button", name="Done", exact=True).click()
        expect(page.get_by_text("Sign in to save your last answer.")).to_be_visible()
        assert status_of(first) != "done"
        fill_sign_in(page, "alice@example.org", "wrong")
        expect(page.get_by_text("do not belong together")).to_be_visible()
        expect(page.get_by_text("Sign in to save your last answer.")).to_be_visible()
        fill_sign_in(page, "alice@example.org")
        expect(page).to_have_url(re.compile("/steps/2/$"))
        assert status_of(first) == "done"

    def test_nothing_is_saved_for_another_person(self, page, first, bob):
        lose_cookies(page.context, settings.SESSION_COOKIE_NAME)
        page.get_by_role("button", name="Done", exact=True).click()
        fill_sign_in(page, bob.email)
        expect(page).to_have_url(re.compile("/today/$"))
        expect(page.get_by_text("somebody else’s, so it is not saved")).to_be_visible()
        assert status_of(first) != "done"

    def test_who_signed_in_again_elsewhere_taps_once_more(self, page, first):
        lose_cookies(page.context, None)
        other = page.context.new_page()
        other.goto("/account/login/")
        fill_sign_in(other, "alice@example.org")
        expect(other).to_have_url(re.compile("/today/$"))
        page.get_by_role("button", name="Done", exact=True).click()
        page.get_by_role("button", name="Save it").click()
        expect(page).to_have_url(re.compile("/steps/2/$"))
        assert status_of(first) == "done"


class TestWithJavaScript:
    @pytest.fixture
    def page(self, open_as, first) -> Page:
        return open_as(first.owner, first.get_absolute_url())

    @cookies
    def test_the_page_stays_and_one_tap_after_the_sign_in_saves(self, page, first, gone):
        chosen = page.locator("[name=done_percent][value='75']")
        page.get_by_text("Partly", exact=True).click()
        page.locator("label", has=chosen).click()
        page.locator("label:visible", has=page.locator("[name=stop_reason][value='time']")).click()
        lose_cookies(page.context, gone)
        page.get_by_role("button", name="Save and go on").click()
        notice = page.locator("send-notice")
        expect(notice).to_contain_text("You are signed out, so that is not saved yet.")
        expect(notice).to_be_in_viewport()
        expect(chosen).to_be_checked()
        with page.context.expect_page() as opened:
            notice.get_by_role("link", name="Sign in in a new tab").click()
        fill_sign_in(opened.value, "alice@example.org")
        expect(opened.value).to_have_url(re.compile("/today/$"))
        opened.value.close()
        page.get_by_role("button", name="Save and go on").click()
        expect(page).to_have_url(re.compile("/steps/2/$"))
        expect(notice).to_be_hidden()
        kept = Step.objects.get(pk=first.pk)
        assert (kept.status, kept.done_percent) == ("partial", 75)

    def test_nothing_is_saved_for_another_person(self, page, first, bob):
        lose_cookies(page.context, None)
        other = page.context.new_page()
        other.goto("/account/login/")
        fill_sign_in(other, bob.email)
        expect(other).to_have_url(re.compile("/today/$"))
        page.get_by_role("button", name="Done", exact=True).click()
        notice = page.locator("send-notice")
        expect(notice).to_contain_text("somebody else is signed in here now")
        assert status_of(first) != "done"


class TestRedFlag:
    @both
    def test_the_advice_comes_before_the_sign_in_and_the_lock_with_it(
        self, open_as, alice, first, script
    ):
        page = open_as(alice, first.hurts_address, java_script_enabled=script)
        lose_cookies(page.context, settings.SESSION_COOKIE_NAME)
        page.get_by_role("button", name="Chest pain").click()
        expect(page.get_by_role("heading", name="Get emergency help now")).to_be_in_viewport()
        expect(page.locator("a[href^='tel:']").first).to_be_visible()
        if script:
            expect(page.get_by_role("button", name="Chest pain")).to_have_count(1)
            with page.context.expect_page() as opened:
                page.get_by_role("link", name="Sign in in a new tab").click()
            fill_sign_in(opened.value, "alice@example.org")
            expect(opened.value).to_have_url(re.compile("/today/$"))
            page.get_by_role("button", name="Chest pain").click()
        else:
            fill_sign_in(page, "alice@example.org")
        expect(page).to_have_url(re.compile("/plan/paused/$"))
        assert alice.locks.in_force().get().rule == "E1"


class TestGuest:
    @both
    def test_is_told_what_can_be_had_back(self, site, open_as, monday, script):
        guest = GuestFactory(usual_morning=0)
        give_plan(guest, at=monday)
        step = begin_session(guest, at=monday).steps.in_order()[0]
        page = open_as(guest, step.get_absolute_url(), java_script_enabled=script)
        lose_cookies(page.context, None)
        page.get_by_role("button", name="Done", exact=True).click()
        if script:
            expect(page.locator("send-notice")).to_contain_text("nothing else leads there")
            expect(page.get_by_role("link", name="How to begin anew")).to_be_visible()
        else:
            expect(page.get_by_text("can’t be had back")).to_be_visible()
            expect(page.get_by_text("How did it go?")).to_be_visible()
            page.get_by_role("link", name="Begin anew").click()
            expect(page).to_have_url(re.compile("/start/$"))
        assert status_of(step) != "done"
