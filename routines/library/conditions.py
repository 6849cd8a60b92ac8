"""The conditions that change which exercises a person does, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from routines.library.reader import CONTENT, open_file
from routines.library.sources import check_sources, read_sources
from routines.vocabulary import Condition


@dataclass(frozen=True)
class ConditionText:
    """A condition, and in one plain sentence `why` it changes the exercises.

    `sources` are keys of `read_sources`; empty if it is common practice. With
    `suggests_reach`, the app may suggest to measure how far down the hands reach.
    """

    slug: str
    why: str
    sources: tuple[str, ...]
    suggests_reach: bool


def read_conditions(folder: Path = CONTENT) -> dict[str, ConditionText]:
    """Every condition by its slug, in the order of the vocabulary.

    Raises ContentError at the first gap: each condition stands in the file exactly once.
    """
    all_sources = read_sources(folder)
    reader = open_file(folder / "conditions.toml")
    texts: dict[str, ConditionText] = {}
    for table in reader.tables("conditions", 1, len(Condition)):
        slug = table.word("slug", list(Condition))
        if slug in texts:
            raise table.problem("slug", f'"{slug}" is told twice; leave one out.')
        sources = table.slugs("sources", 0, 8)
        check_sources(table.file, f"{table.path}.sources", sources, all_sources)
        texts[slug] = ConditionText(
            slug=slug,
            why=table.text("why", 200),
            sources=tuple(sources),
            suggests_reach=table.yes_no("suggests_reach", default=False),
        )
        table.finish()
    reader.finish()
    for condition in Condition:
        if condition not in texts:
            raise reader.problem("conditions", f"{condition} is missing; add it.")
    return {condition.value: texts[condition] for condition in Condition}


@cache
def known_conditions() -> Mapping[str, ConditionText]:
    """The conditions of the product by slug, read once per process."""
    return read_conditions()
