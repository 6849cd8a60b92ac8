"""The plan fitted to a person's health: written with a post, or foreseen for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from routines.coaching import candidates
from routines.coaching.candidates import Candidate, PersonDay
from routines.coaching.ladders import Ladders, by_slug
from routines.coaching.ledger import decide_pending
from routines.coaching.session_steps import ladders_of
from routines.coaching.step_answers import skip
from routines.coaching.week import refit
from routines.library.schema import read_session
from routines.models import CurrentDose, Dose, Exercise, RoutineItem, Session, Step, User
from routines.models.listed import listed_library
from routines.vocabulary import Aim, SwapCause


class FitChange(NamedTuple):
    """What health changes of an exercise in the week that runs.

    `dose` is what is done now: of the exercise itself, or of the `stand_in` that took its
    place; None where the place is gone.
    """

    exercise: Exercise
    was: Dose
    dose: Dose | None = None
    stand_in: Exercise | None = None

    def to_row(self) -> dict[str, int | None]:
        """The change as it is kept with a person: the keys of its rows."""
        return {name: row and row.pk for name, row in self._asdict().items()}


@dataclass(frozen=True)
class FittedDay(PersonDay):
    """A day of a person whose doses are those of a plan that is not written yet."""

    currents: list[CurrentDose] = field(default_factory=list)

    @property
    def doses(self) -> dict[str, CurrentDose]:
        """The person's doses by the slug of their exercise, in the order of the library."""
        return by_slug(self.currents)


class PlanDraft:
    """A person's plan at a moment, in rows that may be changed and are not saved.

    `currents` are the person's exercises, and `items` the places of the week that runs, in
    order. `fit_to_health` lets them suit the conditions in force then, and says what
    `changes` of the week: of these rows `moved` have another dose than is stored, `begun`
    are not stored yet, and `given` have another exercise, or stand in for none any more.
    `gone` are the places that nothing suits.
    """

    def __init__(self, person: User, at: datetime) -> None:
        on = person.date_at(at)
        self.person = person
        self.at = at
        self.ladders = Ladders(person.conditions_on(on))
        self.currents = self.ladders.currents_of(person)
        self.day = FittedDay(person, on, self.currents)
        self.items = RoutineItem.objects.of_week(person, self.currents)
        self.moved: list[CurrentDose] = []
        self.begun: list[CurrentDose] = []
        self.given: list[RoutineItem] = []
        self.gone: list[RoutineItem] = []
        self.changes: tuple[FitChange, ...] = ()

    def fit_to_health(self) -> None:
        """Let every dose suit, and give each place to what suits. Nothing goes up."""
        self.changes = (*self._move_to_what_suits(), *self._give_places_to_what_suits())

    def _move_to_what_suits(self) -> Iterator[FitChange]:
        for current in self.currents:
            if not self.ladders.suits(current.exercise) or self.ladders.stored_dose_suits(current):
                continue
            was, current.dose = current.dose, self.ladders.nearest(current)
            self.moved.append(current)
            if current.is_in_week:
                yield FitChange(current.exercise, was, current.dose)

    def _give_places_to_what_suits(self) -> Iterator[FitChange]:
        for item in list(self.items):
            if item.instead_of and not self.ladders.suits(item.instead_of.exercise):
                item.instead_of = None
                self.given.append(item)
            if self.ladders.suits(item.current.exercise):
                continue
            exercise, was = item.current.exercise, item.current.dose
            stand_in = find_stand_in(item, self.ladders, self.at, plan=self)
            if stand_in is None:
                self.items.remove(item)
                self.gone.append(item)
                yield FitChange(exercise, was)
                continue
            item.current = self._current_of(stand_in)
            self.given.append(item)
            yield FitChange(exercise, was, stand_in.dose, stand_in.exercise)

    def _current_of(self, stand_in: Candidate) -> CurrentDose:
        known = self.day.doses.get(stand_in.exercise.slug)
        if known is not None:
            return known
        current = CurrentDose(
            owner=self.person,
            exercise=stand_in.exercise,
            dose=stand_in.dose,
            first_dose=stand_in.dose,
            begun_at=self.at,
            goal=self.ladders.goal(stand_in.exercise),
        )
        current.first_goal, current.is_in_week = None, True
        self.currents.append(current)
        self.begun.append(current)
        return current

    def slugs_beside(self, item: RoutineItem) -> set[str]:
        """The exercises of the routine of an item, with those that rest and keep their place."""
        beside = [other for other in self.items if other.routine_id == item.routine_id]
        rows = (row for other in beside for row in (other.current, other.instead_of) if row)
        return {row.exercise.slug for row in rows}


def fit_plan(person: User, *, at: datetime) -> tuple[FitChange, ...]:
    """Make the plan suit the conditions in force at `at`; gives what that changes in the week.

    A dose that no longer suits goes down to the nearest form that does. An exercise that
    suits in no form gives its place to another, or loses it. Both are left out of a
    session that is begun. Nothing goes up, and where nothing changed nothing is written.
    """
    if person.is_fitted_on(person.date_at(at)):
        return ()
    changes = _fit(person, at)
    person.refresh_from_db(fields=["fitted_for"])
    return changes


