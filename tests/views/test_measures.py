"""Measuring one's reach, naming what one wants back, and the page that shows what came of it."""

from datetime import timedelta

import pytest

from routines.models import Activity, Measure, User
from tests.factories import begin_session, do_session, pause
from tests.views.pages import error_beside, fields_of, soup_of, text_of, typed, use_mine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = "2026-11-23"
TRIES = {"first": "21", "second": "18", "third": "19", "landmark": "", "measured_on": TODAY}
PLACE = {"landmark": "mid_shin", "measured_on": TODAY}
DAY = timedelta(days=1)


def test_the_ends_of_a_number_row_are_told_to_who_only_hears_it(as_alice, alice):
    row = alice.activities.create(name="Socks", added_on=TODAY)
    group = soup_of(as_alice.get(row.get_absolute_url())).select_one("fieldset")
    described = soup_of(as_alice.post(row.get_absolute_url(), {})).select_one("fieldset")
    assert error_beside(as_alice.post(row.get_absolute_url(), {}), "number")
    for one in (group, described):
        ids = one["aria-describedby"].split()
        assert "10 as well as ever" in " ".join(one.find(id=i).get_text(" ") for i in ids)


class TestMeasuring:
    def test_keeps_the_best_of_three(self, as_alice, alice):
        response = as_alice.post("/measures/", TRIES, follow=True)
        assert response.redirect_chain == [("/measures/", 303)]
        assert "18 cm" in text_of(response)
        assert alice.measures.get().centimetres == 18

    def test_one_try_is_enough_and_the_floor_itself_is_nought(self, as_alice, alice):
        as_alice.post("/measures/", {"first": "0", "measured_on": TODAY})
        assert alice.measures.get().centimetres == 0

    def test_needs_no_tape(self, as_alice, alice):
        response = as_alice.post("/measures/", PLACE, follow=True)
        assert "The middle of my shins" in text_of(response)
        row = alice.measures.get()
        assert (row.centimetres, row.landmark) == (None, "mid_shin")

    def test_sent_twice_is_one(self, as_alice):
        as_alice.post("/measures/", TRIES)
        assert as_alice.post("/measures/", TRIES).status_code == 303
        assert Measure.objects.count() == 1

    def test_a_second_one_of_a_day_is_shown_beside_the_first(self, as_alice, alice):
        as_alice.post("/measures/", TRIES)
        page = as_alice.post("/measures/", PLACE)
        assert page.status_code == 409
        assert alice.measures.get().landmark == ""
        assert use_mine(as_alice, page).status_code == 303
        assert alice.measures.get().in_words == "The middle of my shins"

    def test_a_correction_from_an_old_tab_is_shown_beside_the_newer_one(self, as_alice, alice):
        as_alice.post("/measures/", TRIES)
        address = alice.measures.get().get_absolute_url()
        old = fields_of(as_alice.get(address), address)
        as_alice.post(address, {**old, "first": "9"})
        page = as_alice.post(address, {**old, "first": "8"})
        assert page.status_code == 409
        assert alice.measures.get().centimetres == 9
        assert use_mine(as_alice, page).status_code == 303
        assert alice.measures.get().centimetres == 8

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"first": "", "second": "", "third": ""}, "first"),
            ({"second": "101"}, "second"),
            ({"second": "-1"}, "second"),
            ({"third": "far"}, "third"),
            ({"third": "12.5"}, "third"),
            ({"landmark": "toes"}, "landmark"),
            ({"landmark": "moon"}, "landmark"),
            ({"measured_on": "2026-11-24"}, "measured_on"),
            ({"measured_on": "2020-01-01"}, "measured_on"),
            ({"measured_on": "yesterday"}, "measured_on"),
        ],
    )
    def test_bad_input_is_answered_beside_the_field_and_loses_nothing(
        self, as_alice, changes, field
    ):
        sent = {**TRIES, **changes}
        response = as_alice.post("/measures/", sent)
        assert response.status_code == 422
        assert error_beside(response, field)
        for name in ("first", "second", "third", "measured_on"):
            assert typed(response, name) == sent[name]
        assert not Measure.objects.exists()

    def test_is_corrected(self, as_alice, alice):
        as_alice.post("/measures/", TRIES)
        address = alice.measures.get().get_absolute_url()
        assert typed(as_alice.get(address), "first") == "18"
        as_alice.post(address, {"first": "16", "measured_on": "2026-11-22"})
        row = alice.measures.get()
        assert (row.centimetres, row.measured_on.isoformat()) == (16, "2026-11-22")

    def test_is_not_moved_onto_another_s_day(self, as_alice, alice, monday):
        other = alice.measures.create(measured_on=monday.date() - DAY, centimetres=20)
        as_alice.post("/measures/", TRIES)
        response = as_alice.post(other.get_absolute_url(), {**TRIES, "first": "3"})
        assert response.status_code == 422
        assert "one for that day already" in error_beside(response, "measured_on")
        assert typed(response, "first") == "3"

    def test_is_removed(self, as_alice, alice):
        as_alice.post("/measures/", TRIES)
        response = as_alice.post(alice.measures.get().get_absolute_url(), {"remove": "1"})
        assert response.url == "/measures/"
        assert not Measure.objects.exists()

    def test_is_nobody_else_s(self, as_alice, as_bob, alice):
        as_alice.post("/measures/", TRIES)
        address = alice.measures.get().get_absolute_url()
        assert as_bob.get(address).status_code == 404
        assert as_bob.post(address, {"remove": "1"}).status_code == 404
        assert alice.measures.exists()


