"""The database refuses nonsense: every named constraint of every model, with its words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from routines import coaching
from routines.library.load import load
from routines.library.schema import read_library
from routines.models import Exercise
from tests.conftest import MONDAY
from tests.factories import PersonFactory, do_session, give_plan, make_wishes, pause, tell_morning

pytestmark = pytest.mark.django_db

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("routines").get_models()
    for constraint in model._meta.constraints
}


def not_in_the_routine(item):
    """A dose of the same person that the item's routine does not hold yet."""
    return item.owner.current_doses.exclude(pk__in=item.routine.items.values("current")).first()


def its_exercise(step):
    return step.exercise


def its_own_dose(step):
    return step.dose


# What makes a good row a bad one. For a constraint of uniqueness it is what else a
# copy of a row must change, so that nothing but this constraint refuses the copy.
CASES = {
    "user_is_guest_or_has_email": [{"is_guest": True}, {"email": None}, {"email": ""}],
    "user_usual_morning_0_to_10": [{"usual_morning": 11}],
    "screening_asked_something": [{"flags": None, "conditions": None}],
    "sent_form_once_per_key": [{}],
    "lock_once_per_rule": [{}],
    "lock_cleared_with_a_reason": [
        {"cleared_at": MONDAY},
        {"cleared_at": MONDAY, "cleared_as": "magic"},
    ],
    "exercise_kind_known": [{"kind": "dance"}],
    "exercise_direction_known": [{"direction": "up"}],
    "variant_slug_once": [{"rank": 99, "is_goal": False}],
    "variant_rank_once": [{"slug": "another", "is_goal": False}],
    "variant_one_goal": [{"slug": "another", "rank": 99}],
    "variant_direction_known": [{"direction": "up"}],
    "variant_position_known": [{"position": "upside_down"}],
    "variant_sides_known": [{"sides": "three"}],
    "variant_counted_in_known": [{"counted_in": "sheep"}],
    "variant_rep_seconds_1_to_60": [{"rep_seconds": 0}, {"rep_seconds": 61}],
    "dose_step_once": [{"sets": 5, "reps": 29}],
    "dose_numbers_once": [{"step": 99}],
    "dose_sets_1_to_5": [{"sets": 0}, {"sets": 6}],
    "dose_reps_1_to_30": [{"reps": 0}, {"reps": 31}],
    "dose_hold_seconds_0_to_600": [{"hold_seconds": 601}],
    "dose_rest_seconds_0_to_120": [{"rest_seconds": 121}],
    "current_dose_once_per_exercise": [{}],
    "weekly_plan_aim_known": [{"aim": "fly"}],
    "weekly_plan_minutes_10_15_20": [{"minutes": 12}],
    "weekly_plan_usual_morning_0_to_10": [{"usual_morning": 11}],
    "weekly_plan_one_proposal": [{}],
    "weekly_plan_one_active": [{}],
    "routine_rank_once": [{}],
    "routine_rank_0_to_2": [{"rank": 3}],
    "routine_item_rank_once": [{"current": not_in_the_routine}],
    "routine_item_exercise_once": [{"rank": 99}],
    "routine_item_phase_known": [{"phase": "tea_break"}],
    "plan_day_once": [{}],
    "plan_day_weekday_0_to_6": [{"weekday": 7}],
    "planned_session_one_a_day": [{}],
    "check_in_pre_0_to_10": [{"pre": 11}],
    "check_in_usual_morning_0_to_10": [{"usual_morning": 11}],
    "check_in_gate_known": [{"gate": "MAYBE"}],
    "session_after_0_to_10": [{"after": 11}],
    "session_closed_after_start": [
        {"closed_at": lambda session: session.started_at - timedelta(seconds=1)}
    ],
    "step_rank_once": [{}],
    "step_during_0_to_10": [{"during": 11}],
    "step_done_percent_0_to_100": [{"done_percent": 101}],
    "step_sides_0_to_100": [
        {"left_percent": 101, "right_percent": 50},
        {"left_percent": 50, "right_percent": 101},
        {"left_percent": 50},
        {"right_percent": 50},
    ],
    "step_swapped_for_a_reason": [
        {"swapped_because": "equipment"},
        {"swapped_because": "bored", "instead_of": its_exercise, "planned_dose": its_own_dose},
        {"swapped_because": "hurts", "instead_of": its_exercise},
        {"swapped_because": "hurts", "planned_dose": its_own_dose},
    ],
    "step_eased_from_a_dose": [{"was_eased": True}],
    "step_answered_with_a_status": [{"status": ""}, {"answered_at": None}, {"status": "maybe"}],
    "step_phase_known": [{"phase": "tea_break"}],
    "step_quality_known": [{"quality": "odd"}],
    "step_spread_known": [{"spread": "everywhere"}],
    "step_neuro_known": [{"neuro": "odd"}],
    "step_effort_known": [{"effort": "heroic"}],
    "step_stop_reason_known": [{"stop_reason": "bored"}],
    "morning_number_0_to_10": [{"number": 11}],
    "morning_word_known": [{"word": "meh"}],
    "decision_once_per_exercise": [{}],
    "decision_verdict_known": [{"verdict": "MAYBE"}],
    "choice_kind_known": [{"kind": "guess"}],
    "discomfort_number_0_to_10": [{"number": 11}],
    "measure_kind_known": [{"kind": "guess"}],
    "measure_centimetres_0_to_100": [{"centimetres": 101}],
    "measure_centimetres_or_landmark": [
        {"landmark": "toes"},
        {"centimetres": None},
        {"centimetres": None, "landmark": "moon"},
    ],
    "measure_once_a_day": [{}],
    "activity_has_a_name": [{"name": ""}],
    "activity_named_once": [{}],
    "activity_score_0_to_10": [{"number": 11}],
    "activity_score_once_a_day": [{}],
    "first_form_once_per_browser": [{}],
}


