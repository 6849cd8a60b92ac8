"""Looking through the library, without an account."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines.models import Variant
from tests.views.pages import error_beside, soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def names(response):
    return [heading.get_text() for heading in soup_of(response).select(".grid h3")]


class TestExerciseList:
    def test_shows_the_ten_exercises_and_the_gentle_moves(self, client):
        shown = names(client.get("/library/"))
        assert len(shown) == 18
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
            ({"direction": "flexion"},
             ["Child's Pose", "Cat-Cow", "Seated Forward Bend", "Knee to chest"]),
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

    def test_only_the_own_variant_is_open_to_who_has_one(self, as_alice):
        response = as_alice.get("/library/cobra/")
        rungs = soup_of(response).select("details.rung")
        assert [rung.h3.get_text() for rung in rungs if rung.has_attr("open")] == ["2. Sphinx"]
        assert "Yours now" in rungs[1].summary.get_text()
        assert "Start now" not in text_of(response)

    def test_an_unknown_exercise_is_not_found(self, client):
        response = client.get("/library/handstand/")
        assert response.status_code == 404
        assert "There is nothing here" in text_of(response)
