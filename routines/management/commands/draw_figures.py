"""Draws the figures of the library into the static files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from routines.library.pictures import pictures
from routines.library.reader import ContentError
from routines.library.schema import read_library


class Command(BaseCommand):
    """Draws what the library describes, and nothing else: a second run changes nothing."""

    help = "Draw every variant's figure into static/figures, and all of them into docs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether only to compare."""
        parser.add_argument("--check", action="store_true", help="Only say what is not up to date.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pictures that differ, and delete those of variants that are gone.

        With `check` nothing is written. Raises CommandError if the library has a gap, or if
        `check` finds a difference.
        """
        try:
            drawn = pictures(read_library())
        except ContentError as error:
            raise CommandError(str(error)) from None
        root = Path(settings.BASE_DIR)
        there = {file.relative_to(root) for file in (root / "static/figures").glob("*/*.svg")}
        stale = [path for path, text in drawn.items() if _read(root / path) != text]
        gone = sorted(there - drawn.keys())
        if options["check"]:
            if stale or gone:
                names = ", ".join(str(path) for path in [*stale, *gone])
                raise CommandError(f"Not as the library has it: {names}; run make figures.")
        else:
            for path in stale:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(drawn[path], encoding="utf-8")
            for path in gone:
                (root / path).unlink()
        self.stdout.write(f"Figures: {len(drawn)} files, {len(stale) + len(gone)} changed.")


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None
