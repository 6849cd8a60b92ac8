"""How often something may be tried, by ACCOUNT_RATE_LIMITS: counted and told in seconds."""

from __future__ import annotations

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"


class TooOften(Exception):
    """It was tried too often; in so many `seconds` it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too often, wait {seconds} s")
        self.seconds = seconds


def count(request: HttpRequest, action: str, key: str = "") -> None:
    """Count one try. Raises TooOften, and counts nothing, if there were too many."""
    if ratelimit.consume(request, app=APP, action=action, key=key) is None:
        raise TooOften(seconds_to_wait(request, action, key))


def seconds_to_wait(request: HttpRequest, action: str, key: str = "") -> int:
    """In how many seconds there may be another try; at least 1."""
    now, waits = time.time(), [1]
    for rate in ratelimit.get_rates(app=APP, action=action):
        kept = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        tries = cache.get(kept, [])
        if len(tries) >= rate.amount:
            waits.append(math.ceil(tries[rate.amount - 1] + rate.duration - now))
    return max(waits)
