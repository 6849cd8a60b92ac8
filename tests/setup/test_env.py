"""The environment: each reader refuses a wrong value with one sentence."""

import multiprocessing
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from backflex import env, network, sqlite


class TestText:
    @pytest.mark.parametrize("value", ["", "  ", None])
    def test_that_is_empty_is_as_good_as_none(self, monkeypatch, value):
        if value is None:
            monkeypatch.delenv("A_TEXT", raising=False)
        else:
            monkeypatch.setenv("A_TEXT", value)
        assert env.text("A_TEXT", "default") == "default"
        assert env.whole("A_TEXT", 7) == 7
        assert env.words("A_TEXT") == []
        assert env.flag("A_TEXT", default=True)

    @pytest.mark.parametrize("value", ["", None])
    def test_of_no_variable_is_needed(self, monkeypatch, value):
        names = ("HOST", "PUBLIC_URL", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "EMAIL_FROM")
        for name in names:
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        assert env.listening_host() == "127.0.0.1"
        assert env.public_url() == env.public_host() == ""
        assert env.allowed_hosts() == []
        assert env.database(60, 10) is None
        assert env.mailer() == {"BACKEND": "backflex.mail.EmailBackend"}
        assert env.sender() == "Backflex <backflex@localhost>"


class TestFlag:
    @pytest.mark.parametrize(
        ("text", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)]
    )
    def test_reads_yes_and_no(self, monkeypatch, text, value):
        monkeypatch.setenv("A_FLAG", text)
        assert env.flag("A_FLAG") is value

    def test_refuses_anything_else(self, monkeypatch):
        monkeypatch.setenv("A_FLAG", "maybe")
        with pytest.raises(ImproperlyConfigured, match="A_FLAG is 'maybe'; write 1 or 0"):
            env.flag("A_FLAG")


class TestWhole:
    def test_reads_a_number(self, monkeypatch):
        monkeypatch.setenv("A_NUMBER", "8001")
        assert env.whole("A_NUMBER", 1) == 8001

    @pytest.mark.parametrize("text", ["-1", "1.5", "eight", "٣", "9" * 5000])
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("A_NUMBER", text)
        with pytest.raises(ImproperlyConfigured, match="write a whole number of 0 or more"):
            env.whole("A_NUMBER", 1)

    def test_refuses_less_than_the_least(self, monkeypatch):
        monkeypatch.setenv("A_NUMBER", "0")
        assert env.whole("A_NUMBER", 1) == 0
        with pytest.raises(ImproperlyConfigured, match=r"A_NUMBER is '0'; .* of 1 or more"):
            env.whole("A_NUMBER", 1, least=1)

    @pytest.mark.parametrize("text", ["0", "65536", "99999", "9" * 9])
    def test_refuses_what_is_out_of_bounds(self, monkeypatch, text):
        monkeypatch.setenv("A_NUMBER", text)
        with pytest.raises(ImproperlyConfigured, match="write a whole number from 1 to 65535"):
            env.whole("A_NUMBER", 8000, least=1, most=65535)


class TestListeningHost:
    @pytest.mark.parametrize(
        ("text", "host"),
        [("::", "::"), ("[::1]", "::1"), ("0.0.0.0", "0.0.0.0"), ("my-nas.local", "my-nas.local")],
    )
    def test_is_an_address_or_a_name(self, monkeypatch, text, host):
        monkeypatch.setenv("HOST", text)
        assert env.listening_host() == host

    @pytest.mark.parametrize(
        "text",
        ["http://127.0.0.1", "127.0.0.1:8000", "0", "127.1", "1.2.3.4.5", "a b", "x" * 64, "a..b",
         "fe80::1%eth0", "[::1]:80", "-", "nas_1", "\u00fcber", "a," * 200],
    )  # fmt: skip
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("HOST", text)
        with pytest.raises(ImproperlyConfigured, match=r"HOST is .*; write an address of this"):
            env.listening_host()


