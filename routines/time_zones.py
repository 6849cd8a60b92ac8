"""Time zones as places: the city and the country of each, its old names, and how one is typed."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

# Old names that the table of zones links across a border, to where the clock is the same.
ACROSS_A_BORDER = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
# Names that a machine has, and that say nothing of a clock.
NOT_SET = ("Factory", "localtime")


def current_name(name: str) -> str:
    """The name that a zone has today: Europe/Kyiv for Europe/Kiev.

    Unchanged where it is that already, and where it is the name of no place.
    """
    if name in _countries():
        return name
    place = _links().get(name, name)
    return place if place in _countries() else name


def is_place(name: str) -> bool:
    """Whether the zone is that of a place; UTC, Etc/GMT+3 and unknown names are not."""
    return country_of(name) != ""


def country_of(name: str) -> str:
    """The two letters of the country that the zone lies in; empty where it is no place."""
    return _countries().get(current_name(name), "")


def city_of(name: str) -> str:
    """The city that a zone is named after: "New York" for America/New_York."""
    return name.rpartition("/")[2].replace("_", " ")


def cities() -> list[str]:
    """The cities of all places, in their order."""
    return sorted(map(city_of, _countries()))


@cache
def names_of(name: str) -> list[str]:
    """The zone, and the old names for it, which some browsers still report."""
    return [name, *(old for old, new in _links().items() if new == name)]


def find(typed: str) -> str:
    """The zone that a person means who typed a city or the name of a zone; empty if unknown."""
    name = "_".join(typed.split())
    if zone := _zones_by_name().get(name.casefold()):
        return zone
    city = typed.partition(",")[0].partition("(")[0]
    return _zones_by_letters().get(_letters(city), "")


def _letters(text: str) -> str:
    """Letters and digits alone, without case or accents."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum()
    )


@cache
def _countries() -> dict[str, str]:
    """The country of each place."""
    rows = (row.split("\t") for row in _table("zone.tab") if not row.startswith("#"))
    return {zone: country for country, _, zone, *_ in rows}


@cache
def _links() -> dict[str, str]:
    """What each old name stands for."""
    rows = (row.split() for row in _table("tzdata.zi") if row.startswith("L "))
    old_names = {old: zone for _, zone, old in rows if old not in _countries()}
    return old_names | ACROSS_A_BORDER


def _table(name: str) -> list[str]:
    table = files("tzdata") / "zoneinfo" / name
    return table.read_text(encoding="utf-8").splitlines()


@cache
def _zones_by_name() -> dict[str, str]:
    """All zones, places or not, by their names and old names in small letters."""
    names = available_timezones() - set(NOT_SET)
    return {name.casefold(): current_name(name) for name in names}


@cache
def _zones_by_letters() -> dict[str, str]:
    """Places by the letters of their cities and names; a current name goes before an old one."""
    regions = {zone.partition("/")[0] for zone in _countries()}
    old_names = [old for old in _links() if old.partition("/")[0] in regions]
    zones = {}
    for name in [*old_names, *_countries()]:
        zones[_letters(city_of(name))] = zones[_letters(name)] = current_name(name)
    return zones
