"""Library rows as the planner and the rules know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, Subquery

from routines import planning
from routines.coaching.precautions import as_planned, ruling_out
from routines.models import CurrentDose, Dose, Exercise, GoalChoice, RoutineItem, User, Variant
from routines.models.listed import ListedLibrary, attach, listed_library
from routines.progression import LadderPlace
from routines.progression.diary.values import Ladder, LadderVariant
from routines.vocabulary import STRENGTH_KINDS, Condition, Direction, Kind, Position


@dataclass(frozen=True, eq=False)
class Rung:
    """One variant on a ladder with its doses from first to last."""

    variant: Variant
    doses: tuple[Dose, ...]

    def up_to(self, count: int) -> Rung:
        """The rung with no more than its first `count` doses."""
        return self if len(self.doses) <= count else Rung(self.variant, self.doses[:count])

    @cached_property
    def planned(self) -> planning.Variant:
        """The rung for the planner; made once, as most rungs are kept with the library."""
        return planning.Variant(
            slug=self.variant.slug,
            direction=Direction(self.variant.direction),
            position=Position(self.variant.position),
            doses=tuple(
                planning.Dose(dose.sets, dose.reps, dose.hold_seconds, dose.rest_seconds)
                for dose in self.doses
            ),
            sides=self.variant.side_count,
            rep_seconds=self.variant.rep_seconds,
            is_gentle=self.variant.is_gentle,
        )


class Ladders:
    """The ladders of the whole library, as the process keeps it, and what a person may use.

    `conditions` are those of the person that are in force.
    """

    def __init__(self, conditions: Collection[str] = ()) -> None:
        self.library = listed_library()
        self.conditions = frozenset(conditions)
        self.exercises = self.library.by_slug
        self._rungs = _rungs_of(self.library)
        self._allowed = _suiting(self.library, self.conditions)

    def under(self, conditions: Collection[str]) -> Ladders:
        """The same ladders for somebody with other conditions; asks the database nothing."""
        others = copy(self)
        others.conditions = frozenset(conditions)
        others._allowed = _suiting(self.library, others.conditions)
        return others

    def allowed(self, exercise: Exercise) -> list[Rung]:
        """Every rung that suits the person, beyond their goal too."""
        return self._allowed[exercise.pk]

    def suits(self, exercise: Exercise) -> bool:
        """Whether the person may do the exercise in any form."""
        return bool(self._allowed[exercise.pk])

    def easiest(self, slug: str) -> Rung | None:
        """The easiest rung of an exercise that suits the person; None without one.

        Nor where the library does not list the exercise.
        """
        exercise = self.exercises.get(slug)
        if exercise is None or exercise.rank is None:
            return None
        return next(iter(self.allowed(exercise)), None)

    def first_dose(self, exercise: Exercise, variant_slug: str) -> Dose:
        """The first dose of a variant, or of the nearest easier variant that suits.

        Where none is easier, of the easiest that suits; where the exercise suits in no
        form, of the variant as named.
        """
        named = self._rung(self._rungs[exercise.pk], variant_slug)
        suiting = self._allowed[exercise.pk] or [named]
        easier = _up_to(named.variant, suiting)
        return (easier[-1] if easier else suiting[0]).doses[0]

    def goals_from(self, current: CurrentDose) -> list[Variant]:
        """The variants of the ordinary ladder that suit, from the person's own up."""
        own = current.dose.variant
        from_rank = 0 if own.only_for else own.rank or 0
        suiting = (rung.variant for rung in self._allowed[current.exercise_id])
        return [
            variant
            for variant in suiting
            if not variant.only_for and (variant.rank or 0) >= from_rank
        ]

    def suits_as(self, exercise: Exercise, variant_slug: str) -> bool:
        """Whether this very variant suits the person."""
        return any(rung.variant.slug == variant_slug for rung in self._allowed[exercise.pk])

    def suits_at(self, dose: Dose) -> bool:
        """Whether this dose suits the person; a dose off the ladder does by how long it is held."""
        rungs = self._allowed.get(dose.variant.exercise_id, [])
        return any(
            rung.variant.pk == dose.variant_id
            and dose.hold_seconds <= max(listed.hold_seconds for listed in rung.doses)
            for rung in rungs
        )

    def goal(self, exercise: Exercise) -> Variant:
        """The variant that most people aim for."""
        return next(rung.variant for rung in self._rungs[exercise.pk] if rung.variant.is_goal)

    def usable(self, current: CurrentDose) -> list[Rung]:
        """The rungs that this person may use: what suits them, up to their goal.

        Their own rung is always one of them. Rungs that are only for some conditions come
        last.
        """
        rungs = self._rungs[current.exercise_id]
        own = next(rung for rung in rungs if rung.variant.pk == current.dose.variant_id)
        goal = next(rung for rung in rungs if rung.variant.pk == current.goal_id)
        reach = {rung.variant.pk for top in (goal, own) for rung in _up_to(top.variant, rungs)}
        allowed = {rung.variant.pk: rung for rung in self._allowed[current.exercise_id]}
        suiting = [
            allowed.get(rung.variant.pk, rung)
            for rung in rungs
            if rung is own
            or (rung.variant.pk in allowed and (rung.variant.only_for or rung.variant.pk in reach))
        ]
        return [
            own.up_to(max(len(rung.doses), (current.dose.step or 0) + 1))
            if rung.variant.pk == own.variant.pk
            else rung
            for rung in suiting
        ]

    def stored_dose_suits(self, current: CurrentDose) -> bool:
        """Whether the person's stored dose suits them."""
        return any(
            rung.variant.pk == current.dose.variant_id
            and (current.dose.step or 0) < len(rung.doses)
            for rung in self._allowed[current.exercise_id]
        )

    def why_stored_dose_does_not_suit(self, current: CurrentDose) -> list[Condition]:
        """The conditions that keep a person from their stored dose."""
        if self.suits(current.exercise):
            return ruling_out(current.exercise, [current.dose], self.conditions)
        return self.why_less(current.exercise)

    def why_less(self, exercise: Exercise) -> list[Condition]:
        """The conditions that leave out some rung of an exercise up to its goal.

        Where any leaves out all of the exercise, only those that do.
        """
        rungs = _up_to(self.goal(exercise), self._rungs[exercise.pk])
        doses = [dose for rung in rungs for dose in rung.doses]
        conditions = ruling_out(exercise, doses, self.conditions)
        whole = [name for name in conditions if exercise.precautions[name]["allow"] == []]
        return whole or conditions

    def nearest(self, current: CurrentDose) -> Dose:
        """The dose that suits the person and is nearest to their stored dose.

        Of the same variant the highest dose that suits, not above the stored one; else the
        first of the nearest easier variant that suits; else of the easiest that does.
        """
        suiting = self._allowed[current.exercise_id]
        easier = _up_to(current.dose.variant, suiting)
        if not easier:
            return suiting[0].doses[0]
        doses = easier[-1].doses
        is_same = easier[-1].variant.pk == current.dose.variant_id
        return doses[min(current.dose.step or 0, len(doses) - 1) if is_same else 0]

    def dose_of(self, exercise: Exercise, variant_slug: str, step: int) -> Dose:
        """The dose of a variant at a step."""
        return self._rung(self._rungs[exercise.pk], variant_slug).doses[step]

    @staticmethod
    def _rung(rungs: Iterable[Rung], variant_slug: str) -> Rung:
        return next(rung for rung in rungs if rung.variant.slug == variant_slug)

    def place(self, current: CurrentDose) -> LadderPlace:
        """The place of the person's dose on the rungs they may use."""
        return _place(current, self.usable(current))

    def dose_at(self, current: CurrentDose, place: LadderPlace) -> Dose:
        """The dose at a place on the rungs that this person may use."""
        return self.usable(current)[place.variant].doses[place.step]

    def currents_of(self, person: User) -> list[CurrentDose]:
        """Every exercise of this person's plan with its dose, in the order of the library.

        Each with the `first_goal` that it had before the person chose others, if they did,
        and whether it `is_in_week`: held there, or resting.
        """
        holding = Q(current=OuterRef("pk")) | Q(instead_of=OuterRef("pk"))
        in_week = RoutineItem.objects.filter(holding, owner=person).in_force()
        chosen = GoalChoice.objects.filter(owner=person, exercise=OuterRef("exercise"))
        first = chosen.order_by("chosen_at", "pk").values("from_goal__slug")[:1]
        rows = person.current_doses.annotate(  # type: ignore[no-redef]
            first_goal=Subquery(first),
            is_in_week=Exists(in_week),
        ).select_related("decision")
        currents = attach(rows, self.library, exercises=("exercise",), doses=("dose", "first_dose"))
        for current in currents:
            current.owner = person
        return sorted(currents, key=lambda current: current.exercise.rank or 0)

    def rules_ladder(self, current: CurrentDose) -> Ladder:
        """The ladder of an exercise as the rules read it, up to where this person may go."""
        exercise = current.exercise
        return Ladder(
            exercise=exercise.slug,
            strength=exercise.kind in STRENGTH_KINDS,
            progresses=exercise.is_progressed,
            variants=tuple(
                LadderVariant(
                    slug=rung.variant.slug,
                    direction=rung.variant.direction,
                    doses=len(rung.doses),
                    only_for_condition=bool(rung.variant.only_for),
                )
                for rung in self.usable(current)
            ),
        )

    def planned(self, current: CurrentDose) -> planning.Exercise:
        """The exercise for the planner, at the person's dose."""
        exercise, usable = current.exercise, self.usable(current)
        return planning.Exercise(
            slug=exercise.slug,
            kind=Kind(exercise.kind),
            ladder=tuple(rung.planned for rung in usable),
            place=_place(current, usable),
        )

    def planned_from(self, exercise: Exercise, dose: Dose) -> planning.Exercise:
        """The exercise for the planner, for somebody who has it at a dose for today alone."""
        return self.planned(CurrentDose(exercise=exercise, dose=dose, goal=self.goal(exercise)))


