"""A name means one thing, and says what the thing is."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ["routines", "backflex", "bench", "screenshots"]
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
PACKAGES = sorted(file.parent for file in (ROOT / "routines").glob("*/__init__.py"))
# Django looks for these names, one to a file.
DEMANDED = {"Command", "Migration"}


def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def variables_of(tree):
    """The variables of loops, comprehensions and lambdas, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            names = (name for name in ast.walk(node.target) if isinstance(name, ast.Name))
            yield from ((name.id, name.lineno) for name in names)
        elif isinstance(node, ast.Lambda):
            names = (name for name in ast.walk(node.args) if isinstance(name, ast.arg))
            yield from ((name.arg, name.lineno) for name in names)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_no_public_class_is_defined_twice_in_one_package(package):
    files_by_name = defaultdict(list)
    for file in sorted(package.rglob("*.py")):
        for node in tree_of(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                files_by_name[node.name].append(str(file.relative_to(ROOT)))
    twice = {name: files for name, files in files_by_name.items() if len(files) > 1}
    assert {name: files for name, files in twice.items() if name not in DEMANDED} == {}


def test_every_package_has_python_to_look_at():
    assert {"routines", *FOLDERS} <= {file.relative_to(ROOT).parts[0] for file in FILES}
    assert {"coaching", "models", "views"} <= {package.name for package in PACKAGES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_loop_comprehension_or_lambda_calls_its_variable_one(file):
    lines = [line for name, line in variables_of(tree_of(file)) if name == "one"]
    assert lines == [], f"{file.relative_to(ROOT)}: name what it is in these lines"
