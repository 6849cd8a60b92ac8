"""Answering steps, stopping, finishing."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.session_end import ClosedBefore, Felt
from routines.coaching.step_answers import SessionFinished, StepAnswer, StepChanged
from routines.coaching.step_hurts import Report
from routines.models import Lock, Step
from routines.progression import Alarm, Outcome
from routines.vocabulary import Status, StopReason
from tests.factories import PersonFactory, begin_session, give_plan, key_of, step_of

pytestmark = pytest.mark.django_db

DONE = StepAnswer(Status.DONE, 100)
HALF = StepAnswer(Status.PARTIAL, 50, StopReason.TIME)


@pytest.fixture
def session(alice, monday):
    return begin_session(alice, at=monday)


@pytest.fixture
def cobra(session):
    return step_of(session, "cobra")


def make_report(**fields):
    said = {"during": 2, "quality": "ache", "spread": "none", "neuro": "none", "done_percent": 50}
    return Report(**{**said, **fields})


class TestAnswerStep:
    def test_an_answer_is_kept_with_its_moment(self, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), HALF, version=0, at=monday)
        cobra.refresh_from_db()
        assert (cobra.status, cobra.done_percent, cobra.stop_reason) == ("partial", 50, "time")
        assert cobra.answered_at == monday

    def test_saying_it_twice_is_saying_it_once(self, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        coaching.step_answers.answer(
            key_of(cobra), DONE, version=0, at=monday + timedelta(seconds=1)
        )
        cobra.refresh_from_db()
        assert (cobra.version, cobra.answered_at) == (1, monday)

    def test_another_answer_from_another_tab_is_not_overwritten(self, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        with pytest.raises(StepChanged) as changed:
            coaching.step_answers.answer(key_of(cobra), HALF, version=0, at=monday)
        assert changed.value.stored.status == Status.DONE

    def test_an_answer_may_be_changed_by_who_saw_it(self, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        coaching.step_answers.answer(key_of(cobra), HALF, version=1, at=monday)
        cobra.refresh_from_db()
        assert (cobra.status, cobra.version) == (Status.PARTIAL, 2)

    def test_a_finished_session_keeps_its_answers(self, session, cobra, monday):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        cobra.refresh_from_db()
        with pytest.raises(SessionFinished):
            coaching.step_answers.answer(key_of(cobra), DONE, version=cobra.version, at=monday)


class TestReport:
    def test_a_mild_ache_is_noted_and_the_exercise_goes_on(self, cobra, monday):
        outcome = coaching.step_hurts.report(
            key_of(cobra), make_report(during=4), version=0, at=monday
        )
        cobra.refresh_from_db()
        assert outcome == Outcome.GO_ON
        assert (cobra.during, cobra.status, cobra.version) == (4, "", 1)

    def test_a_six_stops_the_exercise_for_pain(self, cobra, monday):
        outcome = coaching.step_hurts.report(
            key_of(cobra), make_report(during=6), version=0, at=monday
        )
        cobra.refresh_from_db()
        assert outcome == Outcome.STOP_EXERCISE
        assert (cobra.status, cobra.stop_reason, cobra.was_stopped) == ("partial", "pain", True)

    def test_what_moves_the_back_the_same_way_is_left_out(self, library, monday):
        person = PersonFactory()
        give_plan(person, at=monday, aim="loosen", weekdays=(0, 2, 4))
        wednesday = monday + timedelta(days=2)
        session = begin_session(person, at=wednesday)
        cobra = step_of(session, "cobra")
        coaching.step_hurts.report(key_of(cobra), make_report(during=6), version=0, at=wednesday)
        extensions = step_of(session, "back-extensions")
        assert extensions.status == Status.SKIPPED
        assert extensions.is_left_out_with(cobra)
        assert step_of(session, "childs-pose").status == ""

    def test_a_second_stop_leaves_only_the_breathing(self, session, monday):
        first, second = step_of(session, "childs-pose"), step_of(session, "cobra")
        coaching.step_hurts.report(key_of(first), make_report(during=6), version=0, at=monday)
        outcome = coaching.step_hurts.report(
            key_of(second), make_report(during=7), version=0, at=monday
        )
        assert outcome == Outcome.FINISH_GENTLY
        waiting = session.steps.waiting().in_order().with_library()
        assert [s.exercise.slug for s in waiting if s.phase != "warm_up"] == ["slow-breathing"]

    @pytest.mark.parametrize(
        ("done_percent", "status", "reason"),
        [(0, "skipped", "pain"), (75, "partial", "pain"), (100, "done", "")],
    )
    def test_how_much_was_done_until_then_is_kept(
        self, cobra, monday, done_percent, status, reason
    ):
        said = make_report(during=6, done_percent=done_percent)
        coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
        cobra.refresh_from_db()
        assert (cobra.status, cobra.stop_reason) == (status, reason)

    def test_tingling_that_stays_ends_the_session_and_pauses_the_plan(self, session, cobra, monday):
        outcome = coaching.step_hurts.report(
            key_of(cobra), make_report(neuro="persistent"), version=0, at=monday
        )
        session.refresh_from_db()
        assert outcome == Outcome.END_AND_ASK
        assert not session.is_open
        assert not session.steps.waiting().exists()
        assert Lock.objects.get().rule == "T1"

    def test_dizziness_ends_the_session_and_pauses_nothing(self, session, cobra, monday):
        said = make_report(alarm=Alarm(dizzy_or_breathless=True))
        outcome = coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
        session.refresh_from_db()
        assert outcome == Outcome.END_AND_ASK
        assert not session.is_open
        assert not Lock.objects.exists()

    def test_chest_pain_is_an_emergency(self, cobra, monday):
        outcome = coaching.step_hurts.report(
            key_of(cobra), make_report(alarm=Alarm(chest_pain=True)), version=0, at=monday
        )
        assert outcome == Outcome.EMERGENCY
        assert Lock.objects.get().rule == "E1"

    def test_saying_it_twice_is_saying_it_once(self, cobra, monday):
        for _ in range(2):
            outcome = coaching.step_hurts.report(
                key_of(cobra), make_report(during=6), version=0, at=monday
            )
            assert outcome == Outcome.STOP_EXERCISE
        cobra.refresh_from_db()
        assert cobra.version == 1

    def test_another_answer_from_another_tab_is_not_overwritten(self, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        with pytest.raises(StepChanged):
            coaching.step_hurts.report(key_of(cobra), make_report(during=6), version=0, at=monday)


class TestClose:
    def finish(self, session, monday, **more):
        for step in session.steps.in_order():
            coaching.step_answers.answer(key_of(step), DONE, version=0, at=monday)
        arguments = {"after": None, "differing": {}, "at": monday, **more}
        coaching.session_end.close(session, **arguments)
        session.refresh_from_db()

    def test_no_more_than_at_the_start_stands_for_every_step(self, session, monday):
        self.finish(session, monday)
        assert session.after == 1
        assert set(session.steps.values_list("during", flat=True)) == {1}

    def test_what_differed_is_kept_for_its_step_alone(self, session, cobra, monday):
        felt = Felt(during=3, quality="ache", effort="hard")
        self.finish(session, monday, differing={cobra.pk: felt}, after=2)
        cobra.refresh_from_db()
        assert (cobra.during, cobra.quality, cobra.effort) == (3, "ache", "hard")
        assert session.after == 2

    def test_what_was_reported_on_the_way_stands(self, session, cobra, monday):
        coaching.step_hurts.report(key_of(cobra), make_report(during=4), version=0, at=monday)
        for step in session.steps.in_order():
            version = 1 if step.pk == cobra.pk else 0
            coaching.step_answers.answer(key_of(step), DONE, version=version, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        cobra.refresh_from_db()
        assert cobra.during == 4

    def test_closing_twice_the_same_way_is_closing_once(self, session, monday):
        self.finish(session, monday)
        coaching.session_end.close(
            session, after=None, differing={}, at=monday + timedelta(minutes=5)
        )
        session.refresh_from_db()
        assert session.closed_at - monday < timedelta(seconds=1)

    def test_closing_twice_in_different_ways_keeps_the_first(self, session, monday):
        self.finish(session, monday)
        with pytest.raises(ClosedBefore):
            coaching.session_end.close(session, after=9, differing={}, at=monday)

    def test_a_session_never_ends_before_it_starts(self, session, monday):
        self.finish(session, monday, at=monday - timedelta(hours=1))
        assert timedelta(0) <= session.closed_at - session.started_at < timedelta(seconds=1)

    def test_finishing_early_leaves_out_what_is_to_come(self, session, monday):
        first = session.steps.in_order()[0]
        coaching.step_answers.answer(key_of(first), DONE, version=0, at=monday)
        coaching.session_end.skip_rest(session, at=monday)
        assert session.is_open
        statuses = list(session.steps.in_order().values_list("status", flat=True))
        assert statuses == ["done"] + ["skipped"] * (len(statuses) - 1)


def test_a_step_without_answer_has_no_number(session):
    assert not Step.objects.filter(session=session, during__isnull=False).exists()


class TestAlarms:
    """What ends a session counts, whatever was answered or closed meanwhile."""

    CHEST = Alarm(chest_pain=True)

    def test_chest_pain_beside_the_same_numbers_is_an_emergency(
        self, alice, session, cobra, monday
    ):
        coaching.step_hurts.report(key_of(cobra), make_report(), version=0, at=monday)
        said = make_report(alarm=self.CHEST)
        assert (
            coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
            == Outcome.EMERGENCY
        )
        session.refresh_from_db()
        assert not session.is_open
        assert session.alarms == ["chest_pain"]
        assert alice.locks.get().rule == "E1"

    def test_chest_pain_beside_other_numbers_from_another_tab_too(self, alice, cobra, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        said = make_report(during=5, alarm=self.CHEST)
        assert (
            coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
            == Outcome.EMERGENCY
        )
        cobra.refresh_from_db()
        assert (cobra.status, cobra.during) == ("done", None)
        assert alice.locks.get().rule == "E1"

    def test_a_nerve_sign_that_stays_counts_after_the_session_was_closed(
        self, alice, session, cobra, monday
    ):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        said = make_report(neuro="persistent")
        assert (
            coaching.step_hurts.report(key_of(cobra), said, version=1, at=monday)
            == Outcome.END_AND_ASK
        )
        assert alice.locks.get().rule == "T1"

    def test_weakness_asks_the_red_flag_questions_before_the_next_session(
        self, alice, session, cobra, monday
    ):
        said = make_report(alarm=Alarm(weakness=True))
        coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
        assert alice.sessions.unchecked().first() == session
        coaching.locks.answer_red_flags(alice, [], at=monday + timedelta(minutes=1))
        assert alice.sessions.unchecked().first() is None

    def test_what_was_stopped_stays_stopped_for_pain(self, cobra, monday):
        coaching.step_hurts.report(key_of(cobra), make_report(during=7), version=0, at=monday)
        answer = StepAnswer(Status.SKIPPED, 0, StopReason.OTHER)
        coaching.step_answers.answer(key_of(cobra), answer, version=1, at=monday)
        coaching.step_answers.answer(key_of(cobra), answer, version=1, at=monday)
        cobra.refresh_from_db()
        assert (cobra.status, cobra.stop_reason, cobra.version) == ("skipped", "pain", 2)

    def test_where_the_back_stays_level_nothing_else_is_left_out(self, session, monday):
        rolls = step_of(session, "shoulder-rolls")
        said = make_report(during=6)
        assert (
            coaching.step_hurts.report(key_of(rolls), said, version=0, at=monday)
            == Outcome.STOP_EXERCISE
        )
        assert not session.steps.filter(status=Status.SKIPPED).exists()

    def test_a_good_stretch_needs_no_number(self, cobra, monday):
        said = make_report(during=None, quality="stretch")
        assert (
            coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday) == Outcome.GO_ON
        )
        cobra.refresh_from_db()
        assert (cobra.during, cobra.quality) == (None, "stretch")

    def test_a_stop_that_is_taken_back_brings_back_what_was_left_out(self, library, monday):
        person = PersonFactory()
        give_plan(person, at=monday, aim="loosen", weekdays=(0, 2, 4))
        wednesday = monday + timedelta(days=2)
        session = begin_session(person, at=wednesday)
        cobra = step_of(session, "cobra")
        coaching.step_hurts.report(key_of(cobra), make_report(during=6), version=0, at=wednesday)
        assert session.steps.filter(status=Status.SKIPPED).exists()
        said = make_report(during=2)
        assert (
            coaching.step_hurts.report(key_of(cobra), said, version=1, at=wednesday)
            == Outcome.GO_ON
        )
        cobra.refresh_from_db()
        assert (cobra.status, cobra.was_stopped, cobra.during) == ("", False, 2)
        assert not session.steps.filter(status=Status.SKIPPED).exists()
