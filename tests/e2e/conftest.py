"""A real browser on a real server. Without a chromium on PATH nothing here is collected."""

import faulthandler
import os
import shutil
from collections.abc import Generator, Iterator
from datetime import datetime
from tempfile import TemporaryFile

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from routines.models import User

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
# For a machine with other work; what never comes still fails.
PATIENCE_MS = 30_000
# What htmx logs of a request that a second tap took the place of.
GIVEN_UP = ("htmx:afterRequest", "htmx:sendAbort")

if CHROMIUM is None:
    if os.environ.get("REQUIRE_BROWSER"):
        raise RuntimeError("REQUIRE_BROWSER is set, and no chromium is on PATH")
    collect_ignore_glob = ["test_*.py"]

# The test and the browser share a thread with an event loop in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what the server was doing when a browser waited in vain."""
    report = yield
    if report.failed and "Timeout" in str(call.excinfo):
        with TemporaryFile("w+") as stacks:
            faulthandler.dump_traceback(stacks)
            stacks.seek(0)
            report.sections.append(("threads", stacks.read()))
    return report


def sign_in(context: BrowserContext, person: User, site: str) -> None:
    """Let a browser be a person's."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def text_of(locator: Locator) -> str:
    """What a person reads there, as one line, once the page has its style sheets.

    A page that has just come may be read before them, and then the words of
    neighbouring blocks run together.
    """
    locator.wait_for()
    locator.page.wait_for_load_state()
    return " ".join(locator.inner_text().split())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def clock(monday: datetime) -> Iterator[time_machine.Traveller]:
    """The server's clock: Monday evening, ticking; a test moves it on."""
    with time_machine.travel(monday, tick=True) as traveller:
        yield traveller


@pytest.fixture
def site(live_server, transactional_db: None, clock) -> str:
    """The address of a server with the library in it."""
    return live_server.url


class Watch:
    """What a browser must not do: break, be blocked by the policy, or ask a third party."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.problems: list[str] = []

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message) -> None:
        # An answer of 422 or 409 is logged as a failed resource, and is meant.
        is_meant = "status of 4" in message.text or message.text.startswith(GIVEN_UP)
        if message.type == "error" and not is_meant:
            self.problems.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.site, "data:", "about:")):
            self.problems.append(f"third party: {request.url}")

    def _response(self, response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    watch = Watch(site)
    yield watch
    assert watch.problems == []


@pytest.fixture
def open_context(browser: Browser, site: str, watch: Watch):
    """Make browser contexts that are watched and closed."""
    contexts: list[BrowserContext] = []

    def make(**options) -> BrowserContext:
        settings = {
            "base_url": site,
            "viewport": PHONE,
            "timezone_id": "Europe/Berlin",
            "locale": "en-GB",
            "reduced_motion": "reduce",
            **options,
        }
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", watch.over)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
