"""Draws every page on a phone and on a desktop, light and dark, into docs/screens/.

The person is that of the demo and the clock is set to one evening, so that two runs draw
the same pictures until a page changes. The data of `make run` are not touched.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Literal

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()

import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.test.runner import DiscoverRunner
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from routines.demo import USUAL_MORNING, Story
from routines.management.commands.demo import EMAIL, SEED
from routines.models import User
from screenshots.pages import SCENES

EVENING = datetime(2026, 11, 23, 18, 20, tzinfo=UTC)
WINDOWS = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
QUALITY = 80
FOLDER = Path(settings.BASE_DIR) / "docs" / "screens"


@contextmanager
def a_world() -> Iterator[tuple[str, dict[str, User | None]]]:
    """The address of a server, and its people by name, on the evening of a session."""
    runner = DiscoverRunner(verbosity=0)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        call_command("load_library", stdout=StringIO())
        demo = User.objects.create_user(EMAIL, usual_morning=USUAL_MORNING)
        people = {"nobody": None, "newcomer": User.objects.create_guest(), "demo": demo}
        with time_machine.travel(EVENING, tick=True):
            for week in Story(demo, Random(SEED), until=EVENING.date()).live():
                print(f"Week {week + 1} lived.", end="\r", flush=True)
        server = LiveServer("localhost")
        try:
            yield server.url, people
        finally:
            server.stop()
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


def opened(browser: Browser, site: str, person: User | None, window: str) -> Page:
    """A browser page in which the person is signed in; None for nobody."""
    context = browser.new_context(
        base_url=site,
        locale="en-GB",
        viewport=WINDOWS[window],  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    if person is not None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    return context.new_page()


def draw(
    browser: Browser, site: str, people: dict[str, User | None], wanted: tuple[str, ...]
) -> int:
    """Draw every page whose name begins with one of `wanted`; how many pictures it drew."""
    count = 0
    for scene in SCENES:
        now = EVENING + timedelta(hours=scene.hours_later)
        with time_machine.travel(now, tick=True):
            person = people[scene.who]
            addresses = scene.pages(person, now)  # type: ignore[arg-type]
            drawn = {k: v for k, v in addresses.items() if k.startswith(wanted)}
            for window in WINDOWS:
                page = opened(browser, site, person, window)
                for name, address in drawn.items():
                    count += _take(page, name, address, window)
                    print(f"{count} pictures drawn, now {name}.{' ' * 20}", end="\r", flush=True)
                page.context.close()
    return count


def _take(page: Page, name: str, address: str, window: str) -> int:
    """Draw the page in each theme, as high as it is; how many pictures that is."""
    size = WINDOWS[window]
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(address)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": height})  # type: ignore[typeddict-item]
        path = FOLDER / f"{name}-{window}-{theme}.jpeg"
        page.screenshot(path=path, type="jpeg", quality=QUALITY)
    return len(THEMES)


def main(wanted: tuple[str, ...]) -> None:
    """Draw all pages whose names begin with one of `wanted`; exit 1 without chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("No chromium is on PATH: install it, then try again.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with a_world() as (site, people), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        count = draw(browser, site, people, wanted)
        browser.close()
    print(f"{count} pictures in docs/screens/.")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or ("",))
