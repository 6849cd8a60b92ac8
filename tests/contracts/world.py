"""A small world in which every page of the product is drawn.

Addresses are read from the URL configuration, and forms from the pages, so that a
new route is covered by itself: one with parameters we know needs nothing, and one
with a new parameter fails here until this file says what to put in its place. A
new template that nobody here is shown needs somebody new among PEOPLE.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import product
from unittest.mock import patch
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from backflex.storage import TooManyWait
from routines import coaching
from routines.accounts import link_of
from routines.carried_posts import OWNER, owner_token
from routines.coaching.check_in import Answers
from routines.coaching.health import Health
from routines.coaching.session_end import Felt
from routines.coaching.step_answers import StepAnswer
from routines.coaching.step_hurts import Report
from routines.models import Exercise, PendingAccount, RoutineItem, Session, User
from routines.models.listed import listed_library
from routines.models.person import AFTER_BIRTH, PREGNANT_FROM, TERM
from routines.progression import Alarm
from routines.progression.rules.thresholds import REST_DAYS
from routines.vocabulary import Condition
from tests.factories import (
    GuestFactory,
    PersonFactory,
    begin_session,
    do_session,
    give_plan,
    key_of,
    make_wishes,
    next_planned,
    pause,
    screen,
    tell_morning,
)

# A Thursday evening, on which the plans of the cast have a session.
NOW = datetime(2026, 11, 26, 18, 45, tzinfo=UTC)
DAY = timedelta(days=1)
MONDAY = NOW - 3 * DAY
LONG_AGO = NOW - 45 * DAY
# What people note in their own words.
DUG = "After digging the garden."
WRONG = "I ticked the wrong box."

# What a link of ours, or a filter, puts behind an address.
QUERIES = {
    "routines:morning_report": ["", "?word=worse"],
    "routines:ledger_detail": ["", "?before=2026-11-24T00:00:00Z", "?before=nonsense"],
    "routines:ledger_exercise": ["", "?before=2026-11-01T00:00:00Z", "?before=nonsense"],
    "routines:ledger_goal": ["", "?goal=marching-bridge", "?goal=nonsense"],
    "routines:screening": ["", "?because=note"],
    "routines:exercise_list": ["", "?kind=stretch", "?kind=nonsense"],
    "account_reset_password_done": ["", "?mail=away"],
}


# Texts that are the same for everybody: who has an account takes turns at them.
TEXTS = {
    "routines:safety",
    "routines:questions",
    "routines:first_weeks",
    "routines:floor",
    "routines:offline",
    "routines:evidence",
    "routines:evidence_sources",
    "routines:exercise_list",
}
TURNS = 8


@dataclass(frozen=True)
class Route:
    """One named address of the URL configuration, with the names of its parameters."""

    name: str
    parameters: tuple[str, ...]

    @property
    def names_a_row(self) -> bool:
        rows = {"session_id", "item_id", "measure_id", "activity_id", "discomfort_id"}
        return not rows.isdisjoint(self.parameters)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser, and what stands in the addresses that they may open."""

    person: User | None
    cookie: str = ""
    sessions: tuple[UUID, ...] = ()
    key: str = "set-password"

    def browser(self) -> Client:
        client = Client()
        if self.cookie:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookie
        return client

    @cached_property
    def items(self) -> list[int]:
        """The opening walk and a main exercise of their newest plan."""
        plan = self.person and self.person.weekly_plans.newest().first()
        items = RoutineItem.objects.filter(routine__plan=plan, rank__in=[0, 3])
        return list(items.order_by("pk").values_list("pk", flat=True)[:2]) if plan else []

    @cached_property
    def measures(self) -> list[int]:
        """What they measured last."""
        rows = self.person.measures.order_by("-measured_on") if self.person else []
        return [row.pk for row in rows[:2]]

    @cached_property
    def discomforts(self) -> list[int]:
        """What they told today."""
        return [row.pk for row in self.person.discomforts.all()] if self.person else []

    @cached_property
    def activities(self) -> list[int]:
        """What they want back."""
        return [row.pk for row in self.person.activities.in_order()] if self.person else []

    def addresses(self, route: Route) -> list[str]:
        """The route with every value that its parameters may have.

        Who has a single session takes turns with the others at the values that
        are alike for everybody.
        """
        values = {
            "slug": ["cobra", "slow-breathing"],
            "session_id": self.sessions,
            "position": [1, 2],
            "item_id": self.items,
            "side": [1, 2],
            "measure_id": self.measures,
            "activity_id": self.activities,
            "discomfort_id": self.discomforts,
            "gate": ["ease", "light", "mobility-only", "no-strength", "run"],
            "uidb36": [user_pk_to_url_str(self.person) if self.person else "1"],
            "key": [self.key],
        }
        if route.name == "routines:ledger_goal":
            values["slug"] = ["bridge"]
        if len(self.sessions) == 1 and self.person:
            for name in ("slug", "position", "side", "gate"):
                turn = self.person.pk % len(values[name])
                values[name] = values[name][turn : turn + 1]
        choices = [values[parameter] for parameter in route.parameters]
        return [
            reverse(route.name, kwargs=dict(zip(route.parameters, chosen, strict=True)))
            for chosen in product(*choices)
        ]


