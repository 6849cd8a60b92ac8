"""Where the rules left a person, as it was kept after the last thing told."""

from __future__ import annotations

from routines.models import LedgerState, User
from routines.progression.plain import from_plain
from routines.progression.plan_level.state import State


def kept_state(person: User) -> State | None:
    """The state that was kept; None before anything was told. Reading it writes nothing."""
    kept = LedgerState.objects.filter(owner=person).first()
    return from_plain(State, kept.state) if kept else None
