"""Pages to read: moving safely, the first two weeks, the floor, what people ask."""

import pytest
from django.urls import reverse

from tests.views.pages import soup_of, text_of

READING = ["/safety/", "/questions/", "/first-weeks/", "/floor/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", READING)
class TestReading:
    def test_is_open_to_everybody_and_asks_nothing_of_the_database(
        self, client, address, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            assert client.get(address).status_code == 200

    def test_may_be_kept_because_it_is_about_nobody(self, client, address):
        assert "no-store" not in client.get(address).headers.get("Cache-Control", "")

    def test_leads_to_help_in_its_text(self, client, address):
        assert soup_of(client.get(address)).main.find("a", href="/help/")

    def test_is_found_from_every_footer(self, client, address):
        assert soup_of(client.get("/help/")).footer.find("a", href=address)

    def test_every_link_into_a_page_finds_its_place_there(self, client, address):
        for link in soup_of(client.get(address)).main.select('a[href*="#"]'):
            page, anchor = link["href"].split("#")
            assert soup_of(client.get(page or address)).find(id=anchor), link["href"]


class TestOffline:
    def test_is_the_same_for_everybody_and_asks_nothing(
        self, client, as_alice, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            kept = as_alice.get("/offline/")
        assert kept.content == client.get("/offline/").content
        assert "Cookie" not in kept.headers.get("Vary", "")

    def test_leads_back_to_the_address_that_was_asked_for_and_to_help(self, client):
        main = soup_of(client.get("/offline/")).main
        assert main.find("a", href="").get_text() == "Try again"
        assert main.find("a", href="/help/")


class TestQuestions:
    @pytest.mark.parametrize(
        ("anchor", "said"),
        [
            ("pain", "Nobody can promise it for one person"),
            ("levels", "Each exercise is a ladder"),
            ("before", "Always warm up"),
            ("disc", "Ask your doctor or physiotherapist first"),
            ("posture", "The best posture is the next one"),
            ("breathing", "all the way through"),
            ("often", "Two or three sessions a week"),
            ("missed", "do not add the missed one"),
            ("clothing", "Something loose"),
            ("stop", "At once, when something turns sharp"),
        ],
    )
    def test_each_question_has_an_anchor_and_an_answer(self, client, anchor, said):
        answer = soup_of(client.get("/questions/")).find(id=anchor)
        assert said in " ".join(answer.get_text(" ").split())
        assert answer.find_parent("details").summary.h2.get_text().endswith("?")

    def test_the_numbers_are_those_of_the_rules_and_name_their_sources(self, client):
        answer = soup_of(client.get("/questions/")).find(id="stop")
        words = " ".join(answer.get_text(" ").split())
        assert "up to 3 is comfortable, 4 to 5 is fine" in words
        assert "from 6 the exercise ends for today" in words
        assert answer.find("a", href=reverse("routines:evidence_sources") + "#thomee-1997")


class TestFirstWeeks:
    @pytest.mark.parametrize(
        "said",
        ["A new ache for a day or two is common", "What is not", "Sitting", "Sleeping", "Walking",
         "Getting through a bad day"],
    )  # fmt: skip
    def test_says_what_to_expect(self, client, said):
        assert said in text_of(client.get("/first-weeks/"))


class TestFloor:
    @pytest.mark.parametrize("way", ["chair", "half-kneeling", "rolling"])
    def test_each_way_leads_down_and_up(self, client, way):
        section = soup_of(client.get("/floor/")).find(id=way)
        assert [heading.get_text() for heading in section.find_all("h3")] == ["Down", "Up"]
        assert len(section.find_all("ol")) == 2

    def test_says_what_to_have_near_and_when_not_to(self, client):
        page = text_of(client.get("/floor/"))
        assert "A steady chair without wheels" in page
        assert "When not to" in page


def test_safety_and_welcome_lead_to_the_questions(client):
    for address in ("/", "/safety/"):
        assert soup_of(client.get(address)).main.find("a", href="/questions/"), address


def test_safety_leads_to_the_first_weeks_and_the_floor(client):
    main = soup_of(client.get("/safety/")).main
    assert main.find("a", href="/first-weeks/")
    assert main.find("a", href="/floor/")