class TestAllowedHosts:
    def test_are_names_and_addresses(self, monkeypatch):
        monkeypatch.setenv("ALLOWED_HOSTS", "x.example, .y.example ,192.168.1.7,[fd00::5],*")
        assert env.allowed_hosts() == ["x.example", ".y.example", "192.168.1.7", "[fd00::5]", "*"]

    @pytest.mark.parametrize(
        ("text", "mend"),
        [
            ("https://x.example", "write x.example instead"),
            ("good.example,y.example:8000", "write y.example instead"),
            ("https://x.example/path", "write x.example instead"),
            ("fd00::5", r"write \[fd00::5\] instead"),
            ("http://[fd00::5]:8000", r"write \[fd00::5\] instead"),
            ("x.example y.example", "write names such as"),
            ("*.example", "write names such as"),
            ("https://", "write names such as"),
            ("[", "write names such as"),
        ],
    )
    def test_refuses_anything_else(self, monkeypatch, text, mend):
        monkeypatch.setenv("ALLOWED_HOSTS", text)
        with pytest.raises(ImproperlyConfigured, match=f"ALLOWED_HOSTS has .*{mend}"):
            env.allowed_hosts()


class TestFolder:
    def test_is_made_where_it_is_missing(self, monkeypatch, tmp_path):
        monkeypatch.delenv("A_FOLDER", raising=False)
        assert env.folder("A_FOLDER", tmp_path / "default") == tmp_path / "default"
        monkeypatch.setenv("A_FOLDER", str(tmp_path / "new" / "one"))
        assert env.folder("A_FOLDER", tmp_path / "default").is_dir()

    def test_refuses_what_can_be_no_folder(self, monkeypatch, tmp_path):
        file = tmp_path / "file"
        file.touch()
        monkeypatch.setenv("A_FOLDER", str(file))
        with pytest.raises(ImproperlyConfigured, match=r"A_FOLDER is '.*/file'.*write the path"):
            env.folder("A_FOLDER", tmp_path)


class TestPublicUrl:
    def test_reads_an_address(self, monkeypatch):
        monkeypatch.setenv("PUBLIC_URL", "https://backflex.example/")
        assert env.public_url() == "https://backflex.example"

    @pytest.mark.parametrize(
        ("text", "url", "host"),
        [
            ("http://[fd00::5]:8000", "http://[fd00::5]:8000", "[fd00::5]"),
            ("https://Backflex.Example", "https://backflex.example", "backflex.example"),
            ("http://192.168.1.7:8000/", "http://192.168.1.7:8000", "192.168.1.7"),
        ],
    )
    def test_names_the_host_as_requests_do(self, monkeypatch, text, url, host):
        monkeypatch.setenv("PUBLIC_URL", text)
        assert env.public_url() == url
        assert env.public_host() == host

    @pytest.mark.parametrize(
        "text",
        ["foo", "backflex.example", "ftp://x", "https://x/path", "https://x?path", "https://",
         "https://[", "https://x:port", "https://x:99999", "HTTPS://x", "https://x:0",
         "https://a b", "https://me@x", "https://[fe80::1%25eth0]", "https://1.2.3",
         "https://b\u00fccher.example",
         "https://a_b.example", "https://x#top"],
    )  # fmt: skip
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("PUBLIC_URL", text)
        with pytest.raises(ImproperlyConfigured, match="PUBLIC_URL"):
            env.public_url()


def read_key(folder):
    return env.secret_key(folder)


class TestSecretKey:
    @pytest.fixture(autouse=True)
    def no_key(self, monkeypatch):
        monkeypatch.delenv("SECRET_KEY", raising=False)

    def test_is_made_once_and_only_ours_to_read(self, tmp_path):
        folder = tmp_path / "new"
        key = env.secret_key(folder)
        assert len(key) >= 50
        assert env.secret_key(folder) == key
        assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
        assert [file.name for file in folder.iterdir()] == ["secret_key"]

    def test_processes_that_start_at_once_agree(self, tmp_path):
        with multiprocessing.get_context("spawn").Pool(4) as pool:
            assert len(set(pool.map(read_key, [tmp_path] * 8))) == 1

    def test_a_key_that_others_may_read_is_refused(self, tmp_path):
        env.secret_key(tmp_path)
        (tmp_path / "secret_key").chmod(0o644)
        with pytest.raises(ImproperlyConfigured, match="chmod 600"):
            env.secret_key(tmp_path)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "holds 0 characters of a key"),
            (b" \n" * 60, "holds 0 characters of a key"),
            (b"x" * 49, "holds 49 characters of a key"),
            (b"\xff" * 60, "holds no key"),
        ],
    )
    def test_a_file_without_a_key_is_refused(self, tmp_path, content, words):
        file = tmp_path / "secret_key"
        file.write_bytes(content)
        file.chmod(0o600)
        with pytest.raises(ImproperlyConfigured, match=rf"secret_key {words}; put its copy back"):
            env.secret_key(tmp_path)

    def test_a_folder_in_its_place_is_refused(self, tmp_path):
        (tmp_path / "secret_key").mkdir(mode=0o700)
        with pytest.raises(ImproperlyConfigured, match="secret_key cannot be read"):
            env.secret_key(tmp_path)

    def test_a_folder_that_takes_no_key_is_told(self, tmp_path):
        file = tmp_path / "file"
        file.touch()
        with pytest.raises(ImproperlyConfigured, match="secret_key cannot be written"):
            env.secret_key(file)

    def test_a_given_key_must_be_long(self, tmp_path, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "short")
        with pytest.raises(ImproperlyConfigured, match="5 characters; use 50"):
            env.secret_key(tmp_path)
        monkeypatch.setenv("SECRET_KEY", "x" * 50)
        assert env.secret_key(tmp_path) == "x" * 50