type World = dict[str, Visitor]


def signed_in(person: User, *sessions: UUID) -> Visitor:
    client = Client()
    client.force_login(person)
    return Visitor(person, client.cookies[settings.SESSION_COOKIE_NAME].value, sessions)


def somebody_with_a_plan(at: datetime) -> User:
    person = PersonFactory(usual_morning=1)
    give_plan(person, at=at)
    return person


def report(session: Session, position: int, *, at: datetime, **answers: object) -> None:
    step = session.steps.in_order()[position - 1]
    usual = {"during": 6, "quality": "ache", "spread": "none", "neuro": "none", "done_percent": 50}
    coaching.step_hurts.report(key_of(step), Report(**{**usual, **answers}), version=0, at=at)


def somebody_after_four_weeks() -> User:
    person = somebody_with_a_plan(MONDAY)
    began_on = (MONDAY - 28 * DAY).date()
    person.weekly_plans.active().update(block_began_on=began_on)
    do_session(person, at=MONDAY)
    return person


def after_four_weeks() -> Visitor:
    person = somebody_after_four_weeks()
    return signed_in(person, next_planned(person, NOW).pk)


def with_a_little_variety_proposed() -> Visitor:
    person = somebody_after_four_weeks()
    coaching.blocks.propose_variety(person, at=NOW)
    return signed_in(person)


def nobody() -> Visitor:
    return Visitor(None)


def a_new_guest() -> Visitor:
    return signed_in(GuestFactory())


def a_guest_before_the_questions_of_health() -> Visitor:
    person = GuestFactory()
    coaching.locks.answer_red_flags(person, [], at=NOW)
    return signed_in(person)


def a_guest_with_a_proposed_week() -> Visitor:
    person = GuestFactory()
    screen(person, at=NOW)
    coaching.week.propose_week(person, make_wishes(), at=NOW)
    return signed_in(person)


def a_guest_with_a_plan() -> Visitor:
    person = GuestFactory()
    give_plan(person, at=MONDAY)
    return signed_in(person, next_planned(person, NOW).pk)


def measure(person: User, *reached: int | str) -> None:
    """Reach, every four weeks up to NOW, and two activities of which one has its numbers."""
    for weeks, value in enumerate(reversed(reached)):
        at = NOW - 28 * weeks * DAY
        centimetres, landmark = (None, value) if isinstance(value, str) else (value, "")
        coaching.measures.keep_measure(
            person, on=at.date(), centimetres=centimetres, landmark=landmark, at=at
        )
    socks = coaching.measures.name_activity(person, "Putting on socks", at=NOW)
    coaching.measures.name_activity(person, "An hour in the garden", at=NOW)
    for days, number in ((28, 3), (14, 5), (0, 6)):
        coaching.measures.score_activity(socks, number, at=NOW - days * DAY)


def with_a_reach_that_grew() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    measure(person, "mid_shin", 24, 21, 15)
    coaching.measures.name_activity(person, "Lifting the grandchild", at=NOW)
    return signed_in(person, do_session(person, at=MONDAY).pk)


def with_a_reach_that_shrank() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    measure(person, 14, 22)
    return signed_in(person, next_planned(person, NOW).pk)


def offered_a_baseline() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    person.offer_baseline(MONDAY.date())
    return signed_in(person, next_planned(person, NOW).pk)


