"""No floor today, and only five minutes."""

import pytest

from routines.coaching.diary import Rows
from routines.library.load import load
from routines.library.schema import read_library
from routines.models import Exercise
from routines.vocabulary import Gate
from tests.factories import begin_session, do_session, next_planned, stand_at, tell_morning

pytestmark = pytest.mark.django_db


def on_floor(slug, *allow):
    """What an exercise is without a floor."""
    row = {"allow": list(allow), "longest_hold_seconds": None, "note": ""}
    Exercise.objects.filter(slug=slug).update(precautions={"no_floor": row})


@pytest.fixture(autouse=True)
def only_these_need_the_floor(library):
    """Every exercise does without the floor, but for those that a test names."""
    Exercise.objects.update(precautions={})


def slugs_of(session):
    return [step.exercise.slug for step in session.steps.in_order().with_library()]


def planned_slugs(person, at):
    items = next_planned(person, at).routine.items.for_display()
    return [item.current.exercise.slug for item in items]


class TestNoFloor:
    def test_where_nothing_needs_the_floor_nothing_changes(self, alice, monday):
        planned = planned_slugs(alice, monday)
        session = begin_session(alice, at=monday, is_no_floor=True)
        assert slugs_of(session) == planned
        assert session.is_counted

    def test_the_nearest_form_of_the_same_exercise_is_taken(self, alice, monday):
        on_floor("cobra", "lying-face-down")
        session = begin_session(alice, at=monday, is_no_floor=True)
        cobra = session.steps.with_library().get(exercise__slug="cobra")
        assert cobra.dose.variant.slug == "lying-face-down"
        assert not session.is_counted

    def test_the_easiest_form_is_exchanged_for_nothing_that_may_be_harder(self, alice, monday):
        load(read_library())
        stand_at(alice, "cobra", "lying-face-down")
        stand_at(alice, "bridge", "pelvic-tilt")
        session = begin_session(alice, at=monday, is_no_floor=True)
        variants = set(session.steps.values_list("dose__variant__slug", flat=True))
        assert variants.isdisjoint({"bed-sphinx", "wall-cobra", "bed-bridge"})
        assert "seated-pelvic-tilt" in variants

    def test_else_one_of_its_swaps_that_suits(self, alice, monday):
        on_floor("cobra")
        Exercise.objects.filter(slug="cobra").update(
            swaps={"load": [["bridge", "bridge"], ["pelvic-tilt", "pelvic-tilt"]]}
        )
        on_floor("bridge")
        session = begin_session(alice, at=monday, is_no_floor=True)
        tilt = session.steps.with_library().get(exercise__slug="pelvic-tilt")
        assert tilt.instead_of.slug == "cobra"
        assert "cobra" not in slugs_of(session)
        assert alice.current_doses.filter(exercise__slug="pelvic-tilt").exists()

    def test_else_it_is_left_out_and_the_session_still_counts(self, alice, monday):
        on_floor("cobra")
        Exercise.objects.filter(slug="cobra").update(swaps={"load": []})
        planned = planned_slugs(alice, monday)
        session = begin_session(alice, at=monday, is_no_floor=True)
        assert slugs_of(session) == [slug for slug in planned if slug != "cobra"]
        assert session.is_counted

    def test_for_who_never_has_a_floor_it_changes_nothing(self, alice, monday):
        alice.conditions = alice.fitted_for = ["no_floor"]
        alice.save()
        planned = planned_slugs(alice, monday)
        session = begin_session(alice, at=monday, is_no_floor=True)
        assert slugs_of(session) == planned
        assert session.is_counted

    def test_what_is_exchanged_counts_for_no_progress(self, alice, monday):
        on_floor("cobra", "lying-face-down")
        session = begin_session(alice, at=monday, is_no_floor=True)
        steps = session.steps.in_order()
        steps.update(status="done", done_percent=100, answered_at=monday)
        session.close(monday)
        (done,) = Rows(alice).sessions()
        assert {step.counted for step in done.steps} == {False}
        assert done.gate == Gate.RUN

    def test_a_planned_session_counts_for_progress(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        (done,) = Rows(alice).sessions()
        assert {step.counted for step in done.steps} == {True}

    def test_a_gentle_day_without_the_floor_forbids_nothing_twice(self, alice, monday):
        on_floor("pelvic-tilt")
        session = begin_session(alice, at=monday, pre=6, is_no_floor=True)
        assert slugs_of(session) == ["slow-breathing", "knee-rolls", "brisk-walking"]


class TestFiveMinutes:
    def test_what_is_left_out_of_them_keeps_nothing_from_counting(self, alice, monday):
        plain = set(slugs_of(begin_session(alice, at=monday, is_five_minutes=True)))
        alice.sessions.all().delete()
        (slug, *_) = {"cobra", "childs-pose", "bridge", "cat-cow"} - plain
        Exercise.objects.filter(slug=slug).update(swaps={"load": [["knee-rolls", "knee-rolls"]]})
        on_floor(slug)
        both = begin_session(alice, at=monday, is_five_minutes=True, is_no_floor=True)
        assert both.is_counted == ("knee-rolls" not in slugs_of(both))

    def test_one_moving_warm_up_a_stretch_a_strength_and_breathing(self, alice, monday):
        session = begin_session(alice, at=monday, is_five_minutes=True)
        steps = list(session.steps.in_order().with_library())
        phases = [step.phase for step in steps]
        assert phases == ["warm_up", "stretch", "strength", "cool_down"]
        assert steps[0].dose.hold_seconds == 0

    def test_the_doses_stay_so_it_counts(self, alice, monday):
        session = begin_session(alice, at=monday, is_five_minutes=True)
        assert session.is_counted
        own = dict(alice.current_doses.values_list("exercise", "dose"))
        for step in session.steps.filter(phase__in=["stretch", "strength"]):
            assert own[step.exercise_id] == step.dose_id

    def test_a_lighter_day_stays_lighter(self, alice, monday):
        session = begin_session(alice, at=monday, pre=4, is_five_minutes=True)
        assert session.check_in.gate == Gate.LIGHT
        assert not session.is_counted
        assert session.steps.count() in (3, 4)
