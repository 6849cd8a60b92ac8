"""Through the gate, into a session."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.ledger import kept_state
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.models import Lock, Session
from routines.vocabulary import Gate, StopReason
from routines.words import rules as rule_words
from tests.factories import (
    PersonFactory,
    begin_session,
    do_session,
    give_plan,
    key_of,
    next_planned,
    pause,
    tell_morning,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def explain(lock, at, checked_on=None):
    how = "professional" if checked_on else "mistake"
    lock.explain(cleared_as=how, checked_on=checked_on, note="", at=at)


def check_in(person, at, pre=1, **answers):
    return coaching.check_in.begin(next_planned(person, at), Answers(pre, **answers), at=at)


class TestCheckIn:
    def test_a_usual_back_begins_the_planned_session(self, alice, monday):
        row = check_in(alice, monday)
        assert (row.gate, row.rules) == (Gate.RUN, ["D1"])
        session = Session.objects.get(pk=row.planned_id)
        assert session.is_counted
        phases = [step.phase for step in session.steps.in_order()]
        assert phases == sorted(phases, key=["warm_up", "stretch", "strength", "cool_down"].index)

    def test_somebody_already_warm_is_spared_the_walk(self, alice, monday):
        row = check_in(alice, monday, is_already_warm=True)
        first = Session.objects.get(pk=row.planned_id).steps.in_order().with_library()[0]
        assert first.exercise.slug == "torso-twists"

    def test_an_eight_begins_nothing_and_locks_nothing(self, alice, monday):
        row = check_in(alice, monday, pre=8)
        assert (row.gate, row.rules) == (Gate.STOP_SEE, ["T3"])
        assert not Session.objects.exists()
        assert not Lock.objects.exists()
        assert check_in(alice, monday + DAY, pre=1).gate == Gate.RUN

    def test_a_six_becomes_a_gentle_version_that_is_not_counted(self, alice, monday):
        row = check_in(alice, monday, pre=6)
        session = Session.objects.get(pk=row.planned_id)
        slugs = [step.exercise.slug for step in session.steps.in_order().with_library()]
        assert row.gate == Gate.EASE
        assert slugs == ["slow-breathing", "pelvic-tilt", "knee-rolls", "brisk-walking"]
        assert not session.is_counted

    def test_sorer_than_usual_makes_everything_one_step_easier(self, alice, monday):
        row = check_in(alice, monday, pre=4)
        session = Session.objects.get(pk=row.planned_id)
        assert row.gate == Gate.LIGHT
        cobra = session.steps.with_library().get(exercise__slug="cobra")
        assert (cobra.dose.variant.slug, cobra.dose.step) == ("lying-face-down", 2)
        assert not session.is_counted

    def test_a_second_session_on_the_day_is_mobility_alone(self, alice, monday):
        do_session(alice, at=monday)
        row = check_in(alice, monday + timedelta(hours=2))
        assert (row.gate, row.rules) == (Gate.MOBILITY_ONLY, ["D4", "D5"])
        steps = Session.objects.get(pk=row.planned_id).steps.all()
        assert {step.phase for step in steps} == {"warm_up", "stretch", "cool_down"}

    def test_the_day_after_strength_leaves_strength_out(self, alice, monday):
        do_session(alice, at=monday)
        row = check_in(alice, monday + DAY)
        assert (row.gate, row.rules) == (Gate.NO_STRENGTH, ["D5"])

    def test_a_session_with_nothing_done_is_no_session(self, alice, monday):
        begin_session(alice, at=monday)
        row = check_in(alice, monday + timedelta(hours=1))
        assert row.gate == Gate.RUN
        assert Session.objects.count() == 1

    def test_a_session_left_open_is_closed_with_what_was_answered(self, alice, monday):
        session = begin_session(alice, at=monday)
        step = session.steps.in_order().with_library()[0]
        coaching.step_answers.answer(key_of(step), StepAnswer("done", 100), version=0, at=monday)
        check_in(alice, monday + 3 * DAY)
        session.refresh_from_db()
        assert not session.is_open

    def test_a_flag_pauses_the_plan(self, alice, monday):
        row = check_in(alice, monday, flags=frozenset({"chest_pain", "weight_loss"}))
        assert row.gate == Gate.EMERGENCY
        assert sorted(Lock.objects.values_list("rule", flat=True)) == ["E1", "U1"]
        assert check_in(alice, monday + DAY).gate == Gate.LOCKED

    def test_strength_paused_by_t5_leaves_the_rest(self, alice, monday):
        pause(alice, "T5", at=monday - DAY)
        assert check_in(alice, monday).gate == Gate.NO_STRENGTH

    def test_forty_days_off_ask_the_questions_again(self, alice, monday):
        do_session(alice, at=monday)
        later = monday + 40 * DAY
        plan = alice.weekly_plans.active().get()
        coaching.week.resume(plan, later.date())
        assert check_in(alice, later).gate == Gate.RESCREEN
        coaching.locks.answer_red_flags(alice, [], at=later + MINUTE)
        assert check_in(alice, later + 2 * MINUTE).gate == Gate.RUN

    def test_a_nerve_sign_that_stayed_stops_the_next_session_even_without_a_morning(
        self, alice, monday
    ):
        felt = Felt(during=2, neuro="persistent")
        do_session(alice, at=monday, differing={"cobra": felt})
        assert check_in(alice, monday + 3 * DAY).gate == Gate.LOCKED

    def test_the_usual_morning_is_that_of_set_up_until_seven_are_known(self, alice, monday):
        tell_morning(do_session(alice, at=monday), word="worse", number=2)
        assert check_in(alice, monday + 3 * DAY).usual_morning == 1


class TestScreen:
    def test_none_of_these_keeps_the_plan_free(self, alice, monday):
        coaching.locks.answer_red_flags(alice, [], at=monday)
        assert not alice.locks.in_force().exists()

    def test_saying_a_flag_twice_pauses_once(self, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        assert alice.locks.in_force().count() == 1

    def test_a_pause_stays_until_the_questions_are_answered_again(self, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        explain(alice.locks.get(), monday + MINUTE, checked_on=monday.date())
        assert alice.locks.in_force().exists()
        coaching.locks.answer_red_flags(alice, [], at=monday + 2 * MINUTE)
        assert not alice.locks.in_force().exists()

    def test_a_flag_in_the_new_answers_keeps_it_paused(self, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        explain(alice.locks.get(), monday + MINUTE)
        coaching.locks.answer_red_flags(alice, ["fever_unwell"], at=monday)
        assert alice.locks.in_force().exists()

    def test_an_unexplained_pause_is_not_cleared_by_answering(self, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday)
        coaching.locks.answer_red_flags(alice, [], at=monday)
        assert alice.locks.in_force().exists()


class TestWhatCountsAsTrained:
    def test_a_session_in_which_everything_was_left_out_is_no_training(self, library, monday):
        person = PersonFactory()
        give_plan(person, at=monday)
        session = begin_session(person, at=monday)
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        reasons = set(session.steps.values_list("stop_reason", flat=True))
        assert reasons == {StopReason.OTHER}
        assert check_in(person, monday + DAY).gate == Gate.RUN


class TestSecondThoughts:
    def test_a_second_yes_is_a_pause_of_its_own(self, alice, monday):
        coaching.locks.answer_red_flags(alice, ["chest_pain"], at=monday)
        explain(alice.locks.get(), monday + MINUTE)
        coaching.locks.answer_red_flags(alice, ["chest_pain"], at=monday + timedelta(hours=1))
        coaching.locks.answer_red_flags(alice, [], at=monday + timedelta(hours=2))
        assert [lock.rule for lock in alice.locks.in_force()] == ["E1"]
        assert alice.locks.count() == 2

    def test_a_new_week_keeps_what_was_said_today(self, alice, monday):
        check_in(alice, monday, pre=9)
        give_plan(alice, at=monday + timedelta(hours=1), weekdays=(1, 4))
        assert alice.check_ins.get().pre == 9

    def test_both_gates_that_match_are_said(self, alice, monday):
        do_session(alice, at=monday)
        plan = alice.weekly_plans.active().get()
        planned = coaching.week.resume(plan, (monday + 30 * DAY).date())
        row = coaching.check_in.begin(planned, Answers(9), at=monday + 30 * DAY)
        assert row.rules == ["T3", "G3"]
        assert rule_words.gate_reasons(row)[1].startswith("30 days")

    def test_a_session_of_which_nothing_was_done_ends_no_gap(self, alice, monday):
        do_session(alice, at=monday)
        session = begin_session(alice, at=monday + 7 * DAY)
        first = session.steps.in_order()[0]
        skip = StepAnswer("skipped", 0, StopReason.TIME)
        coaching.step_answers.answer(key_of(first), skip, version=0, at=monday + 7 * DAY)
        coaching.session_end.skip_rest(session, at=monday + 7 * DAY)
        coaching.session_end.close(session, after=None, differing={}, at=monday + 7 * DAY)
        coaching.locks.answer_red_flags(alice, [], at=monday + 30 * DAY)
        coaching.week.resume(alice.weekly_plans.active().get(), (monday + 31 * DAY).date())
        begin_session(alice, at=monday + 31 * DAY)
        decision = alice.decisions.filter(exercise__slug="bridge").last()
        assert (decision.rules, decision.numbers) == (["G3"], {"days": 31})


def said(person):
    return {decision.exercise_id: decision.said for decision in person.decisions.all()}


class TestCheckedInAnew:
    """In place of a check-in that began a session: as if that had never been."""

    def anew(self, slip, pre, at):
        seen = slip.fingerprint
        return coaching.check_in.begin(slip.planned, Answers(pre), instead_of=seen, at=at)

    def test_a_slip_breaks_no_row_of_severe_days(self, alice, monday):
        for day in range(2):
            check_in(alice, monday + day * DAY, pre=8)
        slip = check_in(alice, monday + 2 * DAY, pre=1)
        self.anew(slip, 8, monday + 2 * DAY + MINUTE)
        assert kept_state(alice).severe_days == 3
        assert not alice.check_ins.filter(pk=slip.pk).exists()

    def test_what_was_decided_with_the_slip_is_decided_again(self, alice, monday):
        do_session(alice, at=monday)
        slip = check_in(alice, monday + 3 * DAY, pre=5)
        with_slip = said(alice)
        self.anew(slip, 1, monday + 3 * DAY + MINUTE)
        assert said(alice) != with_slip
        assert said(alice).keys() == with_slip.keys()
        assert alice.sessions.open().get().check_in.pre == 1
