"""The log and the addresses hold nothing that a person told, whatever goes wrong."""

import io
import json
import logging
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction

from backflex import request_log
from routines.models import User

pytestmark = pytest.mark.django_db

CANARY = "canary-7f3a"
EMAIL = f"{CANARY}@example.org"
LOGGERS = ("django", "django.server", "backflex", "routines")


@pytest.fixture
def log():
    """What is written to the log, as the product writes it, and more than it keeps."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(request_log.PlainFormatter())
    handler.addFilter(request_log.drop_repeats)
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    yield written
    for name, level in levels.items():
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(level)


def filled_in(fields: dict[str, list[str]]) -> dict[str, object]:
    """A form with the canary in whatever a person may write, and what it offers elsewhere."""
    return {
        name: f"{CANARY}@example.org" if name in ("email", "login") else values[0] or CANARY
        for name, values in fields.items()
    }


def test_no_form_leaves_what_was_written_in_the_log_or_an_address(world, answers, log):
    forms = {form.kind: form for answer in answers for form in answer.forms}
    addresses = []
    for form in forms.values():
        if form.method != "post":
            continue
        with transaction.atomic():
            client = world[form.who].browser()
            client.raise_request_exception = False
            response = client.post(form.action, filled_in(form.fields))
            transaction.set_rollback(True)
        addresses += [response.get("Location", ""), response.get("HX-Redirect", "")]
    assert len(forms) > 20
    lines = log.getvalue().splitlines()
    assert sum("method=POST" in line for line in lines) >= len(addresses) // 2
    assert [line for line in lines if CANARY in line] == []
    assert [address for address in addresses if CANARY in address] == []


def test_a_broken_constraint_is_named_without_the_row(log, client, db):
    User.objects.create_user(EMAIL)
    client.raise_request_exception = False

    def view(*_args, **_kwargs):
        with transaction.atomic():
            User.objects.create_user(EMAIL)

    with patch("routines.views.pages.TemplateResponse", side_effect=view):
        response = client.get("/safety/")
    assert response.status_code == 500
    assert "IntegrityError (" in log.getvalue()
    assert "DETAIL" not in log.getvalue()
    assert CANARY not in log.getvalue()


def test_the_words_of_an_error_stay_out_of_the_log(log, client):
    client.raise_request_exception = False
    with patch("routines.views.pages.TemplateResponse", side_effect=RuntimeError(CANARY)):
        assert client.get(f"/safety/?note={CANARY}").status_code == 500
    assert "builtins.RuntimeError" in log.getvalue()
    assert "pages.py" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_a_token_in_an_address_stays_out_of_the_log(log, client, db):
    for address in (f"/account/confirm-email/{CANARY}/", f"/{CANARY}/"):
        client.get(address)
    assert "route=account_confirm_email" in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize("address", ["/safety/", "/nothing/"])
def test_a_request_is_one_line(log, client, db, address):
    client.get(address)
    (line,) = log.getvalue().splitlines()
    assert " INFO backflex.request " in line


def test_a_wrong_host_is_one_line(log, client):
    assert client.get("/today/", headers={"Host": f"{CANARY}.example"}).status_code == 400
    (line,) = log.getvalue().splitlines()
    assert "status=400" in line
    assert CANARY not in line


@pytest.mark.parametrize(
    ("given", "is_kept"), [("abc-123", True), ("a b", False), ("x" * 65, False), ("", False)]
)
def test_a_plain_id_of_a_proxy_is_kept(log, client, given, is_kept):
    response = client.get("/safety/", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is is_kept
    assert f" {response['X-Request-ID']}: " in log.getvalue()


def test_a_line_of_json_has_the_allowed_fields_alone():
    fields = dict.fromkeys(request_log.FIELDS, 1)
    record = logging.makeLogRecord({"name": "backflex.request", "fields": fields})
    line = request_log.JsonFormatter().format(record)
    allowed = {"at", "level", "logger", "request_id", *request_log.FIELDS}
    assert set(json.loads(line)) == allowed


def test_an_error_of_json_keeps_no_words():
    try:
        raise IntegrityError(f"UNIQUE constraint failed: routines_user.email, {CANARY}@x")
    except IntegrityError as error:
        trace = request_log.trace_of(error)
    assert CANARY not in trace
