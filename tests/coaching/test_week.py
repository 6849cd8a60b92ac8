"""Proposing and accepting a week."""

from datetime import date, timedelta

import pytest

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.models import CurrentDose, PlannedSession, RoutineItem, WeeklyPlan
from tests.factories import (
    PersonFactory,
    do_session,
    give_plan,
    key_of,
    make_wishes,
    tell_morning,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(library):
    return PersonFactory(usual_morning=2)


class TestProposeWeek:
    def test_nothing_is_planned_before_it_is_accepted(self, person, monday):
        plan = coaching.week.propose_week(person, make_wishes(), at=monday)
        assert plan.accepted_at is None
        assert not PlannedSession.objects.exists()

    def test_a_second_proposal_replaces_the_first(self, person, monday):
        coaching.week.propose_week(person, make_wishes(), at=monday)
        plan = coaching.week.propose_week(person, make_wishes(minutes=10), at=monday)
        assert list(WeeklyPlan.objects.all()) == [plan]

    def test_the_first_day_to_come_gets_session_a(self, person, monday):
        wishes = make_wishes(weekdays=(0, 3))
        plan = coaching.week.propose_week(person, wishes, at=monday + timedelta(days=1))
        names = {day.weekday: day.routine.name for day in plan.days.all()}
        assert names == {3: "Session A", 0: "Session B"}

    def test_doses_begin_where_the_aim_begins(self, person, monday):
        coaching.week.propose_week(person, make_wishes(aim="stay_bendy"), at=monday)
        current = CurrentDose.objects.get(owner=person, exercise__slug="superman")
        assert (current.dose.variant.slug, current.dose.step) == ("bird-dog", 0)
        assert current.goal.slug == "opposite-arm-and-leg"

    def test_a_sore_usual_morning_begins_gently_whatever_the_aim(self, library, monday):
        person = PersonFactory(usual_morning=4)
        coaching.week.propose_week(person, make_wishes(aim="stay_bendy"), at=monday)
        current = CurrentDose.objects.get(owner=person, exercise__slug="superman")
        assert current.dose.variant.slug == "one-limb-lift"

    def test_another_aim_before_the_first_session_begins_anew(self, person, monday):
        coaching.week.propose_week(person, make_wishes(aim="stay_bendy"), at=monday)
        coaching.week.propose_week(person, make_wishes(aim="ease"), at=monday)
        current = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
        assert current.dose.variant.slug == "lying-face-down"

    def test_what_was_trained_keeps_its_dose(self, person, monday):
        give_plan(person, at=monday, aim="loosen")
        do_session(person, at=monday)
        coaching.week.propose_week(person, make_wishes(aim="ease"), at=monday)
        current = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
        assert current.dose.variant.slug == "sphinx"

    def test_the_opening_walk_fits_the_minutes(self, person, monday):
        plan = coaching.week.propose_week(
            person, make_wishes(minutes=10, weekdays=(0, 2, 4)), at=monday
        )
        walk = RoutineItem.objects.filter(routine__plan=plan, rank=0).first()
        assert walk.current.dose.hold_seconds <= 180
        assert all(routine.minutes <= 10 for routine in plan.routines.all())


class TestAcceptWeek:
    def test_plans_four_weeks_on_the_chosen_days(self, person, monday):
        plan = give_plan(person, at=monday, weekdays=(0, 3))
        days = [planned.planned_on for planned in plan.planned_sessions.order_by("planned_on")]
        assert days[:3] == [date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 30)]
        assert len(days) == 8
        assert {day.weekday() for day in days} == {0, 3}

    def test_the_former_plan_ends_and_its_waiting_sessions_go(self, person, monday):
        former = give_plan(person, at=monday, weekdays=(0, 3))
        done = do_session(person, at=monday)
        plan = give_plan(person, at=monday + timedelta(days=1), weekdays=(1, 4))
        former.refresh_from_db()
        assert former.ended_at is not None
        assert [planned.pk for planned in former.planned_sessions.all()] == [done.pk]
        assert plan.planned_sessions.count() == 8

    def test_a_day_that_was_trained_is_not_planned_again(self, person, monday):
        give_plan(person, at=monday, weekdays=(0, 3))
        do_session(person, at=monday)
        give_plan(person, at=monday + timedelta(hours=2), weekdays=(0, 2))
        today = PlannedSession.objects.filter(owner=person, planned_on=monday.date())
        assert today.count() == 1

    def test_the_calendar_is_the_person_s_own(self, library, monday):
        person = PersonFactory(time_zone="Pacific/Auckland")
        plan = give_plan(person, at=monday, weekdays=(1, 4))
        first = plan.planned_sessions.order_by("planned_on").first()
        assert first.planned_on == date(2026, 11, 24)


class TestPlanAhead:
    def test_beginning_a_session_keeps_four_weeks_planned(self, person, monday):
        plan = give_plan(person, at=monday, weekdays=(0, 3))
        do_session(person, at=monday)
        do_session(person, at=monday + timedelta(days=7))
        last = plan.planned_sessions.order_by("-planned_on").first()
        assert last.planned_on == date(2026, 12, 24)


class TestResume:
    def test_after_months_there_is_a_session_for_today(self, person, monday):
        plan = give_plan(person, at=monday, weekdays=(0, 3))
        wednesday = date(2027, 3, 3)
        planned = coaching.week.resume(plan, wednesday)
        assert planned.planned_on == wednesday
        assert plan.planned_sessions.filter(planned_on__gt=wednesday).count() == 8

    def test_a_day_of_the_plan_is_simply_planned(self, person, monday):
        plan = give_plan(person, at=monday, weekdays=(0, 3))
        thursday = date(2027, 3, 4)
        assert coaching.week.resume(plan, thursday).planned_on == thursday


class TestAgain:
    def test_looking_at_a_shorter_week_changes_nothing_of_the_one_that_runs(self, person, monday):
        give_plan(person, at=monday, minutes=20)
        do_session(person, at=monday)
        walk = CurrentDose.objects.get(owner=person, exercise__slug="brisk-walking").dose
        coaching.week.propose_week(person, make_wishes(minutes=10), at=monday)
        assert CurrentDose.objects.get(owner=person, exercise__slug="brisk-walking").dose == walk
        coaching.week.accept_week(person, at=monday)
        assert CurrentDose.objects.get(owner=person, exercise__slug="brisk-walking").dose != walk

    def test_what_rests_is_stood_in_for_in_a_new_week(self, person, monday):
        give_plan(person, at=monday)
        felt = Felt(2, spread="further")
        tell_morning(do_session(person, at=monday, differing={"cobra": felt}))
        give_plan(person, at=monday + timedelta(days=1))
        items = RoutineItem.objects.filter(routine__plan__ended_at=None)
        assert items.filter(instead_of__exercise__slug="cobra").exists()
        assert not items.filter(current__exercise__slug="cobra").exists()

    def test_when_every_session_planned_is_begun_more_are_planned(self, person, monday):
        plan = give_plan(person, at=monday)
        for planned in PlannedSession.objects.waiting():
            coaching.check_in.begin(planned, Answers(1), at=monday)
            steps = planned.session.steps.in_order()
            done = StepAnswer("done", 100)
            coaching.step_answers.answer(key_of(steps[0]), done, version=0, at=monday)
        coming = coaching.week.resume(plan, monday.date())
        assert coming.planned_on > monday.date()
