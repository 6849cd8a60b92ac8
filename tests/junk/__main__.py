"""Send junk to every route and method: `make junk`."""

import argparse
import os
import sys
from io import StringIO

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test.runner import DiscoverRunner

from tests.contracts.world import NOW, Form, World, all_answers, build_world
from tests.junk.driver import Figures, quiet, send_junk

EVERY = 500
_told: set[str] = set()


def main() -> int:
    """Print how it goes, and the figures. 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.junk", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        call_command("load_library", stdout=StringIO())
        with quiet(), time_machine.travel(NOW, tick=False), transaction.atomic():
            say("Making a small world …")
            world = build_world()
            forms = read_forms(world)
            say(f"{len(forms)} forms. Sending junk …")
            figures = send_junk(
                world,
                forms,
                requests=options.requests,
                seed=options.seed,
                progress=show,
            )
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()
    show(figures)
    say("")
    return 1 if figures.faults or figures.changed else 0


def read_forms(world: World) -> list[Form]:
    """Every form that somebody is shown."""
    forms: dict[Form, None] = {}
    for number, answer in enumerate(all_answers(world), 1):
        forms.update(dict.fromkeys(answer.forms))
        if number % EVERY == 0:
            say(f"{number:,} pages read, {len(forms)} forms.", is_passing=True)
    return list(forms)


def show(figures: Figures) -> None:
    """Say what went wrong since it was said last, and how far it is."""
    for what in (*figures.faults, *figures.changed):
        if what not in _told:
            _told.add(what)
            say(f"\n{what}\n")
    say(str(figures), is_passing=True)


def say(line: str, *, is_passing: bool = False) -> None:
    """Print a line at once; on a terminal, the next takes the place of one that is passing."""
    print(line, end="\r" if is_passing and sys.stdout.isatty() else "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
