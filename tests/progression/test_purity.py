"""The rules and the planner know neither Django nor the clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = ["vocabulary", "progression", "planning", "figures"]
FILES = [
    *[ROOT / "routines" / "vocabulary.py"],
    *[file for name in PURE for file in sorted((ROOT / "routines" / name).rglob("*.py"))],
]
CLOCKS = {"now", "today", "utcnow", "localdate", "time", "monotonic", "perf_counter"}


@pytest.mark.parametrize("name", PURE)
def test_a_bare_interpreter_imports_it(name):
    code = (
        f"import sys, routines.{name};"
        "sys.exit(any(m.split('.')[0] in ('django', 'allauth') for m in sys.modules))"
    )
    subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_it_imports_the_standard_library_and_the_pure_packages_alone(file):
    for node in ast.walk(ast.parse(file.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        for name in names:
            top = name.split(".")[0]
            pure = any(name == f"routines.{p}" or name.startswith(f"routines.{p}.") for p in PURE)
            assert pure or top in sys.stdlib_module_names or top == "__future__", name


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_it_reads_no_clock_and_throws_no_dice(file):
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS
        if isinstance(node, ast.Import | ast.ImportFrom):
            text = ast.unparse(node)
            assert "random" not in text
            assert "import time" not in text
