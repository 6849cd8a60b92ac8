"""The library, kept in the process: read once, and again after each load.

The contract, which holds for any number of processes and threads:

- Listed exercises, variants and doses are written by `library.load` alone. It renews the
  stamp in the transaction in which it writes them.
- `listed_library` asks the database for the stamp each time, and for the rows only where
  the stamp is another than that of the rows it has. The stamp is read before the rows, so
  that these are as new as their stamp, or newer; then the next stamp brings them again.
- Before the first load there is no stamp, and nothing is kept.
- All threads share these rows, so nobody may change or save them.
- A row that the library does not list any more may come and go (`Dose.one_less` makes
  some), so none is kept: `attach` reads those that it needs.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import models

from routines.models.dose import Dose
from routines.models.library import Exercise, Variant


class LibraryStamp(models.Model):
    """Which load of the library the listed rows are from. One row at most."""

    ONLY = 1

    stamp = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def renew(cls) -> None:
        """Say that the listed rows have changed; in the transaction that changes them."""
        cls.objects.update_or_create(pk=cls.ONLY, defaults={"stamp": uuid.uuid4()})


@dataclass(frozen=True, eq=False)
class ListedLibrary:
    """The exercises, variants and doses that the library lists, each by its primary key.

    The doses stand in the order of their exercises' keys, then from easier to harder. Each
    has its variant and exercise with it; those of one variant share it.
    """

    exercises: Mapping[int, Exercise]
    variants: Mapping[int, Variant]
    doses: Mapping[int, Dose]

    @cached_property
    def by_slug(self) -> dict[str, Exercise]:
        """The exercises by their slugs."""
        return {exercise.slug: exercise for exercise in self.exercises.values()}

    def exercises_of(self, keys: Iterable[int | None]) -> Mapping[int, Exercise]:
        """At least the exercises with these keys; those not listed are read from their rows."""
        return _with_unlisted(self.exercises, keys, Exercise.objects.all())

    def variants_of(self, keys: Iterable[int | None]) -> Mapping[int, Variant]:
        """At least the variants with these keys; those not listed are read from their rows."""
        return _with_unlisted(self.variants, keys, Variant.objects.all())

    def doses_of(self, keys: Iterable[int | None]) -> Mapping[int, Dose]:
        """At least the doses with these keys; those not listed are read from their rows."""
        rows = Dose.objects.select_related("variant__exercise")
        return _with_unlisted(self.doses, keys, rows)


def _with_unlisted[Row: models.Model](
    listed: Mapping[int, Row], keys: Iterable[int | None], rows: models.QuerySet[Row]
) -> Mapping[int, Row]:
    missing = set(keys) - listed.keys() - {None}
    return {**listed, **rows.in_bulk(missing)} if missing else listed


def listed_library() -> ListedLibrary:
    """What the library lists now. One statement, or two after a load."""
    stamps = LibraryStamp.objects.filter(pk=LibraryStamp.ONLY)
    return library_loaded_as(next(iter(stamps.values_list("stamp", flat=True)), None))


def library_loaded_as(stamp: uuid.UUID | None) -> ListedLibrary:
    """What the library lists, for who has just read its stamp along with something else.

    None stands for a library that was never loaded.
    """
    return _read() if stamp is None else _kept(stamp)


def forget_library() -> None:
    """Read the rows anew when they are next asked for; for tests that change them."""
    _kept.cache_clear()


@lru_cache(maxsize=1)
def _kept(stamp: uuid.UUID) -> ListedLibrary:
    return _read()


def _read() -> ListedLibrary:
    """The listed rows, in one statement, so that all of them are from one load."""
    listed = Dose.objects.filter(step__isnull=False, variant__rank__isnull=False)
    rows = listed.select_related("variant__exercise").order_by(
        "variant__exercise", "variant__rank", "step"
    )
    exercises: dict[int, Exercise] = {}
    variants: dict[int, Variant] = {}
    for dose in rows:
        variant = variants.setdefault(dose.variant_id, dose.variant)
        variant.exercise = exercises.setdefault(variant.exercise_id, variant.exercise)
        dose.variant = variant
    return ListedLibrary(exercises, variants, {dose.pk: dose for dose in rows})


def attach[Row: models.Model](
    rows: Iterable[Row],
    library: ListedLibrary,
    *,
    exercises: Collection[str] = (),
    variants: Collection[str] = (),
    doses: Collection[str] = (),
) -> list[Row]:
    """The same rows, with the library's objects in place of their foreign keys to it.

    `exercises`, `variants` and `doses` name the foreign keys. One statement more for each
    kind of which a row points at something that the library does not list.
    """
    attached = list(rows)

    def keys(names: Collection[str]) -> Iterator[int | None]:
        return (getattr(row, f"{name}_id") for row in attached for name in names)

    for names, objects in (
        (exercises, library.exercises_of(keys(exercises))),
        (variants, library.variants_of(keys(variants))),
        (doses, library.doses_of(keys(doses))),
    ):
        for row in attached:
            for name in names:
                key = getattr(row, f"{name}_id")
                if key is not None:
                    setattr(row, name, objects[key])
    return attached
