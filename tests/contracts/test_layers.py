"""What stands where: no statements in views, no long lines in templates, no silent defaults."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIEWS = sorted((ROOT / "routines" / "views").glob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROOMS = ("views", "models", "templatetags", "forms", "words", "coaching")
MODULES = sorted(path for room in ROOMS for path in (ROOT / "routines" / room).glob("*.py"))
STATEMENTS = re.compile(r"\.(filter|annotate|aggregate|exclude|prefetch_related)\(|\bPrefetch\b")
LONGEST = 300


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", VIEWS, ids=_name)
def test_a_view_asks_by_the_verbs_of_the_models(path):
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [line for line in lines if STATEMENTS.search(line[1])] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_line_of_a_template_is_too_long(path):
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_what_a_caller_forgot_is_not_made_up(path):
    """A `getattr` with a default hides a forgotten annotation."""
    calls = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    found = [call.lineno for call in calls if call.func.id == "getattr" and len(call.args) > 2]
    assert found == []


def _public_classes(folder: Path) -> list[str]:
    return [
        node.name
        for path in sorted(folder.glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_class_is_defined_twice_in_a_room(room):
    names = _public_classes(ROOT / "routines" / room)
    assert sorted(names) == sorted(set(names))
