"""Laying out a session: what a gate allows of the day's routine, and how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routines import planning
from routines.coaching.ladders import Ladders
from routines.coaching.shaping import Day, fit_today
from routines.library.schema import read_session
from routines.models import Dose, Exercise, RoutineItem
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


@dataclass(frozen=True)
class LaidOut:
    """A whole session laid out.

    `is_exchanged` where something is done otherwise than planned for today alone;
    `begun` are the first doses of what has to begin its own ledger for it.
    """

    steps: tuple[Laid, ...]
    is_exchanged: bool = False
    begun: tuple[Dose, ...] = ()


def lay_out(
    day: Day,
    rows: Sequence[RoutineItem],
    asked: frozenset[GateResult],
    *,
    is_one_less: bool = False,
) -> LaidOut:
    """What a gate that asks for `asked` allows of a routine on a day. Writes nothing.

    With `is_one_less` each main exercise does a set less. What would be eased into a
    direction that rests is left out.
    """
    fitted = fit_today(day, rows)
    ladders = fitted.ladders
    ease = _ease(day, ladders) if GateResult.EASE in asked else []
    steps = planning.reshape(fitted.steps, asked, ease)
    if GateResult.LIGHT in asked:
        steps = tuple(step for step in steps if step.variant.direction not in day.resting)
    if day.is_five_minutes:
        steps = planning.shorten(steps)
    done = {step.exercise.slug for step in steps}
    return LaidOut(
        tuple(
            Laid(
                phase=step.phase,
                exercise=ladders.exercises[step.exercise.slug],
                amount=Amount(_listed(step, ladders), is_one_less and step.phase in MAINS),
                instead_of=fitted.instead_of.get(step.exercise.slug),
            )
            for step in steps
        ),
        is_exchanged=not done.isdisjoint(fitted.exchanged),
        begun=tuple(dose for dose in fitted.begun if dose.variant.exercise.slug in done),
    )


def _listed(step: planning.Step, ladders: Ladders) -> Dose:
    exercise = ladders.exercises[step.exercise.slug]
    return ladders.dose_of(exercise, step.variant.slug, step.exercise.place.step)


def _ease(day: Day, ladders: Ladders) -> list[planning.Exercise]:
    """The gentle moves of a sore day that suit, each at the first dose of its variant."""
    moves = []
    for slug, variant_slug in read_session().ease:
        exercise, current = ladders.exercises[slug], day.currents.get(slug)
        if not ladders.suits(exercise) or (current and current.rests_on(day.on)):
            continue
        first = ladders.first_dose(exercise, variant_slug)
        moves.append(ladders.planned_from(exercise, first))
    return moves
