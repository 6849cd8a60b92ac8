"""Loads the exercise library from its TOML files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from routines.library.load import load
from routines.library.reader import ContentError
from routines.library.schema import CONTENT, read_library


class Command(BaseCommand):
    """Loads the whole library, or refuses it with the file, the key and the mend."""

    help = "Load the exercise library from its TOML files. Never touches anybody's diary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another folder, for trying out a library."""
        parser.add_argument("--from", dest="folder", type=Path, default=CONTENT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, then load it in one transaction. Raises CommandError at a gap."""
        try:
            library = read_library(options["folder"], settings.BASE_DIR / "static" / "figures")
        except ContentError as error:
            raise CommandError(str(error)) from None
        count = load(library)
        self.stdout.write(
            f"Library loaded: {count.exercises} exercises, {count.variants} variants,"
            f" {count.doses} doses."
        )
