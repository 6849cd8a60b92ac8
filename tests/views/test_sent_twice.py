"""A form that is sent again counts once, whenever it comes; another answer is shown."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from routines.models import Discomfort
from tests.factories import do_session, next_planned
from tests.views.conftest import NONE, WISHES
from tests.views.pages import fields_of, soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

AGAIN_AFTER = [timedelta(0), timedelta(seconds=16), timedelta(hours=1), timedelta(days=1)]


def sore(**more):
    return {"number": "3", "note": "after weeding", "form_key": str(uuid4()), **more}


class TestTheSameFormSentAgain:
    @pytest.mark.parametrize("later", AGAIN_AFTER, ids=str)
    def test_counts_once_and_is_answered_as_before(self, as_alice, alice, clock, later):
        form = sore()
        first = as_alice.post("/discomfort/", form)
        said_first = text_of(as_alice.get("/today/"))
        clock.shift(later)
        again = as_alice.post("/discomfort/", form)
        assert (again.status_code, again.url) == (first.status_code, first.url)
        assert Discomfort.objects.count() == 1
        saved = "Saved. It counts for what comes next."
        assert saved in said_first
        assert saved in text_of(as_alice.get("/today/"))

    def test_with_another_key_it_is_another_one(self, as_alice, alice):
        as_alice.post("/discomfort/", sore())
        as_alice.post("/discomfort/", sore())
        assert Discomfort.objects.count() == 2

    def test_bob_may_have_the_same_key(self, as_alice, as_bob):
        form = sore()
        assert as_alice.post("/discomfort/", form).status_code == 303
        assert as_bob.post("/discomfort/", form).status_code == 303
        assert Discomfort.objects.count() == 2

    @pytest.mark.parametrize("key", ["", "nonsense", "\x00", "7" * 4000])
    def test_a_key_that_is_none_does_no_harm(self, as_alice, key):
        assert as_alice.post("/discomfort/", sore(form_key=key)).status_code == 303

    def test_what_was_refused_may_be_mended_and_sent_again(self, as_alice):
        form = sore(number="11")
        assert as_alice.post("/discomfort/", form).status_code == 422
        assert as_alice.post("/discomfort/", {**form, "number": "3"}).status_code == 303


class TestTheSameAnswerFromAnotherTab:
    def test_drawn_before_the_first_was_sent_it_is_one_answer(self, as_alice, clock):
        drawn_at = timezone.now().isoformat()
        as_alice.post("/discomfort/", sore(drawn_at=drawn_at))
        clock.shift(timedelta(hours=1))
        as_alice.post("/discomfort/", sore(drawn_at=drawn_at))
        assert Discomfort.objects.count() == 1

    def test_drawn_after_it_is_another_one(self, as_alice, clock):
        as_alice.post("/discomfort/", sore(drawn_at=timezone.now().isoformat()))
        clock.shift(timedelta(hours=1))
        as_alice.post("/discomfort/", sore(drawn_at=timezone.now().isoformat()))
        assert Discomfort.objects.count() == 2

    def test_on_another_day_it_is_another_one(self, as_alice, clock):
        drawn_at = timezone.now().isoformat()
        as_alice.post("/discomfort/", sore(drawn_at=drawn_at))
        clock.shift(timedelta(days=2))
        as_alice.post("/discomfort/", sore(drawn_at=drawn_at))
        assert Discomfort.objects.count() == 2

    def test_after_something_else_it_is_no_repeat(self, as_alice, alice, clock):
        address, nothing = "/start/health/", {"cautions": "none", "joints": "none", "body": "none"}
        old_tab, tab = (fields_of(as_alice.get(address), address) for _ in range(2))
        as_alice.post(address, {**tab, **nothing, "joints": "osteoporosis"})
        clock.shift(timedelta(minutes=1))
        tab = fields_of(as_alice.get(address), address)
        as_alice.post(address, {**tab, **nothing})
        late = as_alice.post(address, {**old_tab, **nothing, "joints": "osteoporosis"})
        assert late.status_code == 409
        form = soup_of(late).select_one("main form")
        as_alice.post(form["action"], {one["name"]: one["value"] for one in form.select("input")})
        alice.refresh_from_db()
        assert alice.conditions == ["osteoporosis"]

    @pytest.mark.parametrize(
        "drawn_at", ["", "soon", "2026-11-23", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"]
    )
    def test_a_moment_that_is_none_does_no_harm(self, as_alice, drawn_at):
        assert as_alice.post("/discomfort/", sore(drawn_at=drawn_at)).status_code == 303


class TestAnotherAnswerWithTheSameKey:
    @pytest.fixture
    def page(self, as_alice):
        form = sore()
        as_alice.post("/discomfort/", form)
        return as_alice.post("/discomfort/", {**form, "number": "6", "note": "worse <b>now</b>"})

    def test_both_are_shown_and_nothing_is_stored(self, page):
        assert page.status_code == 409
        assert Discomfort.objects.get().number == 3
        cards = [card.get_text() for card in soup_of(page).select("main section")]
        assert "after weeding" in cards[0]
        assert "worse <b>now</b>" in cards[1]

    def test_the_first_can_be_kept(self, as_alice, page):
        kept = soup_of(page).select_one("main a.button")["href"]
        assert as_alice.get(kept).status_code == 200
        assert Discomfort.objects.count() == 1

    def test_the_second_can_be_saved_too(self, as_alice, page):
        form = soup_of(page).select_one("main form")
        fields = {field["name"]: field["value"] for field in form.select("input")}
        assert as_alice.post(form["action"], fields).status_code == 303
        assert set(Discomfort.objects.values_list("number", flat=True)) == {3, 6}


class TestWhatIsShownOfBoth:
    def test_a_nought_that_was_kept_is_shown(self, as_alice, alice, monday):
        address = next_planned(alice, monday).get_absolute_url()
        as_alice.post(address, {"pre": "0"})
        page = as_alice.post(address, {"pre": "3"})
        kept, sent = (card.select_one("dd").get_text() for card in soup_of(page).select("section"))
        assert (kept, sent) == ("0", "3")

    def test_the_questions_after_an_alarm_are_shown(self, as_alice, alice, monday):
        address = do_session(alice, at=monday).check_address
        form = {**NONE, "form_key": str(uuid4())}
        as_alice.post(address, form)
        page = as_alice.post(address, {**form, "emergency": "", "urgent": ""})
        assert page.status_code == 409
        assert "None of these" in text_of(page)


class TestWhatWasTurnedAway:
    """A form that was not taken is no answer: sent again, it is taken."""

    def test_wishes_under_a_lock(self, as_alice, alice, clock):
        as_alice.post("/start/", {**NONE, "urgent": "fever_unwell"})
        form = {**WISHES, "minutes": "20", "form_key": str(uuid4())}
        assert as_alice.post("/start/wishes/", form).url == "/plan/paused/"
        clock.shift(timedelta(hours=1))
        as_alice.post("/plan/paused/", {"cleared_as": "mistake"})
        as_alice.post("/start/", NONE)
        assert as_alice.post("/start/wishes/", form).url == "/plan/"
        assert alice.weekly_plans.proposed().get().minutes == 20

    def test_a_check_in_while_a_word_is_missing(self, as_alice, alice, monday):
        waits = {"cautions": "surgery", "may_exercise": "not_yet", "joints": "none", "body": "none"}
        as_alice.post("/start/health/", waits)
        planned = next_planned(alice, monday)
        form = {"pre": "1", "form_key": str(uuid4())}
        assert as_alice.post(planned.get_absolute_url(), form).url == "/start/ask-first/"
        as_alice.post("/start/ask-first/", {"said_on": "2026-11-23"})
        as_alice.post(planned.get_absolute_url(), form)
        assert alice.sessions.filter(pk=planned.pk).exists()
