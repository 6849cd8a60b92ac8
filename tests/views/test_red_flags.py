"""A red flag reaches the rules, whatever else was sent, whenever, and from which tab."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from routines.models import PlanEntry
from tests.factories import begin_session, do_session, next_planned
from tests.views.answers import HTMX, REPORT
from tests.views.conftest import NONE
from tests.views.pages import fields_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HOUR = timedelta(hours=1)


def is_told(person, response, rule="E1"):
    """Whether it led to the pause page, with the lock and its line in the ledger."""
    to = response.headers.get("HX-Redirect") or response.headers.get("Location")
    lines = PlanEntry.objects.filter(owner=person, rule=rule)
    return (to, person.locks.in_force().filter(rule=rule).exists(), lines.exists()) == (
        "/plan/paused/",
        True,
        True,
    )


class TestAtACheckIn:
    @pytest.fixture
    def address(self, alice, monday):
        return next_planned(alice, monday).get_absolute_url()

    def test_chest_pain_in_the_old_tab(self, as_alice, alice, address):
        as_alice.post(address, {"pre": "1"})
        old_tab = as_alice.post(address, {"pre": "9", "flags": "chest_pain"})
        assert is_told(alice, old_tab)
        page = text_of(as_alice.get("/plan/paused/"))
        assert "Get emergency help now" in page
        assert "chest" in page.casefold()
        assert "E1" in text_of(as_alice.get("/ledger/"))

    def test_once_the_session_is_closed(self, as_alice, alice, monday):
        session = do_session(alice, at=monday)
        late = as_alice.post(session.get_absolute_url(), {"pre": "1", "flags": "fever_unwell"})
        assert is_told(alice, late, "U1")

    @pytest.mark.parametrize(
        "wrong",
        [
            {"pre": "eleven"},
            {"pre": "3", "places": "nowhere"},
            {"word": "awful", "pre": "2"},
            {"flags": ["chest_pain", "nonsense"]},
            {"emergency": "chest_pain", "flags": ""},
        ],
        ids=str,
    )
    def test_in_a_form_with_something_wrong(self, as_alice, alice, address, wrong):
        assert is_told(alice, as_alice.post(address, {"flags": "chest_pain", **wrong}))

    def test_while_a_professional_s_word_is_missing(self, as_alice, alice, address):
        waits = {"cautions": "surgery", "may_exercise": "not_yet", "joints": "none", "body": "none"}
        as_alice.post("/start/health/", waits)
        assert is_told(alice, as_alice.post(address, {"pre": "1", "flags": "chest_pain"}))

    def test_while_another_pause_waits(self, as_alice, alice, address):
        as_alice.post("/start/", {**NONE, "urgent": "fever_unwell"})
        assert is_told(alice, as_alice.post(address, {"pre": "1", "flags": "chest_pain"}))

    def test_of_a_session_that_is_gone(self, as_alice, alice):
        gone = as_alice.post(f"/sessions/{uuid4()}/", {"pre": "1", "flags": "chest_pain"})
        assert is_told(alice, gone)

    def test_of_somebody_else_s_session_it_is_told_for_oneself(self, as_bob, alice, bob, address):
        assert is_told(bob, as_bob.post(address, {"pre": "1", "flags": "chest_pain"}))
        assert not alice.locks.exists()

    def test_the_same_form_again_is_told_once(self, as_alice, alice, address):
        as_alice.post(address, {"pre": "1"})
        form = {"pre": "9", "flags": "chest_pain", "form_key": str(uuid4())}
        for _ in range(2):
            assert is_told(alice, as_alice.post(address, form))
        assert alice.screenings.filter(flags=["chest_pain"]).count() == 1

    def test_the_same_key_with_a_flag_added(self, as_alice, alice, address):
        form = {"pre": "8", "form_key": str(uuid4())}
        as_alice.post(address, form)
        assert is_told(alice, as_alice.post(address, {**form, "flags": "chest_pain"}))

    def test_without_a_flag_an_old_tab_says_nothing_of_flags(self, as_alice, alice, address):
        as_alice.post(address, {"pre": "1"})
        before = alice.screenings.count()
        assert as_alice.post(address, {"pre": "7"}).status_code == 409
        assert alice.screenings.count() == before
        assert not alice.locks.exists()


class TestAtTheQuestions:
    @pytest.mark.parametrize(
        "answers",
        [
            {"emergency": "chest_pain"},
            {"emergency": ["chest_pain", "none"], "urgent": "none"},
            {"emergency": "chest_pain", "urgent": "nonsense"},
            {"emergency": "chest_pain", "urgent": "none", "changed": "yes", "week": "seven"},
        ],
        ids=str,
    )
    def test_one_list_is_enough(self, as_alice, alice, answers):
        assert is_told(alice, as_alice.post("/start/", answers))

    @pytest.mark.usefixtures("library")
    @pytest.mark.parametrize("answers", [{"emergency": "chest_pain"}, {"flags": "chest_pain"}])
    def test_a_new_visitor_is_told_at_once(self, answers):
        visitor = Client()
        assert visitor.post("/start/", answers).url == "/plan/paused/"
        assert "Get emergency help now" in text_of(visitor.get("/plan/paused/"))

    def test_what_else_was_told_and_not_saved_is_said(self, as_alice, alice):
        health = {"changed": "yes", "cautions": "none", "joints": "osteoporosis", "body": "none"}
        assert is_told(alice, as_alice.post("/start/", {"emergency": "chest_pain", **health}))
        assert "health is not saved yet" in text_of(as_alice.get("/plan/paused/"))
        alice.refresh_from_db()
        assert alice.conditions == []

    def test_and_where_another_tab_told_of_health_meanwhile(self, as_alice, alice):
        old_tab = fields_of(as_alice.get("/start/"), "/start/")
        health = {"cautions": "none", "joints": "osteoporosis", "body": "none"}
        as_alice.post("/start/health/", health)
        said = {**NONE, **health, "joints": "none", "changed": "yes", "emergency": "chest_pain"}
        assert is_told(alice, as_alice.post("/start/", {**old_tab, **said}))
        assert "health is not saved yet" in text_of(as_alice.get("/plan/paused/"))

    def test_after_an_alarm_of_a_session_long_closed(self, as_alice, alice, monday):
        session = do_session(alice, at=monday)
        late = as_alice.post(session.check_address, {"emergency": "saddle_numbness"})
        assert is_told(alice, late)


class TestInASession:
    @pytest.fixture
    def step(self, alice, monday):
        return begin_session(alice, at=monday).steps.in_order()[0]

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
    @pytest.mark.parametrize(
        "wrong", [{}, {"version": "7"}, {"version": "x"}, {"during": "eleven"}], ids=str
    )
    def test_something_hurts(self, as_alice, alice, step, wrong, headers):
        said = {**REPORT, "chest_pain": "on", **wrong}
        assert is_told(alice, as_alice.post(step.hurts_address, said, headers=headers))
        assert alice.screenings.filter(flags=["chest_pain"]).count() <= 1

    def test_something_hurts_in_one_that_is_closed(self, as_alice, alice, monday):
        step = do_session(alice, at=monday).steps.in_order()[0]
        assert is_told(alice, as_alice.post(step.hurts_address, {**REPORT, "chest_pain": "on"}))

    def test_told_once_more_after_the_pause_is_over(self, as_alice, alice, monday, clock):
        step = do_session(alice, at=monday).steps.in_order()[0]
        as_alice.post(step.hurts_address, {**REPORT, "chest_pain": "on"})
        clock.shift(HOUR)
        as_alice.post("/plan/paused/", {"cleared_as": "mistake"})
        as_alice.post("/start/", NONE)
        assert not alice.locks.in_force().exists()
        clock.shift(HOUR)
        again = as_alice.post(step.hurts_address, {**REPORT, "during": "7", "chest_pain": "on"})
        assert is_told(alice, again)

    def test_a_nerve_sign_that_stays_told_on_the_last_page_of_a_closed_one(
        self, as_alice, alice, monday
    ):
        session = do_session(alice, at=monday)
        number = session.steps.get(exercise__slug="bridge").rank + 1
        felt = {
            f"step-{number}-differed": "1",
            f"step-{number}-during": "4",
            f"step-{number}-quality": "ache",
            f"step-{number}-effort": "ok",
            f"step-{number}-spread": "none",
            f"step-{number}-neuro": "persistent",
        }
        response = as_alice.post(session.after_address, felt)
        assert response.url == session.check_address
        assert alice.locks.in_force().of_the_whole_plan().exists()
        assert "What else you sent with it was not saved." in text_of(as_alice.get("/today/"))


class TestASignThatEndsASession:
    """Tingling that stays, weakness or dizziness: heard, whatever else is wrong with the form."""

    @pytest.fixture
    def session(self, alice, monday):
        return begin_session(alice, at=monday)

    def is_heard(self, response, session, sign):
        session.refresh_from_db()
        is_told = response.url == session.check_address and session.alarms == [sign]
        return is_told and not session.is_open

    @pytest.mark.parametrize(
        ("said", "sign"),
        [
            ({"neuro": "persistent"}, "nerve_stays"),
            ({"weakness": "on"}, "weakness"),
            ({"dizzy_or_breathless": "on"}, "dizzy_or_breathless"),
        ],
        ids=str,
    )
    @pytest.mark.parametrize(
        "wrong",
        [{"version": "x"}, {"during": ""}, {"quality": "purple"}, {"places": "toe"}],
        ids=str,
    )
    def test_something_hurts(self, as_alice, alice, session, said, sign, wrong):
        address = session.steps.in_order()[0].hurts_address
        assert self.is_heard(as_alice.post(address, {**REPORT, **said, **wrong}), session, sign)
        assert alice.locks.in_force().filter(rule="T1").exists() == (sign == "nerve_stays")

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"step-1-differed": "1"},
            {"step-1-differed": "1", "step-1-during": "eleven"},
            {"step-1-differed": "1", "step-1-during": "4", "after": "11"},
        ],
        ids=str,
    )
    @pytest.mark.parametrize("status", ["", "done", "skipped"])
    def test_on_the_last_page(self, as_alice, alice, session, more, status):
        step = session.steps.in_order()[0]
        if status:
            told = {"version": "0", "status": status, "stop_reason": "time"}
            as_alice.post(step.get_absolute_url(), told)
        said = {"step-1-neuro": "persistent", **more}
        assert self.is_heard(as_alice.post(session.after_address, said), session, "nerve_stays")
        assert alice.locks.in_force().get().rule == "T1"

    def test_of_somebody_else_s_session_it_changes_nothing(self, as_bob, session):
        address = session.steps.in_order()[0].hurts_address
        assert as_bob.post(address, {**REPORT, "weakness": "on"}).status_code == 404
        session.refresh_from_db()
        assert session.is_open


class TestOnceThePauseIsOver:
    @pytest.fixture
    def old_tab(self, as_alice, alice, clock):
        """A tab from before the pause, whose flag was told in another one, and looked at."""
        old_tab, other = (fields_of(as_alice.get("/start/"), "/start/") for _ in range(2))
        said = {**NONE, "emergency": "chest_pain"}
        as_alice.post("/start/", {**other, **said})
        clock.shift(HOUR)
        as_alice.post("/plan/paused/", {"cleared_as": "mistake"})
        as_alice.post("/start/", NONE)
        assert not alice.locks.in_force().exists()
        clock.shift(HOUR)
        return {"other": {**old_tab, **said}, "same": {**other, **said}}

    @pytest.mark.parametrize("which", ["other", "same"])
    def test_the_same_flag_is_told_anew(self, as_alice, alice, old_tab, which):
        assert is_told(alice, as_alice.post("/start/", old_tab[which]))


class TestElsewhere:
    def test_in_any_form_of_ours(self, as_alice, alice):
        assert is_told(alice, as_alice.post("/morning/", {"word": "same", "flags": "chest_pain"}))

    def test_with_the_key_of_another_form(self, as_alice, alice):
        form = fields_of(as_alice.get("/discomfort/"), "/discomfort/")
        as_alice.post("/discomfort/", {**form, "number": "3"})
        said = {**NONE, "emergency": "chest_pain", "form_key": form["form_key"]}
        assert is_told(alice, as_alice.post("/start/", said))