@lru_cache(maxsize=2)
def _rungs_of(library: ListedLibrary) -> dict[int, list[Rung]]:
    """The whole ladder of each exercise, by its primary key; kept with the library."""
    rungs: dict[int, list[Rung]] = defaultdict(list)
    for variant_id, doses in groupby(library.doses.values(), key=lambda dose: dose.variant_id):
        variant = library.variants[variant_id]
        rungs[variant.exercise_id].append(Rung(variant, tuple(doses)))
    return dict(rungs)


@lru_cache(maxsize=64)
def _suiting(library: ListedLibrary, conditions: frozenset[str]) -> dict[int, list[Rung]]:
    """What suits a person with these conditions, from easier to harder, by exercise.

    The rungs beside the ladder come last.
    """
    return {
        exercise.pk: _suiting_rungs(exercise, rungs, conditions)
        for exercise, rungs in (
            (library.exercises[key], rungs) for key, rungs in _rungs_of(library).items()
        )
    }


def _suiting_rungs(
    exercise: Exercise, rungs: Iterable[Rung], conditions: frozenset[str]
) -> list[Rung]:
    precautions = as_planned(exercise)
    suiting = []
    for rung in rungs:
        count = planning.doses_allowed(
            rung.variant.slug,
            [dose.hold_seconds for dose in rung.doses],
            only_for=rung.variant.only_for,
            precautions=precautions,
            conditions=conditions,
        )
        if count:
            suiting.append(rung.up_to(count))
    return suiting


def _up_to(variant: Variant, rungs: Iterable[Rung]) -> list[Rung]:
    """The rungs of the ladder up to a variant; alone the variant where it is only for some."""
    if variant.only_for:
        return [rung for rung in rungs if rung.variant.pk == variant.pk]
    reach = variant.rank or 0
    return [r for r in rungs if not r.variant.only_for and (r.variant.rank or 0) <= reach]


def _place(current: CurrentDose, usable: list[Rung]) -> LadderPlace:
    """The place of the person's dose on the rungs they may use."""
    variant = next(i for i, rung in enumerate(usable) if rung.variant.pk == current.dose.variant_id)
    return LadderPlace(variant=variant, step=current.dose.step or 0)


def by_slug(currents: Iterable[CurrentDose]) -> dict[str, CurrentDose]:
    """Current doses by the slug of their exercise."""
    return {current.exercise.slug: current for current in currents}
