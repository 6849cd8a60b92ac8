"""Changing a step that still waits: a little easier, or another exercise in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from routines import planning
from routines.coaching import candidates
from routines.coaching.ladders import Ladders, by_slug
from routines.coaching.ledger import kept_state, moment_for
from routines.coaching.session_steps import Amount, for_the_day, ladders_of
from routines.coaching.step_answers import StepChanged, StepKey, locked, refuse_if_changed
from routines.library.schema import SessionText, read_session
from routines.models import CurrentDose, Dose, Exercise, Step, User
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
    """This exercise does not fit here today."""


@dataclass(frozen=True)
class StepSwap:
    """An exercise that may be done instead; as `variant_slug` where it is new to the person."""

    exercise: Exercise
    variant_slug: str
    amount: Amount


def easier_dose(step: Step) -> Dose | None:
    """The next easier dose on the rungs that suit the person; None at the easiest.

    What stands beside the ladder is eased by its own doses alone, and nothing is eased
    into a direction that rests.
    """
    session = step.session
    easier = _next_easier(step, ladders_of(session, session.owner))
    if easier is None or easier.variant.direction == step.dose.variant.direction:
        return easier
    resting = candidates.resting_directions(session.owner, session.started_on)
    return None if easier.variant.direction in resting else easier


def _next_easier(step: Step, ladders: Ladders) -> Dose | None:
    exercise = ladders.exercises.get(step.exercise.slug)
    own, found = step.dose.variant, None
    for variant, doses in ladders.allowed(exercise) if exercise else []:
        if variant.pk != own.pk and (own.only_for or variant.only_for):
            continue
        for dose in doses:
            if dose.variant_id == own.pk and not _asks_less(dose, step.dose):
                return found
            found = dose
        if variant.pk == own.pk:
            return found
    return None


def _asks_less(dose: Dose, than: Dose) -> bool:
    """Whether it asks more in no number, and less in one; a dose of a set less is on no ladder."""
    numbers = ("sets", "reps", "hold_seconds")
    pairs = [(getattr(dose, name), getattr(than, name)) for name in numbers]
    return all(one <= other for one, other in pairs) and any(one < other for one, other in pairs)


@transaction.atomic
def ease(key: StepKey, dose_id: int, *, version: int, at: datetime) -> Step:
    """Do one dose less of a step for now; what is done of it then counts for nothing more.

    `dose_id` is the easier dose that the person saw. Raises as `answer_step`
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


def _refuse(row: Step, said: dict[str, object], version: int) -> None:
    refuse_if_changed(row, said, version)
    if row.version == version and row.is_answered:
        raise StepAlreadyAnswered


def swap_choices(step: Step, steps: Sequence[Step] = ()) -> list[StepSwap]:
    """What may be done instead of a step today: of the same purpose, and not in the session yet.

    The swaps that the library lists for it, the preferred first, then what the
    person does in this part of a session anyway. Nothing that the person's
    conditions or today's gate leave out, that needs the floor on a day without it, that
    rests or gave its place to another today, or that bends the back in a
    direction that rests or in which an exercise was stopped today. No two read the
    same. What was swapped itself comes first, as it was planned. `steps` are those of
    the session, where they are at hand.
    """
    return _choices(step, Ladders(step.session.owner.fitted_for), steps)


def _choices(step: Step, ladders: Ladders, steps: Sequence[Step] = ()) -> list[StepSwap]:
    beside = steps or list(step.session.steps.with_library())
    choices = list(_fitting(step, ladders, beside))
    back = [one for one in choices if step.swapped_because and one.exercise == step.instead_of]
    offered = candidates.once_each(
        ((one.exercise, one.amount.dose) for one in choices),
        [*(one.dose for one in beside), *(one.amount.dose for one in back)],
    )
    return [*back, *(one for one in choices if one.exercise.slug in offered)]