def in_the_middle_of_a_session() -> Visitor:
    """One session is closed, one has an answered and a stopped step, one is planned."""
    person = somebody_with_a_plan(MONDAY)
    measure(person, 18, 17)
    felt = Felt(6, "ache", spread="further", places=["lower_back", "left_calf"])
    closed = do_session(person, at=MONDAY, differing={"bridge": felt})
    tell_morning(closed)
    running = begin_session(person, at=NOW)
    first = running.steps.in_order()[0]
    coaching.step_answers.answer(key_of(first), StepAnswer("done", 100), version=0, at=NOW)
    report(running, 2, at=NOW, places=["right_hip"])
    return signed_in(person, closed.pk, running.pk, next_planned(person, NOW).pk)


def with_a_step_swapped_and_made_easier() -> Visitor:
    """The first is done side by side and has others to swap for; the second was changed twice."""
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW, is_already_warm=True)
    second = session.steps.in_order().with_library()[1]
    swapped = coaching.step_changes.swap(
        key_of(second), "brisk-walking", "equipment", version=0, at=NOW
    )
    easier = coaching.step_changes.easier_dose(swapped)
    coaching.step_changes.ease(key_of(second), easier.pk, version=1, at=NOW)
    return signed_in(person, session.pk)


def before_a_gentle_session() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    return signed_in(person, begin_session(person, at=NOW, pre=6).pk)


def before_five_minutes_without_the_floor() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW, is_no_floor=True, is_five_minutes=True)
    return signed_in(person, session.pk)


def at_the_last_page() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW)
    first, second, *_ = session.steps.in_order()
    for step in (first, second):
        coaching.step_answers.answer(key_of(step), StepAnswer("done", 100), version=0, at=NOW)
    coaching.session_end.skip_rest(session, at=NOW)
    return signed_in(person, session.pk)


def done_for_today() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    return signed_in(person, do_session(person, at=NOW - DAY / 24).pk)


def with_a_morning_due() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    session = do_session(person, at=MONDAY)
    return signed_in(person, session.pk, next_planned(person, NOW).pk)


def with_a_morning_due_after_it_went_down_the_leg() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    differing = {"cobra": Felt(3, "ache", spread="further")}
    session = do_session(person, at=MONDAY, differing=differing)
    return signed_in(person, session.pk, next_planned(person, NOW).pk)


def with_an_exercise_that_rests() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    differing = {"cobra": Felt(3, "ache", spread="further")}
    tell_morning(do_session(person, at=MONDAY, differing=differing))
    return signed_in(person, begin_session(person, at=NOW).pk)


def refused_at_nine() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    planned = next_planned(person, NOW)
    coaching.check_in.begin(planned, Answers(9), at=NOW)
    return signed_in(person, planned.pk)


def back_after_weeks(*, pre: int) -> Visitor:
    person = somebody_with_a_plan(LONG_AGO)
    tell_morning(do_session(person, at=LONG_AGO))
    planned = coaching.week.resume(person.weekly_plans.active().get(), person.date_at(NOW))
    coaching.check_in.begin(planned, Answers(pre), at=NOW)
    return signed_in(person, planned.pk)


def asked_again_after_weeks() -> Visitor:
    return back_after_weeks(pre=1)


def refused_at_nine_after_weeks() -> Visitor:
    return back_after_weeks(pre=9)


def away_for_long() -> Visitor:
    return signed_in(somebody_with_a_plan(LONG_AGO))


def paused_by_an_emergency() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    planned = next_planned(person, NOW)
    coaching.check_in.begin(planned, Answers(1, flags=frozenset({"chest_pain"})), at=NOW)
    return signed_in(person, planned.pk)


def paused_by_an_urgent_sign() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=NOW)
    return signed_in(person, next_planned(person, NOW).pk)


def paused_by_a_nerve_sign() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW)
    report(session, 2, at=NOW, neuro="persistent")
    return signed_in(person, session.pk)


def paused_with_a_session_open_and_explained() -> Visitor:
    """Paused twice over in the middle of a session; what paused all of it is explained."""
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW - DAY / 24)
    first = session.steps.in_order()[0]
    coaching.step_answers.answer(key_of(first), StepAnswer("done", 100), version=0, at=NOW)
    pause(person, "T5", at=NOW - DAY / 48)
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=NOW - DAY / 96)
    lock = person.locks.get(rule="U1")
    coaching.locks.explain(lock, cleared_as="mistake", checked_on=None, note=WRONG, at=NOW)
    return signed_in(person, session.pk)


