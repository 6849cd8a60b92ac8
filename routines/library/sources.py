"""The sources of the library: those of the rules, and its own from `sources.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from routines.library.reader import CONTENT, ContentError, open_file
from routines.progression.published.sources import SOURCES, Source


def read_sources(folder: Path = CONTENT) -> dict[str, Source]:
    """Every source by its key. Raises ContentError at the first gap or repeated key."""
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
    """The sources of the product by key, read once per process."""
    return read_sources()


def check_sources(file: str, key: str, keys: Iterable[str], sources: Mapping[str, Source]) -> None:
    """Raise ContentError for a key that names none of `sources`.

    `file` and `key` are where the keys were read, for the error.
    """
    for source in keys:
        if source not in sources:
            raise ContentError(
                f'{file}, {key}: there is no source "{source}"; add it to sources.toml.'
            )
