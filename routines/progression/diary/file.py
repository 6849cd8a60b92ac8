"""A person's log as a JSON file: read strictly, printed the same way (docs/log.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from routines.progression.diary.values import Diary, Ladder
from routines.progression.strict_json import Unreadable, parse, read, to_plain

VERSION = 1


def read_diary(text: str, ladders: Iterable[Ladder] = ()) -> Diary:
    """The diary of a JSON text. If it lists no ladders, `ladders` are used.

    Raises Unreadable, with the entry and the field, for anything it cannot read.
    """
    document = parse(text)
    version = document.pop("version", None)
    if version != VERSION:
        raise Unreadable(f"The log, version: must be {VERSION}.")
    if "ladders" not in document:
        document["ladders"] = [to_plain(ladder) for ladder in ladders]
    diary = read(Diary, document, "The log")
    _begun_on_their_ladders(diary)
    _in_order(diary)
    return diary


def print_diary(diary: Diary) -> str:
    """The diary as a JSON text that `read_diary` reads."""
    return json.dumps({"version": VERSION, **to_plain(diary)}, indent=1, ensure_ascii=False)


def _begun_on_their_ladders(diary: Diary) -> None:
    ladders = {ladder.exercise: ladder for ladder in diary.ladders}
    for number, begun in enumerate(diary.begun, 1):
        ladder = ladders.get(begun.exercise)
        name = f"The log, begun {number}"
        if ladder is None:
            raise Unreadable(f'{name}, exercise: there is no ladder of "{begun.exercise}".')
        doses = {variant.slug: variant.doses for variant in ladder.variants}
        if begun.variant not in doses:
            raise Unreadable(f'{name}, variant: "{begun.variant}" is not on its ladder.')
        if begun.step >= doses[begun.variant]:
            raise Unreadable(f"{name}, step: must be from 0 to {doses[begun.variant] - 1}.")


def _in_order(diary: Diary) -> None:
    ids: set[str] = set()
    for number, session in enumerate(diary.sessions, 1):
        name = f"The log, sessions {number}"
        if session.closed_at < session.started_at:
            raise Unreadable(f"{name}, closed_at: must not be before started_at.")
        if session.morning is not None and session.morning.at < session.closed_at:
            raise Unreadable(f"{name}, morning, at: must not be before closed_at.")
        if session.id in ids:
            raise Unreadable(f'{name}, id: "{session.id}" is there twice.')
        ids.add(session.id)
