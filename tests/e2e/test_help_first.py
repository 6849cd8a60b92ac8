"""The call is the first thing to tap, of the right country, and there without a network."""

import pytest
from playwright.sync_api import Page, expect

from routines.models import User
from tests.e2e.conftest import sign_in
from tests.factories import PersonFactory, begin_session, give_plan, pause, step_of

WIDEST, LEAST_HEIGHT = 390 - 2 * 16, 56
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"
OF_NO_PLACE = """
const told = Intl.DateTimeFormat.prototype.resolvedOptions;
Intl.DateTimeFormat.prototype.resolvedOptions = function () {
  return {...told.call(this), timeZone: "Etc/Unknown"};
};
"""


def controls(page: Page):
    """What can be reached by Tab in the page itself."""
    return page.locator("main").locator(CONTROLS)


def is_a_red_call(control, scheme) -> None:
    expect(control).to_be_in_viewport()
    box = control.bounding_box()
    assert (box["width"], box["height"] >= LEAST_HEIGHT) == (WIDEST, True), box
    colour = control.evaluate("one => getComputedStyle(one).backgroundColor")
    assert colour == {"light": "rgb(179, 55, 43)", "dark": "rgb(244, 167, 157)"}[scheme]


@pytest.fixture
def alice(site, monday):
    alice = PersonFactory(usual_morning=1, time_zone="Europe/Berlin")
    give_plan(alice, at=monday)
    return alice


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_of", ["help", "paused", "check"])
def test_the_first_control_is_a_red_call(open_context, site, alice, monday, page_of, scheme):
    context = open_context(color_scheme=scheme)
    sign_in(context, alice, site)
    address = {"help": "/help/", "paused": "/plan/paused/"}.get(page_of)
    if page_of == "paused":
        pause(alice, "E1", at=monday)
    if page_of == "check":
        address = begin_session(alice, at=monday).check_address
    page = context.new_page()
    page.goto(address)
    first = controls(page).first
    expect(first).to_have_attribute("href", "tel:112")
    expect(first).to_have_text("Call 112")
    is_a_red_call(first, scheme)
    page.locator("main").evaluate("main => { main.tabIndex = -1; main.focus(); }")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Paris"])
def test_an_urgent_appointment_stands_before_the_call_as_large(
    open_context, site, alice, monday, zone, scheme
):
    alice.move_to(zone)
    pause(alice, "U1", at=monday)
    context = open_context(color_scheme=scheme)
    sign_in(context, alice, site)
    page = context.new_page()
    page.goto("/plan/paused/")
    appointment, call = page.locator("main .call").all()
    is_a_red_call(call, scheme)
    first, second = appointment.bounding_box(), call.bounding_box()
    assert first["y"] < second["y"]
    assert (first["width"], first["height"]) == (second["width"], second["height"])


class TestTheFirstForm:
    def calls(self, page: Page) -> list[str]:
        page.goto("/start/")
        page.get_by_label("Chest pain").check()
        page.get_by_label("None of these").nth(1).check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("heading", name="Get emergency help now").wait_for()
        return [one.get_attribute("href") for one in controls(page).all()[:2]]

    def test_berlin_in_english_of_america_calls_112(self, open_context):
        page = open_context(timezone_id="Europe/Berlin", locale="en-US").new_page()
        assert self.calls(page) == ["tel:112", "tel:911"]
        expect(page.locator("main")).to_contain_text("your diary keeps the time of Berlin")
        assert User.objects.get().time_zone == "Europe/Berlin"

    def test_new_york_calls_911(self, open_context):
        page = open_context(timezone_id="America/New_York", locale="en-US").new_page()
        assert self.calls(page)[0] == "tel:911"

    @pytest.mark.parametrize("options", [{"java_script_enabled": False}, {}])
    def test_without_a_place_112_stands_before_the_guess(self, open_context, options):
        context = open_context(timezone_id="America/New_York", locale="en-US", **options)
        context.add_init_script(OF_NO_PLACE)
        page = context.new_page()
        assert self.calls(page) == ["tel:112", "tel:911"]
        expect(page.locator("main")).not_to_contain_text("seem to be")
        assert User.objects.get().time_zone == "UTC"


class TestInThePlayer:
    @pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
    def test_the_numbers_need_no_network(self, open_context, site, alice, monday, watch, options):
        step = step_of(begin_session(alice, at=monday), "cobra")
        context = open_context(**options)
        sign_in(context, alice, site)
        page = context.new_page()
        page.goto(step.get_absolute_url())
        call = page.get_by_role("link", name="Call 112")
        expect(call).to_be_hidden()
        context.set_offline(True)
        page.locator("summary", has_text="When to get help").click()
        expect(call).to_be_visible()
        is_a_red_call(call, "light")
        # The browser's own words about the lost connection are meant.
        watch.problems.clear()


class TestAnotherTimeZone:
    @pytest.fixture
    def page(self, open_context, site, alice):
        context = open_context(timezone_id="Europe/Lisbon")
        sign_in(context, alice, site)
        return context.new_page()

    def test_is_offered_and_becomes_that_of_the_diary(self, page, alice):
        page.goto("/today/")
        expect(page.locator("zone-offer")).to_contain_text(
            "This device is set to the time of Lisbon, your diary lives in Berlin."
        )
        page.get_by_role("button", name="Change it").click()
        expect(page.locator("main")).to_contain_text("Your diary lives in Lisbon now.")
        expect(page.locator("zone-offer")).to_be_hidden()
        alice.refresh_from_db()
        assert alice.time_zone == "Europe/Lisbon"

    def test_is_offered_once(self, page, alice):
        page.goto("/today/")
        page.get_by_role("button", name="Keep Berlin").click()
        page.wait_for_url("**/today/")
        expect(page.locator("zone-offer")).to_be_hidden()
        page.reload()
        expect(page.locator("zone-offer")).to_be_hidden()
        alice.refresh_from_db()
        assert alice.time_zone == "Europe/Berlin"

    def test_is_not_offered_where_the_browser_knows_none(self, page):
        page.context.add_init_script(OF_NO_PLACE)
        page.goto("/today/")
        page.wait_for_load_state("networkidle")
        expect(page.locator("zone-offer")).to_be_hidden()

    def test_is_not_offered_at_home(self, open_context, site, alice):
        context = open_context()
        sign_in(context, alice, site)
        page = context.new_page()
        page.goto("/today/")
        page.wait_for_load_state("networkidle")
        expect(page.locator("zone-offer")).to_be_hidden()


def test_a_question_opens_right_under_its_tick(open_context, site):
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/start/")
    page.get_by_label("None of these").nth(0).check()
    page.get_by_label("None of these").nth(1).check()
    page.get_by_role("button", name="Continue").click()
    for tick, question in (
        ("A disc problem, or sciatica", "what makes it worse?"),
        ("High blood pressure, treated or not", "under control?"),
        ("Pregnant", "Which week of the pregnancy is it?"),
        ("A birth, or surgery of the belly, in the last 12 weeks", "When was the birth"),
    ):
        box = page.get_by_label(tick, exact=True)
        opens = page.get_by_text(question)
        expect(opens).to_be_hidden()
        box.focus()
        page.keyboard.press("Space")
        expect(opens).to_be_visible()
        assert opens.bounding_box()["y"] - box.bounding_box()["y"] < 140, tick
        page.keyboard.press("Tab")
        focused = "document.activeElement.closest('.differs__more') !== null"
        assert page.evaluate(focused), tick
    assert page.get_by_text("Ask your doctor or midwife first which movements suit you.").count()
