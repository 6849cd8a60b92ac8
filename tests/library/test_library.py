"""The library as TOML: complete, and refused whole when it is not."""

import re
import shutil

import pytest
from django.conf import settings

from routines.library.reader import ContentError
from routines.library.schema import read_library

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


THINGS = {
    "strap",
    "towel",
    "cushion",
    "cushions",
    "chair",
    "table",
    "worktop",
    "wall",
    "bed",
    "bicycle",
}


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

    def test_what_the_steps_name_is_to_be_at_hand(self):
        called = {"strap": {"strap", "towel"}, "cushion": {"cushion", "cushions"}}
        for exercise in read_library().exercises:
            for variant in exercise.variants:
                at_hand = set(variant.fields["equipment"])
                words = set().union(*(called.get(thing, {thing}) for thing in at_hand))
                for step in variant.fields["steps"]:
                    named = set(re.findall(r"\w+", step.lower())) & THINGS
                    if "if you like" not in step and named:
                        assert named & words, (variant.slug, step)

    def test_the_position_says_what_to_have_at_hand_where_nothing_else_does(self):
        things = {
            (exercise.slug, variant.slug): variant.fields["equipment"]
            for exercise in read_library().exercises
            for variant in exercise.variants
        }
        assert things["bridge", "bed-bridge"] == ["bed"]
        assert things["scapular-squeeze", "scapular-squeeze"] == ["chair"]
        assert things["shoulder-rolls", "shoulder-rolls"] == []
        assert things["dead-bug", "dead-bug"] == ["mat"]
        assert things["cobra", "wall-cobra"] == ["wall"]
        assert things["brisk-walking", "easy-cycling"] == ["bicycle"]

    def test_an_exercise_has_at_hand_what_any_variant_needs(self):
        by_slug = {exercise.slug: exercise for exercise in read_library().exercises}
        assert by_slug["childs-pose"].fields["equipment"] == ["mat", "cushion", "chair", "table"]

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
    ("not TOML", COBRA, 'name = "Cobra"', "name = ", "cobra.toml: The file is not TOML"),
    ("a missing key", COBRA, 'kind = "strength"\n', "", "cobra.toml, kind: missing"),
    ("an unknown key", COBRA, 'name = "Cobra"', 'name = "Cobra"\nnmae = "x"',
     "cobra.toml, nmae: unknown key"),
    ("a wrong word", COBRA, 'kind = "strength"', 'kind = "strong"',
     "cobra.toml, kind: 'strong' must be one of"),
    ("a number for a text", COBRA, 'name = "Cobra"', "name = 3", "name: must be a text"),
    ("a text too long", COBRA, 'name = "Cobra"', f'name = "{"x" * 81}"', "use 80 at most"),
    ("an empty text", COBRA, 'name = "Cobra"', 'name = " "', "name: must be a text"),
    ("an order out of range", COBRA, "order = 7", "order = 0", "order: 0 must be a whole number"),
    ("an order that another has", COBRA, "order = 7", "order = 8", "already taken by"),
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
    ("a dose listed twice", COBRA, "reps = 1, hold_seconds = 45", "reps = 1, hold_seconds = 30",
     "doses[2]: asks no more"),
    ("a dose that jumps", COBRA, "reps = 1, hold_seconds = 45", "reps = 1, hold_seconds = 60",
     "doses[2]: grows by more than about half"),
    ("a dose out of range", COBRA, "reps = 1, hold_seconds = 45", "reps = 31, hold_seconds = 45",
     "doses[2].reps: 31 must be a whole number from 1 to 30"),
    ("a thing that nobody knows", COBRA, 'equipment = ["wall"]', 'equipment = ["stool"]',
     "equipment[1]: 'stool' must be one of mat, bed"),
    ("equipment of a whole exercise", COBRA, "order = 7", 'order = 7\nequipment = ["mat"]',
     "cobra.toml, equipment: unknown key"),
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
        with pytest.raises(ContentError, match=r"figures/brisk-walking/.*svg is missing"):
            read_library(figures=tmp_path)
