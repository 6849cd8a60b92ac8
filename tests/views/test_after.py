"""The last page of a session, and its page in the diary."""

import pytest

from routines import coaching
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.models import Step
from tests.factories import begin_session, do_session, key_of, step_of
from tests.views.answers import REPORT, done
from tests.views.pages import error_beside, fields_in, fields_of, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestAfter:
    @pytest.fixture
    def finished(self, alice, session, monday):
        for step in session.steps.in_order():
            coaching.step_answers.answer(
                key_of(step), StepAnswer("done", 100), version=0, at=monday
            )
        return session

    def test_no_more_than_at_the_start_is_one_tap(self, as_alice, finished):
        response = as_alice.post(finished.after_address, {"same": "1"})
        finished.refresh_from_db()
        assert (response.status_code, response.url) == (303, "/today/")
        assert not finished.is_open

    def test_what_differed_is_ticked_and_told(self, as_alice, finished):
        bridge = step_of(finished, "bridge")
        prefix = f"step-{bridge.position}"
        said = {
            f"{prefix}-differed": "1",
            f"{prefix}-during": "3",
            f"{prefix}-quality": "ache",
            f"{prefix}-effort": "hard",
            f"{prefix}-spread": "none",
            f"{prefix}-neuro": "none",
            "after": "2",
        }
        as_alice.post(finished.after_address, said)
        bridge.refresh_from_db()
        finished.refresh_from_db()
        assert (bridge.during, bridge.effort, finished.after) == (3, "hard", 2)

    def test_where_it_differed_is_kept_and_may_choose_the_answer_for_the_leg(
        self, as_alice, finished
    ):
        bridge = step_of(finished, "bridge")
        prefix = f"step-{bridge.position}"
        told = {"during": "3", "quality": "ache", "effort": "ok", "spread": "none", "neuro": "none"}
        said = {f"{prefix}-{name}": value for name, value in told.items()}
        said |= {f"{prefix}-differed": "1", f"{prefix}-places": ["left_thigh"]}
        response = as_alice.post(finished.after_address, said)
        assert response.status_code == 422
        assert "Left thigh is further down" in error_beside(response, f"{prefix}-spread")
        assert typed(response, f"{prefix}-spread") == ["further"]
        said |= {f"{prefix}-noticed": "further"}
        assert as_alice.post(finished.after_address, said).status_code == 303
        bridge.refresh_from_db()
        assert (bridge.places, bridge.spread) == (["left_thigh"], "none")

    def test_a_tick_without_its_number_is_asked_for(self, as_alice, finished):
        said = {"step-1-differed": "1", "step-1-quality": "ache", "after": "2"}
        response = as_alice.post(finished.after_address, said)
        assert response.status_code == 422
        assert error_beside(response, "step-1-during")
        assert typed(response, "step-1-quality") == ["ache"]
        assert typed(response, "after") == ["2"]

    def test_a_number_without_its_tick_still_counts(self, as_alice, finished):
        said = {
            "same": "1",
            "step-1-during": "5",
            "step-1-quality": "ache",
            "step-1-effort": "ok",
            "step-1-spread": "none",
            "step-1-neuro": "none",
        }
        as_alice.post(finished.after_address, said)
        assert finished.steps.in_order()[0].during == 5

    @pytest.mark.parametrize("after", ["11", "-1", "much"])
    def test_a_wrong_number_is_answered_beside_the_row(self, as_alice, finished, after):
        response = as_alice.post(finished.after_address, {"after": after})
        assert response.status_code == 422
        assert error_beside(response, "after")

    def test_tingling_that_stays_leads_to_the_questions(self, as_alice, finished):
        said = {
            "step-1-differed": "1",
            "step-1-during": "1",
            "step-1-quality": "tingling",
        }
        assert as_alice.post(finished.after_address, said).status_code == 422
        said |= {
            "step-1-quality": "ache",
            "step-1-effort": "ok",
            "step-1-spread": "none",
            "step-1-neuro": "persistent",
        }
        response = as_alice.post(finished.after_address, said)
        assert response.url == finished.check_address
        assert finished.owner.locks.in_force().get().rule == "T1"

    def test_saying_it_twice_is_saying_it_once(self, as_alice, finished):
        for _ in range(2):
            assert as_alice.post(finished.after_address, {"same": "1"}).status_code == 303

    def test_another_answer_later_is_shown_beside_the_first(self, as_alice, finished):
        as_alice.post(finished.after_address, {"same": "1"})
        page = as_alice.post(finished.after_address, {"after": "9"})
        assert page.status_code == 409
        assert "Two different answers" in text_of(page)
        finished.refresh_from_db()
        assert finished.after == 1
        form = soup_of(page).select_one("main form")
        as_alice.post(form["action"], {one["name"]: one["value"] for one in form.select("input")})
        finished.refresh_from_db()
        assert finished.after == 9

    def test_where_it_is_changed_the_one_tap_takes_everything_back(self, as_alice, alice, monday):
        session = do_session(alice, at=monday, differing={"bridge": Felt(4, "ache")}, after=5)
        page = soup_of(as_alice.get(f"{session.after_address}?change=1"))
        button = page.select_one("[name=same]")
        assert button.get_text(strip=True) == "No more than when I started"
        form = page.find(id=button.get("form")) or button.find_parent("form")
        said = {**fields_in(form), "same": "1"}
        assert as_alice.post(session.after_address, said).status_code == 303
        session.refresh_from_db()
        assert (step_of(session, "bridge").during, session.after) == (1, 1)

    def test_it_stands_in_advance_and_leads_to_what_still_waits(self, as_alice, session, first):
        page = as_alice.get(session.after_address)
        assert "Brisk walk still waits." in text_of(page)
        (link,) = soup_of(page).select(".notice a")
        assert link["href"] == first.get_absolute_url()
        assert len(soup_of(page).select(".differs")) == session.steps.count()

    def test_what_still_waits_is_not_told_of_before_it_is_done(self, as_alice, session):
        said = {
            "step-1-during": "5",
            "step-1-quality": "ache",
            "step-1-effort": "ok",
            "step-1-spread": "none",
            "step-1-neuro": "none",
        }
        response = as_alice.post(session.after_address, said)
        assert response.status_code == 422
        assert "it still waits" in error_beside(response, "step-1-during")
        session.refresh_from_db()
        assert session.is_open

    def test_finish_here_leaves_out_what_is_to_come(self, as_alice, session, first):
        as_alice.post(first.get_absolute_url(), done(first))
        assert "Finish here?" in text_of(as_alice.get(session.finish_address))
        response = as_alice.post(session.finish_address)
        assert response.url == session.after_address
        assert not Step.objects.filter(session=session, status="").exists()

    def test_a_closed_session_is_a_page_of_the_diary(self, as_alice, finished):
        as_alice.post(finished.after_address, {"same": "1"})
        page = text_of(as_alice.get(finished.get_absolute_url()))
        assert "Monday 23 November" in page
        assert "Your back at the start: 1" in page
        for name in ("session_run", "session_finish", "session_after"):
            assert as_alice.get(finished.address(name)).url == finished.get_absolute_url()

    def test_what_was_reported_is_named_beside_the_rest(self, as_alice, session, first):
        as_alice.post(first.hurts_address, REPORT)
        as_alice.post(session.finish_address)
        page = as_alice.get(session.after_address)
        button = " ".join(soup_of(page).select_one("[name=same]").get_text().split())
        assert button == "Apart from Brisk walk (6), no more than when I started"
        assert "6 is noted" in text_of(page)

    def test_and_it_is_kept(self, as_alice, session, first):
        as_alice.post(first.hurts_address, REPORT)
        as_alice.post(session.finish_address)
        page = soup_of(as_alice.get(session.after_address))
        said = {
            field["name"]: field.get("value", "on")
            for field in page.select("form input")
            if field["type"] == "hidden" or field.has_attr("checked")
        }
        as_alice.post(session.after_address, {**said, "same": "1"})
        first.refresh_from_db()
        assert (first.during, first.quality) == (6, "ache")

    def test_today_says_that_it_is_saved_and_what_comes(self, as_alice, finished):
        for _ in range(2):
            as_alice.post(finished.after_address, {"same": "1"})
        page = text_of(as_alice.get("/today/"))
        assert page.count("Saved: 8 exercises. Tomorrow morning we ask one question") == 1
        assert "Saved:" not in text_of(as_alice.get("/today/"))


def test_the_record_shows_a_number_only_where_it_differed(as_alice, alice, monday):
    felt = {"bridge": Felt(4, "ache")}
    session = do_session(alice, at=monday, differing=felt)
    page = soup_of(as_alice.get(f"/sessions/{session.pk}/"))
    chips = [" ".join(chip.get_text(" ").split()) for chip in page.select("li .chip")]
    assert sorted(set(chips)) == ["Done", "Done · 4"]
    assert chips.count("Done · 4") == 1


def test_a_stop_stays_noted_where_how_it_felt_is_changed(as_alice, alice, monday):
    session = begin_session(alice, at=monday)
    step = session.steps.in_order()[2]
    said = {**REPORT, "during": "7", "quality": "sharp"}
    as_alice.post(step.hurts_address, said)
    coaching.session_end.skip_rest(session, at=monday)
    as_alice.post(session.after_address, {"same": "1"})
    page = as_alice.get(f"{session.after_address}?change=1")
    assert "stopped at 7; that stays noted" in text_of(page)
    as_alice.post(session.after_address, fields_of(page, session.after_address))
    step.refresh_from_db()
    assert (step.during, step.was_stopped) == (7, True)
