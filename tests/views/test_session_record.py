"""A session looked back upon: its page says what was told, what stopped, and by which rule."""

from datetime import timedelta

import pytest
from django.test import Client

from routines import coaching
from routines.coaching.session_end import Felt
from routines.coaching.step_hurts import Report
from routines.models import Session, Step
from routines.progression import Alarm
from tests.factories import PersonFactory, begin_session, do_session, give_plan, key_of
from tests.views.answers import REPORT, done
from tests.views.pages import soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINUTE = timedelta(minutes=1)
SHARP = {**REPORT, "quality": "sharp", "during": "5", "places": ["lower_back"]}


@pytest.fixture
def session(alice, monday) -> Session:
    return begin_session(alice, at=monday)


def step_of(session: Session, slug: str) -> Step:
    return session.steps.with_library().get(exercise__slug=slug)


def told(step: Step, at, **answers) -> None:
    """Say what hurts in a step."""
    usual = {"during": 6, "quality": "ache", "spread": "none", "neuro": "none", "done_percent": 50}
    step.refresh_from_db()
    report = Report(**{**usual, **answers})
    coaching.step_hurts.report(key_of(step), report, version=step.version, at=at)


def close(session: Session, at) -> None:
    coaching.session_end.skip_rest(session, at=at)
    coaching.session_end.close(session, after=None, differing={}, at=at + MINUTE)


def line_of(client, session: Session, step: Step) -> str:
    """What the page of the session says of a step."""
    lines = soup_of(client.get(f"/sessions/{session.pk}/")).select("li.line")
    name = step.dose.variant.name
    texts = [" ".join(line.get_text(" ").split()) for line in lines]
    return next(text for text in texts if text.startswith(name))


class TestStopped:
    def test_says_what_was_told_where_and_by_which_rule(self, as_alice, session, monday):
        cobra = step_of(session, "cobra")
        sent = {**SHARP, "done_percent": "25", "version": str(cobra.version)}
        assert as_alice.post(cobra.hurts_address, sent).url == cobra.stopped_address
        close(session, monday + MINUTE)
        line = line_of(as_alice, session, cobra)
        assert "Stopped" in line
        assert "Sharp or shooting, 5 of 10. Lower back." in line
        assert "Stopped after about a quarter." in line
        assert "An exercise stops when it is sharp at 4 or more." in line
        assert "25 %" not in line

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"during": 7}, ["An ache, 7 of 10.", "An exercise stops at 6 or more."]),
            (
                {"during": 2, "spread": "further", "places": ["left_calf"]},
                [
                    "An ache, 2 of 10. Left calf or shin. It went further down the leg.",
                    "An exercise stops when a feeling moves further down the leg.",
                ],
            ),
            (
                {"during": 2, "neuro": "positional"},
                [
                    "Tingling that cleared within two minutes of moving.",
                    "An exercise stops with tingling or numbness.",
                ],
            ),
            (
                {"during": 8, "quality": "sharp"},
                ["stops at 6 or more.", "stops when it is sharp at 4 or more."],
            ),
            ({"done_percent": 0}, ["Stopped before any of it was done."]),
            ({"done_percent": 50}, ["Stopped after about half."]),
            ({"done_percent": 100}, ["Stopped; all of it was done."]),
            ({"done_percent": 40}, ["Stopped after 40 %."]),
        ],
    )
    def test_says_every_answer_and_every_rule(self, as_alice, session, monday, answers, words):
        cobra = step_of(session, "cobra")
        told(cobra, monday, **answers)
        close(session, monday + MINUTE)
        line = line_of(as_alice, session, cobra)
        assert [phrase for phrase in words if phrase not in line] == []

    def test_leads_to_the_rules(self, as_alice, session, monday):
        told(step_of(session, "cobra"), monday)
        close(session, monday + MINUTE)
        page = soup_of(as_alice.get(f"/sessions/{session.pk}/"))
        assert (
            page.find("a", string="An exercise stops at 6 or more.")["href"] == "/evidence/#words"
        )
        assert soup_of(as_alice.get("/evidence/")).find(id="words")