class TestWhoDoesNotMeasure:
    @pytest.fixture
    def with_osteoporosis(self, alice):
        alice.conditions = ["osteoporosis"]
        alice.save()

    def test_osteoporosis_is_told_why_and_shown_no_form(self, as_alice, with_osteoporosis):
        page = as_alice.get("/measures/")
        assert "You told us of osteoporosis." in text_of(page)
        assert not soup_of(page).find("input", {"name": "first"})

    def test_with_osteoporosis_nothing_is_taken(self, as_alice, alice, with_osteoporosis, monday):
        response = as_alice.post("/measures/", TRIES)
        assert response.status_code == 422
        assert "You told us of osteoporosis." in text_of(response)
        assert not Measure.objects.exists()
        old = alice.measures.create(measured_on=monday.date() - DAY, centimetres=20)
        assert as_alice.post(old.get_absolute_url(), TRIES).status_code == 422
        old.refresh_from_db()
        assert old.centimetres == 20

    def test_with_osteoporosis_an_old_one_can_still_be_removed(
        self, as_alice, alice, with_osteoporosis, monday
    ):
        old = alice.measures.create(measured_on=monday.date() - DAY, centimetres=20)
        as_alice.post(old.get_absolute_url(), {"remove": "1"})
        assert not Measure.objects.exists()

    def test_a_paused_plan_waits(self, as_alice, alice, monday):
        pause(alice, "U1", at=monday)
        assert "Your plan is paused" in text_of(as_alice.get("/measures/"))
        assert as_alice.post("/measures/", TRIES).status_code == 422

    def test_whoever_waits_for_a_professional_s_word_waits_with_this_too(
        self, as_alice, alice, monday
    ):
        alice.waits_for_word_since = monday.date()
        alice.save()
        assert "A professional has still to say" in text_of(as_alice.get("/measures/"))
        assert as_alice.post("/measures/", TRIES).status_code == 422

    def test_strength_alone_paused_does_not_matter(self, as_alice, alice, monday):
        pause(alice, "T5", at=monday)
        assert as_alice.post("/measures/", TRIES).status_code == 303


