"""Replay a person's log from its first day, without the web app."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routines.content.ladders import library_ladders
from routines.progression.checking import Unreadable
from routines.progression.diary_file import read_diary
from routines.progression.printing import rows_of, table_of
from routines.progression.replay import replay


class Command(BaseCommand):
    """Reads a log as JSON, prints the ledger that the rules make of it."""

    help = (
        "Print the ledger of the log in FILE (- reads standard input); docs/log.md has its shape."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file of the log, and how to print."""
        parser.add_argument("file", metavar="LOG.json")
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the ledger, or one sentence on standard error and exit 1."""
        try:
            diary = read_diary(read_text(options["file"]), library_ladders("ease"))
        except (Unreadable, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(shown(rows_of(replay(diary)), as_json=options["json"]))


def read_text(file: str) -> str:
    """The text of a file, or of standard input for "-"."""
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8")
    return Path(file).read_text(encoding="utf-8")


def shown(rows: list[dict[str, Any]], *, as_json: bool) -> str:
    """The ledger as JSON or as a table."""
    return json.dumps(rows, indent=1) if as_json else table_of(rows)
