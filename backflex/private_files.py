"""Files that hold a diary or a key: nobody else on this machine may read them.

What is made is made so by UMASK. What an earlier start or a copy left wider is mended where
that is ours to do; else ImproperlyConfigured says what to do, in one sentence.
"""

import os
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

UMASK = 0o077
# What is in a folder that Backflex has kept its data in before.
OURS = ("backflex*", "secret_key")


def make_private(folder: Path, *, is_ours: bool) -> Path:
    """Keep everybody else out of the folder of the data, and out of the files in it.

    A folder that others may enter is narrowed if it `is_ours`, empty, or has held the data
    before. Any other, as /tmp, may be there for others, too: that is refused.
    """
    if _is_wide(folder):
        is_shared = bool(folder.stat().st_mode & stat.S_ISVTX)
        if is_shared or not (is_ours or _is_for_data(folder)):
            raise ImproperlyConfigured(
                f"Others may read {folder}, and it holds more than Backflex's data; set DATA_DIR"
                " to a folder of its own."
            )
        _narrow(folder, 0o700)
    make_database_private(folder / "backflex.sqlite3")
    mend(folder / "static" / "staticfiles.json")
    return folder


def _is_for_data(folder: Path) -> bool:
    if not os.access(folder, os.R_OK):
        return False
    return not any(folder.iterdir()) or any(any(folder.glob(name)) for name in OURS)


def make_database_private(file: Path) -> None:
    """Keep everybody else out of a file of SQLite, and of those beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        mend(file.with_name(file.name + ending))


def mend(file: Path) -> None:
    """Let nobody else read or write a file; nothing if there is none."""
    try:
        if _is_wide(file):
            _narrow(file, 0o600)
    except FileNotFoundError:
        # The last connection of another process removes what stands beside the database.
        return


def _narrow(path: Path, mode: int) -> None:
    try:
        path.chmod(mode)
    except FileNotFoundError:
        raise
    except OSError:
        pass
    # Some file systems take a mode and keep their own.
    if _is_wide(path):
        raise ImproperlyConfigured(f"Others may read {path}; run: chmod {mode:o} {path}")


def _is_wide(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & UMASK)
