"""The commands that read a file or print: one sentence for a wrong one, whatever the terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "routines" / "content"
DEEP = "[" * 5000
WRONG = {
    "nested too deeply": f"a={DEEP}".encode(),
    "cut": b"a = [1,",
    "no UTF-8": b'a = "\xff"',
    "a number of too many digits": b"a = " + b"9" * 5000,
}


@pytest.fixture
def run(tmp_path):
    """Run a command with data of its own; its exit, and what it printed."""

    def begin(*words, **environment):
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, words)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environment},
            capture_output=True,
            check=False,
        )

    return begin


def is_one_sentence(process, about) -> bool:
    output = process.stderr.decode().strip()
    return process.returncode == 1 and about in output and "\n" not in output


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_persona_that_is_no_toml_is_one_sentence(run, tmp_path, content):
    file = tmp_path / "persona.toml"
    file.write_bytes(content)
    assert is_one_sentence(run("simulate", file), str(file))


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("name", ["session.toml", "exercises/cobra.toml"])
def test_a_library_that_is_no_toml_is_one_sentence(run, tmp_path, content, name):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / name).write_bytes(content)
    assert is_one_sentence(run("load_library", "--from", folder), Path(name).name)


def test_a_folder_in_the_place_of_a_file_is_one_sentence(run, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    (folder / "session.toml").unlink()
    (folder / "session.toml").mkdir()
    assert is_one_sentence(run("load_library", "--from", folder), "session.toml")
    for command in ("simulate", "review", "decide"):
        assert is_one_sentence(run(command, folder), str(folder))


@pytest.mark.parametrize("command", ["review", "decide"])
def test_json_nested_too_deeply_is_one_sentence(run, tmp_path, command):
    file = tmp_path / "file.json"
    file.write_text("[" * 100_000)
    assert is_one_sentence(run(command, file), "nested too deeply")


def test_a_terminal_without_some_letters_gets_the_rest(run, tmp_path):
    persona = next((CONTENT / "personas").glob("*.toml"))
    log = tmp_path / "log.json"
    log.write_bytes(run("simulate", persona, "--log", PYTHONIOENCODING="utf-8").stdout)
    cases = ROOT / "tests" / "progression" / "vectors.json"
    for words in (
        ("simulate", persona),
        ("simulate", persona, "--json"),
        ("review", log),
        ("decide", cases),
        ("rule_table",),
    ):
        process = run(*words, PYTHONIOENCODING="ascii")
        assert (process.returncode, process.stderr) == (0, b"")
        assert process.stdout.isascii()
        assert process.stdout