def _fitting(step: Step, ladders: Ladders, beside: Sequence[Step]) -> Iterator[StepSwap]:
    session, text = step.session, read_session()
    person = session.owner
    currents = by_slug(ladders.currents_of(person))
    taken = {one.exercise.slug for one in beside}
    taken |= {one.instead_of.slug for one in beside if one.instead_of}
    of_today = for_the_day(session, ladders)
    asked = restrictions(tuple(session.check_in.rules))
    state = kept_state(person)
    ways = {rest.direction for rest in state.rests} if state else set()
    ways |= {one.dose.variant.direction for one in beside if one.was_stopped}
    ways.discard(Direction.NEUTRAL)
    if step.swapped_because and step.instead_of and step.planned_dose:
        planned = step.planned_dose
        if planned.variant.direction not in ways and of_today.suits_at(planned):
            yield StepSwap(step.instead_of, "", Amount(step.planned_dose))
    is_one_less = session.is_one_less and step.phase in MAIN_PHASES
    for slug, variant_slug in _pairs(step, text, currents, is_ease=Gate.EASE in asked):
        exercise = ladders.exercises.get(slug)
        if slug in taken or exercise is None or not ladders.suits(exercise):
            continue
        taken.add(slug)
        current = currents.get(slug)
        if current and (
            current.rests_on(session.started_on) or not ladders.stored_dose_suits(current)
        ):
            continue
        listed = _listed_dose(step, exercise, variant_slug, current, ladders, asked)
        if listed is None or not of_today.suits_at(listed):
            continue
        if listed.variant.direction not in ways:
            yield StepSwap(exercise, variant_slug, Amount(listed, is_one_less))


def _pairs(
    step: Step, text: SessionText, currents: dict[str, CurrentDose], *, is_ease: bool
) -> list[tuple[str, str]]:
    """Exercises and variants of the same purpose; on a gentle day the gentle moves alone."""
    if is_ease:
        return [(slug, variant) for slug, variant in text.ease]
    planned = step.instead_of if step.swapped_because and step.instead_of else step.exercise
    pairs = candidates.swaps_of(planned, SwapCause.LOAD) if step.phase in MAIN_PHASES else []
    same = [
        (slug, current.dose.variant.slug)
        for slug, current in currents.items()
        if _phase_of(current.exercise, text) == step.phase
    ]
    return [*pairs, *same]


def _phase_of(exercise: Exercise, text: SessionText) -> str:
    """The part of a session in which an exercise is done."""
    if exercise.slug in text.warm_up:
        return Phase.WARM_UP
    if exercise.slug in text.cool_down:
        return Phase.COOL_DOWN
    return Kind(exercise.kind).main_phase


def _listed_dose(
    step: Step,
    exercise: Exercise,
    variant_slug: str,
    current: CurrentDose | None,
    ladders: Ladders,
    asked: frozenset[Gate],
) -> Dose | None:
    """The dose of the ladder that the gate allows today; None where it allows none."""
    first = ladders.first_dose(exercise, variant_slug)
    if Gate.EASE in asked:
        return first
    goal = ladders.goal(exercise)
    stands = current or CurrentDose(exercise=exercise, dose=first, first_dose=first, goal=goal)
    one = planning.Step(Phase(step.phase), ladders.planned(stands))
    for shaped in planning.reshape([one], asked, ()):
        return ladders.dose_at(stands, shaped.exercise.place)
    return None


@transaction.atomic
def swap(key: StepKey, slug: str, because: str, *, version: int, at: datetime) -> Step:
    """Let another exercise take the place of a step for today, and keep why.

    What was noted to hurt counts as the reason whatever is said. Swapping back
    leaves the step as it was planned. Raises as `answer_step` does, StepAlreadyAnswered once
    the step is answered, and SwapNotOffered where the exercise does not fit.
    """
    person = User.objects.for_update(key.person)
    row = locked(key)
    chosen_id = row.exercise_id if row.exercise.slug == slug else None
    _refuse(row, {"exercise_id": chosen_id}, version)
    if row.version != version:
        return row
    ladders = Ladders(person.fitted_for)
    choice = next((one for one in _choices(row, ladders) if one.exercise.slug == slug), None)
    if choice is None:
        raise SwapNotOffered
    if row.swapped_because and choice.exercise == row.instead_of:
        _put_back(row)
    else:
        at = moment_for(person, at)
        candidates.begin(person, choice.exercise, choice.variant_slug, ladders, at)
        _put_in(row, choice, because)
    row.during, row.quality = None, Quality.NONE
    row.spread, row.neuro, row.places = Spread.NONE, Neuro.NONE, []
    row.was_eased = False
    row.version += 1
    row.save()
    return row


def _put_in(row: Step, choice: StepSwap, because: str) -> None:
    """Put it in. What was planned, and why it is not done, stays as at the first swap."""
    if not row.swapped_because:
        row.swapped_because = because if row.during is None else SwapReason.HURTS
        row.instead_of, row.planned_dose = row.exercise, row.planned_dose or row.dose
    row.exercise, row.dose = choice.exercise, choice.amount.kept()


def _put_back(row: Step) -> None:
    row.exercise, row.dose = row.instead_of or row.exercise, row.planned_dose or row.dose
    row.instead_of, row.planned_dose, row.swapped_because = None, None, ""
