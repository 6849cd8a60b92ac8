"""Where the time of one page goes, by part of the stack."""

import cProfile
import pstats
from collections import defaultdict

from django.test import Client

PARTS = [
    ("the database driver", ("sqlite3", "psycopg")),
    ("Django's ORM", ("django/db/",)),
    ("Django's templates", ("django/template/", "django/templatetags/", "django/utils/safestring")),
    ("translation", ("django/utils/translation", "gettext")),
    ("addresses", ("django/urls/",)),
    ("sessions and sign-in", ("django/contrib/sessions", "django/contrib/auth", "allauth")),
    ("middleware and requests", ("django/middleware", "django/core/handlers", "django/http")),
    ("signing and hashing", ("django/core/signing", "django/utils/crypto", "hmac", "hashlib")),
    ("Backflex itself", ("/routines/", "/backflex/")),
]


def profile_page(client: Client, path: str, times: int) -> list[tuple[str, float]]:
    """Milliseconds of a request in each part of the stack, the largest first."""
    client.get(path)
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(times):
        client.get(path)
    profiler.disable()
    spent: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():
        spent[_part(file, name)] += own
    return sorted(
        ((part, 1000 * seconds / times) for part, seconds in spent.items()),
        key=lambda row: -row[1],
    )


def _part(file: str, name: str) -> str:
    for part, marks in PARTS:
        if any(mark in file or mark in name for mark in marks):
            return part
    return "Python and the rest"
