"""Getting help: on every page, with the number of where one is, and first of all to tap."""

import pytest

from routines.models import User
from routines.words.emergency_numbers import advice_numbers, emergency_numbers
from tests.factories import PersonFactory, pause
from tests.views.conftest import NONE
from tests.views.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"


@pytest.mark.parametrize(
    ("zone", "language", "first", "beside"),
    [
        ("Europe/Berlin", "de-DE,de;q=0.9,en-US;q=0.8", "112", []),
        ("Europe/Berlin", "en-US,en;q=0.5", "112", ["911"]),
        ("Europe/Berlin", "en-GB", "112", ["999"]),
        ("Europe/Berlin", "fr-FR", "112", []),
        ("Europe/London", "en-GB", "999", []),
        ("Europe/London", "en-US", "999", ["911", "112"]),
        ("GB", "en-GB", "999", []),
        ("US/Eastern", "en-US", "911", []),
        ("America/Puerto_Rico", "en-US", "911", []),
        ("America/New_York", "de-DE", "911", ["112"]),
        ("Australia/Sydney", "en-US", "000", ["911", "112"]),
        ("NZ", "", "111", []),
        # Where the place is not known, or has no number of ours.
        ("UTC", "en-US", "112", ["911"]),
        ("", "en-GB,en;q=0.9", "112", ["999"]),
        ("", "en-gb", "112", ["999"]),
        ("Mars/Olympus", "en-NZ", "112", ["111"]),
        ("Asia/Tokyo", "en-US", "112", ["911"]),
        ("Asia/Tokyo", "ja-JP", "112", []),
        ("", "de,en-US;q=0.7,en;q=0.3", "112", []),
        ("", "zh-Hant-TW", "112", []),
        ("", "fr-CA", "112", ["911"]),
        ("", "*", "112", []),
        ("", "", "112", []),
        ("x" * 5000, "x" * 5000, "112", []),
    ],
)
def test_the_number_is_that_of_the_clock_and_never_of_the_language_alone(
    zone, language, first, beside
):
    numbers = emergency_numbers(time_zone=zone, accept_language=language)
    assert numbers.first.dial == first
    assert [number.dial for number in numbers.beside] == beside
    shown = [numbers.first, *numbers.beside, *numbers.others]
    assert sorted(number.dial for number in shown) == ["000", "111", "112", "911", "999"]


@pytest.mark.parametrize(
    ("zone", "line", "city"),
    [("Europe/Berlin", "116117", "Berlin"), ("GB", "111", "London"), ("Europe/Paris", None, ""),
     ("America/New_York", None, ""), ("UTC", None, "")],
)  # fmt: skip
def test_the_advice_line_is_that_of_the_clock(zone, line, city):
    numbers = advice_numbers(time_zone=zone)
    assert (numbers.first and numbers.first.dial, numbers.city) == (line, city)


def controls_of(response):
    """What can be reached by Tab in the page itself, in its order."""
    return soup_of(response).main.select(CONTROLS)


class TestHelp:
    def test_the_first_thing_to_tap_is_the_call(self, client):
        client.force_login(PersonFactory(time_zone="Europe/Dublin"))
        first = controls_of(client.get("/help/", headers={"Accept-Language": "en-IE"}))[0]
        assert (first.get_text().strip(), first["href"]) == ("Call 112", "tel:112")
        assert {"button--big", "call--red"} <= set(first["class"])

    def test_the_place_is_named_in_words(self, client):
        client.force_login(PersonFactory(time_zone="GB"))
        page = text_of(client.get("/help/", headers={"Accept-Language": "en-US"}))
        assert "United Kingdom: the emergency number where you live" in page
        assert "your diary keeps the time of London" in page

    def test_without_a_place_112_comes_first_and_the_list_is_open(self, client):
        response = client.get("/help/", headers={"Accept-Language": "en-US"})
        assert [one.get("href") for one in controls_of(response)[:2]] == ["tel:112", "tel:911"]
        assert "Call 911: United States, Canada" in text_of(response)
        assert soup_of(response).select("details[open]")[0].find("a", string="000")
        assert "where you seem to be" not in text_of(response).lower()
        assert "where you live" not in text_of(response)

    def test_with_a_place_the_list_is_closed(self, client):
        client.force_login(PersonFactory(time_zone="Europe/Berlin"))
        assert not soup_of(client.get("/help/")).select("details[open]")

    def test_the_advice_line_is_a_control_too(self, client):
        client.force_login(PersonFactory(time_zone="Europe/Berlin"))
        assert soup_of(client.get("/help/")).find("a", href="tel:116117", class_="call")

    def test_where_there_is_no_advice_line_the_doctor_is_named(self, client):
        client.force_login(PersonFactory(time_zone="America/New_York"))
        block = soup_of(client.get("/help/")).select_one("p.call")
        assert "Ask your doctor’s practice for an urgent appointment" in block.get_text()

    def test_it_is_the_same_page_for_everybody_of_a_place(self, client):
        pages = []
        for _ in range(2):
            client.force_login(PersonFactory(time_zone="Europe/London"))
            pages.append(client.get("/help/").content)
        assert pages[0] == pages[1]

    def test_it_depends_on_the_language_that_is_asked_for(self, client):
        assert "Accept-Language" in client.get("/help/").headers["Vary"]

    def test_it_leaves_messages_to_other_pages(self, as_alice):
        as_alice.post("/discomfort/", {"number": "2"})
        assert "Saved." not in text_of(as_alice.get("/help/"))
        assert "Saved." in text_of(as_alice.get("/today/"))


