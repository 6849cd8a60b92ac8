"""Prints the rule table for physiotherapists, which docs/rule-table.md holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.functional import Promise

from routines.forms import flags
from routines.progression.published.glossary import TERMS
from routines.progression.published.sources import GROUNDS, SOURCES
from routines.progression.published.table import FAMILIES, STRENGTHS, Family, rows_of
from routines.progression.rules.rule import in_words

HEAD = """\
# The rule table

`python manage.py rule_table` prints this page from the rules themselves: every number
in it is the one that the code compares with. A test compares the two, so do not edit
this file by hand.

The rules agree with each other and follow published guidance where there is some. No
trial has tested such rules for exercising a back at home, and much of the evidence comes
from knees and tendons. A physiotherapist should sign them off before anybody leans on
them; X4, P2 and the wording of the red flags first. Backflex is a fitness and
flexibility planner, not a medical device.

Every rule is asked; the most careful result wins, in this order: emergency, urgent, stop,
something different, a little easier, the same again, a little more. Where no rule speaks,
it stays the same. Each exercise is judged by its own answers. Before a session the first
row that fits decides, and what later rows leave out is left out too. A row is about the
last time the exercise was done, unless it says otherwise. Strength is that of the
threshold; what to do about it is always our choice.

If you see it differently, please say so: write the case down, let `manage.py decide`
answer it ([how](rules.md)), and open an issue with the case and, if there is one, a
better source.
"""


class Command(BaseCommand):
    """Prints the whole rule table as Markdown."""

    help = "Print the rule table with its sources as Markdown, for docs/rule-table.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the page."""
        self.stdout.write("\n".join(_page()))


def _page() -> Iterator[str]:
    yield HEAD
    yield from _signs("Emergency signs", flags.EMERGENCY)
    yield from _signs("Urgent signs, new and not yet checked by a professional", flags.URGENT)
    yield from _section("Words", ("Word", "Meaning"), _terms())
    for family in FAMILIES:
        yield from _section(family.title, ("Rule", "When", "What follows", "Rests on"), _of(family))
    yield from _section(
        "How firm each threshold is",
        ("Threshold", "Strength", "Sources"),
        ((in_words(g.what), STRENGTHS[g.strength], ", ".join(g.names)) for g in GROUNDS),
    )
    yield "## Sources\n"
    yield from (f"- {source.name}: {source.citation}" for source in SOURCES.values())


def _section(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield _line(names)
    yield _line(["---"] * len(names))
    yield from (_line(row) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _signs(title: str, signs: Iterable[tuple[str, Promise | str]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield from (f"- {words}" for _, words in signs)
    yield ""


def _terms() -> Iterator[Sequence[str]]:
    for word, meaning in TERMS:
        yield word, in_words(meaning)


def _of(family: Family) -> Iterator[Sequence[str]]:
    for row in rows_of(family):
        follows = " ".join(part for part in (f"**{row.result}**", row.then) if part)
        yield row.id, row.when, f"{follows} “{row.example}”", ", ".join([row.strength, *row.basis])
