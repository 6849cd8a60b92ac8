"""Durations, fitting and what the gate makes of a session."""

import pytest

from routines.planning import (
    Dose,
    Exercise,
    Step,
    Variant,
    dose_seconds,
    reshape,
    session_minutes,
    session_seconds,
    shorten,
)
from routines.progression import LadderPlace
from routines.vocabulary import Direction, Gate, Kind, Phase, Position


def variant(slug="v", *, position=Position.FACE_UP, doses=None, **more):
    return Variant(slug, Direction.NEUTRAL, position, doses or (Dose(1, 1, 30, 0),), **more)


def step(slug, kind=Kind.STRETCH, phase=None, place=None, ladder=None):
    exercise = Exercise(slug, kind, ladder or (variant(),), place or LadderPlace(variant=0, step=0))
    return Step(phase or kind.main_phase, exercise)


class TestDurations:
    @pytest.mark.parametrize(
        ("dose", "more", "seconds"),
        [
            (Dose(1, 1, 30, 0), {}, 30),
            (Dose(1, 3, 10, 5), {}, 40),
            (Dose(1, 2, 15, 10), {"sides": 2}, 90),
            (Dose(1, 8, 0, 0), {"rep_seconds": 5}, 40),
            (Dose(2, 8, 0, 30), {"rep_seconds": 5}, 110),
        ],
    )
    def test_a_dose_takes_its_holds_and_the_rests_between(self, dose, more, seconds):
        assert dose_seconds(dose, variant(**more)) == seconds

    def test_a_change_of_position_takes_longer_than_getting_ready(self):
        lying = step("a")
        standing = step("b", ladder=(variant(position=Position.STANDING),))
        assert session_seconds([standing, lying]) == 10 + 30 + 20 + 30
        assert session_seconds([lying, lying]) == 20 + 30 + 10 + 30

    def test_minutes_are_rounded_up(self):
        assert session_minutes([step("a")]) == 1


class TestReshape:
    stretch = step("stretch")
    strong = step("strong", Kind.STRENGTH)
    gentle = step("gentle", Kind.STRENGTH, ladder=(variant(is_gentle=True),))
    walk = step("walk", Kind.WARM_UP, Phase.WARM_UP)
    ease = (Exercise("breathing", Kind.SUPPORT, (variant(),), LadderPlace(variant=0, step=0)),)

    def shaped(self, *asked):
        steps = (self.walk, self.stretch, self.strong, self.gentle)
        return [s.exercise.slug for s in reshape(steps, frozenset(map(Gate, asked)), self.ease)]

    def test_a_free_session_stays_as_it_is(self):
        assert self.shaped() == ["walk", "stretch", "strong", "gentle"]

    def test_ease_takes_the_place_of_everything(self):
        assert self.shaped("EASE", "NO_STRENGTH") == ["breathing"]

    def test_without_strength_the_gentle_variants_may_stay(self):
        assert self.shaped("NO_STRENGTH") == ["walk", "stretch", "gentle"]

    def test_mobility_alone_leaves_all_strength_out(self):
        assert self.shaped("MOBILITY_ONLY") == ["walk", "stretch"]

    def test_light_takes_each_main_exercise_one_step_down(self):
        ladder = (variant("easy", doses=(Dose(1, 1, 10, 0),) * 2), variant("hard"))
        steps = (
            step("walk", Kind.WARM_UP, Phase.WARM_UP, LadderPlace(variant=1, step=0), ladder),
            step("a", place=LadderPlace(variant=1, step=0), ladder=ladder),
            step("b", place=LadderPlace(variant=0, step=0), ladder=ladder),
        )
        shaped = reshape(steps, frozenset({Gate.LIGHT}), ())
        places = [s.exercise.place for s in shaped]
        assert places == [
            LadderPlace(variant=1, step=0),
            LadderPlace(variant=0, step=1),
            LadderPlace(variant=0, step=0),
        ]

    def test_light_and_without_strength_apply_together(self):
        assert self.shaped("LIGHT", "NO_STRENGTH") == ["walk", "stretch", "gentle"]


class TestShorten:
    @staticmethod
    def held(slug, kind, seconds, direction=Direction.NEUTRAL):
        rung = Variant(slug, direction, Position.FACE_UP, (Dose(1, 1, seconds, 0),))
        return step(slug, kind, ladder=(rung,))

    moving = step(
        "twists", Kind.WARM_UP, Phase.WARM_UP, ladder=(variant(doses=(Dose(1, 8, 0, 0),)),)
    )
    walk = step("walk", Kind.WARM_UP, Phase.WARM_UP, ladder=(variant(doses=(Dose(1, 1, 180, 0),)),))
    breathing = step(
        "breathing",
        Kind.SUPPORT,
        Phase.COOL_DOWN,
        LadderPlace(variant=0, step=1),
        (variant(doses=(Dose(1, 1, 30, 0), Dose(1, 1, 120, 0))),),
    )

    def slugs(self, *mains):
        shaped = shorten((self.walk, self.moving, *mains, self.breathing))
        assert session_minutes(shaped) <= 5
        return [step.exercise.slug for step in shaped]

    def test_warms_up_moving_and_breathes_for_the_shortest_time(self):
        shaped = shorten((self.walk, self.moving, self.breathing))
        assert [step.exercise.slug for step in shaped] == ["twists", "breathing"]
        assert shaped[-1].dose.hold_seconds == 30

    def test_keeps_a_stretch_and_one_for_strength(self):
        fold = self.held("fold", Kind.STRETCH, 30)
        sit = self.held("sit", Kind.STRETCH, 60)
        plank = self.held("plank", Kind.STRENGTH, 30)
        assert self.slugs(fold, sit, plank) == ["twists", "sit", "plank", "breathing"]

    def test_keeps_bending_and_arching_where_both_fit(self):
        fold = self.held("fold", Kind.STRETCH, 30, Direction.FLEXION)
        sit = self.held("sit", Kind.STRETCH, 60)
        arch = self.held("arch", Kind.STRENGTH, 30, Direction.EXTENSION)
        assert self.slugs(fold, sit, arch) == ["twists", "fold", "arch", "breathing"]

    def test_keeps_one_where_two_are_too_long(self):
        long, longer = (self.held(slug, Kind.STRETCH, 150) for slug in ("a", "b"))
        assert self.slugs(long, longer) == ["twists", "a", "breathing"]

    def test_the_doses_of_the_main_exercises_stay(self):
        fold = self.held("fold", Kind.STRETCH, 30)
        shaped = shorten((self.moving, fold, self.breathing))
        assert fold in shaped
