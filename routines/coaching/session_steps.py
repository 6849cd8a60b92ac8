"""The steps of a session on its day: without what rests, and without the floor if asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from routines import planning
from routines.coaching import candidates
from routines.coaching.candidates import Candidate, PersonDay
from routines.coaching.ladders import Ladders
from routines.library.schema import read_session
from routines.models import CheckIn, Dose, Exercise, RoutineItem, Session, User
from routines.vocabulary import MAIN_PHASES, Condition, Gate, Phase, SwapCause


@dataclass(frozen=True)
class SessionDay(PersonDay):
    """The day of a session: whose it is, and what they asked for it."""

    is_already_warm: bool = False
    is_no_floor: bool = False
    is_five_minutes: bool = False

    @classmethod
    def of(cls, row: CheckIn) -> SessionDay:
        """The day of a check-in."""
        return cls(
            row.owner,
            row.answered_on,
            is_already_warm=row.is_already_warm,
            is_no_floor=row.is_no_floor,
            is_five_minutes=row.is_five_minutes,
        )


def ladders_of(session: Session, person: User) -> Ladders:
    """What the person may use in a session, without the floor where they asked for that."""
    return for_the_day(session, Ladders(person.fitted_for))


def for_the_day(session: Session, usual: Ladders) -> Ladders:
    """What the person may use in a session, of their `usual` ladders."""
    if not session.check_in.is_no_floor:
        return usual
    return usual.under([*usual.conditions, Condition.NO_FLOOR])


def conditions_in(session: Session) -> frozenset[str]:
    """The conditions that hold in a session: the person's, and no floor where they asked so."""
    today = {Condition.NO_FLOOR} if session.check_in.is_no_floor else frozenset()
    return frozenset(session.owner.fitted_for) | today


@dataclass
class Fitted:
    """The steps of today, before the gate shapes them.

    `ladders` are those of today. `exchanged` are the exercises done at another dose
    than planned, or in the place of another, for today alone; `instead_of` gives for a
    stand-in the exercise whose place it has. `begun` are the first doses of exercises
    that the person does for the first time, where they suit on other days too.
    """

    ladders: Ladders
    steps: list[planning.Step] = field(default_factory=list)
    instead_of: dict[str, Exercise] = field(default_factory=dict)
    exchanged: set[str] = field(default_factory=set)
    begun: list[Dose] = field(default_factory=list)


def fit_today(day: SessionDay, rows: Sequence[RoutineItem]) -> Fitted:
    """The items of a routine that are done today: what suits and does not rest.

    The opening walk is left out when the person is warm already. Without the floor each
    exercise is done in its nearest form that needs none; else one of its swaps is done,
    else nothing. Writes nothing.
    """
    usual = Ladders(day.person.fitted_for)
    held = [
        item
        for item in rows[1 if day.is_already_warm else 0 :]
        if not item.current.rests_on(day.on) and usual.stored_dose_suits(item.current)
    ]
    if day.is_no_floor and Condition.NO_FLOOR not in day.person.fitted_for:
        return _without_floor(day, held, usual)
    fitted = Fitted(usual)
    for item in held:
        if item.instead_of:
            fitted.instead_of[item.current.exercise.slug] = item.instead_of.exercise
        fitted.steps.append(_step(item, usual.planned(item.current)))
    return fitted


def _step(item: RoutineItem, exercise: planning.Exercise) -> planning.Step:
    return planning.Step(Phase(item.phase), exercise)


def _without_floor(day: SessionDay, held: list[RoutineItem], usual: Ladders) -> Fitted:
    fitted = Fitted(usual.under([*day.person.fitted_for, Condition.NO_FLOOR]))
    taken = {item.planned.exercise.slug for item in held}
    taken |= {item.current.exercise.slug for item in held}
    for item in held:
        planned, chosen = item.current.exercise, _instead_of_floor(day, item, fitted.ladders, taken)
        if chosen is None:
            continue
        exercise, dose = chosen.exercise, chosen.dose
        taken.add(exercise.slug)
        if exercise != planned:
            if chosen.is_new and usual.suits_as(exercise, dose.variant.slug):
                fitted.begun.append(dose)
            fitted.instead_of[exercise.slug] = planned
        elif item.instead_of:
            fitted.instead_of[exercise.slug] = item.instead_of.exercise
        if (exercise, dose) != (planned, item.current.dose):
            fitted.exchanged.add(exercise.slug)
        fitted.steps.append(_step(item, fitted.ladders.planned_from(exercise, dose)))
    return fitted


