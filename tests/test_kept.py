"""People who are put back are those who were made."""

import time_machine
from django.apps import apps
from django.db import transaction

from tests import kept
from tests.factories import PersonFactory, do_session, give_plan


def every_row():
    return {
        model: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()
    }


def test_the_rows_are_those_that_were_made(library, monday):
    made = []

    def carol():
        person = PersonFactory(email="carol@example.org")
        give_plan(person, at=monday)
        do_session(person, at=monday)
        made.append(every_row())
        return person

    with time_machine.travel(monday, tick=False):
        for _ in range(2):
            with transaction.atomic():
                person = kept.put_back("carol@example.org", carol)
                assert [every_row()] == made
                assert person.check_password("correct horse battery")
                transaction.set_rollback(True)


def test_there_is_room_beside_them(alice, bob, monday):
    carol = PersonFactory()
    give_plan(carol, at=monday)
    plans = [person.weekly_plans.get().pk for person in (alice, bob, carol)]
    assert len(set(plans)) == 3
