"""The state that is kept, and one that an earlier version of Backflex kept."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.models import LedgerState
from routines.progression.plan_level.state import VERSION
from tests.factories import PersonFactory, do_session, give_plan, tell_morning

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def person(library, monday):
    person = PersonFactory()
    give_plan(person, at=monday)
    tell_morning(do_session(person, at=monday + HOUR, pre=2))
    coaching.ledger.decide_pending(person, at=monday + DAY)
    return person


def kept_by_an_earlier_version(person):
    """Its state in the shape of an earlier version, which only that one reads."""
    row = LedgerState.objects.get(owner=person)
    row.state = {"at_set_up": 2, "through": row.state["through"], "standings": {}}
    row.save()
    return row.state


def test_the_state_is_kept_with_its_version(person):
    assert LedgerState.objects.get(owner=person).state["version"] == VERSION


def test_a_state_of_another_version_is_replayed_and_reading_it_writes_nothing(person):
    state = coaching.ledger.kept_state(person)
    earlier = kept_by_an_earlier_version(person)
    assert coaching.ledger.kept_state(person) == state
    assert LedgerState.objects.get(owner=person).state == earlier


def test_the_next_decision_keeps_it_anew_and_changes_nothing_else(person, monday):
    kept = LedgerState.objects.get(owner=person).state
    decisions = list(person.decisions.values())
    assert decisions
    kept_by_an_earlier_version(person)
    coaching.ledger.decide_pending(person, at=monday + 2 * DAY)
    assert LedgerState.objects.get(owner=person).state == kept
    assert list(person.decisions.values()) == decisions


def test_what_may_be_chosen_and_comes_next_is_the_same_from_a_state_of_another_version(
    person, monday
):
    def prospects():
        slugs = person.current_doses.values_list("exercise__slug", flat=True)
        found = [coaching.own_choices.prospect(person, slug, at=monday + DAY) for slug in slugs]
        return {
            prospect.current.exercise.slug: (prospect.options, prospect.outlook, prospect.is_locked)
            for prospect in found
        }

    before = prospects()
    earlier = kept_by_an_earlier_version(person)
    assert prospects() == before
    assert LedgerState.objects.get(owner=person).state == earlier


def test_the_lines_of_the_past_are_not_written_again(person, monday, django_assert_max_num_queries):
    kept_by_an_earlier_version(person)
    with django_assert_max_num_queries(60) as queries:
        coaching.ledger.decide_pending(person, at=monday + 2 * DAY)
    written = [query["sql"] for query in queries if "routines_decision" in query["sql"]]
    assert not [sql for sql in written if sql.startswith(("INSERT", "UPDATE"))]


def test_the_next_answer_is_decided_upon_from_a_state_of_another_version(person, monday):
    kept_by_an_earlier_version(person)
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=monday + 2 * DAY)
    assert [entry.message for entry in person.plan_entries.filter(rule="U1")] == ["U1"]
    assert [lock.rule for lock in person.locks.in_force()] == ["U1"]


def test_the_moment_of_the_last_entry_is_read_whatever_the_version(person, monday):
    kept_by_an_earlier_version(person)
    through = LedgerState.objects.get(owner=person).through
    assert coaching.ledger.moment_for(person, through) == through + timedelta(microseconds=1)