class TestLeftOut:
    def test_with_what_moves_the_back_the_same_way(self, library, monday):
        person = PersonFactory()
        give_plan(person, at=monday, aim="loosen", weekdays=(0, 2, 4))
        wednesday = monday + timedelta(days=2)
        session = begin_session(person, at=wednesday)
        told(step_of(session, "cobra"), wednesday)
        close(session, wednesday + MINUTE)
        client = Client()
        client.force_login(person)
        line = line_of(client, session, step_of(session, "back-extensions"))
        assert "Left out, because Sphinx was stopped and this moves your back the same way." in line

    def test_once_a_second_exercise_is_stopped(self, as_alice, session, monday):
        told(step_of(session, "cobra"), monday)
        second = next(
            step
            for step in session.steps.in_order().with_library()
            if not step.is_answered and step.phase == "stretch"
        )
        told(second, monday + MINUTE)
        last = [step for step in session.steps.in_order().with_library() if step.is_answered][-1]
        close(session, monday + 2 * MINUTE)
        assert "because a second exercise was stopped" in line_of(as_alice, session, last)

    def test_by_the_person_says_why_and_names_nothing_else(self, as_alice, session, monday):
        cobra = step_of(session, "cobra")
        skipped = {"version": "0", "status": "skipped", "stop_reason": "time"}
        as_alice.post(cobra.get_absolute_url(), skipped)
        close(session, monday + MINUTE)
        assert line_of(as_alice, session, cobra).endswith("Not today No time.")
        bridge = step_of(session, "bridge")
        assert line_of(as_alice, session, bridge).endswith("Not today")


class TestAlarm:
    @pytest.mark.parametrize(
        ("answers", "words", "rule"),
        [
            ({"alarm": Alarm(chest_pain=True)}, "Chest pain. That ends a session at once", "E1"),
            ({"neuro": "persistent"}, "Tingling or numbness that stays. That ends", "T1"),
            ({"alarm": Alarm(weakness=True)}, "A leg or foot feels weak. That ends", ""),
            ({"alarm": Alarm(dizzy_or_breathless=True)}, "Dizzy, faint or short of breath.", ""),
        ],
    )
    def test_that_ended_the_session_is_told_with_its_rule(
        self, as_alice, session, monday, answers, words, rule
    ):
        cobra = step_of(session, "cobra")
        told(cobra, monday, **{"during": None, "quality": "none", **answers})
        response = as_alice.get(f"/sessions/{session.pk}/")
        notice = soup_of(response).select_one("main .notice--amber")
        assert f"You told: {words}" in " ".join(notice.get_text(" ").split())
        link = notice.find("a")
        assert (link["href"] if link else "") == (f"/evidence/#{rule}" if rule else "")
        assert "asks the red-flag questions" in notice.get_text() or rule
        last = session.steps.in_order().with_library().exclude(phase="cool_down").last()
        assert "because the session ended at once" in line_of(as_alice, session, last)

    def test_stops_the_step_without_a_share_that_nobody_asked(self, as_alice, session, monday):
        cobra = step_of(session, "cobra")
        sent = {"version": "0", "chest_pain": "on"}
        as_alice.post(cobra.hurts_address, sent)
        assert line_of(as_alice, session, cobra).endswith("Stopped Stopped at once.")


class TestNoted:
    def test_without_stopping(self, as_alice, session, monday):
        cobra = step_of(session, "cobra")
        told(cobra, monday, during=3, places=["right_hip", "lower_back"])
        cobra.refresh_from_db()
        as_alice.post(cobra.get_absolute_url(), done(cobra))
        close(session, monday + MINUTE)
        line = line_of(as_alice, session, cobra)
        assert line.endswith("Done · 3 An ache, 3 of 10. Right hip, lower back.")

    def test_in_an_older_diary_with_a_place_twice_names_it_once(self, as_alice, alice, monday):
        session = do_session(alice, at=monday, differing={"cobra": Felt(5, "sore")})
        session.steps.filter(exercise__slug="cobra").update(places=["neck", "toe", "neck"])
        line = line_of(as_alice, session, step_of(session, "cobra"))
        assert line.endswith("Stiff or sore, 5 of 10. Neck.")

    def test_at_the_end(self, as_alice, alice, monday):
        felt = Felt(5, "sore", spread="closer", effort="hard", places=["neck"])
        session = do_session(alice, at=monday, differing={"cobra": felt})
        line = line_of(as_alice, session, step_of(session, "cobra"))
        assert line.endswith("Stiff or sore, 5 of 10. Neck. It drew closer to the spine. Hard.")

    def test_no_more_than_at_the_start_says_nothing_more(self, as_alice, alice, monday):
        session = do_session(alice, at=monday)
        assert line_of(as_alice, session, step_of(session, "cobra")).endswith("Done")
        assert "You told" not in text_of(as_alice.get(f"/sessions/{session.pk}/"))

    def test_is_nobody_else_s(self, as_bob, alice, monday):
        session = do_session(alice, at=monday)
        assert as_bob.get(f"/sessions/{session.pk}/").status_code == 404
