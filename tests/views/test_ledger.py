"""The ledger: what changed, why, what next, and the person's own choice."""

from datetime import timedelta

import pytest

from routines import coaching
from routines.coaching.health import Health
from routines.coaching.own_choices import ChoiceRefused
from routines.coaching.session_end import Felt
from routines.models import Choice, Exercise, RoutineItem
from tests.factories import begin_session, bulk_history, do_session, tell_morning
from tests.factories import step_of as step_in
from tests.views.pages import soup_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAY = timedelta(days=1)


@pytest.fixture
def held(alice, monday, clock):
    """One good session and a quiet morning: everything stays; it is the day after."""
    session = do_session(alice, at=monday)
    tell_morning(session)
    clock.shift(DAY)
    return session


@pytest.fixture
def raised(alice, held, monday, clock):
    """A second one: everything went up; Bridge was a 6 and was eased."""
    session = do_session(alice, at=monday + 3 * DAY, differing={"bridge": Felt(6)})
    tell_morning(session)
    clock.shift(3 * DAY)
    return session


@pytest.fixture
def paused(alice, raised, monday):
    coaching.locks.answer_red_flags(alice, ["weight_loss"], at=monday + 4 * DAY)


def step_of(alice, slug="cobra"):
    return alice.current_doses.get(exercise__slug=slug).dose.step


def choose(client, kind, slug="cobra", **more):
    return client.post(f"/ledger/{slug}/choose/", {"kind": kind, **more})


def line_of(response, name):
    """The words of the newest line about an exercise."""
    link = soup_of(response).select_one(f'main li.change a[href="/ledger/{name}/"]')
    return " ".join(link.find_parent("li").get_text(" ").split())


class TestWholeLedger:
    def test_an_empty_one_says_when_it_begins(self, as_alice):
        assert "After your first session" in text_of(as_alice.get("/ledger/"))

    def test_a_decision_has_its_sign_dose_sentence_rule_and_sessions(self, as_alice, raised):
        line = line_of(as_alice.get("/ledger/"), "cobra")
        assert line == (
            "a little more Sphinx Cobra 3 × 10 s now 3 × 15 s Two comfortable sessions with quiet"
            " mornings, so a little more. Rule P1 Based on Mon 23 Nov · Thu 26 Nov"
        )

    def test_the_sessions_that_a_decision_rests_on_are_linked(self, as_alice, held, raised):
        page = soup_of(as_alice.get("/ledger/"))
        addresses = {link["href"] for link in page.select(".change__why a")}
        assert {held.get_absolute_url(), raised.get_absolute_url()} <= addresses

    def test_a_rule_leads_to_its_evidence(self, as_alice, raised):
        links = soup_of(as_alice.get("/ledger/")).select(".rule a")
        assert {"/evidence/#P1", "/evidence/#R1"} <= {link["href"] for link in links}

    def test_days_are_the_person_s_own_and_the_newest_comes_first(self, as_alice, alice, raised):
        alice.move_to("Pacific/Auckland")
        days = [day.get_text() for day in soup_of(as_alice.get("/ledger/")).select("main h3")]
        assert days == ["Friday 27 November 2026", "Tuesday 24 November 2026"]

    def test_a_choice_and_a_pause_stand_among_the_decisions(self, as_alice, paused):
        choose(as_alice, "ease")
        page = text_of(as_alice.get("/ledger/"))
        assert "Your choice: a little easier." in page
        assert "The whole plan One of your answers should be checked soon" in page

    def test_a_direction_that_rests_is_named_with_its_end(self, as_alice, alice, monday, clock):
        felt = {"cobra": Felt(3, spread="further")}
        tell_morning(do_session(alice, at=monday, differing=felt))
        page = text_of(as_alice.get("/ledger/"))
        assert "The whole plan: Arching back" in page
        assert "Until 7 December." in page

    def test_a_long_one_has_pages_that_lose_and_repeat_nothing(self, as_alice, alice, monday):
        bulk_history(alice, until=monday, sessions=30)
        address, seen = "/ledger/", []
        while address:
            page = soup_of(as_alice.get(address))
            seen += [day.get_text() for day in page.select("main h3")]
            older = page.find("a", string="Older")
            address = older and "/ledger/" + older["href"]
        assert len(seen) == len(set(seen)) == 30

    @pytest.mark.parametrize("before", ["nonsense", "\x00", "0001-01-01T00:00:00+14:00"])
    def test_a_moment_that_is_none_shows_the_newest(self, as_alice, raised, before):
        response = as_alice.get("/ledger/", {"before": before})
        assert response.status_code == 422
        assert "Sphinx" in text_of(response)

    def test_a_stranger_s_ledger_is_empty(self, as_bob, raised):
        assert "Nothing yet" in text_of(as_bob.get("/ledger/"))

    def test_what_a_correction_changed_says_so_and_the_rest_does_not(self, as_alice, held, raised):
        tell_morning(raised, word="worse", number=7)
        assert "Changed because you corrected Friday 27 November." in line_of(
            as_alice.get("/ledger/"), "cobra"
        )
        assert not held.decisions.exclude(corrected_day=None).exists()

    def test_a_correction_to_the_same_words_changes_nothing(self, as_alice, raised):
        tell_morning(raised)
        assert "corrected" not in text_of(as_alice.get("/ledger/"))