class TestActivities:
    def test_are_named_in_own_words_and_given_a_number(self, as_alice, alice):
        response = as_alice.post("/activities/", {"name": "Putting on socks"}, follow=True)
        row = alice.activities.get()
        assert response.redirect_chain == [(row.get_absolute_url(), 303)]
        as_alice.post(row.get_absolute_url(), {"number": "4"})
        page = as_alice.post(row.get_absolute_url(), {"number": "5"})
        assert page.status_code == 409
        assert [one.number for one in row.scores.all()] == [4]
        use_mine(as_alice, page)
        assert [one.number for one in row.scores.all()] == [5]

    def test_sent_twice_is_one(self, as_alice):
        for name in ("Socks", "Socks", "socks"):
            assert as_alice.post("/activities/", {"name": name}).status_code == 303
        assert Activity.objects.count() == 1

    def test_are_three_at_most(self, as_alice):
        for name in ("Socks", "Garden", "Stairs"):
            as_alice.post("/activities/", {"name": name})
        assert not soup_of(as_alice.get("/activities/")).find("input", {"name": "name"})
        response = as_alice.post("/activities/", {"name": "Dancing"})
        assert response.status_code == 422
        assert "Three are kept at most." in error_beside(response, "name")
        assert typed(response, "name") == "Dancing"
        assert Activity.objects.count() == 3

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
    def test_need_a_name_of_some_words(self, as_alice, name):
        response = as_alice.post("/activities/", {"name": name})
        assert response.status_code == 422
        assert error_beside(response, "name")

    @pytest.mark.parametrize("number", ["", "11", "-1", "well"])
    def test_a_number_is_one_of_eleven(self, as_alice, alice, monday, number):
        row = alice.activities.create(name="Socks", added_on=monday.date())
        response = as_alice.post(row.get_absolute_url(), {"number": number})
        assert response.status_code == 422
        assert error_beside(response, "number")
        assert "10 as well as ever" in text_of(response)

    def test_are_removed_with_their_numbers(self, as_alice, alice, monday):
        row = alice.activities.create(name="Socks", added_on=monday.date())
        row.score(3, monday.date())
        as_alice.post(row.get_absolute_url(), {"remove": "1"})
        assert not Activity.objects.exists()

    def test_are_nobody_else_s(self, as_bob, alice, monday):
        row = alice.activities.create(name="Socks", added_on=monday.date())
        assert as_bob.get(row.get_absolute_url()).status_code == 404
        assert as_bob.post(row.get_absolute_url(), {"number": "1"}).status_code == 404

    def test_with_osteoporosis_are_as_welcome(self, as_alice, alice):
        alice.conditions = ["osteoporosis"]
        alice.save()
        assert as_alice.post("/activities/", {"name": "Socks"}).status_code == 303


OFFER = "A starting point, if you like"


class TestTheOffer:
    def finish(self, client, person, at):
        session = begin_session(person, at=at)
        client.post(session.finish_address)
        return client.post(session.after_address, {"same": "1"}, follow=True)

    def test_comes_after_the_second_session_and_not_the_first(self, as_alice, alice, monday, clock):
        assert OFFER not in text_of(self.finish(as_alice, alice, monday))
        clock.shift(3 * DAY)
        assert OFFER in text_of(self.finish(as_alice, alice, monday + 3 * DAY))

    @pytest.fixture
    def offered(self, alice, monday):
        alice.offer_baseline(monday.date())

    def test_is_put_aside_for_good(self, as_alice, offered, alice, monday, clock):
        assert OFFER in text_of(as_alice.get("/today/"))
        response = as_alice.post("/measures/not-now/", follow=True)
        assert "Put aside." in text_of(response)
        assert OFFER not in text_of(response)
        do_session(alice, at=monday)
        clock.shift(3 * DAY)
        assert OFFER not in text_of(self.finish(as_alice, alice, monday + 3 * DAY))

    @pytest.mark.parametrize(
        ("address", "data"), [("/measures/", TRIES), ("/activities/", {"name": "Socks"})]
    )
    def test_is_gone_once_taken(self, as_alice, offered, address, data):
        as_alice.post(address, data)
        assert OFFER not in text_of(as_alice.get("/today/"))

    def test_is_hidden_while_the_plan_is_paused(self, as_alice, offered, alice, monday):
        pause(alice, "U1", at=monday)
        assert OFFER not in text_of(as_alice.get("/today/"))

    @pytest.mark.parametrize("condition", ["osteoporosis", "flexion_sensitive", "hip_replacement"])
    def test_does_not_suggest_bending_where_it_may_harm(self, as_alice, offered, alice, condition):
        User.objects.filter(pk=alice.pk).update(conditions=[condition], fitted_for=[condition])
        main = soup_of(as_alice.get("/today/")).main
        assert main.find("a", href="/activities/")
        assert not main.find("a", href="/measures/")