def with_all_explained() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=NOW - DAY)
    lock = person.locks.get()
    coaching.locks.explain(
        lock, cleared_as="mistake", checked_on=None, note=WRONG, at=NOW - DAY / 2
    )
    return signed_in(person, next_planned(person, NOW).pk)


def at_nine_outside_a_session() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    coaching.discomfort.record(person, number=9, places=[], note=DUG, at=NOW)
    return signed_in(person, next_planned(person, NOW).pk)


def at_nine_in_the_middle_of_a_session() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW - DAY / 24)
    coaching.discomfort.record(person, number=9, places=[], note=DUG, at=NOW)
    return signed_in(person, session.pk)


def with_advice() -> Visitor:
    """Usual mornings of 6 for two weeks."""
    person = somebody_with_a_plan(MONDAY - 14 * DAY)
    person.remember(time_zone="UTC", usual_morning=6)
    for days in (14, 10, 7, 3, 0):
        do_session(person, at=MONDAY - days * DAY, pre=3)
    return signed_in(person, begin_session(person, at=NOW, pre=3).pk)


def paused_for_strength() -> Visitor:
    """Bridge was a 6 on three days, so strength waits and all else goes on."""
    person = somebody_with_a_plan(MONDAY - 7 * DAY)
    for days in (7, 4, 0):
        felt = {"bridge": Felt(6, "ache")}
        tell_morning(do_session(person, at=MONDAY - days * DAY, differing=felt))
    return signed_in(person, next_planned(person, NOW).pk)


def with_a_long_ledger() -> Visitor:
    """Ups, downs, a rest, raised mornings, a pause that is over, choices of every kind, a goal."""
    person = somebody_with_a_plan(LONG_AGO)
    for days in range(0, 40, 3):
        at = LONG_AGO + days * DAY
        bad = {
            "bridge": Felt(6, "ache"),
            "cat-cow": Felt(6, "ache"),
        }
        spread = {"knee-rolls": Felt(3, "ache", spread="further")}
        session = do_session(person, at=at, differing={9: bad, 18: spread, 27: bad}.get(days))
        if days in (12, 33):
            tell_morning(session, word="worse", number=5)
        else:
            tell_morning(session)
        chosen_at = at + timedelta(hours=14)
        if days == 3:
            choose(person, "cobra", "hold", at=chosen_at)
        if days == 0:
            choose(person, "cobra", "raise", at=chosen_at)
            choose(person, "cobra", "undo", at=chosen_at + timedelta(minutes=1))
    choose(person, "cobra", "ease", at=NOW - DAY)
    bridge = Exercise.objects.get(slug="bridge")
    coaching.goals.choose_goal(person, bridge, "marching-bridge", at=NOW - DAY)
    coaching.discomfort.record(person, number=4, places=["lower_back"], note=DUG, at=NOW - DAY)
    coaching.locks.answer_red_flags(person, ["weight_loss"], at=NOW - DAY / 2)
    lock = person.locks.get()
    lock.explain(cleared_as="mistake", checked_on=None, note=WRONG, at=NOW - DAY / 3)
    coaching.locks.answer_red_flags(person, [], at=NOW - DAY / 4)
    return signed_in(person, session.pk)


def choose(person: User, slug: str, kind: str, *, at: datetime) -> None:
    coaching.own_choices.choose(person, Exercise.objects.get(slug=slug), kind, at=at)


def with_a_choice_of_their_own() -> Visitor:
    person = somebody_with_a_plan(MONDAY)
    tell_morning(do_session(person, at=MONDAY))
    choose(person, "cobra", "raise", at=NOW - DAY)
    return signed_in(person, next_planned(person, NOW).pk)


def with_conditions() -> Visitor:
    person = PersonFactory(conditions=["osteoporosis", "wrist", "no_floor"])
    give_plan(person, at=MONDAY)
    measure(person, 18, 17)
    return signed_in(person, next_planned(person, NOW).pk)


