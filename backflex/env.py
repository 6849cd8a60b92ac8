"""Reads settings from the environment.

Each reader raises ImproperlyConfigured, with the name of the variable, if its value is wrong.
"""

import os
import secrets
import stat
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_CHARACTERS = 50
MOST_DIGITS = 9


def text(name: str, default: str = "") -> str:
    """The value of a variable, without spaces around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true or yes; False for 0, false or no; `default` if empty."""
    value = text(name).lower()
    if not value:
        return default
    if value in ("1", "true", "yes"):
        return True
    if value in ("0", "false", "no"):
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of `least` or more; `default` if empty."""
    value = text(name)
    if not value:
        return default
    is_number = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    if not is_number or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number of {least} or more.")
    return int(value)


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of a few words; the first if empty."""
    value = text(name).lower() or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; write {' or '.join(choices)}.")
    return value


def words(name: str) -> list[str]:
    """A list of words between commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def public_url() -> str:
    """The address that people use, such as https://backflex.example; empty without one."""
    value = text("PUBLIC_URL").rstrip("/")
    if not value:
        return ""
    parts = _address(value)
    is_plain = parts is not None and value == f"{parts.scheme}://{parts.netloc}"
    if parts is None or parts.scheme not in ("http", "https") or not is_plain:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {value!r}; write it like https://backflex.example, without a path."
        )
    return value


def _address(value: str) -> SplitResult | None:
    """The parts of an address; None if it has no host, or a port that is impossible."""
    try:
        parts = urlsplit(value)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_whole else None


def folder(name: str, default: Path) -> Path:
    """A folder; creates it if it is missing."""
    path = Path(text(name) or default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}, where no folder can be made ({error.strerror});"
            " write the path of a folder that is yours."
        ) from None
    return path


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY, or the key in a file of `data_dir`, which the first start writes.

    The file is created exclusively with mode 0600, so that several processes that
    start at once agree on one key. Refuses a file that others may read.
    """
    given = text("SECRET_KEY")
    if given:
        if len(given) < SECRET_KEY_CHARACTERS:
            raise ImproperlyConfigured(
                f"SECRET_KEY has {len(given)} characters; use {SECRET_KEY_CHARACTERS} or more."
            )
        return given
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _create_once(path, secrets.token_urlsafe(64))
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be written ({error.strerror}); set DATA_DIR to a folder that is yours."
        ) from None
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(f"Others may read {path}; run: chmod 600 {path}")
    return path.read_text(encoding="utf-8")


def _create_once(path: Path, content: str) -> None:
    """Write the whole of `content` to `path` with mode 0600, unless the file exists."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    try:
        # A hard link fails if the file exists: the first process wins.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def database(keep_seconds: int, wait_seconds: int) -> dict[str, Any] | None:
    """Django's database from DATABASE_URL, or None without one.

    A connection is kept open for `keep_seconds`, and waits `wait_seconds` at most for a row
    that another one holds.
    """
    url = text("DATABASE_URL")
    if not url:
        return None
    try:
        settings = dj_database_url.parse(url, conn_max_age=keep_seconds, conn_health_checks=True)
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://name:password@host:5432/backflex."
        ) from None
    if settings["ENGINE"] == "django.db.backends.postgresql":
        settings["OPTIONS"] = {
            "connect_timeout": wait_seconds // 2,
            "options": f"-c lock_timeout={wait_seconds}s",
            **settings.get("OPTIONS", {}),
        }
    return dict(settings)


def mailer() -> dict[str, Any]:
    """Django's mailer from EMAIL_URL: smtp:// or smtps://, or the console without it."""
    url = text("EMAIL_URL")
    if not url:
        return {"BACKEND": "backflex.mail.EmailBackend"}
    parts = _address(url)
    if parts is None or parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://name:password@mail.example:587 or smtps://…:465."
        )
    is_direct_tls = parts.scheme == "smtps"
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if is_direct_tls else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": is_direct_tls,
            "use_tls": not is_direct_tls,
            # Whoever signs up waits for it.
            "timeout": 10,
        },
    }
