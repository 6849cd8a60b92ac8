"""Swapping an exercise of the plan for another of the same purpose."""

import pytest

from routines import coaching
from routines.coaching.own_choices import ChoiceRefused, DoseMoved
from routines.coaching.session_end import Felt
from routines.models import Exercise, RoutineItem
from routines.vocabulary import Lack
from tests.factories import (
    PersonFactory,
    do_session,
    give_plan,
    make_wishes,
    stand_at,
    tell_morning,
)

pytestmark = pytest.mark.django_db


def item_of(person, slug):
    items = coaching.plan_swaps.in_force(person).filter(current__exercise__slug=slug)
    return items.first()


def choices_of(person, slug, at):
    return coaching.plan_swaps.choices_for(item_of(person, slug), at=at)


def slugs_of(choices):
    return [choice.exercise.slug for choice in choices]


def beside(item):
    items = RoutineItem.objects.filter(routine=item.routine_id)
    return set(items.values_list("current__exercise__slug", flat=True))


def swap(item, slug, at, *, is_everywhere=False, seen=None):
    seen = item.current_id if seen is None else seen
    coaching.plan_swaps.swap(item, slug, seen=seen, is_everywhere=is_everywhere, at=at)


@pytest.fixture
def main(alice):
    return coaching.plan_swaps.in_force(alice).filter(phase="strength").first()


class TestChoices:
    def test_are_of_the_same_purpose_and_not_in_the_session(self, alice, main, monday):
        found = coaching.plan_swaps.choices_for(main, at=monday)
        assert found
        for choice in found:
            assert choice.exercise.kind in ("strength", "stretch_strength", "support_strength")
            assert choice.exercise.slug not in beside(main)

    def test_neither_opens_nor_closes_a_session(self, alice, monday):
        items = coaching.plan_swaps.in_force(alice).filter(phase="stretch")
        found = set(slugs_of(coaching.plan_swaps.choices_for(items.first(), at=monday)))
        assert not found & {"brisk-walking", "torso-twists", "shoulder-rolls", "slow-breathing"}

    def test_there_is_no_other_opening_walk(self, alice, monday):
        assert choices_of(alice, "brisk-walking", monday) == ()

    def test_leave_out_what_does_not_suit(self, alice, main, monday):
        first = coaching.plan_swaps.choices_for(main, at=monday)[0].exercise
        row = {"allow": [], "longest_hold_seconds": None, "note": ""}
        Exercise.objects.filter(pk=first.pk).update(precautions={"wrist": row})
        alice.conditions = alice.fitted_for = ["wrist"]
        alice.save()
        found = coaching.plan_swaps.choices_for(
            coaching.plan_swaps.in_force(alice).get(pk=main.pk), at=monday
        )
        assert first.slug not in slugs_of(found)

    def test_leave_out_what_moves_in_a_direction_that_rests(self, alice, monday):
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(alice, at=monday, differing={"cobra": felt}))
        for item in coaching.plan_swaps.in_force(alice).filter(phase__in=["stretch", "strength"]):
            for choice in coaching.plan_swaps.choices_for(item, at=monday):
                assert choice.dose.variant.direction != "extension"

    def test_say_what_the_session_would_lack(self, alice, monday):
        coaching.plan_swaps.in_force(alice).filter(current__exercise__slug="cat-cow").delete()
        found = [
            choice
            for item in coaching.plan_swaps.in_force(alice).filter(
                phase__in=["stretch", "strength"]
            )
            for choice in coaching.plan_swaps.choices_for(item, at=monday)
        ]
        assert any(choice.lacks for choice in found)

    @pytest.mark.parametrize(
        ("condition", "lack"),
        [
            ("stenosis", Lack.ARCHING),
            ("extension_sensitive", Lack.ARCHING),
            ("flexion_sensitive", Lack.BENDING),
        ],
    )
    def test_what_a_condition_takes_away_is_no_lack(self, library, monday, condition, lack):
        person = PersonFactory(conditions=[condition])
        give_plan(person, at=monday)
        found = [
            choice
            for item in coaching.plan_swaps.in_force(person)
            for choice in coaching.plan_swaps.choices_for(item, at=monday)
        ]
        assert found
        assert not [choice.exercise.slug for choice in found if lack in choice.lacks]

    def test_no_two_read_the_same_and_the_one_of_that_name_is_kept(self, alice, monday):
        stand_at(alice, "seated-forward-bend", "lying-hamstring-stretch")
        coaching.plan_swaps.in_force(alice).filter(
            current__exercise__slug="seated-forward-bend"
        ).delete()
        stretch = coaching.plan_swaps.in_force(alice).filter(phase="stretch").first()
        found = coaching.plan_swaps.choices_for(stretch, at=monday)
        assert "lying-hamstring-stretch" in slugs_of(found)
        assert "seated-forward-bend" not in slugs_of(found)

    def test_none_reads_like_what_is_in_the_session_already(self, alice, monday):
        stand_at(alice, "seated-forward-bend", "lying-hamstring-stretch")
        stretch, other = coaching.plan_swaps.in_force(alice).filter(
            phase="stretch", routine__rank=0
        )[:2]
        bend = alice.current_doses.get(exercise__slug="seated-forward-bend")
        coaching.plan_swaps.in_force(alice).filter(current=bend).exclude(pk=other.pk).delete()
        RoutineItem.objects.filter(pk=other.pk).update(current=bend)
        for item in coaching.plan_swaps.in_force(alice).filter(pk__in=[stretch.pk, other.pk]):
            found = coaching.plan_swaps.choices_for(item, at=monday)
            assert "lying-hamstring-stretch" not in slugs_of(found)

    def test_looking_writes_nothing(self, alice, main, monday, django_assert_num_queries):
        before = alice.current_doses.count()
        coaching.plan_swaps.choices_for(main, at=monday)
        assert alice.current_doses.count() == before


