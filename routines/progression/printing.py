"""The ledger for people without the web app: as a table, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from routines.progression.diary import Ladder
from routines.progression.ladder import Place
from routines.progression.ledger import ChoiceLine, DecisionLine, Line
from routines.progression.reasons import DECISION_SENTENCES, PLAN_SENTENCES, sentence
from routines.progression.replay import Replay

HEADINGS = ("date", "about", "decision", "dose", "rules", "reason")
CHOICES = {
    "hold": "stays, by own choice",
    "ease": "easier, by own choice",
    "raise": "harder, by own choice",
    "undo": "own choice undone",
}

Row = dict[str, Any]


def rows_of(told: Replay) -> list[Row]:
    """Every line of the ledger as plain values, in English, oldest first."""
    return [_row(line, told.ladders) for line in told.ledger.lines]


def table_of(rows: Sequence[Row]) -> str:
    """The rows as a table of text, one line each."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADINGS) - 1)]
    lines = []
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _row(line: Line, ladders: Mapping[str, Ladder]) -> Row:
    row: Row = {"date": line.at.date().isoformat()}
    if isinstance(line, DecisionLine):
        ladder = ladders[line.exercise]
        return row | {
            "exercise": line.exercise,
            "session": line.session,
            "decision": str(line.decision.verdict),
            "action": str(line.decision.action),
            "from": _dose(ladder, line.before),
            "to": _dose(ladder, line.after),
            "rests_until": _iso(line.rests_until),
            "rules": list(line.decision.rules),
            "reason": sentence(line.decision.reason, DECISION_SENTENCES, _name(line.exercise)),
            "used": list(line.used),
        }
    if isinstance(line, ChoiceLine):
        ladder = ladders[line.exercise]
        return row | {
            "exercise": line.exercise,
            "choice": line.choice,
            "from": _dose(ladder, line.before),
            "to": _dose(ladder, line.after),
            "reason": CHOICES[line.choice],
        }
    return row | {
        "plan": line.rule,
        "direction": line.direction or None,
        "until": _iso(line.until),
        "reason": sentence(line.message, PLAN_SENTENCES),
    }


def _cells(row: Row) -> tuple[str, ...]:
    dose = ""
    if "from" in row:
        dose = row["from"] if row["from"] == row["to"] else f"{row['from']} → {row['to']}"
    if row.get("rests_until"):
        dose = f"{row['from']}, rests until {row['rests_until']}"
    return (
        row["date"],
        row.get("exercise") or " ".join(_said(["plan", row.get("direction")])),
        row.get("decision") or row.get("choice") or row["plan"],
        dose or (f"until {row['until']}" if row.get("until") else ""),
        " ".join(row.get("rules", [])),
        row["reason"],
    )


def _said(words: Iterable[str | None]) -> list[str]:
    return [word for word in words if word]


def _dose(ladder: Ladder, place: Place) -> str:
    variant = ladder.variants[place.variant]
    return f"{variant.slug} {place.step + 1}/{variant.doses}"


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
