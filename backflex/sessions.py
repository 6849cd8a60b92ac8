"""Sessions in the database that know when their row expires."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from backflex import storage

log = logging.getLogger(__name__)

RENEW_AFTER = timedelta(days=1)


class SessionStore(db.SessionStore):
    """Django's session store, which also remembers when its row expires.

    `kept_until` is None before the row is read, and without a row.
    """

    kept_until: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self.kept_until = row.expire_date if row else None
        return row

    def save(self, must_create: bool = False) -> None:
        """Write the row. Raises UpdateError only if it is gone, and DatabaseError in trouble.

        Django takes every error for a row that is gone, and answers 400 as if the person had
        signed out meanwhile.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            trouble = error.__context__
            if trouble is not None and storage.is_trouble(trouble):
                raise trouble from trouble.__cause__
            raise

    def is_due(self) -> bool:
        """Whether saving now would extend the row by RENEW_AFTER or more."""
        return (
            self.kept_until is not None and self.get_expiry_date() - self.kept_until >= RENEW_AFTER
        )


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's, where a page or an answer stands although its session could not be written.

    What is lost then is a message that was shown or waited, or a day of the session's year.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The response, with its cookie. Raises DatabaseError if a sign-in could not be kept."""
        only_reads = request.method in ("GET", "HEAD") and request.session.modified
        try:
            with storage.waiting_briefly() if only_reads else nullcontext():
                return super().process_response(request, response)
        except DatabaseError as error:
            cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            is_known = cookie is not None and cookie == request.session.session_key
            if not is_known or not storage.is_trouble(error):
                raise
            log.warning("A session could not be written (%s).", type(error).__name__)
            return response
