"""The rules and the planner know neither Django nor the clock, and write no code of their own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ["vocabulary", "progression", "planning", "figures"]
FILES = [
    ROOT / "routines" / "vocabulary.py",
    *[file for name in PURE for file in sorted((ROOT / "routines" / name).rglob("*.py"))],
]
CLOCKS = {"now", "today", "utcnow", "localdate", "time", "monotonic", "perf_counter"}
ONLY_PURE = f"""
import sys

PURE = {PURE!r}


class OnlyPure:
    def find_spec(self, name, path=None, target=None):
        top, _, rest = name.partition(".")
        is_pure = top == "routines" and (not rest or rest.split(".")[0] in PURE)
        if not (is_pure or top == "msgspec" or top in sys.stdlib_module_names):
            raise AssertionError(f"{{name}} is imported")


sys.meta_path.insert(0, OnlyPure())
"""


@pytest.mark.parametrize("name", PURE)
def test_an_interpreter_without_any_other_package_imports_it(name):
    everything = f"""
import importlib, pkgutil
package = importlib.import_module("routines.{name}")
for module in pkgutil.walk_packages(getattr(package, "__path__", ()), "routines.{name}."):
    importlib.import_module(module.name)
"""
    run = subprocess.run(
        [sys.executable, "-c", ONLY_PURE + everything],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_the_interpreter_refuses_any_other_package():
    for name in ("django", "routines.models"):
        command = [sys.executable, "-c", f"{ONLY_PURE}\nimport {name}"]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert f"AssertionError: {name} is imported" in run.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_it_reads_no_clock_throws_no_dice_and_runs_no_text(file):
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"exec", "eval", "compile"}
        if isinstance(node, ast.Import | ast.ImportFrom):
            text = ast.unparse(node)
            assert "random" not in text
            assert "import time" not in text
