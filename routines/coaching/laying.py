"""Laying out a session: what a gate allows of the day's routine, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from routines import planning
from routines.coaching.ladders import Ladders, by_slug
from routines.content.library import read_session
from routines.models import Dose, Exercise, RoutineItem, User
from routines.progression import GateResult

MAINS = (planning.Phase.STRETCH, planning.Phase.STRENGTH)


@dataclass(frozen=True)
class Amount:
    """A dose of the ladder, or with `is_one_less` a set less of it."""

    listed: Dose
    is_one_less: bool = False

    @property
    def dose(self) -> Dose:
        """What is done. A set less is perhaps not saved."""
        return self.listed.less() if self.is_one_less else self.listed

    def kept(self) -> Dose:
        """What is done, as a row."""
        return self.listed.one_less() if self.is_one_less else self.listed


@dataclass(frozen=True)
class Laid:
    """One exercise laid out for a session."""

    phase: str
    exercise: Exercise
    amount: Amount
    instead_of: Exercise | None = None


def lay_out(
    person: User,
    rows: Sequence[RoutineItem],
    ladders: Ladders,
    asked: frozenset[GateResult],
    *,
    on: date,
    is_already_warm: bool = False,
    is_one_less: bool = False,
) -> list[Laid]:
    """What a gate that asks for `asked` allows of a routine on a day. Writes nothing.

    With `is_one_less` each main exercise does a set less. No walk for who is warm already.
    """
    items = [
        item
        for item in rows[1 if is_already_warm else 0 :]
        if not item.current.rests_on(on) and ladders.is_at_home(item.current)
    ]
    steps = [
        planning.Step(planning.Phase(item.phase), ladders.planned(item.current)) for item in items
    ]
    ease = _ease(person, ladders, on) if GateResult.EASE in asked else []
    resting = {
        item.current.exercise.slug: item.instead_of.exercise for item in items if item.instead_of
    }
    return [
        Laid(
            phase=step.phase,
            exercise=ladders.exercises[step.exercise.slug],
            amount=Amount(_listed(step, ladders), is_one_less and step.phase in MAINS),
            instead_of=resting.get(step.exercise.slug),
        )
        for step in planning.reshape(steps, asked, ease)
    ]


def _listed(step: planning.Step, ladders: Ladders) -> Dose:
    exercise = ladders.exercises[step.exercise.slug]
    return ladders.dose_of(exercise, step.variant.slug, step.exercise.place.step)


def _ease(person: User, ladders: Ladders, on: date) -> list[planning.Exercise]:
    """The gentle moves of a sore day that suit, each at the first dose of its variant."""
    currents = by_slug(person.current_doses.select_related("exercise", "dose__variant"))
    moves = []
    for slug, variant_slug in read_session().ease:
        current = currents[slug]
        if current.rests_on(on) or not ladders.suits(current.exercise):
            continue
        exercise = ladders.planned(current)
        suiting = ladders.first_dose(current.exercise, variant_slug).variant.slug
        variant = next(i for i, rung in enumerate(exercise.ladder) if rung.slug == suiting)
        moves.append(replace(exercise, place=replace(exercise.place, variant=variant, step=0)))
    return moves