class TestTheFirstForm:
    """The browser's time zone travels with the red-flag questions, before anything is asked."""

    def advice(self, client, **answers):
        headers = {"Accept-Language": "en-US"}
        return client.post("/start/", {**NONE, **answers}, headers=headers, follow=True)

    @pytest.mark.parametrize("flag", [{"emergency": "chest_pain"}, {"urgent": "weight_loss"}])
    def test_its_zone_tells_the_first_number(self, client, flag):
        page = self.advice(client, **flag, time_zone="Europe/Berlin")
        calls = [one["href"] for one in controls_of(page) if one.get("href", "").startswith("tel:")]
        assert [call for call in calls if call != "tel:116117"][:2] == ["tel:112", "tel:911"]
        assert User.objects.get().time_zone == "Europe/Berlin"

    def test_its_zone_is_kept_also_where_the_rest_of_the_form_is_missing(self, client):
        answers = {"emergency": "chest_pain", "time_zone": "Europe/Berlin"}
        client.post("/start/", answers, follow=True)
        assert User.objects.get().time_zone == "Europe/Berlin"

    def test_an_old_name_is_kept_as_its_place(self, client):
        self.advice(client, emergency="chest_pain", time_zone="US/Eastern")
        assert User.objects.get().time_zone == "America/New_York"

    @pytest.mark.parametrize(
        "zone",
        ["Etc/Unknown", "Mars/Base", "", "UTC", "Etc/GMT+3", "x" * 5000, "Europe/\x00Berlin"],
    )
    def test_one_that_is_no_place_is_nobodys_mistake(self, client, zone):
        page = self.advice(client, emergency="chest_pain", time_zone=zone)
        assert page.redirect_chain[-1][0] == "/plan/paused/"
        assert controls_of(page)[0]["href"] == "tel:112"
        assert User.objects.get().time_zone == "UTC"

    def test_who_signed_up_before_is_placed_too(self, client):
        client.force_login(person := PersonFactory(usual_morning=None))
        self.advice(client, time_zone="Europe/Berlin")
        person.refresh_from_db()
        assert person.time_zone == "Europe/Berlin"

    def test_what_set_up_asked_for_is_not_overwritten(self, as_alice, alice):
        alice.move_to("Europe/Lisbon")
        self.advice(as_alice, time_zone="Europe/Berlin")
        alice.refresh_from_db()
        assert alice.time_zone == "Europe/Lisbon"


class TestPaused:
    @pytest.fixture
    def in_berlin(self, as_alice, alice):
        alice.move_to("Europe/Berlin")
        return as_alice

    def calls(self, response):
        """The big controls and blocks that say whom to call, in their order."""
        return [one.get("href") for one in soup_of(response).main.select(".call")]

    def test_an_emergency_is_called_first(self, in_berlin):
        in_berlin.post("/start/", {**NONE, "emergency": "chest_pain"})
        page = in_berlin.get("/plan/paused/")
        assert controls_of(page)[0]["href"] == "tel:112"
        assert "call--red" in controls_of(page)[0]["class"]

    @pytest.mark.parametrize("rule", ["U1", "T1", "T2"])
    def test_an_urgent_appointment_comes_first_and_the_call_second(
        self, in_berlin, alice, monday, rule
    ):
        pause(alice, rule, at=monday)
        page = in_berlin.get("/plan/paused/")
        assert [one["href"] for one in controls_of(page)[:2]] == ["tel:116117", "tel:112"]
        assert self.calls(page) == ["tel:116117", "tel:112"]

    @pytest.mark.parametrize("rule", ["U1", "T1", "T2"])
    def test_without_a_line_the_appointment_is_said_as_large(self, as_alice, alice, monday, rule):
        pause(alice, rule, at=monday)
        page = as_alice.get("/plan/paused/")
        assert self.calls(page) == [None, "tel:112"]
        assert "urgent appointment" in soup_of(page).main.select_one(".call").get_text()

    def test_a_pause_of_strength_is_no_alarm(self, in_berlin, alice, monday):
        pause(alice, "T5", at=monday)
        page = in_berlin.get("/plan/paused/")
        assert "A physiotherapist or your doctor can see" in text_of(page)
        assert self.calls(page) == []
        assert not soup_of(page).main.select(".notice--red, .notice--amber, a[href^=tel]")
        assert "emergency" not in text_of(page).lower()


def test_in_the_player_the_numbers_stand_in_the_page(as_alice, alice, first):
    alice.move_to("Europe/Berlin")
    help_ = soup_of(as_alice.get(first.get_absolute_url())).select_one("footer > details")
    assert not help_.has_attr("open")
    assert help_.find("a", href="tel:112").get_text().strip() == "Call 112"
    assert help_.find("a", href="/help/")
