"""The exercise library: exercises and their ladders of variants.

Only `manage.py load_library` writes these rows. Diaries point at them, so no row is
deleted, and the numbers of a dose never change: a new number is a new row. What the
library no longer lists keeps its row, with None as the `step` of a dose, or as the
`rank` of a variant or an exercise.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Concat, Replace
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from routines.models.fields import KeptJSONField, between, one_of
from routines.models.labels import choices_of, label_of
from routines.vocabulary import (
    OFF_THE_FLOOR,
    Area,
    Condition,
    CountedIn,
    Direction,
    Equipment,
    Kind,
    Position,
    Sides,
)

# Signs in a name that make no sound, so a search need not have them.
UNHEARD = {"'": "", "’": "", "-": " "}


def figure_of(exercise_slug: str, variant_slug: str) -> str:
    """The static file of a variant's still."""
    return f"figures/{exercise_slug}/{variant_slug}.svg"


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Questions about the library."""

    def listed(self) -> ExerciseQuerySet:
        """The exercises that the library holds now, in its order."""
        return self.filter(rank__isnull=False).order_by("rank", "pk")

    def matching(self, *, kind: str, direction: str, position: str, name: str) -> ExerciseQuerySet:
        """The exercises that fit every filter; an empty filter fits all.

        Stretch and strength each include an exercise that is both. A direction or a
        position fits if any listed variant has it. `name` is a part of any name.
        """
        matching = self
        if kind in (Kind.STRETCH, Kind.STRENGTH):
            matching = matching.filter(kind__in=[kind, Kind.STRETCH_STRENGTH])
        elif kind:
            matching = matching.filter(kind=kind)
        variants = Variant.objects.listed().filter(exercise=models.OuterRef("pk"))
        if direction:
            matching = matching.filter(models.Exists(variants.filter(direction=direction)))
        if position:
            matching = matching.filter(models.Exists(variants.filter(position=position)))
        if name:
            names: models.Func = Concat("name", models.Value(" · "), "other_names")
            for sign, plain in UNHEARD.items():
                names = Replace(names, models.Value(sign), models.Value(plain))
                name = name.replace(sign, plain)
            matching = matching.alias(names=names).filter(names__icontains=name)
        return matching


class Exercise(models.Model):
    """An exercise, such as Cobra, with a ladder of variants.

    `rank` is its place in the library, None if unlisted. `starts` maps each aim to the
    slug of the variant to begin with. `swaps` lists for each cause, the preferred first,
    the slugs of exercise and variant that replace it. `precautions` has an entry for each
    condition that changes anything: the slugs of the allowed variants (None for all), the
    longest hold in seconds (None for any) and a note. `sources` are keys of sources.
    `equipment` is what any of its variants needs. Its still is that of the variant
    `goal_slug`, and `picture` describes it. The rules change its dose only if
    `is_progressed`.
    """

    slug = models.SlugField(unique=True)
    rank = models.PositiveSmallIntegerField(null=True, unique=True)
    name = models.CharField(max_length=80)
    other_names = models.CharField(max_length=200, blank=True)
    summary = models.TextField()
    picture = models.TextField()
    goal_slug = models.SlugField(default="", editable=False)
    kind = models.CharField(max_length=20, choices=choices_of(Kind))
    direction = models.CharField(max_length=20, choices=choices_of(Direction))
    areas = KeptJSONField(default=list)
    equipment = KeptJSONField(default=list)
    is_progressed = models.BooleanField(default=True)
    starts = KeptJSONField(default=dict)
    swaps = KeptJSONField(default=dict)
    precautions = KeptJSONField(default=dict)
    sources = KeptJSONField(default=list)

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
        return [str(label_of(Area(area))) for area in self.areas]

    @property
    def equipment_names(self) -> list[str]:
        """The equipment in words."""
        return [str(label_of(Equipment(thing))) for thing in self.equipment]

    @property
    def figure(self) -> str:
        """The static file of its still."""
        return figure_of(self.slug, self.goal_slug)


class VariantQuerySet(models.QuerySet["Variant"]):
    """Questions about variants."""

    def listed(self) -> VariantQuerySet:
        """The variants on the ladders now, from easier to harder."""
        return self.filter(rank__isnull=False).order_by("exercise", "rank")


class Variant(models.Model):
    """One variant of an exercise, such as Sphinx on the ladder of Cobra.

    `rank` is its place on the ladder, None if unlisted. `easier` is the variant below it
    when the library last listed it; None for the first. A variant with `only_for` is not
    on the ordinary ladder: only people with one of these conditions use it. `picture`
    describes its figure; if `is_pictured_low`, the upper part of the figure is empty.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="variants")
    slug = models.SlugField()
    rank = models.PositiveSmallIntegerField(null=True)
    easier = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField(max_length=80)
    direction = models.CharField(max_length=20, choices=choices_of(Direction))
    position = models.CharField(max_length=20, choices=choices_of(Position))
    equipment = KeptJSONField(default=list)
    sides = models.CharField(max_length=20, choices=choices_of(Sides), default=Sides.NONE)
    counted_in = models.CharField(
        max_length=20, choices=choices_of(CountedIn), default=CountedIn.REPS
    )
    rep_seconds = models.PositiveSmallIntegerField(default=4)
    is_goal = models.BooleanField(default=False)
    is_gentle = models.BooleanField(default=False)
    steps = KeptJSONField(default=list)
    breathing = models.TextField()
    form_cue = models.TextField()
    getting_in = models.TextField(blank=True)
    getting_out = models.TextField(blank=True)
    only_for = KeptJSONField(default=list, blank=True)
    picture = models.TextField(default="")
    is_pictured_low = models.BooleanField(default=False)
    mistakes = KeptJSONField(default=list)
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
                violation_error_message=_("Another variant is the goal already."),
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
        """2 if the dose is done on each side or in each direction, else 1."""
        return 1 if self.sides == Sides.NONE else 2

    @property
    def is_on_the_floor(self) -> bool:
        """Whether a person gets down to the floor for it."""
        return self.position not in OFF_THE_FLOOR

    @property
    def only_for_names(self) -> list[str]:
        """The conditions of `only_for`, in words."""
        return [str(label_of(condition)) for condition in Condition if condition in self.only_for]

    def listed_below(self) -> Variant | None:
        """The nearest easier variant that the library lists; None if there is none."""
        below = self.easier
        while below is not None and below.rank is None:
            below = below.easier
        return below

    def listed_instead(self) -> Variant:
        """This variant if the library lists it, else the nearest easier one that it lists.

        If none is easier, the easiest one of its exercise.
        """
        if self.rank is not None:
            return self
        return self.listed_below() or self.exercise.variants.listed()[0]
