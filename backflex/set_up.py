"""What a start sets up, and how it knows that there is nothing to do.

A mark in the folder of data says what was set up last. It is taken away before the work
begins and written after it, so that a start which was killed half-way begins anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What makes the gathered files out of their sources.
MAKERS = ("django", "whitenoise", "brotli")


def is_migrated() -> bool:
    """Whether the database has every migration of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def gather_static_files() -> bool:
    """Copy, hash and compress the static files, unless all of them are as a start left them.

    Whether there was something to do. Only hashes are taken from what stands in the folder
    of gathered files: with a source that changed, it is emptied first.
    """
    mark = settings.DATA_DIR / "static.sha256"
    sources = [
        Path(storage.path(path)) for finder in get_finders() for path, storage in finder.list([])
    ]
    made_by = " ".join(f"{name} {version(name)}" for name in MAKERS)

    def state() -> str:
        return f"{made_by} {_fingerprint(sources)} {_listing(settings.STATIC_ROOT)}"

    if _read(mark) == state():
        return False
    mark.unlink(missing_ok=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(state())
    return True


def load_library() -> bool:
    """Load the library, unless this database has it from these very files and this code.

    Whether there was something to do.
    """
    mark = settings.DATA_DIR / "library.sha256"
    package, pictures = settings.BASE_DIR / "routines", settings.BASE_DIR / "static" / "figures"
    files = [*package.rglob("*.py"), *package.rglob("*.toml"), *pictures.rglob("*.svg")]

    def state() -> str:
        # A new database has no stamp, and a restored one an older stamp.
        return f"{_library_stamp()} {_fingerprint(files)}"

    if _read(mark) == state():
        return False
    mark.unlink(missing_ok=True)
    call_command("load_library")
    mark.write_text(state())
    return True


def _library_stamp() -> str:
    """Which load the rows of the library are from; empty before the first."""
    from routines.models import LibraryStamp

    return "".join(str(stamp) for stamp in LibraryStamp.objects.all())


def _read(mark: Path) -> str:
    try:
        return mark.read_text()
    except (OSError, UnicodeDecodeError):
        return ""


def _fingerprint(files: Iterable[Path]) -> str:
    """A hash of the names and the contents of some files."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    return whole.hexdigest()


def _listing(folder: Path) -> str:
    """A hash of the names and the sizes of the files in a folder; of a missing one, too."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = "\0".join(f"{file} {file.stat().st_size}" for file in files)
    return hashlib.sha256(sizes.encode()).hexdigest()
