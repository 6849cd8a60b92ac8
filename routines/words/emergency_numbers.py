"""The numbers to ring: in an emergency, and for medical advice.

A person is where their time zone is. The language of a browser only guesses, because it
travels with a person and comes with a machine: its number never stands without 112.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from routines import time_zones

EU = frozenset(
    [
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    ]
)
US = frozenset(["US", "AS", "GU", "MP", "PR", "VI"])


class Number(NamedTuple):
    """A number to ring: for whom, as it is dialled and as it is written."""

    where: str | Promise
    countries: frozenset[str]
    dial: str
    shown: str


EMERGENCY = [
    Number(_("United Kingdom"), frozenset({"GB"}), "999", "999"),
    Number(_("Ireland and the EU"), EU, "112", "112"),
    Number(_("United States, Canada"), US | {"CA"}, "911", "911"),
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
EVERYWHERE = next(number for number in EMERGENCY if number.dial == "112")


class Numbers(NamedTuple):
    """The numbers of one page, in the order to show them.

    `first` is the one to ring, and None where only words say whom to ask. `beside` are
    those that may be right as well. `city` names the time zone that told the first one;
    it is empty where no time zone did.
    """

    first: Number | None
    beside: list[Number]
    others: list[Number]
    city: str


def emergency_numbers(*, time_zone: str, accept_language: str) -> Numbers:
    """The number for an emergency where the person is, 112 where that is not known.

    The number of the country that the browser's language names stands beside it, and then
    112 as well.
    """
    own = _number_of(EMERGENCY, time_zones.country_of(time_zone))
    guess = _number_of(EMERGENCY, country_of_language(accept_language))
    first = own or EVERYWHERE
    guesses = [guess, EVERYWHERE] if guess and guess != first else []
    shown = list(dict.fromkeys([first, *guesses]))
    return Numbers(
        first=first,
        beside=shown[1:],
        others=[number for number in EMERGENCY if number not in shown],
        city=_city(time_zone) if own else "",
    )


def advice_numbers(*, time_zone: str) -> Numbers:
    """The medical advice line where the person is; no first number where none is known."""
    own = _number_of(ADVICE, time_zones.country_of(time_zone))
    others = [number for number in ADVICE if number != own]
    return Numbers(own, [], others, _city(time_zone) if own else "")


def _number_of(numbers: list[Number], country: str) -> Number | None:
    return next((number for number in numbers if country in number.countries), None)


def _city(time_zone: str) -> str:
    return time_zones.city_of(time_zones.current_name(time_zone))


def country_of_language(accept_language: str) -> str:
    """The region of the language that is preferred; empty where it names none."""
    languages = parse_accept_lang_header(accept_language.lower())
    parts = languages[0][0].split("-") if languages else []
    return next((part.upper() for part in parts[1:] if len(part) == 2), "")