def _instead_of_floor(
    day: SessionDay, item: RoutineItem, today: Ladders, taken: set[str]
) -> Candidate | None:
    """The nearest form of the exercise that suits today, else one of its swaps.

    A swap comes first where the nearest form may be harder than what is planned.
    """
    exercise, dose = item.current.exercise, item.current.dose
    owners = (item.current, day.doses.get(item.planned.exercise.slug))
    is_off_the_knees = candidates.stays_off_the_knees(owners, day.on)

    def nearest(source: list[tuple[str, str]], taken: Collection[str] = ()) -> Iterator[Candidate]:
        return candidates.find(
            day,
            today,
            source,
            taken=taken,
            is_off_the_knees=is_off_the_knees,
            takes_nearest_form=True,
        )

    itself = next(nearest([(exercise.slug, dose.variant.slug)]), None)
    if itself is None or _may_be_harder(dose, itself.dose):
        return next(nearest(candidates.swaps_of(exercise, SwapCause.LOAD), taken), itself)
    return itself


def _may_be_harder(planned: Dose, instead: Dose) -> bool:
    """Whether a form only for some conditions would take the place of the easiest variant."""
    return bool(instead.variant.only_for) and planned.variant.rank == 0


@dataclass(frozen=True)
class DoseForToday:
    """What is done of an exercise today: a dose of its ladder, or with `is_one_less` a set less."""

    listed: Dose
    is_one_less: bool = False

    @property
    def dose(self) -> Dose:
        """What is done. A set less may be a row that is not saved."""
        return self.listed.less() if self.is_one_less else self.listed

    def kept(self) -> Dose:
        """What is done, as a saved row."""
        return self.listed.one_less() if self.is_one_less else self.listed


@dataclass(frozen=True)
class SessionStep:
    """One exercise of a session. `instead_of` is the exercise whose place it has."""

    phase: str
    exercise: Exercise
    amount: DoseForToday
    instead_of: Exercise | None = None


@dataclass(frozen=True)
class SessionSteps:
    """The steps of a whole session.

    `is_exchanged` where something is done otherwise than planned for today alone;
    `begun` are first doses: whoever creates the session begins these exercises.
    """

    steps: tuple[SessionStep, ...]
    is_exchanged: bool = False
    begun: tuple[Dose, ...] = ()


def of_day(
    day: SessionDay,
    rows: Sequence[RoutineItem],
    restricted_by: frozenset[Gate],
    *,
    is_one_less: bool = False,
) -> SessionSteps:
    """What remains of a routine on a day under the gate's restrictions. Writes nothing.

    With `is_one_less` each main exercise does a set less. An exercise that the gate
    would ease into a direction that rests is left out.
    """
    fitted = fit_today(day, rows)
    ladders = fitted.ladders
    gentle = _gentle_moves(day, ladders) if Gate.EASE in restricted_by else []
    steps = planning.reshape(fitted.steps, restricted_by, gentle)
    if Gate.LIGHT in restricted_by:
        steps = tuple(step for step in steps if step.variant.direction not in day.resting)
    if day.is_five_minutes:
        steps = planning.shorten(steps)
    done = {step.exercise.slug for step in steps}
    return SessionSteps(
        tuple(
            SessionStep(
                phase=step.phase,
                exercise=ladders.exercises[step.exercise.slug],
                amount=DoseForToday(
                    _listed(step, ladders), is_one_less and step.phase in MAIN_PHASES
                ),
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


def _gentle_moves(day: SessionDay, ladders: Ladders) -> list[planning.Exercise]:
    """The gentle moves of a sore day that may be done, each at the first dose of its variant."""
    moves = candidates.find(day, ladders, read_session().ease, is_at_first_dose=True)
    return [ladders.planned_from(move.exercise, move.dose) for move in moves]
