"""The library as TOML: complete, and refused whole when it is not."""

import re
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from routines.content.library import read_library
from routines.content.load import load
from routines.content.reader import ContentError
from routines.models import CurrentDose, Decision, Dose, Exercise, Step, Variant
from tests.factories import PersonFactory, do_session, give_plan, tell_morning

FIGURES = settings.BASE_DIR / "static" / "figures"

BRIEF = [
    "brisk-walking",
    "torso-twists",
    "shoulder-rolls",
    "childs-pose",
    "cat-cow",
    "seated-forward-bend",
    "cobra",
    "bridge",
    "superman",
    "back-extensions",
]


def spoil(folder, file, old, new):
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


class TestTheLibrary:
    def test_holds_the_ten_exercises_of_the_brief_first(self):
        slugs = [exercise.slug for exercise in read_library().exercises]
        assert slugs[:10] == BRIEF

    def test_reaches_the_doses_of_the_brief(self):
        doses = {
            (exercise.slug, variant.slug): variant.doses[-1]
            for exercise in read_library().exercises
            for variant in exercise.variants
        }
        holds = {key: (dose.reps, dose.hold_seconds) for key, dose in doses.items()}
        assert holds["childs-pose", "full-childs-pose"] == (1, 60)
        assert holds["cat-cow", "full-cat-cow"] == (10, 0)
        assert holds["seated-forward-bend", "full-forward-bend"] == (2, 30)
        assert holds["bridge", "full-bridge"] == (2, 30)
        assert holds["superman", "full-superman"] == (10, 15)
        assert holds["cobra", "full-cobra"] == (10, 20)
        assert holds["back-extensions", "hands-at-temples"] == (10, 5)
        assert holds["torso-twists", "torso-twists"] == (10, 0)
        assert holds["shoulder-rolls", "shoulder-rolls"] == (10, 0)
        assert holds["brisk-walking", "brisk-walk"] == (1, 300)

    def test_every_exercise_has_its_still(self):
        read_library(figures=FIGURES)

    def test_every_still_is_small_and_has_no_script(self):
        for still in FIGURES.glob("*.svg"):
            text = still.read_text()
            assert len(text) <= 3000
            assert "<script" not in text
            assert "http" not in text.replace("http://www.w3.org/2000/svg", "")

    def test_words_are_kind(self):
        for exercise in read_library().exercises:
            for variant in exercise.variants:
                text = str(variant.fields).lower()
                for word in ("pain", "damage", "injur", "danger", "failure"):
                    assert word not in text, (exercise.slug, variant.slug, word)


COBRA = "exercises/cobra.toml"


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


