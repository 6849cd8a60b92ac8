"""The ledger for people without the web app: as a table, or as JSON; and what a day may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from routines.progression.diary.values import CheckedIn, Ladder, SessionDone
from routines.progression.plan_level.ledger import ChoiceLine, DecisionLine, Line
from routines.progression.plan_level.replay import Replay
from routines.progression.plan_level.review import Review
from routines.progression.published.sentences import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
    sentence,
)
from routines.progression.rules.ladder import LadderPlace
from routines.vocabulary import ChoiceKind, Status

HEADINGS = (
    *("date", "about", "began", "during", "morning"),
    *("decision", "dose", "rules", "reason"),
)
CHOICES = {
    ChoiceKind.HOLD: "stays, by own choice",
    ChoiceKind.EASE: "easier, by own choice",
    ChoiceKind.RAISE: "harder, by own choice",
    ChoiceKind.UNDO: "own choice undone",
}

Row = dict[str, Any]
# What an exercise is called, or one of its variants; an exercise alone has no variant ("").
Names = Mapping[tuple[str, str], str]


def rows_of(
    replay: Replay, sessions: Iterable[SessionDone] = (), names: Names | None = None
) -> list[Row]:
    """Every line of the ledger as plain values, in English, oldest first.

    A decision has the numbers of its session where that is among `sessions`. What
    `names` does not name keeps its slug.
    """
    by_id = {session.id: session for session in sessions}
    return [_row(line, replay.ladders, by_id, names or {}) for line in replay.ledger.lines]


def table_of(rows: Sequence[Row]) -> str:
    """The rows as a table of text, a line each."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADINGS) - 1)]
    lines = []
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def day_of(day: Review, check_in: CheckedIn) -> str:
    """What a session opened with `check_in` may be and why, and what could help besides."""
    gate = day.gate
    opened = f"{check_in.at.date()}, beginning at {check_in.pre}"
    lines = [f"{opened}: {gate.result} ({', '.join(gate.rules)})"]
    lines += [sentence(reason, GATE_SENTENCES) for reason in (gate.reason, *gate.others)]
    lines += [PLAN_SENTENCES["SHARED"]] if day.is_one_less else []
    lines += ["Advice: " + sentence(advice, PLAN_SENTENCES) for advice in day.advice]
    return "\n".join(lines)


def _row(
    line: Line, ladders: Mapping[str, Ladder], sessions: Mapping[str, SessionDone], names: Names
) -> Row:
    row: Row = {"date": line.at.date().isoformat()}
    if isinstance(line, DecisionLine):
        ladder = ladders[line.exercise]
        name = names.get((line.exercise, ""), _name(line.exercise))
        return row | {
            "exercise": names.get((line.exercise, ""), line.exercise),
            "session": line.session,
            "decision": str(line.decision.verdict),
            "action": str(line.decision.action),
            "from": _dose(ladder, line.before, names),
            "to": _dose(ladder, line.after, names),
            "rests_until": _iso(line.rests_until),
            "rules": list(line.decision.rules),
            "reason": sentence(line.decision.reason, DECISION_SENTENCES, name),
            "used": list(line.used),
            **_numbers(line, sessions.get(line.session)),
        }
    if isinstance(line, ChoiceLine):
        ladder = ladders[line.exercise]
        return row | {
            "exercise": names.get((line.exercise, ""), line.exercise),
            "choice": line.choice,
            "from": _dose(ladder, line.before, names),
            "to": _dose(ladder, line.after, names),
            "reason": CHOICES[line.choice],
        }
    return row | {
        "plan": line.rule,
        "direction": line.direction or None,
        "until": _iso(line.until),
        "reason": sentence(line.message, PLAN_SENTENCES),
    }


def _numbers(line: DecisionLine, session: SessionDone | None) -> Row:
    """How the session of a decision began, what the exercise was, and the morning known by then."""
    if session is None:
        return {}
    done = (step for step in session.steps if step.exercise == line.exercise)
    tried = next((step for step in done if step.status != Status.SKIPPED), None)
    replay = session.morning
    morning = replay if replay is not None and replay.at <= line.at else None
    return {
        "began": session.pre,
        "during": tried and (session.pre if tried.during is None else tried.during),
        "morning": morning and morning.number,
        "morning_word": morning and morning.word,
    }


def _cells(row: Row) -> tuple[str, ...]:
    dose = ""
    if "from" in row:
        dose = row["from"] if row["from"] == row["to"] else f"{row['from']} → {row['to']}"
    if row.get("rests_until"):
        dose = f"{row['from']}, rests until {row['rests_until']}"
    return (
        row["date"],
        row.get("exercise") or " ".join(_given(["plan", row.get("direction")])),
        _number(row.get("began")),
        _number(row.get("during")),
        _number(row.get("morning")) or row.get("morning_word") or "",
        row.get("decision") or row.get("choice") or row["plan"],
        dose or (f"until {row['until']}" if row.get("until") else ""),
        " ".join(row.get("rules", [])),
        row["reason"],
    )


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _given(words: Iterable[str | None]) -> list[str]:
    return [word for word in words if word]


def _dose(ladder: Ladder, place: LadderPlace, names: Names) -> str:
    variant = ladder.variants[place.variant]
    name = names.get((ladder.exercise, variant.slug), variant.slug)
    return f"{name} {place.step + 1}/{variant.doses}"


def _name(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
