"""The library as TOML: complete, and refused whole when it is not."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from routines.content.library import CONTENT, read_library
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


@pytest.fixture
def folder(tmp_path):
    """A copy of the library that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


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
     'swaps: there is no exercise "knee-roll"'),
    ("a swap to no variant", COBRA, '["knee-rolls", "knee-rolls"]', '["knee-rolls", "x"]',
     'swaps: knee-rolls has no variant "x"'),
    ("a swap that is no pair", COBRA, '["knee-rolls", "knee-rolls"]', '"knee-rolls"',
     "swaps[2]: must be a pair"),
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

    def test_a_variant_that_goes_hands_its_people_the_nearest_easier_dose(
        self, library, folder, monday
    ):
        person = PersonFactory()
        give_plan(person, at=monday)
        current = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
        text = (folder / COBRA).read_text()
        first = text.index('[[variants]]\nslug = "sphinx"')
        second = text.index('[[variants]]\nslug = "low-cobra"')
        text = text[:first] + text[second:]
        (folder / COBRA).write_text(text.replace('= "sphinx"', '= "lying-face-down"'))
        spoil(folder, "exercises/childs-pose.toml", '"sphinx"', '"low-cobra"')
        load(read_library(folder))
        current.refresh_from_db()
        assert current.dose.step is not None
        assert current.dose.variant.rank is not None

    def test_a_goal_that_goes_becomes_the_library_s_new_goal(self, library, folder, monday):
        person = PersonFactory()
        give_plan(person, at=monday)
        text = (folder / COBRA).read_text()
        text = text[: text.index('[[variants]]\nslug = "full-cobra"')]
        (folder / COBRA).write_text(text.replace('goal = "full-cobra"', 'goal = "low-cobra"'))
        load(read_library(folder))
        current = CurrentDose.objects.get(owner=person, exercise__slug="cobra")
        assert current.goal.slug == "low-cobra"

    def test_an_exercise_that_goes_is_no_longer_listed(self, library, folder):
        Exercise.objects.create(slug="old", rank=99, name="Old", kind="stretch",
                                direction="flexion", summary="-", picture="-")  # fmt: skip
        load(read_library(folder))
        assert not Exercise.objects.listed().filter(slug="old").exists()
        assert Exercise.objects.filter(slug="old").exists()
