"""The one answer to "what may stand here?", and what comes of it in the week.

A search never writes: whoever chooses a candidate begins it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet

from routines import planning
from routines.coaching.ladders import Ladders
from routines.library.schema import SessionText
from routines.models import CurrentDose, Dose, Exercise, RoutineItem, User, WeeklyPlan
from routines.vocabulary import ON_THE_KNEES, Direction, Lack, SwapCause

BY_DIRECTION = {
    Direction.FLEXION: SwapCause.FLEXION,
    Direction.EXTENSION: SwapCause.EXTENSION,
}

DIRECTION_OF = {Lack.BENDING: Direction.FLEXION, Lack.ARCHING: Direction.EXTENSION}


@dataclass(frozen=True)
class Candidate:
    """An exercise that may stand in a place, at the dose that would be done there.

    `first_dose` is where the person would begin it; None where they have a dose of
    it already.
    """

    exercise: Exercise
    dose: Dose
    first_dose: Dose | None

    @property
    def is_new(self) -> bool:
        """Whether whoever chooses it has to `begin` it."""
        return self.first_dose is not None


@dataclass(frozen=True)
class PersonDay:
    """A person on a day of theirs: their doses and what rests, each read once."""

    person: User
    on: date

    @cached_property
    def doses(self) -> dict[str, CurrentDose]:
        """The person's doses by the slug of their exercise, in the order of the library."""
        rows = self.person.current_doses.select_related(
            "exercise", "dose__variant", "decision"
        ).order_by("pk")
        in_order = sorted(rows, key=lambda current: current.exercise.rank or 0)
        return {current.exercise.slug: current for current in in_order}

    @cached_property
    def resting(self) -> frozenset[str]:
        """The directions that rest on the day."""
        return resting_directions(self.person, self.on)


def find(
    day: PersonDay,
    ladders: Ladders,
    source: Iterable[tuple[str, str]],
    *,
    taken: Collection[str] = (),
    is_off_the_knees: bool = False,
    also_resting: Collection[str] = (),
    is_at_first_dose: bool = False,
    takes_nearest_form: bool = False,
    shaped: Callable[[Candidate], Dose | None] | None = None,
) -> Iterator[Candidate]:
    """What of a source may stand in a place, in the order of the source. Writes nothing.

    `source` holds slugs of exercises, each with that of the variant at which a person
    begins who has no dose of it yet. Each exercise comes once. Never among them is what
    the library does not list, what suits in no form of `ladders`, what rests itself, what
    moves the back in a direction that rests, and what is stored at a dose that no longer
    suits. In what the callers differ:

    - `taken`: the exercises that are in the routine or the session already, or keep their
      place there. The gentle moves of a sore day name none, as they take every place.
    - `is_off_the_knees`: where the place belongs to an exercise that rests because a foot
      went numb (`stays_off_the_knees`). A gentle move takes the place of no exercise.
    - `also_resting`: in a session, the directions in which something was stopped today.
      The rules let them rest only once the session is decided.
    - `is_at_first_dose`: for the gentle moves of a sore day, which are done at the first
      dose of the variant named, whatever the person does on other days.
    - `takes_nearest_form`: on a day without the floor, where the form that suits and is
      nearest to the stored dose is done instead; such a session counts for no progress.
    - `shaped`: in a session that runs, what its gate makes of the dose; None where it
      leaves nothing. Direction and position are then those of the dose that is left.
    """
    resting = {*day.resting, *also_resting}
    seen: set[str] = set()
    for slug, variant_slug in source:
        exercise = ladders.exercises.get(slug)
        if exercise is None or slug in taken or slug in seen or not _is_open(exercise, ladders):
            continue
        current = day.doses.get(slug)
        if current is not None and current.rests_on(day.on):
            continue
        dose: Dose | None
        if current is None or is_at_first_dose:
            dose = ladders.first_dose(exercise, variant_slug)
        else:
            dose = _dose_from(current, ladders, takes_nearest_form=takes_nearest_form)
        if dose is None:
            continue
        candidate = Candidate(exercise, dose, first_dose=dose if current is None else None)
        if shaped is not None:
            dose = shaped(candidate)
            if dose is None:
                continue
            candidate = replace(candidate, dose=dose)
        if dose.variant.direction in resting:
            continue
        if is_off_the_knees and dose.variant.position in ON_THE_KNEES:
            continue
        seen.add(slug)
        yield candidate


def _is_open(exercise: Exercise, ladders: Ladders) -> bool:
    """Whether the library still lists it, and it suits in some form."""
    return exercise.rank is not None and ladders.suits(exercise)


def _dose_from(current: CurrentDose, ladders: Ladders, *, takes_nearest_form: bool) -> Dose | None:
    if ladders.stored_dose_suits(current):
        return current.dose
    return ladders.nearest(current) if takes_nearest_form else None


def begin(
    person: User, exercise: Exercise, first_dose: Dose, ladders: Ladders, at: datetime
) -> CurrentDose:
    """The person's dose of an exercise; begun at `first_dose` where they have none yet."""
    current, _ = CurrentDose.objects.select_related("dose__variant", "owner").get_or_create(
        owner=person,
        exercise=exercise,
        defaults={
            "dose": first_dose,
            "first_dose": first_dose,
            "begun_at": at,
            "goal": ladders.goal(exercise),
        },
    )
    return current


