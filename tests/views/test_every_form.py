"""Every form that writes: sent again, from two tabs, and with two answers.

A case makes the world that a form stands in, and gives the page it is drawn on, the address
that it goes to, an answer, and another answer (None where there is only one).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.apps import apps
from django.test import Client

from routines import coaching
from routines.models import RoutineItem, SentForm, Session, User
from tests.factories import begin_session, do_session, key_of, next_planned, pause
from tests.views.answers import REPORT
from tests.views.conftest import NONE, NOTHING_TO_REPORT, WISHES
from tests.views.pages import fields_of, soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DAY = timedelta(days=1)
AGAIN_AFTER = [timedelta(0), timedelta(seconds=16), timedelta(hours=1), DAY]
SKIPPED = {"status": "skipped", "stop_reason": "time"}


class Form(NamedTuple):
    page: str
    address: str
    answer: dict[str, object]
    other: dict[str, object] | None = None


class World(NamedTuple):
    person: User
    client: Client
    now: object
    clock: object


CASES: dict[str, Callable[[World], Form]] = {}


def case(make: Callable[[World], Form]) -> Callable[[World], Form]:
    CASES[make.__name__.replace("_", " ")] = make
    return make


def first_step(world: World):
    return begin_session(world.person, at=world.now).steps.in_order().with_library()[0]


def finished(world: World) -> Session:
    session = begin_session(world.person, at=world.now)
    for step in session.steps.in_order():
        done = coaching.step_answers.StepAnswer("done", 100)
        coaching.step_answers.answer(key_of(step), done, version=0, at=world.now)
    return session


@case
def a_check_in(world: World) -> Form:
    address = next_planned(world.person, world.now).get_absolute_url()
    return Form(address, address, {"pre": "1"}, {"pre": "6"})


@case
def a_check_in_at_nine(world: World) -> Form:
    address = next_planned(world.person, world.now).get_absolute_url()
    return Form(address, address, {"pre": "9"}, {"pre": "8"})


@case
def a_step(world: World) -> Form:
    address = first_step(world).get_absolute_url()
    return Form(address, address, {"status": "done"}, SKIPPED)


@case
def what_hurts(world: World) -> Form:
    address = first_step(world).hurts_address
    return Form(address, address, REPORT, {**REPORT, "during": "3"})


@case
def an_end_before_the_end(world: World) -> Form:
    session = begin_session(world.person, at=world.now)
    return Form(session.finish_address, session.finish_address, {})


@case
def the_last_page(world: World) -> Form:
    address = finished(world).after_address
    return Form(address, address, {"same": "1"}, {"after": "7"})


@case
def the_last_page_of_one_exercise(world: World) -> Form:
    address = finished(world).after_address
    worse = {"step-5-differed": "1", "step-5-during": "6", "step-5-quality": "ache"}
    return Form(address, address, worse, {"same": "1"})


@case
def how_it_felt_changed(world: World) -> Form:
    address = do_session(world.person, at=world.now).after_address
    return Form(f"{address}?change=1", address, {"after": "4"}, {"after": "7"})


@case
def the_morning(world: World) -> Form:
    do_session(world.person, at=world.now)
    world.clock.shift(timedelta(hours=13))
    return Form("/morning/", "/morning/", {"word": "same"}, {"word": "worse", "number": "7"})


@case
def discomfort(world: World) -> Form:
    more = {"number": "6", "note": "stairs"}
    return Form("/discomfort/", "/discomfort/", {"number": "3", "places": ["lower_back"]}, more)


@case
def discomfort_changed(world: World) -> Form:
    row = coaching.discomfort.record(world.person, number=3, places=[], note="", at=world.now)
    address = f"/discomfort/{row.pk}/"
    return Form(address, address, {"number": "4"}, {"number": "5"})


@case
def the_red_flags(world: World) -> Form:
    return Form("/start/", "/start/", NONE, {**NONE, "urgent": "weight_loss"})


@case
def health(world: World) -> Form:
    knee = {**NOTHING_TO_REPORT, "joints": "knee"}
    return Form("/start/health/", "/start/health/", knee, {**knee, "joints": "wrist"})


@case
def health_asked_again(world: World) -> Form:
    knee = {**NONE, **NOTHING_TO_REPORT, "changed": "yes", "joints": "knee"}
    return Form("/start/", "/start/", knee, {**knee, "joints": "wrist"})


@case
def a_word_of_a_professional(world: World) -> Form:
    told = {**NOTHING_TO_REPORT, "cautions": "surgery", "may_exercise": "not_yet"}
    world.client.post("/start/health/", told)
    address = "/start/ask-first/"
    return Form(address, address, {"said_on": "2026-11-20"}, {"said_on": "2026-11-21"})


@case
def wishes(world: World) -> Form:
    return Form("/start/wishes/", "/start/wishes/", WISHES, {**WISHES, "minutes": "20"})


@case
def a_week_accepted(world: World) -> Form:
    world.client.post("/start/wishes/", WISHES)
    return Form("/plan/", "/plan/accept/", {})


@case
def a_week_discarded(world: World) -> Form:
    world.client.post("/start/wishes/", WISHES)
    return Form("/plan/", "/plan/discard/", {})


@case
def a_swap(world: World) -> Form:
    item = RoutineItem.objects.filter(routine__plan__owner=world.person, rank=3).first()
    address = f"/plan/items/{item.pk}/swap/"
    page = world.client.get(address)
    slugs = [one["value"] for one in soup_of(page).select("[name=exercise]")]
    return Form(address, address, {"exercise": slugs[0]}, {"exercise": slugs[-1]})


@case
def a_pause_explained(world: World) -> Form:
    pause(world.person, "U1", at=world.now)
    address = "/plan/paused/"
    seen = {"cleared_as": "professional", "checked_on": "2026-11-20"}
    return Form(address, address, {"cleared_as": "mistake"}, seen)


@case
def a_measure(world: World) -> Form:
    day = {"measured_on": "2026-11-23", "landmark": ""}
    return Form("/measures/", "/measures/", {**day, "first": "12"}, {**day, "first": "9"})


@case
def a_measure_corrected(world: World) -> Form:
    kept = coaching.measures.keep_measure(
        world.person, on=world.now.date(), centimetres=20, landmark="", at=world.now
    )
    address = kept.get_absolute_url()
    day = {"measured_on": "2026-11-23", "landmark": ""}
    return Form(address, address, {**day, "first": "12"}, {**day, "first": "9"})


@case
def an_activity(world: World) -> Form:
    return Form("/activities/", "/activities/", {"name": "Socks"}, {"name": "Garden"})


@case
def a_number_of_an_activity(world: World) -> Form:
    row = coaching.measures.name_activity(world.person, "Socks", at=world.now)
    address = row.get_absolute_url()
    return Form(address, address, {"number": "4"}, {"number": "6"})


@case
def a_choice_of_their_own(world: World) -> Form:
    do_session(world.person, at=world.now)
    world.clock.shift(timedelta(hours=13))
    world.client.post("/morning/", {"word": "same"})
    address = "/ledger/cobra/choose/"
    return Form("/ledger/cobra/", address, {"kind": "ease"})


def rows() -> dict[str, list[str]]:
    """Every row of every table, but for the keys themselves."""
    tables = [model for model in apps.get_app_config("routines").get_models() if model != SentForm]
    return {model.__name__: sorted(map(repr, model.objects.values())) for model in tables}


@pytest.fixture(params=CASES.values(), ids=CASES)
def form(request, alice, as_alice, monday, clock) -> Form:
    return request.param(World(alice, as_alice, monday, clock))


def drawn(client: Client, form: Form, answer: dict[str, object]) -> dict[str, object]:
    """The form as its page draws it now, filled in with an answer."""
    return {**fields_of(client.get(form.page), form.address), **answer}


class TestSentAgain:
    def test_it_counts_once(self, form, as_alice, clock):
        filled = drawn(as_alice, form, form.answer)
        first = as_alice.post(form.address, filled)
        assert first.status_code == 303, text_of(first)
        before = rows()
        for later in AGAIN_AFTER:
            clock.shift(later)
            again = as_alice.post(form.address, filled)
            assert (again.status_code, again.url) == (303, first.url), later
            assert rows() == before, later


class TestFromTwoTabs:
    def test_the_same_answer_counts_once(self, form, as_alice, clock):
        tabs = [drawn(as_alice, form, form.answer) for _ in range(2)]
        assert as_alice.post(form.address, tabs[0]).status_code == 303
        before = rows()
        clock.shift(timedelta(minutes=2))
        assert as_alice.post(form.address, tabs[1]).status_code == 303
        assert rows() == before

    def test_another_answer_is_stored_or_both_are_shown(self, form, as_alice, clock):
        if form.other is None:
            return
        tabs = [drawn(as_alice, form, answer) for answer in (form.answer, form.other)]
        assert as_alice.post(form.address, tabs[0]).status_code == 303
        before = rows()
        clock.shift(timedelta(minutes=2))
        second = as_alice.post(form.address, tabs[1])
        if second.status_code == 303:
            assert rows() != before
        else:
            assert second.status_code == 409, text_of(second)
            assert rows() == before
            assert "Saved" in text_of(second)

    def test_the_same_key_with_another_answer_is_no_repeat(self, form, as_alice):
        if form.other is None:
            return
        filled, other = (drawn(as_alice, form, answer) for answer in (form.answer, form.other))
        as_alice.post(form.address, filled)
        before = rows()
        second = as_alice.post(form.address, {**other, "form_key": filled["form_key"]})
        if second.status_code == 303:
            assert rows() != before
        else:
            assert second.status_code == 409, text_of(second)
            assert rows() == before