KEYED_BY_NOTHING = {"Exercise", "Variant", "Dose", "LibraryStamp", "User"}


def test_every_table_that_a_person_owns_carries_the_owner():
    """So that rows can be distributed by person without a change of schema (docs/scaling.md)."""
    models = apps.get_app_config("routines").get_models()
    without = {m.__name__ for m in models if "owner" not in {f.name for f in m._meta.fields}}
    assert without == KEYED_BY_NOTHING


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """A row of every model, good as it is."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Exercise.objects.exists():
            load(read_library())
        person = PersonFactory(usual_morning=1)
        give_plan(person, at=MONDAY)
        tell_morning(do_session(person, at=MONDAY))
        pause(person, "T2", at=MONDAY)
        coaching.discomfort.record(person, number=2, places=[], note="", at=MONDAY)
        person.sent_forms.create(key=uuid4(), path="/", answer={}, led_to="/", sent_at=MONDAY)
        person.measures.create(measured_on=MONDAY.date(), centimetres=20)
        garden = person.activities.create(name="Digging the garden", added_on=MONDAY.date())
        garden.score(4, MONDAY.date())
        cobra = Exercise.objects.get(slug="cobra")
        coaching.own_choices.choose(person, cobra, "ease", at=MONDAY)
        coaching.week.propose_week(person, make_wishes(), at=MONDAY)
        person.first_forms.create(form_key=uuid4(), browser="a" * 64)
        yield
        transaction.set_rollback(True)


def bad_row(constraint, model, changes):
    """A row that the constraint refuses, and that everything else would take."""
    is_unique = isinstance(constraint, models.UniqueConstraint)
    condition = (is_unique and constraint.condition) or models.Q()
    row = model._base_manager.filter(condition).order_by("pk").first()
    row.validate_constraints()
    if is_unique:
        row.pk = row._meta.pk.get_default()
        row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value(row) if callable(value) else value)
    return row


def test_every_constraint_has_a_case():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize(
    ("name", "changes"), [(name, changes) for name, cases in CASES.items() for changes in cases]
)
class TestNonsense:
    def test_the_database_refuses_it(self, rows, name, changes):
        model, constraint = CONSTRAINTS[name]
        row = bad_row(constraint, model, changes)
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save()
        if isinstance(constraint, models.CheckConstraint):
            assert name in str(refused.value)

    def test_a_person_is_told_in_words(self, rows, name, changes):
        model, constraint = CONSTRAINTS[name]
        row = bad_row(constraint, model, changes)
        with pytest.raises(ValidationError) as refused:
            row.validate_constraints()
        (words,) = refused.value.messages
        assert name not in words
        if isinstance(constraint, models.CheckConstraint):
            assert words == constraint.get_violation_error_message()
        with pytest.raises(ValidationError):
            row.full_clean()
