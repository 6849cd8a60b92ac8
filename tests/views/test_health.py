"""What a person tells of their health: what asks for a word first, what tailors, what changed."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.health import ClearanceMissing, Health
from routines.coaching.step_answers import StepAnswer, StepKey
from routines.models import Exercise, PlannedSession, Screening, User
from routines.vocabulary import Condition
from routines.words.plan import fit_in_words
from tests.factories import begin_session, key_of, next_planned, pause
from tests.forbidden import faults, moves_of
from tests.views.conftest import NONE, NOTHING_TO_REPORT, WISHES
from tests.views.pages import error_beside, soup_of, text_of, typed

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
SURGERY = {**NOTHING_TO_REPORT, "cautions": "surgery"}
ASKED_FIRST = {**SURGERY, "may_exercise": "not_yet"}
ALLOWED = {**SURGERY, "may_exercise": "yes", "said_on": "2026-11-20"}
PREGNANT = {**NOTHING_TO_REPORT, "body": "pregnant"}
NEVER = {"allow": [], "longest_hold_seconds": None, "note": "."}


@pytest.fixture
def newcomer(library, clock):
    """A visitor who has answered the red-flag questions and no more."""
    client = Client()
    client.post("/start/", NONE)
    return client


def told(client, **answers):
    """The person, once they have told this of their health."""
    response = client.post("/start/health/", {**NOTHING_TO_REPORT, **answers})
    assert response.status_code == 303, text_of(response)
    return User.objects.get()


class TestNothingToReport:
    def test_two_ticks_lead_on_to_the_wishes(self, newcomer):
        response = newcomer.post("/start/health/", NOTHING_TO_REPORT)
        assert (response.status_code, response.url) == (303, "/start/wishes/")
        person = User.objects.get()
        assert (person.conditions, person.waits_for_word_since) == ([], None)
        assert newcomer.get("/start/wishes/").status_code == 200

    def test_the_wishes_wait_for_it(self, newcomer):
        assert newcomer.get("/start/wishes/").url == "/start/health/"

    def test_the_red_flags_come_before_it(self, as_alice, alice):
        alice.screenings.all().delete()
        assert as_alice.get("/start/health/").url == "/start/"

    def test_no_question_that_hangs_on_a_tick_is_needed(self, newcomer):
        more = {"week": "99", "born_on": "2999-01-01", "said_on": "x", "worse_with": "dancing"}
        assert newcomer.post("/start/health/", {**NOTHING_TO_REPORT, **more}).status_code == 303
        assert User.objects.get().due_on is None


class TestWhatTailors:
    @pytest.mark.parametrize(
        ("answers", "conditions"),
        [
            ({"joints": ["osteoporosis", "knee"]}, {"osteoporosis", "knee"}),
            ({"joints": "disc", "worse_with": "bending"}, {"flexion_sensitive"}),
            ({"joints": "disc", "worse_with": "arching"}, {"extension_sensitive"}),
            (
                {"joints": "disc", "worse_with": "both"},
                {"flexion_sensitive", "extension_sensitive"},
            ),
            ({"joints": "disc", "worse_with": "neither"}, set()),
            (
                {"joints": "disc", "worse_with": "unknown"},
                {"flexion_sensitive", "extension_sensitive"},
            ),
            ({"body": "blood_pressure", "is_controlled": "yes"}, set()),
            ({"body": "blood_pressure", "is_controlled": "no"}, {"high_blood_pressure"}),
            (
                {"body": "blood_pressure", "is_controlled": "unknown"},
                {"high_blood_pressure"},
            ),
            ({"body": "pregnant", "week": "20"}, {"pregnant"}),
            ({"body": "pregnant", "week": "16"}, {"pregnant"}),
            ({"body": "pregnant", "week": "15"}, set()),
            ({"body": "pregnant", "week": "", "week_unknown": "on"}, {"pregnant"}),
            ({"body": "birth", "born_on_unknown": "on"}, {"after_birth"}),
            ({"body": "birth", "born_on": "2026-11-01"}, {"after_birth"}),
            ({"body": "hernia"}, {"after_birth"}),
        ],
    )
    def test_is_what_is_in_force_today(self, newcomer, answers, conditions):
        assert told(newcomer, **answers).conditions_on(TODAY) == conditions

    def test_every_condition_can_be_told(self, newcomer):
        page = newcomer.get("/start/health/")
        answers = {
            "joints": offered(page, "joints"),
            "body": offered(page, "body"),
            "worse_with": "both",
            "is_controlled": "no",
            "week": "20",
            "born_on": "2026-11-01",
        }
        assert set(told(newcomer, **answers).conditions) == set(Condition)

    def test_a_pregnancy_counts_from_its_16th_week_on(self, newcomer):
        person = told(newcomer, body="pregnant", week="10")
        assert person.due_on == TODAY + timedelta(weeks=30)
        assert not person.conditions_on(TODAY + 41 * DAY)
        assert person.conditions_on(TODAY + 42 * DAY) == {"pregnant"}

    def test_a_birth_counts_for_twelve_weeks(self, newcomer):
        person = told(newcomer, body="birth", born_on="2026-11-23")
        assert person.conditions_on(TODAY + 83 * DAY) == {"after_birth"}
        assert not person.conditions_on(TODAY + 84 * DAY)

    def test_a_week_that_is_not_known_counts_until_it_is_told(self, newcomer):
        person = told(newcomer, body="pregnant", week_unknown="on")
        assert person.conditions_on(TODAY + 365 * DAY) == {"pregnant"}

    def test_a_birth_on_a_day_that_is_not_known_counts_from_the_day_it_is_told(self, newcomer):
        person = told(newcomer, body="birth", born_on_unknown="on")
        assert person.conditions_on(TODAY + 83 * DAY) == {"after_birth"}
        assert not person.conditions_on(TODAY + 84 * DAY)

    @pytest.mark.parametrize(
        "answers",
        [
            {"joints": "disc", "worse_with": "unknown"},
            {"body": "blood_pressure", "is_controlled": "unknown"},
            {"body": "pregnant", "week_unknown": "on"},
            {"body": "birth", "born_on_unknown": "on"},
            {"body": ["birth", "hernia"], "born_on_unknown": "on"},
        ],
    )
    def test_what_is_not_known_is_asked_again_as_that(self, newcomer, answers):
        told(newcomer, **answers)
        response = newcomer.get("/start/health/")
        question = next(name for name in answers if name not in ("joints", "body"))
        is_kept = answers["body"] != ["birth", "hernia"] if "body" in answers else True
        assert typed(response, question) == ([answers[question]] if is_kept else [])
        assert typed(response, "body") == (
            ["hernia"] if not is_kept else [answers["body"]] if "body" in answers else []
        )

    def test_a_hernia_beside_a_birth_ends_on_no_day(self, newcomer):
        person = told(newcomer, body=["birth", "hernia"], born_on="2026-11-01")
        assert person.conditions_on(TODAY + 365 * DAY) == {"after_birth"}


def offered(response, name):
    """What can be ticked in a list, without "None of these"."""
    boxes = soup_of(response).find_all(attrs={"name": name})
    return [box["value"] for box in boxes if box["value"] != "none"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("answers", "field", "words"),
        [
            ({"cautions": []}, "cautions", "None of these"),
            ({"joints": []}, "joints", "None of these"),
            ({"body": []}, "body", "None of these"),
            ({"joints": ["none", "knee"]}, "joints", "Untick"),
            ({"joints": "lycanthropy"}, "joints", "Choose only from the answers"),
            ({"body": "knee"}, "body", "Choose only from the answers"),
            ({"cautions": "lycanthropy"}, "cautions", "Choose only from the answers"),
            ({"cautions": "surgery"}, "may_exercise", "Choose one"),
            ({"cautions": "surgery", "may_exercise": "maybe"}, "may_exercise", "Choose one"),
            ({**SURGERY, "may_exercise": "yes"}, "said_on", "Give the day"),
            ({**ALLOWED, "said_on": "2026-11-25"}, "said_on", "has not come yet"),
            ({**ALLOWED, "said_on": "last week"}, "said_on", "like 2026-11-23"),
            ({"joints": "disc"}, "worse_with", "Choose one"),
            ({"joints": "disc", "worse_with": "dancing"}, "worse_with", "Choose one"),
            ({"body": "blood_pressure"}, "is_controlled", "Choose one"),
            (PREGNANT, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "0"}, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "43"}, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "-3"}, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "many"}, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "9" * 5000}, "week", "from 1 to 42"),
            ({**PREGNANT, "week": "20", "week_unknown": "on"}, "week", "and “I do not know”"),
            ({**PREGNANT, "week": "many", "week_unknown": "on"}, "week", "from 1 to 42"),
            ({"body": "birth"}, "born_on", "Give the day"),
            (
                {"body": "birth", "born_on": "2026-11-01", "born_on_unknown": "on"},
                "born_on",
                "and “I do not know”",
            ),
            ({"body": "birth", "born_on": "2026-11-25"}, "born_on", "has not come yet"),
            ({"body": "birth", "born_on": "2026-08-31"}, "born_on", "12 weeks ago"),
            ({"body": "birth", "born_on": "0001-01-01"}, "born_on", "12 weeks ago"),
        ],
    )
    def test_is_answered_beside_the_field_and_keeps_nothing(self, newcomer, answers, field, words):
        response = newcomer.post("/start/health/", {**NOTHING_TO_REPORT, **answers})
        assert response.status_code == 422
        assert words in error_beside(response, field)
        assert "Something below needs another look" in text_of(response)
        assert not Screening.objects.of_health().exists()

    def test_keeps_what_was_ticked_and_typed(self, newcomer):
        answers = {**ALLOWED, "joints": "knee", "body": ["pregnant", "hernia"], "week": "many"}
        response = newcomer.post("/start/health/", answers)
        assert typed(response, "joints") == ["knee"]
        assert typed(response, "body") == ["pregnant", "hernia"]
        assert typed(response, "week") == "many"
        assert typed(response, "said_on") == "2026-11-20"
        assert typed(response, "may_exercise") == ["yes"]


class TestUnderItsOwnTick:
    """What is said and asked of a tick stands right behind it, in the same group."""

    ASK = "Ask your doctor or midwife first which movements suit you."

    def behind(self, client, value):
        return soup_of(client.get("/start/health/")).find("input", value=value).find_parent("div")

    @pytest.mark.parametrize(
        ("value", "question"),
        [("disc", "worse_with"), ("blood_pressure", "is_controlled"), ("pregnant", "week"),
         ("birth", "born_on")],
    )  # fmt: skip
    def test_its_question_with_i_do_not_know(self, newcomer, value, question):
        group = self.behind(newcomer, value)
        assert group.find(attrs={"name": question})
        assert "I do not know" in group.get_text()

    @pytest.mark.parametrize(
        "value", ["disc", "stenosis", "osteoporosis", "pregnant", "birth", "hernia"]
    )
    def test_the_word_to_ask_first(self, newcomer, value):
        assert self.ASK in self.behind(newcomer, value).get_text()

    @pytest.mark.parametrize("value", ["knee", "wrist", "no_floor", "none"])
    def test_and_none_where_nobody_need_be_asked(self, newcomer, value):
        assert self.ASK not in self.behind(newcomer, value).get_text()

    def test_in_the_questions_asked_again_too(self, newcomer):
        told(newcomer)
        group = soup_of(newcomer.get("/start/")).find("input", value="disc").find_parent("div")
        assert self.ASK in group.get_text()
        assert group.find(attrs={"name": "worse_with"})


class TestTheirOwnToday:
    """Auckland, 30 November, 07:30: on the server it is still the 29th."""

    BIRTH_TODAY = {**NOTHING_TO_REPORT, "body": "birth", "born_on": "2026-11-30"}

    @pytest.fixture
    def morning(self, library):
        with time_machine.travel(datetime(2026, 11, 29, 18, 30, tzinfo=UTC), tick=False):
            yield

    @pytest.mark.parametrize("zone", ["Pacific/Auckland", "NZ", "", "Etc/Unknown"])
    def test_a_day_that_has_come_for_them_is_taken(self, client, morning, zone):
        client.post("/start/", {**NONE, "time_zone": zone})
        assert client.post("/start/health/", self.BIRTH_TODAY).status_code == 303
        assert User.objects.get().born_on == date(2026, 11, 30)

    @pytest.mark.parametrize(
        ("zone", "day"),
        [("Pacific/Auckland", "2026-12-01"), ("America/Los_Angeles", "2026-11-30"),
         ("Europe/Berlin", "2026-11-30"), ("", "2026-12-01")],
    )  # fmt: skip
    def test_a_day_that_has_not_is_refused(self, client, morning, zone, day):
        client.post("/start/", {**NONE, "time_zone": zone})
        response = client.post("/start/health/", {**self.BIRTH_TODAY, "born_on": day})
        assert "has not come yet" in error_beside(response, "born_on")

    def test_without_a_zone_every_form_that_asks_for_a_day_allows_one_ahead(
        self, as_alice, alice, morning
    ):
        day = "2026-11-30"
        said = {"cleared_as": "professional", "checked_on": day}
        asked = [
            ("/measures/", {"first": "10", "measured_on": day}),
            ("/start/health/", {**ASKED_FIRST}),
            ("/start/ask-first/", {"said_on": day}),
            ("/start/health/", {**ALLOWED, "said_on": day}),
            ("/start/", {**NONE, **self.BIRTH_TODAY, "changed": "yes"}),
            ("/start/", {**NONE, "urgent": "weight_loss"}),
            ("/plan/paused/", said),
        ]
        for address, answers in asked:
            response = as_alice.post(address, answers)
            assert response.status_code == 303, (address, text_of(response))


class TestAskFirst:
    @pytest.mark.parametrize(
        "caution", ["spine_surgery_or_fracture", "surgery", "told_to_rest", "under_16"]
    )
    def test_without_a_word_nothing_is_planned(self, newcomer, caution):
        answers = {**ASKED_FIRST, "cautions": caution}
        assert newcomer.post("/start/health/", answers).url == "/start/ask-first/"
        assert "Ask first" in text_of(newcomer.get("/start/ask-first/"))
        for address in ("/start/wishes/", "/today/", "/start/try/"):
            assert newcomer.get(address).url == "/start/ask-first/", address
        assert newcomer.post("/start/wishes/", WISHES).url == "/start/ask-first/"
        assert not User.objects.get().weekly_plans.exists()

    def test_the_library_safety_and_help_stay_readable(self, newcomer):
        newcomer.post("/start/health/", ASKED_FIRST)
        for address in ("/library/", "/library/cobra/", "/safety/", "/help/", "/account/"):
            assert newcomer.get(address).status_code == 200, address

    def test_a_word_that_is_there_is_kept_and_leads_on(self, newcomer):
        assert newcomer.post("/start/health/", ALLOWED).url == "/start/wishes/"
        row = Screening.objects.of_health().newest()
        assert (row.cautions, row.may_exercise_on) == (["surgery"], date(2026, 11, 20))

    def test_a_word_that_comes_later_leads_on_too(self, newcomer):
        newcomer.post("/start/health/", {**ASKED_FIRST, "joints": "knee"})
        response = newcomer.post("/start/ask-first/", {"said_on": "2026-11-23"}, follow=True)
        assert response.redirect_chain[-1][0] == "/start/wishes/"
        row = Screening.objects.of_health().newest()
        assert (row.cautions, row.may_exercise_on) == (["surgery"], TODAY)
        person = User.objects.get()
        assert (person.conditions, person.waits_for_word_since) == (["knee"], None)

    @pytest.mark.parametrize(
        ("said_on", "words"),
        [("", "fill this in"), ("2026-11-25", "not come yet"), ("soon", "like 2026-11-23")],
    )
    def test_a_word_needs_its_day(self, newcomer, said_on, words):
        newcomer.post("/start/health/", ASKED_FIRST)
        response = newcomer.post("/start/ask-first/", {"said_on": said_on})
        assert response.status_code == 422
        assert words in error_beside(response, "said_on")
        assert typed(response, "said_on") == said_on
        assert User.objects.get().waits_for_word_since == TODAY

    def test_other_answers_end_the_wait(self, newcomer):
        newcomer.post("/start/health/", ASKED_FIRST)
        assert newcomer.post("/start/health/", NOTHING_TO_REPORT).url == "/start/wishes/"

    def test_who_waits_for_nothing_is_led_to_today(self, as_alice):
        assert as_alice.get("/start/ask-first/").url == "/today/"
        assert as_alice.post("/start/ask-first/", {"said_on": "2026-01-01"}).url == "/today/"


class TestAskFirstWithAPlan:
    @pytest.fixture
    def waiting(self, as_alice, alice, clock):
        assert as_alice.post("/start/health/", ASKED_FIRST).url == "/start/ask-first/"
        return as_alice

    def test_no_session_begins(self, waiting, alice, monday):
        planned = next_planned(alice, monday)
        for response in (
            waiting.get("/today/"),
            waiting.get(planned.get_absolute_url()),
            waiting.post(planned.get_absolute_url(), {"pre": "1"}),
            waiting.get(f"{planned.get_absolute_url()}run/ease/"),
            waiting.post("/plan/accept/"),
            waiting.post("/plan/resume/"),
        ):
            assert response.url == "/start/ask-first/"
        with pytest.raises(ClearanceMissing):
            coaching.check_in.begin(planned, Answers(1), at=monday)
        assert not alice.check_ins.exists()

    def test_an_open_one_waits_and_can_be_ended(self, as_alice, alice, monday, clock):
        session = begin_session(alice, at=monday)
        as_alice.post("/start/health/", ASKED_FIRST)
        for address in (session.address("session_run"), session.get_absolute_url()):
            response = as_alice.get(address, follow=True)
            assert response.redirect_chain[-1][0] == "/start/ask-first/"
        page = soup_of(as_alice.get("/start/ask-first/"))
        assert page.find("a", href=session.finish_address)
        assert as_alice.get(session.finish_address).status_code == 200

    def test_a_pause_of_the_whole_plan_is_graver(self, waiting, alice, monday):
        pause(alice, "U1", at=monday + DAY / 24)
        assert waiting.get("/start/ask-first/").url == "/plan/paused/"
        assert waiting.get("/plan/paused/").status_code == 200

    def test_the_word_leads_back_to_today(self, waiting):
        waiting.post("/start/ask-first/", {"said_on": "2026-11-23"})
        assert "Start session" in text_of(waiting.get("/today/"))


class TestScreeningAgain:
    @pytest.fixture(autouse=True)
    def months_later(self, clock, monday):
        clock.move_to(monday + 40 * DAY)

    def test_is_one_page_that_names_the_day(self, as_alice):
        page = text_of(as_alice.get("/start/"))
        assert "Has anything changed?" in page
        assert "Since 23 November 2026: has anything else about your health changed?" in page

    def test_nothing_new_leads_to_today_and_keeps_what_was_told(self, as_alice, alice, monday):
        coaching.health.record(alice, Health(conditions=frozenset({"knee"})), at=monday + DAY)
        assert as_alice.post("/start/", NONE).url == "/today/"
        alice.refresh_from_db()
        assert alice.conditions == ["knee"]
        assert alice.screenings.of_health().count() == 2

    def test_what_was_told_is_what_a_change_begins_with(self, as_alice, alice, monday):
        health = Health(
            conditions=frozenset({"flexion_sensitive", "pregnant", "after_birth"}),
            due_on=monday.date() + 140 * DAY,
            cautions=frozenset({"surgery"}),
            may_exercise_on=monday.date(),
            harmless=frozenset({"blood_pressure_controlled"}),
        )
        coaching.health.record(alice, health, at=monday + DAY)
        for address in ("/start/", "/start/health/"):
            response = as_alice.get(address)
            assert typed(response, "joints") == ["disc"], address
            assert typed(response, "body") == ["blood_pressure", "pregnant", "hernia"]
            assert typed(response, "worse_with") == ["bending"]
            assert typed(response, "is_controlled") == ["yes"]
            assert typed(response, "week") == "25"
            assert typed(response, "cautions") == ["surgery"]
            assert typed(response, "may_exercise") == ["yes"]
            assert typed(response, "said_on") == "2026-11-23"

    def test_only_what_changed_has_to_be_ticked(self, as_alice, alice):
        response = as_alice.post("/start/health/", {"joints": "knee"})
        assert response.status_code == 303
        alice.refresh_from_db()
        assert alice.conditions == ["knee"]
        as_alice.post("/start/health/", {})
        alice.refresh_from_db()
        assert alice.conditions == []

    def test_a_change_is_told_on_the_same_page(self, as_alice, alice):
        changed = {**NONE, **PREGNANT, "changed": "yes", "week": "20"}
        assert as_alice.post("/start/", changed).url == "/today/"
        alice.refresh_from_db()
        assert alice.conditions == ["pregnant"]
        assert alice.screenings.of_red_flags().count() == 2

    def test_a_change_that_asks_for_a_word_leads_there(self, as_alice):
        changed = {**NONE, **ASKED_FIRST, "changed": "yes"}
        assert as_alice.post("/start/", changed).url == "/start/ask-first/"

    def test_whether_it_changed_is_asked_for(self, as_alice, alice):
        response = as_alice.post("/start/", {**NONE, "changed": ""})
        assert response.status_code == 422
        assert "Choose one" in error_beside(response, "changed")
        assert alice.screenings.of_red_flags().count() == 1

    def test_what_was_ticked_is_not_lost_where_whether_it_changed_is_forgotten(self, as_alice):
        answers = {"joints": ["knee", "wrist"], "body": "pregnant", "week": "19", "said_on": ""}
        response = as_alice.post("/start/", {**NONE, **answers, "changed": ""})
        assert error_beside(response, "changed")
        assert typed(response, "joints") == ["wrist", "knee"]
        assert typed(response, "week") == "19"
        assert not error_beside(response, "cautions")

    def test_a_change_without_its_answers_keeps_nothing(self, as_alice, alice):
        response = as_alice.post("/start/", {**NONE, **PREGNANT, "changed": "yes"})
        assert response.status_code == 422
        assert "from 1 to 42" in error_beside(response, "week")
        assert typed(response, "body") == ["pregnant"]
        assert alice.screenings.count() == 2

    def test_nothing_holds_up_a_red_flag(self, as_alice, alice):
        answers = {"emergency": "chest_pain", "urgent": "none", "changed": "yes", "week": "x"}
        assert as_alice.post("/start/", answers).url == "/plan/paused/"
        assert alice.locks.in_force().get().rule == "E1"

    def test_health_alone_screens_nobody(self, as_alice, alice, monday):
        """After a long break, and after a pause that is explained, the red flags are asked."""
        planned = coaching.week.resume(alice.weekly_plans.active().get(), TODAY + 40 * DAY)
        begin_and_end(alice, monday)
        as_alice.post("/start/health/", NOTHING_TO_REPORT)
        at = monday + 40 * DAY + DAY / 24
        assert coaching.check_in.begin(planned, Answers(1), at=at).gate == "RESCREEN"
        as_alice.post("/start/", NONE)
        at += DAY / 24
        assert coaching.check_in.begin(planned, Answers(1), at=at).gate == "RUN"

    def test_health_alone_clears_no_pause(self, as_alice, alice, monday):
        coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday + DAY)
        as_alice.post("/plan/paused/", {"cleared_as": "mistake"})
        as_alice.post("/start/health/", NOTHING_TO_REPORT)
        assert alice.locks.in_force().exists()
        as_alice.post("/start/", NONE)
        assert not alice.locks.in_force().exists()


def begin_and_end(person, at):
    session = begin_session(person, at=at)
    step = session.steps.in_order()[0]
    key = StepKey(person, session.pk, step.position)
    coaching.step_answers.answer(key, StepAnswer("done", 100), version=0, at=at)
    coaching.session_end.skip_rest(session, at=at)
    coaching.session_end.close(session, after=1, differing={}, at=at + DAY / 48)


class TestChangedAtAnyTime:
    def test_the_account_page_shows_what_was_told_and_leads_to_it(self, as_alice, alice, monday):
        assert "you had nothing to report" in text_of(as_alice.get("/account/"))
        with time_machine.travel(monday):
            as_alice.post("/start/health/", {**ALLOWED, "joints": ["knee", "osteoporosis"]})
        page = as_alice.get("/account/")
        for words in ("A knee that kneeling", "Osteoporosis", "Any other surgery"):
            assert words in text_of(page)
        link = soup_of(page).find("a", string="My health has changed")
        assert link["href"] == "/start/health/"

    def test_a_birth_that_is_over_is_shown_no_more(self, as_alice, monday):
        with time_machine.travel(monday):
            as_alice.post(
                "/start/health/", {**NOTHING_TO_REPORT, "body": "birth", "born_on": "2026-11-01"}
            )
        assert "A birth in the last 12 weeks" in text_of(as_alice.get("/account/"))
        with time_machine.travel(monday + 12 * 7 * DAY):
            assert "A birth in the last 12 weeks" not in text_of(as_alice.get("/account/"))

    def test_the_plan_page_leads_to_it_and_it_leads_back(self, as_alice):
        assert soup_of(as_alice.get("/plan/")).find("a", href="/start/health/")
        response = as_alice.post("/start/health/", NOTHING_TO_REPORT, follow=True)
        assert response.redirect_chain[-1][0] == "/plan/"
        assert "What you told us of your health is saved." in text_of(response)

    @pytest.mark.parametrize("condition", [*Condition])
    def test_what_is_left_of_an_open_session_fits_it_at_once(
        self, as_alice, alice, session, monday, condition
    ):
        first = session.steps.in_order()[0]
        coaching.step_answers.answer(key_of(first), StepAnswer("done", 100), version=0, at=monday)
        told = Health(conditions=frozenset({condition}))
        coaching.health.record(alice, told, at=monday)
        first.refresh_from_db()
        assert first.status == "done"
        for step, move in list(zip(session.steps.in_order(), moves_of(session), strict=True))[1:]:
            assert step.is_answered == bool(faults({condition}, [move])), move
        assert as_alice.get(f"/sessions/{session.pk}/run/").status_code == 303

    def test_a_session_on_a_day_without_a_floor_keeps_what_is_for_such_a_day(self, alice, monday):
        session = begin_session(alice, at=monday, is_no_floor=True)
        coaching.health.record(alice, Health(conditions=frozenset({"glaucoma"})), at=monday)
        steps = zip(session.steps.in_order(), moves_of(session), strict=True)
        for step, move in steps:
            assert step.is_answered == bool(faults({"glaucoma", "no_floor"}, [move])), move

    def test_what_it_changes_of_the_week_is_said_at_once(self, as_alice, alice):
        names = {item.current.exercise.name for item in coaching.plan_swaps.in_force(alice)}
        assert {"Cobra", "Bridge", "Cat-Cow"} <= names
        told = {**NOTHING_TO_REPORT, "joints": ["stenosis", "knee"]}
        response = as_alice.post("/start/health/", told, follow=True)
        said = soup_of(response).select_one(".notice[role=status]").get_text()
        assert said.startswith("What you told us of your health is saved. So that your week suits")
        now = {item.current.exercise.name for item in coaching.plan_swaps.in_force(alice)}
        assert "Cobra" not in now
        assert any(f"Left out: Cobra; in its place: {name}." in said for name in now - names)
        assert "Cat-Cow: now as Seated Cat-Cow." in said
        assert "Bridge" not in said

    def test_a_place_that_nothing_suits_is_said_to_be_left_out(self, alice, monday):
        Exercise.objects.update(precautions={"neck": NEVER}, swaps={})
        changes = coaching.health.record(alice, Health(conditions=frozenset({"neck"})), at=monday)
        assert "Left out: Cobra." in [fit_in_words(one) for one in changes]

    def test_a_shorter_hold_is_said_as_a_dose(self, alice, monday):
        cobra = Exercise.objects.get(slug="cobra")
        variant = alice.current_doses.get(exercise=cobra).dose.variant
        brief, longer = variant.doses.order_by("hold_seconds")[:2]
        alice.current_doses.filter(exercise=cobra).update(dose=longer)
        told = {**NEVER, "allow": None, "longest_hold_seconds": brief.hold_seconds}
        Exercise.objects.update(precautions={})
        Exercise.objects.filter(pk=cobra.pk).update(precautions={"neck": told})
        health = Health(conditions=frozenset({"neck"}))
        (change,) = coaching.health.record(alice, health, at=monday)
        assert fit_in_words(change) == f"Cobra: now {brief.in_words()}."

    def test_who_began_before_it_was_asked_is_asked_next_time(self, as_alice, alice):
        alice.screenings.of_health().delete()
        assert "Tell us what your plan should mind" in text_of(as_alice.get("/account/"))
        assert as_alice.post("/start/", NONE).url == "/start/health/"
        assert as_alice.post("/start/health/", NOTHING_TO_REPORT).url == "/plan/"

    def test_a_double_tap_is_one_answer(self, as_alice, alice, clock):
        form = {**ASKED_FIRST, "form_key": str(uuid4())}
        for _ in range(2):
            as_alice.post("/start/health/", form)
        assert alice.screenings.of_health().count() == 2

    def test_another_answer_right_after_is_kept(self, as_alice, alice, clock):
        as_alice.post("/start/health/", ASKED_FIRST)
        as_alice.post("/start/health/", NOTHING_TO_REPORT)
        alice.refresh_from_db()
        assert alice.waits_for_word_since is None

    def test_what_bob_tells_is_not_alice_s(self, as_alice, as_bob, alice):
        as_bob.post("/start/health/", {**NOTHING_TO_REPORT, "joints": "osteoporosis"})
        as_bob.post("/start/health/", ASKED_FIRST)
        alice.refresh_from_db()
        assert (alice.conditions, alice.waits_for_word_since) == ([], None)
        assert "Osteoporosis" not in text_of(as_alice.get("/account/"))
        assert typed(as_alice.get("/start/health/"), "joints") == []


class TestOneMoveToTry:
    def test_is_offered_once_the_red_flags_are_answered(self, newcomer):
        page = soup_of(newcomer.get("/start/health/"))
        assert page.find("a", href="/start/try/")
        assert soup_of(newcomer.post("/start/", {})).find("a", href="/start/try/") is None

    def test_is_breathing_until_health_is_told(self, newcomer):
        page = text_of(newcomer.get("/start/try/"))
        assert "Belly breathing" in page
        assert "Lying down is not a must" in page

    def test_is_a_pelvic_tilt_for_who_has_nothing_to_report(self, newcomer):
        told(newcomer)
        assert soup_of(newcomer.get("/start/wishes/")).find("a", href="/start/try/")
        page = text_of(newcomer.get("/start/try/"))
        for words in ("Pelvic tilt", "6 × 5 s", "Hold 5 seconds", "Breathing:", "Nothing of this"):
            assert words in page

    def test_is_breathing_for_who_has_a_condition(self, newcomer):
        told(newcomer, joints="osteoporosis")
        assert "Belly breathing" in text_of(newcomer.get("/start/try/"))

    def test_leads_to_help_to_set_up_and_to_a_stop(self, newcomer):
        page = soup_of(newcomer.get("/start/try/"))
        for address in ("/help/", "/start/wishes/", "/start/try/stopped/"):
            assert page.find("a", href=address), address
        stopped = soup_of(newcomer.get("/start/try/stopped/"))
        for address in ("/help/", "/start/wishes/", "/start/"):
            assert stopped.find("a", href=address), address

    def test_keeps_nothing(self, newcomer):
        newcomer.get("/start/try/")
        assert not PlannedSession.objects.exists()
        assert newcomer.post("/start/try/").status_code == 405

    def test_waits_for_the_questions_and_for_a_pause(self, newcomer):
        newcomer.post("/start/", {**NONE, "urgent": "weight_loss"})
        assert newcomer.get("/start/try/").url == "/plan/paused/"
        User.objects.get().screenings.all().delete()
        assert newcomer.get("/start/try/").url == "/start/"

    def test_without_it_in_the_library_the_way_leads_on(self, newcomer):
        Exercise.objects.update(rank=None)
        assert newcomer.get("/start/try/").url == "/start/wishes/"
        Exercise.objects.all().delete()
        assert newcomer.get("/start/try/").url == "/start/wishes/"

    def test_who_has_a_plan_has_sessions_instead(self, as_alice):
        assert as_alice.get("/start/try/").url == "/today/"
