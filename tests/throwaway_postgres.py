"""Run a command against a PostgreSQL server that lives as long as the command.

    python -m tests.throwaway_postgres COMMAND [ARGUMENT ...]

When DATABASE_URL names a server, that one is used. Otherwise a server is made
in a temporary folder, as an unprivileged user, reachable by a socket alone.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "130",
}


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="backflex-postgres-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        run = {"check": True, "user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
        subprocess.run(
            [program("initdb"), "-D", data, "-U", "backflex", "-A", "trust", "-E", "UTF8"], **run
        )
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        start = ["-o", f"{options} -k {folder}", "-l", folder / "log", "-w", "start"]
        subprocess.run([program("pg_ctl"), "-D", data, *start], **run)
        try:
            url = f"postgres://backflex@{quote(str(folder), safe='')}/postgres"
            return subprocess.run(
                command, check=False, env={**os.environ, "DATABASE_URL": url}
            ).returncode
        finally:
            subprocess.run([program("pg_ctl"), "-D", data, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; anybody else may run it as themselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def program(name: str) -> str:
    """The path of a server program: on PATH, or where Debian puts it."""
    found = shutil.which(name)
    if found:
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not installed:
        sys.exit(f"{name} is not here: install the package postgresql, or set DATABASE_URL.")
    return str(installed[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
