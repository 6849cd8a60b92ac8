"""Sessions in the database that know how long their row lasts."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

RENEW_AFTER = timedelta(days=1)


class SessionStore(db.SessionStore):
    """Django's own, remembering what its row says: that costs no further query."""

    kept_until: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self.kept_until = row.expire_date if row else None
        return row

    def is_due(self) -> bool:
        """Whether saving it now would keep it a day longer, or more."""
        return (
            self.kept_until is not None and self.get_expiry_date() - self.kept_until >= RENEW_AFTER
        )
