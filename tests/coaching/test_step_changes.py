"""A step that waits is made easier, or gives its place to another for today."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching import candidates
from routines.coaching.ladders import Ladders
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import SessionFinished, StepAnswer, StepChanged
from routines.coaching.step_changes import StepAlreadyAnswered, SwapNotOffered
from routines.coaching.step_hurts import Report
from routines.models import CurrentDose, Exercise, LedgerState
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

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DONE = StepAnswer("done", 100)


@pytest.fixture
def session(alice, monday):
    return begin_session(alice, at=monday)


@pytest.fixture
def cobra(session):
    return step_of(session, "cobra")


def swap(step, slug, because="equipment", *, version=None, at):
    version = step.version if version is None else version
    return coaching.step_changes.swap(key_of(step), slug, because, version=version, at=at)


def offered(step):
    return [choice.exercise.slug for choice in coaching.step_changes.swap_choices(step)]


def finish(session, at):
    for step in session.steps.waiting().in_order():
        coaching.step_answers.answer(key_of(step), DONE, version=step.version, at=at)
    coaching.session_end.close(session, after=None, differing={}, at=at)


def last_told(person, slug, session):
    """What the diary tells of an exercise in a session."""
    sessions = coaching.diary.whole_diary(person).sessions
    steps = next(done for done in sessions if done.id == str(session.pk)).steps
    return next(step for step in steps if step.exercise == slug)


class TestEasier:
    def test_it_goes_to_the_last_dose_of_the_easier_variant(self, cobra, monday):
        easier = coaching.step_changes.easier_dose(cobra)
        assert (easier.variant.slug, easier.step) == ("lying-face-down", 2)
        row = coaching.step_changes.ease(key_of(cobra), easier.pk, version=0, at=monday)
        assert (row.dose, row.was_eased, row.version) == (easier, True, 1)
        assert row.planned_dose == cobra.dose

    def test_each_time_one_dose_down_until_the_easiest(self, cobra, monday):
        seen = []
        while easier := coaching.step_changes.easier_dose(cobra):
            cobra = coaching.step_changes.ease(
                key_of(cobra), easier.pk, version=cobra.version, at=monday
            )
            seen.append(easier.step)
        assert seen == [2, 1, 0]
        assert cobra.planned_dose.variant.slug == "sphinx"

    def test_what_is_a_set_less_already_goes_below_it(self, alice, session, monday):
        bridge = step_of(session, "bridge")
        bridge.dose = bridge.dose.one_less()
        bridge.save()
        easier = coaching.step_changes.easier_dose(bridge)
        assert easier.variant.rank < bridge.dose.variant.rank

    def test_saying_it_twice_is_saying_it_once(self, cobra, monday):
        easier = coaching.step_changes.easier_dose(cobra)
        for _ in range(2):
            coaching.step_changes.ease(key_of(cobra), easier.pk, version=0, at=monday)
        cobra.refresh_from_db()
        assert (cobra.dose_id, cobra.version) == (easier.pk, 1)

    def test_a_dose_that_is_not_the_next_easier_is_not_taken(self, cobra, monday):
        with pytest.raises(StepChanged):
            coaching.step_changes.ease(key_of(cobra), cobra.dose_id + 1000, version=0, at=monday)

    def test_an_answered_step_stays_as_it_was_done(self, cobra, monday):
        easier = coaching.step_changes.easier_dose(cobra)
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        with pytest.raises(StepAlreadyAnswered):
            coaching.step_changes.ease(key_of(cobra), easier.pk, version=1, at=monday)
        with pytest.raises(StepChanged):
            coaching.step_changes.ease(key_of(cobra), easier.pk, version=0, at=monday)

    def test_a_closed_session_is_left_alone(self, session, cobra, monday):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        cobra.refresh_from_db()
        with pytest.raises(SessionFinished):
            coaching.step_changes.ease(
                key_of(cobra), cobra.dose_id, version=cobra.version, at=monday
            )

    def test_it_is_not_counted_and_so_moves_nothing_up(self, alice, monday):
        for at in (monday, monday + 3 * DAY):
            session = begin_session(alice, at=at)
            cobra = step_of(session, "cobra")
            coaching.step_changes.ease(
                key_of(cobra), coaching.step_changes.easier_dose(cobra).pk, version=0, at=at
            )
            finish(session, at)
            tell_morning(session)
        assert not last_told(alice, "cobra", session).counted
        assert last_told(alice, "bridge", session).counted
        decisions = {decision.exercise.slug: decision for decision in session.decisions.all()}
        assert decisions["cobra"].rules == ["H10"]
        assert decisions["childs-pose"].verdict == "PROGRESS"

    def test_what_it_does_to_the_ledger_is_the_same_on_a_replay(self, alice, session, monday):
        cobra = step_of(session, "cobra")
        coaching.step_changes.ease(
            key_of(cobra), coaching.step_changes.easier_dose(cobra).pk, version=0, at=monday
        )
        finish(session, monday)
        tell_morning(session)
        kept = LedgerState.objects.get(owner=alice).state
        coaching.ledger.recompute(alice, at=monday + DAY)
        assert LedgerState.objects.get(owner=alice).state == kept


class TestWhatIsOffered:
    def test_the_swaps_come_first_and_then_what_is_done_in_this_part_anyway(self, session, cobra):
        listed = [slug for pairs in cobra.exercise.swaps.values() for slug, _ in pairs]
        beside = set(session.steps.values_list("exercise__slug", flat=True))
        found = offered(cobra)
        assert found
        assert not beside & set(found)
        assert found[0] in listed
        assert len(found) == len(set(found))

    def test_nothing_that_rests_or_bends_in_a_direction_that_rests(self, alice, monday):
        differing = {"cobra": Felt(3, "ache", spread="further")}
        tell_morning(do_session(alice, at=monday, differing=differing))
        session = begin_session(alice, at=monday + 3 * DAY)
        for step in session.steps.with_library():
            for choice in coaching.step_changes.swap_choices(step):
                assert choice.amount.dose.variant.direction != "extension"
                assert choice.exercise.slug != "cobra"

    def test_nothing_in_the_direction_of_what_was_stopped_today(self, session, monday):
        childs_pose = step_of(session, "childs-pose")
        said = Report(6, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(childs_pose), said, version=0, at=monday)
        for step in session.steps.waiting().with_library():
            for choice in coaching.step_changes.swap_choices(step):
                assert choice.amount.dose.variant.direction != "flexion"

    def test_on_a_light_day_one_step_down_and_without_strength_none(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        session = begin_session(alice, at=monday + DAY, pre=4)
        assert session.check_in.rules == ["D2", "D5"]
        for step in session.steps.with_library():
            for choice in coaching.step_changes.swap_choices(step):
                dose = choice.amount.dose
                assert dose.variant.is_gentle or "strength" not in choice.exercise.kind
                current = alice.current_doses.filter(exercise=choice.exercise).first()
                if current and step.phase == "stretch" and current.dose.variant == dose.variant:
                    assert dose.step == max(current.dose.step - 1, 0)

    def test_on_a_gentle_day_the_gentle_moves_alone(self, alice, monday):
        session = begin_session(alice, at=monday, pre=6)
        for step in session.steps.with_library():
            assert offered(step) == []

    def test_nothing_that_the_person_s_conditions_leave_out(self, library, monday):
        person = PersonFactory(conditions=["wrist", "knee", "osteoporosis"], usual_morning=0)
        coaching.plan_fit.fit_plan(person, at=monday)
        give_plan(person, at=monday)
        session = begin_session(person, at=monday)
        ladders = Ladders(person.fitted_for)
        for step in session.steps.with_library():
            for choice in coaching.step_changes.swap_choices(step):
                allowed = ladders.allowed(choice.exercise)
                assert choice.amount.listed in [dose for rung in allowed for dose in rung.doses]

    def test_no_two_read_the_same(self, alice, monday):
        stand_at(alice, "seated-forward-bend", "lying-hamstring-stretch")
        coaching.plan_swaps.in_force(alice).filter(
            current__exercise__slug="seated-forward-bend"
        ).delete()
        other = Exercise.objects.get(slug="lying-hamstring-stretch")
        first = Ladders().first_dose(other, other.slug)
        candidates.begin(alice, other, first, Ladders(), monday)
        session = begin_session(alice, at=monday)
        step = session.steps.with_library().filter(phase="stretch").first()
        assert "lying-hamstring-stretch" in offered(step)
        assert "seated-forward-bend" not in offered(step)

    def test_asking_writes_nothing(self, session, cobra):
        before = CurrentDose.objects.count(), LedgerState.objects.count()
        coaching.step_changes.swap_choices(cobra)
        assert (CurrentDose.objects.count(), LedgerState.objects.count()) == before


class TestSwap:
    @pytest.fixture
    def slug(self, cobra):
        return offered(cobra)[0]

    def test_the_step_is_then_the_other_exercise_and_says_of_what_and_why(
        self, cobra, slug, monday
    ):
        row = swap(cobra, slug, "position", at=monday)
        assert (row.exercise.slug, row.instead_of.slug) == (slug, "cobra")
        assert (row.swapped_because, row.planned_dose) == ("position", cobra.dose)
        assert row.dose.variant.exercise.slug == slug
        assert row.rank == cobra.rank

    def test_saying_it_twice_is_saying_it_once(self, cobra, slug, monday):
        for _ in range(2):
            swap(cobra, slug, version=0, at=monday)
        cobra.refresh_from_db()
        assert cobra.version == 1

    def test_another_tab_overwrites_nothing(self, cobra, slug, monday):
        swap(cobra, slug, at=monday)
        with pytest.raises(StepChanged):
            swap(cobra, "cobra", version=0, at=monday)

    def test_what_is_not_offered_is_not_taken(self, session, cobra, monday):
        for slug in ("bridge", "no-such"):
            with pytest.raises(SwapNotOffered):
                swap(cobra, slug, at=monday)
        cobra.refresh_from_db()
        assert cobra.exercise.slug == "cobra"

    def test_an_answered_step_stays_as_it_was_done(self, cobra, slug, monday):
        coaching.step_answers.answer(key_of(cobra), DONE, version=0, at=monday)
        with pytest.raises(StepAlreadyAnswered):
            swap(cobra, slug, version=1, at=monday)

    def test_swapping_back_leaves_it_as_it_was_planned(self, cobra, slug, monday):
        row = swap(cobra, slug, at=monday)
        assert offered(row)[0] == "cobra"
        row = swap(row, "cobra", at=monday)
        assert (row.exercise.slug, row.dose) == ("cobra", cobra.dose)
        assert (row.instead_of, row.planned_dose, row.swapped_because) == (None, None, "")

    def test_swapping_on_keeps_what_was_planned(self, cobra, slug, monday):
        row = swap(cobra, slug, at=monday)
        further = next(other for other in offered(row) if other != "cobra")
        row = swap(row, further, "hurts", at=monday)
        assert (row.exercise.slug, row.instead_of.slug) == (further, "cobra")
        assert (row.planned_dose, row.swapped_because) == (cobra.dose, "equipment")

    def test_what_was_made_easier_is_planned_in_full(self, cobra, slug, monday):
        row = coaching.step_changes.ease(
            key_of(cobra), coaching.step_changes.easier_dose(cobra).pk, version=0, at=monday
        )
        row = swap(row, slug, at=monday)
        assert (row.planned_dose, row.was_eased) == (cobra.dose, False)

    def test_the_diary_tells_both_and_why(self, alice, session, cobra, slug, monday):
        swap(cobra, slug, "hurts", at=monday)
        finish(session, monday)
        left_out = last_told(alice, "cobra", session)
        assert (left_out.status, left_out.stop_reason) == ("skipped", "pain")
        assert left_out.dose == cobra.dose_id
        taken = last_told(alice, slug, session)
        assert (taken.status, taken.counted) == ("done", True)

    def test_any_other_reason_is_no_sign_of_pain(self, alice, session, cobra, slug, monday):
        swap(cobra, slug, "equipment", at=monday)
        finish(session, monday)
        tell_morning(session)
        left_out = last_told(alice, "cobra", session)
        assert (left_out.status, left_out.stop_reason) == ("skipped", "other")
        assert session.decisions.get(exercise__slug="cobra").rules == ["H8n"]

    def test_what_was_noted_to_hurt_counts_whatever_is_said(self, session, cobra, slug, monday):
        said = Report(4, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(cobra), said, version=0, at=monday)
        row = swap(cobra, slug, "equipment", version=1, at=monday)
        assert (row.swapped_because, row.during, row.quality) == ("hurts", None, "none")

    def test_swapped_for_pain_twice_in_three_tries_is_left_for_something_else(self, alice, monday):
        for at in (monday, monday + 3 * DAY):
            session = begin_session(alice, at=at)
            cobra = step_of(session, "cobra")
            swap(cobra, offered(cobra)[0], "hurts", at=at)
            finish(session, at)
            tell_morning(session)
        assert session.decisions.get(exercise__slug="cobra").rules == ["X3"]

    def test_an_exercise_that_is_new_to_the_person_is_begun(self, alice, session, cobra, monday):
        alice.current_doses.filter(exercise__slug="knee-rolls").delete()
        assert "knee-rolls" in offered(cobra)
        row = swap(cobra, "knee-rolls", at=monday)
        begun = alice.current_doses.get(exercise__slug="knee-rolls")
        assert begun.dose == begun.first_dose == row.dose
        finish(session, monday)
        assert last_told(alice, "knee-rolls", session).counted


class TestSides:
    @pytest.fixture
    def twists(self, session):
        return step_of(session, "torso-twists")

    def answered(self, step, answer, at):
        coaching.step_answers.answer(key_of(step), answer, version=step.version, at=at)
        step.refresh_from_db()
        return step.status, step.done_percent, step.left_percent, step.right_percent

    def test_done_is_both_sides(self, twists, monday):
        assert self.answered(twists, DONE, monday) == ("done", 100, 100, 100)

    def test_each_side_is_kept_as_told(self, twists, monday):
        answer = StepAnswer("partial", 62, "time", 100, 25)
        assert self.answered(twists, answer, monday) == ("partial", 62, 100, 25)

    def test_a_share_of_it_all_is_one_side_first(self, twists, monday):
        answer = StepAnswer("partial", 75, "time")
        assert self.answered(twists, answer, monday) == ("partial", 75, 100, 50)

    def test_left_out_has_no_sides(self, twists, monday):
        answer = StepAnswer("skipped", 0, "time")
        assert self.answered(twists, answer, monday) == ("skipped", 0, None, None)

    def test_an_exercise_without_sides_has_none(self, cobra, monday):
        answer = StepAnswer("partial", 50, "time", 100, 0)
        assert self.answered(cobra, answer, monday) == ("partial", 50, None, None)

    def test_what_was_done_until_it_hurt_is_one_side_first(self, twists, monday):
        said = Report(6, "ache", "none", "none", 50)
        coaching.step_hurts.report(key_of(twists), said, version=0, at=monday)
        twists.refresh_from_db()
        assert (twists.left_percent, twists.right_percent) == (100, 0)
