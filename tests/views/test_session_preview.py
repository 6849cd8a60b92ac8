"""One page for each answer of the gate: what the session would be, what changed, and why."""

import pytest

from routines import coaching
from routines.coaching.session_preview import SessionPreview
from routines.models import CheckIn, Dose, Session
from routines.vocabulary import Gate
from tests.factories import begin_session, do_session, next_planned, pause, stand_at, tell_morning
from tests.views.pages import soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
GATES = ("ease", "light", "mobility-only", "no-strength", "run")


@pytest.fixture
def planned(alice, monday):
    return next_planned(alice, monday)


def names(page):
    return [one.get_text(" ", strip=True) for one in soup_of(page).select(".line .named")]


class TestBeforeTheCheckIn:
    @pytest.mark.parametrize(
        ("gate", "headline", "why"),
        [
            ("ease", "A gentle version today", "This is for: 6 or more now, but below 8."),
            ("light", "A gentle version today", "This is for: Between 4 and 5 now"),
            ("mobility-only", "Gentle mobility today", "This is for: There was a session today"),
            ("no-strength", "Without strength today", "This is for: Fewer than 2 days since"),
            ("run", "Ready to start", "Nothing stands in the way."),
        ],
    )
    def test_each_says_what_it_is_and_when(self, as_alice, planned, gate, headline, why):
        page = as_alice.get(f"{planned.get_absolute_url()}run/{gate}/")
        assert headline in text_of(page)
        assert why in text_of(page)
        assert "This is what it would be" in text_of(page)
        assert soup_of(page).select_one(f'a.button[href="{planned.get_absolute_url()}"]')
        assert not CheckIn.objects.exists()

    @pytest.mark.parametrize(("gate", "pre"), [("run", 1), ("light", 4), ("ease", 6)])
    def test_it_holds_what_the_check_in_then_makes_of_it(
        self, as_alice, alice, planned, monday, gate, pre
    ):
        before = names(as_alice.get(f"{planned.get_absolute_url()}run/{gate}/"))
        begin_session(alice, at=monday, pre=pre)
        assert names(as_alice.get(f"{planned.get_absolute_url()}run/{gate}/")) == before

    def test_what_cannot_be_lighter_is_said(self, as_alice, alice, planned):
        address = f"{planned.get_absolute_url()}run/light/"
        assert "at their gentlest already" not in text_of(as_alice.get(address))
        for current in alice.current_doses.all():
            easiest = Dose.objects.listed().filter(variant__exercise=current.exercise_id)
            easiest = easiest.order_by("variant__rank", "step")[0]
            alice.current_doses.filter(pk=current.pk).update(dose=easiest, first_dose=easiest)
        assert "at their gentlest already" in text_of(as_alice.get(address))

    def test_a_session_of_which_nothing_is_left_is_not_called_gentle(self):
        run = SessionPreview(Gate.LIGHT, ("D2",), frozenset(), {}, lines=(), left_out=())
        assert not run.is_at_its_gentlest

    def test_what_is_lighter_or_left_out_is_named(self, as_alice, alice, planned):
        full = stand_at(alice, "cat-cow", "full-cat-cow").variant
        page = text_of(as_alice.get(f"{planned.get_absolute_url()}run/light/"))
        assert f"an easier form of {full.name}" in page
        page = text_of(as_alice.get(f"{planned.get_absolute_url()}run/mobility-only/"))
        assert "Left out today: " in page

    def test_what_is_known_of_the_day_is_asked_for_whatever_the_gate_says(
        self, as_alice, alice, planned, monday, clock
    ):
        tell_morning(do_session(alice, at=monday))
        following = next_planned(alice, monday)
        page = text_of(as_alice.get(f"{following.get_absolute_url()}run/run/"))
        assert "Gentle mobility today" in page
        assert "You trained earlier today." in page
        assert "Rules D4, D5" in page

    def test_a_gate_that_stops_has_no_such_page(self, as_alice, planned):
        for gate in ("stop-see", "locked", "RUN", "no_strength", "nonsense"):
            assert as_alice.get(f"{planned.get_absolute_url()}run/{gate}/").status_code == 404


class TestOnceItIsBegun:
    def test_the_check_in_leads_to_the_page_of_its_gate(self, as_alice, planned):
        response = as_alice.post(planned.get_absolute_url(), {"pre": "6"})
        assert response.url == f"{planned.get_absolute_url()}run/ease/"
        page = text_of(as_alice.get(response.url))
        assert "6 today, so a gentle version." in page
        assert "Start session" in page

    def test_an_untouched_session_leads_there_too(self, as_alice, alice, planned, monday):
        begin_session(alice, at=monday, pre=4)
        response = as_alice.get(planned.get_absolute_url())
        assert response.url == f"{planned.get_absolute_url()}run/light/"

    def test_another_gate_says_that_it_was_begun_otherwise(self, as_alice, alice, planned, monday):
        begin_session(alice, at=monday, pre=1)
        page = text_of(as_alice.get(f"{planned.get_absolute_url()}run/ease/"))
        assert "Your session today was begun otherwise." in page

    def test_a_closed_one_is_a_page_of_the_diary(self, as_alice, alice, monday):
        session = do_session(alice, at=monday)
        response = as_alice.get(f"{session.get_absolute_url()}run/run/")
        assert response.url == session.get_absolute_url()


def test_a_paused_plan_has_none(as_alice, alice, planned, monday):
    pause(alice, "T1", at=monday)
    response = as_alice.get(f"{planned.get_absolute_url()}run/run/")
    assert response.url == "/plan/paused/"


@pytest.mark.parametrize("gate", GATES)
def test_a_stranger_finds_nothing(as_bob, planned, gate):
    assert as_bob.get(f"{planned.get_absolute_url()}run/{gate}/").status_code == 404


def test_it_is_read_and_never_written(as_alice, planned):
    assert as_alice.post(f"{planned.get_absolute_url()}run/run/").status_code == 405
    assert not Session.objects.exists()


def test_after_a_raised_morning_nobody_can_explain_it_is_a_set_less(as_alice, alice, monday, clock):
    session = do_session(alice, at=monday)
    coaching.ledger.recompute(alice, at=monday)
    state = alice.ledger_state
    state.state["is_shared_morning"] = True
    state.state["trained_on"] = None
    state.state["strength_on"] = None
    state.save()
    following = next_planned(alice, session.started_at)
    page = text_of(as_alice.get(f"{following.get_absolute_url()}run/run/"))
    assert "planned: " in page


def test_the_check_in_declares_where_each_gate_leads(as_alice, planned):
    form = soup_of(as_alice.get(planned.get_absolute_url())).select_one("form.check-in")
    for gate in GATES:
        assert form[f"data-outcome-{gate}"] == f"{planned.get_absolute_url()}run/{gate}/"