def resting_directions(person: User, on: date) -> frozenset[str]:
    """The directions of the back that rest on a day."""
    rests = person.plan_entries.filter(rule="REST", until__gte=on)
    return frozenset(rests.values_list("direction", flat=True))


def reason_for(resting: CurrentDose, on: date) -> str:
    """Why an exercise rests on a day, as the library lists its swaps.

    LOAD where no decision of its own asks for the rest: then its direction rests.
    """
    decision = resting.decision
    if decision is None or decision.rests_until is None or decision.rests_until < on:
        return SwapCause.LOAD
    if "X4" in decision.rules:
        return SwapCause.KNEELING
    if "X1" in decision.rules:
        return BY_DIRECTION.get(Direction(decision.from_dose.variant.direction), SwapCause.LOAD)
    return SwapCause.LOAD


def stays_off_the_knees(owners: Iterable[CurrentDose | None], on: date) -> bool:
    """Whether a place stays off the knees: one of its owners rests because a foot went numb.

    The owners of a place are what is planned there and what stands in for it; None is nothing.
    """
    return any(
        owner is not None and owner.rests_on(on) and reason_for(owner, on) == SwapCause.KNEELING
        for owner in owners
    )


def swaps_of(exercise: Exercise, reason: str) -> list[tuple[str, str]]:
    """The exercises and variants that take its place, those of the reason first."""
    reasons = [reason, *(other for other in exercise.swaps if other != reason)]
    listed = [tuple(pair) for name in reasons for pair in exercise.swaps.get(name, [])]
    return list(dict.fromkeys(listed))


def fill_in(resting: CurrentDose, ladders: Ladders, at: datetime) -> Exercise | None:
    """Let one of its swaps take the place of a resting exercise wherever it is planned.

    Where the resting exercise stood in itself, the place stays that of the exercise for
    which it stood in. Gives the exercise that stands in; None where nothing may, and the
    resting exercise keeps a place in which nothing is done.
    """
    day = PersonDay(resting.owner, resting.owner.date_at(at))
    source = swaps_of(resting.exercise, reason_for(resting, day.on))
    stand_in = None
    for item in _planned_items(resting.owner).filter(current=resting):
        chosen = next(
            find(
                day,
                ladders,
                source,
                taken=slugs_in_routine(item),
                is_off_the_knees=stays_off_the_knees((resting, item.instead_of), day.on),
            ),
            None,
        )
        if chosen is not None:
            item.current = begin(resting.owner, chosen.exercise, chosen.dose, ladders, at)
            item.instead_of = item.instead_of or resting
            item.save(update_fields=["current", "instead_of"])
            stand_in = chosen.exercise
    return stand_in


def restore_place(rested: CurrentDose) -> None:
    """Put an exercise back wherever another stood in for it."""
    for item in _planned_items(rested.owner).filter(instead_of=rested):
        item.current, item.instead_of = rested, None
        item.save(update_fields=["current", "instead_of"])


def _planned_items(person: User) -> QuerySet[RoutineItem]:
    active = WeeklyPlan.objects.filter(owner=person).active()
    items = RoutineItem.objects.filter(routine__plan__in=active)
    return items.select_related("instead_of__decision").order_by("routine", "rank")


def slugs_in_routine(item: RoutineItem) -> set[str]:
    """The exercises of the routine of an item, with those that rest and keep their place."""
    items = RoutineItem.objects.filter(routine=item.routine_id)
    pairs = items.values_list("current__exercise__slug", "instead_of__exercise__slug")
    return {slug for pair in pairs for slug in pair if slug}


def distinct_as_read(
    offers: Iterable[tuple[Exercise, Dose]], shown_already: Iterable[Dose] = ()
) -> frozenset[str]:
    """The slugs of what a list shows, so that a person reads no two alike.

    Nor is one like what is `shown_already`. Two ladders may share a variant: it is offered
    as the exercise that has its name, else as the first.
    """
    by_words: dict[tuple[str, str], Exercise] = {}
    taken = {_as_read(dose) for dose in shown_already}
    for exercise, dose in offers:
        words = _as_read(dose)
        if words not in taken and (words not in by_words or exercise.name == dose.variant.name):
            by_words[words] = exercise
    return frozenset(exercise.slug for exercise in by_words.values())


def _as_read(dose: Dose) -> tuple[str, str]:
    return dose.variant.name, dose.in_words()


def unavoidable_lacks(ladders: Ladders, session: SessionText, aim: str) -> frozenset[Lack]:
    """What the person's conditions leave no exercise for, however they swap.

    A direction also counts as lost if only half of a mixed exercise is left.
    """
    exercises = ladders.exercises.values()
    directions = {
        rung.variant.direction for exercise in exercises for rung in ladders.allowed(exercise)
    }
    lost = {lack for lack, direction in DIRECTION_OF.items() if direction not in directions}
    slugs = dict.fromkeys((*session.aims[aim], *session.support))
    begun = (
        ladders.planned_from(exercise, ladders.first_dose(exercise, exercise.starts[aim]))
        for exercise in (ladders.exercises[slug] for slug in slugs)
        if ladders.suits(exercise)
    )
    steps = [planning.Step(exercise.kind.main_phase, exercise) for exercise in begun]
    return frozenset({*lost, *planning.lacking(steps)})