def with_much_to_report() -> Visitor:
    """Every condition, with the dates of those that come and go."""
    person = somebody_with_a_plan(MONDAY)
    health = Health(
        conditions=frozenset(list(Condition)),
        due_on=(NOW + 20 * 7 * DAY).date(),
        born_on=(NOW - 7 * DAY).date(),
        cautions=frozenset({"surgery"}),
        may_exercise_on=MONDAY.date(),
        harmless=frozenset({"blood_pressure_controlled"}),
    )
    coaching.health.record(person, health, at=MONDAY)
    return signed_in(person, next_planned(person, NOW).pk)


def after_a_leg_felt_weak() -> Visitor:
    """The questions that come after it are not answered yet."""
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=MONDAY)
    report(session, 3, at=MONDAY, alarm=Alarm(weakness=True))
    return signed_in(person, session.pk, next_planned(person, NOW).pk)


def with_steps_left_out_for_their_health() -> Visitor:
    """Dizziness, told in the middle of a session, leaves the first two out."""
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW - DAY / 24)
    health = Health(conditions=frozenset({"dizziness"}))
    coaching.health.record(person, health, at=NOW)
    return signed_in(person, session.pk)


def waiting_for_a_word() -> Visitor:
    """A professional has to be asked first, in the middle of a session."""
    person = somebody_with_a_plan(MONDAY)
    session = begin_session(person, at=NOW - DAY / 24)
    coaching.health.record(person, Health(cautions=frozenset({"surgery"})), at=NOW)
    return signed_in(person, session.pk)


def somebody_with_all_that_ends_tonight(at: datetime) -> User:
    """Since today a rest and a block are over, as are twelve weeks since surgery of the belly,

    and the sixteenth week of a pregnancy begins. Nothing was written since yesterday.
    """
    person = somebody_with_a_plan(at - (REST_DAYS + 1) * DAY)
    began_on = (at - 28 * DAY).date()
    person.weekly_plans.active().update(block_began_on=began_on)
    differing = {"cobra": Felt(3, "ache", spread="further")}
    tell_morning(do_session(person, at=at - (REST_DAYS + 1) * DAY, differing=differing))
    health = Health(
        conditions=frozenset({"pregnant", "after_birth"}),
        due_on=at.date() + TERM - PREGNANT_FROM,
        born_on=at.date() - AFTER_BIRTH,
    )
    coaching.health.record(person, health, at=at - DAY)
    return person


def when_all_that_ends_tonight_is_over() -> Visitor:
    person = somebody_with_all_that_ends_tonight(NOW)
    return signed_in(person, next_planned(person, NOW).pk)


def in_a_session_that_no_longer_suits() -> Visitor:
    """Begun yesterday, before the sixteenth week of a pregnancy."""
    person = somebody_with_all_that_ends_tonight(NOW)
    session = begin_session(person, at=NOW - DAY, pre=1)
    first = session.steps.in_order()[0]
    coaching.step_answers.answer(key_of(first), StepAnswer("done", 100), version=0, at=NOW - DAY)
    return signed_in(person, session.pk)


def with_a_proposal_that_no_longer_suits() -> Visitor:
    person = somebody_with_all_that_ends_tonight(NOW)
    coaching.blocks.propose_variety(person, at=NOW - DAY)
    return signed_in(person)


def with_a_link_to_a_new_password() -> Visitor:
    person = PersonFactory()
    client = Client()
    kwargs = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    client.get(reverse("account_reset_password_from_key", kwargs=kwargs))
    return Visitor(person, client.cookies[settings.SESSION_COOKIE_NAME].value)


def pending_for(person: User, *, is_mail_sent: bool = True) -> str:
    """Let a guest's email wait to be confirmed; the link that confirms it."""
    pending = PendingAccount.objects.create(
        owner=person,
        email=f"guest{person.pk}@example.org",
        password=make_password("correct horse battery"),
        asked_at=NOW,
        is_mail_sent=is_mail_sent,
    )
    return link_of(pending)


def with_a_link_to_confirm_the_email() -> Visitor:
    """On another device than that of the sign-up."""
    person = GuestFactory()
    return Visitor(person, key=pending_for(person))


def a_guest_whose_email_is_not_confirmed() -> Visitor:
    person = GuestFactory()
    give_plan(person, at=MONDAY)
    link = pending_for(person)
    return replace(signed_in(person, next_planned(person, NOW).pk), key=link)


