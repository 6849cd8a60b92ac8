"""The morning after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from routines.coaching.session_end import Felt
from routines.models import MorningReport
from tests.factories import begin_session, do_session
from tests.views.pages import error_beside, fields_of, soup_of, text_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class TestMorning:
    @pytest.fixture
    def due(self, alice, monday, clock):
        session = do_session(alice, at=monday)
        clock.shift(timedelta(hours=13))
        return session

    def test_no_worse_than_usual_is_one_tap(self, as_alice, due):
        response = as_alice.post("/morning/", {"word": "same"})
        assert (response.status_code, response.url) == (303, "/today/")
        assert due.decisions.count() > 0

    def test_worse_is_one_way(self, as_alice, due):
        links = soup_of(as_alice.get("/today/")).select("#morning a")
        assert [link.get_text() for link in links] == ["Worse than usual"]

    def test_worse_asks_for_a_number(self, as_alice, due):
        page = as_alice.get("/morning/?word=worse")
        assert typed(page, "word") == ["worse"]
        assert typed(page, "number") == []
        assert "A usual morning of yours is a 1." in text_of(page)
        as_alice.post("/morning/", {"word": "worse", "number": "3"})
        assert MorningReport.objects.get().number == 3

    def test_the_usual_is_the_one_that_the_rules_go_by(self, as_alice, alice, due):
        due.check_in.usual_morning = 4
        due.check_in.save()
        assert "A usual morning of yours is a 4." in text_of(as_alice.get("/morning/?word=worse"))

    def test_a_quiet_morning_carries_no_number(self, as_alice, due):
        as_alice.post("/morning/", {"word": "same", "number": "3"})
        assert MorningReport.objects.get().number is None

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({}, "word"),
            ({"word": "awful"}, "word"),
            ({"word": "worse"}, "number"),
            ({"word": "worse", "number": "11"}, "number"),
            ({"word": "worse", "number": "-1"}, "number"),
            ({"word": "worse", "number": "a lot"}, "number"),
            ({"word": "worse", "number": "\x00"}, "number"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field(self, as_alice, due, said, field):
        response = as_alice.post("/morning/", said)
        assert response.status_code == 422
        assert error_beside(response, field)
        if said.get("word") == "worse":
            assert typed(response, "word") == ["worse"]

    def test_spread_is_asked_about_only_where_it_was(self, as_alice, alice, monday, clock):
        felt = {"cobra": Felt(2, spread="further")}
        do_session(alice, at=monday, differing=felt)
        clock.shift(timedelta(hours=13))
        assert "further down my leg" in text_of(as_alice.get("/morning/?word=worse"))

    def test_once_told_it_is_noted_and_can_be_changed(self, as_alice, due):
        as_alice.post("/morning/", {"word": "same"})
        assert "Noted: no worse than usual. Change" in text_of(as_alice.get("/morning/"))
        assert "Noted: no worse than usual. Change" in text_of(as_alice.get("/today/"))
        form = soup_of(as_alice.get("/morning/?change=1")).select_one("main form")
        seen = form.select_one("[name=instead_of]")["value"]
        before = list(due.decisions.values_list("rules", flat=True))
        changed = {"word": "worse", "number": "7", "instead_of": seen}
        assert as_alice.post("/morning/", changed).status_code == 303
        assert MorningReport.objects.get().number == 7
        assert list(due.decisions.values_list("rules", flat=True)) != before
        assert "Noted: worse than usual, 7 of 10." in text_of(as_alice.get("/today/"))

    def test_once_the_next_session_begins_it_stays(self, as_alice, alice, due, clock):
        as_alice.post("/morning/", {"word": "same"})
        begin_session(alice, at=timezone.now())
        assert "Nothing to tell" in text_of(as_alice.get("/morning/?change=1"))
        late = as_alice.post("/morning/", {"word": "worse", "number": "7"})
        assert late.status_code == 422
        assert "too late to count" in text_of(late)

    def test_another_answer_of_another_tab_is_shown_beside_the_first(self, as_alice, due):
        as_alice.post("/morning/", {"word": "same"})
        page = as_alice.post("/morning/", {"word": "worse", "number": "7"})
        assert page.status_code == 409
        assert MorningReport.objects.get().number is None
        kept, sent = (card.get_text(" ") for card in soup_of(page).select("main section"))
        assert "No worse than usual" in kept
        assert "Worse than usual" in sent
        assert "7" in sent
        form = soup_of(page).select_one("main form")
        mine = {one["name"]: one["value"] for one in form.select("input")}
        assert as_alice.post(form["action"], mine).status_code == 303
        assert MorningReport.objects.get().number == 7

    def test_a_card_of_an_earlier_session_tells_nothing_of_a_later_one(
        self, as_alice, alice, due, clock, monday
    ):
        card = fields_of(as_alice.get("/today/"), "/morning/")
        do_session(alice, at=monday + timedelta(days=1))
        clock.shift(timedelta(days=1))
        late = as_alice.post("/morning/", {**card, "word": "same"})
        assert late.status_code == 422
        assert "too late to count" in text_of(late)
        assert not MorningReport.objects.exists()

    def test_the_same_answer_of_another_tab_is_one_answer(self, as_alice, due):
        for _ in range(2):
            response = as_alice.post("/morning/", {"word": "worse", "number": "7"})
            assert response.status_code == 303

    def test_after_four_days_it_is_no_longer_asked(self, as_alice, due, clock):
        clock.shift(timedelta(hours=84))
        assert "Nothing to tell" in text_of(as_alice.get("/morning/"))

    def test_bob_is_not_asked_about_alices_morning(self, as_bob, due):
        assert "Nothing to tell" in text_of(as_bob.get("/morning/"))