WRONG = [
    ("not TOML", COBRA, 'name = "Cobra"', "name = ", "cobra.toml: is not TOML"),
    ("a missing key", COBRA, 'kind = "strength"\n', "", "cobra.toml, kind: missing"),
    ("an unknown key", COBRA, 'name = "Cobra"', 'name = "Cobra"\nnmae = "x"',
     "cobra.toml, nmae: unknown key"),
    ("a wrong word", COBRA, 'kind = "strength"', 'kind = "strong"',
     "cobra.toml, kind: 'strong' must be one of"),
    ("a number for a text", COBRA, 'name = "Cobra"', "name = 3", "name: must be a text"),
    ("a text too long", COBRA, 'name = "Cobra"', f'name = "{"x" * 81}"', "use 80 at most"),
    ("an empty text", COBRA, 'name = "Cobra"', 'name = " "', "name: must be a text"),
    ("an order out of range", COBRA, "order = 7", "order = 0", "order: 0 must be a whole number"),
    ("an order taken", COBRA, "order = 7", "order = 8", "already taken by"),
    ("a wrong area", COBRA, '"lower_back"', '"toe"', "areas[1]: 'toe' must be one of"),
    ("areas that are no list", COBRA, 'areas = ["lower_back", "mid_back", "hips"]', 'areas = "x"',
     "areas: must be a list"),
    ("a goal that is no variant", COBRA, 'goal = "full-cobra"', 'goal = "fullest"',
     "goal: 'fullest' must be one of"),
    ("a start beyond the goal", COBRA, 'goal = "full-cobra"', 'goal = "lying-face-down"',
     "start.loosen: 'sphinx' must be one of"),
    ("a missing start", COBRA, 'ease = "lying-face-down"\n', "", "start.ease: missing"),
    ("start is no table", COBRA, "[start]", "[started]", "start: missing"),
    ("two variants of one slug", COBRA, 'slug = "sphinx"', 'slug = "low-cobra"',
     "two variants share a slug"),
    ("a slug with a space", COBRA, 'slug = "sphinx"', 'slug = "the sphinx"',
     "must be small letters, digits and hyphens"),
    ("a swap to nothing", COBRA, '["knee-rolls", "knee-rolls"]', '["knee-roll", "knee-rolls"]',
     'swaps.load: there is no exercise "knee-roll"'),
    ("a swap to no variant", COBRA, '["knee-rolls", "knee-rolls"]', '["knee-rolls", "x"]',
     'swaps.load: knee-rolls has no variant "x"'),
    ("a swap that is no pair", COBRA, '["knee-rolls", "knee-rolls"]', '"knee-rolls"',
     "swaps.load[2]: must be a pair"),
    ("a dose that falls", COBRA, "reps = 1, hold_seconds = 45", "reps = 1, hold_seconds = 25",
     "doses[2]: hold_seconds falls"),
    ("a dose said twice", COBRA, "reps = 1, hold_seconds = 45", "reps = 1, hold_seconds = 30",
     "doses[2]: asks no more"),
    ("a dose that jumps", COBRA, "reps = 1, hold_seconds = 45", "reps = 1, hold_seconds = 60",
     "doses[2]: grows by more than about half"),
    ("a dose out of range", COBRA, "reps = 1, hold_seconds = 45", "reps = 31, hold_seconds = 45",
     "doses[2].reps: 31 must be a whole number from 1 to 30"),
    ("no yes or no", COBRA, 'goal = "full-cobra"', 'goal = "full-cobra"\nprogresses = 1',
     "progresses: 1 must be true or false"),
    ("a session without its walk", "session.toml", '"brisk-walking", "torso', '"walk", "torso',
     'session.toml, warm_up: there is no exercise "walk"'),
    ("an ease move that is not there", "session.toml", '["knee-rolls", "knee-rolls"]',
     '["knee-rolls", "rolls"]', "session.toml, ease: knee-rolls has no variant"),
    ("an aim that forgets an exercise", "session.toml", ', "superman"]\nloosen', "]\nloosen",
     "session.toml, aims.ease: must name each of"),
    ("an unknown key in the session", "session.toml", "[aims]", "extra = 1\n[aims]",
     "session.toml, extra: unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_library_is_refused_with_file_key_and_mend(folder, file, old, new, words):
    spoil(folder, file, old, new)
    with pytest.raises(ContentError) as refused:
        read_library(folder)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value).strip()


class TestMissingFiles:
    def test_no_exercises(self, folder):
        shutil.rmtree(folder / "exercises")
        with pytest.raises(ContentError, match="holds no exercise"):
            read_library(folder)

    def test_no_session(self, folder):
        (folder / "session.toml").unlink()
        with pytest.raises(ContentError, match=r"session.toml: is missing"):
            read_library(folder)

    def test_no_still(self, tmp_path):
        with pytest.raises(ContentError, match=r"figures/brisk-walking.svg is missing"):
            read_library(figures=tmp_path)


def in_short(dose):
    return f"{dose.variant.slug} {dose.sets} × {dose.reps} × {dose.hold_seconds}"


def put(current, variant, step):
    current.dose = Dose.objects.get(variant__slug=variant, step=step)
    current.save()


@pytest.fixture
def current(library, monday):
    """Where somebody with a new plan stands on the Cobra ladder: the first dose of Sphinx."""
    person = PersonFactory()
    give_plan(person, at=monday)
    found = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
    assert in_short(found.dose) == "sphinx 1 × 3 × 10"
    return found


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