def a_guest_whose_mail_could_not_be_sent() -> Visitor:
    person = GuestFactory()
    pending_for(person, is_mail_sent=False)
    return signed_in(person)


PEOPLE = {
    build.__name__.replace("_", " "): build
    for build in (
        nobody,
        a_new_guest,
        a_guest_before_the_questions_of_health,
        a_guest_with_a_proposed_week,
        a_guest_with_a_plan,
        in_the_middle_of_a_session,
        with_a_reach_that_grew,
        with_a_reach_that_shrank,
        offered_a_baseline,
        with_a_step_swapped_and_made_easier,
        before_a_gentle_session,
        before_five_minutes_without_the_floor,
        at_the_last_page,
        done_for_today,
        with_a_morning_due,
        with_a_morning_due_after_it_went_down_the_leg,
        with_an_exercise_that_rests,
        refused_at_nine,
        asked_again_after_weeks,
        refused_at_nine_after_weeks,
        away_for_long,
        paused_by_an_emergency,
        paused_by_an_urgent_sign,
        paused_by_a_nerve_sign,
        paused_with_a_session_open_and_explained,
        with_all_explained,
        at_nine_outside_a_session,
        at_nine_in_the_middle_of_a_session,
        with_advice,
        after_four_weeks,
        with_a_little_variety_proposed,
        paused_for_strength,
        with_a_long_ledger,
        with_a_choice_of_their_own,
        with_conditions,
        with_much_to_report,
        after_a_leg_felt_weak,
        with_steps_left_out_for_their_health,
        waiting_for_a_word,
        when_all_that_ends_tonight_is_over,
        in_a_session_that_no_longer_suits,
        with_a_proposal_that_no_longer_suits,
        with_a_link_to_a_new_password,
        with_a_link_to_confirm_the_email,
        a_guest_whose_email_is_not_confirmed,
        a_guest_whose_mail_could_not_be_sent,
    )
}
FALLS_DUE = [
    "when all that ends tonight is over",
    "in a session that no longer suits",
    "with a proposal that no longer suits",
]
IN_THE_MIDDLE = "in the middle of a session"
AT_THE_LAST_PAGE = "at the last page"
SIGNED_OUT = {"nobody", "with a link to a new password", "with a link to confirm the email"}


def build_world() -> World:
    """Everybody, at NOW; the clock must stand there, and the library be loaded."""
    return {name: build() for name, build in PEOPLE.items()}


@dataclass(frozen=True)
class Form:
    """A form as somebody is shown it: where it leads, and its names with the values offered."""

    who: str
    method: str
    action: str
    fields: dict[str, list[str]] = field(compare=False)

    @property
    def kind(self) -> tuple[str, ...]:
        return get_resolver().resolve(self.action.split("?")[0]).view_name, *sorted(self.fields)


@dataclass(frozen=True, eq=False)
class Received:
    """A response without its request and contexts, which would keep every row alive."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    templates: tuple[str, ...]


def received(response: HttpResponse) -> Received:
    """What is kept of a response, the names of its templates from the whole page inwards."""
    return Received(
        response.status_code,
        dict(response.items()),
        response.content,
        tuple(template.name for template in response.templates),
    )


@dataclass(frozen=True)
class Answer:
    """What one visitor got from one address."""

    who: str
    route: str
    address: str
    response: Received
    queries: tuple[str, ...] = ()
    method: str = "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.address} as {self.who}: {self.response.status_code}"

    @property
    def is_html(self) -> bool:
        is_page = self.response.headers.get("Content-Type", "").startswith("text/html")
        return is_page and bool(self.response.content)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.content, "html.parser")

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of text, with numbers and spaces left out."""
        text = re.sub(r"[\d ]+", " ", self.soup.get_text())
        return frozenset(line.strip() for line in text.split("\n"))

    @property
    def forms(self) -> list[Form]:
        forms = []
        for form in self.soup.find_all("form") if self.is_html else []:
            fields: dict[str, list[str]] = {}
            for tag in form.select("[name]"):
                fields.setdefault(tag["name"], []).append(tag.get("value", ""))
            fields.pop("csrfmiddlewaretoken", None)
            action = form.get("action") or self.address
            forms.append(Form(self.who, form.get("method", "get"), action, fields))
        return forms