class TestExercise:
    def test_before_anything_is_decided_it_says_where_one_began(self, as_alice, alice):
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "Sphinx 3 × 10 s" in page
        assert "Nothing is decided yet" in page
        assert "2 more sessions at 3 or less" in page

    def test_says_why_and_what_next(self, as_alice, held):
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "Why One more good session at this dose and it can move up. Rule H8" in page
        assert (
            "What next One more session at 3 or less, with a quiet morning after it, and this"
            " moves up."
        ) in page

    def test_what_else_spoke_for_it_is_one_tap_away(self, as_alice, alice, monday):
        felt = {"bridge": Felt(6, "sharp")}
        tell_morning(do_session(alice, at=monday, differing=felt))
        more = soup_of(as_alice.get("/ledger/bridge/")).select_one("main details")
        assert "Bridge felt sharp at 6" in " ".join(more.get_text(" ").split())

    def test_one_that_rests_says_until_when(self, as_alice, alice, monday):
        felt = {"cobra": Felt(3, spread="further")}
        tell_morning(do_session(alice, at=monday, differing=felt))
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "Rests until Monday 7 December." in page
        assert "It comes back at its easiest variant" in page

    def test_one_that_is_paused_says_so(self, as_alice, paused):
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "This is paused until it has been checked." in page
        assert "It cannot go up while it is paused." in page

    def test_one_that_opens_a_session_stays_as_it_is(self, as_alice):
        page = text_of(as_alice.get("/ledger/brisk-walking/"))
        assert "its dose stays as it is" in page
        assert "There is nothing to choose" in page

    def test_one_that_is_not_in_the_plan_is_not_there(self, as_alice):
        assert as_alice.get("/ledger/no-such/").status_code == 404

    def test_further_back_it_is_the_timeline_alone(self, as_alice, raised):
        response = as_alice.get("/ledger/cobra/", {"before": "2026-11-25T00:00:00Z"})
        page = text_of(response)
        assert "Further back" in page
        assert "Your dose now" not in page
        assert "Thursday 26" not in page

    def test_every_dose_leads_to_its_why(self, as_alice, alice, raised, monday):
        def links(address):
            return soup_of(as_alice.get(address, follow=True)).select(
                'main a[href="/ledger/cobra/"]'
            )

        assert links("/today/")
        assert links("/plan/")
        assert links(raised.get_absolute_url())
        gentle = begin_session(alice, at=monday + 7 * DAY, pre=4)
        assert links(gentle.get_absolute_url())
        assert links(step_in(gentle, "cobra").get_absolute_url())

    def test_in_the_player_nothing_leads_away_unless_it_is_opened(self, as_alice, alice, monday):
        step = begin_session(alice, at=monday).steps.in_order()[1]
        page = soup_of(as_alice.get(step.get_absolute_url()))
        links = page.select('main a[href^="/ledger/"]')
        assert [link.find_parent("details").has_attr("open") for link in links] == [False]

    def test_a_dose_of_what_is_no_longer_in_the_plan_leads_nowhere(self, as_alice, alice, held):
        RoutineItem.objects.filter(current__exercise__slug="cobra").delete()
        alice.current_doses.filter(exercise__slug="cobra").delete()
        response = as_alice.get(held.get_absolute_url())
        assert "Sphinx 3 × 10 s" in text_of(response)
        assert not soup_of(response).select('main a[href="/ledger/cobra/"]')


