"""The library as checked values. A library with a gap is refused whole."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from routines.content.reader import ContentError, Reader
from routines.planning import Direction, Kind, Position

CONTENT = Path(__file__).parent
AIMS = ("ease", "loosen", "stay_bendy")
AREAS = (
    "neck",
    "upper_back",
    "mid_back",
    "lower_back",
    "hips",
    "hamstrings",
    "core",
    "glutes",
)
EQUIPMENT = ("mat", "cushion", "chair", "strap", "table", "bicycle")
SIDES = ("none", "left_right", "both_ways")
COUNTED_IN = ("reps", "breaths", "rounds")
MOST_DOSES = 4

# Lifting into a hold and lowering out of it loads the muscles too.
LIFT_AND_LOWER_SECONDS = 2
# "About half": PROGRESSION 5, Doses.
MOST_GROWTH = 1.6


@dataclass(frozen=True)
class DoseText:
    """One dose of a variant, as the file gives it."""

    sets: int
    reps: int
    hold_seconds: int
    rest_seconds: int

    @property
    def load(self) -> int:
        """Time under load in seconds, or the count of moving reps."""
        each = self.hold_seconds + LIFT_AND_LOWER_SECONDS if self.hold_seconds else 1
        return self.sets * self.reps * each


@dataclass(frozen=True)
class VariantText:
    """One variant, as the file gives it."""

    slug: str
    fields: dict[str, Any]
    doses: tuple[DoseText, ...]


@dataclass(frozen=True)
class ExerciseText:
    """One exercise, as the file gives it."""

    slug: str
    file: str
    fields: dict[str, Any]
    goal: str
    variants: tuple[VariantText, ...]

    def variant_slugs(self) -> list[str]:
        """The slugs of the ladder, from easier to harder."""
        return [variant.slug for variant in self.variants]


@dataclass(frozen=True)
class SessionText:
    """What every session has around its main exercises, and what each aim prefers."""

    warm_up: tuple[str, ...]
    cool_down: tuple[str, ...]
    ease: tuple[tuple[str, str], ...]
    support: tuple[str, ...]
    aims: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Library:
    """Every exercise and the shape of a session."""

    exercises: tuple[ExerciseText, ...]
    session: SessionText


def read_library(folder: Path = CONTENT, figures: Path | None = None) -> Library:
    """Read and check everything in `folder`. Raises ContentError at the first gap.

    With `figures`, the folder of stills, every exercise must have its picture.
    """
    files = sorted((folder / "exercises").glob("*.toml"))
    if not files:
        raise ContentError(f"{folder / 'exercises'}: holds no exercise; add a .toml file.")
    exercises = sorted((_exercise(file) for file in files), key=lambda e: e.fields["rank"])
    _check_orders(exercises)
    ladders = {exercise.slug: exercise.variant_slugs() for exercise in exercises}
    for exercise in exercises:
        _check_pairs(exercise.file, "swaps", exercise.fields["swaps"]["load"], ladders)
        if figures and not (figures / f"{exercise.slug}.svg").is_file():
            raise ContentError(
                f"{exercise.file}, figure: static/figures/{exercise.slug}.svg is missing; draw it."
            )
    return Library(tuple(exercises), _session(folder / "session.toml", exercises, ladders))


def read_session(folder: Path = CONTENT) -> SessionText:
    """The shape of a session alone, of a library that was checked when it was loaded."""
    reader = _open(folder / "session.toml")
    aims = reader.table("aims")
    session = SessionText(
        warm_up=tuple(reader.slugs("warm_up", 1, 5)),
        cool_down=tuple(reader.slugs("cool_down", 1, 3)),
        ease=tuple(reader.pairs("ease", 1, 8)),
        support=tuple(reader.slugs("support", 0, 12)),
        aims={aim: tuple(aims.slugs(aim, 3, 12)) for aim in AIMS},
    )
    aims.finish()
    reader.finish()
    return session


def _open(file: Path) -> Reader:
    try:
        return Reader(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ContentError(f"{file.name}: is missing; add it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{file.name}: is not TOML: {error}.") from None


def _exercise(file: Path) -> ExerciseText:
    reader = _open(file)
    fields = {
        "name": reader.text("name", 80),
        "other_names": ", ".join(reader.texts("other_names", 0, 6, 60)),
        "rank": reader.whole("order", 1, 999),
        "kind": reader.word("kind", list(Kind)),
        "direction": reader.word("direction", list(Direction)),
        "areas": reader.words("areas", AREAS),
        "equipment": reader.words("equipment", EQUIPMENT),
        "summary": reader.text("summary", 160),
        "picture": reader.text("picture", 160),
        "is_progressed": reader.yes_no("progresses", default=True),
        "swaps": {"load": [list(pair) for pair in reader.pairs("swaps", 0, 5)]},
    }
    start = reader.table("start")
    variants = tuple(_variant(table) for table in reader.tables("variants", 1, 8))
    slugs = [variant.slug for variant in variants]
    if len(set(slugs)) < len(slugs):
        raise reader.problem("variants", "two variants share a slug; rename one.")
    goal = reader.word("goal", slugs)
    up_to_goal = slugs[: slugs.index(goal) + 1]
    fields["starts"] = {aim: start.word(aim, up_to_goal) for aim in AIMS}
    start.finish()
    reader.finish()
    return ExerciseText(file.stem, file.name, fields, goal, variants)


def _variant(reader: Reader) -> VariantText:
    slug = reader.slug("slug")
    fields: dict[str, Any] = {
        "name": reader.text("name", 80),
        "direction": reader.word("direction", list(Direction)),
        "position": reader.word("position", list(Position)),
        "sides": reader.word("sides", SIDES, "none"),
        "counted_in": reader.word("counted_in", COUNTED_IN, "reps"),
        "rep_seconds": reader.whole("rep_seconds", 1, 60, 4),
        "is_gentle": reader.yes_no("gentle", default=False),
        "steps": reader.texts("steps", 1, 8, 200),
        "breathing": reader.text("breathing", 200),
        "form_cue": reader.text("form_cue", 120),
        "mistakes": reader.texts("mistakes", 1, 6, 160),
        "feels_like": reader.text("feels_like", 200),
        "stop_when": reader.text("stop_when", 200),
    }
    doses = tuple(_dose(table) for table in reader.tables("doses", 1, MOST_DOSES))
    _check_growth(reader, doses)
    reader.finish()
    return VariantText(slug, fields, doses)


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
    """Going up, nothing falls and the load grows by no more than about half."""
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


def _check_orders(exercises: list[ExerciseText]) -> None:
    seen: dict[int, str] = {}
    for exercise in exercises:
        rank = exercise.fields["rank"]
        if rank in seen:
            raise ContentError(
                f"{exercise.file}, order: {rank} is already taken by {seen[rank]}; choose another."
            )
        seen[rank] = exercise.file


def _check_pairs(
    file: str, key: str, pairs: list[list[str]], ladders: dict[str, list[str]]
) -> None:
    for exercise, variant in pairs:
        if exercise not in ladders:
            raise ContentError(f'{file}, {key}: there is no exercise "{exercise}"; mend the name.')
        if variant not in ladders[exercise]:
            raise ContentError(
                f'{file}, {key}: {exercise} has no variant "{variant}"; mend the name.'
            )


def _session(
    file: Path, exercises: list[ExerciseText], ladders: dict[str, list[str]]
) -> SessionText:
    session = read_session(file.parent)
    kinds = {exercise.slug: exercise.fields["kind"] for exercise in exercises}
    mains = {slug for slug, kind in kinds.items() if kind not in (Kind.WARM_UP, Kind.SUPPORT)}
    for key, slugs in (("warm_up", session.warm_up), ("cool_down", session.cool_down)):
        for slug in slugs:
            if slug not in kinds:
                raise ContentError(
                    f'{file.name}, {key}: there is no exercise "{slug}"; mend the name.'
                )
    _check_pairs(file.name, "ease", [list(pair) for pair in session.ease], ladders)
    for aim, slugs in session.aims.items():
        if set(slugs) != mains or len(slugs) != len(mains):
            raise ContentError(
                f"{file.name}, aims.{aim}: must name each of {', '.join(sorted(mains))} once."
            )
    return session
