"""Gaps between the files of the library: where one points at what another has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from routines.library.exercise import ExerciseText
from routines.library.reader import ContentError
from routines.vocabulary import (
    ARCHING,
    BENDING,
    ON_THE_KNEES,
    SUPPORT_KINDS,
    Condition,
    Direction,
    Kind,
    Position,
    SwapCause,
)

FEWEST_EASE_MOVES = 2
FEWEST_TO_TRAIN = 4

# For each reason the field of a variant and what must not be in it.
UNFIT: Mapping[str, tuple[str, frozenset[Direction] | frozenset[Position], str]] = {
    SwapCause.FLEXION: ("direction", BENDING, "bends the back"),
    SwapCause.EXTENSION: ("direction", ARCHING, "arches the back"),
    SwapCause.KNEELING: ("position", ON_THE_KNEES, "is on the knees"),
}

Library = Mapping[str, ExerciseText]


def is_main(exercise: ExerciseText) -> bool:
    """Whether it is one of the exercises that a week is made of."""
    return exercise.fields["kind"] not in (Kind.WARM_UP, *SUPPORT_KINDS)


def check_orders(exercises: Iterable[ExerciseText]) -> None:
    """Refuse two exercises at one place of the library."""
    seen: dict[int, str] = {}
    for exercise in exercises:
        rank = exercise.fields["rank"]
        if rank in seen:
            raise ContentError(
                f"{exercise.file}, order: {rank} is already taken by {seen[rank]}; choose another."
            )
        seen[rank] = exercise.file


def check_figures(exercise: ExerciseText, folder: Path) -> None:
    """Refuse a variant whose still or movement is not in the folder of pictures."""
    for slug in exercise.variant_slugs():
        for name in (f"{exercise.slug}/{slug}.svg", f"{exercise.slug}/{slug}-moving.svg"):
            if not (folder / name).is_file():
                raise ContentError(
                    f"{exercise.file}, variants: static/figures/{name} is missing;"
                    " run 'make figures'."
                )


def check_pairs(file: str, key: str, pairs: Iterable[Sequence[str]], library: Library) -> None:
    """Refuse a pair that names no exercise or no variant of it."""
    for exercise, variant in pairs:
        check_names(file, key, [exercise], library)
        if variant not in library[exercise].variant_slugs():
            raise ContentError(
                f'{file}, {key}: {exercise} has no variant "{variant}"; mend the name.'
            )


def check_names(file: str, key: str, slugs: Iterable[str], library: Library) -> None:
    """Refuse a name that is no exercise."""
    for slug in slugs:
        if slug not in library:
            raise ContentError(f'{file}, {key}: there is no exercise "{slug}"; mend the name.')


def check_swaps(exercise: ExerciseText, library: Library) -> None:
    """Refuse swaps that lead nowhere, or to the very thing that troubles.

    Whoever may do a main exercise must find another in its place when it hurts.
    """
    for reason, pairs in exercise.fields["swaps"].items():
        key = f"swaps.{reason}"
        check_pairs(exercise.file, key, pairs, library)
        for slug, variant in pairs:
            if slug == exercise.slug:
                raise ContentError(f"{exercise.file}, {key}: names itself; name another exercise.")
            unfit = _unfit_for(reason, library[slug], variant)
            if unfit:
                raise ContentError(
                    f"{exercise.file}, {key}: {slug} {variant} {unfit}; choose another."
                )
    if not is_main(exercise):
        return
    for condition in Condition:
        if exercise.usable_with(condition) and not _can_do(
            [slug for slug, _ in exercise.fields["swaps"][SwapCause.LOAD]], condition, library
        ):
            raise ContentError(
                f"{exercise.file}, swaps.load: {condition} allows none of them; add one it allows."
            )


def _unfit_for(reason: str, exercise: ExerciseText, slug: str) -> str:
    """Why a variant does not serve that reason; nothing where it does."""
    if reason not in UNFIT:
        return ""
    field, unfit, why = UNFIT[reason]
    variant = next(one for one in exercise.variants if one.slug == slug)
    return why if variant.fields[field] in unfit else ""


def _can_do(slugs: Iterable[str], condition: str, library: Library) -> list[str]:
    """Those of the exercises that somebody with this condition may do in some variant."""
    return [slug for slug in slugs if library[slug].usable_with(condition)]


def check_enough(file: str, key: str, slugs: Iterable[str], fewest: int, library: Library) -> None:
    """Refuse a list of which somebody with one condition may do too few."""
    slugs = list(slugs)
    for condition in Condition:
        able = len(_can_do(slugs, condition, library))
        if able < fewest:
            raise ContentError(
                f"{file}, {key}: {condition} allows {able} of them; {fewest} are needed, add one."
            )
