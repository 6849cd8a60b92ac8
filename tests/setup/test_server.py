"""The server under slow connections, large bodies, dying workers and its own end."""

import contextlib
import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from bench.slow_connections import KINDS, free_port, slow_connections

ROOT = Path(__file__).resolve().parents[2]
# For a machine with other work; what never comes still fails.
PATIENCE_SECONDS = 60
URLENCODED = "application/x-www-form-urlencoded"


@contextlib.contextmanager
def server_of(data, **environment):
    """Serve the data in that folder; the port, and the process that all others are of."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATA_DIR": str(data),
            "DATABASE_URL": "",
            "PORT": str(port),
            **environment,
        },
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until(lambda: status_of(port, "/library/") is not None)
        yield port, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def server(data):
    with server_of(data) as running:
        yield running


@pytest.fixture
def port(server) -> int:
    return server[0]


def ask(port, path, method="GET", body=None, **headers):
    """The answer, read whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    with contextlib.closing(connection):
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        return answer


def status_of(port, path, **headers) -> int | None:
    """The status of an address; None while nobody answers."""
    try:
        return ask(port, path, **headers).status
    except (OSError, http.client.HTTPException):
        return None


def wait_until(holds) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def all_of(connection) -> bytes:
    data = b""
    while part := connection.recv(65536):
        data += part
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_comes_beside_more_slow_connections_than_threads(port, kind):
    with slow_connections(port, 200, KINDS[kind]):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", "/library/")
            assert connection.getresponse().status == 200


class TestALargeBody:
    def test_is_refused_before_it_is_sent(self, port):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
            connection.sendall(
                b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 60000000\r\n\r\n"
            )
            answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"Connection: close" in answer

    def test_that_is_sent_all_the_same_is_answered_with_our_page(self, port):
        answer = ask(port, "/start/", "POST", b"x" * 5_000_000, Content_Type=URLENCODED)
        assert answer.status == 413
        assert "That is more than this form can hold" in answer.text

    def test_of_unknown_length_is_refused_where_it_grows_too_large(self, port):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
            connection.sendall(
                b"POST /start/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            for _ in range(9):
                connection.sendall(b"8000\r\n" + b"x" * 0x8000 + b"\r\n")
            answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 413 ")

    def test_is_no_further_request(self, port):
        body = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 10_000
        with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
            connection.sendall(
                b"POST /start/ HTTP/1.1\r\nHost: localhost\r\n"
                + f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            assert all_of(connection).count(b"HTTP/1.1 ") == 1

    @pytest.mark.parametrize("length", ["many", "-1", "5, 6", ""])
    def test_whose_length_is_no_number_is_no_error(self, port, length):
        with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
            connection.sendall(
                f"POST /start/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                f"Content-Length: {length}\r\n\r\n".encode()
            )
            assert all_of(connection).startswith(b"HTTP/1.1 4" if length else b"HTTP/1.")


def test_an_answer_to_head_has_no_body_and_keeps_the_connection(port):
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        connection.sendall(b"HEAD /library/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head = connection.recv(65536)
        assert head.startswith(b"HTTP/1.1 200 ")
        assert head.endswith(b"\r\n\r\n")
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_the_answer_names_no_server(port):
    assert ask(port, "/library/").headers["Server"] is None


def test_a_killed_worker_is_replaced_and_the_other_goes_on(server):
    port, process = server
    workers = workers_of(process)
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    assert status_of(port, "/library/") == 200
    wait_until(lambda: len(set(workers_of(process)) - set(workers)) == 1)
    assert status_of(port, "/library/") == 200


def workers_of(process) -> list[int]:
    """The processes that are begun by the server and have its command."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            command = (stat.parent / "cmdline").read_text()
            if parent == process.pid and "gunicorn" in command:
                found.append(int(stat.parent.name))
    return found


def test_a_request_in_flight_is_answered_before_the_server_ends(data, server):
    with server_of(data) as (port, process):
        page = ask(port, "/start/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        cookie = "; ".join(
            value.split(";")[0] for name, value in page.getheaders() if name == "Set-Cookie"
        )
        form = {"csrfmiddlewaretoken": token, "emergency": "none", "urgent": "none"}
        answers = []

        def post():
            body = urllib.parse.urlencode(form)
            answers.append(
                ask(port, "/start/", "POST", body, Content_Type=URLENCODED, Cookie=cookie)
            )

        # The answer waits for the lock, and the end of the server for the answer.
        with contextlib.closing(sqlite3.connect(data / "backflex.sqlite3")) as lock:
            lock.execute("BEGIN IMMEDIATE")
            visitor = threading.Thread(target=post)
            visitor.start()
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            time.sleep(1)
            lock.rollback()
        visitor.join(PATIENCE_SECONDS)
        assert [answer.status for answer in answers] == [303]
        assert process.wait(PATIENCE_SECONDS) == 0


def test_what_a_proxy_says_reaches_the_product(data, server):
    with server_of(data, PUBLIC_URL="https://backflex.example", TRUSTED_PROXY_COUNT="1") as (
        port,
        _,
    ):
        secure = {"X_Forwarded_Proto": "https", "Host": "backflex.example"}
        assert status_of(port, "/library/", **secure) == 200
        assert status_of(port, "/library/", Host="backflex.example") == 301
