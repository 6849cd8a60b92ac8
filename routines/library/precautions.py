"""What a condition changes of an exercise, and what takes its place for which reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from routines.library.reader import Reader
from routines.vocabulary import ARCHING, BENDING, ON_THE_KNEES, Condition, SwapCause

LONGEST_HOLD = 120
MOST_SWAPS = 6


def read_precautions(reader: Reader, first_holds: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The rows of an exercise by condition; each condition changes nothing or has one.

    `first_holds` are the seconds of the first and briefest hold of each variant.
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
        told = fine_with.count(condition) + (condition in rows)
        if told == 0:
            raise table.problem(condition, "missing; add its table or name it in fine_with.")
        if told > 1:
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
    """What takes the place of an exercise, by reason, the preferred first.

    Every exercise says it for load. One that bends, arches or kneels in any of
    its variants says what to do where just that troubles.
    """
    reasons = {
        SwapCause.LOAD: True,
        SwapCause.FLEXION: not BENDING.isdisjoint(directions),
        SwapCause.EXTENSION: not ARCHING.isdisjoint(directions),
        SwapCause.KNEELING: not ON_THE_KNEES.isdisjoint(positions),
    }
    table = reader.table("swaps")
    swaps = {
        reason.value: [list(pair) for pair in table.pairs(reason, 0, MOST_SWAPS)]
        for reason, is_needed in reasons.items()
        if is_needed
    }
    table.finish()
    return swaps
