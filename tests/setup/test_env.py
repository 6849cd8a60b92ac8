"""The environment: each reader refuses a wrong value with one sentence."""

import multiprocessing
import socket
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from backflex import env, network, sqlite


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
        "text",
        ["foo", "backflex.example", "ftp://x", "https://x/path", "https://x?path", "https://",
         "https://[", "https://x:port", "https://x:99999", "HTTPS://x"],
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

    def test_refuses_anything_else(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "nonsense://x")
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

    @pytest.mark.parametrize("text", ["mail.example", "smtp://", "smtp://x:port", "smtp://["])
    def test_refuses_anything_else(self, monkeypatch, text):
        monkeypatch.setenv("EMAIL_URL", text)
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must look like"):
            env.mailer()


class TestNetwork:
    def test_listening_everywhere_lets_the_home_network_in(self, monkeypatch):
        monkeypatch.setattr(network, "home_address", lambda: "192.168.1.7")
        assert network.hosts_for("0.0.0.0") == [*network.LOCAL_HOSTS, "192.168.1.7"]
        assert network.hosts_for("127.0.0.1") == [*network.LOCAL_HOSTS, "127.0.0.1"]
        assert network.hosts_for("") == network.LOCAL_HOSTS

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
