"""What stands in for an exercise that rests, while the plan changes around it."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching import candidates
from routines.coaching.ladders import Ladders
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepKey
from routines.coaching.step_hurts import Report
from routines.models import Exercise, RoutineItem
from routines.vocabulary import ON_THE_KNEES
from tests.factories import begin_session, do_session, make_wishes, stand_at, tell_morning

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def exchange(item, slug, at):
    """Put another exercise in a place by hand."""
    exercise = Exercise.objects.get(slug=slug)
    ladders = Ladders(item.owner.fitted_for)
    first = ladders.first_dose(exercise, exercise.starts["ease"])
    item.current = candidates.begin(item.owner, exercise, first, ladders, at)
    item.save()
    return item.current


def stands_in_for(person, item, slug, at):
    """Let what is in a place stand in for an exercise that rests."""
    resting = exchange(item, slug, at)
    resting.rests_until = person.date_at(at) + 13 * DAY
    resting.save()
    candidates.fill_in(resting, Ladders(person.fitted_for), at)
    item.refresh_from_db()
    assert item.instead_of == resting
    return resting


def routine_of(person):
    return person.weekly_plans.active().get().routines.order_by("rank").first()


def mains_of(person):
    return list(routine_of(person).items.for_display().filter(phase__in=["stretch", "strength"]))


class TestAPlaceThatIsKept:
    """The exercise that rests comes back to its place, so it is put nowhere else beside it."""

    def test_is_not_given_away_when_health_changes(self, alice, monday):
        items = mains_of(alice)
        resting = stands_in_for(alice, items[0], "bird-dog", monday)
        Exercise.objects.filter(pk=items[1].current.exercise_id).update(
            precautions={"neck": {"allow": [], "longest_hold_seconds": None, "note": ""}}, swaps={}
        )
        alice.conditions = ["neck"]
        alice.save()
        coaching.plan_fit.fit_plan(alice, at=monday)
        candidates.restore_place(resting)
        assert routine_of(alice).items.filter(current=resting).count() == 1

    def test_is_no_choice_on_the_day_the_rest_is_over(self, alice, monday):
        items = mains_of(alice)
        resting = stands_in_for(alice, items[0], "bird-dog", monday)
        later = monday + 20 * DAY
        for item in coaching.plan_swaps.in_force(alice).filter(routine=routine_of(alice)):
            choices = coaching.plan_swaps.choices_for(item, at=later)
            assert resting.exercise not in [choice.exercise for choice in choices]

    def test_is_not_taken_by_what_fills_in_for_another(self, alice, monday):
        items = mains_of(alice)
        resting = stands_in_for(alice, items[0], "bird-dog", monday)
        other = items[1].current.exercise
        Exercise.objects.filter(pk=other.pk).update(swaps={"load": [["bird-dog", "bird-dog"]]})
        later = monday + 20 * DAY
        candidates.fill_in(
            alice.current_doses.get(exercise=other), Ladders(alice.fitted_for), later
        )
        candidates.restore_place(resting)
        assert routine_of(alice).items.filter(current=resting).count() == 1


class TestAnAcceptedWeek:
    def test_keeps_off_the_knees_what_rests_for_a_numb_foot(self, alice, monday):
        felt = Felt(2, "ache", neuro="positional")
        tell_morning(do_session(alice, at=monday, differing={"cat-cow": felt}))
        assert alice.current_doses.get(exercise__slug="cat-cow").rests_until
        Exercise.objects.filter(slug="cat-cow").update(
            swaps={
                "load": [["bird-dog", "bird-dog"], ["pelvic-tilt", "pelvic-tilt"]],
                "kneeling": [["pelvic-tilt", "pelvic-tilt"]],
            }
        )
        at = monday + 2 * DAY
        coaching.week.propose_week(alice, make_wishes(), at=at)
        coaching.week.accept_week(alice, at=at)
        items = RoutineItem.objects.filter(
            routine__plan=alice.weekly_plans.active().get(),
            instead_of__exercise__slug="cat-cow",
        )
        assert items
        for item in items:
            assert item.current.dose.variant.position not in ON_THE_KNEES

    def test_bends_in_no_direction_that_rests(self, alice, monday):
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(alice, at=monday, differing={"cobra": felt}))
        at = monday + 2 * DAY
        coaching.week.propose_week(alice, make_wishes(), at=at)
        coaching.week.accept_week(alice, at=at)
        session = begin_session(alice, at=monday + 3 * DAY)
        directions = session.steps.values_list("dose__variant__direction", flat=True)
        assert "extension" not in directions


class TestAStandInForHealth:
    def test_bends_in_no_direction_that_rests(self, alice, monday):
        felt = Felt(3, "ache", spread="further")
        tell_morning(do_session(alice, at=monday, differing={"childs-pose": felt}))
        item = mains_of(alice)[0]
        Exercise.objects.filter(pk=item.current.exercise_id).update(
            precautions={"neck": {"allow": [], "longest_hold_seconds": None, "note": ""}},
            swaps={"load": [["knee-to-chest", "knee-to-chest"]]},
        )
        alice.conditions = ["neck"]
        alice.save()
        coaching.plan_fit.fit_plan(alice, at=monday + DAY)
        item.refresh_from_db()
        assert item.current.dose.variant.direction != "flexion"

    def test_stays_off_the_knees_where_a_foot_went_numb_there(self, alice, monday):
        Exercise.objects.filter(slug="cat-cow").update(
            swaps={"load": [], "kneeling": [["scapular-squeeze", "scapular-squeeze"]]}
        )
        felt = Felt(2, "ache", neuro="positional")
        tell_morning(do_session(alice, at=monday, differing={"cat-cow": felt}))
        stand_in = coaching.plan_swaps.in_force(alice).get(
            routine=routine_of(alice), instead_of__exercise__slug="cat-cow"
        )
        Exercise.objects.filter(slug="scapular-squeeze").update(
            precautions={"neck": {"allow": [], "longest_hold_seconds": None, "note": ""}},
            swaps={"load": [["bird-dog", "bird-dog"]]},
        )
        alice.conditions = ["neck"]
        alice.save()
        coaching.plan_fit.fit_plan(alice, at=monday + DAY)
        stand_in.refresh_from_db()
        assert stand_in.current.exercise.slug != "scapular-squeeze"
        assert stand_in.current.dose.variant.position not in ON_THE_KNEES


class TestASwapForToday:
    def test_takes_no_place_along_that_the_other_was_felt_in(self, alice, monday):
        session = begin_session(alice, at=monday)
        first = session.steps.in_order().filter(phase="stretch").first()
        key = StepKey(alice, session.pk, first.position)
        report = Report(2, "ache", "none", "none", 50, places=["buttock"])
        coaching.step_hurts.report(key, report, version=0, at=monday)
        first.refresh_from_db()
        slug = coaching.step_changes.swap_choices(first)[0].exercise.slug
        row = coaching.step_changes.swap(key, slug, "hurts", version=first.version, at=monday)
        assert row.places == []

    def test_does_not_bring_back_what_was_swapped_away_today(self, alice, monday):
        session = begin_session(alice, at=monday)
        steps = list(
            session.steps.in_order().with_library().filter(phase__in=["stretch", "strength"])
        )
        first = steps[0]
        away = first.exercise.slug
        choice = coaching.step_changes.swap_choices(first)[0]
        key = StepKey(alice, session.pk, first.position)
        coaching.step_changes.swap(key, choice.exercise.slug, "hurts", version=0, at=monday)
        for step in session.steps.in_order().with_library().exclude(pk=first.pk):
            offered = [choice.exercise.slug for choice in coaching.step_changes.swap_choices(step)]
            assert away not in offered


class TestALoweredGoal:
    def test_may_lie_below_where_the_last_decision_came_from(self, alice, monday):
        stand_at(alice, "cobra", "low-cobra")
        felt = Felt(6, "ache")
        tell_morning(do_session(alice, at=monday, differing={"cobra": felt}))
        current = alice.current_doses.get(exercise__slug="cobra")
        assert current.dose.variant.slug == "sphinx"
        exercise = Exercise.objects.get(slug="cobra")
        coaching.goals.choose_goal(alice, exercise, "sphinx", at=monday + DAY)
        assert alice.current_doses.get(exercise__slug="cobra").goal.slug == "sphinx"
        tell_morning(do_session(alice, at=monday + 3 * DAY))
        coaching.ledger.recompute(alice, at=monday + 5 * DAY)
        assert alice.current_doses.get(exercise__slug="cobra").dose.variant.rank <= 1


class TestBesideTheLadder:
    def test_the_rules_are_told_what_is_no_rung(self, alice):
        current = alice.current_doses.get(exercise__slug="childs-pose")
        ladder = Ladders(["wrist"]).rules_ladder(current)
        assert [rung.slug for rung in ladder.variants if rung.only_for_condition] == [
            "forearm-childs-pose"
        ]


class TestFinishingHere:
    def test_changes_nothing_once_the_session_is_closed(self, alice, monday):
        session = begin_session(alice, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday + DAY)
        coaching.session_end.skip_rest(session, at=monday + DAY)
        assert not session.steps.exclude(status="").exists()
