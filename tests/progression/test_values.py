"""The values of the pure packages never change: frozen in fact, so that each of them hashes."""

import dataclasses
import importlib
import pkgutil
import re
from dataclasses import is_dataclass
from datetime import UTC, datetime
from typing import get_type_hints

import msgspec
import pytest

from routines.progression import Exposure, Message
from routines.progression.plan_level.ledger import Ledger
from routines.progression.plan_level.state import ExerciseState, Lock, PlanState
from routines.progression.plan_level.weeks import Weeks

PURE = ("vocabulary", "progression", "planning", "figures")
# What changes while it works: the plan's state, what a replay writes, and a figure being bent.
STATE = (ExerciseState, Lock, PlanState, Weeks)
CHANGING = {*STATE, Ledger}
WORKERS = ("_Solver", "Skeleton", "_Search")
MUTABLE = re.compile(r"\b(list|dict|set|Mapping|Sequence|Collection)\[")


def classes():
    """Every class of values that the pure packages define."""
    for name in PURE:
        package = importlib.import_module(f"routines.{name}")
        inside = pkgutil.walk_packages(getattr(package, "__path__", ()), f"{package.__name__}.")
        for module in (package, *(importlib.import_module(info.name) for info in inside)):
            yield from (
                kind
                for kind in vars(module).values()
                if isinstance(kind, type)
                and kind.__module__ == module.__name__
                and (issubclass(kind, msgspec.Struct) or is_dataclass(kind))
            )


VALUES = [kind for kind in classes() if kind not in CHANGING and kind.__name__ not in WORKERS]


def fields_of(kind):
    if issubclass(kind, msgspec.Struct):
        return [field.name for field in msgspec.structs.fields(kind)]
    return [field.name for field in dataclasses.fields(kind)]


def made(kind):
    """A value with nothing in it: what a field may hold is asked when a file is read."""
    if issubclass(kind, msgspec.Struct):
        return kind(**dict.fromkeys(fields_of(kind)))
    return kind.__new__(kind)


def test_there_are_values():
    assert {Exposure, Message} < set(VALUES)


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_setting_a_field_of_a_value_raises(kind):
    value = made(kind)
    for name in fields_of(kind):
        with pytest.raises(AttributeError):
            setattr(value, name, 1)


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_a_value_hashes_by_what_it_holds_or_is_one_of_its_kind(kind):
    if kind.__hash__ is not object.__hash__:
        assert kind.__hash__ is not None
        held = {name: str(hint) for name, hint in get_type_hints(kind).items()}
        assert [name for name in fields_of(kind) if MUTABLE.search(held[name])] == []


@pytest.mark.parametrize(
    "kind",
    [kind for kind in (*VALUES, *sorted(STATE, key=str)) if issubclass(kind, msgspec.Struct)],
    ids=lambda kind: kind.__name__,
)
def test_a_value_is_made_by_the_names_of_its_fields_alone(kind):
    with pytest.raises(TypeError):
        kind(None)


def test_what_is_worked_out_from_a_value_cannot_be_set_either():
    exposure = Exposure(during=7)
    assert exposure.felt == 7
    with pytest.raises(AttributeError):
        exposure.felt = 0
    assert msgspec.structs.replace(exposure, during=0).felt == 0


def test_a_message_holds_its_numbers_in_their_order():
    message = Message.of("R5", first=2, second=3)
    assert message.numbers == (("first", 2), ("second", 3))
    assert Message.from_row(message.to_row()) == message
    assert Message.of("H0").to_row() == {"id": "H0"}
    assert len({message, Message.of("R5", first=2, second=3)}) == 1


def test_the_plan_state_and_its_parts_do_change():
    state = PlanState()
    state.locks.append(Lock(rule="T1", at=datetime(2026, 1, 5, tzinfo=UTC)))
    state.locks[0].is_explained = True
    assert PlanState().locks == []
