"""The start: set up, a taken port, a real server that answers, data that stays."""

import http.cookiejar
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# For a machine with other work; what never comes still fails.
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Start a server with its data in a folder of its own; give its port and output."""
    running = []

    def begin(data=None, **environment):
        port = free_port()
        folder = tmp_path_factory.mktemp("serve")
        log = (folder / "log").open("w+b")
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "DATA_DIR": str(data or folder / "data"),
                "DATABASE_URL": "",
                "PORT": str(port),
                **environment,
            },
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        running.append((process, log))
        return process, port, log

    yield begin
    for process, log in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)
        log.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """Where the servers keep their data: the first one that starts there sets it up."""
    return tmp_path_factory.mktemp("data") / "of the servers"


@pytest.fixture(scope="module")
def first(start, data):
    """The port and the output of a server that found nothing there."""
    process, port, log = start(data)
    wait_for(port, process)
    return port, log


@pytest.fixture(scope="module")
def everywhere(start, data, first):
    """The port and the output of one for the whole home network, beside the first."""
    process, port, log = start(data, HOST="0.0.0.0", WEB_CONCURRENCY="", TRUSTED_PROXY_COUNT="")
    wait_for(port, process)
    return port, log


def get(port: int, path: str) -> tuple[int, bytes, dict]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            assert get(port, "/healthz")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the server ended"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


def read(log) -> str:
    log.flush()
    return Path(log.name).read_text()


def test_it_sets_itself_up_and_serves(first):
    port, log = first
    assert f"Backflex is at http://127.0.0.1:{port}/" in read(log)
    assert "Library loaded: 18 exercises" in read(log)
    assert get(port, "/")[0] == 200
    status, body, _ = get(port, "/library/cobra/")
    assert status == 200
    assert b"Full Cobra" in body
    style = body.split(b'rel="stylesheet" href="')[1].split(b'"')[0].decode()
    assert get(port, style)[2]["Cache-Control"] == "max-age=315360000, public, immutable"


def test_a_taken_port_is_one_clear_sentence(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process, _, log = start(PORT=str(port))
        assert process.wait(PATIENCE_SECONDS) == 1
    output = read(log).strip()
    assert output.startswith(f"CommandError: Cannot serve on 127.0.0.1 port {port}")
    assert f"PORT={port + 1} make run" in output
    assert "\n" not in output


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "eighty", "PORT is 'eighty'; write a whole number"),
        ("PORT", "99999", "PORT is '99999'; write a whole number from 1 to 65535"),
        ("PORT", "0", "PORT is '0'; write a whole number from 1 to 65535"),
        ("HOST", "no.such.host.invalid", "Cannot serve on no.such.host.invalid"),
        ("HOST", "192.0.2.1", "choose another, for example: HOST=127.0.0.1 make run"),
        (
            "HOST",
            "http://127.0.0.1",
            "HOST is 'http://127.0.0.1'; write an address of this machine",
        ),
        ("ALLOWED_HOSTS", "https://x.example", "ALLOWED_HOSTS has 'https://x.example'"),
        ("PUBLIC_URL", "foo", "PUBLIC_URL is 'foo'; write it like https://backflex.example"),
        ("WEB_CONCURRENCY", "two", "WEB_CONCURRENCY is 'two'; write a whole number from 1 to 64"),
        ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY is '0'; write a whole number from 1 to 64"),
        ("TRUSTED_PROXY_COUNT", "-1", "TRUSTED_PROXY_COUNT is '-1'; write a whole number"),
        ("DEBUG", "maybe", "DEBUG is 'maybe'; write 1 or 0"),
        ("EMAIL_URL", "smtp://x:port", "EMAIL_URL must look like smtp://"),
        ("DATABASE_URL", "nonsense://x", "DATABASE_URL must look like postgres://"),
        ("EMAIL_FROM", "nobody", "EMAIL_FROM is 'nobody'; write it like Backflex <"),
        ("DATA_DIR", "/dev/null/var", "DATA_DIR is '/dev/null/var', where no folder can be made"),
    ],
)
def test_a_wrong_setting_is_one_sentence(start, variable, value, words):
    process, _, log = start(**{variable: value})
    assert process.wait(PATIENCE_SECONDS) == 1
    output = read(log).strip()
    assert words in output
    assert "\n" not in output


def test_an_empty_number_is_as_good_as_none(everywhere):
    assert get(everywhere[0], "/")[0] == 200


def test_listening_everywhere_prints_the_home_address_and_its_code(everywhere):
    port, log = everywhere
    output = read(log)
    assert f"Backflex is at http://127.0.0.1:{port}/ on this machine." in output
    assert "On the home network: http://" in output or "No home network was found" in output


def test_a_stranger_s_host_name_is_refused(first):
    request = urllib.request.Request(
        f"http://127.0.0.1:{first[0]}/", headers={"Host": "evil.example"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
    with refused.value:
        assert refused.value.code == 400


def begin_as_guest(port: int) -> tuple[urllib.request.OpenerDirector, dict[str, str]]:
    """The browser of a new guest, and its cookies."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"http://127.0.0.1:{port}/start/", timeout=PATIENCE_SECONDS).close()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    answers = urllib.parse.urlencode(
        {"csrfmiddlewaretoken": token, "emergency": "none", "urgent": "none"}
    ).encode()
    with opener.open(f"http://127.0.0.1:{port}/start/", answers, timeout=PATIENCE_SECONDS) as saved:
        assert saved.url.endswith("/start/health/")
    return opener, {cookie.name: cookie.value for cookie in jar}


def test_a_page_comes_while_twelve_writers_wait(start, data, first):
    """Some of them wait for another one's transaction; the rest hear at once that it is ours."""
    process, port, _ = start(data)
    wait_for(port, process)
    _, cookies = begin_as_guest(port)
    form = {"csrfmiddlewaretoken": cookies["csrftoken"], "time_zone": "Europe/Berlin"}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/account/", urllib.parse.urlencode(form).encode(), headers
    )
    holder = sqlite3.connect(data / "backflex.sqlite3", isolation_level=None)
    with ThreadPoolExecutor(12) as pool:
        holder.execute("BEGIN IMMEDIATE")
        writers = [pool.submit(status_of, request) for _ in range(12)]
        refused, _ = wait(writers, PATIENCE_SECONDS, FIRST_COMPLETED)
        assert {writer.result()[0] for writer in refused} == {503}
        assert all(writer.result()[1]["Retry-After"] for writer in refused)
        assert get(port, "/library/")[0] == 200
        # Nobody whom the page could have waited for was done before it.
        assert not all(writer.done() for writer in writers)
        holder.execute("ROLLBACK")
        statuses = Counter(writer.result()[0] for writer in writers)
    holder.close()
    assert set(statuses) == {200, 503}
    assert statuses[200] >= 2


def status_of(request: urllib.request.Request) -> tuple[int, dict]:
    """Of the page that a form leads to."""
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
            return response.status, dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def test_what_was_saved_and_the_key_survive_the_death_of_the_server(start, data, first):
    """An answer that was shown as saved is there after kill -9; so is who is signed in."""
    process, port, _ = start(data)
    wait_for(port, process)
    key = (data / "secret_key").read_text()
    opener, _ = begin_as_guest(port)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_SECONDS)
    again, new_port, _ = start(data)
    wait_for(new_port, again)
    with opener.open(
        f"http://127.0.0.1:{new_port}/start/health/", timeout=PATIENCE_SECONDS
    ) as page:
        assert page.url.endswith("/start/health/")
    assert (data / "secret_key").read_text() == key
