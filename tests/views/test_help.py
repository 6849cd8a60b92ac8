"""Getting help: on every page, with the numbers of where one is."""

import pytest

from routines.words.emergency_numbers import country_of
from tests.factories import PersonFactory
from tests.views.pages import soup_of, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "zone", "country"),
    [
        ("en-GB,en;q=0.9", "", "GB"),
        ("en-gb", "UTC", "GB"),
        ("de-DE,de;q=0.9,en-US;q=0.8", "", "DE"),
        ("de,en-US;q=0.7,en;q=0.3", "", ""),
        ("en-US,en;q=0.5", "Europe/Berlin", "DE"),
        ("en-US", "Australia/Sydney", "AU"),
        ("en-US", "Asia/Tokyo", ""),
        ("zh-Hant-TW", "", ""),
        ("fr-CA", "", "CA"),
        ("en-NZ", "Mars/Olympus", "NZ"),
        ("*", "", ""),
        ("", "", ""),
        ("x" * 5000, "", ""),
    ],
)
def test_the_country_is_that_of_the_clock_else_of_the_language(language, zone, country):
    assert country_of(language, zone) == country


def first_numbers(client, language):
    page = soup_of(client.get("/help/", headers={"Accept-Language": language}))
    return [" ".join(one.get_text(" ").split()) for one in page.select("dl:first-of-type dt")]


class TestHelp:
    @pytest.mark.parametrize(
        ("language", "number"),
        [("en-GB", "999"), ("en-IE", "112"), ("fr-FR", "112"), ("en-US", "911"),
         ("en-CA", "911"), ("en-AU", "000"), ("en-NZ", "111")],
    )  # fmt: skip
    def test_the_own_number_comes_first_and_is_marked(self, client, language, number):
        page = soup_of(client.get("/help/", headers={"Accept-Language": language}))
        own = page.select_one(".notice--red dl")
        assert own.find("a").get_text() == number
        assert "(where you seem to be)" in own.get_text()
        assert len(page.select(".notice--red details dd")) == 5

    def test_without_a_hint_all_stand_side_by_side(self, client):
        page = soup_of(client.get("/help/", headers={"Accept-Language": "en"}))
        assert len(page.select(".notice--red dd")) == 6
        assert "where you seem to be" not in page.get_text()

    def test_where_there_is_no_advice_line_the_doctor_is_named(self, client):
        page = text_of(client.get("/help/", headers={"Accept-Language": "en-US"}))
        assert "Where you seem to be your doctor’s practice, also out of hours" in page

    def test_the_clock_of_a_person_comes_before_their_language(self, client):
        client.force_login(PersonFactory(time_zone="Europe/Dublin"))
        page = soup_of(client.get("/help/", headers={"Accept-Language": "en-US"}))
        assert page.select_one(".notice--red dl a").get_text() == "112"

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
