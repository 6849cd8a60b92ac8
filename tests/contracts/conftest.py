"""The world of the contract tests: built once; each test undoes what it did."""

import pytest
import time_machine
from django.db import transaction

from routines.templatetags import product
from tests.contracts.world import DRAWN, NOW, all_answers, build_world, few_of


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everybody of the world by name; it is Thursday evening."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def answers(world, django_db_blocker):
    """Every answer that the world gets."""
    # What earlier tests drew is drawn once more, so that it is seen to be drawn.
    product._draw.cache_clear()
    answers = list(all_answers(world))
    DRAWN[:] = few_of([answer for answer in answers if answer.is_html])
    return answers
