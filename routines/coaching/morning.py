"""The morning after a session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from routines.coaching.ledger import decide_pending, moment_for, recompute
from routines.models import Decision, MorningReport, Session, User


@dataclass(frozen=True)
class MorningAnswer:
    """How the morning after a session was.

    `word` compares it with the usual morning; `number` is from 0 to 10, None where the
    word says enough. `spread_stays`: a feeling further down the leg is still there.
    """

    word: str
    number: int | None = None
    spread_stays: bool = False


@transaction.atomic
def answer(session: Session, answer: MorningAnswer, *, at: datetime) -> list[Decision]:
    """Keep the morning report of a session, and give what was decided of the session.

    A report that was there already is corrected, and everything decided anew.
    """
    person = User.objects.for_update(session.owner)
    at = moment_for(person, at)
    kept = {"owner": person, **asdict(answer)}
    report, is_new = MorningReport.objects.update_or_create(
        session=session,
        defaults=kept,
        create_defaults={**kept, "answered_at": at, "answered_on": person.date_at(at)},
    )
    if not is_new:
        recompute(person, at=at, corrected=report.answered_on)
        return list(person.decisions.filter(session=session))
    return decide_pending(person, at=at)
