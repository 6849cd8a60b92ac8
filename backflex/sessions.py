"""Sessions in the database that know when their row expires."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

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

    def is_due(self) -> bool:
        """Whether saving now would extend the row by RENEW_AFTER or more."""
        return (
            self.kept_until is not None and self.get_expiry_date() - self.kept_until >= RENEW_AFTER
        )
