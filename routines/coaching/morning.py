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

    @classmethod
    def of(cls, report: MorningReport) -> MorningAnswer:
        """What a report says."""
        return cls(report.word, report.number, report.spread_stays)


class MorningToldBefore(Exception):
    """Another answer was told already, perhaps in another tab; `report` is its row."""

    def __init__(self, report: MorningReport) -> None:
        super().__init__("the morning was told before")
        self.report = report


@transaction.atomic
def answer(
    session: Session, answer: MorningAnswer, *, instead_of: str = "", at: datetime
) -> list[Decision]:
    """Keep the morning report of a session, and give what was decided of the session.

    With `instead_of`, the fingerprint of the report that is there already, that is
    corrected, and everything is decided anew. Without it another answer raises
    MorningToldBefore; the same answer is one answer.
    """
    person = User.objects.for_update(session.owner)
    at = moment_for(person, at)
    report = MorningReport.objects.filter(session=session).first()
    if report is None:
        MorningReport.objects.create(
            owner=person,
            session=session,
            answered_at=at,
            answered_on=person.date_at(at),
            **asdict(answer),
        )
        return decide_pending(person, at=at)
    if MorningAnswer.of(report) != answer:
        if instead_of != report.fingerprint:
            raise MorningToldBefore(report)
        for name, value in asdict(answer).items():
            setattr(report, name, value)
        report.save(update_fields=[*asdict(answer)])
        recompute(person, at=at, corrected=report.answered_on)
    return list(person.decisions.filter(session=session))
