"""What a person's health asks for at one step of a session."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from routines.coaching.precautions import fit_for, listed_ladders
from routines.coaching.shaping import conditions_in
from routines.models import Step


def notes_at(step: Step) -> list[str]:
    """What there is to mind at a step, as its page in the library says it."""
    conditions = conditions_in(step.session)
    if conditions.isdisjoint(step.exercise.precautions):
        return []
    prefetch_related_objects([step.exercise], listed_ladders())
    return list(dict.fromkeys(fit_for(step.exercise, conditions).notes))
