"""The body map in a browser: by finger, by keyboard, by name; what lights up, and that it fits."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from routines import coaching
from routines.models import CheckIn
from routines.models.labels import label_of
from routines.vocabulary import OFFERED_PLACES
from tests.factories import PersonFactory, give_plan, next_planned

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
SMALLEST_TARGET = 24
HIGHEST = 320
NARROW = {"width": 320, "height": 640}
# What lies in the middle of a checkbox, from the top down: itself, then its region.
BELOW_THE_FINGER = """input => {
  input.scrollIntoView({block: "center"});
  const box = input.getBoundingClientRect();
  const found = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return found.slice(0, 2).map(one => one.value || one.getAttribute("href"));
}"""


@pytest.fixture
def check_in(site, monday, clock, open_context, client):
    """The check-in of somebody who felt it in the left hip last time, at a 3."""

    def check_in(**options) -> Page:
        person = PersonFactory(usual_morning=1)
        give_plan(person, at=monday)
        coaching.discomfort.record(person, number=3, places=["left_hip"], note="", at=monday)
        client.force_login(person)
        context = open_context(**options)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        page = context.new_page()
        page.goto(next_planned(person, monday).get_absolute_url())
        page.locator(".numbers label").nth(3).click()
        return page

    return check_in


def box_of(page: Page, place: str) -> Locator:
    return page.get_by_role("group", name="Where?").locator(f"[value={place}]")


def drawn(page: Page, place: str) -> Locator:
    return page.locator(f'.body-map [href="#body-{place}"]')


def colour(page: Page, place: str, what: str = "fill") -> str:
    return drawn(page, place).evaluate(f"use => getComputedStyle(use).{what}")


def test_a_finger_on_a_region_lights_it_and_names_it(check_in):
    page = check_in(has_touch=True)
    before = colour(page, "left_thigh")
    word = page.locator(".body-map").get_by_text("Left thigh")
    box = box_of(page, "left_thigh").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(box_of(page, "left_thigh")).to_be_checked()
    expect(box_of(page, "right_thigh")).not_to_be_checked()
    assert colour(page, "left_thigh") != before == colour(page, "right_thigh")
    expect(word).to_be_visible()
    word.tap()
    expect(box_of(page, "left_thigh")).not_to_be_checked()
    assert colour(page, "left_thigh") == before


def test_the_other_view_takes_a_finger_too(check_in):
    page = check_in(has_touch=True)
    whole = page.locator(".body-map__outline").bounding_box()
    # On the front, the person's left is on the right of the picture.
    page.touchscreen.tap(whole["x"] + 210, whole["y"] + 190)
    expect(box_of(page, "left_thigh")).to_be_checked()
    # On the back it is on the left.
    page.touchscreen.tap(whole["x"] + 51, whole["y"] + 225)
    expect(box_of(page, "left_knee")).to_be_checked()


def test_the_keyboard_reaches_a_region_shows_it_and_ticks_it(check_in):
    page = check_in()
    box_of(page, "neck").focus()
    page.keyboard.press("Tab")
    expect(box_of(page, "upper_back")).to_be_focused()
    assert colour(page, "upper_back", "strokeWidth") == "3px"
    assert colour(page, "neck", "strokeWidth") != "3px"
    page.keyboard.press("Space")
    expect(box_of(page, "upper_back")).to_be_checked()


def test_each_region_has_a_name_of_its_own_and_can_be_told_by_it(check_in):
    page = check_in()
    for place in OFFERED_PLACES:
        page.get_by_role("checkbox", name=str(label_of(place)), exact=True).check()
    page.get_by_role("button", name="Nothing new, start").click()
    expect(page).to_have_url(re.compile("/steps/1/$"))
    assert CheckIn.objects.get().places == list(OFFERED_PLACES)


def test_each_checkbox_lies_on_its_region_and_is_large_enough(check_in):
    page = check_in()
    for place in OFFERED_PLACES:
        box = box_of(page, place).bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET, place
        found = box_of(page, place).evaluate(BELOW_THE_FINGER)
        assert found == [place, f"#body-{place}"]


def test_last_time_is_ticked_and_stays_outlined_once_it_is_not(check_in):
    page = check_in()
    hint = page.get_by_text("where you felt it last time")
    expect(box_of(page, "left_hip")).to_be_checked()
    expect(hint).to_be_hidden()
    box_of(page, "left_hip").uncheck()
    expect(hint).to_be_visible()
    assert colour(page, "left_hip", "strokeDasharray") != "none"
    assert colour(page, "right_hip", "strokeDasharray") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_phone_and_axe_finds_nothing(check_in, scheme):
    page = check_in(viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    expect(page.locator(".body-map")).to_be_visible()
    page.get_by_label("Right foot").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert page.locator(".body-map__outline").bounding_box()["height"] <= HIGHEST
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    assert [one["id"] for one in found["violations"]] == []


def test_without_style_it_is_a_plain_list(check_in):
    page = check_in()
    page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(it => it.remove())")
    tops = [box_of(page, place).bounding_box()["y"] for place in OFFERED_PLACES]
    assert tops == sorted(set(tops))
    assert page.locator(".body-map svg").first.bounding_box()["height"] == 0
    expect(page.locator(".body-map").get_by_text("Right arm")).to_be_visible()