class TestDatabase:
    def test_without_an_address_there_is_none(self, monkeypatch):
        monkeypatch.delenv("DATABASE_URL", raising=False)
        assert env.database(60, 10) is None

    def test_reads_an_address(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://me:secret@db:5433/backflex")
        database = env.database(60, 10)
        assert (database["HOST"], database["PORT"], database["CONN_MAX_AGE"]) == ("db", 5433, 60)

    @pytest.mark.parametrize(
        "text",
        ["nonsense://x", "sqlite://", "sqlite:///x.sqlite3", "sqlite://:memory:", "mysql://x/y",
         "postgres://", "postgres://host", "postgres://host/", "postgres://host:port/x", "backflex",
         "postgres://host:0/x", "postgres://[/x", "file.sqlite3"],
    )  # fmt: skip
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("DATABASE_URL", text)
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
            env.database(60, 10)


class TestMailer:
    def test_goes_to_the_console_by_default(self, monkeypatch):
        monkeypatch.delenv("EMAIL_URL", raising=False)
        assert env.mailer() == {"BACKEND": "backflex.mail.EmailBackend"}

    @pytest.mark.parametrize(
        ("url", "port", "use_ssl"),
        [("smtp://me:p%40ss@mail.example", 587, False), ("smtps://mail.example:4650", 4650, True)],
    )
    def test_is_set_by_one_variable(self, monkeypatch, url, port, use_ssl):
        monkeypatch.setenv("EMAIL_URL", url)
        options = env.mailer()["OPTIONS"]
        assert (options["host"], options["port"]) == ("mail.example", port)
        assert (options["use_ssl"], options["use_tls"]) == (use_ssl, not use_ssl)
        assert options["password"] in ("p@ss", "")

    @pytest.mark.parametrize(
        "text",
        ["mail.example", "smtp://", "smtp://x:port", "smtp://[", "smtp://x:0", "smtp://a b",
         "smtp://me:1#2@mail.example", "smtp://me:1/2@mail.example", "smtp://me:1?2@mail.example",
         "http://mail.example"],
    )  # fmt: skip
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("EMAIL_URL", text)
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must look like"):
            env.mailer()


class TestSender:
    @pytest.mark.parametrize(
        "text", ["me@mail.example", "Backflex <me@mail.example>", '"Doe, Jane" <me@mail.example>']
    )
    def test_is_an_address_with_or_without_a_name(self, monkeypatch, text):
        monkeypatch.setenv("EMAIL_FROM", text)
        assert env.sender() == text

    @pytest.mark.parametrize(
        "text",
        ["Backflex", "me@", "@mail.example", "a\nBcc: b@c.example", "X\r\n <a@b.example>",
         "a@b, c@d",
         "Doe, Jane <me@mail.example>", "<>", "m\u00e4x@mail.example", "a@b@c"],
    )  # fmt: skip
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("EMAIL_FROM", text)
        with pytest.raises(ImproperlyConfigured, match=r"EMAIL_FROM is .*; write it like Backflex"):
            env.sender()


class TestProxies:
    @pytest.mark.parametrize(
        ("is_https", "count", "warns"),
        [(True, "", True), (True, "1", False), (True, "0", False), (False, "", False)],
    )
    def test_are_asked_for_where_there_is_https(
        self, monkeypatch, settings, is_https, count, warns
    ):
        from routines import checks

        settings.IS_HTTPS = is_https
        monkeypatch.setenv("TRUSTED_PROXY_COUNT", count)
        warnings = checks.proxies(None)
        assert bool(warnings) is warns
        assert all("TRUSTED_PROXY_COUNT is not set" in warning.msg for warning in warnings)


HTTPS = {"PUBLIC_URL": "https://backflex.example", "EMAIL_URL": "smtps://mail.example"}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TRUSTED_PROXY_COUNT": "1"}, "no issues"),
        ({"TRUSTED_PROXY_COUNT": "0"}, "no issues"),
        ({"TRUSTED_PROXY_COUNT": "1", "HSTS_SUBDOMAINS": "1"}, "no issues"),
        ({"TRUSTED_PROXY_COUNT": ""}, "TRUSTED_PROXY_COUNT is not set"),
    ],
)
def test_the_check_of_a_deployment_warns_of_what_is_amiss(tmp_path, environment, words):
    output = run_manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert words in output


