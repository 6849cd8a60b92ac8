"""A balanced week, on the real library."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from routines import planning
from routines.library.schema import read_library
from routines.planning import Dose, Exercise, Step, Variant
from routines.planning.week import position_changes
from routines.progression import Place
from routines.vocabulary import Direction, Kind, Phase, Position

LIBRARY = read_library()
AIMS = ["ease", "loosen", "stay_bendy"]
MAINS = (Phase.STRETCH, Phase.STRENGTH)


def exercise_for(slug, aim):
    """An exercise of the library at the first dose that the aim begins with."""
    text = next(one for one in LIBRARY.exercises if one.slug == slug)
    ladder = tuple(
        Variant(
            slug=variant.slug,
            direction=Direction(variant.fields["direction"]),
            position=Position(variant.fields["position"]),
            doses=tuple(
                Dose(d.sets, d.reps, d.hold_seconds, d.rest_seconds) for d in variant.doses
            ),
            sides=1 if variant.fields["sides"] == "none" else 2,
            rep_seconds=variant.fields["rep_seconds"],
        )
        for variant in text.variants
    )
    start = text.variant_slugs().index(text.fields["starts"][aim])
    return Exercise(slug, Kind(text.fields["kind"]), ladder, Place(start, 0))


def week_for(aim, days, minutes):
    session = LIBRARY.session
    return planning.plan_week(
        mains=[exercise_for(slug, aim) for slug in session.aims[aim]],
        warm_up=[exercise_for(slug, aim) for slug in session.warm_up],
        cool_down=[exercise_for(slug, aim) for slug in session.cool_down],
        days=days,
        minutes=minutes,
    )


@pytest.fixture(params=product(AIMS, (2, 3), (10, 15, 20)), ids=lambda p: "-".join(map(str, p)))
def asked(request):
    return request.param


@pytest.fixture
def week(asked):
    return week_for(*asked)


class TestEveryWeek:
    def test_has_a_session_for_each_day(self, week, asked):
        assert len(week.sessions) == asked[1]

    def test_holds_three_or_four_main_exercises_a_session_and_none_twice(self, week):
        for session in week.sessions:
            mains = [step.exercise.slug for step in session if step.phase in MAINS]
            assert len(mains) in (3, 4)
            assert len(set(mains)) == len(mains)

    def test_brings_each_main_exercise_at_least_twice(self, week):
        assert min(Counter(step.exercise.slug for step in week.main_steps()).values()) >= 2

    def test_keeps_to_its_minutes(self, week, asked):
        for session in week.sessions:
            assert planning.session_minutes(session) <= asked[2]

    def test_opens_with_the_warm_up_and_closes_with_breathing(self, week):
        order = [Phase.WARM_UP, Phase.STRETCH, Phase.STRENGTH, Phase.COOL_DOWN]
        for session in week.sessions:
            phases = [order.index(step.phase) for step in session]
            assert phases == sorted(phases)
            assert [s.exercise.slug for s in session[:3]] == list(LIBRARY.session.warm_up)
            assert session[-1].exercise.slug == "slow-breathing"

    def test_mixes_stretch_and_strength_bending_and_arching_in_each_session(self, week):
        for session in week.sessions:
            mains = [step for step in session if step.phase in MAINS]
            strength = sum(step.exercise.kind.is_strength for step in mains)
            directions = {step.variant.direction for step in mains}
            assert 0 < strength < len(mains)
            assert directions & {Direction.FLEXION, Direction.MIXED}
            assert directions & {Direction.EXTENSION, Direction.MIXED}

    def test_changes_position_as_rarely_as_any_order_could(self, week):
        from itertools import permutations

        for session in week.sessions:
            mains = [step.exercise for step in session if step.phase in MAINS]
            last = session[-1].variant.position
            orders = [
                order
                for order in permutations(mains)
                if [e.kind.is_strength for e in order] == sorted(e.kind.is_strength for e in mains)
            ]
            assert position_changes(mains, last) == min(
                position_changes(order, last) for order in orders
            )

    def test_is_the_same_for_the_same_wishes(self, week, asked):
        assert week_for(*asked) == week


def test_the_opening_walk_shrinks_to_two_minutes_in_a_ten_minute_session():
    walk = week_for("loosen", 3, 10).sessions[0][0]
    assert walk.exercise.slug == "brisk-walking"
    assert walk.dose.hold_seconds in (120, 180)


def test_the_opening_walk_takes_five_minutes_where_there_is_room():
    assert week_for("loosen", 3, 20).sessions[0][0].dose.hold_seconds == 300


def test_three_main_exercises_are_planned_where_four_do_not_fit():
    mains = [exercise_for(slug, "loosen") for slug in LIBRARY.session.aims["loosen"]]
    long_dose = Dose(1, 1, 120, 0)
    slow = [
        replace(e, ladder=(replace(e.variant, doses=(long_dose,)),), place=Place(0, 0))
        for e in mains
    ]
    week = planning.plan_week(
        mains=slow,
        warm_up=[exercise_for("brisk-walking", "loosen")],
        cool_down=[exercise_for("slow-breathing", "loosen")],
        days=2,
        minutes=15,
    )
    counts = {sum(step.phase in MAINS for step in session) for session in week.sessions}
    assert counts == {4}
    tight = planning.plan_week(
        mains=slow,
        warm_up=[exercise_for("brisk-walking", "loosen")],
        cool_down=[exercise_for("slow-breathing", "loosen")],
        days=2,
        minutes=12,
    )
    assert {sum(s.phase in MAINS for s in session) for session in tight.sessions} == {3}


class TestSteps:
    def test_a_step_knows_its_variant_and_dose(self):
        step = Step(Phase.STRETCH, exercise_for("cobra", "loosen"))
        assert (step.variant.slug, step.dose.hold_seconds) == ("sphinx", 10)
