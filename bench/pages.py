"""The time of each page beside the bare one, its statements, and how both grow with a diary."""

import time
from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BARE = "/minimal/"
ROUNDS = 40


class PageCost(NamedTuple):
    """What a page costs.

    `ratio` is its time divided by that of the bare page, `statements` how many it sends to
    the database, `growth` its time after a long diary divided by that after a short one.
    """

    ratio: float
    statements: int
    growth: float


def costs(short: Client, long: Client, paths: Mapping[str, str]) -> dict[str, PageCost]:
    """The cost of each page, by name; `paths` holds their addresses.

    `short` and `long` are the browsers of two people with a few sessions and with many. All
    pages take turns in one process, so that a busy machine slows all of them alike.
    """
    spent: dict[tuple[str, Client], list[float]] = {}
    for turn in range(ROUNDS + 2):
        for client in (short, long):
            for path in (BARE, *paths.values()):
                took = _seconds(client, path)
                if turn >= 2:  # The first ones read templates and fill caches.
                    spent.setdefault((path, client), []).append(took)
    bare = median(spent[BARE, long])
    return {
        name: PageCost(
            ratio=median(spent[path, long]) / bare,
            statements=_statements(long, path),
            growth=median(spent[path, long]) / median(spent[path, short]),
        )
        for name, path in paths.items()
    }


def _seconds(client: Client, path: str) -> float:
    """Processor time of one request."""
    begins = time.process_time()
    response = client.get(path)
    took = time.process_time() - begins
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return took


def _statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
