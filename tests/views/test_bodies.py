"""Bodies that no form of ours sends: too large ones, and files."""

import io

import pytest
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from backflex import middleware

LIMIT = 256 * 1024
URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = "BoUnDaRyStRiNg"


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def send(client, *, length, kind=URLENCODED, address="/account/login/", method="POST"):
    environment = {
        "REQUEST_METHOD": method,
        "PATH_INFO": address,
        "CONTENT_TYPE": kind,
        "wsgi.input": Unread(),
    }
    if length is not None:
        environment["CONTENT_LENGTH"] = length
    return client.request(**environment)


@pytest.fixture(params=["signed in", "signed out"])
def visitor(request, client, db):
    return request.getfixturevalue("as_alice") if request.param == "signed in" else client


@pytest.mark.parametrize("address", ["/account/login/", "/start/", "/no/such/page/"])
@pytest.mark.parametrize("length", [str(LIMIT + 1), "60000000", "9" * 4000])
def test_one_that_is_too_large_is_refused_unread(visitor, address, length):
    answer = send(visitor, length=length, address=address)
    assert answer.status_code == 413
    assert "That is more than this form can hold" in answer.content.decode()


@pytest.mark.parametrize("kind", [MULTIPART_CONTENT, "Multipart/Form-Data", "multipart/mixed"])
@pytest.mark.parametrize("length", ["100", "", None])
def test_one_in_parts_is_refused_unread(visitor, kind, length):
    answer = send(visitor, length=length, kind=kind)
    assert answer.status_code == 415
    assert "Files cannot be sent here" in answer.content.decode()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "GET"])
def test_another_method_makes_no_difference(client, db, method):
    assert send(client, length=str(LIMIT + 1), method=method).status_code == 413


@pytest.mark.parametrize("length", ["", "-5", "many", "9" * 5000])
def test_a_length_that_is_no_number_is_no_error(client, db, length):
    answer = client.generic("POST", "/account/login/", b"", URLENCODED, CONTENT_LENGTH=length)
    assert answer.status_code < 500


def test_one_at_the_limit_is_read(client, db):
    body = b"email=" + b"x" * (LIMIT - 6)
    assert client.post("/account/login/", body, content_type=URLENCODED).status_code == 422


def test_no_file_is_made_for_what_is_refused(client, db, monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("a file was made")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", refuse)
    file = SimpleUploadedFile("picture.png", b"x" * 3_000_000)
    body = encode_multipart(BOUNDARY, {"picture": file})
    assert client.generic("POST", "/start/", body, MULTIPART_CONTENT).status_code == 413


def test_an_address_that_takes_a_file_is_given_it(client, db, monkeypatch):
    monkeypatch.setattr(middleware, "TAKES_A_FILE", frozenset({"account_login"}))
    body = encode_multipart(BOUNDARY, {"email": "alice@example.com"})
    answer = client.generic("POST", "/account/login/", body, MULTIPART_CONTENT)
    assert answer.status_code == 422
    assert client.generic("POST", "/start/", body, MULTIPART_CONTENT).status_code == 415


def test_the_addresses_that_take_a_file_are_there():
    for name in middleware.TAKES_A_FILE:
        reverse(name)
