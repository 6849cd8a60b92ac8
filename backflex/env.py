"""Reads settings from the environment.

Each reader raises ImproperlyConfigured, with the name of the variable, if its value is wrong.
"""

import ipaddress
import os
import re
import secrets
import stat
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_CHARACTERS = 50
MOST_DIGITS = 9
# A name in lower or upper case; labels of 63 characters at most, between dots.
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*\.?", re.ASCII | re.IGNORECASE)


def text(name: str, default: str = "") -> str:
    """The value of a variable, without spaces around it; `default` if unset or empty."""
    return os.environ.get(name, "").strip() or default


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


def whole(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """A whole number from `least` to `most`, None for any; `default` if empty."""
    value = text(name)
    if not value:
        return default
    is_number = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    if not is_number or int(value) < least or (most is not None and int(value) > most):
        bounds = f"of {least} or more" if most is None else f"from {least} to {most}"
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number {bounds}.")
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


def allowed_hosts() -> list[str]:
    """Further hosts from ALLOWED_HOSTS: names or addresses, a name and all below it, or `*`."""
    values = words("ALLOWED_HOSTS")
    for value in values:
        if value != "*" and not is_host(value.removeprefix(".")):
            host = _host_in(value)
            mend = f"write {host} instead" if host else "write names such as backflex.example"
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS has {value!r}, which is no host alone; {mend}."
            )
    return values


def is_host(value: str) -> bool:
    """Whether that is a host as requests name it: a name, or an address, IPv6 in brackets."""
    if value.startswith("["):
        return value.endswith("]") and _is_address(value[1:-1], ipaddress.IPv6Address)
    if re.fullmatch(r"[\d.]+", value, re.ASCII):
        return _is_address(value, ipaddress.IPv4Address)
    return len(value) <= 253 and bool(_NAME.fullmatch(value))


def _is_address(
    value: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]
) -> bool:
    try:
        kind(value)
    except ValueError:
        return False
    # A zone, as in fe80::1%eth0, means something on this machine alone.
    return "%" not in value


def _host_in(value: str) -> str:
    """The host that somebody meant who wrote more than that; empty if there is none."""
    candidates = [f"[{value}]"]
    parts = _address(value if "//" in value else f"//{value}")
    if parts is not None:
        candidates.append(bracketed(str(parts.hostname)))
    return next((host for host in candidates if is_host(host)), "")


def bracketed(host: str) -> str:
    """A host as browsers name it: IPv6 at its shortest, in brackets."""
    if ":" not in host or not _is_address(host.strip("[]"), ipaddress.IPv6Address):
        return host
    return f"[{ipaddress.IPv6Address(host.strip('[]'))}]"


def listening_host() -> str:
    """The address or the name to listen on, from HOST; IPv6 without brackets."""
    value = text("HOST", "127.0.0.1")
    host = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    if not is_host(bracketed(host)):
        raise ImproperlyConfigured(
            f"HOST is {value!r}; write an address of this machine, such as 127.0.0.1, or 0.0.0.0"
            " for all of them."
        )
    return host


def public_url() -> str:
    """The address that people use, such as https://backflex.example; empty without one."""
    value = text("PUBLIC_URL").rstrip("/")
    if not value:
        return ""
    parts = _address(value)
    is_plain = (
        parts is not None
        and parts.scheme in ("http", "https")
        and value == f"{parts.scheme}://{parts.netloc}"
        and "@" not in parts.netloc
        and is_host(bracketed(str(parts.hostname)))
    )
    if not is_plain:
        raise ImproperlyConfigured(
            f"PUBLIC_URL is {value!r}; write it like https://backflex.example, without a path."
        )
    # As browsers write it, who compare it letter by letter.
    return value.lower()


def public_host() -> str:
    """The host of PUBLIC_URL as requests name it; empty without one."""
    host = urlsplit(public_url()).hostname
    return bracketed(host) if host else ""


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
    start at once agree on one key. Refuses a file that others may read, or without a key.
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
    return _read_key(path)


def _read_key(path: Path) -> str:
    mend = "put its copy back, or remove it: a new one is made, and everybody signs in anew"
    try:
        key = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{path} holds no key; {mend}.") from None
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read ({error.strerror}); {mend}.") from None
    if len(key.strip()) < SECRET_KEY_CHARACTERS:
        raise ImproperlyConfigured(f"{path} holds {len(key.strip())} characters of a key; {mend}.")
    return key


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
        is_usable = bool(settings["NAME"]) and urlsplit(url).port != 0
    except ValueError:
        is_usable = False
    if not is_usable or settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://name:password@host:5432/backflex; leave it"
            " empty for SQLite in DATA_DIR."
        )
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
    if (
        parts is None
        or parts.scheme not in ("smtp", "smtps")
        or not is_host(bracketed(str(parts.hostname)))
        # A sign of a password that ends the host, and so hides the rest.
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
    ):
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://name:password@mail.example:587 or smtps://…:465,"
            " with %23 for a # in a password, %2F for a / and %3F for a ?."
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


def sender() -> str:
    """Who mails come from, from EMAIL_FROM: an address, or a name and an address."""
    value = text("EMAIL_FROM", "Backflex <backflex@localhost>")
    local, _, host = parseaddr(value)[1].rpartition("@")
    # A new line would begin another header of the mail.
    is_local = bool(local) and local.isascii() and "@" not in local
    if not (is_local and is_host(host) and value.isprintable()):
        raise ImproperlyConfigured(
            f"EMAIL_FROM is {value!r}; write it like Backflex <backflex@mail.example>."
        )
    return value
