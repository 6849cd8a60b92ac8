"""The log: one line for each request and each error, without anything that a person told."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.db import Error
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("backflex.request")
PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
FIELDS = ("method", "route", "status", "milliseconds", "htmx")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_log(get_response: Handler) -> Handler:
    """Log one line for each request, and send its id as X-Request-ID.

    The id is the one that a proxy gave, if that is short and plain, else a new one. The line
    names the route instead of the path, because a path may hold a token.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if PLAIN_ID.fullmatch(given) else uuid4().hex
        reset = _request_id.set(request_id)
        began = time.monotonic()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id
            _write(request, response.status_code, round((time.monotonic() - began) * 1000))
        finally:
            _request_id.reset(reset)
        return response

    return middleware


def _write(request: HttpRequest, status: int, milliseconds: int) -> None:
    match = request.resolver_match
    fields = {
        "method": request.method if request.method in ("GET", "HEAD", "POST") else "other",
        "route": (match.view_name if match else "") or "none",
        "status": status,
        "milliseconds": milliseconds,
        "htmx": "HX-Request" in request.headers,
    }
    level = logging.ERROR if status >= 500 else logging.INFO
    words = " ".join(f"{name}={fields[name]}" for name in FIELDS)
    log.log(level, "%s", words, extra={"fields": fields})


def drop_repeats(record: logging.LogRecord) -> bool:
    """Whether to keep a record of Django's: what a request was answered with is logged already.

    Kept is the traceback of an error; its path goes, because a path may hold a token.
    """
    if record.name in ("django.server", "django.security.DisallowedHost"):
        return False
    if record.name == "django.request":
        if record.exc_info is None or record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "a view failed", ()
    elif record.name.startswith("django.security"):
        record.msg, record.args = "a request was refused as unsafe", ()
    return True


def trace_of(error: BaseException) -> str:
    """Where an error came from: files, lines and types, and no value of a row or a field.

    Of the words of an error nothing is kept: those of a database and of a failed check
    repeat what somebody wrote. Of a broken constraint its name is kept.
    """
    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        frames = traceback.extract_tb(link.__traceback__)
        where = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        lines = [*where, _name_of(link), *lines]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _name_of(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    constraint = _constraint_of(error) if isinstance(error, Error) else ""
    return f"{name} ({constraint})" if constraint else name


def _constraint_of(error: BaseException) -> str:
    """The name of a broken constraint, or of the columns that SQLite names; empty without."""
    diag = getattr(error.__cause__ or error, "diag", None)
    if diag is not None:
        return str(diag.constraint_name or "")
    told = re.search(r"constraint failed: ([\w., ]+)$", str(error))
    return told[1] if told else ""


class PlainFormatter(logging.Formatter):
    """A line of words for each record, with its request's id."""

    def format(self, record: logging.LogRecord) -> str:
        """The record in a line, and an error's trace in the lines after it."""
        request_id = _request_id.get() or "-"
        at = self.formatTime(record)
        words = f"{at} {record.levelname} {record.name} {request_id}: {_words_of(record)}"
        error = _error_of(record)
        return f"{words}\n{trace_of(error)}" if error else words


class JsonFormatter(logging.Formatter):
    """A line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, the fields of its request and an error's trace, as one object."""
        told: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": _request_id.get(),
            **getattr(record, "fields", {"message": _words_of(record)}),
        }
        if error := _error_of(record):
            told["trace"] = trace_of(error)
        return json.dumps(told)


def _words_of(record: logging.LogRecord) -> str:
    """The message in one line, whatever stands in its arguments."""
    return " ".join(record.getMessage().split())


def _error_of(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None
