"""Writes checked content into the rows of the library. Never touches a diary."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from routines.figures.movement import is_low
from routines.library.exercise import ExerciseText, VariantText
from routines.library.schema import Library
from routines.models import CurrentDose, Dose, Exercise, LibraryStamp, Variant


@dataclass
class Count:
    """How many rows the library lists after loading."""

    exercises: int = 0
    variants: int = 0
    doses: int = 0


@transaction.atomic
def load(library: Library) -> Count:
    """Write `library` into the rows, in one transaction; how many rows it lists now.

    Loading twice changes nothing. What the library no longer holds keeps its row,
    unlisted, because diaries point at it. A person whose current dose or goal is no
    longer listed gets the nearest easier one (`Dose.listed_instead`,
    `Variant.listed_instead`).
    """
    count = Count()
    Exercise.objects.update(rank=None)
    for text in library.exercises:
        fields = {**text.fields, "goal_slug": text.goal}
        exercise, _ = Exercise.objects.update_or_create(slug=text.slug, defaults=fields)
        _load_variants(exercise, text, count)
        count.exercises += 1
    _replace_unlisted_doses_and_goals()
    LibraryStamp.renew()
    return count


def _load_variants(exercise: Exercise, text: ExerciseText, count: Count) -> None:
    exercise.variants.update(rank=None, is_goal=False)
    Dose.objects.filter(variant__exercise=exercise).update(step=None)
    easier: Variant | None = None
    for rank, variant_text in enumerate(text.variants):
        fields = {
            **variant_text.fields,
            "rank": rank,
            "is_goal": variant_text.slug == text.goal,
            "easier": easier,
            "picture": variant_text.figure.picture,
            "is_pictured_low": is_low(variant_text.figure),
        }
        variant, _ = Variant.objects.update_or_create(
            exercise=exercise, slug=variant_text.slug, defaults=fields
        )
        _load_doses(variant, variant_text, count)
        easier = variant
        count.variants += 1


def _load_doses(variant: Variant, text: VariantText, count: Count) -> None:
    for step, dose in enumerate(text.doses):
        Dose.objects.update_or_create(
            variant=variant,
            sets=dose.sets,
            reps=dose.reps,
            hold_seconds=dose.hold_seconds,
            rest_seconds=dose.rest_seconds,
            defaults={"step": step},
        )
        count.doses += 1


def _replace_unlisted_doses_and_goals() -> None:
    """Move each current dose and goal that is unlisted to the one listed instead."""
    currents = CurrentDose.objects.all()
    for dose in Dose.objects.filter(step__isnull=True, pk__in=currents.values("dose")):
        currents.filter(dose=dose).update(dose=dose.listed_instead())
    for goal in Variant.objects.filter(rank__isnull=True, pk__in=currents.values("goal")):
        currents.filter(goal=goal).update(goal=goal.listed_instead())
