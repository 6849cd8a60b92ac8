"""The start: set up, a taken port, a real server that answers, data that stays."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path):
    """Start a server with its data in a folder of its own; give its port and output."""
    running = []

    def begin(**environment):
        port = free_port()
        log = (tmp_path / f"log-{port}").open("w+b")
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "DATA_DIR": str(tmp_path / "data"),
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
            process.wait(20)
        log.close()


def get(port: int, path: str) -> tuple[int, bytes, dict]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(STARTS_WITHIN_SECONDS * 10):
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


def test_it_sets_itself_up_serves_and_keeps_its_data(start, tmp_path):
    process, port, log = start()
    wait_for(port, process)
    assert f"Backflex is at http://127.0.0.1:{port}/" in read(log)
    assert "Library loaded: 18 exercises" in read(log)
    assert get(port, "/")[0] == 200
    status, body, _ = get(port, "/library/cobra/")
    assert status == 200
    assert b"Full Cobra" in body
    style = body.split(b'rel="stylesheet" href="')[1].split(b'"')[0].decode()
    assert get(port, style)[2]["Cache-Control"] == "max-age=315360000, public, immutable"
    key = (tmp_path / "data" / "secret_key").read_text()
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(20)

    again, port, _ = start()
    wait_for(port, again)
    assert (tmp_path / "data" / "secret_key").read_text() == key


def test_a_taken_port_is_one_clear_sentence(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process, _, log = start(PORT=str(port))
        assert process.wait(30) == 1
    output = read(log).strip()
    assert output.startswith(f"CommandError: Cannot serve on 127.0.0.1 port {port}")
    assert f"PORT={port + 1} make run" in output
    assert "\n" not in output


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "eighty", "PORT is 'eighty'; write a whole number"),
        ("PORT", "99999", "Cannot serve on 127.0.0.1 port 99999"),
        ("HOST", "no.such.host.invalid", "Cannot serve on no.such.host.invalid"),
        ("PUBLIC_URL", "foo", "PUBLIC_URL is 'foo'; write it like https://backflex.example"),
        ("WEB_CONCURRENCY", "two", "WEB_CONCURRENCY is 'two'; write a whole number of 1 or more"),
        ("WEB_CONCURRENCY", "0", "WEB_CONCURRENCY is '0'; write a whole number of 1 or more"),
        ("TRUSTED_PROXY_COUNT", "-1", "TRUSTED_PROXY_COUNT is '-1'; write a whole number"),
        ("DEBUG", "maybe", "DEBUG is 'maybe'; write 1 or 0"),
        ("EMAIL_URL", "smtp://x:port", "EMAIL_URL must look like smtp://"),
        ("DATABASE_URL", "nonsense://x", "DATABASE_URL must look like postgres://"),
        ("DATA_DIR", "/dev/null/var", "DATA_DIR is '/dev/null/var', where no folder can be made"),
    ],
)
def test_a_wrong_setting_is_one_sentence(start, variable, value, words):
    process, _, log = start(**{variable: value})
    assert process.wait(30) == 1
    output = read(log).strip()
    assert words in output
    assert "\n" not in output


def test_an_empty_number_is_as_good_as_none(start):
    process, port, _ = start(WEB_CONCURRENCY="")
    wait_for(port, process)


def test_listening_everywhere_prints_the_home_address_and_its_code(start):
    process, port, log = start(HOST="0.0.0.0")
    wait_for(port, process)
    output = read(log)
    assert f"Backflex is at http://127.0.0.1:{port}/ on this machine." in output
    assert "On the home network: http://" in output or "No home network was found" in output


def test_a_stranger_s_host_name_is_refused(start):
    process, port, _ = start()
    wait_for(port, process)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    with refused.value:
        assert refused.value.code == 400


def test_a_saved_answer_survives_the_death_of_the_server(start):
    """An answer that was shown as saved is there after kill -9."""
    import http.cookiejar
    import urllib.parse

    process, port, _ = start()
    wait_for(port, process)
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"http://127.0.0.1:{port}/start/", timeout=5).close()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    data = urllib.parse.urlencode(
        {"csrfmiddlewaretoken": token, "emergency": "none", "urgent": "none"}
    ).encode()
    with opener.open(f"http://127.0.0.1:{port}/start/", data, timeout=10) as saved:
        assert saved.url.endswith("/start/health/")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
    again, new_port, _ = start()
    wait_for(new_port, again)
    with opener.open(f"http://127.0.0.1:{new_port}/start/health/", timeout=5) as page:
        assert page.url.endswith("/start/health/")
