"""Correcting an entry: the ledger is as if it had been right from the start."""

from datetime import timedelta
from random import Random

import pytest

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.session_end import Felt
from routines.coaching.step_hurts import Report
from routines.models import (
    CheckIn,
    Discomfort,
    Exercise,
    LedgerState,
    MorningReport,
    PlannedSession,
    Screening,
    Session,
    Step,
)
from routines.progression import Alarm
from routines.progression.plan_level.replay import replay
from tests.factories import (
    PersonFactory,
    begin_session,
    bulk_history,
    do_session,
    give_plan,
    key_of,
    make_wishes,
    next_planned,
    tell_morning,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db
SESSIONS = 12

PRE = (0, 1, 2, 2, 3, 4, 5)
ANSWERS = (
    {},
    {},
    {},
    {"during": 3},
    {"during": 4},
    {"during": 6, "quality": "ache"},
    {"during": 2, "spread": "further"},
    {"quality": "sharp", "during": 2},
    {"neuro": "positional"},
    {"effort": "hard"},
    {"status": "partial", "done_percent": 50, "stop_reason": "pain"},
    {"status": "skipped", "done_percent": 0, "stop_reason": "time"},
)
MORNINGS = (("same", None), ("same", 2), ("better", None), ("worse", 4), ("worse", 6))


def write_log(person, random, monday):
    """Twelve sessions with everything that may be answered, written as rows."""
    give_plan(person, at=monday - 60 * DAY)
    bulk_history(person, until=monday, sessions=SESSIONS)
    person.decisions.all().delete()
    for check_in in person.check_ins.order_by("answered_at"):
        change(check_in, pre=random.choice(PRE))
    for step in Step.objects.filter(owner=person).order_by("session__started_at", "rank"):
        change(step, **random.choice(ANSWERS))
    for morning in person.mornings.order_by("answered_at"):
        word, number = random.choice(MORNINGS)
        change(morning, word=word, number=number)


def change(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def spoil(person, random):
    """Change some entries, delete others; gives what mends each of them."""
    mends = []
    for step in random.sample(list(Step.objects.filter(owner=person)), 10):
        right = {
            name: getattr(step, name)
            for name in ("during", "quality", "spread", "neuro", "status", "stop_reason")
        }
        change(step, during=7, spread="further", neuro="persistent")
        mends.append(lambda step=step, right=right: change(step, **right))
    for check_in in random.sample(list(person.check_ins.all()), 3):
        pre = check_in.pre
        change(check_in, pre=5)
        mends.append(lambda row=check_in, pre=pre: change(row, pre=pre))
    for morning in random.sample(list(person.mornings.all()), 3):
        again = {field.name: getattr(morning, field.name) for field in morning._meta.fields}
        morning.delete()
        mends.append(lambda again=again: MorningReport.objects.create(**{**again, "id": None}))
    extra = Discomfort.objects.create(
        owner=person, felt_at=person.created_at, felt_on=person.created_at.date(), number=9
    )
    mends.append(extra.delete)
    flagged = Screening.objects.create(
        owner=person,
        answered_at=person.created_at,
        answered_on=person.created_at.date(),
        flags=["chest_pain"],
    )
    mends.append(flagged.delete)
    random.shuffle(mends)
    return mends


def ledger_of(person):
    """Everything that the rules wrote, without what names the person's rows."""
    decisions = person.decisions.order_by("made_at", "exercise__rank").values_list(
        "session__started_at", "exercise", "made_at", "verdict", "action", "rules", "message",
        "numbers", "others", "from_dose", "to_dose", "rests_until",
    )  # fmt: skip
    entries = person.plan_entries.order_by("made_at", "rule", "direction").values_list(
        "made_at", "rule", "message", "direction", "until", "session__started_at"
    )
    choices = person.choices.order_by("chosen_at").values_list("kind", "from_dose", "to_dose")
    doses = person.current_doses.order_by("exercise").values_list("exercise", "dose", "rests_until")
    locks = person.locks.in_force().order_by("rule", "locked_at").values_list("rule", "locked_at")
    return [list(rows) for rows in (decisions, entries, choices, doses, locks)]


@pytest.mark.parametrize("seed", range(6))
def test_a_log_corrected_in_any_order_is_the_log_that_was_right_from_the_start(
    library, monday, seed
):
    right, spoiled = PersonFactory(usual_morning=1), PersonFactory(usual_morning=1)
    for person in (right, spoiled):
        write_log(person, Random(seed), monday)
        coaching.ledger.recompute(person, at=monday)
        for slug in ("cobra", "bridge", "cat-cow"):
            offered = coaching.own_choices.prospect(person, slug, at=monday).options
            if offered:
                kind = Random(seed).choice(offered).kind
                coaching.own_choices.choose(
                    person, Exercise.objects.get(slug=slug), kind, at=monday
                )
    for mend in spoil(spoiled, Random(seed)):
        coaching.ledger.recompute(spoiled, at=monday)
        mend()
    coaching.ledger.recompute(spoiled, at=monday)
    assert ledger_of(spoiled) == ledger_of(right)
    assert len(ledger_of(right)[0]) > SESSIONS


def test_answer_by_answer_gives_the_ledger_of_the_whole_log(library, monday):
    person = PersonFactory(usual_morning=2)
    give_plan(person, at=monday)
    worse = {"word": "worse", "number": 5}
    stories = (
        {},
        {"differing": {"cobra": Felt(2, spread="further")}},
        {"pre": 4},
        {},
        {},
    )
    mornings = ({}, {}, {}, worse, {})
    for number, (story, morning) in enumerate(zip(stories, mornings, strict=True)):
        at = monday + (7 * (number // 2) + 3 * (number % 2)) * DAY
        tell_morning(do_session(person, at=at, **story), **morning)
        coaching.discomfort.record(person, number=3, places=[], note="", at=at + DAY)
    coaching.own_choices.choose(
        person, Exercise.objects.get(slug="bridge"), "ease", at=monday + 20 * DAY
    )
    before = ledger_of(person)
    whole = replay(coaching.diary.whole_diary(person))
    assert len(whole.ledger.lines) == sum(len(rows) for rows in before[:3])
    coaching.ledger.recompute(person, at=monday + 21 * DAY)
    assert ledger_of(person) == before


def test_a_session_that_is_deleted_takes_its_decisions_with_it(library, monday):
    person = PersonFactory()
    give_plan(person, at=monday)
    for days in (0, 3):
        tell_morning(do_session(person, at=monday + days * DAY))
    assert person.decisions.filter(verdict="PROGRESS").exists()
    PlannedSession.objects.filter(session=Session.objects.latest("started_at")).delete()
    CheckIn.objects.filter(session=None, owner=person).delete()
    coaching.ledger.recompute(person, at=monday + 5 * DAY)
    assert not person.decisions.filter(verdict="PROGRESS").exists()
    assert person.current_doses.get(exercise__slug="bridge").dose.step == 0


class TestTwoSessionsOnOneDay:
    def test_the_second_is_closed_and_decides_the_day(self, alice, monday):
        do_session(alice, at=monday, differing={"cat-cow": Felt(6, "ache")})
        second = do_session(alice, at=monday + 4 * HOUR)
        tell_morning(second)
        decision = alice.decisions.get(exercise__slug="cat-cow")
        assert decision.session == second
        assert "R1" in decision.rules
        assert alice.current_doses.get(exercise__slug="cat-cow").decision == decision
        before = ledger_of(alice)
        coaching.ledger.recompute(alice, at=monday + DAY)
        assert ledger_of(alice) == before

    def test_chest_pain_in_the_second_is_kept(self, alice, monday):
        do_session(alice, at=monday, differing={"cat-cow": Felt(6)})
        second = begin_session(alice, at=monday + 4 * HOUR)
        felt = Report(2, "ache", "none", "none", 50, Alarm(chest_pain=True))
        coaching.step_hurts.report(
            key_of(second.steps.in_order()[1]), felt, version=0, at=monday + 4 * HOUR
        )
        assert alice.locks.in_force().get().rule == "E1"


class TestMornings:
    def test_one_corrected_days_later_keeps_its_day(self, alice, monday):
        first = do_session(alice, at=monday)
        tell_morning(first)
        tell_morning(do_session(alice, at=monday + 3 * DAY))
        before = ledger_of(alice)
        tell_morning(first, number=1, at=monday + 5 * DAY)
        assert [row[5] for row in ledger_of(alice)[0]] == [row[5] for row in before[0]]

    def test_one_told_while_the_next_session_runs_is_no_answer(self, alice, monday):
        first = do_session(alice, at=monday)
        begin_session(alice, at=monday + 3 * DAY)
        tell_morning(first, at=monday + 3 * DAY + HOUR / 12)
        assert "H3" in alice.decisions.get(exercise__slug="cobra").rules
        before = ledger_of(alice)
        coaching.ledger.recompute(alice, at=monday + 4 * DAY)
        assert ledger_of(alice) == before


def test_a_rest_is_told_once_though_its_morning_comes_late(alice, monday):
    spread = {"cobra": Felt(2, spread="further")}
    first = do_session(alice, at=monday, differing=spread)
    coaching.check_in.begin(next_planned(alice, monday + DAY), Answers(9), at=monday + DAY)
    tell_morning(first, at=monday + 2 * DAY)
    assert alice.plan_entries.filter(rule="REST").count() == 1


def test_a_choice_whose_ground_is_gone_changes_nothing_any_more(alice, monday):
    session = do_session(alice, at=monday)
    tell_morning(session)
    coaching.own_choices.choose(
        alice, Exercise.objects.get(slug="bridge"), "raise", at=monday + DAY
    )
    change(session.steps.get(exercise__slug="bridge"), during=6)
    coaching.ledger.recompute(alice, at=monday + 2 * DAY)
    choice = alice.choices.get()
    assert choice.is_void
    assert alice.current_doses.get(exercise__slug="bridge").dose.variant.slug == "pelvic-tilt"


def test_a_ladder_that_changes_moves_no_other_exercise(alice, monday):
    tell_morning(do_session(alice, at=monday))
    tell_morning(do_session(alice, at=monday + 3 * DAY))
    coaching.own_choices.choose(
        alice, Exercise.objects.get(slug="bridge"), "hold", at=monday + 4 * DAY
    )
    held = alice.current_doses.get(exercise__slug="bridge").dose
    state = LedgerState.objects.get(owner=alice)
    [cobra] = [ladder for ladder in state.ladders if ladder["exercise"] == "cobra"]
    cobra["variants"].pop()
    state.save()
    choices = coaching.own_choices.prospect(alice, "bridge", at=monday + 5 * DAY).options
    assert "undo" in {option.kind for option in choices}
    assert alice.current_doses.get(exercise__slug="bridge").dose == held


def test_a_usual_answered_anew_does_not_change_what_was(alice, monday):
    tell_morning(do_session(alice, at=monday), word="worse", number=3)
    before = ledger_of(alice)
    alice.remember(time_zone="UTC", usual_morning=4)
    coaching.week.propose_week(alice, make_wishes(), at=monday + DAY)
    coaching.week.accept_week(alice, at=monday + DAY)
    coaching.ledger.recompute(alice, at=monday + 2 * DAY)
    assert ledger_of(alice) == before
    session = do_session(alice, at=monday + 3 * DAY)
    assert session.check_in.usual_morning == 4