class TestChoosing:
    def test_easing_is_one_tap(self, as_alice, alice, raised):
        response = choose(as_alice, "ease")
        assert (response.status_code, response.url) == (303, "/ledger/cobra/")
        assert step_of(alice) == 0
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "Done as you chose" in page
        assert "Why Your choice: a little easier. What the rules had said: Two comfort" in page

    def test_a_step_up_may_be_held(self, as_alice, alice, raised):
        assert choose(as_alice, "hold").status_code == 303
        assert step_of(alice) == 0

    def test_going_up_over_a_hold_asks_once_more(self, as_alice, alice, held):
        response = choose(as_alice, "raise")
        assert (response.status_code, response.url) == (303, "/ledger/cobra/choose/")
        assert step_of(alice) == 0
        page = soup_of(as_alice.get(response.url))
        form = page.select_one("main form")
        data = {field["name"]: field["value"] for field in form.select("[name]")}
        assert "3 × 10 s now 3 × 15 s" in " ".join(page.get_text(" ").split())
        assert as_alice.post(form["action"], data).status_code == 303
        assert step_of(alice) == 1
        assert Choice.objects.get().kind == "raise"

    def test_a_choice_may_be_taken_back(self, as_alice, alice, held):
        choose(as_alice, "raise", confirmed="1")
        assert "Take my choice back" in text_of(as_alice.get("/ledger/cobra/"))
        choose(as_alice, "undo")
        assert step_of(alice) == 0
        assert "You took your choice back." in text_of(as_alice.get("/ledger/cobra/"))

    @pytest.mark.parametrize(
        ("kind", "slug", "words"),
        [
            ("raise", "cobra", "It has just gone up by itself"),
            ("raise", "bridge", "Your answers asked for less of it"),
            ("undo", "cobra", "There is no choice of yours to take back"),
            ("hold", "bridge", "It has not gone up since the last session"),
            ("ease", "brisk-walking", "its dose is left alone"),
        ],
    )
    def test_what_may_not_be_chosen_says_why(self, as_alice, raised, kind, slug, words):
        response = choose(as_alice, kind, slug, confirmed="1")
        assert response.status_code == 422
        assert words in text_of(response)
        assert not Choice.objects.exists()

    def test_nothing_goes_up_over_a_pause_but_may_be_eased(self, as_alice, alice, paused):
        response = choose(as_alice, "raise", confirmed="1")
        assert response.status_code == 422
        assert "This is paused until it has been checked" in text_of(response)
        assert choose(as_alice, "ease").status_code == 303

    def test_an_unknown_choice_is_answered_with_words(self, as_alice, raised):
        response = choose(as_alice, "fly")
        assert response.status_code == 422
        assert "Choose one of the answers shown." in text_of(response)

    def test_a_page_that_is_out_of_date_changes_nothing(self, as_alice, alice, raised):
        seen = str(alice.current_doses.get(exercise__slug="cobra").dose_id)
        for _ in range(2):
            assert choose(as_alice, "ease", seen=seen).status_code == 303
        assert Choice.objects.count() == 1
        assert "It stands elsewhere by now" in text_of(as_alice.get("/ledger/cobra/"))

    def test_a_link_to_the_question_that_no_longer_fits_leads_back(self, as_alice, raised):
        assert as_alice.get("/ledger/cobra/choose/").url == "/ledger/cobra/"

    def test_a_stranger_s_dose_is_out_of_reach(self, as_bob, alice, raised):
        before = step_of(alice)
        choose(as_bob, "ease")
        assert step_of(alice) == before


