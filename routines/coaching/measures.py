"""The baseline: who may measure their reach, and keeping what they measure and want back.

The rules of doses read none of this.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from routines.library.conditions import known_conditions
from routines.models import Activity, ActivityScore, Measure, MeasureKind, User
from routines.models.measure import MOST_ACTIVITIES
from routines.vocabulary import Condition

# A baseline is offered once a person knows what a session is.
OFFERED_AFTER = 2


class NotNow(StrEnum):
    """Why reach is not measured."""

    OSTEOPOROSIS = "osteoporosis"
    WAITING = "waiting"
    PAUSED = "paused"


class DayTaken(Exception):
    """Another measure was kept for that day already."""


class MeasuredBefore(Exception):
    """Another measure was kept already, perhaps in another tab; `kept` is its row."""

    def __init__(self, kept: Measure) -> None:
        super().__init__("another measure was kept")
        self.kept = kept


class ScoredBefore(Exception):
    """Another number was kept today already, perhaps in another tab; `kept` is its row."""

    def __init__(self, kept: ActivityScore) -> None:
        super().__init__("another number was kept")
        self.kept = kept


class EnoughActivities(Exception):
    """There are as many as are kept."""


def why_not_measure(person: User, day: date) -> NotNow | None:
    """Why the person does not measure their reach on this day, or None when they may."""
    if Condition.OSTEOPOROSIS in person.conditions_on(day):
        return NotNow.OSTEOPOROSIS
    if person.waits_for_word_since is not None:
        return NotNow.WAITING
    if person.locks.in_force().of_the_whole_plan().exists():
        return NotNow.PAUSED
    return None


def suggests_measuring(person: User, day: date) -> bool:
    """Whether no condition of theirs speaks against bending all the way down."""
    conditions = known_conditions()
    return all(conditions[slug].suggests_reach for slug in person.conditions_on(day))


def offer_baseline(person: User, *, at: datetime) -> None:
    """Offer a baseline once, from the second session on."""
    if person.baseline_offered_on is not None:
        return
    if person.sessions.closed().count() >= OFFERED_AFTER:
        person.offer_baseline(person.date_at(at))


@transaction.atomic
def keep_measure(
    person: User,
    *,
    on: date,
    centimetres: int | None,
    landmark: str,
    instead_of: str = "",
    at: datetime,
) -> Measure:
    """Keep what was reached on a day.

    `centimetres` from the floor, None where `landmark` names what was reached instead.
    Raises MeasuredBefore where something else was kept for that day, unless `instead_of` is
    the fingerprint of that.
    """
    person = User.objects.for_update(person)
    kept = person.measures.filter(kind=MeasureKind.FINGERTIP_TO_FLOOR, measured_on=on).first()
    is_other = kept and (kept.centimetres, kept.landmark) != (centimetres, landmark)
    if kept and is_other and kept.fingerprint != instead_of:
        raise MeasuredBefore(kept)
    measure, _ = person.measures.update_or_create(
        kind=MeasureKind.FINGERTIP_TO_FLOOR,
        measured_on=on,
        defaults={"centimetres": centimetres, "landmark": landmark},
    )
    person.dismiss_baseline(person.date_at(at))
    return measure


@transaction.atomic
def correct_measure(
    measure: Measure,
    *,
    on: date,
    centimetres: int | None,
    landmark: str,
    instead_of: str | None = None,
) -> None:
    """Change what was kept. Raises DayTaken where another measure stands on that day.

    `instead_of` is the fingerprint of what the person saw, None where nobody says. Raises
    MeasuredBefore where it says something else by now.
    """
    person = User.objects.for_update(measure.owner)
    kept = person.measures.filter(pk=measure.pk).first()
    if kept and instead_of not in (None, kept.fingerprint):
        said = (on, centimetres, landmark)
        if (kept.measured_on, kept.centimetres, kept.landmark) != said:
            raise MeasuredBefore(kept)
    others = person.measures.filter(kind=measure.kind, measured_on=on).exclude(pk=measure.pk)
    if others.exists():
        raise DayTaken
    # It may have been removed in another tab meanwhile; then it stays removed.
    person.measures.filter(pk=measure.pk).update(
        measured_on=on, centimetres=centimetres, landmark=landmark
    )


@transaction.atomic
def name_activity(person: User, name: str, *, at: datetime) -> Activity:
    """Keep something the person wants to do again; the same name twice is kept once.

    Raises EnoughActivities where there are as many as are kept.
    """
    person = User.objects.for_update(person)
    activities = list(person.activities.in_order())
    same = next((kept for kept in activities if kept.name.casefold() == name.casefold()), None)
    if same is not None:
        return same
    if len(activities) >= MOST_ACTIVITIES:
        raise EnoughActivities
    person.dismiss_baseline(person.date_at(at))
    return person.activities.create(name=name, added_on=person.date_at(at))


@transaction.atomic
def score_activity(activity: Activity, number: int, *, instead_of: str = "", at: datetime) -> None:
    """Keep how well it goes today, unless it was removed in another tab meanwhile.

    Raises ScoredBefore where another number was kept today, unless `instead_of` is the
    fingerprint of that.
    """
    person = User.objects.for_update(activity.owner)
    kept = activity.scores.filter(scored_on=person.date_at(at)).first()
    if kept is not None and kept.number != number and kept.fingerprint != instead_of:
        raise ScoredBefore(kept)
    if person.activities.filter(pk=activity.pk).exists():
        activity.score(number, person.date_at(at))


@transaction.atomic
def remove(row: Activity | Measure) -> None:
    """Remove one of the person's own rows."""
    User.objects.for_update(row.owner)
    row.delete()
