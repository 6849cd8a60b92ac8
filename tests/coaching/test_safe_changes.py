"""No forbidden move in the middle of a session either: under every condition, easier or swapped."""

from datetime import timedelta

import pytest

from routines import coaching
from tests.coaching.test_safe_plans import EVERYBODY, person_with
from tests.factories import begin_session
from tests.forbidden import faults

pytestmark = pytest.mark.django_db
by_health = pytest.mark.parametrize(
    "conditions", EVERYBODY, ids=lambda some: "+".join(sorted(some))
)


def move(dose):
    return dose.variant.exercise.slug, dose.variant.slug, dose.hold_seconds


@by_health
@pytest.mark.parametrize("pre", [0, 4, 6])
def test_neither_an_easier_dose_nor_a_swap_is_forbidden(library, monday, conditions, pre):
    person = person_with(conditions, monday)
    session = begin_session(person, at=monday + timedelta(minutes=1), pre=pre)
    steps = list(session.steps.in_order().with_library())
    doses = [
        choice.amount.dose
        for step in steps
        for choice in coaching.step_changes.swap_choices(step, steps)
    ]
    doses += [easier for step in steps if (easier := coaching.step_changes.easier_dose(step))]
    assert faults(conditions, [move(dose) for dose in doses]) == []
