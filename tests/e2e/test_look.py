"""What moves, what can be paused, and that nothing jumps."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import text_of
from tests.e2e.test_journey import check_in, has_begun, person

__all__ = ["person"]

# How far things jumped so far; what jumps in this frame is known in the next.
SHIFTS = """
new Promise(done => {
  let sum = 0;
  const count = entries => entries.forEach(entry => {
    if (!entry.hadRecentInput) sum += entry.value;
  });
  const observer = new PerformanceObserver(list => count(list.getEntries()));
  observer.observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
    count(observer.takeRecords());
    done(sum);
  })));
})
"""
DRAWN = """
new Promise(done => new PerformanceObserver(list => {
  if (list.getEntriesByName("first-contentful-paint").length) done();
}).observe({type: "paint", buffered: true}))
"""


def jumps(page: Page) -> float:
    """How far things jumped until nothing more came."""
    page.wait_for_load_state("networkidle")
    return page.evaluate(SHIFTS)


@pytest.fixture
def page(open_context):
    return open_context(reduced_motion="no-preference").new_page()


def test_a_jump_is_seen(page):
    page.goto("/safety/")
    page.evaluate("document.body.prepend('One line more,', document.createElement('hr'))")
    assert jumps(page) > 0


@pytest.mark.parametrize("address", ["/", "/library/", "/library/cobra/", "/start/", "/evidence/"])
def test_nothing_jumps_on_a_public_page(page, address):
    page.goto(address)
    assert jumps(page) == 0


@pytest.mark.parametrize("person", [True], indirect=True)
def test_nothing_jumps_on_the_way_through_a_session(person, site):
    has_begun(person, site)
    for address in ("/today/", "/plan/", "/ledger/"):
        person.page.goto(address)
        assert jumps(person.page) == 0, address
    person.page.goto("/today/")
    check_in(person)
    late = []
    person.page.route("**/hold-timer.js", lambda route: late.append(route))
    person.page.reload(wait_until="commit")
    person.page.evaluate(DRAWN)
    late[0].continue_()
    person.page.locator(".dial").wait_for()
    assert jumps(person.page) == 0


@pytest.mark.parametrize("person", [True], indirect=True)
def test_the_title_follows_the_steps(person, site):
    has_begun(person, site)
    check_in(person)
    for _ in range(2):
        heading = text_of(person.page.locator("h1"))
        expect(person.page).to_have_title(f"{heading} · Backflex")
        person.tap("Done")
        expect(person.page.locator("h1")).not_to_have_text(heading)


def test_a_still_of_the_ladder_unfolds_its_variant(page):
    page.goto("/library/cobra/")
    rung = page.locator("details.rung").first
    expect(rung).not_to_have_attribute("open", "")
    page.locator(".ladder a").first.click()
    expect(rung).to_have_attribute("open", "")
    expect(rung.locator("summary")).to_be_in_viewport(ratio=1)


class TestAMovement:
    def test_is_paused_and_goes_on(self, page):
        page.goto("/library/cat-cow/")
        figure = page.locator(".figure--moves").first
        moving = figure.locator(".figure__moving img")
        expect(moving).to_be_visible()
        assert moving.evaluate("one => one.currentSrc").endswith("-moving.svg")
        pause = figure.get_by_label("Pause the movement")
        pause.focus()
        page.keyboard.press("Space")
        expect(moving).to_be_hidden()
        expect(figure.locator(".figure__still")).to_be_visible()
        page.keyboard.press("Space")
        expect(moving).to_be_visible()

    def test_needs_no_script_to_be_paused(self, open_context):
        page = open_context(java_script_enabled=False, reduced_motion="no-preference").new_page()
        page.goto("/library/cat-cow/")
        page.get_by_label("Pause the movement").first.check()
        expect(page.locator(".figure--moves .figure__still").first).to_be_visible()

    def test_stands_still_for_who_asked_for_less_motion(self, open_context):
        page = open_context(reduced_motion="reduce").new_page()
        page.goto("/library/cat-cow/")
        shown = page.locator(".figure__moving img").first.evaluate("one => one.currentSrc")
        assert shown.endswith("full-cat-cow.svg")
        expect(page.get_by_label("Pause the movement").first).to_be_hidden()


class TestOtherColoursAndPaper:
    @pytest.mark.parametrize("person", [True], indirect=True)
    def test_paper_shows_what_there_is_to_read_alone(self, person, site):
        has_begun(person, site)
        person.page.goto("/plan/")
        person.page.emulate_media(media="print")
        expect(person.page.get_by_role("heading", name="Your week")).to_be_visible()
        for name in (".tabs", ".site-header nav", ".site-footer", "main .button"):
            expect(person.page.locator(name).first).to_be_hidden()

    @pytest.mark.parametrize("person", [True], indirect=True)
    def test_the_way_through_a_session_shows_in_forced_colours(self, person, site):
        has_begun(person, site)
        check_in(person)
        person.tap("Done")
        person.is_at("/steps/2/$")
        person.page.emulate_media(forced_colors="active")
        colours = person.page.locator(".progress li").evaluate_all(
            "all => all.slice(0, 3).map(one => getComputedStyle(one).backgroundColor)"
        )
        assert len(set(colours)) == 3
