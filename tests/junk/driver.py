"""Sends junk as everybody in a small world, and sees that nobody else's rows change."""

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random

import time_machine
from django.apps import apps
from django.core.cache import cache as shared_cache
from django.db import connection, models, transaction
from django.test import Client

from routines.models import User
from tests.contracts.world import NOW, Form, World
from tests.junk.requests import Junk, Request

# As many requests follow each other before what they changed is undone.
IN_A_ROW = 20
# Who has signed out is sent to the sign-in page, whatever they ask for.
SIGN_IN_FIRST = 302
TOLD_EVERY_SECONDS = 5
# A form may be sent soon after it was drawn, or long after.
LATER = [timedelta(0), timedelta(seconds=16), timedelta(hours=1), timedelta(days=1),
         timedelta(days=4), timedelta(days=40)]  # fmt: skip

type Rows = dict[int, dict[str, list[tuple[object, ...]]]]


@dataclass
class Figures:
    """What came of the junk. `faults` and `changed` are empty where all is well."""

    seed: int
    sent: int = 0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        statuses = ", ".join(f"{status} × {n:,}" for status, n in sorted(self.statuses.items()))
        rate = self.sent / self.seconds if self.seconds else 0
        return (
            f"{self.sent:,} requests in {self.seconds:,.0f} s, {rate:,.0f} a second, seed"
            f" {self.seed}; {statuses}; {len(self.faults)} server errors;"
            f" {len(self.changed)} times a row of another person changed"
        )


def send_junk(
    world: World,
    forms: Sequence[Form],
    *,
    requests: int,
    seed: int,
    progress: Callable[[Figures], object] = lambda figures: None,
) -> Figures:
    """Send junk as everybody of the world, whose clock stands at NOW, and undo what it changes.

    `forms` are those that the world is shown; `progress` is called now and then.
    """
    junk, random = Junk(world, forms, Random(seed)), Random(seed)
    figures = Figures(seed)
    before = rows_by_owner()
    began, told = time.monotonic(), 0.0
    with quiet():
        while figures.sent < requests:
            request = junk.draw()
            person = world[request.who].person
            with time_machine.travel(NOW, tick=False) as clock, transaction.atomic():
                count = min(IN_A_ROW, requests - figures.sent)
                sent = []
                for _ in range(count):
                    status = _send(world, request, figures)
                    sent.append(str(request))
                    if status == SIGN_IN_FIRST and person is not None:
                        break
                    clock.shift(random.choice(LATER) if random.random() < 0.2 else LATER[0])
                    request = junk.after(request)
                others = {owner for owner in before if person is None or owner != person.pk}
                if (what := differing(before, rows_by_owner(), others)) is not None:
                    figures.changed.append("\n".join([what, *sent]))
                transaction.set_rollback(True)
            shared_cache.clear()
            figures.seconds = time.monotonic() - began
            if figures.seconds - told >= TOLD_EVERY_SECONDS:
                told = figures.seconds
                progress(figures)
    return figures


def _send(world: World, request: Request, figures: Figures) -> int:
    """Send a request and count its answer, whose status it gives."""
    browser = world[request.who].browser()
    browser.raise_request_exception = False
    try:
        with transaction.atomic():
            response = _answered(browser, request)
            status, error = response.status_code, getattr(response, "exc_info", None)
    # Whatever it is, a server would have answered 500.
    except Exception as exception:  # noqa: BLE001
        status, error = 500, (type(exception), exception, exception.__traceback__)
    figures.sent += 1
    figures.statuses[status] += 1
    if status >= 500:
        why = "".join(traceback.format_exception(*error)[-6:]) if error else ""
        figures.faults.append(f"{status} to request {figures.sent}, {request}\n{why}")
    return status


def _answered(browser: Client, request: Request):
    response = browser.generic(
        request.method, request.address, request.body, request.content_type, headers=request.headers
    )
    if response.streaming:
        b"".join(response.streaming_content)
    return response


@contextmanager
def quiet() -> Iterator[None]:
    """Django logs each refusal; here they are meant."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@cache
def _owned() -> dict[type[models.Model], str]:
    """The models whose rows are a person's, each with the column that says whose."""
    owned: dict[type[models.Model], str] = {User: User._meta.pk.column}
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if f.related_model is User]
        if fields:
            owned[model] = fields[0].column
    return owned


def rows_by_owner() -> Rows:
    """Every row that is somebody's, by its owner, as the database holds it."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for model, owner in _owned().items():
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f'SELECT "{owner}", * FROM "{table}" ORDER BY "{key}"')
            for whose, *row in cursor.fetchall():
                rows.setdefault(whose, {}).setdefault(model._meta.label, []).append(tuple(row))
    return rows


def differing(before: Rows, after: Rows, owners: set[int]) -> str | None:
    """The first rows of these owners that differ, in words; None where all are as before."""
    for owner in sorted(owners):
        for label in sorted({*before[owner], *after.get(owner, {})}):
            was, now = before[owner].get(label), after.get(owner, {}).get(label)
            if was != now:
                return f"{label} of {owner}: {was} became {now}"
    return None
