"""How long a page takes beside many slow connections: `python -m bench.slow_connections`.

It starts the server of `make run`, or the command that is given, with `{port}` in it:

    python -m bench.slow_connections gunicorn backflex.wsgi --bind 127.0.0.1:{port}
"""

import contextlib
import os
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CONNECTIONS = 200
PAGES = 20
DRIP_SECONDS = 3
PATIENCE_SECONDS = 60

# What each kind has sent before it drips. The rest would never be complete.
KINDS = {
    "idle": b"",
    "in the header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "in the body": (
        b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"
    ),
    "in a body without length": (
        b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"fff\r\n"
    ),
}


def main() -> None:
    port = free_port()
    command = [word.replace("{port}", str(port)) for word in sys.argv[1:]]
    with tempfile.TemporaryDirectory(prefix="backflex-slow-") as data:
        server = subprocess.Popen(
            command or [sys.executable, "manage.py", "serve"],
            env={
                **os.environ,
                "DATA_DIR": os.environ.get("DATA_DIR", data),
                "PORT": str(port),
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            },
            start_new_session=True,
        )
        try:
            wait_for(port)
            say(f"{shlex.join(command) or 'make run'}: the slowest of {PAGES} pages beside")
            say(f"  {'no other connection':<36} {slowest_page(port)}")
            for kind, sent_first in KINDS.items():
                with slow_connections(port, CONNECTIONS, sent_first):
                    say(f"  {CONNECTIONS} that drip {kind:<26} {slowest_page(port)}")
            say(f"  memory of all processes {memory(server.pid):16.0f} MB")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(PATIENCE_SECONDS)


@contextlib.contextmanager
def slow_connections(
    port: int, count: int, sent_first: bytes, *, settle_seconds: float = DRIP_SECONDS
) -> Iterator[None]:
    """Keep so many connections open, each sending one byte more every three seconds.

    One that the server closes is opened anew. The block begins after `settle_seconds`.
    """
    ends = threading.Event()
    thread = threading.Thread(target=_drip, args=(port, count, sent_first, ends))
    thread.start()
    try:
        time.sleep(settle_seconds)
        yield
    finally:
        ends.set()
        thread.join()


def _drip(port: int, count: int, sent_first: bytes, ends: threading.Event) -> None:
    connections: dict[int, socket.socket] = {}
    with selectors.DefaultSelector(), contextlib.ExitStack() as opened:
        while not ends.is_set():
            for number in range(count):
                try:
                    if number in connections:
                        if sent_first:
                            connections[number].send(b"x")
                    else:
                        connection = socket.create_connection(("127.0.0.1", port), timeout=1)
                        connections[number] = opened.enter_context(connection)
                        connection.send(sent_first)
                except OSError:
                    connections.pop(number, None)
            ends.wait(DRIP_SECONDS)


def slowest_page(port: int) -> str:
    """The time of the slowest of some pages, in words."""
    worst = 0.0
    for _ in range(PAGES):
        begins = time.perf_counter()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                page.read()
        except OSError:
            return "no page in 10 s"
        worst = max(worst, time.perf_counter() - begins)
    return f"{worst * 1000:.0f} ms"


def memory(group: int) -> float:
    """The megabytes that the processes of a group take; shared pages count once."""
    kilobytes = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ProcessLookupError):
            if os.getpgid(int(process.name)) == group:
                rollup = (process / "smaps_rollup").read_text()
                kilobytes += int(rollup.split("\nPss:")[1].split()[0])
    return kilobytes / 1024


def wait_for(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
