"""Looking through the library, without an account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines.models import Exercise, RoutineItem, User, Variant
from tests.factories import PersonFactory
from tests.views.pages import error_beside, soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def names(response):
    return [heading.get_text() for heading in soup_of(response).select(".grid h3")]


class TestExerciseList:
    def test_shows_the_ten_exercises_and_the_gentle_moves(self, client):
        shown = names(client.get("/library/"))
        assert len(shown) == Exercise.objects.listed().count()
        assert shown[:4] == [
            "Brisk walking or easy cycling",
            "Torso twists",
            "Shoulder rolls",
            "Child's Pose",
        ]

    @pytest.mark.parametrize(
        ("filters", "shown"),
        [
            ({"kind": "stretch"}, ["Child's Pose", "Cat-Cow", "Seated Forward Bend", "Bridge"]),
            ({"kind": "strength"}, ["Cobra", "Bridge", "Superman", "Back Extensions"]),
            ({"direction": "flexion", "kind": "stretch"},
             ["Child's Pose", "Cat-Cow", "Seated Forward Bend"]),
            ({"direction": "mixed"}, ["Cat-Cow"]),
            ({"direction": "neutral", "kind": "strength"}, ["Bridge", "Superman"]),
            ({"direction": "neutral", "kind": "stretch"}, ["Seated Forward Bend", "Bridge"]),
            ({"position": "kneeling"}, ["Child's Pose"]),
            ({"position": "sitting"}, ["Seated Forward Bend"]),
            ({"name": "COW"}, ["Cat-Cow"]),
            ({"name": "bhujang"}, ["Cobra"]),
            ({"name": "childs"}, ["Child's Pose"]),
            ({"name": "child's"}, ["Child's Pose"]),
            ({"name": "Child’s pose"}, ["Child's Pose"]),
            ({"name": "cat cow"}, ["Cat-Cow"]),
            ({"name": "100%"}, []),
            ({"kind": "strength", "direction": "extension", "position": "all_fours"},
             ["Superman"]),
            ({"name": "nothing like it"}, []),
        ],
    )  # fmt: skip
    def test_filters_narrow_it_down(self, client, filters, shown):
        assert names(client.get("/library/", filters)) == shown

    def test_a_variant_that_went_is_not_found(self, client):
        Variant.objects.filter(exercise__slug="superman", direction="neutral").update(rank=None)
        assert names(client.get("/library/", {"direction": "neutral", "kind": "strength"})) == [
            "Bridge"
        ]

    def test_htmx_gets_the_results_alone(self, client):
        headers = {"HX-Request": "true", "HX-Target": "results"}
        response = client.get("/library/", {"kind": "stretch"}, headers=headers)
        assert response.template_name == "library/exercise_list.html#results"
        assert b"<html" not in response.content

    @pytest.mark.parametrize(
        "filters", [{"kind": "wrong"}, {"position": "x" * 999}, {"name": "a\x00b"}]
    )
    def test_a_filter_that_is_none_is_answered_and_keeps_what_was_typed(self, client, filters):
        response = client.get("/library/", {"name": "cobra", **filters})
        assert response.status_code == 422
        assert soup_of(response).select(".field__error")
        assert "Show all" in text_of(response)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("x" * 81, "80 characters at most"),
            ("a\x00b", "There is a character in it"),
        ],
    )
    def test_a_name_that_cannot_be_is_answered_beside_it(self, client, name, words):
        assert words in error_beside(client.get("/library/", {"name": name}), "name")

    def test_gentle_strength_stands_with_the_gentle_moves(self, client):
        Exercise.objects.filter(slug="pelvic-tilt").update(kind="support_strength")
        gentle = soup_of(client.get("/library/")).find("h2", string="Gentle moves")
        assert "Pelvic tilt" in gentle.find_next("ul").get_text()

    def test_what_somebody_should_leave_out_is_marked_for_them_alone(self, client):
        told = {"stenosis": {"allow": [], "longest_hold_seconds": None, "note": "Arching."}}
        Exercise.objects.update(precautions={})
        Exercise.objects.filter(slug="cobra").update(precautions=told)
        assert "Leave out" not in text_of(client.get("/library/"))
        client.force_login(PersonFactory(conditions=["knee"]))
        assert "Leave out" not in text_of(client.get("/library/"))
        client.force_login(PersonFactory(conditions=["stenosis"]))
        cards = soup_of(client.get("/library/")).select(".card--link")
        assert [c.h3.get_text() for c in cards if "Leave out" in c.get_text()] == ["Cobra"]

    def test_takes_one_query(self, client):
        with CaptureQueriesContext(connection) as queries:
            client.get("/library/", {"position": "chair"})
        assert len(queries) == 1


class TestExerciseDetail:
    def test_shows_the_ladder_with_doses_steps_and_cues(self, client):
        page = text_of(client.get("/library/cobra/"))
        for words in (
            "From easier to harder",
            "1. Lying face down",
            "4. Full Cobra",
            "30 s 45 s 60 s",
            "10 × 20 s",
            "Breathing",
            "Often goes wrong",
            "What most people aim for",
            "When to stop",
        ):
            assert words in page

    def test_only_the_goal_is_open_to_a_visitor(self, client):
        response = client.get("/library/cobra/")
        rungs = soup_of(response).select("details.rung")
        assert [rung.h3.get_text() for rung in rungs if rung.has_attr("open")] == ["4. Full Cobra"]
        assert soup_of(response).find("a", string="Start now")["href"] == "/start/"

    def test_a_still_of_the_ladder_leads_into_its_variant(self, client):
        page = soup_of(client.get("/library/cobra/"))
        links = page.select(".ladder a")
        assert len(links) == 4
        for link in links:
            # A browser unfolds what holds the target, and not the target itself.
            rung = page.find(id=link["href"].removeprefix("#")).parent
            assert rung.name == "details"
            assert link.select_one(".small").get_text() in rung.h3.get_text()

    def test_of_the_movements_only_that_of_the_goal_is_fetched_at_once(self, client):
        page = soup_of(client.get("/library/cobra/"))
        moving = page.select(".figure__moving img")
        assert len(moving) > 4
        assert [one["src"].rpartition("/")[2] for one in moving if not one.get("loading")] == [
            "full-cobra-moving.svg"
        ]

    def test_only_the_own_variant_is_open_to_who_has_one(self, as_alice):
        response = as_alice.get("/library/cobra/")
        rungs = soup_of(response).select("details.rung")
        assert [rung.h3.get_text() for rung in rungs if rung.has_attr("open")] == ["2. Sphinx"]
        assert "Yours now" in rungs[1].summary.get_text()
        assert "Start now" not in text_of(response)

    def test_it_is_theirs_only_while_it_is_in_their_week(self, as_alice, alice):
        assert "Yours now" in text_of(as_alice.get("/library/cobra/"))
        RoutineItem.objects.filter(current__exercise__slug="cobra").delete()
        assert alice.current_doses.filter(exercise__slug="cobra").exists()
        assert "Yours now" not in text_of(as_alice.get("/library/cobra/"))

    def test_an_unknown_exercise_is_not_found(self, client):
        response = client.get("/library/handstand/")
        assert response.status_code == 404
        assert "There is nothing here" in text_of(response)

    def test_says_how_to_get_into_it_and_out(self, client):
        Variant.objects.filter(slug="sphinx").update(
            getting_in="Lie down over your side.", getting_out="Push back onto all fours."
        )
        page = soup_of(client.get("/library/cobra/"))
        rung = page.find("h3", string="2. Sphinx").find_parent("details")
        said = [heading.get_text() for heading in rung.find_all("h4")]
        assert said == ["Getting into it", "How", "Getting out", "How much"]
        assert "Lie down over your side." in rung.get_text()
        assert "Push back onto all fours." in rung.get_text()

    def test_leaves_out_a_heading_without_words(self, client):
        Variant.objects.update(getting_in="", getting_out="")
        Exercise.objects.update(precautions={}, sources=[])
        page = text_of(client.get("/library/cobra/"))
        for heading in ("Getting into it", "Getting out", "Sources", "Who should change it"):
            assert heading not in page

    def test_names_its_sources_and_leads_to_them_in_full(self, client):
        Exercise.objects.filter(slug="cobra").update(sources=["may-2018", "nobody-1900"])
        sources = soup_of(client.get("/library/cobra/")).find("h2", string="Sources").parent
        assert [one["href"] for one in sources.find_all("a")] == ["/evidence/sources/#may-2018"]
        assert "May 2018: Centralization" in sources.get_text()

    def test_leads_to_the_floor_where_a_variant_is_done_there(self, client):
        assert soup_of(client.get("/library/cobra/")).main.find("a", href="/floor/")
        main = soup_of(client.get("/library/shoulder-rolls/")).main
        assert not main.find("a", href="/floor/")


COBRA = {
    "stenosis": {"allow": [], "longest_hold_seconds": None, "note": "Arching narrows the room."},
    "osteoporosis": {
        "allow": ["lying-face-down", "sphinx", "gone"],
        "longest_hold_seconds": 30,
        "note": "Stay low.",
    },
    "wrist": {"allow": ["sphinx"], "longest_hold_seconds": None, "note": "On your forearms."},
    "high_blood_pressure": {"allow": None, "longest_hold_seconds": 10, "note": "Breathe."},
    "neck": {"allow": None, "longest_hold_seconds": None, "note": "Look down."},
    "unknown": {"allow": [], "longest_hold_seconds": None, "note": "Not a condition."},
}


def rows_of(soup):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in soup.select("table.rules tbody tr")
    ]


def words_for(client, *conditions, **person):
    """What the page of Cobra says for a person with these conditions."""
    client.force_login(PersonFactory(conditions=list(conditions), **person))
    soup = soup_of(client.get("/library/cobra/"))
    own = soup.find("h2", string=lambda text: text and text.startswith("For you"))
    return " ".join(own.parent.get_text(" ").split()) if own else ""


def chips_on(soup):
    """The names on the ladder with what is said of each for the person."""
    return {
        rung.h3.get_text().split(". ")[-1]: chip.get_text(strip=True)
        for rung in soup.select("details.rung")
        for chip in rung.select(".chip")
        if chip.get_text(strip=True) in ("Suits you", "Leave out")
    }


class TestPrecautions:
    @pytest.fixture(autouse=True)
    def cobra(self, library):
        beside = Variant.objects.filter(exercise__slug="cobra").exclude(only_for=[])
        beside.update(rank=None)
        Exercise.objects.filter(slug="cobra").update(precautions=COBRA)

    def test_everybody_reads_who_should_change_it_or_leave_it_out(self, client):
        rows = rows_of(soup_of(client.get("/library/cobra/")))
        assert [row[1:] for row in rows] == [
            ["Leave it out.", "Arching narrows the room."],
            ["Only: Lying face down, Sphinx. Hold for 30 s at most.", "Stay low."],
            ["Every variant. Hold for 10 s at most.", "Breathe."],
            ["Only: Sphinx.", "On your forearms."],
            ["Every variant.", "Look down."],
        ]
        assert rows[1][0] == "Osteoporosis, or a bone that broke too easily"

    def test_nobody_is_told_anything_of_themselves_who_told_nothing(self, client):
        assert "For you" not in text_of(client.get("/library/cobra/"))
        assert words_for(client) == ""

    def test_who_should_leave_it_out_reads_so_first(self, client):
        said = words_for(client, "stenosis", "osteoporosis")
        assert said.startswith("For you: leave this one out")
        assert "Arching narrows the room." in said
        assert "Hold for" not in said

    def test_what_is_left_out_comes_without_a_word_of_how_to_do_it(self, client):
        said = words_for(client, "stenosis", "osteoporosis", "neck")
        assert "Stay low." not in said
        assert "Look down." not in said

    def test_what_no_part_of_suits_every_condition_names_them_alone(self, client):
        low = {"allow": ["lying-face-down"], "longest_hold_seconds": None, "note": "Stay low."}
        told = {**COBRA, "osteoporosis": low}
        Exercise.objects.filter(slug="cobra").update(precautions=told)
        said = words_for(client, "osteoporosis", "wrist", "neck")
        assert said.startswith("For you: leave this one out Osteoporosis")
        assert "A wrist that leaning on it hurts" in said
        assert "no part suits all of them" in said
        assert "Stay low." not in said
        assert "On your forearms." not in said
        assert "A neck problem" not in said

    def test_each_condition_has_its_say(self, client):
        said = words_for(client, "osteoporosis", "wrist", "high_blood_pressure")
        assert "These suit you: Sphinx." in said
        assert "Hold for 10 s at most" in said
        assert "Stay low." in said
        assert "On your forearms." in said

    def test_the_ladder_shows_which_are_theirs(self, client):
        client.force_login(PersonFactory(conditions=["osteoporosis"]))
        soup = soup_of(client.get("/library/cobra/"))
        assert chips_on(soup) == {
            "Lying face down": "Suits you",
            "Sphinx": "Suits you",
            "Low Cobra": "Leave out",
            "Full Cobra": "Leave out",
        }
        rungs = [rung.h3.get_text() for rung in soup.select("details.rung[open]")]
        assert rungs == ["2. Sphinx"]

    def test_a_note_alone_marks_nothing_on_the_ladder(self, client):
        said = words_for(client, "neck")
        assert said == "For you: with a small change A neck problem: Look down."
        assert chips_on(soup_of(client.get("/library/cobra/"))) == {}

    def test_who_may_do_it_as_it_is_reads_so(self, client):
        assert "Nothing that you told us of your health changes" in words_for(client, "knee")

    def test_a_condition_counts_while_it_is_in_force(self, client, clock, monday):
        told = {"allow": [], "longest_hold_seconds": None, "note": "Not on your front."}
        Exercise.objects.filter(slug="cobra").update(precautions={"pregnant": told})
        early, late = (monday.date() + timedelta(weeks=weeks) for weeks in (30, 20))
        assert words_for(client, "pregnant", due_on=early) == ""
        assert "leave this one out" in words_for(client, "pregnant", due_on=late)

    def test_an_exercise_without_precautions_says_nothing(self, client):
        Exercise.objects.filter(slug="cobra").update(precautions={})
        assert words_for(client, "stenosis") == ""

    def test_what_is_only_for_some_stands_beside_the_ladder(self, client):
        Variant.objects.filter(slug="lying-face-down").update(only_for=["no_floor"])
        soup = soup_of(client.get("/library/cobra/"))
        names = [heading.get_text() for heading in soup.select("details.rung h3")]
        assert names == ["1. Sphinx", "2. Low Cobra", "3. Full Cobra", "Lying face down"]
        beside = soup.find("h2", string="Beside the ladder").parent
        assert "for: Getting down to the floor" in " ".join(beside.get_text(" ").split())

    def test_it_is_theirs_alone_for_whom_it_is(self, client):
        Variant.objects.filter(slug="lying-face-down").update(only_for=["no_floor"])
        assert "These suit you: Sphinx." in words_for(client, "osteoporosis")
        assert "Lying face down" not in chips_on(soup_of(client.get("/library/cobra/")))
        said = words_for(client, "osteoporosis", "no_floor")
        assert "These suit you: Lying face down, Sphinx." in said

    def test_the_table_names_what_is_beside_the_ladder_only_to_those_it_is_for(self, client):
        Variant.objects.filter(slug="sphinx").update(only_for=["no_floor"])
        told = {"allow": ["lying-face-down", "sphinx"], "longest_hold_seconds": None, "note": "."}
        alone = {**told, "allow": ["sphinx"]}
        precautions = {"osteoporosis": told, "wrist": alone, "no_floor": told}
        Exercise.objects.filter(slug="cobra").update(precautions=precautions)
        said = [row[1] for row in rows_of(soup_of(client.get("/library/cobra/")))]
        assert said == ["Only: Lying face down.", "Only: Sphinx.", "Only: Lying face down, Sphinx."]

    def test_a_variant_without_a_dose_short_enough_is_left_out_as_in_plans(self, client):
        told = {"allow": None, "longest_hold_seconds": 10, "note": "Breathe."}
        Exercise.objects.filter(slug="cobra").update(precautions={"high_blood_pressure": told})
        client.force_login(PersonFactory(conditions=["high_blood_pressure"]))
        chips = chips_on(soup_of(client.get("/library/cobra/")))
        assert [name for name, chip in chips.items() if chip == "Leave out"] == ["Lying face down"]

    def test_a_variant_that_does_not_suit_is_not_called_theirs(self, as_alice, alice):
        told = {"allow": ["low-cobra"], "longest_hold_seconds": None, "note": "."}
        Exercise.objects.filter(slug="cobra").update(precautions={"wrist": told})
        assert "Yours now" in text_of(as_alice.get("/library/cobra/"))
        User.objects.update(conditions=["wrist"])
        response = as_alice.get("/library/cobra/")
        assert "Yours now" not in text_of(response)
        opened = [rung.h3.get_text() for rung in soup_of(response).select("details.rung[open]")]
        assert opened == ["3. Low Cobra"]


def test_the_notes_of_the_opening_walk_can_stand_together(client):
    client.force_login(PersonFactory(conditions=["flexion_sensitive", "stenosis"]))
    said = text_of(client.get("/library/brisk-walking/"))
    assert "a bicycle makes you lean forward" in said
    assert "A bicycle may be easier on them, unless something else here speaks against it." in said
