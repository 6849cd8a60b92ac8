"""Simulates months of an invented person, to see what the rules make of it."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from routines.library.ladders import begun_by_aim, library_ladders
from routines.management.commands.review import read_text, shown
from routines.progression.diary.file import print_diary
from routines.progression.strict_json import Unreadable, parse_toml, read
from routines.progression.tools.persona import Life, Persona
from routines.vocabulary import Aim

START = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)


class Command(BaseCommand):
    """Reads a persona as TOML and prints the ledger of its simulated months."""

    help = "Print the ledger of the persona in PERSONA.toml. docs/log.md says what it may hold."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file of the persona, its aim, and how to print."""
        parser.add_argument("file", metavar="PERSONA.toml")
        parser.add_argument("--aim", choices=[aim.value for aim in Aim], default="loosen")
        printed = parser.add_mutually_exclusive_group()
        printed.add_argument("--json", action="store_true", help="print JSON instead of a table")
        printed.add_argument("--log", action="store_true", help="print the log that was lived")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the ledger or the log. Raises CommandError if the persona cannot be read."""
        file = options["file"]
        try:
            persona = read(Persona, parse_toml(read_text(file)), file)
        except (Unreadable, UnicodeDecodeError) as error:
            raise CommandError(str(error) if file in str(error) else f"{file}: {error}") from None
        except OSError as error:
            raise CommandError(str(error)) from None
        begun = begun_by_aim(options["aim"], START - timedelta(days=1))
        dice = Random(persona.seed)  # noqa: S311 - a story, no secret
        life = Life(persona, library_ladders(options["aim"]), begun, dice)
        diary = life.live(START)
        if options["log"]:
            self.stdout.write(print_diary(diary))
        else:
            self.stdout.write(shown(life.replay, diary, as_json=options["json"]))
