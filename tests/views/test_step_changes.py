"""Make it easier, swap it now, repeat a side: from the player's pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines import coaching
from routines.coaching.step_answers import StepAnswer
from tests.factories import key_of, pause, step_of
from tests.views.answers import HTMX, done
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MOST_STATEMENTS = 23
MOST_STATEMENTS_OF_A_STEP = 15


@pytest.fixture
def cobra(session):
    return step_of(session, "cobra")


@pytest.fixture
def twists(session):
    return step_of(session, "torso-twists")


def fields_of(page, address):
    """What a form of the page sends as it stands."""
    form = soup_of(page).select_one(f'form[action="{address}"]')
    return {
        field["name"]: field["value"]
        for field in form.select("input, button")
        if field.get("name")
        and field["name"] != "csrfmiddlewaretoken"
        and (field.get("type") != "radio" or field.has_attr("checked"))
    }


class TestEveryStep:
    def test_leads_to_each_of_its_outcomes(self, as_alice, session, twists):
        page = soup_of(as_alice.get(twists.get_absolute_url()))
        links = {a["href"] for a in page("a")}
        assert {
            twists.easier_address,
            twists.swap_address,
            twists.hurts_address,
            session.finish_address,
            f"{twists.get_absolute_url()}repeat/1/",
            f"{twists.get_absolute_url()}repeat/2/",
        } <= links

    def test_finish_here_stays_when_everything_is_answered(self, as_alice, session, twists):
        for step in session.steps.in_order():
            coaching.step_answers.answer(
                key_of(step),
                StepAnswer("done", 100),
                version=0,
                at=session.started_at,
            )
        page = soup_of(as_alice.get(twists.get_absolute_url()))
        assert page.select_one(f'a[href="{session.finish_address}"]')
        assert not page.select_one(f'a[href="{twists.swap_address}"]')

    def test_every_form_declares_where_it_leads(self, as_alice, session, twists):
        page = soup_of(as_alice.get(twists.get_absolute_url()))
        third = session.steps.in_order()[0].get_absolute_url()
        assert {form["data-outcome-next"] for form in page.select("form")} == {third}


class TestEasier:
    def test_shows_what_it_would_be_and_does_it(self, as_alice, cobra):
        page = as_alice.get(cobra.easier_address)
        assert "Lying face down" in text_of(page)
        said = fields_of(page, cobra.easier_address)
        page = as_alice.post(cobra.easier_address, said, follow=True)
        assert page.redirect_chain == [(cobra.get_absolute_url(), 303)]
        assert "Made easier for today" in text_of(page)
        assert "Lying face down" in text_of(page)

    def test_it_takes_few_statements(self, as_alice, cobra):
        said = fields_of(as_alice.get(cobra.easier_address), cobra.easier_address)
        with CaptureQueriesContext(connection) as queries:
            as_alice.post(cobra.easier_address, said)
        assert len(queries) <= MOST_STATEMENTS_OF_A_STEP, [q["sql"][:120] for q in queries]

    def test_sent_twice_it_is_done_once(self, as_alice, cobra):
        said = fields_of(as_alice.get(cobra.easier_address), cobra.easier_address)
        for _ in range(2):
            assert as_alice.post(cobra.easier_address, said).status_code == 303
        cobra.refresh_from_db()
        assert cobra.version == 1

    def test_from_an_old_tab_it_overwrites_nothing(self, as_alice, cobra):
        said = fields_of(as_alice.get(cobra.easier_address), cobra.easier_address)
        as_alice.post(cobra.get_absolute_url(), done(cobra))
        response = as_alice.post(cobra.easier_address, said, headers=HTMX)
        assert response.status_code == 409
        assert "nothing was overwritten" in text_of(response)
        assert "Saved: Done" in text_of(response)

    def test_at_the_easiest_it_says_what_else_there_is(self, as_alice, session):
        rolls = step_of(session, "shoulder-rolls")
        while easier := coaching.step_changes.easier_dose(rolls):
            rolls = coaching.step_changes.ease(
                key_of(rolls), easier.pk, version=rolls.version, at=session.started_at
            )
        page = as_alice.get(rolls.easier_address)
        assert "This is its easiest dose already" in text_of(page)
        assert not soup_of(page).select("form")

    @pytest.mark.parametrize(
        "said",
        [{}, {"version": "0"}, {"version": "x", "dose": "1"}, {"version": "0", "dose": "\x00"},
         {"version": "0", "dose": "-1"}, {"version": "0", "dose": "9" * 30}],
    )  # fmt: skip
    def test_bad_input_changes_nothing_and_says_so(self, as_alice, cobra, said):
        response = as_alice.post(cobra.easier_address, said)
        assert response.status_code == 422
        assert "This page is out of date" in text_of(response)
        cobra.refresh_from_db()
        assert cobra.version == 0


class TestSwap:
    @pytest.fixture
    def slug(self, cobra):
        return coaching.step_changes.swap_choices(cobra)[0].exercise.slug

    @pytest.fixture
    def said(self, slug):
        return {"version": "0", "exercise": slug, "because": "position"}

    def test_offers_exercises_with_their_doses_and_asks_why(self, as_alice, cobra):
        page = text_of(as_alice.get(cobra.swap_address))
        for choice in coaching.step_changes.swap_choices(cobra):
            assert choice.amount.dose.variant.name in page
            assert choice.amount.dose.in_words() in page
        for why in ("does not suit me today", "It hurts", "what it needs", "into the position"):
            assert why in page

    def test_the_step_is_then_another_exercise(self, as_alice, cobra, said):
        page = as_alice.post(cobra.swap_address, said, follow=True)
        assert page.redirect_chain == [(cobra.get_absolute_url(), 303)]
        assert "In place of Cobra, for today." in text_of(page)
        cobra.refresh_from_db()
        assert (cobra.exercise.slug, cobra.swapped_because) == (said["exercise"], "position")

    def test_and_may_be_swapped_back(self, as_alice, cobra, said):
        as_alice.post(cobra.swap_address, said)
        back = {"version": "1", "exercise": "cobra", "because": "unsuited"}
        page = as_alice.post(cobra.swap_address, back, follow=True)
        assert "In place of" not in text_of(page)

    def test_it_takes_few_statements(self, as_alice, cobra, said):
        with CaptureQueriesContext(connection) as queries:
            as_alice.post(cobra.swap_address, said)
        assert len(queries) <= MOST_STATEMENTS, [q["sql"][:120] for q in queries]

    def test_sent_twice_it_is_done_once(self, as_alice, cobra, said):
        for _ in range(2):
            assert as_alice.post(cobra.swap_address, said).status_code == 303
        cobra.refresh_from_db()
        assert cobra.version == 1

    def test_from_an_old_tab_it_overwrites_nothing(self, as_alice, cobra, said):
        as_alice.post(cobra.get_absolute_url(), done(cobra))
        response = as_alice.post(cobra.swap_address, said)
        assert response.status_code == 409
        assert "nothing was overwritten" in text_of(response)
        cobra.refresh_from_db()
        assert cobra.exercise.slug == "cobra"

    @pytest.mark.parametrize(
        ("change", "field", "kept"),
        [
            ({"exercise": ""}, "exercise", "because"),
            ({"exercise": "bridge"}, "exercise", "because"),
            ({"exercise": "no-such\x00"}, "exercise", "because"),
            ({"because": ""}, "because", "exercise"),
            ({"because": "bored"}, "because", "exercise"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field_and_loses_nothing(
        self, as_alice, cobra, said, change, field, kept
    ):
        response = as_alice.post(cobra.swap_address, {**said, **change}, headers=HTMX)
        assert response.status_code == 422
        assert error_beside(response, field)
        assert typed(response, kept) == [said[kept]]
        assert len(soup_of(response).select("[autofocus]")) == 1
        cobra.refresh_from_db()
        assert cobra.version == 0

    @pytest.mark.parametrize("version", ["", "x", "-1"])
    def test_a_page_out_of_date_says_so(self, as_alice, cobra, said, version):
        response = as_alice.post(cobra.swap_address, {**said, "version": version})
        assert response.status_code == 422
        assert "This page is out of date" in text_of(response)

    def test_where_nothing_fits_it_says_what_else_there_is(self, as_alice, session):
        walk = session.steps.in_order()[0]
        page = as_alice.get(walk.swap_address)
        assert "Nothing else of the same kind fits today" in text_of(page)
        assert not soup_of(page).select("[type=submit]")


class TestSides:
    def test_a_side_is_repeated_by_itself(self, as_alice, twists):
        for side, words in ((1, "The left side again"), (2, "The right side again")):
            page = as_alice.get(f"{twists.get_absolute_url()}repeat/{side}/")
            assert words in text_of(page)
            assert "Back to" in text_of(page)

    @pytest.mark.parametrize("side", [0, 3, 99999999999999999999])
    def test_there_are_two(self, as_alice, twists, side):
        assert as_alice.get(f"{twists.get_absolute_url()}repeat/{side}/").status_code == 404

    def test_what_has_no_sides_repeats_none(self, as_alice, cobra):
        assert as_alice.get(f"{cobra.get_absolute_url()}repeat/1/").status_code == 404

    def test_partly_is_asked_side_by_side(self, as_alice, twists, cobra):
        page = soup_of(as_alice.get(twists.get_absolute_url()))
        assert not page.select("[name=done_percent]")
        assert len(page.select("[name=left_percent], [name=right_percent]")) == 10
        assert "The left side: How much of it?" in page.get_text()
        page = soup_of(as_alice.get(cobra.get_absolute_url()))
        assert not page.select("[name=left_percent]")

    @pytest.mark.parametrize(
        ("left", "right", "kept"),
        [
            ("100", "25", ("partial", 62, 100, 25)),
            ("100", "100", ("done", 100, 100, 100)),
            ("0", "0", ("skipped", 0, None, None)),
        ],
    )
    def test_each_side_is_kept_and_the_step_is_their_mean(
        self, as_alice, twists, left, right, kept
    ):
        said = {"version": "0", "status": "partial", "stop_reason": "time"}
        said |= {"left_percent": left, "right_percent": right}
        assert as_alice.post(twists.get_absolute_url(), said).status_code == 303
        twists.refresh_from_db()
        told = twists.status, twists.done_percent, twists.left_percent, twists.right_percent
        assert told == kept

    @pytest.mark.parametrize("missing", ["left_percent", "right_percent"])
    def test_a_side_without_an_answer_is_asked_for(self, as_alice, twists, missing):
        said = {"version": "0", "status": "partial", "stop_reason": "time"}
        said |= {"left_percent": "75", "right_percent": "75"}
        del said[missing]
        response = as_alice.post(twists.get_absolute_url(), said)
        assert response.status_code == 422
        assert error_beside(response, missing)
        other = {"left_percent", "right_percent"} - {missing}
        assert typed(response, other.pop()) == ["75"]

    def test_without_any_both_are_asked_for(self, as_alice, twists):
        said = {"version": "0", "status": "partial", "stop_reason": "time"}
        response = as_alice.post(twists.get_absolute_url(), said)
        assert error_beside(response, "left_percent")
        assert error_beside(response, "right_percent")

    def test_a_second_tab_may_use_its_own(self, as_alice, twists):
        as_alice.post(twists.get_absolute_url(), done(twists))
        said = {"version": "0", "status": "partial", "stop_reason": "time"}
        said |= {"left_percent": "100", "right_percent": "0"}
        response = as_alice.post(twists.get_absolute_url(), said)
        assert response.status_code == 409
        form = soup_of(response).select_one(".notice form")
        again = {field["name"]: field["value"] for field in form.select("input, button")}
        as_alice.post(twists.get_absolute_url(), again)
        twists.refresh_from_db()
        assert (twists.left_percent, twists.right_percent) == (100, 0)

    def test_the_diary_says_how_much_of_each_and_what_was_changed(
        self, as_alice, session, twists, cobra, monday
    ):
        easier = coaching.step_changes.easier_dose(step_of(session, "bridge"))
        coaching.step_changes.ease(
            key_of(step_of(session, "bridge")), easier.pk, version=0, at=monday
        )
        slug = coaching.step_changes.swap_choices(cobra)[0].exercise.slug
        coaching.step_changes.swap(key_of(cobra), slug, "equipment", version=0, at=monday)
        told = StepAnswer("partial", 62, "time", 100, 25)
        coaching.step_answers.answer(key_of(twists), told, version=0, at=monday)
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        page = text_of(as_alice.get(session.get_absolute_url()))
        assert "62 %" in page
        assert "left 100 %, right 25 %" in page
        assert "made easier" in page
        assert "in place of Cobra: I do not have what it needs" in page


class TestWhereItIsNotPossible:
    NAMES = ("step_easier", "step_swap")

    @pytest.mark.parametrize("name", NAMES)
    def test_a_closed_session_is_shown_in_the_diary(self, as_alice, session, cobra, monday, name):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        assert as_alice.get(cobra.address(name)).url == session.get_absolute_url()
        response = as_alice.post(cobra.address(name), {"version": "1"})
        assert response.status_code == 422
        assert "This session is finished" in text_of(response)

    @pytest.mark.parametrize("name", NAMES)
    def test_a_paused_plan_waits(self, as_alice, alice, cobra, monday, name):
        pause(alice, "T1", at=monday)
        for method in (as_alice.get, as_alice.post):
            assert method(cobra.address(name)).url == "/plan/paused/"

    @pytest.mark.parametrize("name", NAMES)
    def test_a_stranger_finds_nothing(self, as_bob, cobra, name):
        for method in (as_bob.get, as_bob.post):
            assert method(cobra.address(name)).status_code == 404
