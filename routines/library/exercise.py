"""Reads one exercise of the library from its file: its ladder of variants and their doses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routines.figures.movement import Figure
from routines.library.figures import Stances, read_figure
from routines.library.precautions import read_precautions, read_swaps
from routines.library.reader import Reader, open_file
from routines.vocabulary import (
    Aim,
    Area,
    Condition,
    CountedIn,
    Direction,
    Equipment,
    Kind,
    Position,
    Sides,
)

# The equipment of a variant that names none. Positions that are not here take a mat.
PLACES: dict[str, list[str]] = {
    Position.STANDING: [],
    Position.CHAIR: [Equipment.CHAIR],
    Position.BED: [Equipment.BED],
}
MOST_DOSES = 4

# Lifting into a hold and lowering out of it loads the muscles too.
LIFT_AND_LOWER_SECONDS = 2
# The load grows by no more than about half at once: docs/library.md.
MOST_GROWTH = 1.6


@dataclass(frozen=True)
class DoseText:
    """One dose of a variant, as written in the file."""

    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int

    @property
    def load(self) -> int:
        """Seconds under load, or the count of reps if nothing is held."""
        each = self.hold_seconds + LIFT_AND_LOWER_SECONDS if self.hold_seconds else 1
        return self.sets * self.reps * each


@dataclass(frozen=True)
class VariantText:
    """One variant, as written in the file; `fields` are columns of the row by name."""

    slug: str
    fields: dict[str, Any]
    doses: tuple[DoseText, ...]
    figure: Figure


@dataclass(frozen=True)
class ExerciseText:
    """One exercise, as written in the file; `fields` are columns of the row by name.

    `goal` is the slug of the variant that the ladder leads to.
    """

    slug: str
    file: str
    fields: dict[str, Any]
    goal: str
    variants: tuple[VariantText, ...]

    def variant_slugs(self) -> list[str]:
        """The slugs of the ladder, from easier to harder, then of those only for a condition."""
        return [variant.slug for variant in self.variants]

    def usable_with(self, condition: str) -> list[str]:
        """The slugs of the variants that a person with this one condition may do."""
        row = self.fields["precautions"].get(condition)
        allowed = self.variant_slugs() if row is None or row["allow"] is None else row["allow"]
        return [
            variant.slug
            for variant in self.variants
            if variant.slug in allowed
            and (not variant.fields["only_for"] or condition in variant.fields["only_for"])
        ]


def read_exercise(file: Path, stances: Stances) -> ExerciseText:
    """The exercise of one file, whose poses may begin from `stances`.

    Raises ContentError at the first gap within the file; `checks` compares files.
    """
    reader = open_file(file)
    fields = {
        "name": reader.text("name", 80),
        "other_names": ", ".join(reader.texts("other_names", 0, 6, 60)),
        "rank": reader.whole("order", 1, 999),
        "kind": reader.word("kind", list(Kind)),
        "direction": reader.word("direction", list(Direction)),
        "areas": reader.words("areas", list(Area)),
        "summary": reader.text("summary", 160),
        "picture": reader.text("picture", 160),
        "is_progressed": reader.yes_no("progresses", default=True),
        "sources": reader.slugs("sources", 0, 8),
    }
    start = reader.table("start")
    variants = tuple(_variant(table, stances) for table in reader.tables("variants", 1, 8))
    needed = {thing for variant in variants for thing in variant.fields["equipment"]}
    fields["equipment"] = [thing for thing in Equipment if thing in needed]
    ladder = _ladder(reader, variants)
    goal = reader.word("goal", ladder)
    up_to_goal = ladder[: ladder.index(goal) + 1]
    fields["starts"] = {aim: start.word(aim, up_to_goal) for aim in Aim}
    start.finish()
    fields["precautions"] = read_precautions(
        reader, {variant.slug: variant.doses[0].hold_seconds for variant in variants}
    )
    fields["swaps"] = read_swaps(
        reader,
        directions={variant.fields["direction"] for variant in variants},
        positions={variant.fields["position"] for variant in variants},
    )
    reader.finish()
    exercise = ExerciseText(file.stem, file.name, fields, goal, variants)
    for place, variant in enumerate(variants, 1):
        for condition in variant.fields["only_for"]:
            if variant.slug not in exercise.usable_with(condition):
                raise reader.problem(
                    f"variants[{place}].only_for",
                    f"{condition} does not allow it; add it to precautions.{condition}.allow.",
                )
    return exercise


def _ladder(reader: Reader, variants: tuple[VariantText, ...]) -> list[str]:
    """The slugs of the ordinary ladder, which come before all that are only for a condition."""
    slugs = [variant.slug for variant in variants]
    if len(set(slugs)) < len(slugs):
        raise reader.problem("variants", "two variants share a slug; rename one.")
    ladder = [variant.slug for variant in variants if not variant.fields["only_for"]]
    if not ladder:
        raise reader.problem("variants", "all are only for some; leave only_for off one.")
    for place, slug in enumerate(ladder):
        if slugs[place] != slug:
            raise reader.problem(
                f"variants[{place + 1}].only_for", "stands on the ladder; move it to the end."
            )
    return ladder


def _variant(reader: Reader, stances: Stances) -> VariantText:
    slug = reader.slug("slug")
    position = reader.word("position", list(Position))
    fields: dict[str, Any] = {
        "name": reader.text("name", 80),
        "direction": reader.word("direction", list(Direction)),
        "position": position,
        "equipment": (
            reader.words("equipment", list(Equipment))
            if reader.has("equipment")
            else PLACES.get(position, [Equipment.MAT])
        ),
        "sides": reader.word("sides", list(Sides), Sides.NONE),
        "counted_in": reader.word("counted_in", list(CountedIn), CountedIn.REPS),
        "rep_seconds": reader.whole("rep_seconds", 1, 60, 4),
        "is_gentle": reader.yes_no("gentle", default=False),
        "only_for": reader.words("only_for", list(Condition)) if reader.has("only_for") else [],
        "getting_in": reader.text("getting_in", 300),
        "getting_out": reader.text("getting_out", 300),
        "steps": reader.texts("steps", 1, 8, 200),
        "breathing": reader.text("breathing", 200),
        "form_cue": reader.text("form_cue", 120),
        "mistakes": reader.texts("mistakes", 1, 6, 160),
        "feels_like": reader.text("feels_like", 200),
        "stop_when": reader.text("stop_when", 200),
    }
    doses = tuple(_dose(table) for table in reader.tables("doses", 1, MOST_DOSES))
    _check_growth(reader, doses)
    figure = read_figure(reader.table("figure"), stances)
    reader.finish()
    return VariantText(slug, fields, doses, figure)


def _dose(reader: Reader) -> DoseText:
    dose = DoseText(
        sets=reader.whole("sets", 1, 5),
        reps=reader.whole("reps", 1, 30),
        hold_seconds=reader.whole("hold_seconds", 0, 600),
        rest_seconds=reader.whole("rest_seconds", 0, 120),
    )
    reader.finish()
    return dose


def _check_growth(reader: Reader, doses: tuple[DoseText, ...]) -> None:
    """Refuse a dose that lowers a number, asks no more, or adds much over half the load."""
    for place, (lower, higher) in enumerate(itertools.pairwise(doses), 2):
        key = f"doses[{place}]"
        falls = [
            name
            for name in ("sets", "reps", "hold_seconds")
            if getattr(higher, name) < getattr(lower, name)
        ]
        if falls:
            raise reader.problem(key, f"{falls[0]} falls while going up; raise it.")
        if higher.load <= lower.load:
            raise reader.problem(key, "asks no more than the dose before; raise a number.")
        if higher.load > lower.load * MOST_GROWTH:
            raise reader.problem(key, "grows by more than about half; put a dose between.")
