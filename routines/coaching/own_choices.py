"""The person's own choice over what the rules decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from routines.coaching.ladders import Ladders
from routines.coaching.ledger import PersonLedger, moment_for
from routines.coaching.plan_fit import PlanDraft
from routines.models import Choice, CurrentDose, Dose, Exercise, User
from routines.progression.diary.values import ChoiceMade
from routines.progression.plan_level.choices import choices_for, is_kept_from_rising
from routines.progression.plan_level.outlook import Outlook, outlook
from routines.vocabulary import Condition


class ChoiceRefused(Exception):
    """This cannot be chosen now: a lock or the end of the ladder forbids it, or health does."""


class DoseMoved(Exception):
    """Another dose is there than the person saw, so nothing was changed."""


@dataclass(frozen=True)
class Option:
    """One thing that a person may choose for an exercise, and the dose that it leads to."""

    kind: str
    dose: Dose


@dataclass(frozen=True)
class Prospect:
    """What a person may choose for an exercise now, and what comes next by itself.

    `is_locked`: a lock keeps it from going up; `is_in_week`: the person's week holds it,
    or keeps its place. Where the dose `is_left_out` nothing may be chosen, and
    `left_out_by` are the conditions that leave it out. `outlook` is None where the rules
    move no dose.
    """

    current: CurrentDose
    ladders: Ladders
    is_locked: bool
    options: tuple[Option, ...]
    outlook: Outlook | None
    is_in_week: bool
    is_left_out: bool
    left_out_by: tuple[Condition, ...]


def prospect(
    person: User, slug: str, *, fitted: PlanDraft | None = None, at: datetime
) -> Prospect | None:
    """The prospect of one exercise; None where the person has no dose of it. Writes nothing.

    `fitted` is what health changes of the plan, None where it changes nothing.
    """
    ledger = PersonLedger.open(person, at, currents=fitted.currents if fitted else None)
    current = ledger.current_of(slug)
    if current is None:
        return None
    ladder = ledger.replay.ladders[slug]
    is_left_out = not ledger.ladders.stored_dose_suits(current)
    options = {} if is_left_out else choices_for(ledger.replay.state, ladder)
    ladders = tuple(ledger.replay.ladders.values())
    ahead = outlook(ladders, ledger.replay.state, at, only=slug)
    return Prospect(
        current=current,
        ladders=ledger.ladders,
        is_locked=is_kept_from_rising(ledger.replay.state, ladder),
        options=tuple(
            Option(kind, ledger.ladders.dose_at(current, place)) for kind, place in options.items()
        ),
        outlook=ahead.get(slug),
        is_in_week=current.is_in_week,
        is_left_out=is_left_out,
        left_out_by=tuple(ledger.ladders.why_stored_dose_does_not_suit(current))
        if is_left_out
        else (),
    )


@transaction.atomic
def choose(
    person: User, exercise: Exercise, kind: str, *, seen: int | None = None, at: datetime
) -> None:
    """Do as the person chooses, and keep it in the ledger. Raises ChoiceRefused.

    `seen` is the id of the dose that the person saw, None where they saw none. Raises
    DoseMoved where another dose is there by now, so that a double tap is one choice.
    """
    person = User.objects.for_update(person)
    at = moment_for(person, at)
    ledger = PersonLedger.open(person, at)
    ledger.record_what_is_new()
    current = ledger.current_of(exercise.slug)
    if current is None:
        raise ChoiceRefused
    if not ledger.ladders.stored_dose_suits(current):
        raise ChoiceRefused
    if seen not in (None, current.dose_id):
        raise DoseMoved
    place = choices_for(ledger.replay.state, ledger.replay.ladders[exercise.slug]).get(kind)
    if place is None:
        raise ChoiceRefused
    Choice.objects.create(
        owner=person,
        exercise=exercise,
        chosen_at=at,
        kind=kind,
        from_dose=current.dose,
        to_dose=ledger.ladders.dose_at(current, place),
    )
    ledger.record([ChoiceMade(at=at.astimezone(person.zone), exercise=exercise.slug, choice=kind)])  # type: ignore[arg-type]
    ledger.write()
