"""Nobody else on the machine may read the diary, the key, or what is made for them."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from backflex import private_files

ROOT = Path(__file__).resolve().parents[2]
SET_UP = "import django; django.setup(); from django.core.management import call_command as c; "
MIGRATE = SET_UP + (
    "c('migrate', verbosity=0); c('createcachetable', verbosity=0);"
    "c('collectstatic', verbosity=0, interactive=False);"
    "from django.db import connection; connection.ensure_connection(); import os;"
    "print(*os.listdir(os.environ['DATA_DIR']))"
)
LOOK = SET_UP + "from django.conf import settings; print(settings.DATA_DIR)"


def run(code: str, data: Path) -> subprocess.CompletedProcess:
    """Run some code with our settings where the umask lets everybody in."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**environment, "DJANGO_SETTINGS_MODULE": "backflex.settings"},
        capture_output=True,
        text=True,
        umask=0,
    )


def modes_in(folder: Path) -> dict[str, int]:
    paths = [folder, *(path for path in folder.rglob("*"))]
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in paths}


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A folder that a first start has set up."""
    data = tmp_path_factory.mktemp("kept") / "data"
    done = run(MIGRATE, data)
    assert done.returncode == 0, done.stderr
    assert {"backflex.sqlite3", "secret_key", "static"} <= set(done.stdout.split())
    return data


def test_what_a_start_makes_is_its_own_alone(kept):
    wide = {path: oct(mode) for path, mode in modes_in(kept).items() if mode & 0o077}
    assert wide == {}
    assert (kept / "static" / "staticfiles.json").exists()


def test_what_is_wider_is_mended(kept):
    wide = [kept / "backflex.sqlite3", kept / "static" / "staticfiles.json"]
    beside = kept / "backflex.sqlite3-wal"
    beside.touch()
    for path in (*wide, beside):
        path.chmod(0o644)
    kept.chmod(0o755)
    done = run(LOOK, kept)
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in wide} == {0o600}
    assert not beside.exists() or stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_a_new_and_empty_folder_is_narrowed(tmp_path):
    tmp_path.chmod(0o755)
    private_files.make_private(tmp_path, is_ours=False)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_folder_with_other_things_in_it_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "letters").touch()
    with pytest.raises(ImproperlyConfigured, match="set DATA_DIR to a folder of its own"):
        private_files.make_private(tmp_path, is_ours=False)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("holds", ["letters", "secret_key"])
def test_a_folder_for_everybody_is_left_as_it_is(tmp_path, holds):
    tmp_path.chmod(0o1777)
    (tmp_path / holds).touch()
    with pytest.raises(ImproperlyConfigured, match="set DATA_DIR to a folder of its own"):
        private_files.make_private(tmp_path, is_ours=False)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777


def test_what_cannot_be_mended_is_told_in_one_sentence(tmp_path, monkeypatch):
    file = tmp_path / "backflex.sqlite3"
    file.touch()
    file.chmod(0o644)

    def refuse(self, mode):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(
        ImproperlyConfigured, match=f"Others may read .*; run: chmod 600 {re.escape(str(file))}$"
    ):
        private_files.mend(file)


def test_a_shared_folder_is_refused_at_the_start_in_one_sentence(tmp_path):
    tmp_path.chmod(0o1777)
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert "set DATA_DIR to a folder of its own" in done.stderr
