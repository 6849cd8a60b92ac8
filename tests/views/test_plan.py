"""The week explained, and what a person changes in it."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.planning import Varied
from tests.views.conftest import NOTHING_TO_REPORT, WISHES
from tests.views.pages import error_beside, fields_of, soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def item(alice):
    return coaching.plan_swaps.in_force(alice).filter(phase="stretch").first()


def address(item):
    return f"/plan/items/{item.pk}/swap/"


def first_choice(client, item):
    return soup_of(client.get(address(item))).select_one("[name=exercise]")["value"]


class TestTheWeekExplained:
    def test_each_session_says_why_these_and_why_in_this_order(self, as_alice):
        page = soup_of(as_alice.get("/plan/"))
        why = [" ".join(one.get_text(" ").split()) for one in page.select("main details")]
        assert len(why) == 2
        for words in why:
            assert "Every main exercise is on the list for your aim." in words
            assert "Of the main exercises" in words
            assert "3 easy moves warm you up first." in words
            assert "no other order needs fewer" in words

    def test_the_week_says_how_often_and_that_days_of_rest_lie_between(self, as_alice):
        page = text_of(as_alice.get("/plan/"))
        assert "each at least 2 times a week" in page
        assert "A rest day lies between the sessions" in page

    def test_each_session_says_what_to_have_at_hand(self, as_alice):
        assert "You need: mat" in text_of(as_alice.get("/plan/"))

    def test_a_proposed_week_is_explained_as_well(self, guest_client):
        wishes = {
            "aim": "ease", "usual_morning": "2", "weekdays": ["0", "3"], "starts_at": "18:30",
            "minutes": "15", "time_zone": "UTC",
        }  # fmt: skip
        guest_client.post("/start/wishes/", wishes)
        page = soup_of(guest_client.get("/plan/"))
        assert len(page.select("main details")) == 2


class TestForTheirHealth:
    """The plan says which condition holds back or leaves out what."""

    @pytest.fixture
    def told(self, guest_client):
        """A first week for somebody with stenosis, proposed and not accepted yet."""
        guest_client.post("/start/health/", {**NOTHING_TO_REPORT, "joints": "stenosis"})
        guest_client.post("/start/wishes/", WISHES)
        return soup_of(guest_client.get("/plan/"))

    def test_what_is_done_in_another_form_says_so_under_why_these(self, told):
        words = "in a form that suits you, because you told us: “Spinal stenosis, or a vertebra"
        days = [
            day for day in told.select("section.card:has(ol)") if "Cat-Cow" in day.ol.get_text()
        ]
        assert days
        for day in days:
            lines = [li.get_text() for li in day.select("details li") if words in li.get_text()]
            assert len(lines) == 1
            assert "Cat-Cow" in lines[0]
            assert "Bridge" not in lines[0]

    def test_what_is_left_out_says_so_for_the_week(self, told):
        week = told.select_one("main .card--sage").get_text()
        assert "Left out for you: " in week
        line = next(one for one in week.split("\n") if "Left out for you: " in one)
        assert "Cobra" in line
        assert "because you told us: “Spinal stenosis, or a vertebra that slipped”." in line

    def test_who_told_nothing_reads_nothing_of_it(self, as_alice):
        page = text_of(as_alice.get("/plan/"))
        assert "because you told us" not in page


class TestSwapping:
    def test_whatever_has_another_of_its_purpose_leads_to_its_swap(self, as_alice, alice, monday):
        links = {a["href"] for a in soup_of(as_alice.get("/plan/")).select(".line__swap")}
        items = coaching.plan_swaps.in_force(alice)
        with_choices = [one for one in items if coaching.plan_swaps.choices_for(one, at=monday)]
        assert links == {address(item) for item in with_choices}
        assert len(links) >= 6

    def test_each_choice_says_how_it_is_alike(self, as_alice, item):
        page = soup_of(as_alice.get(address(item)))
        assert "Something else for" in page.h1.get_text()
        labels = page.select("label.choice:has([name=exercise]) .small")
        assert labels

    def test_choosing_puts_it_in_the_week(self, as_alice, item):
        slug = first_choice(as_alice, item)
        response = as_alice.post(address(item), {"exercise": slug, "seen": item.current_id})
        assert (response.status_code, response.url) == (303, "/plan/")
        page = as_alice.get("/plan/")
        assert "Swapped, from your next session on." in text_of(page)
        assert soup_of(page).select(f'main .line a[href="/library/{slug}/"]')

    def test_a_second_tap_says_nothing_more(self, as_alice, item):
        said = {"exercise": first_choice(as_alice, item), "seen": item.current_id}
        as_alice.post(address(item), said)
        assert as_alice.post(address(item), said).status_code == 303

    def test_nothing_chosen_is_answered_with_words(self, as_alice, item):
        response = as_alice.post(address(item), {"seen": item.current_id})
        assert response.status_code == 422
        assert error_beside(response, "exercise")

    def test_a_page_out_of_date_says_so(self, as_alice, item):
        said = {"exercise": first_choice(as_alice, item), "seen": "nonsense"}
        response = as_alice.post(address(item), said)
        assert response.status_code == 422
        assert "out of date" in text_of(response)

    def test_what_is_there_already_is_no_answer(self, as_alice, item):
        said = {"exercise": "brisk-walking", "seen": item.current_id}
        assert as_alice.post(address(item), said).status_code == 422

    def test_a_week_that_gets_one_sided_says_so(self, as_alice, alice, item, monday):
        coaching.plan_swaps.in_force(alice).filter(current__exercise__slug="cat-cow").delete()
        one, choice = next(
            (one, choice)
            for one in coaching.plan_swaps.in_force(alice).filter(phase__in=["stretch", "strength"])
            for choice in coaching.plan_swaps.choices_for(one, at=monday)
            if choice.lacks
        )
        assert "Then nothing in this session" in text_of(as_alice.get(address(one)))
        said = {"exercise": choice.exercise.slug, "seen": one.current_id}
        as_alice.post(address(one), said)
        page = text_of(as_alice.get("/plan/"))
        assert "Nothing in this session" in page

    def test_the_opening_walk_has_no_other(self, as_alice, alice):
        walk = coaching.plan_swaps.in_force(alice).filter(rank=0).first()
        assert "opens every session" in text_of(as_alice.get(address(walk)))
        said = {"exercise": "cobra", "seen": walk.current_id}
        told = text_of(as_alice.post(address(walk), said, follow=True))
        assert "does not fit any more, so nothing was changed" in told

    def test_a_stranger_s_is_not_there(self, as_bob, item):
        assert as_bob.get(address(item)).status_code == 404
        assert as_bob.post(address(item), {}).status_code == 404

    def test_that_of_a_plan_that_ended_is_not_there(self, as_alice, alice, item, monday):
        alice.weekly_plans.update(ended_at=monday)
        assert as_alice.get(address(item)).status_code == 404


class TestFourWeeks:
    @pytest.fixture
    def later(self, clock):
        clock.shift(timedelta(days=28))

    def test_before_that_nothing_is_offered(self, as_alice):
        assert "A little variety?" not in text_of(as_alice.get("/plan/"))
        assert "A little variety?" not in text_of(as_alice.get("/today/"))
        as_alice.post("/plan/vary/")
        assert "This is my week" not in text_of(as_alice.get("/plan/"))

    def test_today_and_the_plan_offer_it(self, as_alice, alice, monday, later):
        coaching.week.resume(alice.weekly_plans.get(), (monday + timedelta(days=28)).date())
        assert "Four weeks with these. A little variety?" in text_of(as_alice.get("/plan/"))
        assert "Four weeks with these." in text_of(as_alice.get("/today/"))

    def test_it_is_a_proposal_that_says_what_changes(self, as_alice, alice, later):
        as_alice.post("/plan/vary/")
        page = text_of(as_alice.get("/plan/"))
        assert "What changes New in your week:" in page
        assert "Resting from it:" in page
        as_alice.post("/plan/accept/")
        page = text_of(as_alice.get("/plan/"))
        assert "A little variety?" not in page
        assert "What changes" not in page

    def test_mine_may_be_kept(self, as_alice, alice, later):
        as_alice.post("/plan/vary/")
        assert "Keep mine for four more weeks" in text_of(as_alice.get("/plan/"))
        as_alice.post("/plan/keep/")
        page = text_of(as_alice.get("/plan/"))
        assert "A little variety?" not in page
        assert "This is my week" not in page

    def test_where_nothing_else_fits_it_says_so(self, as_alice, alice, later, monkeypatch):
        monkeypatch.setattr("routines.planning.vary", lambda sessions, *_: Varied(sessions, ()))
        as_alice.post("/plan/vary/")
        assert "nothing else of the same purpose" in text_of(as_alice.get("/plan/"))


def test_an_old_tab_accepts_no_week_that_it_did_not_show(as_alice, alice, clock):
    as_alice.post("/start/wishes/", WISHES)
    old_tab = fields_of(as_alice.get("/plan/"), "/plan/accept/")
    as_alice.post("/start/wishes/", {**WISHES, "minutes": "20"})
    response = as_alice.post("/plan/accept/", old_tab)
    assert response.url == "/plan/"
    assert "Another week is proposed by now." in text_of(as_alice.get("/plan/"))
    assert alice.weekly_plans.proposed().get().minutes == 20
    shown = fields_of(as_alice.get("/plan/"), "/plan/accept/")
    assert as_alice.post("/plan/accept/", shown).url == "/today/"
    assert alice.weekly_plans.active().get().minutes == 20
