"""The world of the contract tests."""

import pytest
import time_machine

from tests.contracts.world import build_world


@pytest.fixture
def world(alice, monday):
    """alice's world; it is Thursday evening, in the middle of a session."""
    built = build_world(alice, monday)
    with time_machine.travel("2026-11-26 18:45:00+00:00", tick=False):
        yield built
