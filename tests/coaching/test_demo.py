"""The demo person: twelve weeks that the product's own code has been through."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from routines.management.commands.demo import EMAIL
from routines.models import Exercise, User
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_has_lived_twelve_weeks_with_three_aims_and_a_flare(library, monday, time_machine, client):
    time_machine.move_to(monday)
    said = StringIO()
    call_command("demo", stdout=said)
    assert "Week 12 of 12 lived." in said.getvalue()
    assert client.login(email=EMAIL, password=said.getvalue().split()[-1])

    person = User.objects.get(email=EMAIL)
    assert {plan.aim for plan in person.weekly_plans.all()} == {"ease", "loosen", "stay_bendy"}
    gates = list(person.check_ins.values_list("gate", flat=True))
    assert len(gates) > 30
    assert {"RUN", "LIGHT", "EASE"} <= set(gates)
    assert not person.locks.in_force().exists()
    assert person.planned_sessions.waiting().filter(planned_on=monday.date()).exists()


def test_is_made_anew(library, time_machine, monday):
    PersonFactory(email=EMAIL)
    with patch("routines.management.commands.demo.Story") as story:
        story.return_value.live.return_value = []
        call_command("demo", stdout=StringIO())
    assert User.objects.filter(email=EMAIL).count() == 1


def test_needs_a_library(db):
    Exercise.objects.all().delete()
    with pytest.raises(CommandError, match="load_library"):
        call_command("demo", stdout=StringIO())
