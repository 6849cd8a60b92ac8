"""How far up an exercise may go, as the person chooses."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.goals import Goals
from routines.coaching.ladders import Ladders
from routines.coaching.own_choices import ChoiceRefused
from routines.coaching.session_end import Felt
from routines.models import Exercise, Variant
from tests.factories import do_session, stand_at, tell_morning

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def exercise_of(slug):
    return Exercise.objects.get(slug=slug)


def goals_of(person, slug, at):
    current = person.current_doses.select_related("exercise", "dose__variant").get(
        exercise__slug=slug
    )
    return coaching.goals.goals_for(person, current, Ladders(person.fitted_for), person.date_at(at))


def slugs_of(goals):
    return [goal.variant.slug for goal in goals.open]


def aim(person, slug, variant, at):
    coaching.goals.choose_goal(person, exercise_of(slug), variant, at=at)


def train(person, since, weeks, **felt):
    """Two sessions a week with quiet mornings."""
    for week in range(weeks):
        for day in (0, 3):
            at = since + (7 * week + day) * DAY
            differing = {slug: Felt(number) for slug, number in felt.items()}
            tell_morning(do_session(person, at=at, differing=differing))


def top_of(slug):
    return Variant.objects.listed().filter(exercise__slug=slug, only_for=[]).last()


class TestGoals:
    def test_begin_with_the_usual_one_and_name_what_lies_beyond(self, alice, monday):
        goals = goals_of(alice, "bridge", monday)
        (current,) = (goal for goal in goals.open if goal.is_current)
        assert current.is_usual
        assert goals.open[-1].is_beyond

    def test_none_lies_below_where_they_stand(self, alice, monday):
        stand_at(alice, "cobra", "low-cobra")
        assert slugs_of(goals_of(alice, "cobra", monday))[0] == "low-cobra"

    def test_none_is_one_that_does_not_suit(self, alice, monday):
        row = {"allow": ["sphinx"], "longest_hold_seconds": None, "note": ""}
        Exercise.objects.filter(slug="cobra").update(precautions={"wrist": row})
        alice.conditions = alice.fitted_for = ["wrist"]
        assert slugs_of(goals_of(alice, "cobra", monday)) == ["sphinx"]

    def test_what_opens_a_session_has_none(self, alice, monday):
        assert goals_of(alice, "brisk-walking", monday) == Goals()


class TestSuperman:
    def test_waits_for_four_clean_weeks(self, alice, monday):
        goals = goals_of(alice, "superman", monday)
        assert goals.waits_for == "clean_weeks"
        assert not any(goal.is_beyond for goal in goals.open)

    def test_opens_after_four_clean_weeks(self, bob, monday):
        items = coaching.plan_swaps.in_force(bob).filter(phase="strength")
        for item in items:
            choices = [
                choice.exercise.slug for choice in coaching.plan_swaps.choices_for(item, at=monday)
            ]
            if "superman" in choices:
                seen = item.current_id
                coaching.plan_swaps.swap(item, "superman", seen=seen, is_everywhere=True, at=monday)
        train(bob, monday, 4)
        today = monday + 24 * DAY
        goals = goals_of(bob, "superman", today)
        assert goals.waits_for == ""
        assert goals.open[-1].is_beyond
        later = today + 28 * DAY
        assert goals_of(bob, "superman", later).waits_for == "clean_weeks"

    def test_never_opens_with_a_condition_that_restricts_it(self, alice, monday):
        row = {"allow": ["bird-dog"], "longest_hold_seconds": None, "note": ""}
        Exercise.objects.filter(slug="superman").update(precautions={"stenosis": row})
        alice.conditions = alice.fitted_for = ["stenosis"]
        goals = goals_of(alice, "superman", monday)
        assert not any(goal.is_beyond for goal in goals.open)

    def test_says_that_a_condition_keeps_it_closed(self, alice, monday):
        row = {"allow": None, "longest_hold_seconds": 30, "note": ""}
        Exercise.objects.filter(slug="superman").update(precautions={"stenosis": row})
        alice.conditions = alice.fitted_for = ["stenosis"]
        assert goals_of(alice, "superman", monday).waits_for == "precaution"

    def test_is_refused_while_it_is_closed(self, alice, monday):
        with pytest.raises(ChoiceRefused):
            aim(alice, "superman", "full-superman", monday)


class TestChoosing:
    def test_lets_the_rules_go_further_up_from_then_on(self, alice, monday):
        goal = alice.current_doses.get(exercise__slug="bridge").goal
        stand_at(alice, "bridge", goal.slug)
        train(alice, monday, 4)
        standing = alice.current_doses.get(exercise__slug="bridge")
        assert standing.dose.variant == goal
        aim(alice, "bridge", top_of("bridge").slug, monday + 27 * DAY)
        train(alice, monday + 28 * DAY, 4)
        standing = alice.current_doses.get(exercise__slug="bridge")
        assert standing.dose.variant.rank > goal.rank

    def test_moves_no_dose_and_none_of_the_past(self, alice, monday):
        """A correction replays the diary; what was not aimed for then is not reached then."""
        goal = alice.current_doses.get(exercise__slug="bridge").goal
        stand_at(alice, "bridge", goal.slug)
        train(alice, monday, 5)
        before = alice.current_doses.get(exercise__slug="bridge").dose
        at = monday + 35 * DAY
        aim(alice, "bridge", top_of("bridge").slug, at)
        assert alice.current_doses.get(exercise__slug="bridge").dose == before
        decided = list(alice.decisions.order_by("pk").values_list("to_dose", "verdict"))
        coaching.ledger.recompute(alice, at=at + DAY)
        assert alice.current_doses.get(exercise__slug="bridge").dose == before
        again = list(alice.decisions.order_by("pk").values_list("to_dose", "verdict"))
        assert again == decided

    def test_lowering_keeps_the_rung_on_which_they_stand(self, alice, monday):
        train(alice, monday, 1)
        before = alice.current_doses.get(exercise__slug="cobra").dose
        aim(alice, "cobra", before.variant.slug, monday + 6 * DAY)
        current = alice.current_doses.get(exercise__slug="cobra")
        assert (current.dose, current.goal) == (before, before.variant)
        train(alice, monday + 7 * DAY, 5)
        current = alice.current_doses.get(exercise__slug="cobra")
        assert current.dose.variant == before.variant

    def test_a_goal_below_where_they_stand_is_refused(self, alice, monday):
        stand_at(alice, "cobra", "low-cobra")
        with pytest.raises(ChoiceRefused):
            aim(alice, "cobra", "sphinx", monday)

    def test_a_second_tap_keeps_one_choice(self, alice, monday):
        for _ in range(2):
            aim(alice, "bridge", top_of("bridge").slug, monday)
        assert alice.goal_choices.count() == 1

    def test_keeps_a_choice_that_can_still_be_taken_back(self, alice, monday):
        train(alice, monday, 1)
        coaching.own_choices.choose(alice, exercise_of("cobra"), "ease", at=monday + 5 * DAY)
        aim(alice, "cobra", top_of("cobra").slug, monday + 6 * DAY)
        coaching.own_choices.choose(alice, exercise_of("cobra"), "undo", at=monday + 6 * DAY)

    def test_of_what_is_not_in_the_plan_is_refused(self, alice, monday):
        alice.current_doses.filter(exercise__slug="knee-rolls").delete()
        with pytest.raises(ChoiceRefused):
            aim(alice, "knee-rolls", "knee-rolls", monday)
