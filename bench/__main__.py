"""Measure Today against a minimal page, and the rules: `make bench`."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bench.load import requests_per_second
from bench.pages import costs
from bench.plan_search import DAYS, EXERCISES, usual_and_slowest
from bench.profile import profile_page
from bench.replay import whole_and_one
from routines.models import Decision
from routines.progression import ExerciseContext, Exposure, decide
from tests.factories import PersonFactory, bulk_history, give_plan

SESSIONS = 3 * 52 * 3  # three years at three sessions a week
CLIENTS = 8
SECONDS = 4
ROUNDS = 3
GOAL = 0.33
SHORT_DIARY = 10
LONG_DIARY = 10 * 52 * 3  # ten years at three sessions a week
MOST_GROWTH = 1.2
# How many times the bare page's time a page may take; None where no goal is set.
MOST_RATIO = {
    "Today": 3,
    "plan": 5,
    "ledger": 5,
    "exercise ledger": 5,
    "library": None,
    "progress": None,
}


def main() -> None:
    say("Making a person with three years of history …")
    make_library()
    client = person_with_history(SESSIONS)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    port = free_port()
    server = serve(port)
    try:
        rates = measure(port, cookie)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
    ratio = rates["/today/"] / rates["/minimal/"]
    say(f"\nThroughput, {CLIENTS} clients, best of {ROUNDS} rounds of {SECONDS} s:")
    for path, rate in rates.items():
        say(f"  {path:<12} {rate:8.0f} requests/s")
    say(f"  Today is {ratio:.2f} of the minimal page (goal: at least {GOAL})")
    say("\nWhere a request for Today spends its time (profiled, so slower than above):")
    for part, milliseconds in profile_page(client, "/today/", 100):
        say(f"  {part:<26} {milliseconds:6.2f} ms")
    say_costs_of_pages()
    say(f"\nThe rules: {decisions_per_second():,.0f} decisions/s on one core")
    whole, one_more = whole_and_one()
    say(f"A plan of ten years, 1,500 sessions of 8 steps, replayed whole: {whole:.0f} ms")
    say(f"One more morning recorded in it, state read and kept again: {one_more:.1f} ms")
    usual, slowest = usual_and_slowest()
    say(
        f"Plan search, {EXERCISES} exercises, {DAYS} days: {usual:.0f} ms;"
        f" {slowest:.0f} ms where no set of exercises can be skipped"
    )


def make_library() -> None:
    """An empty database with the library in it, and the static files."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_library", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def person_with_history(sessions: int) -> Client:
    """The browser of a new person with so many sessions behind them, up to yesterday."""
    now = timezone.now()
    person = PersonFactory(usual_morning=1)
    today = now.weekday()
    give_plan(person, at=now, weekdays=tuple(sorted((today + gap) % 7 for gap in (0, 2, 4))))
    bulk_history(person, until=now - timedelta(days=1), sessions=sessions)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    return client


def say_costs_of_pages() -> None:
    short, long = person_with_history(SHORT_DIARY), person_with_history(LONG_DIARY)
    slug = Decision.objects.values_list("exercise__slug", flat=True)[0]
    paths = {
        "Today": "/today/",
        "plan": "/plan/",
        "ledger": "/ledger/",
        "exercise ledger": f"/ledger/{slug}/",
        "library": "/library/",
        "progress": "/progress/",
    }
    say(
        f"\nTime beside the bare page, statements, and growth from {SHORT_DIARY} to"
        f" {LONG_DIARY:,} sessions (goal: at most {MOST_GROWTH}):"
    )
    for name, cost in costs(short, long, paths).items():
        most = MOST_RATIO[name]
        goal = f"(goal: at most {most})" if most else ""
        say(
            f"  {name:<16} {cost.ratio:5.1f} x {goal:<18} {cost.statements:2} statements"
            f"   growth {cost.growth:.2f}"
        )


def serve(port: int) -> subprocess.Popen:
    config = Path(settings.BASE_DIR) / "backflex" / "server_settings.py"
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "--config", str(config)]
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError("the server did not start")


def measure(port: int, cookie: str) -> dict[str, float]:
    """The best rate of each page, measured in turn so that noise hits both alike."""
    best = {"/minimal/": 0.0, "/today/": 0.0}
    for path in best:
        requests_per_second(port, path, cookie, seconds=1, clients=CLIENTS)
    for number in range(ROUNDS):
        for path in best:
            say(f"Round {number + 1} of {ROUNDS}: {path} …")
            rate = requests_per_second(port, path, cookie, seconds=SECONDS, clients=CLIENTS)
            best[path] = max(best[path], rate)
    return best


def decisions_per_second() -> float:
    file = Path(settings.BASE_DIR) / "tests" / "progression" / "vectors.json"
    cases = [c for c in json.loads(file.read_text())["cases"] if c["kind"] == "exercise"]
    histories = [tuple(Exposure(**exposure) for exposure in case["exposures"]) for case in cases]
    context = ExerciseContext()
    count = 0
    begins = time.perf_counter()
    while time.perf_counter() - begins < 2:
        for history in histories:
            decide(history, context)
        count += len(histories)
    return count / (time.perf_counter() - begins)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


main()
