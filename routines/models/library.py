"""The exercise library: exercises, their ladders of variants, and doses.

Rows are written by `manage.py load_library` alone. A dose row never changes
its numbers, because diaries point at it: a new number is a new row, and a dose
that the library no longer lists keeps its row with `step` empty. The same goes
for a variant's `rank` and an exercise's `rank`.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from routines import planning
from routines.models.fields import between, one_of
from routines.models.terms import Area, CountedIn, Direction, Equipment, Kind, Position, Sides


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Questions about the library."""

    def listed(self) -> ExerciseQuerySet:
        """The exercises that the library holds now, in its order."""
        return self.filter(rank__isnull=False).order_by("rank", "pk")

    def matching(self, *, kind: str, direction: str, position: str, name: str) -> ExerciseQuerySet:
        """Those that fit every filter given; an empty filter fits all.

        Stretch and strength each include an exercise that is both. A position
        fits when any variant is done in it.
        """
        found = self
        if kind in (Kind.STRETCH, Kind.STRENGTH):
            found = found.filter(kind__in=[kind, Kind.STRETCH_STRENGTH])
        elif kind:
            found = found.filter(kind=kind)
        if direction:
            found = found.filter(direction=direction)
        if position:
            has_variant = Variant.objects.listed().filter(
                exercise=models.OuterRef("pk"), position=position
            )
            found = found.filter(models.Exists(has_variant))
        if name:
            found = found.filter(
                models.Q(name__icontains=name) | models.Q(other_names__icontains=name)
            )
        return found


class Exercise(models.Model):
    """An exercise, such as Cobra, with a ladder of variants.

    `starts` maps each aim to the slug of the variant to begin with. `swaps`
    lists, in order of preference, the exercise and variant slugs that take its
    place. `picture` says what its still shows. The rules move its dose only
    when `is_progressed`.
    """

    slug = models.SlugField(unique=True)
    rank = models.PositiveSmallIntegerField(null=True, unique=True)
    name = models.CharField(max_length=80)
    other_names = models.CharField(max_length=200, blank=True)
    summary = models.TextField()
    picture = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind)
    direction = models.CharField(max_length=20, choices=Direction)
    areas = models.JSONField(default=list)
    equipment = models.JSONField(default=list)
    is_progressed = models.BooleanField(default=True)
    starts = models.JSONField(default=dict)
    swaps = models.JSONField(default=list)

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", Kind, "exercise_kind_known"),
            one_of("direction", Direction, "exercise_direction_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page in the library."""
        return reverse("routines:exercise_detail", kwargs={"slug": self.slug})

    @property
    def area_names(self) -> list[str]:
        """The areas in words."""
        return [str(Area(area).label) for area in self.areas]

    @property
    def equipment_names(self) -> list[str]:
        """The equipment in words."""
        return [str(Equipment(thing).label) for thing in self.equipment]

    @property
    def figure(self) -> str:
        """The static file of its still."""
        return f"figures/{self.slug}.svg"


class VariantQuerySet(models.QuerySet["Variant"]):
    """Questions about variants."""

    def listed(self) -> VariantQuerySet:
        """The variants on the ladders now, from easier to harder."""
        return self.filter(rank__isnull=False).order_by("exercise", "rank")


class Variant(models.Model):
    """One rung of an exercise's ladder, such as Sphinx on the Cobra ladder."""

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="variants")
    slug = models.SlugField()
    rank = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=80)
    direction = models.CharField(max_length=20, choices=Direction)
    position = models.CharField(max_length=20, choices=Position)
    sides = models.CharField(max_length=20, choices=Sides, default=Sides.NONE)
    counted_in = models.CharField(max_length=20, choices=CountedIn, default=CountedIn.REPS)
    rep_seconds = models.PositiveSmallIntegerField(default=4)
    is_goal = models.BooleanField(default=False)
    is_gentle = models.BooleanField(default=False)
    steps = models.JSONField(default=list)
    breathing = models.TextField()
    form_cue = models.TextField()
    mistakes = models.JSONField(default=list)
    feels_like = models.TextField()
    stop_when = models.TextField()

    objects = VariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "slug"], name="variant_slug_once"),
            models.UniqueConstraint(fields=["exercise", "rank"], name="variant_rank_once"),
            models.UniqueConstraint(
                fields=["exercise"],
                condition=models.Q(is_goal=True),
                name="variant_one_goal",
            ),
            one_of("direction", Direction, "variant_direction_known"),
            one_of("position", Position, "variant_position_known"),
            one_of("sides", Sides, "variant_sides_known"),
            one_of("counted_in", CountedIn, "variant_counted_in_known"),
            between("rep_seconds", 1, 60, "variant_rep_seconds_1_to_60"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def side_count(self) -> int:
        """2 when the dose is done on each side or each way."""
        return 1 if self.sides == Sides.NONE else 2


class Dose(models.Model):
    """How much of a variant: its numbers never change once written."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="doses")
    step = models.PositiveSmallIntegerField(null=True)
    sets = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField()
    hold_seconds = models.PositiveSmallIntegerField()
    rest_seconds = models.PositiveSmallIntegerField()

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
        """How many holds one side has, over all sets."""
        return self.sets * self.reps

    def in_words(self) -> str:
        """The dose as people say it: "2 × 20 s, each side" or "8 rounds" or "5 min"."""
        variant = self.variant
        return dose_in_words(
            self.sets, self.reps, self.hold_seconds, variant.counted_in, variant.sides
        )

    def as_planned(self) -> planning.Dose:
        """The same numbers for the planner."""
        return planning.Dose(self.sets, self.reps, self.hold_seconds, self.rest_seconds)


def dose_in_words(sets: int, reps: int, hold_seconds: int, counted_in: str, sides: str) -> str:
    """A dose as people say it, from its numbers and what its variant counts in."""
    if hold_seconds:
        hold = _seconds_in_words(hold_seconds)
        amount = hold if reps == 1 else f"{reps} × {hold}"
    else:
        amount = _count_in_words(reps, counted_in)
    if sets > 1:
        amount = gettext("{sets} sets of {amount}").format(sets=sets, amount=amount)
    return amount if sides == Sides.NONE else f"{amount}, {Sides(sides).label}"


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
