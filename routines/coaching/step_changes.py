"""Changing a step that still waits: a little easier, or another exercise in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from routines import planning
from routines.coaching import candidates
from routines.coaching.candidates import Candidate, PersonDay
from routines.coaching.ladders import Ladders
from routines.coaching.ledger import moment_for
from routines.coaching.session_steps import DoseForToday, for_the_day, ladders_of
from routines.coaching.step_answers import StepChanged, StepKey, locked, refuse_if_changed
from routines.library.schema import SessionText, read_session
from routines.models import CurrentDose, Dose, Exercise, RoutineItem, Step, User
from routines.progression import restrictions
from routines.vocabulary import (
    MAIN_PHASES,
    Direction,
    Gate,
    Kind,
    Neuro,
    Phase,
    Quality,
    Spread,
    SwapCause,
    SwapReason,
)


class StepAlreadyAnswered(Exception):
    """The step is answered, so it is no longer changed."""


class SwapNotOffered(Exception):
    """This exercise is not among the choices for the step."""


@dataclass(frozen=True)
class StepSwap:
    """An exercise that may be done instead.

    `first_dose` is where the person would begin it; None where it is not new to them.
    """

    exercise: Exercise
    first_dose: Dose | None
    amount: DoseForToday


def easier_dose(step: Step) -> Dose | None:
    """The next easier dose on the rungs that suit the person; None at the easiest.

    A variant that is only for some conditions is eased by its own doses alone, and nothing
    is eased into a direction that rests.
    """
    session = step.session
    easier = _next_easier(step, ladders_of(session, session.owner))
    if easier is None or easier.variant.direction == step.dose.variant.direction:
        return easier
    resting = candidates.resting_directions(session.owner, session.started_on)
    return None if easier.variant.direction in resting else easier


def _next_easier(step: Step, ladders: Ladders) -> Dose | None:
    exercise = ladders.exercises.get(step.exercise.slug)
    own, easier = step.dose.variant, None
    for rung in ladders.allowed(exercise) if exercise else []:
        variant = rung.variant
        if variant.pk != own.pk and (own.only_for or variant.only_for):
            continue
        for dose in rung.doses:
            if dose.variant_id == own.pk and not _asks_less(dose, step.dose):
                return easier
            easier = dose
        if variant.pk == own.pk:
            return easier
    return None


def _asks_less(dose: Dose, than: Dose) -> bool:
    """Whether no number of a dose is higher, and at least one is lower.

    A dose that was made a set less is on no ladder, so places on it cannot be compared.
    """
    numbers = ("sets", "reps", "hold_seconds")
    pairs = [(getattr(dose, name), getattr(than, name)) for name in numbers]
    return all(mine <= theirs for mine, theirs in pairs) and any(
        mine < theirs for mine, theirs in pairs
    )


@transaction.atomic
def ease(key: StepKey, dose_id: int, *, version: int, at: datetime) -> Step:
    """Do a step at its next easier dose for today; then it counts for no progress.

    `dose_id` is the easier dose that the person saw. Raises as `step_answers.answer`
    does, and StepAlreadyAnswered once the step is answered.
    """
    row = locked(key)
    _refuse(row, {"dose_id": dose_id, "was_eased": True}, version)
    if row.version != version:
        return row
    easier = easier_dose(row)
    if easier is None or easier.pk != dose_id:
        raise StepChanged(row)
    row.planned_dose = row.planned_dose or row.dose
    row.dose, row.was_eased = easier, True
    row.version += 1
    row.save(update_fields=["planned_dose", "dose", "was_eased", "version"])
    return row


def _refuse(row: Step, change: dict[str, object], version: int) -> None:
    refuse_if_changed(row, change, version)
    if row.version == version and row.is_answered:
        raise StepAlreadyAnswered


def swap_choices(step: Step, steps: Sequence[Step] = ()) -> list[StepSwap]:
    """What may be done instead of a step today: of the same purpose, and not in the session yet.

    What was planned comes first where the step was swapped before; then the swaps that
    the library lists, the preferred first; then what the person does in this part of a
    session anyway. All pass `candidates.find`, today's gate and the floor. No two read
    the same. `steps` are those of the session; without them they are read. Writes nothing.
    """
    return _choices(step, Ladders(step.session.owner.fitted_for), steps)


def _choices(step: Step, ladders: Ladders, steps: Sequence[Step] = ()) -> list[StepSwap]:
    in_session = steps or list(step.session.steps.with_library())
    search = _StepSearch(step, ladders, in_session)
    back = search.what_was_planned()
    others = search.others()
    shown = candidates.distinct_as_read(
        ((choice.exercise, choice.amount.dose) for choice in others),
        [
            *(other.dose for other in in_session),
            *(choice.amount.dose for choice in back),
        ],
    )
    return [*back, *(choice for choice in others if choice.exercise.slug in shown)]


class _StepSearch:
    """What may be done in the place of one step of a session that runs. Writes nothing."""

    def __init__(self, step: Step, ladders: Ladders, in_session: Sequence[Step]) -> None:
        self.step = step
        self.session = step.session
        self.ladders = ladders
        self.in_session = in_session
        self.day = PersonDay(self.session.owner, self.session.started_on)
        self.today = for_the_day(self.session, ladders)
        self.gate = restrictions(tuple(self.session.check_in.rules))
        self.stopped = stopped_directions(in_session)

    def what_was_planned(self) -> list[StepSwap]:
        """What the step held before it was swapped, where it may still be done."""
        step = self.step
        if not (step.swapped_because and step.instead_of and step.planned_dose):
            return []
        direction = step.planned_dose.variant.direction
        if direction in self.day.resting | self.stopped:
            return []
        if not self.today.suits_at(step.planned_dose):
            return []
        return [StepSwap(step.instead_of, None, DoseForToday(step.planned_dose))]

    def others(self) -> list[StepSwap]:
        """Other exercises of the same purpose, each at the dose that the gate allows."""
        is_one_less = self.session.is_one_less and self.step.phase in MAIN_PHASES
        taken = {other.exercise.slug for other in self.in_session}
        taken |= {other.instead_of.slug for other in self.in_session if other.instead_of}
        fitting = candidates.find(
            self.day,
            self.ladders,
            self._source(),
            taken=taken,
            is_off_the_knees=candidates.stays_off_the_knees(self._owners(), self.day.on),
            also_resting=self.stopped,
            is_at_first_dose=Gate.EASE in self.gate,
            shaped=self._as_today_allows,
        )
        return [
            StepSwap(
                candidate.exercise, candidate.first_dose, DoseForToday(candidate.dose, is_one_less)
            )
            for candidate in fitting
        ]

    def _source(self) -> list[tuple[str, str]]:
        """Exercises and variants of the same purpose; on a gentle day the gentle moves alone."""
        step, text = self.step, read_session()
        if Gate.EASE in self.gate:
            return list(text.ease)
        planned = step.instead_of if step.swapped_because and step.instead_of else step.exercise
        swaps = candidates.swaps_of(planned, SwapCause.LOAD) if step.phase in MAIN_PHASES else []
        done_anyway = [
            (slug, current.dose.variant.slug)
            for slug, current in self.day.doses.items()
            if _phase_of(current.exercise, text) == step.phase
        ]
        return [*swaps, *done_anyway]

    def _owners(self) -> Iterator[CurrentDose | None]:
        """Whose place the step has: what it holds, and for what that stands in.

        A swapped step no longer tells for what it stood in; its routine does.
        """
        step, doses = self.step, self.day.doses
        planned = step.instead_of if step.swapped_because and step.instead_of else step.exercise
        yield doses.get(planned.slug)
        if step.instead_of is None:
            return
        if not step.swapped_because:
            yield doses.get(step.instead_of.slug)
        elif any(candidates.stays_off_the_knees([dose], self.day.on) for dose in doses.values()):
            items = RoutineItem.objects.filter(
                routine=self.session.planned.routine_id, current__exercise=planned
            )
            for slug in items.values_list("instead_of__exercise__slug", flat=True):
                yield doses.get(slug)

    def _as_today_allows(self, candidate: Candidate) -> Dose | None:
        """The dose of the ladder that the gate and the floor allow; None where they allow none."""
        dose = candidate.dose
        if Gate.EASE not in self.gate:
            exercise = candidate.exercise
            current = self.day.doses.get(exercise.slug) or CurrentDose(
                exercise=exercise, dose=dose, first_dose=dose, goal=self.ladders.goal(exercise)
            )
            planned = planning.Step(Phase(self.step.phase), self.ladders.planned(current))
            reshaped = planning.reshape([planned], self.gate, ())
            if not reshaped:
                return None
            dose = self.ladders.dose_at(current, reshaped[0].exercise.place)
        return dose if self.today.suits_at(dose) else None


def stopped_directions(steps: Iterable[Step]) -> frozenset[str]:
    """The directions in which something was stopped in a session; a level back is none."""
    directions = {step.dose.variant.direction for step in steps if step.was_stopped}
    return frozenset(directions - {Direction.NEUTRAL})


def _phase_of(exercise: Exercise, text: SessionText) -> str:
    """The part of a session in which an exercise is done."""
    if exercise.slug in text.warm_up:
        return Phase.WARM_UP
    if exercise.slug in text.cool_down:
        return Phase.COOL_DOWN
    return Kind(exercise.kind).main_phase


@transaction.atomic
def swap(key: StepKey, slug: str, because: str, *, version: int, at: datetime) -> Step:
    """Let another exercise take the place of a step for today, and keep why.

    `because` is a reason of `SwapReason`; where the step was noted to hurt, that is the
    reason whatever `because` says. Swapping back leaves the step as it was planned. Raises
    as `step_answers.answer` does, StepAlreadyAnswered once the step is answered, and
    SwapNotOffered where the exercise is none of `swap_choices`.
    """
    person = User.objects.for_update(key.person)
    row = locked(key)
    chosen_id = row.exercise_id if row.exercise.slug == slug else None
    _refuse(row, {"exercise_id": chosen_id}, version)
    if row.version != version:
        return row
    ladders = Ladders(person.fitted_for)
    choices = _choices(row, ladders)
    choice = next((choice for choice in choices if choice.exercise.slug == slug), None)
    if choice is None:
        raise SwapNotOffered
    if row.swapped_because and choice.exercise == row.instead_of:
        _restore(row)
    else:
        at = moment_for(person, at)
        if choice.first_dose is not None:
            candidates.begin(person, choice.exercise, choice.first_dose, ladders, at)
        _put_in(row, choice, because)
    row.during, row.quality = None, Quality.NONE
    row.spread, row.neuro, row.places = Spread.NONE, Neuro.NONE, []
    row.was_eased = False
    row.version += 1
    row.save()
    return row


def _put_in(row: Step, choice: StepSwap, because: str) -> None:
    """Put the choice in. What was planned, and why it is not done, stays from the first swap."""
    if not row.swapped_because:
        row.swapped_because = because if row.during is None else SwapReason.HURTS
        row.instead_of, row.planned_dose = row.exercise, row.planned_dose or row.dose
    row.exercise, row.dose = choice.exercise, choice.amount.kept()


def _restore(row: Step) -> None:
    row.exercise, row.dose = row.instead_of or row.exercise, row.planned_dose or row.dose
    row.instead_of, row.planned_dose, row.swapped_because = None, None, ""
