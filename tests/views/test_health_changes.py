"""What changes by itself, overnight: shown at once, written with the next post, said until seen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from routines import coaching
from routines.coaching.check_in import Answers
from routines.coaching.health import Health
from routines.coaching.session_end import Felt
from routines.models import Dose, Exercise, Session
from routines.models.person import PREGNANT_FROM, TERM
from routines.progression.rules.thresholds import REST_DAYS
from tests.factories import begin_session, do_session, next_planned, tell_morning
from tests.forbidden import faults, moves_of
from tests.views.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SENTENCE = "So that your week suits your health:"
COBRA = "Left out: Cobra; in its place:"


@pytest.fixture
def tomorrow(alice, monday, clock):
    """The 16th week of a pregnancy has begun overnight."""
    due_on = (monday + DAY).date() + TERM - PREGNANT_FROM
    health = Health(conditions=frozenset({"pregnant"}), due_on=due_on)
    coaching.health.record(alice, health, at=monday)
    clock.shift(DAY)
    return monday + DAY


def says_it(client, address="/today/"):
    page = text_of(client.get(address))
    return SENTENCE in page and COBRA in page


def sent_from(client, address, selector):
    """What a form of a page sends, and where to."""
    form = soup_of(client.get(address)).select_one(selector)
    fields = {tag["name"]: tag.get("value", "") for tag in form.select("input[type=hidden]")}
    return form["action"], fields


def stored(person):
    person.refresh_from_db()
    return person.fitted_for, person.unseen_changes


class TestBeforeItIsWritten:
    def test_nothing_is_said_the_day_before(self, as_alice, alice, monday, tomorrow, clock):
        clock.shift(-DAY)
        assert not says_it(as_alice)

    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize(
        "headers", [{}, {"HX-Request": "true"}, {"Sec-Purpose": "prefetch;prerender"}]
    )
    def test_reading_writes_nothing_and_uses_no_sentence_up(
        self, as_alice, alice, tomorrow, method, headers
    ):
        for address in ("/today/", "/plan/", "/ledger/cobra/"):
            with CaptureQueriesContext(connection) as queries:
                getattr(as_alice, method)(address, headers=headers)
            statements = [query["sql"] for query in queries]
            assert [sql for sql in statements if not sql.lstrip("(").startswith("SELECT")] == []
        assert stored(alice) == ([], [])
        assert says_it(as_alice)

    def test_the_check_in_the_plan_and_today_say_it_and_show_what_suits(
        self, as_alice, alice, tomorrow
    ):
        planned = next_planned(alice, tomorrow)
        run = f"{planned.get_absolute_url()}run/run/"
        for address in ("/today/", "/plan/", planned.get_absolute_url(), run):
            assert says_it(as_alice, address), address
        for address in ("/today/", "/plan/", run):
            lines = soup_of(as_alice.get(address)).select("li.line a.dose")
            slugs = {link["href"].split("/")[2] for link in lines}
            assert len(slugs) > 3, address
            assert "cobra" not in slugs, address

    def test_a_place_in_the_plan_can_be_swapped_and_the_swap_is_kept(
        self, as_alice, alice, tomorrow
    ):
        links = soup_of(as_alice.get("/plan/")).select(".line__swap")
        address = links[1]["href"]
        page = soup_of(as_alice.get(address))
        action, fields = sent_from(as_alice, address, "main form:not(.notice)")
        chosen = page.select("input[name=exercise]")[0]["value"]
        as_alice.post(action or address, {**fields, "exercise": chosen})
        items = coaching.plan_swaps.in_force(alice)
        assert chosen in [item.current.exercise.slug for item in items]


class TestWithTheNextPost:
    def test_it_is_written_whatever_the_post_is_about(self, as_alice, alice, tomorrow):
        as_alice.post("/discomfort/", {"number": "2"})
        fitted_for, unseen = stored(alice)
        assert fitted_for == ["pregnant"]
        assert len(unseen) > 1
        names = {item.current.exercise.slug for item in coaching.plan_swaps.in_force(alice)}
        assert "cobra" not in names

    def test_a_session_begun_by_it_suits(self, as_alice, alice, tomorrow):
        planned = next_planned(alice, tomorrow)
        as_alice.post(planned.get_absolute_url(), {"pre": "0"})
        session = Session.objects.get()
        assert faults({"pregnant"}, moves_of(session)) == []

    def test_a_step_that_no_longer_suits_is_refused(self, as_alice, alice, monday, clock):
        session = begin_session(alice, at=monday)
        due_on = (monday + DAY).date() + TERM - PREGNANT_FROM
        health = Health(conditions=frozenset({"pregnant"}), due_on=due_on)
        coaching.health.record(alice, health, at=monday)
        clock.shift(DAY)
        step = session.steps.get(exercise__slug="cobra")
        assert "left out" in text_of(as_alice.get(step.get_absolute_url())).lower()
        assert session.steps.get(pk=step.pk).status == ""
        response = as_alice.post(
            step.get_absolute_url(), {"version": "0", "status": "done", "done_percent": "100"}
        )
        assert response.status_code == 409
        assert session.steps.get(pk=step.pk).status == "skipped"

    def test_a_post_without_a_token_writes_nothing(self, alice, tomorrow):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(alice)
        assert strict.post("/discomfort/", {"number": "2"}).status_code == 403
        assert stored(alice) == ([], [])

    def test_bob_s_post_writes_nothing_of_alice_s(self, as_bob, alice, tomorrow):
        as_bob.post("/discomfort/", {"number": "2"})
        assert stored(alice) == ([], [])


class TestTheSentenceIsSaid:
    def test_until_the_person_says_that_they_have_seen_it(self, as_alice, alice, tomorrow):
        action, fields = sent_from(as_alice, "/plan/", "form.notice")
        assert says_it(as_alice)
        response = as_alice.post(action, fields)
        assert (response.status_code, response.url) == (303, "/plan/")
        assert not says_it(as_alice)
        assert not says_it(as_alice, "/plan/")
        assert stored(alice) == (["pregnant"], [])
        assert as_alice.post(action, fields).status_code == 303

    def test_until_any_form_of_a_page_that_said_it_is_sent(self, as_alice, alice, tomorrow):
        address = next_planned(alice, tomorrow).get_absolute_url()
        action, fields = sent_from(as_alice, address, "form.check-in")
        as_alice.post(action, {**fields, "pre": "1"})
        assert not says_it(as_alice)

    def test_after_a_post_that_does_not_name_it(self, as_alice, alice, tomorrow):
        action, fields = sent_from(as_alice, "/discomfort/", "main form")
        assert "seen_changes" not in fields
        as_alice.post(action, {**fields, "number": "2"})
        for _ in range(2):
            assert says_it(as_alice)

    def test_after_a_post_that_names_an_older_one(self, as_alice, alice, tomorrow):
        action, older = sent_from(as_alice, "/today/", "form.notice")
        as_alice.post("/discomfort/", {"number": "2"})
        alice.refresh_from_db()
        alice.keep_unseen([*alice.unseen_changes, alice.unseen_changes[0]])
        as_alice.post(action, older)
        assert says_it(as_alice)

    @pytest.mark.parametrize("sent", [{}, {"seen_changes": "nonsense"}, {"seen_changes": ""}])
    def test_after_a_post_of_nonsense(self, as_alice, alice, tomorrow, sent):
        response = as_alice.post("/plan/seen/", sent)
        assert (response.status_code, response.url) == (303, "/today/")
        assert says_it(as_alice)

    @pytest.mark.parametrize(
        "back", ["//evil.example/", "https://evil.example/", "nonsense", "/\\evil.example/", "\x00"]
    )
    def test_and_leads_to_no_other_site(self, as_alice, tomorrow, back):
        assert as_alice.post("/plan/seen/", {"back": back}).url == "/today/"

    def test_to_nobody_else(self, as_bob, tomorrow):
        assert SENTENCE not in text_of(as_bob.get("/today/"))

    def test_without_what_the_library_has_no_row_of_any_more(self, as_alice, alice, tomorrow):
        as_alice.post("/discomfort/", {"number": "2"})
        alice.refresh_from_db()
        alice.keep_unseen([{"exercise": 0, "was": 0, "dose": None, "stand_in": None}])
        assert SENTENCE not in text_of(as_alice.get("/today/"))
        dose = Dose.objects.listed()[0]
        cobra = Exercise.objects.get(slug="cobra")
        change = {"exercise": cobra.pk, "was": dose.pk, "dose": None, "stand_in": None}
        alice.keep_unseen([change, {**change, "dose": 0}])
        assert "Left out: Cobra." in text_of(as_alice.get("/today/"))


class TestARestThatEndedTonight:
    @pytest.fixture
    def rested(self, alice, monday, clock):
        """Cobra rested until yesterday."""
        further = {"cobra": Felt(3, "ache", spread="further")}
        tell_morning(do_session(alice, at=monday, differing=further))
        current = alice.current_doses.get(exercise__slug="cobra")
        assert current.rests_until == (monday + REST_DAYS * DAY).date()
        clock.shift((REST_DAYS + 1) * DAY)
        return monday + (REST_DAYS + 1) * DAY

    def test_is_back_on_the_pages_as_in_the_session_that_is_begun(self, as_alice, alice, rested):
        planned = next(
            planned
            for planned in alice.planned_sessions.waiting().filter(planned_on__gte=rested.date())
            if planned.routine.items.filter(instead_of__exercise__slug="cobra").exists()
        )
        pages = ["/today/", f"{planned.get_absolute_url()}run/run/"]
        shown = [cobra_on(as_alice.get(address)) for address in pages]
        coaching.check_in.begin(planned, Answers(1), at=rested)
        step = Session.objects.get(planned=planned).steps.with_library().get(exercise__slug="cobra")
        assert step.dose.variant.rank == step.dose.step == 0
        assert shown == [[step.dose.variant.name, step.dose.in_words()]] * 2


def cobra_on(response):
    """The variant and dose of the cobra, as a list of exercises shows them."""
    line = soup_of(response).select_one("li.line:has(a[href='/ledger/cobra/'])")
    return [
        *list(line.select_one(".named").stripped_strings)[:1],
        line.select_one(".dose").contents[0],
    ]


class TestAMessage:
    def test_waits_for_a_page_that_somebody_sees(self, as_alice, clock):
        as_alice.post("/discomfort/", {"number": "2"})
        as_alice.head("/today/")
        as_alice.get("/today/", headers={"Sec-Purpose": "prefetch"})
        assert "Saved. It counts for what comes next." in text_of(as_alice.get("/today/"))
        assert "Saved. It counts for what comes next." not in text_of(as_alice.get("/today/"))
