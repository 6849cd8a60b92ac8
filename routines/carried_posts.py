"""A post whose sender is signed out, sealed so that it can wait in the sign-in page.

The server stores nothing of it. Whose post it is says a signed field of its form.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

KEPT_FOR = timedelta(minutes=15)
MOST_BYTES = 64 * 1024
# The names of the fields: whose page a form stands on, and the sealed post.
OWNER = "form_owner"
CARRIED = "carried"


class TooLong(Exception):
    """The post is longer than MOST_BYTES."""


@lru_cache(maxsize=1024)
def owner_token(pk: int) -> str:
    """The value of the field OWNER in the forms of the person with this key."""
    return _signer().sign(str(pk))


def owner_of(data: QueryDict) -> int | None:
    """The key of the person on whose page a form stood; None if it does not say, or is forged."""
    try:
        return int(_signer().unsign(data.get(OWNER, "")))
    except BadSignature:
        return None


class CarriedPost(msgspec.Struct, frozen=True, kw_only=True):
    """What was posted: by the person `owner`, to a path with its query, at a moment."""

    owner: int
    address: str
    fields: list[tuple[str, str]]
    sent_at: datetime

    @classmethod
    def of(cls, request: HttpRequest, *, owner: int, at: datetime) -> CarriedPost:
        """The post that a request is."""
        # What is no text would be refused by the encoder.
        fields = [
            (_text(name), _text(value))
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        return cls(owner=owner, address=request.get_full_path(), fields=fields, sent_at=at)

    @property
    def data(self) -> QueryDict:
        """The fields as a request has them."""
        data = QueryDict(mutable=True)
        for name, value in self.fields:
            data.appendlist(name, value)
        data._mutable = False
        return data

    def is_too_old(self, at: datetime) -> bool:
        """Whether it waited for longer than KEPT_FOR."""
        return at - self.sent_at > KEPT_FOR

    def seal(self) -> str:
        """The post as a text that only this server can read. Raises TooLong."""
        content = msgspec.json.encode(self)
        if len(content) > MOST_BYTES:
            raise TooLong
        return _fernet().encrypt(content).decode()


def unseal(sealed: str) -> CarriedPost | None:
    """The post that was sealed; None if this server did not seal it."""
    try:
        content = _fernet().decrypt(sealed.encode(errors="replace"))
        return msgspec.json.decode(content, type=CarriedPost)
    except (InvalidToken, msgspec.DecodeError):
        return None


def _text(value: Any) -> str:
    return str(value).encode(errors="replace").decode()


def _signer() -> Signer:
    return Signer(salt=OWNER)


def _fernet() -> Fernet:
    key = sha256(f"{CARRIED}:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
