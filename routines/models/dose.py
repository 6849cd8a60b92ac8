"""Doses, which say how much of a variant to do, and their words."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.utils.translation import get_language, gettext, ngettext

from routines.models.fields import between
from routines.models.labels import label_of
from routines.models.library import Variant
from routines.vocabulary import CountedIn, Sides


class DoseQuerySet(models.QuerySet["Dose"]):
    """Questions about doses."""

    def listed(self) -> DoseQuerySet:
        """The doses that the library holds now, from first to last of each variant."""
        return self.filter(step__isnull=False).order_by("variant", "step")


class Dose(models.Model):
    """How much of a variant to do. Its numbers never change once written.

    `step` is its place among the doses of the variant, from 0; None if the library no
    longer lists it.
    """

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="doses")
    step = models.PositiveSmallIntegerField(null=True)
    sets = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField()
    hold_seconds = models.PositiveSmallIntegerField()
    rest_seconds = models.PositiveSmallIntegerField()

    objects = DoseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "step"], name="dose_step_once"),
            models.UniqueConstraint(
                fields=["variant", "sets", "reps", "hold_seconds", "rest_seconds"],
                name="dose_numbers_once",
            ),
            between("sets", 1, 5, "dose_sets_1_to_5"),
            between("reps", 1, 30, "dose_reps_1_to_30"),
            between("hold_seconds", 0, 600, "dose_hold_seconds_0_to_600"),
            between("rest_seconds", 0, 120, "dose_rest_seconds_0_to_120"),
        ]

    def __str__(self) -> str:
        return self.in_words()

    @property
    def total_holds(self) -> int:
        """How many holds of one side there are in all sets."""
        return self.sets * self.reps

    def in_words(self) -> str:
        """The dose in words, such as "2 × 20 s, each side", "8 rounds" or "5 min"."""
        variant = self.variant
        return dose_in_words(
            self.sets, self.reps, self.hold_seconds, variant.counted_in, variant.sides
        )

    def of_one_side(self) -> str:
        """The dose of one side, or of one direction, in words."""
        counted_in = self.variant.counted_in
        return dose_in_words(self.sets, self.reps, self.hold_seconds, counted_in, Sides.NONE)

    def less(self) -> Dose:
        """A dose with a set less or, if it has one set, about a third less of that. Not saved."""
        sets, reps, hold_seconds = self.sets, self.reps, self.hold_seconds
        if sets > 1:
            sets -= 1
        elif reps > 1:
            reps -= max(reps // 3, 1)
        else:
            hold_seconds -= hold_seconds // 3
        return Dose(
            variant=self.variant,
            sets=sets,
            reps=reps,
            hold_seconds=hold_seconds,
            rest_seconds=self.rest_seconds,
        )

    def one_less(self) -> Dose:
        """The saved dose with the numbers of `less`; creates it if it is missing."""
        less = self.less()
        row, _ = Dose.objects.get_or_create(
            variant=less.variant,
            sets=less.sets,
            reps=less.reps,
            hold_seconds=less.hold_seconds,
            rest_seconds=less.rest_seconds,
        )
        return row

    def listed_instead(self) -> Dose:
        """This dose if the library lists it, else the nearest easier dose that it lists.

        If its variant is still listed: the last dose of that with no higher number, else
        the first. If not: the last dose of the nearest easier variant or, without one, the
        first dose of the easiest variant.
        """
        if self.step is not None:
            return self
        if self.variant.rank is not None:
            doses = self.variant.doses.listed()
            easier = doses.filter(
                sets__lte=self.sets, reps__lte=self.reps, hold_seconds__lte=self.hold_seconds
            )
            return easier.last() or doses[0]
        below = self.variant.listed_below()
        if below is not None:
            return below.doses.listed().reverse()[0]
        return self.variant.listed_instead().doses.listed()[0]


def dose_in_words(sets: int, reps: int, hold_seconds: int, counted_in: str, sides: str) -> str:
    """A dose in words; `counted_in` and `sides` are those of its variant."""
    return _in_words(get_language(), sets, reps, hold_seconds, counted_in, sides)


# A page shows the same few doses again and again.
@lru_cache(maxsize=2048)
def _in_words(
    language: str | None, sets: int, reps: int, hold_seconds: int, counted_in: str, sides: str
) -> str:
    """The same in the active language, which `language` names."""
    if hold_seconds:
        hold = _seconds_in_words(hold_seconds)
        amount = hold if reps == 1 else f"{reps} × {hold}"
    else:
        amount = _count_in_words(reps, counted_in)
    if sets > 1:
        amount = gettext("{sets} sets of {amount}").format(sets=sets, amount=amount)
    return amount if sides == Sides.NONE else f"{amount}, {label_of(Sides(sides))}"


def _count_in_words(count: int, counted_in: str) -> str:
    match counted_in:
        case CountedIn.BREATHS:
            words = ngettext("{count} breath", "{count} breaths", count)
        case CountedIn.ROUNDS:
            words = ngettext("{count} round", "{count} rounds", count)
        case _:
            words = ngettext("{count} time", "{count} times", count)
    return words.format(count=count)


def _seconds_in_words(seconds: int) -> str:
    if seconds >= 120 and seconds % 60 == 0:
        return gettext("{minutes} min").format(minutes=seconds // 60)
    return gettext("{seconds} s").format(seconds=seconds)
