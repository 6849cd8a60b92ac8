"""What the rules decide from a person's log, and what becomes of their doses."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.ledger import PersonLedger
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.coaching.step_hurts import Report
from routines.models import CurrentDose, Decision, LedgerState, Lock, RoutineItem
from routines.vocabulary import StopReason
from tests.factories import (
    PersonFactory,
    begin_session,
    do_session,
    give_plan,
    key_of,
    next_planned,
    step_of,
    tell_morning,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def current_of(person, slug):
    return CurrentDose.objects.select_related("dose__variant").get(
        owner=person, exercise__slug=slug
    )


def decision_of(session, slug):
    return Decision.objects.get(session=session, exercise__slug=slug)


def two_good_sessions(person, monday, **second):
    tell_morning(do_session(person, at=monday))
    session = do_session(person, at=monday + 3 * DAY, **second)
    tell_morning(session)
    return session


class TestOpening:
    """Whoever opens a ledger only reads, as the page of an exercise does."""

    def test_writes_nothing_though_the_library_changed_a_ladder(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        kept = LedgerState.objects.get(owner=alice)
        next(ladder for ladder in kept.ladders if ladder["exercise"] == "cobra")["variants"].pop()
        kept.save()
        doses = list(alice.current_doses.order_by("pk").values())
        PersonLedger.open(alice, monday + DAY)
        assert list(alice.current_doses.order_by("pk").values()) == doses
        assert LedgerState.objects.get(owner=alice).ladders == kept.ladders

    def test_goes_on_from_what_was_kept(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        ledger = PersonLedger.open(alice, monday + DAY)
        assert ledger.replay.state == coaching.ledger.kept_state(alice)
        ledger.record_what_is_new()
        assert ledger.replay.ledger.lines == []

    def test_asks_the_database_nothing_to_make_one(self, alice, monday, django_assert_num_queries):
        opened = PersonLedger.open(alice, monday)
        with django_assert_num_queries(0):
            PersonLedger(
                alice,
                monday,
                ladders=opened.ladders,
                currents=opened.currents,
                replay=opened.replay,
            )


class TestWhatOnlyAQueryGives:
    def test_fails_where_the_query_did_not(self, alice, monday):
        current = alice.current_doses.first()
        with pytest.raises(AttributeError):
            current.is_in_week  # noqa: B018
        with pytest.raises(AttributeError):
            begin_session(alice, at=monday).steps.first().is_in_plan  # noqa: B018


class TestDecidePending:
    def test_one_good_session_holds(self, alice, monday):
        session = do_session(alice, at=monday)
        assert not Decision.objects.exists()
        tell_morning(session)
        decision = decision_of(session, "bridge")
        assert (decision.verdict, decision.rules) == ("HOLD", ["H8"])

    def test_two_good_sessions_go_up_one_step(self, alice, monday):
        session = two_good_sessions(alice, monday)
        decision = decision_of(session, "bridge")
        assert (decision.verdict, decision.rules) == ("PROGRESS", ["P1"])
        assert (decision.from_dose.step, decision.to_dose.step) == (0, 1)
        assert current_of(alice, "bridge").dose == decision.to_dose

    def test_the_next_session_uses_the_new_doses(self, alice, monday):
        two_good_sessions(alice, monday)
        session = begin_session(alice, at=monday + 7 * DAY)
        assert step_of(session, "bridge").dose.step == 1

    def test_a_six_in_bridge_eases_bridge_alone(self, alice, monday):
        session = two_good_sessions(alice, monday, differing={"bridge": Felt(6)})
        bridge, cobra = decision_of(session, "bridge"), decision_of(session, "cobra")
        assert (bridge.verdict, bridge.rules) == ("REGRESS", ["R1"])
        assert bridge.numbers == {"during": 6}
        assert current_of(alice, "bridge").dose.variant.slug == "pelvic-tilt"
        assert cobra.verdict == "PROGRESS"

    def test_the_opening_walk_and_the_breathing_are_not_judged(self, alice, monday):
        session = two_good_sessions(alice, monday)
        judged = set(session.decisions.values_list("exercise__slug", flat=True))
        assert "torso-twists" in judged
        assert judged.isdisjoint({"brisk-walking", "slow-breathing"})

    def test_without_a_morning_the_next_opening_decides(self, alice, monday):
        session = do_session(alice, at=monday)
        begin_session(alice, at=monday + 3 * DAY)
        assert "H3" in decision_of(session, "bridge").rules

    def test_a_morning_changed_before_the_next_session_is_decided_anew(self, alice, monday):
        session = two_good_sessions(alice, monday)
        assert current_of(alice, "bridge").dose.step == 1
        tell_morning(session, word="worse", number=4)
        decision = decision_of(session, "bridge")
        assert decision.verdict == "HOLD"
        assert current_of(alice, "bridge").dose.step == 0

    def test_a_gap_eases_what_had_gone_up(self, alice, monday):
        session = two_good_sessions(alice, monday)
        assert current_of(alice, "cat-cow").dose.step == 1
        later = monday + 3 * DAY + 16 * DAY
        begin_session(alice, at=later)
        decision = decision_of(session, "cat-cow")
        assert (decision.verdict, decision.rules) == ("REGRESS", ["G2"])
        assert current_of(alice, "cat-cow").dose.variant.slug == "seated-cat-cow"

    def test_asking_twice_changes_nothing(self, alice, monday):
        two_good_sessions(alice, monday)
        before = list(Decision.objects.order_by("pk").values())
        coaching.ledger.decide_pending(alice, at=monday + 4 * DAY)
        assert list(Decision.objects.order_by("pk").values()) == before

    def test_a_gentle_day_changes_nothing(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        session = do_session(alice, at=monday + 3 * DAY, pre=6)
        tell_morning(session)
        assert not session.decisions.exists()
        assert current_of(alice, "bridge").dose.step == 0

    def test_bobs_diary_does_not_touch_alice(self, alice, bob, monday):
        two_good_sessions(bob, monday)
        assert current_of(alice, "bridge").dose.step == 0
        assert not alice.decisions.exists()

    def test_a_third_strength_exercise_waits_its_turn(self, library, monday):
        person = PersonFactory()
        give_plan(person, at=monday, aim="loosen", weekdays=(0, 2, 4))
        for days in (0, 2, 4, 7, 9, 11):
            tell_morning(do_session(person, at=monday + days * DAY))
        for days in (4, 7, 9, 11):
            day = (monday + days * DAY).date()
            made = Decision.objects.filter(
                owner=person,
                verdict="PROGRESS",
                exercise__kind__contains="strength",
                session__started_on__gt=day - 7 * DAY,
                session__started_on__lte=day,
            )
            assert made.values("exercise").distinct().count() <= 3


class TestMornings:
    def test_a_bad_morning_is_put_down_to_what_was_at_four(self, alice, monday):
        session = do_session(alice, at=monday, differing={"bridge": Felt(4)})
        tell_morning(session, word="worse", number=4)
        assert decision_of(session, "bridge").rules == ["R3"]
        assert decision_of(session, "cobra").rules[0] == "H2"
        assert decision_of(session, "cobra").message == "H2.shared"

    def test_a_bad_morning_after_a_quiet_session_holds_everything(self, alice, monday):
        session = do_session(alice, at=monday)
        tell_morning(session, word="worse", number=5)
        assert set(session.decisions.values_list("verdict", flat=True)) == {"HOLD"}

    def test_spread_that_stays_until_morning_pauses_the_plan(self, alice, monday):
        felt = Felt(2, spread="further")
        session = do_session(alice, at=monday, differing={"cobra": felt})
        tell_morning(session, word="worse", number=3, spread_stays=True)
        assert decision_of(session, "cobra").rules == ["T2"]
        assert Lock.objects.get().rule == "T2"

    def test_a_pause_that_was_cleared_does_not_come_back_in_the_morning(self, alice, monday):
        felt = Felt(2, neuro="persistent")
        session = do_session(alice, at=monday, differing={"cobra": felt})
        alice.locks.get().explain(
            cleared_as="professional", checked_on=monday.date(), note="", at=monday + DAY / 24
        )
        coaching.locks.answer_red_flags(alice, [], at=monday + timedelta(hours=2))
        tell_morning(session)
        assert not alice.locks.in_force().exists()


class TestSwaps:
    @pytest.fixture
    def swapped(self, alice, monday):
        felt = Felt(2, spread="further")
        session = do_session(alice, at=monday, differing={"cobra": felt})
        tell_morning(session)
        return session

    def test_something_else_takes_its_place(self, alice, swapped, monday):
        decision = decision_of(swapped, "cobra")
        assert (decision.verdict, decision.rules) == ("SWAP", ["X1"])
        assert decision.swap_to.slug == "knee-rolls"
        session = begin_session(alice, at=monday + 3 * DAY)
        slugs = set(session.steps.values_list("exercise__slug", flat=True))
        assert "knee-rolls" in slugs
        assert "cobra" not in slugs
        assert step_of(session, "knee-rolls").instead_of.slug == "cobra"

    def test_it_comes_back_after_two_weeks_at_its_easiest(self, alice, swapped, monday):
        for days in (3, 7, 10, 14):
            tell_morning(do_session(alice, at=monday + days * DAY))
        session = begin_session(alice, at=monday + 17 * DAY)
        cobra = step_of(session, "cobra")
        assert (cobra.dose.variant.slug, cobra.dose.step) == ("lying-face-down", 0)
        assert not RoutineItem.objects.filter(instead_of__isnull=False).exists()

    def test_what_is_decided_anew_brings_it_back_at_once(self, alice, swapped, monday):
        cobra = step_of(swapped, "cobra")
        cobra.spread = "none"
        cobra.save()
        coaching.ledger.recompute(alice, at=monday + DAY)
        assert current_of(alice, "cobra").rests_until is None
        assert current_of(alice, "cobra").dose.variant.slug == "sphinx"
        assert not RoutineItem.objects.filter(instead_of__isnull=False).exists()

    def test_tingling_that_cleared_keeps_off_the_knees(self, alice, monday):
        felt = Felt(1, neuro="positional")
        session = do_session(alice, at=monday, differing={"childs-pose": felt})
        tell_morning(session)
        decision = decision_of(session, "childs-pose")
        assert decision.rules == ["X4"]
        assert decision.swap_to.slug == "knee-rolls"

    def test_where_nothing_fits_it_is_left_out(self, alice, monday):
        felt = Felt(1, neuro="positional")
        session = do_session(
            alice, at=monday, differing={"cobra": felt, "bridge": felt, "shoulder-rolls": felt}
        )
        tell_morning(session)
        assert decision_of(session, "shoulder-rolls").swap_to is None
        following = begin_session(alice, at=monday + 3 * DAY)
        slugs = list(following.steps.values_list("exercise__slug", flat=True))
        assert "shoulder-rolls" not in slugs
        assert slugs.count("knee-rolls") == 1

    def test_a_stand_in_that_rests_too_keeps_the_place_of_the_first(self, alice, swapped, monday):
        felt = Felt(2, spread="further")
        again = do_session(alice, at=monday + 3 * DAY, differing={"knee-rolls": felt})
        tell_morning(again)
        assert decision_of(again, "knee-rolls").rules == ["X1"]
        following = do_session(alice, at=monday + 7 * DAY)
        assert not following.steps.filter(exercise__slug="knee-rolls").exists()
        for days in (10, 14, 17):
            tell_morning(do_session(alice, at=monday + days * DAY))
        assert begin_session(alice, at=monday + 21 * DAY).steps.filter(exercise__slug="cobra")


class TestGentleMoves:
    def test_a_gentle_move_that_spreads_and_stays_pauses_the_plan(self, alice, monday):
        felt = Felt(7, spread="further")
        session = do_session(alice, at=monday, pre=6, differing={"knee-rolls": felt})
        tell_morning(session, word="worse", number=8, spread_stays=True)
        assert decision_of(session, "knee-rolls").rules == ["T2", "T3"]
        assert alice.locks.get().rule == "T2"

    def test_one_that_spread_is_left_out_of_the_next_gentle_day(self, alice, monday):
        felt = Felt(3, spread="further")
        session = do_session(alice, at=monday, pre=6, differing={"knee-rolls": felt})
        tell_morning(session)
        gentle = begin_session(alice, at=monday + 3 * DAY, pre=6)
        assert not gentle.steps.filter(exercise__slug="knee-rolls").exists()

    def test_an_exercise_stopped_before_it_began_counts_for_the_others(self, alice, monday):
        session = begin_session(alice, at=monday)
        for slug in ("cobra", "childs-pose"):
            step = step_of(session, slug)
            said = Report(4, "ache", "further", "none", done_percent=0)
            coaching.step_hurts.report(key_of(step), said, version=step.version, at=monday)
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        tell_morning(session)
        assert decision_of(session, "cobra").rules == ["T2"]


class TestStops:
    def test_after_an_eight_the_dose_is_eased_for_the_day_it_comes_back(self, alice, monday):
        two_good_sessions(alice, monday)
        session = do_session(alice, at=monday + 7 * DAY, differing={"bridge": Felt(9)})
        tell_morning(session)
        assert decision_of(session, "bridge").verdict == "STOP_SEE"
        assert current_of(alice, "bridge").dose.step == 0


class TestExposures:
    def test_left_out_for_pain_twice_is_swapped(self, alice, monday):
        out = {"bridge": StepAnswer("skipped", 0, StopReason.PAIN)}
        tell_morning(do_session(alice, at=monday, answers=out))
        session = do_session(alice, at=monday + 3 * DAY, answers=out)
        tell_morning(session)
        assert decision_of(session, "bridge").rules == ["X3"]

    def test_a_light_session_is_not_counted(self, alice, monday):
        tell_morning(do_session(alice, at=monday))
        session = do_session(alice, at=monday + 3 * DAY, pre=4)
        tell_morning(session)
        assert decision_of(session, "bridge").rules[-2:] == ["H10", "H12"]

    def test_the_next_start_stands_in_for_a_missing_morning(self, alice, monday):
        session = do_session(alice, at=monday)
        coaching.check_in.begin(
            next_planned(alice, monday + 3 * DAY), Answers(3), at=monday + 3 * DAY
        )
        assert decision_of(session, "bridge").rules[:2] == ["H2", "H3"]
        assert decision_of(session, "bridge").message == "H2.next"

    def test_easy_twice_goes_up_two_steps(self, alice, monday):
        easy = {"bridge": Felt(1, effort="easy")}
        tell_morning(do_session(alice, at=monday, differing=easy))
        session = do_session(alice, at=monday + 3 * DAY, differing=easy)
        tell_morning(session)
        assert decision_of(session, "bridge").rules == ["P4", "P1"]
        assert current_of(alice, "bridge").dose.step == 2
