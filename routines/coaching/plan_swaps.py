"""Swapping an exercise of the plan for another of the same purpose, as the person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction

from routines import planning
from routines.coaching import candidates
from routines.coaching.candidates import PersonDay, unavoidable_lacks
from routines.coaching.ladders import Ladders
from routines.coaching.own_choices import ChoiceRefused, DoseMoved
from routines.coaching.plan_fit import PlanDraft
from routines.coaching.week import refit, sessions_of, start_of
from routines.library.schema import SessionText, read_session
from routines.models import Dose, Exercise, RoutineItem, User
from routines.models.plan import RoutineItemQuerySet
from routines.vocabulary import MAIN_PHASES, ON_THE_KNEES, Direction, Kind, Lack, Phase, Position

# Added to ranks while items change places, so that no two items of a routine share one.
OUT_OF_THE_WAY = 100


@dataclass(frozen=True)
class SwapChoice:
    """One exercise that may take a place in a routine, and how alike it is.

    `dose` is the dose that the person would do. `areas` are those that both share; `lacks`
    is what the routine would no longer hold, without what conditions make unavoidable.
    """

    exercise: Exercise
    dose: Dose
    is_same_direction: bool
    is_same_position: bool
    areas: tuple[str, ...]
    lacks: tuple[Lack, ...]


def choices_for(
    item: RoutineItem, *, fitted: PlanDraft | None = None, at: datetime
) -> tuple[SwapChoice, ...]:
    """What may take the place of an exercise, the most alike first. Writes nothing.

    The item is one of `fitted` where health changes the plan, which is None otherwise.
    All of the same purpose that pass `candidates.find`; no two read the same. Nothing
    takes the place of the opening walk.
    """
    return _Place(item, at, fitted).choices()


@transaction.atomic
def swap(item: RoutineItem, slug: str, *, seen: int, is_everywhere: bool, at: datetime) -> None:
    """Give the place of an exercise to another, or all its places in the week.

    Raises ChoiceRefused where that is none of `choices_for`.

    `seen` is the id of the person's dose that was there when they chose. Where another
    is there by now DoseMoved is raised, but a second tap for the same changes nothing.
    """
    person = User.objects.for_update(item.owner)
    now = in_force(person).filter(pk=item.pk).first()
    if now is None:
        raise ChoiceRefused
    if now.current.exercise.slug == slug:
        return
    if now.current_id != seen:
        raise DoseMoved
    place = _Place(now, at)
    chosen = next((choice for choice in place.choices() if choice.exercise.slug == slug), None)
    if chosen is None:
        raise ChoiceRefused
    place.give_to(chosen, is_everywhere=is_everywhere)


def item_of(person: User, key: int, fitted: PlanDraft | None) -> RoutineItem | None:
    """The person's item with a key; None where they have none, or its place is gone.

    `fitted` is what health changes of the plan, None where it changes nothing.
    """
    items = in_force(person).filter(pk=key) if fitted is None else fitted.items
    return next((item for item in items if item.pk == key), None)


def in_force(person: User) -> RoutineItemQuerySet:
    """The items of the proposal and of the plan that runs, with all that a swap reads."""
    items = RoutineItem.objects.filter(owner=person).in_force()
    return items.for_display().select_related("owner", "routine__plan__owner")


def has_purpose(exercise: Exercise, phase: str, session: SessionText) -> bool:
    """Whether an exercise belongs in a part of a session; the opening walk belongs in none."""
    if exercise.slug in session.cool_down:
        return phase == Phase.COOL_DOWN
    kind = Kind(exercise.kind)
    if kind == Kind.WARM_UP:
        return phase == Phase.WARM_UP and exercise.slug != session.warm_up[0]
    return phase == kind.main_phase


class _Place:
    """One place in a routine: what may stand there, and giving it to another exercise."""

    def __init__(self, item: RoutineItem, at: datetime, fitted: PlanDraft | None = None) -> None:
        self.item = item
        self.at = at
        self.person = item.owner
        self.plan = item.routine.plan
        self.ladders = Ladders(self.person.fitted_for)
        self.session = read_session()
        if fitted is None:
            self.day = PersonDay(self.person, self.person.date_at(at))
            self.items = list(RoutineItem.objects.filter(routine__plan=self.plan).for_display())
            self.taken = candidates.slugs_in_routine(item)
        else:
            self.day, self.items = fitted.day, fitted.items
            self.taken = fitted.slugs_beside(item)

    @cached_property
    def steps(self) -> planning.Steps:
        """The routine as it is."""
        return sessions_of(self._items_of(self.item.routine_id), self.ladders)[self.item.routine_id]

    def _items_of(self, routine_id: int) -> list[RoutineItem]:
        return [item for item in self.items if item.routine_id == routine_id]

    def choices(self) -> tuple[SwapChoice, ...]:
        """What may take the place, the most alike first."""
        if self.item.rank == 0:
            return ()
        now = self.item.current.exercise
        doses = self._doses()
        by_likeness = planning.most_alike(
            _trait(now, self.item.current.dose),
            [_trait(self.ladders.exercises[slug], dose) for slug, dose in doses.items()],
        )
        no_news = {
            *planning.lacking(self.steps),
            *unavoidable_lacks(self.ladders, self.session, self.plan.aim),
        }
        return tuple(
            SwapChoice(
                exercise=exercise,
                dose=doses[exercise.slug],
                is_same_direction=alike.is_same_direction,
                is_same_position=alike.is_same_position,
                areas=tuple(area for area in exercise.areas if area in alike.areas),
                lacks=tuple(
                    lack for lack in self._lacks_with(exercise, doses) if lack not in no_news
                ),
            )
            for alike in by_likeness
            for exercise in [self.ladders.exercises[alike.trait.slug]]
        )

    def _lacks_with(self, exercise: Exercise, doses: dict[str, Dose]) -> tuple[Lack, ...]:
        planned = self.ladders.planned_from(exercise, doses[exercise.slug])
        step = planning.Step(Phase(self.item.phase), planned)
        now = self.item.current.exercise.slug
        return planning.lacking(planning.replaced(self.steps, now, step))

    def _doses(self) -> dict[str, Dose]:
        """What fits the place, with the dose that the person has or would begin with."""
        of_the_purpose = [
            (slug, start_of(self.person, exercise, self.plan.aim))
            for slug, exercise in self.ladders.exercises.items()
            if has_purpose(exercise, self.item.phase, self.session)
        ]
        fitting = list(
            candidates.find(
                self.day,
                self.ladders,
                of_the_purpose,
                taken=self.taken,
                is_off_the_knees=self._stays_off_the_knees(self.item),
            )
        )
        shown = candidates.distinct_as_read(
            ((candidate.exercise, candidate.dose) for candidate in fitting),
            [item.current.dose for item in self._items_of(self.item.routine_id)],
        )
        return {
            candidate.exercise.slug: candidate.dose
            for candidate in fitting
            if candidate.exercise.slug in shown
        }

    def give_to(self, chosen: SwapChoice, *, is_everywhere: bool) -> None:
        """Let the chosen exercise take the place, here or wherever in the week it may."""
        replaced = self.item.current_id
        current = candidates.begin(self.person, chosen.exercise, chosen.dose, self.ladders, self.at)
        has_it = {
            item.routine_id
            for item in self.items
            if current.pk in (item.current_id, item.instead_of_id)
        }
        is_on_the_knees = chosen.dose.variant.position in ON_THE_KNEES
        for item in self.items:
            is_target = item.pk == self.item.pk or is_everywhere
            if not is_target or item.current_id != replaced or item.routine_id in has_it:
                continue
            if is_on_the_knees and self._stays_off_the_knees(item):
                continue
            item.current = current
            item.save(update_fields=["current"])
            self._order(item.routine_id)
        refit(self.plan, self.ladders)

    def _stays_off_the_knees(self, item: RoutineItem) -> bool:
        owners = (item.current, self.day.doses.get(item.planned.exercise.slug))
        return candidates.stays_off_the_knees(owners, self.day.on)

    def _order(self, routine_id: int) -> None:
        """Let the main exercises of a routine follow each other with few changes of position."""
        items = self._items_of(routine_id)
        steps = sessions_of(items, self.ladders)[routine_id]
        mains = iter(planning.in_order(planning.main_steps(steps), steps[-1].variant.position))
        order = [
            next(mains).exercise.slug if item.phase in MAIN_PHASES else item.current.exercise.slug
            for item in items
        ]
        ranks = dict(zip(order, sorted(item.rank for item in items), strict=True))
        moved = [item for item in items if item.rank != ranks[item.current.exercise.slug]]
        for beyond in (OUT_OF_THE_WAY, 0):
            for item in moved:
                item.rank = ranks[item.current.exercise.slug] + beyond
                item.save(update_fields=["rank"])


def _trait(exercise: Exercise, dose: Dose) -> planning.Trait:
    return planning.Trait(
        exercise.slug,
        Direction(dose.variant.direction),
        Position(dose.variant.position),
        frozenset(exercise.areas),
    )