# What the contracts got, for the browser of the same worker.
DRAWN: list[Answer] = []


def longest_word(page: Answer) -> int:
    """How long the longest word of a page is."""
    return max(len(word) for word in page.soup.get_text(" ").split())


def kinds_of(page: Answer) -> set[tuple[str, ...]]:
    """The kinds of elements on a page: name and classes, and those of what it stands in."""
    return {
        (tag.parent.name, *tag.parent.get("class", ()), tag.name, *tag.get("class", ()))
        for tag in page.soup.find_all(True)
    }


def template_of(page: Answer) -> tuple[str, int]:
    """The template of the whole page, and how it was answered."""
    drawn = page.response.templates
    return drawn[0] if drawn else page.route, page.response.status_code


def few_of(pages: list[Answer]) -> list[Answer]:
    """A page of every template and status, and of every kind of element in its place."""
    chosen = {template_of(page): page for page in sorted(pages, key=longest_word)}
    seen = set().union(*map(kinds_of, chosen.values()))
    for page in sorted(pages, key=lambda page: len(kinds_of(page)), reverse=True):
        if kinds_of(page) - seen:
            chosen[str(page)] = page
            seen |= kinds_of(page)
    return list(chosen.values())


def all_answers(world: World) -> Iterator[Answer]:
    """Every page as everybody, every kind of form sent empty, and the rarer mishaps."""
    shown = [_shown(world, *request) for request in _requests(world)]
    yield from shown
    yield from refusals(world, shown)


def drawn_again(world: World, answers: list[Answer]) -> Iterator[Answer]:
    """Pages whose lines are, together, all lines of these answers; and every refusal."""
    shown = [answer for answer in answers if answer.method == "GET" and answer.is_html]
    seen: set[str] = set()
    for answer in shown:
        if answer.lines - seen:
            seen |= answer.lines
            yield _shown(world, answer.who, answer.route, answer.address)
    yield from refusals(world, shown)


def snapshot() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


def _requests(world: World) -> Iterator[tuple[str, str, str]]:
    """Who asks for which route at which address."""
    for who, visitor in world.items():
        for route in ROUTES:
            if route.name in TEXTS and visitor.person and visitor.person.pk % TURNS:
                continue
            for address in visitor.addresses(route):
                for query in QUERIES.get(route.name, [""]):
                    yield who, route.name, address + query


def _shown(world: World, who: str, route: str, address: str) -> Answer:
    # The log of the connection has room for the queries of some pages, not of all.
    connection.queries_log.clear()
    # As in a process that runs for a while.
    listed_library()
    with CaptureQueriesContext(connection) as queries:
        response = world[who].browser().get(address)
    asked = tuple(query["sql"] for query in queries)
    return Answer(who, route, address, received(response), asked)


def refusals(world: World, shown: list[Answer]) -> Iterator[Answer]:
    """What every kind of form that is shown answers when sent empty, and the rarer mishaps."""
    kinds = {form.kind: form for answer in shown for form in answer.forms}
    for form in kinds.values():
        if form.method == "post":
            yield from _refused(world, form.who, form.action, {})
    yield from _mishaps(world)


def _mishaps(world: World) -> Iterator[Answer]:
    closed, running, _ = world[IN_THE_MIDDLE].sessions
    (ending,) = world[AT_THE_LAST_PAGE].sessions
    skipped = {"version": "0", "status": "skipped", "stop_reason": "time"}
    hurts = {"version": "0", "quality": "ache", "during": "2", "spread": "none", "neuro": "none"}
    for who, address, data in (
        (IN_THE_MIDDLE, f"/sessions/{running}/steps/1/", skipped),
        (IN_THE_MIDDLE, f"/sessions/{running}/steps/1/hurts/", {**hurts, "done_percent": "50"}),
        (IN_THE_MIDDLE, f"/sessions/{closed}/steps/1/", {**skipped, "version": "1"}),
        (IN_THE_MIDDLE, f"/sessions/{running}/", {"pre": "7"}),
        (IN_THE_MIDDLE, "/measures/", {"measured_on": NOW.date().isoformat(), "first": "3"}),
        (AT_THE_LAST_PAGE, f"/sessions/{ending}/after/", {"step-1-differed": "1"}),
    ):
        yield from _refused(world, who, address, data)
    yield from _signed_out(world)
    yield from _too_often(world)
    yield from _storage_trouble(world)
    with patch("routines.views.pages.TemplateResponse", side_effect=RuntimeError):
        client = Client(raise_request_exception=False)
        response = client.get("/safety/")
    yield Answer("nobody", "routines:safety", "/safety/", received(response))