class TestProgress:
    def reach(self, person, day, *values):
        for weeks, value in enumerate(reversed(values)):
            on = day - 28 * weeks * DAY
            person.measures.create(measured_on=on, centimetres=value)

    def test_opens_on_reach(self, as_alice):
        headings = [one.get_text() for one in soup_of(as_alice.get("/progress/")).main("h2")]
        assert headings == ["How far you reach", "What you want back", "Sessions a week"]

    def test_is_linked_from_today_and_from_the_account_page(self, as_alice):
        for address in ("/today/", "/account/"):
            assert soup_of(as_alice.get(address)).main.find("a", href="/progress/")

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ((24, 15), "9 cm closer to the floor than on 26 October 2026."),
            ((24, 19), "5 cm closer to the floor"),
            ((24, 20), "Within 5 cm of where you were"),
            ((10, 18), "8 cm further from the floor"),
        ],
    )
    def test_calls_a_change_real_from_five_centimetres_on(
        self, as_alice, alice, monday, values, words
    ):
        self.reach(alice, monday.date(), *values)
        page = as_alice.get("/progress/")
        assert words in text_of(page)
        assert "Ekedahl 2012" in text_of(page)

    def test_draws_a_line_that_is_told_in_words_too(self, as_alice, alice, monday):
        self.reach(alice, monday.date(), 24, 20, 15)
        drawing = soup_of(as_alice.get("/progress/")).find("svg", role="img")
        assert drawing["aria-label"] == (
            "From 24 cm above the floor on 28 September 2026 to 15 cm on 23 November 2026."
        )
        assert len(drawing("circle")) == 3

    def test_one_value_makes_no_line(self, as_alice, alice, monday):
        self.reach(alice, monday.date(), 24)
        page = as_alice.get("/progress/")
        assert not soup_of(page).find("svg", role="img")
        assert "24 cm" in text_of(page)

    def test_a_place_stands_in_the_table_and_not_in_the_line(self, as_alice, alice, monday):
        self.reach(alice, monday.date(), 24, 20)
        alice.measures.create(measured_on=monday.date() - DAY, landmark="toes")
        page = as_alice.get("/progress/")
        assert "My toes" in text_of(page)
        assert len(soup_of(page).find("svg", role="img")("circle")) == 2

    def test_shows_activities_with_their_numbers(self, as_alice, alice, monday):
        row = alice.activities.create(name="Socks", added_on=monday.date())
        row.score(3, monday.date() - 14 * DAY)
        row.score(6, monday.date())
        assert "Socks Socks Day How well, 0 to 10 23 Nov 2026 6 9 Nov 2026 3" in text_of(
            as_alice.get("/progress/")
        )

    def test_counts_the_sessions_of_each_week_since_the_first(self, as_alice, alice, monday, clock):
        do_session(alice, at=monday)
        clock.shift(3 * DAY)
        do_session(alice, at=monday + 3 * DAY)
        clock.shift(4 * DAY)
        table = soup_of(as_alice.get("/progress/")).main("table")[-1]
        rows = [" ".join(row.get_text(" ").split()) for row in table.tbody("tr")]
        assert rows == ["30 Nov 0", "23 Nov 2"]

    def test_says_nothing_of_pain(self, as_alice, alice, monday):
        do_session(alice, at=monday, pre=0)
        assert "pain" not in text_of(as_alice.get("/progress/")).lower()
