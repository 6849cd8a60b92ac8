"""The ladders of the library as values of the rules, for a replay without the database."""

from __future__ import annotations

from datetime import datetime

from routines.library.exercise import ExerciseText
from routines.library.schema import read_library, read_session
from routines.progression.diary.values import ExerciseAdded, Ladder, LadderVariant
from routines.vocabulary import STRENGTH_KINDS


def library_ladders(aim: str) -> tuple[Ladder, ...]:
    """The ladders of all main exercises, in the order of the aim, each up to its usual goal."""
    return tuple(_ladder(exercise) for exercise in _mains(aim))


def begun_by_aim(aim: str, at: datetime) -> tuple[ExerciseAdded, ...]:
    """An event at `at` for each of those ladders: it begins where this aim begins it."""
    return tuple(
        ExerciseAdded(at=at, exercise=exercise.slug, variant=exercise.fields["starts"][aim])
        for exercise in _mains(aim)
    )


def library_names() -> dict[tuple[str, str], str]:
    """The names by the slugs of exercise and variant; of the exercise itself by an empty one."""
    names = {}
    for exercise in read_library().exercises:
        names[exercise.slug, ""] = exercise.fields["name"]
        for variant in exercise.variants:
            names[exercise.slug, variant.slug] = variant.fields["name"]
    return names


def _mains(aim: str) -> list[ExerciseText]:
    by_slug = {exercise.slug: exercise for exercise in read_library().exercises}
    return [by_slug[slug] for slug in read_session().aims[aim]]


def _ladder(exercise: ExerciseText) -> Ladder:
    reach = exercise.variant_slugs().index(exercise.goal) + 1
    return Ladder(
        exercise=exercise.slug,
        strength=exercise.fields["kind"] in STRENGTH_KINDS,
        variants=tuple(
            LadderVariant(
                slug=variant.slug, direction=variant.fields["direction"], doses=len(variant.doses)
            )
            for variant in exercise.variants[:reach]
        ),
    )
