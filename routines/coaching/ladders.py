"""Library rows as the planner and the rules know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from copy import copy
from itertools import groupby
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, Subquery

from routines import planning
from routines.coaching.precautions import as_planned, ruling_out
from routines.models import CurrentDose, Dose, Exercise, GoalChoice, RoutineItem, User, Variant
from routines.progression import LadderPlace
from routines.progression.diary.values import Ladder, LadderVariant
from routines.vocabulary import STRENGTH_KINDS, Condition, Direction, Kind, Position


class Rung(NamedTuple):
    """One variant on a ladder with its doses from first to last."""

    variant: Variant
    doses: tuple[Dose, ...]


class Ladders:
    """The ladders of the whole library, read in one query, and what a person may use of them.

    `conditions` are those of the person that are in force.
    """

    def __init__(self, conditions: Collection[str] = ()) -> None:
        doses = Dose.objects.filter(step__isnull=False, variant__rank__isnull=False)
        rows = doses.select_related("variant__exercise").order_by(
            "variant__exercise", "variant__rank", "step"
        )
        self.conditions = frozenset(conditions)
        self.exercises: dict[str, Exercise] = {}
        self._rungs: dict[int, list[Rung]] = defaultdict(list)
        for _, group in groupby(rows, key=lambda dose: dose.variant_id):
            on_rung = tuple(group)
            variant = on_rung[0].variant
            variant.exercise = self.exercises.setdefault(variant.exercise.slug, variant.exercise)
            for dose in on_rung:
                dose.variant = variant
            self._rungs[variant.exercise_id].append(Rung(variant, on_rung))
        self._allowed = {
            exercise.pk: self._suiting(exercise) for exercise in self.exercises.values()
        }

    def under(self, conditions: Collection[str]) -> Ladders:
        """The same ladders for somebody with other conditions; asks the database nothing."""
        others = copy(self)
        others.conditions = frozenset(conditions)
        others._allowed = {
            exercise.pk: others._suiting(exercise) for exercise in self.exercises.values()
        }
        return others

    def _suiting(self, exercise: Exercise) -> list[Rung]:
        """What suits the person, from easier to harder; the rungs beside the ladder last."""
        precautions = as_planned(exercise)
        suiting = []
        for variant, doses in self._rungs[exercise.pk]:
            count = planning.doses_allowed(
                variant.slug,
                [dose.hold_seconds for dose in doses],
                only_for=variant.only_for,
                precautions=precautions,
                conditions=self.conditions,
            )
            if count:
                suiting.append(Rung(variant, doses[:count]))
        return suiting

    def allowed(self, exercise: Exercise) -> list[Rung]:
        """Every rung that suits the person, beyond their goal too."""
        return self._allowed[exercise.pk]

    def suits(self, exercise: Exercise) -> bool:
        """Whether the person may do the exercise in any form."""
        return bool(self._allowed[exercise.pk])

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
            Rung(variant, own.doses[: max(len(doses), (current.dose.step or 0) + 1)])
            if variant.pk == own.variant.pk
            else Rung(variant, doses)
            for variant, doses in suiting
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
        usable = self.usable(current)
        variant = next(
            i for i, rung in enumerate(usable) if rung.variant.pk == current.dose.variant_id
        )
        return LadderPlace(variant=variant, step=current.dose.step or 0)

    def dose_at(self, current: CurrentDose, place: LadderPlace) -> Dose:
        """The dose at a place on the rungs that this person may use."""
        return self.usable(current)[place.variant].doses[place.step]

    def currents_of(self, person: User) -> list[CurrentDose]:
        """Every exercise of this person's plan with its dose, in the order of the library.

        Each with the `first_goal` that it had before the person chose others, if they did,
        and whether it `is_in_week`: held there, or resting.
        """
        items = RoutineItem.objects.filter(owner=person).in_force()
        in_week = Q(pk__in=items.values("current")) | Q(pk__in=items.values("instead_of"))
        chosen = GoalChoice.objects.filter(owner=OuterRef("owner"), exercise=OuterRef("exercise"))
        first = chosen.order_by("chosen_at", "pk").values("from_goal__slug")[:1]
        rows = person.current_doses.annotate(  # type: ignore[no-redef]
            first_goal=Subquery(first),
            is_in_week=ExpressionWrapper(in_week, output_field=BooleanField()),
        ).select_related("owner", "exercise", "dose__variant", "first_dose__variant", "decision")
        return sorted(rows, key=lambda current: current.exercise.rank or 0)

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
        exercise = current.exercise
        return planning.Exercise(
            slug=exercise.slug,
            kind=Kind(exercise.kind),
            ladder=tuple(_planned_variant(rung) for rung in self.usable(current)),
            place=self.place(current),
        )

    def planned_from(self, exercise: Exercise, dose: Dose) -> planning.Exercise:
        """The exercise for the planner, for somebody who has it at a dose for today alone."""
        return self.planned(CurrentDose(exercise=exercise, dose=dose, goal=self.goal(exercise)))


def _up_to(variant: Variant, rungs: Iterable[Rung]) -> list[Rung]:
    """The rungs of the ladder up to a variant; alone the variant where it is only for some."""
    if variant.only_for:
        return [rung for rung in rungs if rung.variant.pk == variant.pk]
    reach = variant.rank or 0
    return [r for r in rungs if not r.variant.only_for and (r.variant.rank or 0) <= reach]


def _planned_variant(rung: Rung) -> planning.Variant:
    variant = rung.variant
    return planning.Variant(
        slug=variant.slug,
        direction=Direction(variant.direction),
        position=Position(variant.position),
        doses=tuple(
            planning.Dose(dose.sets, dose.reps, dose.hold_seconds, dose.rest_seconds)
            for dose in rung.doses
        ),
        sides=variant.side_count,
        rep_seconds=variant.rep_seconds,
        is_gentle=variant.is_gentle,
    )


def by_slug(currents: Iterable[CurrentDose]) -> dict[str, CurrentDose]:
    """Current doses by the slug of their exercise."""
    return {current.exercise.slug: current for current in currents}