class TestStrengthPaused:
    @pytest.fixture
    def paused_strength(self, alice, monday, clock):
        """Bridge was a 6 on three days."""
        for days in (0, 3, 7):
            felt = {"bridge": Felt(6)}
            tell_morning(do_session(alice, at=monday + days * DAY, differing=felt))
        clock.shift(8 * DAY)

    def test_today_goes_on_and_says_so(self, as_alice, paused_strength):
        page = text_of(as_alice.get("/today/"))
        assert "Your plan is paused" not in page
        assert "Strength is paused until someone has looked at it" in page
        assert "Do it today instead" in page

    def test_strength_does_not_go_up(self, as_alice, paused_strength):
        assert "strength" in Exercise.objects.get(slug="cobra").kind
        assert "cannot go up while it is paused" in text_of(as_alice.get("/ledger/cobra/"))
        assert "cannot go up" not in text_of(as_alice.get("/ledger/cat-cow/"))

    def test_the_pause_is_called_what_it_is(self, as_alice, paused_strength):
        page = text_of(as_alice.get("/plan/paused/"))
        assert "Your strength exercises are paused" in page
        assert "Walking and mobility go on" in page

    def test_the_week_may_still_be_changed_and_the_questions_answered(
        self, as_alice, paused_strength
    ):
        assert as_alice.get("/start/wishes/").status_code == 200
        assert as_alice.get("/start/").status_code == 200


class TestGoals:
    def aim(self, client, slug, goal, **more):
        return client.post(f"/ledger/{slug}/goal/", {"goal": goal, **more})

    def goal_of(self, alice, slug):
        return alice.current_doses.get(exercise__slug=slug).goal.slug

    def test_the_goal_is_chosen_on_the_page_of_the_exercise(self, as_alice, alice):
        page = soup_of(as_alice.get("/ledger/cobra/"))
        assert page.select_one("[name=goal][checked]")["value"] == self.goal_of(alice, "cobra")
        assert self.aim(as_alice, "cobra", "low-cobra").url == "/ledger/cobra/"
        assert self.goal_of(alice, "cobra") == "low-cobra"
        assert "Your goal is kept." in text_of(as_alice.get("/ledger/cobra/"))

    def test_the_ledger_says_which_goal_was_chosen(self, as_alice):
        self.aim(as_alice, "cobra", "low-cobra")
        line = soup_of(as_alice.get("/ledger/")).select_one("li.change")
        assert line.find("a")["href"] == "/ledger/cobra/"
        told = " ".join(line.get_text(" ").split())
        assert told == "Your goal Cobra · Full Cobra now Low Cobra"

    def test_a_goal_does_not_hide_what_set_the_dose(self, as_alice, raised):
        choose(as_alice, "ease")
        self.aim(as_alice, "cobra", "low-cobra")
        assert "Why Your choice: a little easier." in text_of(as_alice.get("/ledger/cobra/"))

    def test_beyond_the_usual_one_it_asks_once_more(self, as_alice, alice):
        page = soup_of(as_alice.get("/ledger/bridge/"))
        beyond = page.select("[name=goal]")[-1]["value"]
        response = self.aim(as_alice, "bridge", beyond)
        assert response.url == f"/ledger/bridge/goal/?goal={beyond}"
        assert self.goal_of(alice, "bridge") != beyond
        form = soup_of(as_alice.get(response.url)).select_one("main form")
        data = {field["name"]: field["value"] for field in form.select("[name]")}
        as_alice.post(form["action"], data)
        assert self.goal_of(alice, "bridge") == beyond

    def test_those_that_have_to_be_earned_say_so(self, as_alice):
        page = as_alice.get("/ledger/superman/")
        assert "They open after four weeks in a row" in text_of(page)
        assert not soup_of(page).select('[value="full-superman"]')

    def test_what_is_not_open_is_answered_with_words(self, as_alice):
        for goal in ("full-superman", "nonsense", ""):
            response = self.aim(as_alice, "superman", goal, confirmed="1")
            assert response.status_code == 422, goal
        walk = self.aim(as_alice, "slow-breathing", "nonsense")
        for one in (response, walk):
            assert "Choose one of the answers shown." in text_of(one)

    def test_what_is_not_in_the_plan_has_none(self, as_alice):
        assert self.aim(as_alice, "no-such", "x").status_code == 404


