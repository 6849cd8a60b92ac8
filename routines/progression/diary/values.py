"""One person's whole log, as the plan level reads it: frozen values, oldest first.

Moments are aware datetimes in the person's own offset: their date is the date on the
person's own calendar. Every field carries its bounds in its type, so that a log written by
hand is refused by field and name.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from routines.progression.rules.values import Count, Pain, Share
from routines.progression.strict_json import only
from routines.vocabulary import (
    CLEARED_BY_PERSON,
    RUNNABLE,
    UNCOUNTED,
    ChoiceKind,
    ClearedAs,
    Effort,
    Flag,
    Gate,
    MorningWord,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
)

Moment = Annotated[datetime, Meta(tz=True)]
Name = Annotated[str, Meta(min_length=1, max_length=1000)]
Text = Annotated[str, Meta(max_length=1000)]
Step = Annotated[int, Meta(ge=0, le=20)]
Doses = Annotated[int, Meta(ge=1, le=20)]
RunAs = Annotated[Gate, only(gate for gate in reversed(Gate) if gate in RUNNABLE)]


class LadderVariant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One variant that this person may use; `doses` is how many doses it lists.

    With `only_for_condition` it is there for a condition alone, and is no rung of the
    ladder; its key in a file is `beside`.
    """

    slug: Name
    direction: Name
    doses: Doses = 1
    only_for_condition: bool = msgspec.field(default=False, name="beside")


class Ladder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """An exercise's variants from easier to harder, up to this person's goal.

    A gentle move or a warm-up does not progress: its dose is left alone.
    """

    exercise: Name
    strength: bool = False
    progresses: bool = True
    variants: Annotated[tuple[LadderVariant, ...], Meta(min_length=1)] = ()

    @cached_property
    def doses(self) -> tuple[int, ...]:
        """How many doses each variant has."""
        return tuple(variant.doses for variant in self.variants)

    def up_to(self, slug: str, keep: Collection[str] = ()) -> Ladder:
        """The ladder up to a variant, and as far as those to `keep`; all if it has none such.

        Variants that are only for a condition stay.
        """
        slugs = [variant.slug for variant in self.variants if not variant.only_for_condition]
        if slug not in slugs:
            return self
        reach = max(slugs.index(kept) for kept in (slug, *keep) if kept in slugs)
        rungs = set(slugs[: reach + 1])
        variants = tuple(
            variant
            for variant in self.variants
            if variant.only_for_condition or variant.slug in rungs
        )
        return msgspec.structs.replace(self, variants=variants)


class ExerciseAdded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise came into the plan, at a variant and a step of its ladder.

    Until the person chooses another goal its ladder reaches up to the variant `reach`;
    empty means to its end.
    """

    at: Moment
    exercise: Name
    variant: Name
    step: Step = 0
    reach: Text = ""


class GoalChosen(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person chose another goal: from now on the ladder reaches up to `variant`."""

    at: Moment
    exercise: Name
    variant: Name


class RedFlagsAnswered(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The red-flag questions were answered; no flags means none of these."""

    at: Moment
    flags: frozenset[Flag] = frozenset()


class LockExplained(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person said how a lock is cleared. It ends when the red flags are answered again.

    `rule` is the rule of the lock; empty means every lock in force. `checked_on` and `said`
    are the person's own words, which no rule reads.
    """

    at: Moment
    rule: Text = ""
    how: Annotated[ClearedAs, only(CLEARED_BY_PERSON)] = ClearedAs.PROFESSIONAL
    checked_on: Text = ""
    said: Text = ""


class CheckedIn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A check-in: a session was opened, whether or not the gate let it run."""

    at: Moment
    pre: Pain = 0
    flags: frozenset[Flag] = frozenset()


class StepDone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exercise in a session. `dose` is an identity: equal means the same dose.

    `during` of None counts as the number at the start, which is what "No more than when I
    started" says. An empty `direction` is that of the variant. `fraction` is the share of
    the dose that was done.
    """

    exercise: Name
    variant: Name
    direction: Text = ""
    dose: Count = 1
    during: Pain | None = None
    status: Status = Status.DONE
    fraction: Share = 1.0
    stop_reason: StopReason | None = None
    quality: Quality = Quality.NONE
    spread: Spread = Spread.NONE
    neuro: Neuro = Neuro.NONE
    effort: Effort = Effort.OK
    counted: bool = True


class Morning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The morning after a session. A word or a number of None was not given.

    `spread_stays` says that a feeling further down the leg is still there.
    """

    at: Moment
    word: MorningWord | None = None
    number: Pain | None = None
    spread_stays: bool = False


class SessionDone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What was really done in one session, and the morning after it.

    `pre` is the number at its start, `after` that of the quarter hour after; None means not
    asked. `gate` is what it ran as, `one_less` whether it did one set less, `flags` what
    was said when it ended at once (chest pain), `nerve_stays` that it ended with tingling
    or numbness that stayed. A `morning` of None was not answered.
    """

    id: Name
    started_at: Moment
    closed_at: Moment
    pre: Pain = 0
    after: Pain | None = None
    gate: RunAs = Gate.RUN
    one_less: bool = False
    check_in_flags: frozenset[Flag] = frozenset()
    flags: frozenset[Flag] = frozenset()
    nerve_stays: bool = False
    steps: tuple[StepDone, ...] = ()
    morning: Morning | None = None

    @property
    def at(self) -> datetime:
        """When it was recorded: at its end."""
        return self.closed_at

    @cached_property
    def on(self) -> date:
        """The date on which it began."""
        return self.started_at.date()

    @cached_property
    def counted(self) -> bool:
        """Whether it counts for progress."""
        return self.gate not in UNCOUNTED and not self.one_less


class Discomfort(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Discomfort outside a session: on a rest day, or later on a day of training."""

    at: Moment
    number: Pain = 0


class ChoiceMade(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person's own choice on one exercise."""

    at: Moment
    exercise: Name
    choice: ChoiceKind = ChoiceKind.HOLD


class UsualMorningSet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The usual morning was answered anew, with a new week."""

    at: Moment
    number: Pain = 0


class Diary(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that the plan level may know of one person.

    `usual_morning` is the answer at set-up, `usuals` those of later set-ups.
    `check_ins` are those that led to no session; a session is its own check-in.
    """

    usual_morning: Pain = 0
    ladders: tuple[Ladder, ...] = ()
    begun: tuple[ExerciseAdded, ...] = ()
    screenings: tuple[RedFlagsAnswered, ...] = ()
    clearances: tuple[LockExplained, ...] = ()
    check_ins: tuple[CheckedIn, ...] = ()
    sessions: tuple[SessionDone, ...] = ()
    discomforts: tuple[Discomfort, ...] = ()
    choices: tuple[ChoiceMade, ...] = ()
    usuals: tuple[UsualMorningSet, ...] = ()
    goals: tuple[GoalChosen, ...] = ()