@pytest.mark.parametrize(
    ("environment", "subdomains"), [({}, "False False"), ({"HSTS_SUBDOMAINS": "1"}, "True True")]
)
def test_https_is_promised_for_this_host_alone_unless_asked(tmp_path, environment, subdomains):
    asked = (
        "from django.conf import settings as s;"
        "print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    )
    output = run_manage(tmp_path, "shell", "--no-imports", "-c", asked, **environment)
    assert output.strip().endswith(subdomains)


@pytest.mark.parametrize(
    ("environment", "host"),
    [
        ({"PUBLIC_URL": "http://[fd00::5]:8000"}, "[fd00::5]:8000"),
        ({"PUBLIC_URL": "http://[fd00:0::5]:8000"}, "[fd00::5]:8000"),
        ({"PUBLIC_URL": "", "HOST": "fd00::5"}, "[fd00::5]:8000"),
        ({"PUBLIC_URL": "", "HOST": ""}, "localhost:8000"),
        ({"ALLOWED_HOSTS": "[fd00::5]"}, "[fd00::5]"),
    ],
)
def test_a_host_that_is_set_is_answered(tmp_path, environment, host):
    asked = (
        "from django.test import RequestFactory;"
        f"print(RequestFactory().get('/', headers={{'Host': '{host}'}}).get_host())"
    )
    output = run_manage(tmp_path, "shell", "--no-imports", "-c", asked, **environment)
    assert output.strip().endswith(host)


def run_manage(tmp_path, *words, **environment) -> str:
    """What a command prints, with https and data of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=Path(__file__).resolve().parents[2],
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "data"),
            **HTTPS,
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout


class TestNetwork:
    def test_listening_everywhere_lets_the_home_network_in(self, monkeypatch):
        monkeypatch.setattr(network, "home_address", lambda: "192.168.1.7")
        assert network.hosts_for("0.0.0.0") == [*network.LOCAL_HOSTS, "192.168.1.7"]
        assert network.hosts_for("192.168.1.7") == [*network.LOCAL_HOSTS, "192.168.1.7"]
        assert network.hosts_for("fd00::5") == [*network.LOCAL_HOSTS, "[fd00::5]"]
        assert network.hosts_for("127.0.0.1") == network.hosts_for("::1") == network.LOCAL_HOSTS

    def test_without_a_network_only_this_machine_is_let_in(self, monkeypatch):
        def no_route(self, address):
            raise OSError("Network is unreachable")

        monkeypatch.setattr(socket.socket, "connect", no_route)
        assert network.home_address() is None
        assert network.hosts_for("0.0.0.0") == network.LOCAL_HOSTS


class TestSqlite:
    @pytest.mark.parametrize(
        ("version", "journal"),
        [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")],
    )
    def test_the_write_ahead_log_is_used_where_it_is_safe(self, monkeypatch, version, journal):
        monkeypatch.setattr(sqlite, "library_version", lambda: version)
        options = sqlite.options({}, 10)
        assert f"journal_mode={journal};" in options["init_command"]
        assert "synchronous=FULL" in options["init_command"]
        assert options["transaction_mode"] == "IMMEDIATE"

    def test_an_older_library_is_told_of(self, monkeypatch, db):
        from django.db import connection

        from routines import checks

        if connection.vendor != "sqlite":
            return
        monkeypatch.setattr(sqlite, "library_version", lambda: (3, 40, 1))
        (info,) = checks.sqlite_journal(None)
        assert "SQLite 3.40.1 has the WAL-reset bug" in info.msg
        monkeypatch.setattr(sqlite, "library_version", lambda: (3, 53, 4))
        assert checks.sqlite_journal(None) == []

    def test_the_newer_library_answers_what_django_asks(self, db):
        from django.db import connection

        if connection.vendor != "sqlite":
            return
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
        assert connection.features.max_query_params > 900
