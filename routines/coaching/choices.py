"""The person's own choice over what the rules decided, and discomfort outside sessions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from routines.coaching.ledger import Keeper, moment_for, settle
from routines.models import Choice, Discomfort, Dose, Exercise, Lock, User
from routines.progression.choosing import choices_for
from routines.progression.diary import Chosen
from routines.progression.outlook import Outlook, outlook


class ChoiceRefused(Exception):
    """This cannot be chosen now: the plan is paused, or the dose stands at its end."""


@dataclass(frozen=True)
class Option:
    """One thing that a person may choose for an exercise, and the dose that it leads to."""

    kind: str
    dose: Dose


@dataclass(frozen=True)
class Prospect:
    """What a person may choose for an exercise now, and what comes next by itself."""

    dose: Dose
    options: tuple[Option, ...]
    outlook: Outlook | None


def prospect(person: User, exercise: Exercise, *, at: datetime) -> Prospect | None:
    """The prospect of one exercise; None when it is not in the person's plan. Writes nothing."""
    keeper = Keeper(person, at)
    current = keeper.current_of(exercise.slug)
    if current is None:
        return None
    ladder = keeper.told.ladders[exercise.slug]
    options = choices_for(keeper.told.state, ladder)
    ahead = outlook(tuple(keeper.told.ladders.values()), keeper.told.state, at)
    return Prospect(
        dose=current.dose,
        options=tuple(
            Option(kind, keeper.ladders.dose_at(current, place)) for kind, place in options.items()
        ),
        outlook=ahead.get(exercise.slug),
    )


@transaction.atomic
def choose(person: User, exercise: Exercise, kind: str, *, at: datetime) -> None:
    """Do as the person chooses, and keep it in the ledger. Raises ChoiceRefused."""
    User.objects.hold(person)
    at = moment_for(person, at)
    keeper = Keeper(person, at)
    keeper.tell_what_is_new()
    current = keeper.current_of(exercise.slug)
    if current is None:
        raise ChoiceRefused
    place = choices_for(keeper.told.state, keeper.told.ladders[exercise.slug]).get(kind)
    if place is None:
        raise ChoiceRefused
    Choice.objects.create(
        owner=person,
        exercise=exercise,
        chosen_at=at,
        kind=kind,
        from_dose=current.dose,
        to_dose=keeper.ladders.dose_at(current, place),
    )
    keeper.tell([Chosen(at.astimezone(person.zone), exercise.slug, kind)])  # type: ignore[arg-type]
    keeper.write()


@transaction.atomic
def tell_discomfort(
    person: User, *, number: int, places: Collection[str], note: str, at: datetime
) -> Discomfort:
    """Keep discomfort outside a session; it counts for the usual morning and the week."""
    User.objects.hold(person)
    at = moment_for(person, at)
    row = Discomfort.objects.create(
        owner=person,
        felt_at=at,
        felt_on=person.date_at(at),
        number=number,
        places=sorted(places),
        note=note,
    )
    settle(person, at=at)
    return row


@transaction.atomic
def explain_lock(
    lock: Lock, *, cleared_as: str, checked_on: date | None, note: str, at: datetime
) -> None:
    """Keep how a pause is cleared; answering the red-flag questions again is what ends it."""
    person = User.objects.hold(lock.owner)
    at = moment_for(person, at)
    lock.explain(cleared_as=cleared_as, checked_on=checked_on, note=note, at=at)
    settle(person, at=at)
