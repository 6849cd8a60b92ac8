"""A little variety after four weeks."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from routines.planning import Exchange, Other, is_block_over, lacking, vary
from routines.vocabulary import Direction, Kind
from tests.planning.ladders import closing, exercise, step

FOLD = step("fold", direction=Direction.FLEXION)
ROCK = step("rock", direction=Direction.MIXED)
ARCH = step("arch", Kind.STRENGTH, Direction.EXTENSION)
BRIDGE = step("bridge", Kind.STRETCH_STRENGTH)
SESSIONS = ((FOLD, ROCK, ARCH, closing()), (FOLD, ARCH, BRIDGE, closing()))


def other(slug, kind=Kind.STRETCH, direction=Direction.FLEXION, days=None):
    return Other(exercise(slug, kind, direction), days)


LIE = other("lie", days=40)
LIFT = other("lift", Kind.STRENGTH, Direction.EXTENSION, days=40)


def exchanges(*others, minutes=15):
    return vary(SESSIONS, others, minutes).exchanges


def test_one_stretch_and_one_for_strength_give_way():
    assert exchanges(LIE, LIFT) == (Exchange("fold", "lie"), Exchange("arch", "lift"))


def test_the_new_one_stands_wherever_the_other_stood():
    varied = vary(SESSIONS, [LIE], 15)
    assert [[step.exercise.slug for step in session] for session in varied.sessions] == [
        ["lie", "rock", "arch", "breathing"],
        ["lie", "arch", "bridge", "breathing"],
    ]


def test_what_was_not_done_for_longest_comes_first():
    assert exchanges(LIE, other("older", days=60)) == (Exchange("fold", "older"),)
    assert exchanges(LIE, other("never")) == (Exchange("fold", "never"),)


def test_where_nothing_is_left_the_week_stays():
    assert vary(SESSIONS, [], 15) == vary(SESSIONS, [other("twist", Kind.WARM_UP)], 15)
    assert exchanges() == ()


def test_nothing_that_would_make_a_session_one_sided():
    """In the second session the fold is all that bends."""
    level = other("level", direction=Direction.NEUTRAL)
    assert exchanges(level) == (Exchange("rock", "level"),)


def test_four_weeks_are_28_days():
    began_on = date(2026, 11, 2)
    assert not is_block_over(began_on, date(2026, 11, 29))
    assert is_block_over(began_on, date(2026, 11, 30))
    assert not is_block_over(None, date(2026, 11, 30))


others = st.lists(
    st.builds(
        other,
        st.sampled_from(["a", "b", "c", "d"]),
        st.sampled_from([Kind.STRETCH, Kind.STRENGTH, Kind.SUPPORT]),
        st.sampled_from(list(Direction)),
        st.none() | st.integers(0, 99),
    ),
    unique_by=lambda other: other.exercise.slug,
)


@given(others)
def test_at_most_two_and_never_out_of_balance(others):
    varied = vary(SESSIONS, others, 15)
    assert len(varied.exchanges) <= 2
    assert varied == vary(SESSIONS, others, 15)
    for before, after in zip(SESSIONS, varied.sessions, strict=True):
        assert set(lacking(after)) <= set(lacking(before))
        slugs = [step.exercise.slug for step in after]
        assert len(slugs) == len(set(slugs)) == len(before)