def fit_unasked(person: User, *, at: datetime) -> None:
    """As `fit_plan`, where a condition came into force, or ended, by itself.

    What that changes is kept, so that it is said until the person has seen it.
    """
    if person.is_fitted_on(person.date_at(at)):
        return
    with transaction.atomic():
        locked = User.objects.for_update(person)
        if changes := fit_plan(locked, at=at):
            locked.keep_unseen([*locked.unseen_changes, *(change.to_row() for change in changes)])
    person.fitted_for, person.unseen_changes = locked.fitted_for, locked.unseen_changes


def foresee_conditions(person: User, *, at: datetime) -> bool:
    """Let `person`, in memory, be fitted for the conditions in force at `at`.

    The next write does the same to the row, and fits the plan. Says whether it will.
    """
    day = person.date_at(at)
    is_due = not person.is_fitted_on(day)
    person.fitted_for = sorted(person.conditions_on(day))
    return is_due


def foresee_plan(person: User, *, at: datetime) -> PlanDraft | None:
    """The plan as the next write will fit it; None where it suits the health of today.

    Writes nothing. `person` is then, in memory, as after that write: with the conditions
    of today, and with what they change of the week unseen.
    """
    if not foresee_conditions(person, at=at):
        return None
    plan = PlanDraft(person, at)
    plan.fit_to_health()
    person.unseen_changes = [
        *person.unseen_changes,
        *(change.to_row() for change in plan.changes),
    ]
    return plan


def unseen_changes(person: User) -> list[FitChange]:
    """What health changed of the week and the person has not said to have seen.

    Without what the library has no row of any more. One statement, none without changes.
    """
    if not person.unseen_changes:
        return []
    library = listed_library()
    rows = person.unseen_changes
    exercises = library.exercises_of(row[name] for row in rows for name in ("exercise", "stand_in"))
    doses = library.doses_of(row[name] for row in rows for name in ("was", "dose"))
    return [
        FitChange(
            exercises[row["exercise"]],
            doses[row["was"]],
            doses.get(row["dose"]),
            exercises.get(row["stand_in"]),
        )
        for row in rows
        if {row["exercise"], row["stand_in"]} - {None} <= exercises.keys()
        and {row["was"], row["dose"]} - {None} <= doses.keys()
    ]


def see_changes(person: User, key: str) -> None:
    """Keep that the person has seen the changes of the week that `key` names.

    Does nothing where there are others by now: these were not on the page.
    """
    if not key or key != person.unseen_key:
        return
    with transaction.atomic():
        locked = User.objects.for_update(person)
        if locked.unseen_key == key:
            locked.keep_unseen([])
    person.unseen_changes = locked.unseen_changes


@transaction.atomic
def _fit(person: User, at: datetime) -> tuple[FitChange, ...]:
    person = User.objects.for_update(person)
    if person.is_fitted_on(person.date_at(at)):
        # Another request was first.
        return ()
    plan = PlanDraft(person, at)
    plan.fit_to_health()
    person.fitted_for = sorted(plan.ladders.conditions)
    person.save(update_fields=["fitted_for"])
    person.weekly_plans.proposed().delete()
    has_begun = person.sessions.exists()
    for current in plan.moved:
        if not has_begun:
            current.first_dose = current.dose
        current.save(update_fields=["dose", "first_dose"])
    for current in plan.begun:
        current.save()
    for item in plan.given:
        item.save(update_fields=["current", "instead_of"])
    for item in plan.gone:
        item.delete()
    decide_pending(person, at=at)
    for running in person.weekly_plans.active():
        refit(running, plan.ladders)
    for session in person.sessions.open().select_related("check_in"):
        waiting = session.steps.waiting()
        unfit = unfit_steps(session, person, waiting.with_library())
        skip(waiting.filter(pk__in=[step.pk for step in unfit]), at)
    return plan.changes


def unfit_steps(session: Session, person: User, steps: Iterable[Step]) -> list[Step]:
    """Those of the `steps` that wait in a session, and that no longer suit the person."""
    ladders = ladders_of(session, person)
    return [step for step in steps if not step.is_answered and not ladders.suits_at(step.dose)]


def find_stand_in(
    item: RoutineItem, ladders: Ladders, at: datetime, *, plan: PlanDraft | None = None
) -> Candidate | None:
    """What may take the place of an exercise for good: one of its swaps, else a gentle move.

    The other places and doses are those of `plan`; without one they are read. Writes nothing.
    """
    day = plan.day if plan else PersonDay(item.owner, item.owner.date_at(at))
    cause = candidates.reason_for(item.instead_of, day.on) if item.instead_of else SwapCause.LOAD
    gentle_moves = [
        (slug, ladders.exercises[slug].starts[Aim.EASE]) for slug in read_session().support
    ]
    return next(
        candidates.find(
            day,
            ladders,
            [*candidates.swaps_of(item.current.exercise, cause), *gentle_moves],
            taken=plan.slugs_beside(item) if plan else candidates.slugs_in_routine(item),
            is_off_the_knees=candidates.stays_off_the_knees(
                (item.current, item.instead_of), day.on
            ),
        ),
        None,
    )
