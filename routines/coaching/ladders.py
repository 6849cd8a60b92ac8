"""Library rows as the planner and the rules know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from routines import planning
from routines.models import CurrentDose, Dose, Exercise, User, Variant
from routines.models.terms import STRENGTH_KINDS
from routines.progression import Place
from routines.progression.diary import Ladder, LadderVariant


@dataclass(frozen=True)
class Rung:
    """One variant on a ladder with its doses from first to last."""

    variant: Variant
    doses: tuple[Dose, ...]


class Ladders:
    """The ladders of the whole library, read in one query."""

    def __init__(self) -> None:
        doses = Dose.objects.filter(step__isnull=False, variant__rank__isnull=False)
        rows = doses.select_related("variant__exercise").order_by(
            "variant__exercise", "variant__rank", "step"
        )
        self.exercises: dict[str, Exercise] = {}
        self._rungs: dict[int, list[Rung]] = defaultdict(list)
        for _, group in groupby(rows, key=lambda dose: dose.variant_id):
            on_rung = tuple(group)
            variant = on_rung[0].variant
            variant.exercise = self.exercises.setdefault(variant.exercise.slug, variant.exercise)
            for dose in on_rung:
                dose.variant = variant
            self._rungs[variant.exercise_id].append(Rung(variant, on_rung))

    def rungs(self, exercise: Exercise) -> list[Rung]:
        """The rungs of an exercise from easier to harder."""
        return self._rungs[exercise.pk]

    def first_dose(self, exercise: Exercise, variant_slug: str) -> Dose:
        """The first dose of a variant."""
        return next(
            rung.doses[0] for rung in self.rungs(exercise) if rung.variant.slug == variant_slug
        )

    def goal(self, exercise: Exercise) -> Variant:
        """The variant that most people aim for."""
        return next(rung.variant for rung in self.rungs(exercise) if rung.variant.is_goal)

    def usable(self, current: CurrentDose) -> list[Rung]:
        """The rungs that this person may use: up to their goal, and where they stand."""
        rungs = self._rungs[current.exercise_id]
        reach = next(i for i, rung in enumerate(rungs) if rung.variant.pk == current.goal_id)
        stands = next(
            i for i, rung in enumerate(rungs) if rung.variant.pk == current.dose.variant_id
        )
        return rungs[: max(reach, stands) + 1]

    def place(self, current: CurrentDose) -> Place:
        """Where this person stands on the rungs they may use."""
        usable = self.usable(current)
        variant = next(
            i for i, rung in enumerate(usable) if rung.variant.pk == current.dose.variant_id
        )
        return Place(variant, current.dose.step or 0)

    def dose_at(self, current: CurrentDose, place: Place) -> Dose:
        """The dose at a place on the rungs that this person may use."""
        return self.usable(current)[place.variant].doses[place.step]

    def currents_of(self, person: User) -> list[CurrentDose]:
        """Every exercise of this person's plan with its dose, in the order of the library."""
        rows = person.current_doses.select_related(
            "owner", "exercise", "dose__variant", "first_dose__variant", "decision"
        )
        return sorted(rows, key=lambda current: current.exercise.rank or 0)

    def as_told(self, current: CurrentDose) -> Ladder:
        """The ladder of an exercise as the rules read it, up to where this person may go."""
        exercise = current.exercise
        return Ladder(
            exercise=exercise.slug,
            strength=exercise.kind in STRENGTH_KINDS,
            progresses=exercise.is_progressed,
            variants=tuple(
                LadderVariant(rung.variant.slug, rung.variant.direction, len(rung.doses))
                for rung in self.usable(current)
            ),
        )

    def planned(self, current: CurrentDose) -> planning.Exercise:
        """The exercise for the planner, where this person stands."""
        exercise = current.exercise
        return planning.Exercise(
            slug=exercise.slug,
            kind=planning.Kind(exercise.kind),
            ladder=tuple(_planned_variant(rung) for rung in self.usable(current)),
            place=self.place(current),
        )


def _planned_variant(rung: Rung) -> planning.Variant:
    variant = rung.variant
    return planning.Variant(
        slug=variant.slug,
        direction=planning.Direction(variant.direction),
        position=planning.Position(variant.position),
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
