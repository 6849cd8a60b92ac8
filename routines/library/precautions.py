"""Reads how conditions change an exercise, and what replaces it by the cause of the swap."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from routines.library.reader import Reader
from routines.vocabulary import ARCHING, BENDING, ON_THE_KNEES, Condition, SwapCause

LONGEST_HOLD = 120
MOST_SWAPS = 6


def read_precautions(reader: Reader, first_holds: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The precautions of an exercise by condition; a condition without one changes nothing.

    Each has `allow`, the slugs of the allowed variants (None for all),
    `longest_hold_seconds` (None for any) and a `note`. `first_holds` are the seconds of
    the first dose of each variant, by slug: its briefest hold. Raises ContentError.
    """
    fine_with = reader.words("fine_with", list(Condition))
    table = reader.table("precautions", optional=True)
    rows = {}
    for condition in table.names():
        if condition not in list(Condition):
            raise table.problem(
                condition, f"there is no such condition; use one of {', '.join(Condition)}."
            )
        rows[condition] = _row(table.table(condition), first_holds)
    for condition in Condition:
        mentions = fine_with.count(condition) + (condition in rows)
        if mentions == 0:
            raise table.problem(condition, "missing; add its table or name it in fine_with.")
        if mentions > 1:
            raise table.problem(condition, "told twice, with fine_with; leave one out.")
    return rows


def _row(reader: Reader, first_holds: Mapping[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {"allow": None, "longest_hold_seconds": None}
    if reader.yes_no("leave_out", default=False):
        row["allow"] = []
    else:
        if reader.has("allow"):
            row["allow"] = reader.words("allow", list(first_holds))
            if not row["allow"]:
                raise reader.problem("allow", "leaves no variant; name one or use leave_out.")
        if reader.has("longest_hold_seconds"):
            longest = reader.whole("longest_hold_seconds", 1, LONGEST_HOLD)
            row["longest_hold_seconds"] = longest
            allowed = list(first_holds) if row["allow"] is None else row["allow"]
            for slug in allowed:
                if first_holds[slug] > longest:
                    raise reader.problem(
                        "longest_hold_seconds",
                        f"leaves no dose of {slug}; take it out of allow or raise the number.",
                    )
    row["note"] = reader.text("note", 200)
    reader.finish()
    return row


def read_swaps(
    reader: Reader, directions: Collection[str], positions: Collection[str]
) -> dict[str, list[list[str]]]:
    """The slugs of exercise and variant that replace an exercise, by cause, preferred first.

    `directions` and `positions` are those of its variants. Every exercise has swaps for
    load; one that bends, arches or kneels in any variant also has swaps for just that.
    Raises ContentError.
    """
    is_needed_by_cause = {
        SwapCause.LOAD: True,
        SwapCause.FLEXION: not BENDING.isdisjoint(directions),
        SwapCause.EXTENSION: not ARCHING.isdisjoint(directions),
        SwapCause.KNEELING: not ON_THE_KNEES.isdisjoint(positions),
    }
    table = reader.table("swaps")
    swaps = {
        cause.value: [list(pair) for pair in table.pairs(cause, 0, MOST_SWAPS)]
        for cause, is_needed in is_needed_by_cause.items()
        if is_needed
    }
    table.finish()
    return swaps
