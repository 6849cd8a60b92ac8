"""Why a week is as it is, and what is like what."""

from routines.planning import (
    Trait,
    explain_session,
    explain_week,
    in_order,
    lacking,
    most_alike,
    replaced,
)
from routines.vocabulary import Direction, Kind, Lack, Position
from tests.planning.ladders import closing, step

WALK = step("walk", Kind.WARM_UP, position=Position.STANDING)
FOLD = step("fold", direction=Direction.FLEXION, position=Position.SITTING)
ARCH = step("arch", Kind.STRENGTH, Direction.EXTENSION, Position.FACE_DOWN)
BRIDGE = step("bridge", Kind.STRETCH_STRENGTH, Direction.NEUTRAL, Position.FACE_UP)
BOTH = step("cat-cow", direction=Direction.MIXED, position=Position.ALL_FOURS)
SESSION = (WALK, FOLD, BOTH, ARCH, BRIDGE, closing())


def said(messages):
    return {message.id: dict(message.numbers) for message in messages}


class TestSession:
    def test_counts_the_aim_the_kinds_and_the_ways(self):
        found = said(explain_session(SESSION, {"fold", "cat-cow", "arch", "bridge"}))
        assert found["aim"] == {"count": 4}
        assert found["kinds"] == {"stretches": 2, "strength": 2}
        assert found["ways"] == {"flexion": 1, "mixed": 1, "extension": 1, "neutral": 1}

    def test_says_where_an_exercise_is_beside_the_aim(self):
        found = said(explain_session(SESSION, {"fold", "arch"}))
        assert found["aim_part"] == {"count": 2}
        assert "aim" not in found

    def test_gives_the_order_from_warm_up_to_calm_end(self):
        found = said(explain_session(SESSION, ()))
        assert found["warm_first"] == {"count": 1}
        assert {"stretches_first", "calm_end"} <= found.keys()
        assert found["few_changes"] == {"count": 4}

    def test_does_not_praise_an_order_that_another_beats(self):
        first = step("a", position=Position.FACE_UP)
        second = step("b", position=Position.SITTING)
        third = step("c", position=Position.FACE_UP)
        found = said(explain_session((first, second, third, closing()), ()))
        assert found["changes"] == {"count": 3}

    def test_says_nothing_that_is_not_so(self):
        found = said(explain_session((FOLD,), ()))
        assert not found.keys() & {"warm_first", "stretches_first", "calm_end", "kinds"}


class TestBalance:
    def test_a_balanced_session_lacks_nothing(self):
        assert lacking(SESSION) == ()

    def test_bending_and_arching_in_one_is_both(self):
        assert lacking((BOTH, BRIDGE)) == ()

    def test_what_there_is_none_of_is_named(self):
        assert lacking((FOLD,)) == (Lack.STRENGTH, Lack.ARCHING)
        assert lacking((ARCH,)) == (Lack.STRETCH, Lack.BENDING)
        found = said(explain_session((WALK, FOLD, closing()), ()))
        assert {"no_strength", "no_arching"} <= found.keys()

    def test_one_stands_where_another_stood(self):
        assert replaced(SESSION, "arch", BRIDGE)[3] == BRIDGE


class TestWeek:
    def test_counts_exercises_and_the_least_that_each_comes(self):
        found = said(explain_week([SESSION, (FOLD, ARCH)], (0, 3)))
        assert found == {"times": {"exercises": 4, "least": 1}, "rest_days": {}}

    def test_says_that_two_days_are_neighbours(self):
        assert "side_by_side" in said(explain_week([SESSION], (6, 0)))

    def test_a_lack_in_one_session_is_none_of_the_week(self):
        assert not any(
            key.startswith("week_no") for key in said(explain_week([(FOLD,), (ARCH,)], (0, 3)))
        )
        assert "week_no_strength" in said(explain_week([(FOLD,)], (0,)))


class TestOrder:
    def test_stretches_come_first_and_positions_change_little(self):
        sitting = step("sit", position=Position.SITTING)
        order = in_order([ARCH, sitting, BRIDGE, FOLD], Position.FACE_UP)
        assert [step.exercise.slug for step in order] == ["sit", "fold", "arch", "bridge"]


class TestLikeness:
    @staticmethod
    def trait(slug, direction, position=Position.FACE_UP, areas=()):
        return Trait(slug, direction, position, frozenset(areas))

    def test_direction_counts_before_areas_and_areas_before_position(self):
        to = self.trait("now", Direction.FLEXION, areas={"hips", "lower_back"})
        others = [
            self.trait("other-way", Direction.EXTENSION, areas={"hips", "lower_back"}),
            self.trait("half", Direction.MIXED, areas={"hips", "lower_back"}),
            self.trait("one-area", Direction.FLEXION, areas={"hips"}),
            self.trait("elsewhere", Direction.FLEXION, Position.SITTING, {"hips", "lower_back"}),
            self.trait("same", Direction.FLEXION, areas={"hips", "lower_back"}),
        ]
        found = most_alike(to, others)
        assert [likeness.trait.slug for likeness in found] == [
            "same", "elsewhere", "one-area", "half", "other-way",
        ]  # fmt: skip
        assert found[1].is_same_direction
        assert not found[1].is_same_position
        assert found[2].areas == {"hips"}
