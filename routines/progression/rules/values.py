"""What the rules take in: exposures, what surrounds them, a check-in. Frozen, without a clock."""

from __future__ import annotations

from functools import cached_property

from routines.progression.fields import decimal, flags, value, whole, word, yes_no
from routines.progression.rules.thresholds import (
    AMBER_TO,
    COMFORTABLE_TO,
    FINE_SHARE,
    RAISED_BY,
    SETTLED_WITHIN,
    STEADY_WITHIN,
)
from routines.vocabulary import (
    EMERGENCY_FLAGS,
    URGENT_FLAGS,
    Effort,
    MorningWord,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
)

# The words that stand in an order of care, the most careful last.
MOST_CAREFUL: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "quality": tuple(Quality),
    "spread": (Spread.CLOSER, Spread.NONE, Spread.FURTHER),
    "neuro": tuple(Neuro),
    "effort": tuple(Effort),
}


@value
class Exposure:
    """One exercise in one session, and how it felt (docs/rules.md, Exposures).

    Pain numbers are whole, 0-10. `morning` is None when no number was given;
    `dose` is an identity: equal numbers mean the same dose.
    """

    pre: int = whole(0, 0, 10)
    during: int = whole(0, 0, 10)
    after: int | None = whole(None, 0, 10, null=True)
    morning: int | None = whole(None, 0, 10, null=True)
    morning_word: MorningWord | None = word(None, *MorningWord)
    status: Status = word(Status.DONE, *Status)
    fraction: float = decimal(1.0, 0, 1)
    stop_reason: StopReason | None = word(None, *StopReason)
    quality: Quality = word(Quality.NONE, *Quality)
    spread: Spread = word(Spread.NONE, *Spread)
    spread_next_morning: bool = yes_no(False)
    neuro: Neuro = word(Neuro.NONE, *Neuro)
    effort: Effort = word(Effort.OK, *Effort)
    dose: int = whole(1, low=None)
    counted: bool = yes_no(True)
    usual_morning: int = whole(0, 0, 10)

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
        """A morning called better that was not, or one called worse."""
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
        """Fine, green and begun at 3 or less: clean but for the morning."""
        return self.is_fine and self.highest <= COMFORTABLE_TO

    @cached_property
    def is_steady(self) -> bool:
        """Fine at up to 5 with at most one point of rise: P2 but for the morning."""
        return self.is_fine and self.highest <= AMBER_TO and self.felt - self.pre <= STEADY_WITHIN

    def after_morning(
        self, number: int | None, word: MorningWord | None, *, spread_stays: bool
    ) -> Exposure:
        """The same exposure with its next morning."""
        return Exposure(
            self.pre,
            self.during,
            self.after,
            number,
            word,
            self.status,
            self.fraction,
            self.stop_reason,
            self.quality,
            self.spread,
            spread_stays and self.spread == Spread.FURTHER,
            self.neuro,
            self.effort,
            self.dose,
            self.counted,
            self.usual_morning,
        )


@value
class ExerciseContext:
    """What surrounds the exposures of one exercise (docs/rules.md, Deciding).

    `variant` counts from 0 in the list of variants that this person may use,
    which has `variants` entries; `step` counts from 0 to `max_step`.
    """

    flags: frozenset[str] = flags()
    days_since_last_session: int = whole(2)
    days_since_progressed: int = whole(99)
    bad_morning_attributed: bool = yes_no(True)
    step: int = whole(1)
    max_step: int = whole(3)
    variant: int = whole(1)
    variants: int = whole(4, 1)
    strength: bool = yes_no(True)
    others_progressed_this_week: int = whole(0)
    sessions_same_day: int = whole(1)
    volume_ratio: float = decimal(1.0)
    other_directions_spread: int = whole(0)
    same_direction_red: int = whole(0)
    weeks_without_change: int = whole(0)
    next_pre: int | None = whole(None, 0, 10, null=True)

    @property
    def at_floor(self) -> bool:
        """At the easiest dose of the easiest variant."""
        return self.step == 0 and self.variant == 0


@value
class GateContext:
    """Today's answers, for the gate (docs/rules.md, Before a session). None means never."""

    pre: int = whole(0, 0, 10)
    usual_morning: int = whole(0, 0, 10)
    flags: frozenset[str] = flags()
    days_since_last_session: int | None = whole(2, null=True)
    days_since_strength: int | None = whole(2, null=True)
    screened_since: bool = yes_no(False)
    locked: bool = yes_no(False)
    strength_locked: bool = yes_no(False)


KNOWN_FLAGS = EMERGENCY_FLAGS | URGENT_FLAGS
