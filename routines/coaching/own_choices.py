"""The person's own choice over what the rules decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from routines.coaching.ladders import Ladders
from routines.coaching.ledger import Keeper, moment_for
from routines.models import Choice, CurrentDose, Dose, Exercise, User
from routines.progression.diary.values import ChoiceMade
from routines.progression.plan_level.choices import choices_for, is_kept_from_rising
from routines.progression.plan_level.outlook import Outlook, outlook
from routines.vocabulary import ChoiceKind, Condition

DOUBLE_TAP = timedelta(seconds=10)


class ChoiceRefused(Exception):
    """This cannot be chosen now: the plan is paused, or the dose is at its end or unfit."""


class DoseMoved(Exception):
    """The dose is not the one that the person saw, so nothing was chosen over it."""


@dataclass(frozen=True)
class Option:
    """One thing that a person may choose for an exercise, and the dose that it leads to."""

    kind: str
    dose: Dose


@dataclass(frozen=True)
class Prospect:
    """What a person may choose for an exercise now, and what comes next by itself.

    `is_paused` says that a pause keeps it from going up, `is_in_week` that the person's
    week holds it. Where the dose `is_left_out` nothing may be chosen, and `left_out_by`
    are the conditions that say so.
    """

    current: CurrentDose
    ladders: Ladders
    is_paused: bool
    options: tuple[Option, ...]
    outlook: Outlook | None
    is_in_week: bool
    is_left_out: bool
    left_out_by: tuple[Condition, ...]


def prospect(person: User, slug: str, *, at: datetime) -> Prospect | None:
    """The prospect of one exercise; None when it is not in the person's plan. Writes nothing."""
    keeper = Keeper(person, at)
    current = keeper.current_of(slug)
    if current is None:
        return None
    ladder = keeper.told.ladders[slug]
    is_left_out = not keeper.ladders.stored_dose_suits(current)
    options = {} if is_left_out else choices_for(keeper.told.state, ladder)
    ahead = outlook(tuple(keeper.told.ladders.values()), keeper.told.state, at)
    return Prospect(
        current=current,
        ladders=keeper.ladders,
        is_paused=is_kept_from_rising(keeper.told.state, ladder),
        options=tuple(
            Option(kind, keeper.ladders.dose_at(current, place)) for kind, place in options.items()
        ),
        outlook=ahead.get(slug),
        is_in_week=bool(getattr(current, "is_in_week", False)),
        is_left_out=is_left_out,
        left_out_by=tuple(keeper.ladders.why_stored_dose_does_not_suit(current))
        if is_left_out
        else (),
    )


@transaction.atomic
def choose(
    person: User, exercise: Exercise, kind: str, *, seen: int | None = None, at: datetime
) -> None:
    """Do as the person chooses, and keep it in the ledger. Raises ChoiceRefused.

    `seen` is the dose that the person saw; where it is another by now, nothing
    is done and DoseMoved is raised, so that a double tap is one choice.
    """
    person = User.objects.for_update(person)
    at = moment_for(person, at)
    keeper = Keeper(person, at)
    keeper.tell_what_is_new()
    current = keeper.current_of(exercise.slug)
    if current is None:
        raise ChoiceRefused
    if not keeper.ladders.stored_dose_suits(current):
        raise ChoiceRefused
    if seen not in (None, current.dose_id):
        raise DoseMoved
    recent = person.choices.filter(exercise=exercise, chosen_at__gt=at - DOUBLE_TAP).last()
    if recent is not None and recent.kind == kind == ChoiceKind.HOLD:
        return
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
    keeper.tell([ChoiceMade(at.astimezone(person.zone), exercise.slug, kind)])  # type: ignore[arg-type]
    keeper.write()