class TestLeftOutForHealth:
    """What does not suit the person is not made harder, nor easier, nor aimed for."""

    @pytest.fixture
    def stenosis(self, alice, raised, monday):
        health = Health(conditions=frozenset({"stenosis"}))
        coaching.health.record(alice, health, at=monday + 5 * DAY)
        return {row.exercise_id: (row.dose_id, row.goal_id) for row in alice.current_doses.all()}

    def are_as_before(self, alice, kept):
        alice.refresh_from_db()
        now = {row.exercise_id: (row.dose_id, row.goal_id) for row in alice.current_doses.all()}
        return all(now[exercise] == stood for exercise, stood in kept.items())

    def test_it_says_why_and_offers_no_choice(self, as_alice, stenosis):
        response = as_alice.get("/ledger/cobra/")
        page = text_of(response)
        assert "Left out for you" in page
        assert "Spinal stenosis, or a vertebra that slipped: Arching back leaves" in page
        assert "Your dose now" not in page
        assert not soup_of(response).main.select("form")

    @pytest.mark.parametrize("kind", ["raise", "ease", "hold", "undo"])
    def test_a_choice_is_refused(self, as_alice, alice, stenosis, kind):
        response = choose(as_alice, kind, confirmed="1")
        assert response.status_code == 422
        assert "This is left out for you, so nothing was changed." in text_of(response)
        assert not Choice.objects.exists()
        assert self.are_as_before(alice, stenosis)

    def test_a_goal_is_refused(self, as_alice, alice, stenosis):
        said = {"goal": "full-cobra", "confirmed": "1"}
        response = as_alice.post("/ledger/cobra/goal/", said)
        assert response.status_code == 422
        assert "This is left out for you, so nothing was changed." in text_of(response)
        assert self.are_as_before(alice, stenosis)

    def test_both_are_refused_at_the_last_moment_too(self, alice, stenosis, monday):
        cobra, at = Exercise.objects.get(slug="cobra"), monday + 6 * DAY
        with pytest.raises(ChoiceRefused):
            coaching.own_choices.choose(alice, cobra, "ease", at=at)
        with pytest.raises(ChoiceRefused):
            coaching.goals.choose_goal(alice, cobra, "full-cobra", at=at)

    def test_so_is_a_dose_that_does_not_suit_of_what_else_would(self, as_alice, alice, raised):
        alice.conditions = alice.fitted_for = ["wrist"]
        alice.save()
        told = {"allow": ["sphinx"], "longest_hold_seconds": 1, "note": "."}
        Exercise.objects.filter(slug="cobra").update(precautions={"wrist": told})
        assert "A wrist that leaning on it hurts" in text_of(as_alice.get("/ledger/cobra/"))
        assert choose(as_alice, "ease").status_code == 422

    def test_what_is_not_in_the_week_is_not_called_the_dose_now(self, as_alice, alice, monday):
        RoutineItem.objects.filter(current__exercise__slug="cobra").delete()
        page = text_of(as_alice.get("/ledger/cobra/"))
        assert "Not in your week now" in page
        assert "Your dose now" not in page
        assert "Your dose now" in text_of(as_alice.get("/ledger/bridge/"))
