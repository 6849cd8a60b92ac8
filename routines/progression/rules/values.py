"""What the rules take in: exposures, what surrounds them, today's answers.

Frozen values without a clock. The bounds in their types hold for what is read from files;
rows and the replay give nothing else.
"""

from __future__ import annotations

from functools import cached_property
from sys import float_info
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from routines.progression.rules.thresholds import (
    AMBER_TO,
    COMFORTABLE_TO,
    FINE_SHARE,
    RAISED_BY,
    SETTLED_WITHIN,
    STEADY_WITHIN,
)
from routines.vocabulary import (
    Effort,
    Flag,
    MorningWord,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
)

# A pain number, and a count without an upper end.
Pain = Annotated[int, Meta(ge=0, le=10)]
Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Ratio = Annotated[float, Meta(ge=0, le=float_info.max)]

# The words that stand in an order of care, the most careful last.
MOST_CAREFUL: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "quality": tuple(Quality),
    "spread": (Spread.CLOSER, Spread.NONE, Spread.FURTHER),
    "neuro": tuple(Neuro),
    "effort": tuple(Effort),
}


class Exposure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One exercise in one session, and how it felt (docs/rules.md, Exposures).

    `pre` is the number when the session began, `during` the worst one during the exercise,
    `after` that of the quarter hour after; None means not asked. `morning` and
    `morning_word` are the answer of the next morning; None means not given.
    `spread_next_morning` says that a feeling further down the leg was still there then.
    `fraction` is the share of the dose that was done. `dose` is an identity: equal numbers
    mean the same dose. Only what is `counted` counts for progress. `usual_morning` is the
    person's usual number of a morning on that day.
    """

    pre: Pain = 0
    during: Pain = 0
    after: Pain | None = None
    morning: Pain | None = None
    morning_word: MorningWord | None = None
    status: Status = Status.DONE
    fraction: Share = 1.0
    stop_reason: StopReason | None = None
    quality: Quality = Quality.NONE
    spread: Spread = Spread.NONE
    spread_next_morning: bool = False
    neuro: Neuro = Neuro.NONE
    effort: Effort = Effort.OK
    dose: int = 1
    counted: bool = True
    usual_morning: Pain = 0

    @cached_property
    def felt(self) -> int:
        """The worst number during the exercise, as the rules count it.

        A good stretch counts as the smaller of `pre` and the number, because
        the app asks no number for it.
        """
        good_stretch = (
            self.quality == Quality.STRETCH
            and self.spread == Spread.NONE
            and self.neuro == Neuro.NONE
        )
        return min(self.pre, self.during) if good_stretch else self.during

    @property
    def worst(self) -> int:
        """The worse of during and the quarter hour after."""
        return max(self.felt, self.after or 0)

    @property
    def rise(self) -> int:
        """How far the number rose from the start of the session."""
        return self.felt - self.pre

    @cached_property
    def highest(self) -> int:
        """The worst number of the session: at its start, during it or soon after."""
        return max(self.pre, self.felt, self.after or 0)

    @cached_property
    def carry(self) -> int | None:
        """Points the next morning stood above the usual; None when not answered."""
        if self.morning is not None:
            return self.morning - max(self.pre, self.usual_morning)
        return 0 if self.morning_word in (MorningWord.BETTER, MorningWord.SAME) else None

    @cached_property
    def is_settled(self) -> bool:
        """Answered, and at most one point above the usual."""
        return self.carry is not None and self.carry <= SETTLED_WITHIN

    @cached_property
    def is_neutral_skip(self) -> bool:
        """Left out for a reason other than pain, so nothing is learned from it."""
        return self.status == Status.SKIPPED and self.stop_reason != StopReason.PAIN

    @property
    def is_pain_skip(self) -> bool:
        """Left out because of pain."""
        return self.status == Status.SKIPPED and self.stop_reason == StopReason.PAIN

    @property
    def is_contradictory(self) -> bool:
        """Two answers that cannot both be right."""
        return (
            self.has_odd_morning
            or (self.status == Status.DONE and self.stop_reason == StopReason.PAIN)
            or (self.quality == Quality.SHARP and self.felt == 0)
        )

    @property
    def has_odd_morning(self) -> bool:
        """Whether the morning was called worse, or better although it was not."""
        word = self.morning_word
        return word == MorningWord.WORSE or (
            word == MorningWord.BETTER and (self.carry or 0) >= RAISED_BY
        )

    @cached_property
    def is_fine(self) -> bool:
        """Done, in good order, with no answer that speaks against it or against another."""
        return (
            self.status == Status.DONE
            and self.stop_reason != StopReason.PAIN
            and self.fraction >= FINE_SHARE
            and self.effort != Effort.HARD
            and self.quality != Quality.SHARP
            and self.spread != Spread.FURTHER
            and self.neuro == Neuro.NONE
            and not self.has_odd_morning
        )

    @cached_property
    def is_comfortable(self) -> bool:
        """Fine, green and begun at 3 or less: clean except for the morning."""
        return self.is_fine and self.highest <= COMFORTABLE_TO

    @cached_property
    def is_steady(self) -> bool:
        """Fine at up to 5 with at most one point of rise: P2 except for the morning."""
        return self.is_fine and self.highest <= AMBER_TO and self.felt - self.pre <= STEADY_WITHIN

    def after_morning(
        self, number: int | None, word: MorningWord | None, *, spread_stays: bool
    ) -> Exposure:
        """The same exposure with its next morning."""
        return msgspec.structs.replace(
            self,
            morning=number,
            morning_word=word,
            spread_next_morning=spread_stays and self.spread == Spread.FURTHER,
        )


class ExerciseContext(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What surrounds the exposures of one exercise (docs/rules.md, Deciding).

    `flags` are the red flags in force. Days are calendar days. `bad_morning_attributed`
    says that a bad morning is put down to this exercise. `variant` counts from 0 in the
    list of variants that this person may use, which has `variants` entries; `step` counts
    from 0 to `max_step`. `volume_ratio` is how much was done that day, in doses.
    `other_directions_spread` counts the exercises of other directions that spread further
    down the leg in the newest session, `same_direction_red` those of its own direction at
    6 or more. `next_pre` is the number with which the next session begins; None before it
    is opened.
    """

    flags: frozenset[Flag] = frozenset()
    days_since_last_session: Count = 2
    days_since_progressed: Count = 99
    bad_morning_attributed: bool = True
    step: Count = 1
    max_step: Count = 3
    variant: Count = 1
    variants: Annotated[int, Meta(ge=1)] = 4
    strength: bool = True
    others_progressed_this_week: Count = 0
    sessions_same_day: Count = 1
    volume_ratio: Ratio = 1.0
    other_directions_spread: Count = 0
    same_direction_red: Count = 0
    weeks_without_change: Count = 0
    next_pre: Pain | None = None

    @property
    def at_floor(self) -> bool:
        """At the easiest dose of the easiest variant."""
        return self.step == 0 and self.variant == 0


class GateContext(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Today's answers, and what the gate knows besides.

    Days are calendar days; None means never. `screened_since` says that the red-flag
    questions were answered after the last session. `locked` is a lock of the whole plan,
    `strength_locked` one of its strength alone.
    """

    pre: Pain = 0
    usual_morning: Pain = 0
    flags: frozenset[Flag] = frozenset()
    days_since_last_session: Count | None = 2
    days_since_strength: Count | None = 2
    screened_since: bool = False
    locked: bool = False
    strength_locked: bool = False
