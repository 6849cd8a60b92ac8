"""The conditions that change which moves a person does, and why they do."""

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
    """Why moves change with a condition, in one plain sentence.

    `sources` are keys of `read_sources`; none where it is common practice.
    """

    slug: str
    why: str
    sources: tuple[str, ...]


def read_conditions(folder: Path = CONTENT) -> dict[str, ConditionText]:
    """Every condition by its slug, as asked for. Raises ContentError at the first gap."""
    known = read_sources(folder)
    reader = open_file(folder / "conditions.toml")
    told: dict[str, ConditionText] = {}
    for table in reader.tables("conditions", 1, len(Condition)):
        slug = table.word("slug", list(Condition))
        if slug in told:
            raise table.problem("slug", f'"{slug}" is told twice; leave one out.')
        sources = table.slugs("sources", 0, 8)
        check_sources(table.file, f"{table.path}.sources", sources, known)
        told[slug] = ConditionText(slug, table.text("why", 200), tuple(sources))
        table.finish()
    reader.finish()
    for condition in Condition:
        if condition not in told:
            raise reader.problem("conditions", f"{condition} is missing; add it.")
    return {condition.value: told[condition] for condition in Condition}


@cache
def known_conditions() -> Mapping[str, ConditionText]:
    """Those of the product by slug, read once."""
    return read_conditions()
