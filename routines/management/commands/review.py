"""Replays a person's log from its first day, without the web app."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from routines.library.ladders import library_ladders, library_names
from routines.progression.diary.events import events_of
from routines.progression.diary.file import read_diary
from routines.progression.diary.values import CheckedIn, Diary
from routines.progression.plan_level.replay import Replay, replay
from routines.progression.plan_level.review import review
from routines.progression.strict_json import Unreadable, read
from routines.progression.tools.review_table import day_of, rows_of, table_of


class Command(BaseCommand):
    """Reads a log as JSON; prints the ledger that the rules make of it, and what today may be."""

    help = (
        "Print the ledger of the log in FILE (- reads standard input), and what a session"
        " opened now may be; docs/log.md has its shape."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file of the log, how to print it, and the check-in of a session opened now."""
        parser.add_argument("file", metavar="LOG.json")
        parser.add_argument("--json", action="store_true", help="print the ledger alone, as JSON")
        parser.add_argument("--at", metavar="MOMENT", help="when a session is opened, if not now")
        parser.add_argument(
            "--pre", metavar="NUMBER", type=int, help="the number then, if not the usual"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the ledger. Raises CommandError with one sentence if the log cannot be read."""
        try:
            diary = read_diary(read_text(options["file"]), library_ladders("ease"))
            replayed = replay(diary)
            check_in = _opened(diary, replayed.state.usual, options)
        except (Unreadable, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(shown(replayed, diary, as_json=options["json"]))
        if not options["json"]:
            self.stdout.write("\n" + day_of(review(replayed, check_in), check_in))


def read_text(file: str) -> str:
    """The text of a file, or of standard input if `file` is "-"."""
    if file == "-":
        return sys.stdin.buffer.read().decode("utf-8")
    return Path(file).read_text(encoding="utf-8")


def shown(replayed: Replay, diary: Diary, *, as_json: bool) -> str:
    """The ledger of a replayed diary: as JSON, or as a table with the names of the library."""
    if as_json:
        return json.dumps(rows_of(replayed, diary.sessions), indent=1)
    return table_of(rows_of(replayed, diary.sessions, library_names()))


def _opened(diary: Diary, usual: int, options: dict[str, Any]) -> CheckedIn:
    """The check-in of a session opened now, after everything in the log.

    `usual` is the number for an option that gives none. Raises Unreadable if an option is
    wrong or before the end of the log.
    """
    last = max((event.at for event in events_of(diary)), default=timezone.now())
    now = max(timezone.now().astimezone(last.tzinfo), last)
    pre = usual if options["pre"] is None else options["pre"]
    given = {"at": options["at"] or now.isoformat(), "pre": pre}
    check_in = read(CheckedIn, given, "a session opened now")
    if check_in.at < last:
        raise Unreadable("a session opened now, at: must not be before the end of the log.")
    return check_in
