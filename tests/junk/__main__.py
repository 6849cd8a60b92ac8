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

from tests.contracts.world import NOW, all_answers, build_world
from tests.junk.driver import Figures, quiet, send_junk

EVERY = 500


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
            print("Making a small world, and reading its forms …", flush=True)
            world = build_world()
            forms = dict.fromkeys(form for answer in all_answers(world) for form in answer.forms)
            print(f"{len(forms)} forms. Sending junk …", flush=True)
            figures = send_junk(
                world,
                list(forms),
                requests=options.requests,
                seed=options.seed,
                progress=show,
            )
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()
    print(f"\n{figures}")
    for wrong in (*figures.faults, *figures.changed):
        print(f"\n{wrong}")
    return 1 if figures.faults or figures.changed else 0


def show(figures: Figures) -> None:
    """A line now and then that says how far it is; on a terminal each in the place of the last."""
    if figures.sent % EVERY == 0:
        print(figures, end="\r" if sys.stdout.isatty() else "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
