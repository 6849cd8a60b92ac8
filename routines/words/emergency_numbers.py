"""Where a person is, as far as the numbers to ring go: by their clock, else by their browser.

A wrong guess costs little: the numbers of the other regions stand one tap further down.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

EU = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    ]
)


class Number(NamedTuple):
    """A number to ring: for whom, as it is dialled and as it is written."""

    where: str | Promise
    countries: frozenset[str]
    dial: str
    shown: str


EMERGENCY = [
    Number(_("United Kingdom"), frozenset({"GB"}), "999", "999"),
    Number(_("Ireland and the EU"), EU, "112", "112"),
    Number(_("United States, Canada"), frozenset({"US", "CA"}), "911", "911"),
    Number(_("Australia"), frozenset({"AU"}), "000", "000"),
    Number(_("New Zealand"), frozenset({"NZ"}), "111", "111"),
]
ADVICE = [
    Number(_("England, Scotland, Wales"), frozenset({"GB"}), "111", "111"),
    Number(_("Germany"), frozenset({"DE"}), "116117", "116 117"),
    Number(_("Most of Canada"), frozenset({"CA"}), "811", "811"),
    Number(_("Australia"), frozenset({"AU"}), "1800022222", "1800 022 222"),
    Number(_("New Zealand"), frozenset({"NZ"}), "0800611116", "0800 611 116"),
]
WITH_NUMBERS = frozenset[str]().union(*(number.countries for number in EMERGENCY))


def country_of(accept_language: str, time_zone: str) -> str:
    """The country whose numbers come first; empty where nothing tells.

    Where the clock is says more than the language, which travels with a person.
    """
    country = _countries_by_zone().get(time_zone) or _country_of_language(accept_language)
    return country if country in WITH_NUMBERS else ""


def _country_of_language(accept_language: str) -> str:
    """The region of the language that is preferred, where it names one."""
    languages = parse_accept_lang_header(accept_language.lower())
    parts = languages[0][0].split("-") if languages else []
    return next((part.upper() for part in parts[1:] if len(part) == 2), "")


@cache
def _countries_by_zone() -> dict[str, str]:
    """The country of each time zone, from the table that comes with the zones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
