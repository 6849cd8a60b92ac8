"""What a person's health asks for at one step of a session."""

from __future__ import annotations

from routines.coaching.precautions import fetch_ladders, fit_for, ruling_out
from routines.coaching.session_steps import conditions_in, ladders_of
from routines.models import Step, Variant
from routines.vocabulary import Condition, Position, Status


def notes_at(step: Step) -> list[str]:
    """What there is to mind at a step, as the library's page of the exercise says it.

    Without the notes for conditions of which the step's variant asks nothing.
    """
    conditions = conditions_in(step.session)
    if conditions.isdisjoint(step.exercise.precautions):
        return []
    fetch_ladders([step.exercise])
    fit = fit_for(step.exercise, conditions)
    if fit.is_left_out:
        return fit.notes
    spared = _spared_by(step.dose.variant)
    notes = [
        precaution.note for precaution in fit.precautions if precaution.condition not in spared
    ]
    return list(dict.fromkeys(notes))


def _spared_by(variant: Variant) -> frozenset[Condition]:
    """The conditions that a variant does not touch: it needs no floor, or no hands either."""
    if variant.position == Position.CHAIR:
        return frozenset({Condition.NO_FLOOR, Condition.WRIST})
    return frozenset() if variant.is_on_the_floor else frozenset({Condition.NO_FLOOR})


def is_left_out(step: Step) -> bool:
    """Whether a step was left out, and the person's health leaves it out."""
    if step.status != Status.SKIPPED:
        return False
    return not ladders_of(step.session, step.session.owner).suits_at(step.dose)


def why_left_out(step: Step) -> list[Condition]:
    """The conditions under which a step may not be done."""
    return ruling_out(step.exercise, [step.dose], conditions_in(step.session))
