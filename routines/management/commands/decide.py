"""Decides worked cases by the rules, without the web app."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routines.management.commands.review import read_text
from routines.progression.strict_json import Unreadable
from routines.progression.tools.cases import answer


class Command(BaseCommand):
    """Reads cases as JSON and prints one decision for each."""

    help = "Print what the rules decide on each case of FILE (- reads standard input)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file of cases."""
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a JSON list. Raises CommandError with one sentence if the cases cannot be read."""
        try:
            answers = answer(read_text(options["file"]))
        except (Unreadable, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        printed = json.dumps(answers, indent=2, ensure_ascii=False)
        try:
            printed.encode()
        except UnicodeEncodeError as error:
            half = ascii(printed[error.start])
            raise CommandError(
                f"An id holds {half}, half a character that cannot be printed; mend the id."
            ) from None
        try:
            printed.encode(self.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            printed = json.dumps(answers, indent=2)
        self.stdout.write(printed)
