"""One person's whole log, as the plan level reads it: frozen values, oldest first.

Moments are aware datetimes in the person's own offset: their date is the date on
the person's own calendar. Every field carries its bounds, so that a log written
by hand is refused by field and name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from routines.progression.fields import (
    decimal,
    entries,
    entry,
    flags,
    moment,
    text,
    value,
    whole,
    word,
    yes_no,
)
from routines.vocabulary import (
    CLEARED_BY_PERSON,
    RUNNABLE,
    UNCOUNTED,
    ChoiceKind,
    ClearedAs,
    Effort,
    Gate,
    MorningWord,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
)


@value
class LadderVariant:
    """One variant that this person may use; `doses` is how many doses it lists.

    One that is `beside` the ladder is there for a condition, and no rung of it.
    """

    slug: str = text()
    direction: str = text()
    doses: int = whole(1, 1, 20)
    beside: bool = yes_no(False)


@value
class Ladder:
    """An exercise's variants from easier to harder, up to this person's goal.

    A gentle move or a warm-up does not progress: its dose is left alone.
    """

    exercise: str = text()
    strength: bool = yes_no(False)
    progresses: bool = yes_no(True)
    variants: tuple[LadderVariant, ...] = entries(LadderVariant, at_least=1)

    @cached_property
    def doses(self) -> tuple[int, ...]:
        """How many doses each variant has."""
        return tuple(variant.doses for variant in self.variants)

    def up_to(self, slug: str, keep: Collection[str] = ()) -> Ladder:
        """The ladder up to a variant, and as far as those to `keep`; all where it has none such.

        What stands beside it stays.
        """
        slugs = [variant.slug for variant in self.variants if not variant.beside]
        if slug not in slugs:
            return self
        reach = max(slugs.index(one) for one in (slug, *keep) if one in slugs)
        held = set(slugs[: reach + 1])
        kept = tuple(one for one in self.variants if one.beside or one.slug in held)
        return replace(self, variants=kept)


@value
class ExerciseAdded:
    """The exercise came into the plan, at a variant and a step of its ladder.

    Until the person aims elsewhere its ladder reaches up to `reach`; to its end where empty.
    """

    at: datetime = moment()
    exercise: str = text()
    variant: str = text()
    step: int = whole(0, 0, 20)
    reach: str = text("")


@value
class GoalChosen:
    """The person chose another goal: from now on the ladder reaches up to `variant`."""

    at: datetime = moment()
    exercise: str = text()
    variant: str = text()


@value
class RedFlagsAnswered:
    """The red-flag questions were answered; no flags means none of these."""

    at: datetime = moment()
    flags: frozenset[str] = flags()


@value
class LockExplained:
    """The person said how a pause is cleared. Screening again is what ends it.

    `rule` left empty speaks of every pause in force.
    """

    at: datetime = moment()
    rule: str = text("")
    how: ClearedAs = word(ClearedAs.PROFESSIONAL, *CLEARED_BY_PERSON)
    checked_on: str = text("")
    said: str = text("")


@value
class CheckedIn:
    """A check-in: a session was opened, whether or not the gate let it run."""

    at: datetime = moment()
    pre: int = whole(0, 0, 10)
    flags: frozenset[str] = flags()


@value
class StepDone:
    """One exercise in a session. `dose` is an identity: equal means the same dose.

    `during` of None counts as the number at the start, which is what "No more
    than when I started" says. `direction` left empty is that of the variant.
    """

    exercise: str = text()
    variant: str = text()
    direction: str = text("")
    dose: int = whole(1)
    during: int | None = whole(None, 0, 10, null=True)
    status: Status = word(Status.DONE, *Status)
    fraction: float = decimal(1.0, 0, 1)
    stop_reason: StopReason | None = word(None, *StopReason)
    quality: Quality = word(Quality.NONE, *Quality)
    spread: Spread = word(Spread.NONE, *Spread)
    neuro: Neuro = word(Neuro.NONE, *Neuro)
    effort: Effort = word(Effort.OK, *Effort)
    counted: bool = yes_no(True)


@value
class Morning:
    """The morning after a session."""

    at: datetime = moment()
    word: MorningWord | None = word(None, *MorningWord)
    number: int | None = whole(None, 0, 10, null=True)
    spread_stays: bool = yes_no(False)


@value
class SessionDone:
    """What was really done in one session, and the morning after it.

    `gate` is what it ran as, `one_less` whether it did one set less, `flags`
    what was said when it ended at once (chest pain), `nerve_stays` that it ended
    with tingling or numbness that stayed.
    """

    id: str = text()
    started_at: datetime = moment()
    closed_at: datetime = moment()
    pre: int = whole(0, 0, 10)
    after: int | None = whole(None, 0, 10, null=True)
    gate: Gate = word(Gate.RUN, *(gate for gate in reversed(Gate) if gate in RUNNABLE))
    one_less: bool = yes_no(False)
    check_in_flags: frozenset[str] = flags()
    flags: frozenset[str] = flags()
    nerve_stays: bool = yes_no(False)
    steps: tuple[StepDone, ...] = entries(StepDone)
    morning: Morning | None = entry(Morning)

    @cached_property
    def at(self) -> datetime:
        """When it was told: at its end."""
        return self.closed_at

    @cached_property
    def on(self) -> date:
        """The date on which it began."""
        return self.started_at.date()

    @cached_property
    def counted(self) -> bool:
        """Whether it counts for progress."""
        return self.gate not in UNCOUNTED and not self.one_less


@value
class Discomfort:
    """Discomfort outside a session: on a rest day, or later on a day of training."""

    at: datetime = moment()
    number: int = whole(0, 0, 10)


@value
class ChoiceMade:
    """The person's own choice on one exercise."""

    at: datetime = moment()
    exercise: str = text()
    choice: ChoiceKind = word(ChoiceKind.HOLD, *ChoiceKind)


@value
class UsualMorningSet:
    """The usual morning was answered anew, with a new week."""

    at: datetime = moment()
    number: int = whole(0, 0, 10)


@value
class Diary:
    """Everything that the plan level may know of one person.

    `usual_morning` is the answer at set-up, `usuals` those of later set-ups.
    `check_ins` are those that led to no session; a session is its own check-in.
    """

    usual_morning: int = whole(0, 0, 10)
    ladders: tuple[Ladder, ...] = entries(Ladder)
    begun: tuple[ExerciseAdded, ...] = entries(ExerciseAdded)
    screenings: tuple[RedFlagsAnswered, ...] = entries(RedFlagsAnswered)
    clearances: tuple[LockExplained, ...] = entries(LockExplained)
    check_ins: tuple[CheckedIn, ...] = entries(CheckedIn)
    sessions: tuple[SessionDone, ...] = entries(SessionDone)
    discomforts: tuple[Discomfort, ...] = entries(Discomfort)
    choices: tuple[ChoiceMade, ...] = entries(ChoiceMade)
    usuals: tuple[UsualMorningSet, ...] = entries(UsualMorningSet)
    goals: tuple[GoalChosen, ...] = entries(GoalChosen)
