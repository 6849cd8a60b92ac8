"""From checked content to rows. Never touches a diary."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from routines.content.library import ExerciseText, Library, VariantText
from routines.models import CurrentDose, Dose, Exercise, Variant


@dataclass
class Count:
    """How many rows the library lists after loading."""

    exercises: int = 0
    variants: int = 0
    doses: int = 0


@transaction.atomic
def load(library: Library) -> Count:
    """Make the rows say what `library` says. Loading twice changes nothing.

    What the library no longer holds keeps its row, unlisted, because diaries
    point at it. Whoever stood on a dose that went gets the nearest easier one.
    """
    count = Count()
    Exercise.objects.update(rank=None)
    for text in library.exercises:
        exercise, _ = Exercise.objects.update_or_create(slug=text.slug, defaults=text.fields)
        _load_variants(exercise, text, count)
        count.exercises += 1
    _move_people_off_unlisted_doses()
    return count


def _load_variants(exercise: Exercise, text: ExerciseText, count: Count) -> None:
    exercise.variants.update(rank=None, is_goal=False)
    for rank, variant_text in enumerate(text.variants):
        fields = {
            **variant_text.fields,
            "rank": rank,
            "is_goal": variant_text.slug == text.goal,
        }
        variant, _ = Variant.objects.update_or_create(
            exercise=exercise, slug=variant_text.slug, defaults=fields
        )
        _load_doses(variant, variant_text, count)
        count.variants += 1


def _load_doses(variant: Variant, text: VariantText, count: Count) -> None:
    variant.doses.update(step=None)
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


def _move_people_off_unlisted_doses() -> None:
    """Give everybody whose dose or goal went the nearest easier one on the ladder."""
    stranded = CurrentDose.objects.filter(dose__step__isnull=True) | CurrentDose.objects.filter(
        dose__variant__rank__isnull=True
    )
    for current in stranded.select_related("dose__variant").distinct():
        ladder = Dose.objects.filter(
            variant__exercise=current.exercise_id,
            variant__rank__isnull=False,
            step__isnull=False,
        ).order_by("variant__rank", "step")
        same_variant = ladder.filter(variant=current.dose.variant_id)
        choices = list(same_variant) or list(ladder)
        load_before = current.dose.reps * max(current.dose.hold_seconds, 1)
        easier = [d for d in choices if d.reps * max(d.hold_seconds, 1) <= load_before]
        current.dose = easier[-1] if easier else choices[0]
        current.save(update_fields=["dose"])
    for current in CurrentDose.objects.filter(goal__rank__isnull=True):
        current.goal = Variant.objects.get(exercise=current.exercise_id, is_goal=True)
        current.save(update_fields=["goal"])
