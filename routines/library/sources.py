"""What the library rests on: the sources of the rules, and those of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from routines.library.reader import CONTENT, ContentError, open_file
from routines.progression.published.sources import SOURCES, Source


def read_sources(folder: Path = CONTENT) -> dict[str, Source]:
    """Every primary source by its key. Raises ContentError at the first gap."""
    reader = open_file(folder / "sources.toml")
    sources = dict(SOURCES)
    for table in reader.tables("sources", 0, 99):
        key = table.slug("key")
        if key in sources:
            raise table.problem("key", f'"{key}" is taken; choose another.')
        sources[key] = Source(
            name=table.text("name", 60),
            authors=table.text("authors", 200),
            year=table.whole("year", 1900, 2100),
            title=table.text("title", 300),
            where=table.text("where", 200),
            doi=table.text("doi", 100) if table.has("doi") else "",
        )
        table.finish()
    reader.finish()
    return sources


@cache
def known_sources() -> Mapping[str, Source]:
    """Those of the product by key, read once."""
    return read_sources()


def check_sources(file: str, key: str, keys: Iterable[str], known: Mapping[str, Source]) -> None:
    """Refuse what is no source."""
    for source in keys:
        if source not in known:
            raise ContentError(
                f'{file}, {key}: there is no source "{source}"; add it to sources.toml.'
            )
