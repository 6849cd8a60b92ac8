"""Saying it twice is saying it once: every action from several devices at the same moment."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from routines import coaching
from routines.coaching.step_answers import StepAnswer
from routines.models import (
    Choice,
    Decision,
    Discomfort,
    MorningReport,
    PlannedSession,
    Session,
    WeeklyPlan,
)
from tests.factories import (
    PersonFactory,
    begin_session,
    do_session,
    give_plan,
    key_of,
    make_wishes,
    next_planned,
    pause,
)

# A hundred where somebody asks for it: AT_ONCE=100.
AT_ONCE = int(os.environ.get("AT_ONCE", "4"))
WISHES = {
    "aim": "ease",
    "usual_morning": "2",
    "weekdays": ["0", "3"],
    "starts_at": "18:30",
    "minutes": "15",
    "time_zone": "UTC",
}


@pytest.fixture
def person(transactional_db, monday):
    with time_machine.travel(monday, tick=True):
        yield PersonFactory(usual_morning=1)


def post_at_once(person, address, data=None):
    """The same form from several clients at the same moment; every status that came back."""
    form = {**(data or {}), "form_key": str(uuid4())}

    def post(client):
        try:
            return client.post(address, form).status_code
        finally:
            connection.close()

    clients = [Client() for _ in range(AT_ONCE)]
    for client in clients:
        client.force_login(person)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(post, clients))


def test_health_is_told_once(person, monday):
    give_plan(person, at=monday)
    answers = {"cautions": "surgery", "may_exercise": "not_yet", "joints": "knee", "body": "none"}
    assert set(post_at_once(person, "/start/health/", answers)) == {303}
    assert person.screenings.of_health().count() == 2
    person.refresh_from_db()
    assert (person.conditions, person.waits_for_word_since) == (["knee"], monday.date())


def test_a_week_is_proposed_once(person, monday):
    give_plan(person, at=monday)
    assert set(post_at_once(person, "/start/wishes/", WISHES)) == {303}
    assert WeeklyPlan.objects.proposed().count() == 1


def test_a_week_is_accepted_once(person, monday):
    coaching.locks.answer_red_flags(person, [], at=monday)
    coaching.week.propose_week(person, make_wishes(), at=monday)
    assert set(post_at_once(person, "/plan/accept/")) == {303}
    assert WeeklyPlan.objects.active().count() == 1
    assert PlannedSession.objects.count() == 8


def test_a_session_begins_once(person, monday):
    give_plan(person, at=monday)
    address = next_planned(person, monday).get_absolute_url()
    assert set(post_at_once(person, address, {"pre": "1"})) == {303}
    assert Session.objects.count() == 1
    assert Session.objects.get().steps.count() == 8


def test_a_step_is_answered_once(person, monday):
    give_plan(person, at=monday)
    step = begin_session(person, at=monday).steps.in_order()[0]
    data = {"version": "0", "status": "done"}
    assert set(post_at_once(person, step.get_absolute_url(), data)) == {303}
    step.refresh_from_db()
    assert step.version == 1


def test_a_session_is_closed_once(person, monday):
    give_plan(person, at=monday)
    session = begin_session(person, at=monday)
    coaching.session_end.skip_rest(session, at=monday)
    assert set(post_at_once(person, session.after_address, {"same": "1"})) == {303}
    assert Session.objects.get().closed_at


def test_a_morning_is_told_once(person, monday):
    give_plan(person, at=monday)
    do_session(person, at=monday)
    with time_machine.travel(monday + timedelta(hours=13), tick=True):
        statuses = post_at_once(person, "/morning/", {"word": "same"})
    assert set(statuses) <= {200, 303}
    assert MorningReport.objects.count() == 1
    assert Decision.objects.count() == 6


def test_a_pause_is_one_pause(person, monday):
    give_plan(person, at=monday)
    answers = {"emergency": "chest_pain", "urgent": "none"}
    assert set(post_at_once(person, "/start/", answers)) == {303}
    assert person.locks.in_force().count() == 1


def test_a_second_tap_explains_no_second_pause(person, monday):
    give_plan(person, at=monday)
    for rule in ("U1", "E1"):
        pause(person, rule, at=monday)
    shown = person.locks.get(rule="E1")
    said = {"cleared_as": "mistake", "lock": str(shown.pk)}
    assert set(post_at_once(person, "/plan/paused/", said)) == {303}
    assert person.locks.explained().get() == shown


def test_a_time_away_is_resumed_once(person, monday):
    give_plan(person, at=monday)
    with time_machine.travel(monday + timedelta(days=90), tick=True):
        assert set(post_at_once(person, "/plan/resume/")) == {303}
        today = person.date_at(monday + timedelta(days=90))
        assert PlannedSession.objects.filter(planned_on=today).count() == 1


def test_discomfort_is_told_once(person, monday):
    give_plan(person, at=monday)
    answers = {"number": "4", "places": ["lower_back"], "note": "After digging."}
    assert set(post_at_once(person, "/discomfort/", answers)) == {303}
    assert Discomfort.objects.count() == 1


def test_a_choice_is_made_once(person, monday):
    give_plan(person, at=monday)
    seen = str(person.current_doses.get(exercise__slug="cobra").dose_id)
    chosen = {"kind": "ease", "seen": seen}
    assert set(post_at_once(person, "/ledger/cobra/choose/", chosen)) == {303}
    assert Choice.objects.count() == 1


def test_closing_a_session_and_opening_the_next_do_not_wait_for_each_other(person, monday):
    give_plan(person, at=monday)
    session = begin_session(person, at=monday)
    first = session.steps.in_order()[0]
    coaching.step_answers.answer(key_of(first), StepAnswer("done", 100), version=0, at=monday)
    coaching.session_end.skip_rest(session, at=monday)
    following = next_planned(person, monday + timedelta(days=1)).get_absolute_url()

    def post(both):
        address, data = both
        client = Client()
        client.force_login(person)
        try:
            return client.post(address, data).status_code
        finally:
            connection.close()

    posts = [(session.after_address, {"same": "1"}), (following, {"pre": "1"})] * 2
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(post, posts))
    assert set(statuses) <= {303, 409, 422}
    assert Session.objects.get(pk=session.pk).closed_at


class TestTwoAnswersAtTheSameMoment:
    """One is stored, and whoever sent the other is shown both."""

    def both(self, person, address, *answers):
        def post(data):
            client = Client()
            client.force_login(person)
            try:
                return client.post(address, {**data, "form_key": str(uuid4())}).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(answers)) as pool:
            return sorted(pool.map(post, answers))

    def test_at_a_check_in(self, person, monday):
        give_plan(person, at=monday)
        address = next_planned(person, monday).get_absolute_url()
        assert self.both(person, address, {"pre": "1"}, {"pre": "6"}) == [303, 409]
        assert Session.objects.count() == person.check_ins.count() == 1

    def test_in_the_morning(self, person, monday):
        give_plan(person, at=monday)
        do_session(person, at=monday)
        worse = {"word": "worse", "number": "7"}
        with time_machine.travel(monday + timedelta(hours=13), tick=True):
            assert self.both(person, "/morning/", {"word": "same"}, worse) == [303, 409]
        assert MorningReport.objects.count() == 1

    def test_of_a_step(self, person, monday):
        give_plan(person, at=monday)
        step = begin_session(person, at=monday).steps.in_order()[0]
        done = {"version": "0", "status": "done"}
        skipped = {"version": "0", "status": "skipped", "stop_reason": "time"}
        assert self.both(person, step.get_absolute_url(), done, skipped) == [303, 409]

    def test_on_the_last_page(self, person, monday):
        give_plan(person, at=monday)
        session = begin_session(person, at=monday)
        coaching.session_end.skip_rest(session, at=monday)
        answers = ({"same": "1"}, {"after": "7"})
        assert self.both(person, session.after_address, *answers) == [303, 409]

    def test_of_health(self, person, monday):
        give_plan(person, at=monday)
        seen = str(person.screenings.of_health().newest().pk)
        answers = (
            {"cautions": "none", "joints": joint, "body": "none", "seen": seen}
            for joint in ("knee", "wrist")
        )
        assert self.both(person, "/start/health/", *answers) == [303, 409]
        assert person.screenings.of_health().count() == 2

    def test_chest_pain_wins_in_any_order(self, person, monday):
        give_plan(person, at=monday)
        address = next_planned(person, monday).get_absolute_url()
        statuses = self.both(person, address, {"pre": "1"}, {"pre": "1", "flags": "chest_pain"})
        assert statuses == [303, 303]
        assert [lock.rule for lock in person.locks.in_force()] == ["E1"]
