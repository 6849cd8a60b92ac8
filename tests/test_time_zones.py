"""Time zones as places: what a browser reports, and what a person types."""

from zoneinfo import ZoneInfo

import pytest

from routines import time_zones


@pytest.mark.parametrize(
    ("name", "zone", "country"),
    [
        ("Europe/Berlin", "Europe/Berlin", "DE"),
        ("Europe/Amsterdam", "Europe/Amsterdam", "NL"),
        ("Asia/Calcutta", "Asia/Kolkata", "IN"),
        ("Europe/Kiev", "Europe/Kyiv", "UA"),
        ("US/Eastern", "America/New_York", "US"),
        ("GB", "Europe/London", "GB"),
        ("Eire", "Europe/Dublin", "IE"),
        ("NZ", "Pacific/Auckland", "NZ"),
        ("Iceland", "Atlantic/Reykjavik", "IS"),
        ("America/Coral_Harbour", "America/Atikokan", "CA"),
    ],
)
def test_an_old_name_counts_as_its_place(name, zone, country):
    assert time_zones.current_name(name) == zone
    assert time_zones.country_of(name) == country
    assert time_zones.is_place(name)


@pytest.mark.parametrize(
    "name", ["", "UTC", "Etc/UTC", "Etc/GMT+3", "Etc/Unknown", "Mars/Base", "Factory", "x" * 5000]
)
def test_what_lies_nowhere_is_no_place(name):
    assert time_zones.current_name(name) == name
    assert time_zones.country_of(name) == ""
    assert not time_zones.is_place(name)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("  berlin ", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("Berlin (Germany)", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("St. John's", "America/St_Johns"),
        ("Calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("europe/berlin", "Europe/Berlin"),
        ("Europe Berlin", "Europe/Berlin"),
        ("US/Eastern", "America/New_York"),
        ("Portugal", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("etc/gmt-3", "Etc/GMT-3"),
    ],
)
def test_a_city_is_found_as_it_is_typed(typed, zone):
    assert time_zones.find(typed) == zone


@pytest.mark.parametrize(
    "typed",
    ["", " ", ",", "Atlantis", "Mars/Olympus", "Etc/Unknown", "../../etc/passwd", "Factory",
     "Europe", "localtime", "posix/Europe/Berlin", "Берлин", "\x00", "x" * 5000],
)  # fmt: skip
def test_what_cannot_be_found_is_not_guessed(typed):
    assert time_zones.find(typed) == ""


def test_every_city_of_the_list_is_found_and_keeps_a_clock():
    cities = time_zones.cities()
    assert {"Berlin", "New York", "Auckland", "Kolkata"} <= set(cities)
    assert len(cities) == len(set(cities))
    for city in cities:
        zone = time_zones.find(city)
        assert time_zones.city_of(zone) == city
        assert ZoneInfo(zone)


def test_every_old_name_leads_to_a_place_that_keeps_the_same_clock():
    for alias in ("Asia/Calcutta", "US/Pacific", "Australia/ACT"):
        assert alias in time_zones.names_of(time_zones.current_name(alias))


def test_a_zone_comes_with_its_old_names():
    assert time_zones.names_of("Asia/Kolkata") == ["Asia/Kolkata", "Asia/Calcutta"]
    assert time_zones.names_of("UTC") == ["UTC"]
