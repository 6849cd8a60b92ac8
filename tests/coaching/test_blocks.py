"""Four-week blocks."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.session_end import Felt
from routines.models import RoutineItem
from tests.factories import do_session, tell_morning

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def mains_of(plan):
    items = RoutineItem.objects.filter(routine__plan=plan, phase__in=["stretch", "strength"])
    return set(items.values_list("current__exercise__slug", flat=True))


@pytest.fixture
def plan(alice):
    return alice.weekly_plans.active().get()


@pytest.fixture
def later(monday):
    return monday + 28 * DAY


class TestProposing:
    def test_before_four_weeks_there_is_none(self, alice, plan, monday):
        assert coaching.blocks.propose_variety(alice, at=monday + 27 * DAY) is None
        assert not alice.weekly_plans.proposed().exists()

    def test_exchanges_one_or_two_and_keeps_days_time_and_minutes(self, alice, plan, later):
        proposal = coaching.blocks.propose_variety(alice, at=later)
        changed = mains_of(proposal) - mains_of(plan)
        assert 1 <= len(changed) <= 2
        assert proposal.weekdays == plan.weekdays
        assert (proposal.starts_at, proposal.minutes, proposal.aim) == (
            plan.starts_at, plan.minutes, plan.aim,
        )  # fmt: skip
        assert all(routine.minutes <= plan.minutes for routine in proposal.routines.all())

    def test_changes_nothing_of_the_plan_that_runs(self, alice, plan, later):
        before = mains_of(plan)
        coaching.blocks.propose_variety(alice, at=later)
        assert mains_of(plan) == before
        assert alice.weekly_plans.active().get() == plan

    def test_asking_twice_proposes_the_same(self, alice, plan, later):
        first = mains_of(coaching.blocks.propose_variety(alice, at=later))
        assert mains_of(coaching.blocks.propose_variety(alice, at=later)) == first
        assert alice.weekly_plans.proposed().count() == 1

    def test_keeps_what_the_person_swapped_themselves(self, alice, plan, monday, later):
        item = coaching.plan_swaps.in_force(alice).filter(phase="stretch").first()
        chosen = coaching.plan_swaps.choices_for(item, at=monday)[0].exercise.slug
        coaching.plan_swaps.swap(item, chosen, seen=item.current_id, is_everywhere=False, at=monday)
        proposal = coaching.blocks.propose_variety(alice, at=later)
        assert len(mains_of(proposal) & mains_of(plan)) >= len(mains_of(plan)) - 2

    def test_what_rests_stays_in_the_week_as_what_it_is(self, alice, plan, later):
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(alice, at=later - 4 * DAY, differing={"cobra": felt}))
        assert RoutineItem.objects.filter(instead_of__exercise__slug="cobra").exists()
        coaching.blocks.propose_variety(alice, at=later)
        assert not RoutineItem.objects.filter(
            routine__plan__accepted_at=None, instead_of__isnull=False
        ).exists()


class TestDeciding:
    def test_accepting_begins_a_new_block(self, alice, later):
        proposal = coaching.blocks.propose_variety(alice, at=later)
        coaching.week.accept_week(alice, at=later)
        plan = alice.weekly_plans.active().get()
        assert plan == proposal
        assert plan.block_began_on == later.date()
        assert alice.usual_morning == 1

    def test_keeping_begins_a_new_block_with_the_same(self, alice, plan, later):
        coaching.blocks.propose_variety(alice, at=later)
        coaching.blocks.keep_block(alice, at=later)
        plan.refresh_from_db()
        assert plan.block_began_on == later.date()
        assert not alice.weekly_plans.proposed().exists()
        assert coaching.blocks.propose_variety(alice, at=later + DAY) is None
