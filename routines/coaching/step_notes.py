"""What a person's health asks for at one step of a session."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from routines.coaching.precautions import fit_for, listed_ladders, ruling_out
from routines.coaching.session_steps import conditions_in, ladders_of
from routines.models import Step, Variant
from routines.vocabulary import Condition, Position, Status


def notes_at(step: Step) -> list[str]:
    """What there is to mind at a step, as its page in the library says it.

    But for what its variant spares the person anyway.
    """
    conditions = conditions_in(step.session)
    if conditions.isdisjoint(step.exercise.precautions):
        return []
    prefetch_related_objects([step.exercise], listed_ladders())
    fit = fit_for(step.exercise, conditions)
    if fit.is_left_out:
        return fit.notes
    spared = _spared_by(step.dose.variant)
    notes = [one.note for one in fit.precautions if one.condition not in spared]
    return list(dict.fromkeys(notes))


def _spared_by(variant: Variant) -> frozenset[Condition]:
    """The conditions that a variant asks nothing of: without the floor, or off the hands too."""
    if variant.position == Position.CHAIR:
        return frozenset({Condition.NO_FLOOR, Condition.WRIST})
    return frozenset() if variant.is_on_the_floor else frozenset({Condition.NO_FLOOR})


def is_left_out(step: Step) -> bool:
    """Whether a step is left out and would not suit the person's health either."""
    if step.status != Status.SKIPPED:
        return False
    return not ladders_of(step.session, step.session.owner).suits_at(step.dose)


def why_left_out(step: Step) -> list[Condition]:
    """The conditions that leave a step out."""
    return ruling_out(step.exercise, [step.dose], conditions_in(step.session))
