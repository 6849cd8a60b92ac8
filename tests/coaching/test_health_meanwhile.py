"""What a person tells of their health, or asks for today, after a session was laid out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from routines import coaching
from routines.coaching.health import Health
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.coaching.step_hurts import Report
from routines.models import Exercise, Variant
from routines.vocabulary import Status
from tests.factories import (
    PersonFactory,
    begin_session,
    do_session,
    give_plan,
    key_of,
    stand_at,
    step_of,
    tell_morning,
)
from tests.forbidden import faults

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def moves_waiting(session):
    rows = session.steps.waiting()
    return rows.values_list("exercise__slug", "dose__variant__slug", "dose__hold_seconds")


class TestAnOpenSession:
    @pytest.mark.parametrize(
        "condition", ["osteoporosis", "extension_sensitive", "dizziness", "knee"]
    )
    def test_loses_what_no_longer_suits_and_keeps_the_rest(self, alice, monday, condition):
        session = begin_session(alice, at=monday)
        assert faults({condition}, moves_waiting(session))
        health = Health(conditions=frozenset({condition}))
        coaching.health.record(alice, health, at=monday + HOUR)
        assert faults({condition}, moves_waiting(session)) == []
        assert session.steps.waiting().exists()

    def test_keeps_what_was_answered(self, alice, monday):
        session = begin_session(alice, at=monday)
        cobra = step_of(session, "cobra")
        answer = StepAnswer("done", 100)
        coaching.step_answers.answer(key_of(cobra), answer, version=0, at=monday)
        health = Health(conditions=frozenset({"extension_sensitive"}))
        coaching.health.record(alice, health, at=monday + HOUR)
        cobra.refresh_from_db()
        assert cobra.status == Status.DONE

    def test_keeps_what_is_done_off_the_floor_for_today(self, alice, monday):
        session = begin_session(alice, at=monday, is_no_floor=True)
        before = session.steps.waiting().count()
        health = Health(conditions=frozenset({"neck"}))
        coaching.health.record(alice, health, at=monday + HOUR)
        assert faults({"neck", "no_floor"}, moves_waiting(session)) == []
        assert session.steps.waiting().count() >= before - 1

    def test_is_looked_at_anew_on_the_day_a_condition_comes_into_force(
        self, as_alice, alice, monday, time_machine
    ):
        session = begin_session(alice, at=monday)
        alice.conditions = ["pregnant"]
        alice.due_on = monday.date() + timedelta(weeks=24, days=1)
        alice.save()
        time_machine.move_to(monday + HOUR)
        as_alice.get(reverse("routines:session_run", args=[session.pk]))
        assert faults({"pregnant"}, moves_waiting(session))
        time_machine.move_to(monday + DAY)
        as_alice.post(reverse("routines:changes_seen"))
        assert faults({"pregnant"}, moves_waiting(session)) == []

    def test_does_not_bring_back_what_was_left_out_when_a_stop_is_taken_back(self, alice, monday):
        first, second = Exercise.objects.filter(slug__in=["cobra", "superman"]).order_by("rank")
        session = begin_session(alice, at=monday)
        steps = list(session.steps.filter(phase__in=["stretch", "strength"]).in_order())
        extension = Variant.objects.get(exercise=first, slug="sphinx").doses.first()
        other = Variant.objects.get(exercise=second, slug="one-limb-lift").doses.first()
        for step, exercise, dose in zip(
            steps[-2:], (first, second), (extension, other), strict=True
        ):
            step.exercise, step.dose = exercise, dose
            step.save()
        report = Report(6, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(steps[-2]), report, version=0, at=monday)
        health = Health(conditions=frozenset({"flexion_sensitive"}))
        coaching.health.record(alice, health, at=monday + HOUR)
        report = Report(2, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(steps[-2]), report, version=1, at=monday + HOUR)
        assert faults({"flexion_sensitive"}, moves_waiting(session)) == []

    def test_leaves_a_stopped_step_that_no_longer_suits_as_it_is(self, alice, monday):
        session = begin_session(alice, at=monday)
        cobra = step_of(session, "cobra")
        report = Report(6, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(cobra), report, version=0, at=monday)
        health = Health(conditions=frozenset({"extension_sensitive"}))
        coaching.health.record(alice, health, at=monday + HOUR)
        report = Report(2, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(cobra), report, version=1, at=monday + HOUR)
        cobra.refresh_from_db()
        assert (cobra.status, cobra.during) == (Status.PARTIAL, 2)

    def test_of_which_only_a_discomfort_was_told_is_kept(self, alice, monday):
        session = begin_session(alice, at=monday)
        report = Report(4, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(step_of(session, "cobra")), report, version=0, at=monday)
        begin_session(alice, at=monday + 3 * DAY)
        session.refresh_from_db()
        assert not session.is_open
        assert step_of(session, "cobra").during == 4

    def test_that_was_never_answered_never_was(self, alice, monday):
        session = begin_session(alice, at=monday)
        health = Health(conditions=frozenset({"osteoporosis"}))
        coaching.health.record(alice, health, at=monday + HOUR)
        begin_session(alice, at=monday + 3 * DAY)
        assert not alice.sessions.filter(pk=session.pk).exists()


class TestNoFloor:
    def test_neither_easier_nor_a_swap_leads_down_to_it(self, alice, monday):
        session = begin_session(alice, at=monday, is_no_floor=True)
        steps = list(session.steps.in_order().with_library())
        doses = [
            choice.amount.dose
            for step in steps
            for choice in coaching.step_changes.swap_choices(step, steps)
        ]
        doses += [dose for step in steps if (dose := coaching.step_changes.easier_dose(step))]
        moves = [(d.variant.exercise.slug, d.variant.slug, d.hold_seconds) for d in doses]
        assert faults({"no_floor"}, moves) == []


class TestADirectionThatRests:
    @pytest.fixture
    def resting(self, monday, library):
        """Extension rests for somebody who does the bird dog of the Superman ladder."""
        person = PersonFactory(usual_morning=1)
        give_plan(person, at=monday)
        stand_at(person, "superman", "bird-dog")
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(person, at=monday, differing={"cobra": felt}))
        return person

    def test_is_not_what_an_exercise_is_eased_into(self, resting, monday):
        session = begin_session(resting, at=monday + 3 * DAY)
        step = session.steps.in_order().filter(phase="strength").first()
        step.exercise = Exercise.objects.get(slug="superman")
        step.dose = Variant.objects.get(slug="bird-dog", exercise=step.exercise).doses.first()
        step.save()
        assert coaching.step_changes.easier_dose(step) is None

    def test_is_in_no_lighter_session(self, resting, monday):
        superman = resting.current_doses.get(exercise__slug="superman")
        for routine in resting.routines.all():
            if not routine.items.filter(current=superman).exists():
                last = routine.items.filter(phase="strength").last()
                last.current = superman
                last.save()
        session = begin_session(resting, at=monday + 3 * DAY, pre=4)
        assert session.check_in.gate == "LIGHT"
        directions = session.steps.values_list("dose__variant__direction", flat=True)
        assert "extension" not in directions

    def test_is_in_no_session_without_the_floor(self, resting, monday):
        """A hamstring stretch is level on the floor, and bends the back on a chair."""
        stand_at(resting, "seated-forward-bend", "lying-hamstring-stretch")
        rest = resting.plan_entries.get(rule="REST")
        rest.direction = "flexion"
        rest.save()
        session = begin_session(resting, at=monday + 3 * DAY, is_no_floor=True)
        directions = session.steps.values_list("dose__variant__direction", flat=True)
        assert "flexion" not in directions
