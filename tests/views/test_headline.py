"""What Today says first, by what is known of the person."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from routines.models import Lock
from routines.models.schedule import Occurrence
from routines.models.today import TodayFacts
from routines.words.today import headline

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
LATER = DAY + timedelta(days=3)
WHOLE, STRENGTH = Lock(rule="T1"), Lock(rule="T5")
NOTHING = TodayFacts()


def planned(on=DAY, number=1, **fields) -> Occurrence:
    return Occurrence(
        id=UUID(int=number),
        planned_on=on,
        starts_at=time(18, 30),
        routine_id=1,
        routine_rank=0,
        minutes=13,
        **fields,
    )


def begun(on=DAY, **fields) -> Occurrence:
    return planned(on, started_on=on, started_at=NOW, **fields)


CASES = {
    "a lock of the whole plan": (TodayFacts(locks=[WHOLE]), [planned()], "Your plan is paused."),
    "a lock is graver than open questions": (
        TodayFacts(locks=[WHOLE], unchecked=UUID(int=7)), [planned()], "Your plan is paused."
    ),
    "open questions": (
        TodayFacts(unchecked=UUID(int=7)), [begun()], "Please answer these questions first."
    ),
    "a lock of strength alone": (
        TodayFacts(locks=[STRENGTH]), [planned()], "Today, 13 minutes for your back."
    ),
    "an open session": (NOTHING, [begun()], "Your session is waiting."),
    "an open session on a sore day": (TodayFacts(hurts_at=8), [begun()], "No exercises today."),
    "a session of an earlier day is open": (
        NOTHING, [begun(DAY - timedelta(days=1)), planned()], "Your session is waiting."
    ),
    "done": (NOTHING, [begun(closed_at=NOW)], "Done for today."),
    "done, and sore since": (TodayFacts(hurts_at=9), [begun(closed_at=NOW)], "Done for today."),
    "done yesterday": (
        NOTHING,
        [begun(DAY - timedelta(days=1), closed_at=NOW), planned()],
        "Today, 13 minutes for your back.",
    ),
    "refused at its check-in": (NOTHING, [planned(refused_at=9)], "No exercises today."),
    "a later session refused today": (
        NOTHING, [planned(LATER, refused_at=9)], "No exercises today."
    ),
    "sore, with a session today": (TodayFacts(hurts_at=8), [planned()], "No exercises today."),
    "sore on a day of rest": (TodayFacts(hurts_at=8), [planned(LATER)], "A day for resting."),
    "a session today": (NOTHING, [planned()], "Today, 13 minutes for your back."),
    "a session later": (NOTHING, [planned(LATER)], "A day for resting."),
    "only missed sessions": (NOTHING, [planned(DAY - timedelta(days=2))], "Welcome back."),
    "no session at all": (NOTHING, [], "Welcome back."),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "occurrences", "words"), CASES.values(), ids=CASES.keys())
def test_the_headline(facts, occurrences, words):
    assert headline(facts, occurrences, DAY) == words


class TestFacts:
    def test_without_a_lock_nothing_asks_next(self):
        assert not NOTHING.asks_next

    def test_an_explained_lock_asks_for_the_questions(self):
        facts = TodayFacts(locks=[Lock(rule="T1", cleared_as="mistake")])
        assert facts.asks_next

    def test_a_session_that_is_begun_is_not_sent_away(self):
        assert TodayFacts(hurts_at=9).sent_away_at(begun(), DAY) is None

    def test_its_own_check_in_comes_before_what_was_told_at_another_time(self):
        facts = TodayFacts(hurts_at=8)
        assert facts.sent_away_at(planned(refused_at=9), DAY) == 9
        assert facts.sent_away_at(planned(), DAY) == 8
