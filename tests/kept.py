"""People who take long to make: made once in a process, and put back for each test that asks."""

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.db import connection, models, transaction

from routines.models import User

type Rows = dict[type[models.Model], list[models.Model]]

# Keys that no row of a test reaches by itself.
APART = 1_000_000
_rows: dict[str, Rows] = {}


def put_back(email: str, make: Callable[[], User]) -> User:
    """The person of an email, with all rows that `make` writes for them.

    `make` runs once; from then on its rows are written as they were, with the same keys.
    """
    if email not in _rows:
        _rows[email] = _rows_of(make, APART * (len(_rows) + 1))
    for model, rows in _rows[email].items():
        model._base_manager.bulk_create(rows)
    return User.objects.get(email=email)


def _rows_of(make: Callable[[], User], apart: int) -> Rows:
    """What `make` writes; of that nothing stays."""
    with transaction.atomic():
        before = {
            model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()
        }
        if connection.vendor == "sqlite":
            # A rollback frees its keys; those of PostgreSQL are never given twice.
            _count_from(apart)
        make()
        rows = {
            model: [row for row in model._base_manager.all() if row.pk not in before[model]]
            for model in _models()
        }
        transaction.set_rollback(True)
    return {model: new for model, new in rows.items() if new}


@cache
def _models() -> tuple[type[models.Model], ...]:
    return tuple(model for model in apps.get_models() if model._meta.managed)


def _count_from(apart: int) -> None:
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, apart])