class TestSwapping:
    def test_changes_that_routine_alone(self, alice, main, monday):
        chosen = coaching.plan_swaps.choices_for(main, at=monday)[0].exercise.slug
        was = main.current.exercise.slug
        swap(main, chosen, monday)
        assert chosen in beside(main)
        assert was not in beside(main)
        others = coaching.plan_swaps.in_force(alice).exclude(routine=main.routine_id)
        assert others.filter(current__exercise__slug=was).exists()

    def test_everywhere_changes_the_week_but_never_doubles_one(self, alice, main, monday):
        was = main.current.exercise.slug
        chosen = coaching.plan_swaps.choices_for(main, at=monday)[0].exercise.slug
        has_it = {
            item.routine_id
            for item in coaching.plan_swaps.in_force(alice).filter(current__exercise__slug=chosen)
        }
        swap(main, chosen, monday, is_everywhere=True)
        left = coaching.plan_swaps.in_force(alice).filter(current__exercise__slug=was)
        assert {item.routine_id for item in left} == has_it

    def test_begins_what_was_never_done_where_the_aim_begins(self, alice, main, monday):
        alice.current_doses.filter(exercise__slug="pelvic-tilt").delete()
        stretch = coaching.plan_swaps.in_force(alice).filter(phase="stretch").first()
        swap(stretch, "pelvic-tilt", monday)
        current = alice.current_doses.get(exercise__slug="pelvic-tilt")
        assert current.dose == current.first_dose
        assert do_session(alice, at=monday).steps.filter(exercise__slug="pelvic-tilt").exists()

    def test_keeps_the_phases_in_order_and_the_minutes_true(self, alice, main, monday):
        swap(main, slugs_of(coaching.plan_swaps.choices_for(main, at=monday))[-1], monday)
        items = RoutineItem.objects.filter(routine=main.routine_id).order_by("rank")
        order = ["warm_up", "stretch", "strength", "cool_down"]
        phases = [order.index(item.phase) for item in items]
        assert phases == sorted(phases)
        assert [item.rank for item in items] == list(range(len(items)))
        plan = alice.weekly_plans.active().get()
        assert all(0 < routine.minutes <= plan.minutes + 2 for routine in plan.routines.all())

    def test_a_second_tap_changes_nothing_more(self, alice, main, monday):
        first = slugs_of(coaching.plan_swaps.choices_for(main, at=monday))[0]
        seen = main.current_id
        swap(main, first, monday)
        swap(main, first, monday, seen=seen)
        assert first in beside(main)

    def test_what_moved_meanwhile_is_left_alone(self, alice, main, monday):
        stretch = coaching.plan_swaps.in_force(alice).filter(phase="stretch").first()
        first, second, *_ = slugs_of(coaching.plan_swaps.choices_for(stretch, at=monday))
        seen = stretch.current_id
        swap(stretch, first, monday)
        with pytest.raises(DoseMoved):
            swap(stretch, second, monday, seen=seen)

    def test_what_is_no_choice_is_refused(self, alice, main, monday):
        with pytest.raises(ChoiceRefused):
            swap(main, "childs-pose", monday)

    def test_what_rests_takes_its_place_again(self, alice, monday):
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(alice, at=monday, differing={"cobra": felt}))
        item = (
            coaching.plan_swaps.in_force(alice).filter(instead_of__exercise__slug="cobra").first()
        )
        chosen = slugs_of(coaching.plan_swaps.choices_for(item, at=monday))
        if chosen:
            swap(item, chosen[0], monday)
        item = RoutineItem.objects.get(pk=item.pk)
        assert item.instead_of.exercise.slug == "cobra"

    def test_a_proposal_is_swapped_without_touching_the_plan_that_runs(self, alice, monday):
        do_session(alice, at=monday)
        walk = alice.current_doses.get(exercise__slug="brisk-walking").dose
        plan = coaching.week.propose_week(alice, make_wishes(minutes=10), at=monday)
        item = (
            coaching.plan_swaps.in_force(alice).filter(routine__plan=plan, phase="stretch").first()
        )
        swap(item, slugs_of(coaching.plan_swaps.choices_for(item, at=monday))[0], monday)
        assert alice.current_doses.get(exercise__slug="brisk-walking").dose == walk
