"""Reading why the rules are what they are, without an account."""

import pytest

from routines.library.conditions import known_conditions
from routines.library.sources import known_sources
from routines.progression.published.table import FAMILIES
from tests.views.pages import soup_of, text_of


def words_of(tag):
    return " ".join(tag.get_text(" ").split())


class TestEvidence:
    def test_shows_every_rule_under_its_own_anchor(self, client):
        soup = soup_of(client.get("/evidence/"))
        rows = {row["id"]: row.th.get_text() for row in soup.select("tbody tr")}
        ids = {rule.id for family in FAMILIES for rule in family.rules}
        assert {anchor: rows[anchor] for anchor in ids} == {rule: rule for rule in ids}

    def test_no_anchor_is_there_twice(self, client):
        anchors = [tag["id"] for tag in soup_of(client.get("/evidence/")).select("[id]")]
        assert len(anchors) == len(set(anchors))

    def test_a_row_says_when_what_follows_and_what_it_rests_on(self, client):
        row = soup_of(client.get("/evidence/")).find(id="R1")
        assert [words_of(cell) for cell in row.find_all(["th", "td"])] == [
            "R1",
            "6 or more during it.",
            "a little easier This exercise was a 6, so a little easier next time.",
            "fair, Thomeé 1997, Silbernagel 2007",
        ]

    @pytest.mark.parametrize(
        "said",
        [
            "no trial has tested such rules for exercising a back at home",
            "A physiotherapist should look them over",
            "not a medical device",
            "manage.py decide",
            "docs/rules.md",
        ],
    )
    def test_says_what_it_is_not_and_how_to_disagree(self, client, said):
        assert said in text_of(client.get("/evidence/"))

    def test_explains_the_words_with_the_numbers_of_the_rules(self, client):
        assert "at most 1 above usual" in text_of(client.get("/evidence/"))

    def test_leads_to_its_families_and_sources(self, client):
        soup = soup_of(client.get("/evidence/"))
        for family in FAMILIES:
            assert soup.find("a", href=f"#{family.slug}")
            assert soup.find("section", id=family.slug)
        assert soup.main.find("a", href="/evidence/sources/")

    def test_every_page_leads_to_it(self, client):
        footer = soup_of(client.get("/help/")).footer
        assert footer.find("a", href="/evidence/").get_text() == "Why these rules"


class TestSources:
    def test_names_every_source_in_full(self, client):
        text = text_of(client.get("/evidence/sources/"))
        for source in known_sources().values():
            assert source.citation in text

    def test_each_source_has_an_anchor_that_pages_link_to(self, client):
        soup = soup_of(client.get("/evidence/sources/"))
        for key, source in known_sources().items():
            assert soup.find("li", id=key).get_text() == source.citation

    def test_says_for_each_condition_why_moves_change_and_what_that_rests_on(self, client):
        section = soup_of(client.get("/evidence/sources/")).find(id="health")
        rows = [words_of(row) for row in section.select("tbody tr")]
        assert len(rows) == len(known_conditions())
        for row, told in zip(rows, known_conditions().values(), strict=True):
            assert told.why in row
            assert all(known_sources()[key].name in row for key in told.sources)

    def test_says_how_firm_each_threshold_is(self, client):
        text = text_of(client.get("/evidence/sources/"))
        assert "2 points are a change, one is not good Ostelo 2008, Suzuki 2020" in text
        assert "our design" in text
