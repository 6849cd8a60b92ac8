"""Checks across the files of the library: what one file names, another must have.

Each check raises ContentError at the first gap and returns nothing.
"""

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

# By the cause of a swap: the field of a variant, the values it must not have, and the words
# for them. A cause that is not here takes any variant.
UNFIT: Mapping[str, tuple[str, frozenset[Direction] | frozenset[Position], str]] = {
    SwapCause.FLEXION: ("direction", BENDING, "bends the back"),
    SwapCause.EXTENSION: ("direction", ARCHING, "arches the back"),
    SwapCause.KNEELING: ("position", ON_THE_KNEES, "is on the knees"),
}

Library = Mapping[str, ExerciseText]


def is_main(exercise: ExerciseText) -> bool:
    """Whether a week may be made of it: neither a warm-up nor a gentle move."""
    return exercise.fields["kind"] not in (Kind.WARM_UP, *SUPPORT_KINDS)


def check_orders(exercises: Iterable[ExerciseText]) -> None:
    """Refuse two exercises with the same `order`."""
    files_by_rank: dict[int, str] = {}
    for exercise in exercises:
        rank = exercise.fields["rank"]
        if rank in files_by_rank:
            raise ContentError(
                f"{exercise.file}, order: {rank} is already taken by"
                f" {files_by_rank[rank]}; choose another."
            )
        files_by_rank[rank] = exercise.file


def check_figures(exercise: ExerciseText, folder: Path) -> None:
    """Refuse a variant whose still or movement is missing from `folder`, the pictures' own."""
    for slug in exercise.variant_slugs():
        for name in (f"{exercise.slug}/{slug}.svg", f"{exercise.slug}/{slug}-moving.svg"):
            if not (folder / name).is_file():
                raise ContentError(
                    f"{exercise.file}, variants: static/figures/{name} is missing;"
                    " run 'make figures'."
                )


def check_pairs(file: str, key: str, pairs: Iterable[Sequence[str]], library: Library) -> None:
    """Refuse a pair of slugs that names no exercise, or no variant of that exercise.

    `file` and `key` are where the pairs were read, for the error.
    """
    for exercise, variant in pairs:
        check_names(file, key, [exercise], library)
        if variant not in library[exercise].variant_slugs():
            raise ContentError(
                f'{file}, {key}: {exercise} has no variant "{variant}"; mend the name.'
            )


def check_names(file: str, key: str, slugs: Iterable[str], library: Library) -> None:
    """Refuse a slug that names no exercise; `file` and `key` are for the error."""
    for slug in slugs:
        if slug not in library:
            raise ContentError(f'{file}, {key}: there is no exercise "{slug}"; mend the name.')


def check_swaps(exercise: ExerciseText, library: Library) -> None:
    """Refuse a swap to itself, to no exercise, or to a variant with the same trouble.

    A person with any one condition who may do a main exercise must be allowed at least
    one of its swaps for load.
    """
    for cause, pairs in exercise.fields["swaps"].items():
        key = f"swaps.{cause}"
        check_pairs(exercise.file, key, pairs, library)
        for slug, variant in pairs:
            if slug == exercise.slug:
                raise ContentError(f"{exercise.file}, {key}: names itself; name another exercise.")
            unfit = _unfit_for(cause, library[slug], variant)
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


def _unfit_for(cause: str, exercise: ExerciseText, slug: str) -> str:
    """Why the variant `slug` does not serve as a swap for that cause; empty if it does."""
    if cause not in UNFIT:
        return ""
    field, unfit, why = UNFIT[cause]
    variant = next(variant for variant in exercise.variants if variant.slug == slug)
    return why if variant.fields[field] in unfit else ""


def _can_do(slugs: Iterable[str], condition: str, library: Library) -> list[str]:
    """The exercises of which a person with this condition may do at least one variant."""
    return [slug for slug in slugs if library[slug].usable_with(condition)]


def check_enough(file: str, key: str, slugs: Iterable[str], fewest: int, library: Library) -> None:
    """Refuse a list if a person with any one condition may do fewer than `fewest` of it."""
    slugs = list(slugs)
    for condition in Condition:
        count = len(_can_do(slugs, condition, library))
        if count < fewest:
            raise ContentError(
                f"{file}, {key}: {condition} allows {count} of them; {fewest} are needed, add one."
            )
