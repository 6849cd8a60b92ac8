"""Every row that the rules decide says by which version of them it was decided."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.session_end import Felt
from routines.models import CheckIn, Decision, PlanEntry
from routines.progression.rules import versions
from routines.progression.rules.versions import CURRENT, VERSIONS, Version
from tests.factories import do_session, tell_morning

DAY = timedelta(days=1)
DECIDED = [CheckIn, Decision, PlanEntry]


def versions_in(model):
    return set(model.objects.values_list("rules_version", flat=True))


def a_session_that_writes_every_kind_of_row(person, at):
    tell_morning(do_session(person, at=at, differing={"cobra": Felt(2, spread="further")}))


@pytest.fixture
def second_version(monkeypatch):
    """The rules as if they had changed."""
    for module in (coaching.check_in, coaching.ledger):
        monkeypatch.setattr(module, "CURRENT", Version(number=2, changed="A test."))


def test_versions_count_from_one_and_say_what_they_changed():
    assert [version.number for version in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert all(version.changed.endswith(".") for version in VERSIONS)
    assert versions.CURRENT is VERSIONS[-1]


@pytest.mark.django_db
@pytest.mark.parametrize("model", DECIDED, ids=lambda model: model.__name__)
def test_a_new_row_carries_the_current_version(alice, monday, model):
    a_session_that_writes_every_kind_of_row(alice, monday)
    assert versions_in(model) == {CURRENT.number}


@pytest.mark.django_db
@pytest.mark.parametrize("model", DECIDED, ids=lambda model: model.__name__)
def test_it_is_the_version_in_force_and_not_the_default(alice, monday, model, second_version):
    a_session_that_writes_every_kind_of_row(alice, monday)
    assert versions_in(model) == {2}


@pytest.mark.django_db
@pytest.mark.parametrize("model", DECIDED, ids=lambda model: model.__name__)
def test_a_row_of_an_older_version_stays_as_it_was_written(alice, monday, model, monkeypatch):
    a_session_that_writes_every_kind_of_row(alice, monday)
    older = set(model.objects.values_list("pk", flat=True))
    for module in (coaching.check_in, coaching.ledger):
        monkeypatch.setattr(module, "CURRENT", Version(number=2, changed="A test."))
    tell_morning(do_session(alice, at=monday + 3 * DAY))
    assert set(model.objects.filter(rules_version=1).values_list("pk", flat=True)) == older


@pytest.mark.django_db
def test_what_is_decided_anew_is_decided_by_the_current_version(alice, monday, monkeypatch):
    a_session_that_writes_every_kind_of_row(alice, monday)
    monkeypatch.setattr(coaching.ledger, "CURRENT", Version(number=2, changed="A test."))
    coaching.ledger.recompute(alice, at=monday + 2 * DAY)
    assert versions_in(Decision) == versions_in(PlanEntry) == {2}
    assert versions_in(CheckIn) == {1}
