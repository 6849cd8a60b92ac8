"""The whole library as checked values. A library with a gap is refused whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from routines.library import checks
from routines.library.conditions import read_conditions
from routines.library.exercise import ExerciseText, VariantText, read_exercise
from routines.library.figures import read_stances
from routines.library.reader import CONTENT, ContentError, open_file
from routines.library.sources import check_sources, read_sources
from routines.vocabulary import SUPPORT_KINDS, Aim

__all__ = [
    "CONTENT",
    "ExerciseText",
    "Library",
    "SessionText",
    "VariantText",
    "read_library",
    "read_session",
]


@dataclass(frozen=True)
class SessionText:
    """What every session has around its main exercises, and what each aim prefers, by slug.

    `ease` are the exercises and variants of a sore day; `support` are the gentle moves
    that fill up a week if precautions leave too few main exercises. A goal beyond the
    usual one opens for an exercise of `earned` only after weeks without trouble. `try_first`
    are two moves to try before there is a plan: for a person who has told of no condition,
    and for everybody else. `aims` orders all main exercises for each aim, the preferred first.
    """

    warm_up: tuple[str, ...]
    cool_down: tuple[str, ...]
    ease: tuple[tuple[str, str], ...]
    support: tuple[str, ...]
    earned: tuple[str, ...]
    try_first: tuple[str, ...]
    aims: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Library:
    """Every exercise in the order of the library, and what surrounds a session."""

    exercises: tuple[ExerciseText, ...]
    session: SessionText


def read_library(folder: Path = CONTENT, figures: Path | None = None) -> Library:
    """The library of all files in `folder`. Raises ContentError at the first gap.

    With `figures`, the folder of pictures, every variant must have its pictures there;
    None leaves them unchecked.
    """
    files = sorted((folder / "exercises").glob("*.toml"))
    if not files:
        raise ContentError(f"{folder / 'exercises'}: holds no exercise; add a .toml file.")
    read_conditions(folder)
    sources = read_sources(folder)
    stances = read_stances(folder)
    texts = (read_exercise(file, stances) for file in files)
    exercises = sorted(texts, key=lambda exercise: exercise.fields["rank"])
    checks.check_orders(exercises)
    by_slug = {exercise.slug: exercise for exercise in exercises}
    for exercise in exercises:
        checks.check_swaps(exercise, by_slug)
        check_sources(exercise.file, "sources", exercise.fields["sources"], sources)
        if figures:
            checks.check_figures(exercise, figures)
    return Library(tuple(exercises), _session(folder / "session.toml", by_slug))


def read_session(folder: Path = CONTENT) -> SessionText:
    """What `session.toml` says, without comparing it to the exercises.

    Raises ContentError at the first gap within the file.
    """
    reader = open_file(folder / "session.toml")
    aims = reader.table("aims")
    session = SessionText(
        warm_up=tuple(reader.slugs("warm_up", 1, 5)),
        cool_down=tuple(reader.slugs("cool_down", 1, 3)),
        ease=tuple(reader.pairs("ease", 1, 8)),
        support=tuple(reader.slugs("support", 0, 12)),
        earned=tuple(reader.slugs("earned", 0, 12)),
        try_first=tuple(reader.slugs("try_first", 2, 2)),
        aims={aim: tuple(aims.slugs(aim, 3, 12)) for aim in Aim},
    )
    aims.finish()
    reader.finish()
    return session


def _session(file: Path, library: checks.Library) -> SessionText:
    session = read_session(file.parent)
    mains = {slug for slug, exercise in library.items() if checks.is_main(exercise)}
    checks.check_names(file.name, "warm_up", session.warm_up, library)
    checks.check_names(file.name, "cool_down", session.cool_down, library)
    checks.check_names(file.name, "support", session.support, library)
    checks.check_names(file.name, "earned", session.earned, library)
    checks.check_names(file.name, "try_first", session.try_first, library)
    checks.check_pairs(file.name, "ease", session.ease, library)
    for slug in session.support:
        if library[slug].fields["kind"] not in SUPPORT_KINDS:
            raise ContentError(f"{file.name}, support: {slug} is no gentle move; take it out.")
    for aim, slugs in session.aims.items():
        if set(slugs) != mains or len(slugs) != len(mains):
            raise ContentError(
                f"{file.name}, aims.{aim}: must name each of {', '.join(sorted(mains))} once."
            )
    checks.check_enough(file.name, "warm_up", session.warm_up, 1, library)
    checks.check_enough(file.name, "cool_down", session.cool_down, 1, library)
    ease = dict.fromkeys(slug for slug, _ in session.ease)
    checks.check_enough(file.name, "ease", ease, checks.FEWEST_EASE_MOVES, library)
    to_train = [*sorted(mains), *session.support]
    checks.check_enough(file.name, "support", to_train, checks.FEWEST_TO_TRAIN, library)
    return session
