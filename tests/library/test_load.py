"""Loading the library: idempotent, and no diary is ever touched."""

import re

import pytest
from django.core.management import CommandError, call_command

from routines.library.load import load
from routines.library.schema import read_library
from routines.models import CurrentDose, Decision, Dose, Exercise, Step, Variant
from tests.factories import PersonFactory, do_session, give_plan, tell_morning
from tests.library.test_library import COBRA, spoil


def remove_variants(folder, *slugs):
    """Take variants off the Cobra ladder; whatever named them names what is left."""
    head, *variants = (folder / COBRA).read_text().split("[[variants]]\n")
    kept = [text for text in variants if not text.startswith(tuple(f'slug = "{s}"' for s in slugs))]
    assert len(kept) == len(variants) - len(slugs)
    (folder / COBRA).write_text("[[variants]]\n".join([head, *kept]))
    lowest = kept[0].split('"')[1]
    for slug in slugs:
        for file in (folder / "exercises").glob("*.toml"):
            text = file.read_text()
            text = re.sub(rf'^(allow = .*)"{slug}", ', r"\1", text, flags=re.MULTILINE)
            is_named = slug != "full-cobra"
            file.write_text(text.replace(f'"{slug}"', f'"{lowest}"') if is_named else text)


def in_short(dose):
    return f"{dose.variant.slug} {dose.sets} × {dose.reps} × {dose.hold_seconds}"


def put(current, variant, step):
    current.dose = Dose.objects.get(variant__slug=variant, step=step)
    current.save()


@pytest.fixture
def current(library, monday):
    """The current dose of Cobra in a new plan: the first dose of Sphinx."""
    person = PersonFactory()
    give_plan(person, at=monday)
    row = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
    assert in_short(row.dose) == "sphinx 1 × 3 × 10"
    return row


@pytest.mark.django_db
class TestLoading:
    def test_a_wrong_library_changes_nothing(self, library, folder):
        spoil(folder, COBRA, 'kind = "strength"', 'kind = "strong"')
        spoil(folder, "exercises/bridge.toml", 'name = "Bridge"', 'name = "Bridges"')
        with pytest.raises(CommandError, match=r"cobra.toml, kind"):
            call_command("load_library", "--from", str(folder))
        assert Exercise.objects.get(slug="bridge").name == "Bridge"

    def test_loading_twice_changes_nothing(self, library):
        before = list(Dose.objects.order_by("pk").values())
        variants = list(Variant.objects.order_by("pk").values())
        call_command("load_library", verbosity=0)
        assert list(Dose.objects.order_by("pk").values()) == before
        assert list(Variant.objects.order_by("pk").values()) == variants

    def test_a_new_number_is_a_new_row_and_the_diary_keeps_the_old_one(
        self, library, folder, monday
    ):
        person = PersonFactory()
        give_plan(person, at=monday)
        tell_morning(do_session(person, at=monday))
        steps = list(Step.objects.order_by("pk").values())
        decisions = list(Decision.objects.order_by("pk").values())
        current = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
        assert current.dose.variant.slug == "sphinx"

        spoil(folder, COBRA, "reps = 3, hold_seconds = 10", "reps = 3, hold_seconds = 11")
        load(read_library(folder))

        assert list(Step.objects.order_by("pk").values()) == steps
        assert list(Decision.objects.order_by("pk").values()) == decisions
        assert Dose.objects.get(pk=current.dose_id).step is None
        current.refresh_from_db()
        assert (current.dose.step, current.dose.hold_seconds) == (0, 11)

    def test_a_variant_that_goes_hands_its_people_the_last_dose_of_the_one_below(
        self, library, folder, current
    ):
        remove_variants(folder, "sphinx")
        load(read_library(folder))
        current.refresh_from_db()
        assert in_short(current.dose) == "lying-face-down 1 × 1 × 60"

    def test_two_variants_that_go_at_once_are_both_passed(self, library, folder, current):
        put(current, "low-cobra", 0)
        remove_variants(folder, "sphinx", "low-cobra")
        load(read_library(folder))
        current.refresh_from_db()
        assert in_short(current.dose) == "lying-face-down 1 × 1 × 60"

    def test_where_nothing_easier_is_left_the_ladder_begins_anew(self, library, folder, current):
        remove_variants(folder, "lying-face-down", "sphinx")
        load(read_library(folder))
        current.refresh_from_db()
        assert in_short(current.dose) == in_short(Dose.objects.get(
            variant__slug="low-cobra", step=0
        ))  # fmt: skip

    def test_a_dose_of_the_diary_is_placed_on_the_ladder_of_a_later_library(
        self, library, folder, current
    ):
        """One library takes Sphinx away, the next what was below it."""
        gone = current.dose
        remove_variants(folder, "sphinx")
        load(read_library(folder))
        remove_variants(folder, "lying-face-down")
        load(read_library(folder))
        gone.refresh_from_db()
        assert gone.step is None
        assert gone.listed_instead().variant.slug == "low-cobra"
        assert gone.listed_instead().step == 0

    @pytest.mark.parametrize(
        ("stood_on", "instead"),
        [
            ("3 × 2 × 12", "sphinx 2 × 2 × 12"),
            ("2 × 2 × 12", "sphinx 2 × 2 × 12"),
            ("5 × 3 × 11", "sphinx 2 × 2 × 10"),
            ("1 × 2 × 9", "sphinx 2 × 2 × 10"),
            ("2 × 30 × 1", "sphinx 2 × 2 × 10"),
        ],
    )
    def test_a_dose_that_goes_hands_its_people_the_nearest_that_asks_more_in_nothing(
        self, library, current, stood_on, instead
    ):
        variant = current.dose.variant
        variant.doses.update(step=None)
        for step, hold_seconds in enumerate([10, 12, 14]):
            variant.doses.create(
                step=step, sets=2, reps=2, hold_seconds=hold_seconds, rest_seconds=3
            )
        sets, reps, hold_seconds = (int(number) for number in stood_on.split(" × "))
        gone = variant.doses.create(sets=sets, reps=reps, hold_seconds=hold_seconds, rest_seconds=4)
        assert in_short(gone.listed_instead()) == instead

    def test_what_is_listed_stays(self, library, current):
        assert current.dose.listed_instead() == current.dose
        assert current.goal.listed_instead() == current.goal

    def test_a_goal_that_goes_becomes_the_one_below_even_where_the_library_aims_higher(
        self, library, folder, current
    ):
        current.goal = Variant.objects.get(slug="low-cobra")
        current.save()
        remove_variants(folder, "low-cobra")
        load(read_library(folder))
        current.refresh_from_db()
        assert current.goal.slug == "sphinx"

    def test_the_library_s_own_goal_goes_the_same_way(self, library, folder, current):
        remove_variants(folder, "full-cobra")
        spoil(folder, COBRA, 'goal = "full-cobra"', 'goal = "low-cobra"')
        load(read_library(folder))
        current.refresh_from_db()
        assert current.goal.slug == "low-cobra"

    def test_an_exercise_that_goes_is_no_longer_listed(self, library, folder):
        Exercise.objects.create(slug="old", rank=99, name="Old", kind="stretch",
                                direction="flexion", summary="-", picture="-")  # fmt: skip
        load(read_library(folder))
        assert not Exercise.objects.listed().filter(slug="old").exists()
        assert Exercise.objects.filter(slug="old").exists()
