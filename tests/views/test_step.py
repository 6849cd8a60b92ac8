"""The steps of the player: shown, answered, answered by two tabs."""

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routines import coaching
from routines.coaching.health import Health
from routines.models import Variant
from routines.vocabulary import Status
from tests.factories import begin_session, give_plan, step_of
from tests.views.answers import HTMX, done
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MOST_STATEMENTS = 13
MOST_QUERIES = 8


class TestStep:
    def test_shows_what_to_do(self, as_alice, first):
        page = text_of(as_alice.get(first.get_absolute_url()))
        for words in ("Brisk walk", "5 min", "1 of 8", "Next:", "Breathing", "Something hurts"):
            assert words in page

    def test_says_when_to_stop_and_how_to_get_there(self, as_alice, first):
        variant = first.dose.variant
        response = as_alice.get(first.get_absolute_url())
        assert f"When to stop: {variant.stop_when}" in text_of(response)
        page = soup_of(response)
        summary = next(one for one in page.select("summary") if "Getting into it" in one.get_text())
        assert variant.getting_in in summary.parent.get_text()
        assert variant.getting_out in summary.parent.get_text()

    def test_done_goes_on_to_the_next(self, as_alice, first):
        response = as_alice.post(first.get_absolute_url(), done(first))
        assert (response.status_code, response.url.split("/")[-2]) == (303, "2")
        first.refresh_from_db()
        assert first.status == Status.DONE

    def test_htmx_gets_the_fragment_alone(self, as_alice, first):
        response = as_alice.get(first.get_absolute_url(), headers=HTMX)
        assert response.template_name == "player/step_detail.html#player"
        assert b"<html" not in response.content

    def test_saving_takes_few_statements(self, as_alice, first):
        with CaptureQueriesContext(connection) as queries:
            as_alice.post(first.get_absolute_url(), done(first))
        assert len(queries) <= MOST_STATEMENTS, [q["sql"][:120] for q in queries]

    def test_partly_and_not_today_say_how_much_and_why(self, as_alice, session):
        steps = list(session.steps.in_order())
        as_alice.post(
            steps[0].get_absolute_url(),
            {"version": "0", "status": "partial", "done_percent": "75", "stop_reason": "time"},
        )
        as_alice.post(
            steps[1].get_absolute_url(),
            {"version": "0", "status": "skipped", "stop_reason": "equipment"},
        )
        kept = [(s.status, s.done_percent, s.stop_reason) for s in session.steps.in_order()[:2]]
        assert kept == [("partial", 75, "time"), ("skipped", 0, "equipment")]

    def test_back_shows_what_was_said_and_lets_it_be_changed(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        page = as_alice.get(first.get_absolute_url())
        assert "Saved: Done" in text_of(page)
        assert typed(page, "version") == "1"

    def test_after_the_last_step_comes_the_last_page(self, as_alice, session):
        for step in session.steps.in_order():
            response = as_alice.post(step.get_absolute_url(), done(step))
        assert response.url == session.after_address

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"status": "done"}, "version"),
            ({"version": "x", "status": "done"}, "version"),
            ({"version": "-1", "status": "done"}, "version"),
            ({"version": "0"}, None),
            ({"version": "0", "status": "maybe"}, None),
            ({"version": "0", "status": "partial", "stop_reason": "time"}, "done_percent"),
            ({"version": "0", "status": "partial", "done_percent": "50"}, "stop_reason"),
            ({"version": "0", "status": "partial", "done_percent": "33", "stop_reason": "time"},
             "done_percent"),
            ({"version": "0", "status": "skipped"}, "stop_reason"),
            ({"version": "0", "status": "skipped", "stop_reason": "bored\x00"}, "stop_reason"),
        ],
    )  # fmt: skip
    def test_bad_input_is_answered_and_saves_nothing(self, as_alice, first, said, field):
        response = as_alice.post(first.get_absolute_url(), said)
        assert response.status_code == 422
        assert soup_of(response).select(".field__error, .notice[role=alert]")
        if field in ("done_percent", "stop_reason"):
            assert error_beside(response, field)
        first.refresh_from_db()
        assert first.status == ""

    def test_what_was_chosen_is_still_there(self, as_alice, first):
        said = {"version": "0", "status": "partial", "done_percent": "75"}
        response = as_alice.post(first.get_absolute_url(), said)
        assert typed(response, "done_percent") == ["75"]
        assert soup_of(response).select("details[open]")

    @pytest.mark.parametrize("position", [0, 9, 999999999999])
    def test_a_step_that_is_not_in_this_session_is_not_there(self, as_alice, session, position):
        address = f"/sessions/{session.pk}/steps/{position}/"
        assert as_alice.get(address).status_code == 404
        assert as_alice.post(address, {"version": "0", "status": "done"}).status_code == 404

    def test_two_tabs_are_shown_both_answers(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        said = {"version": "0", "status": "skipped", "stop_reason": "time"}
        response = as_alice.post(first.get_absolute_url(), said, headers=HTMX)
        assert response.status_code == 409
        page = text_of(response)
        assert "Saved: Done" in page
        assert "Yours: Not today (No time)" in page
        first.refresh_from_db()
        assert first.status == Status.DONE

    def test_the_second_tab_may_then_use_its_own(self, as_alice, first):
        as_alice.post(first.get_absolute_url(), done(first))
        said = {"version": "0", "status": "partial", "done_percent": "25", "stop_reason": "time"}
        response = as_alice.post(first.get_absolute_url(), said)
        form = soup_of(response).select_one(".notice form")
        again = {field["name"]: field["value"] for field in form.select("input, button")}
        as_alice.post(first.get_absolute_url(), again)
        first.refresh_from_db()
        assert (first.status, first.done_percent) == (Status.PARTIAL, 25)

    def test_the_same_answer_twice_is_no_conflict(self, as_alice, first):
        for _ in range(2):
            assert as_alice.post(first.get_absolute_url(), done(first)).status_code == 303

    def test_a_finished_session_changes_no_more(self, as_alice, session, first, monday):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        first.refresh_from_db()
        response = as_alice.post(first.get_absolute_url(), done(first))
        assert response.status_code == 422
        assert "This session is finished" in text_of(response)

    @pytest.mark.parametrize("status", ["partial", "skipped"])
    def test_a_refused_answer_stays_in_view_with_its_first_wrong_field(
        self, as_alice, first, status
    ):
        said = {"version": "0", "status": status}
        response = as_alice.post(first.get_absolute_url(), said, headers=HTMX)
        page = soup_of(response)
        focused = page.select("[autofocus]")
        wrong = "done_percent" if status == "partial" else "stop_reason"
        assert [field["name"] for field in focused] == [wrong]
        assert focused[0].find_parent("details").has_attr("open")
        assert len(page.select("details[open]")) == 1
        assert "Not saved yet" in page.select_one("details[open]").get_text()
        assert response.headers["HX-Reswap"] == "outerHTML"

    def test_the_browser_asks_for_every_choice_of_a_panel(self, as_alice, first):
        page = soup_of(as_alice.get(first.get_absolute_url()))
        choices = page.select("details form input[type=radio]")
        assert {field["name"] for field in choices} == {"done_percent", "stop_reason"}
        assert all(field.has_attr("required") for field in choices)

    @pytest.mark.parametrize("version", ["", "x", "-1", "99999"])
    def test_a_page_out_of_date_says_so_in_plain_words(self, as_alice, first, version):
        said = {"version": version, "status": "done"}
        response = as_alice.post(first.get_absolute_url(), said)
        assert "This page is out of date" in text_of(response)

    def test_what_was_left_out_looks_other_than_what_was_done(self, as_alice, session):
        one, two, three, *_ = session.steps.in_order()
        as_alice.post(one.get_absolute_url(), done(one))
        skipped = {"version": "0", "status": "skipped", "stop_reason": "time"}
        as_alice.post(two.get_absolute_url(), skipped)
        marks = soup_of(as_alice.get(three.get_absolute_url())).select(".progress li")
        assert [mark.get("class") for mark in marks[:2]] == [["is-answered"], ["is-left-out"]]

    def test_without_a_script_a_long_hold_is_told_in_minutes(self, as_alice, first):
        page = text_of(as_alice.get(first.get_absolute_url()))
        assert "Keep going for 5 minutes." in page
        assert "300" not in page

    @pytest.mark.parametrize("name", ["step_detail", "step_hurts", "step_stopped"])
    def test_a_closed_session_is_shown_in_the_diary(self, as_alice, session, first, monday, name):
        coaching.session_end.skip_rest(session, at=monday)
        coaching.session_end.close(session, after=None, differing={}, at=monday)
        for address in (first.address(name), session.address("session_gently")):
            assert as_alice.get(address).url == session.get_absolute_url()
            as_fragment = as_alice.get(address, headers=HTMX)
            assert as_fragment.headers["HX-Redirect"] == session.get_absolute_url()


class Published(StaticFilesStorage):
    """As in production, what is no file has no address."""

    def url(self, name):
        if finders.find(name) is None:
            raise ValueError(name)
        return super().url(name)


def test_a_step_whose_variant_went_from_the_library_has_no_figure(as_alice, first, settings):
    backend = {"BACKEND": f"{__name__}.{Published.__qualname__}"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    assert soup_of(as_alice.get(first.get_absolute_url())).select(".figure")
    Variant.objects.filter(pk=first.dose.variant_id).update(slug="gone", rank=None)
    response = as_alice.get(first.get_absolute_url())
    assert first.dose.variant.form_cue in text_of(response)
    assert not soup_of(response).select(".figure")


class TestForYou:
    """What a person's health asks to mind stands on the step itself."""

    @pytest.fixture
    def cat_cow(self, alice, monday):
        """That step of a person with these conditions."""

        def make(*conditions, **answers):
            alice.conditions = list(conditions)
            alice.save()
            give_plan(alice, at=monday)
            return step_of(begin_session(alice, at=monday, **answers), "cat-cow")

        return make

    def notes_on(self, response):
        return [
            note.get_text(" ", strip=True) for note in soup_of(response).select(".player__mind p")
        ]

    def test_a_note_comes_before_the_steps(self, as_alice, cat_cow):
        response = as_alice.get(cat_cow("osteoporosis").get_absolute_url())
        note = "For you: Round only a very little, and slowly; the hollow may be the bigger half."
        assert self.notes_on(response) == [note]
        page = text_of(response)
        assert page.index(note) < page.index("Round your back about half as far as it would go.")

    def test_each_condition_has_its_line(self, as_alice, cat_cow):
        response = as_alice.get(cat_cow("stenosis", "inflammatory").get_absolute_url())
        assert self.notes_on(response) == [
            "For you: Keep the hollow very small; rounding is the half that counts.",
            "For you: Move in the easy middle; do not push into either end.",
        ]

    def test_a_condition_that_changes_nothing_says_nothing(self, as_alice, cat_cow):
        response = as_alice.get(cat_cow("high_blood_pressure").get_absolute_url())
        assert self.notes_on(response) == []

    @pytest.mark.parametrize("conditions", [(), ("wrist",)])
    def test_what_the_variant_spares_anyway_needs_no_note(self, as_alice, cat_cow, conditions):
        step = cat_cow(*conditions, is_no_floor=True)
        assert step.dose.variant.slug == "seated-cat-cow"
        assert self.notes_on(as_alice.get(step.get_absolute_url())) == []

    def test_a_wrist_that_leans_has_its_note(self, as_alice, cat_cow):
        step = cat_cow("wrist")
        step.dose = step.exercise.variants.get(slug="forearm-cat-cow").doses.listed()[0]
        step.save()
        (note,) = self.notes_on(as_alice.get(step.get_absolute_url()))
        assert "forearms" in note

    def test_it_asks_the_database_little(self, as_alice, cat_cow):
        step = cat_cow("stenosis", "inflammatory")
        with CaptureQueriesContext(connection) as queries:
            as_alice.get(step.get_absolute_url())
        assert len(queries) <= MOST_QUERIES, [q["sql"][:120] for q in queries]


class TestLeftOutForHealth:
    """A condition told in the middle of a session leaves out what does not suit it."""

    @pytest.fixture
    def cobra(self, alice, session, monday):
        step = step_of(session, "cobra")
        health = Health(conditions=frozenset({"stenosis"}))
        coaching.health.record(alice, health, at=monday)
        return step

    def is_as_left(self, step):
        step.refresh_from_db()
        return (step.status, step.stop_reason, step.done_percent) == ("skipped", "other", 0)

    def test_says_why_and_offers_nothing_to_do(self, as_alice, cobra):
        response = as_alice.get(cobra.get_absolute_url())
        page = text_of(response)
        assert "Left out, because of what you told us of your health." in page
        assert "Spinal stenosis, or a vertebra that slipped: Arching back leaves the nerves" in page
        assert "Saved: Not today" not in page
        assert not soup_of(response).select("hold-timer, form")

    def test_leads_on(self, as_alice, session, cobra):
        bar = soup_of(as_alice.get(cobra.get_absolute_url())).select_one(".player__bar a")
        assert bar["href"] == session.next_step().get_absolute_url()

    @pytest.mark.parametrize("version", ["0", "1", "2"])
    def test_done_is_refused_from_whichever_page_it_comes(self, as_alice, cobra, version):
        said = {"version": version, "status": "done"}
        response = as_alice.post(cobra.get_absolute_url(), said, headers=HTMX)
        assert response.status_code == 409
        assert "Left out, because of what you told us" in text_of(response)
        assert "So nothing of it was saved" in text_of(response)
        assert self.is_as_left(cobra)

    def test_an_answer_that_lacks_something_shows_no_exercise_either(self, as_alice, cobra):
        response = as_alice.post(cobra.get_absolute_url(), {"version": "1", "status": "partial"})
        assert response.status_code == 409
        assert not soup_of(response).select("hold-timer, form")

    def test_a_side_is_not_repeated(self, as_alice, alice, session, monday):
        step = next(one for one in session.steps.in_order().with_library() if one.has_sides)
        as_alice.post(
            step.get_absolute_url(), {**done(step), "status": "skipped", "stop_reason": "time"}
        )
        health = Health(conditions=frozenset({"dizziness", "hip_replacement"}))
        coaching.health.record(alice, health, at=monday)
        page = as_alice.get(f"{step.get_absolute_url()}repeat/1/")
        assert "Left out, because of what you told us" in text_of(page)

    def test_what_was_done_before_stays_as_it_was_answered(self, as_alice, alice, session, monday):
        step = step_of(session, "cobra")
        as_alice.post(step.get_absolute_url(), done(step))
        health = Health(conditions=frozenset({"stenosis"}))
        coaching.health.record(alice, health, at=monday)
        assert "Saved: Done" in text_of(as_alice.get(step.get_absolute_url()))

    def test_what_the_person_leaves_out_alone_may_still_be_done(self, as_alice, first):
        skipped = {"version": "0", "status": "skipped", "stop_reason": "time"}
        as_alice.post(first.get_absolute_url(), skipped)
        as_alice.post(first.get_absolute_url(), {"version": "1", "status": "done"})
        first.refresh_from_db()
        assert first.status == Status.DONE