def _storage_trouble(world: World) -> Iterator[Answer]:
    """A form that cannot be saved, plain and with a red flag, and a page in trouble."""
    browser = world[IN_THE_MIDDLE].browser()
    browser.raise_request_exception = False
    hurts, flagged = {"number": "3"}, {"emergency": "chest_pain"}
    for error, data in ((OperationalError, hurts), (TooManyWait, hurts), (TooManyWait, flagged)):
        with patch("routines.views.sent_twice.send", side_effect=error):
            response = browser.post("/discomfort/", data)
        yield Answer(IN_THE_MIDDLE, "routines:discomfort_new", "/discomfort/", received(response))
    with patch("routines.views.today.today_facts", side_effect=OperationalError):
        response = browser.get("/today/")
    yield Answer(IN_THE_MIDDLE, "routines:today", "/today/", received(response))


def _signed_out(world: World) -> Iterator[Answer]:
    """Forms of somebody who is not signed in, or who signed in again meanwhile."""
    person, guest = (
        {OWNER: owner_token(world[who].person.pk)} for who in (IN_THE_MIDDLE, "a guest with a plan")
    )
    answers = {"number": "4", "places": ["lower_back"], "note": "Putting on socks"}
    for who, data in (
        ("nobody", {**person, **answers}),
        ("nobody", {**person, "emergency": "chest_pain"}),
        ("nobody", {**person, "urgent": "weight_loss"}),
        ("nobody", {**person, "neuro": "persistent"}),
        ("nobody", {**guest, **answers}),
        ("nobody", {**guest, "weakness": "on"}),
        ("nobody", answers),
        (AT_THE_LAST_PAGE, {**person, **answers}),
    ):
        yield from _refused(world, who, "/discomfort/", data)
    again = Client(enforce_csrf_checks=True)
    again.cookies[settings.SESSION_COOKIE_NAME] = world[IN_THE_MIDDLE].cookie
    for data in ({**person, **answers}, {**person, "urgent": "weight_loss"}):
        response = again.post("/discomfort/", data)
        route = "routines:discomfort_new"
        yield Answer(IN_THE_MIDDLE, route, "/discomfort/", received(response), method="POST")


def _too_often(world: World) -> Iterator[Answer]:
    with override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "1/m/key"}):
        for _ in range(2):
            data = {"email": "often@example.org"}
            yield from _refused(world, "nobody", "/account/password/reset/", data)
    cache.clear()


def _refused(world: World, who: str, address: str, data: Mapping[str, object]) -> Iterator[Answer]:
    """The answer to a post that the product does not take; whatever it changed is undone."""
    with transaction.atomic():
        response = world[who].browser().post(address, data)
        transaction.set_rollback(True)
    if response.status_code >= 400:
        route = get_resolver().resolve(address).view_name
        yield Answer(who, route, address, received(response), method="POST")


def all_routes() -> list[Route]:
    """Every route of the product, accounts included."""
    return sorted(_routes(get_resolver(), ""), key=lambda route: route.name)


def _routes(resolver: URLResolver, namespace: str) -> list[Route]:
    routes = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            parameters = tuple(
                dict.fromkeys([*pattern.pattern.converters, *pattern.pattern.regex.groupindex])
            )
            routes.append(Route(f"{namespace}{pattern.name}", parameters))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            routes += _routes(pattern, inner)
    return routes


ROUTES = all_routes()

# Sign-in is required by default; these are open, and nothing else is.
PUBLIC = {
    "routines:welcome",
    "routines:safety",
    "routines:questions",
    "routines:first_weeks",
    "routines:floor",
    "routines:offline",
    "routines:get_help",
    "routines:evidence",
    "routines:evidence_sources",
    "routines:healthz",
    "routines:readyz",
    "routines:exercise_list",
    "routines:exercise_detail",
    "routines:screening",
    "account_signup",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
}
