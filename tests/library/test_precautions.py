"""What conditions change: every exercise says so, and as the table below has it."""

import pytest

from routines.library.conditions import read_conditions
from routines.library.schema import read_library
from routines.library.sources import read_sources
from routines.models import Exercise
from routines.vocabulary import Condition

LIBRARY = {exercise.slug: exercise for exercise in read_library().exercises}
SESSION = read_library().session
CHILD, CAT, FOLD, BRIDGE = "childs-pose", "cat-cow", "seated-forward-bend", "bridge"
SUPERMAN, COBRA, BACK = "superman", "cobra", "back-extensions"
MAINS = [CHILD, CAT, FOLD, BRIDGE, SUPERMAN, COBRA, BACK]
NOTHING = []

# The variants of an exercise that a person with this one condition may do. A physiotherapist should
# sign these off; the sources of each condition stand in routines/content/conditions.toml.
CELLS = [
    ("flexion_sensitive", CHILD, NOTHING),
    ("flexion_sensitive", CAT, ["cow-half"]),
    ("flexion_sensitive", FOLD, NOTHING),
    ("flexion_sensitive", SUPERMAN, ["bird-dog"]),
    ("flexion_sensitive", BACK, ["standing-back-bend", "chest-lift"]),
    ("extension_sensitive", CAT, ["cat-half"]),
    ("extension_sensitive", FOLD, ["lying-hamstring-stretch", "chair-hinge"]),
    ("extension_sensitive", BRIDGE, ["pelvic-tilt", "short-bridge"]),
    ("extension_sensitive", SUPERMAN, NOTHING),
    ("extension_sensitive", COBRA, NOTHING),
    ("extension_sensitive", BACK, NOTHING),
    ("stenosis", CAT, ["seated-cat-cow", "half-cat-cow", "cat-half"]),
    ("stenosis", FOLD, ["lying-hamstring-stretch", "chair-hinge", "bent-knee-forward-bend"]),
    ("stenosis", BRIDGE, ["pelvic-tilt", "short-bridge", "full-bridge"]),
    ("stenosis", SUPERMAN, ["bird-dog"]),
    ("stenosis", COBRA, NOTHING),
    ("stenosis", BACK, NOTHING),
    ("osteoporosis", CHILD, ["bottom-to-heels-rock"]),
    ("osteoporosis", CAT, ["half-cat-cow"]),
    ("osteoporosis", FOLD, ["lying-hamstring-stretch"]),
    ("osteoporosis", SUPERMAN, ["one-limb-lift", "bird-dog", "opposite-arm-and-leg"]),
    ("osteoporosis", COBRA, ["lying-face-down", "sphinx", "low-cobra"]),
    ("osteoporosis", BACK, ["standing-back-bend", "chest-lift"]),
    ("osteoporosis", "knee-to-chest", NOTHING),
    ("osteoporosis", "torso-twists", ["small-twists"]),
    ("pregnant", CHILD, ["seated-lean", "supported-childs-pose"]),
    ("pregnant", FOLD, ["chair-hinge"]),
    ("pregnant", BRIDGE, ["short-bridge"]),
    ("pregnant", SUPERMAN, ["bird-dog"]),
    ("pregnant", COBRA, NOTHING),
    ("pregnant", BACK, ["standing-back-bend"]),
    ("pregnant", "knee-rolls", NOTHING),
    ("pregnant", "dead-bug", NOTHING),
    ("after_birth", BRIDGE, ["pelvic-tilt", "short-bridge"]),
    ("after_birth", SUPERMAN, NOTHING),
    ("after_birth", COBRA, ["lying-face-down", "sphinx"]),
    ("after_birth", BACK, NOTHING),
    ("high_blood_pressure", CHILD, ["seated-lean", "bottom-to-heels-rock"]),
    ("high_blood_pressure", FOLD, ["lying-hamstring-stretch", "chair-hinge"]),
    ("glaucoma", CHILD, ["seated-lean", "bottom-to-heels-rock", "level-head-childs-pose"]),
    ("glaucoma", BRIDGE, ["pelvic-tilt", "short-bridge"]),
    ("knee", CHILD, ["seated-lean", "supported-childs-pose"]),
    ("knee", CAT, ["seated-cat-cow"]),
    ("wrist", CHILD, ["seated-lean", "supported-childs-pose", "forearm-childs-pose"]),
    ("wrist", CAT, ["seated-cat-cow", "forearm-cat-cow"]),
    ("wrist", SUPERMAN, ["one-limb-lift", "opposite-arm-and-leg"]),
    ("wrist", COBRA, ["lying-face-down", "sphinx"]),
    ("no_floor", CHILD, ["seated-lean"]),
    ("no_floor", CAT, ["seated-cat-cow"]),
    ("no_floor", FOLD, ["chair-hinge"]),
    ("no_floor", BRIDGE, ["bed-bridge"]),
    ("no_floor", SUPERMAN, NOTHING),
    ("no_floor", COBRA, ["bed-sphinx", "wall-cobra"]),
    ("no_floor", BACK, ["standing-back-bend"]),
]  # fmt: skip

# Cells that change nothing: every variant of the ladder stays.
OK = [
    ("flexion_sensitive", BRIDGE), ("flexion_sensitive", COBRA),
    ("extension_sensitive", CHILD), ("stenosis", CHILD), ("osteoporosis", BRIDGE),
    ("pregnant", CAT), ("after_birth", CHILD), ("after_birth", CAT),
    ("high_blood_pressure", CAT), ("high_blood_pressure", COBRA),
    ("glaucoma", CAT), ("glaucoma", SUPERMAN), ("glaucoma", COBRA), ("glaucoma", BACK),
    ("knee", FOLD), ("knee", BRIDGE), ("knee", COBRA), ("knee", BACK),
    ("wrist", FOLD), ("wrist", BRIDGE), ("wrist", BACK), ("neck", FOLD),
    *(("inflammatory", main) for main in MAINS),
]  # fmt: skip

HOLDS = [(BRIDGE, 10), (SUPERMAN, 5), (BACK, 5), ("bird-dog", 5)]

FLOOR = {"all_fours", "kneeling", "sitting", "face_up", "face_down"}
# Positions that no exercise asks of a person with the condition.
KEPT_FROM = [
    ("no_floor", FLOOR),
    ("pregnant", {"face_down"}),
    ("dizziness", FLOOR | {"bed"}),
]


def ordinary(exercise):
    return [v.slug for v in LIBRARY[exercise].variants if not v.fields["only_for"]]


@pytest.mark.parametrize("exercise", LIBRARY)
@pytest.mark.parametrize("condition", Condition)
def test_every_precaution_has_its_keys_and_a_note(exercise, condition):
    row = LIBRARY[exercise].fields["precautions"].get(condition)
    if row is not None:
        assert set(row) == {"allow", "longest_hold_seconds", "note"}
        assert row["note"].endswith(".")


@pytest.mark.parametrize(("condition", "exercise", "variants"), CELLS)
def test_evidence_names_what_stays(condition, exercise, variants):
    assert LIBRARY[exercise].usable_with(condition) == variants


@pytest.mark.parametrize(("condition", "exercise"), OK)
def test_evidence_lets_the_whole_ladder_stay(condition, exercise):
    usable = LIBRARY[exercise].usable_with(condition)
    assert [slug for slug in usable if slug in ordinary(exercise)] == ordinary(exercise)


@pytest.mark.parametrize(("exercise", "seconds"), HOLDS)
def test_holds_stay_short_with_high_blood_pressure(exercise, seconds):
    row = LIBRARY[exercise].fields["precautions"]["high_blood_pressure"]
    assert row["longest_hold_seconds"] == seconds


@pytest.mark.parametrize(("condition", "positions"), KEPT_FROM)
def test_nobody_is_asked_into_a_position_that_is_not_theirs(condition, positions):
    for exercise in LIBRARY.values():
        for variant in exercise.variants:
            if variant.slug in exercise.usable_with(condition):
                assert variant.fields["position"] not in positions, (exercise.slug, variant.slug)


def test_the_full_superman_is_never_for_a_back_that_minds_arching():
    for condition in ("extension_sensitive", "stenosis", "osteoporosis"):
        assert not {"low-superman", "full-superman"} & set(LIBRARY[SUPERMAN].usable_with(condition))


@pytest.mark.parametrize("condition", Condition)
def test_with_every_condition_a_sore_day_and_a_week_are_left(condition):
    ease = [slug for slug, _ in SESSION.ease if LIBRARY[slug].usable_with(condition)]
    assert len(ease) >= 2
    mains = [m for m in [*MAINS, *SESSION.support] if LIBRARY[m].usable_with(condition)]
    assert len(mains) >= 4


def test_a_variant_only_for_a_condition_is_no_start_and_no_goal():
    for exercise in LIBRARY.values():
        chosen = {exercise.goal, *exercise.fields["starts"].values()}
        assert chosen <= set(ordinary(exercise.slug))


def test_the_opening_walk_breathing_and_the_moves_of_a_sore_day_keep_their_dose():
    fixed = {slug for slug, text in LIBRARY.items() if not text.fields["is_progressed"]}
    assert fixed == {"brisk-walking", "slow-breathing", "pelvic-tilt", "knee-rolls"}


class TestConditions:
    def test_each_says_why_in_one_sentence(self):
        conditions = read_conditions()
        assert list(conditions) == [condition.value for condition in Condition]
        for text in conditions.values():
            assert text.why.count(".") == 1
            assert text.why.endswith(".")

    def test_their_sources_are_known(self):
        sources = read_sources()
        conditions = read_conditions()
        assert conditions["osteoporosis"].sources == ("brooke-wavell-2022",)
        for text in conditions.values():
            assert set(text.sources) <= set(sources)

    def test_words_are_kind(self):
        texts = [text.why for text in read_conditions().values()]
        for exercise in LIBRARY.values():
            texts += [row["note"] for row in exercise.fields["precautions"].values()]
        for text in texts:
            for word in ("damage", "danger", "injur", "harm", "failure", "abnormal"):
                assert word not in text.lower(), text


@pytest.mark.django_db
class TestRows:
    def test_reach_is_suggested_where_bending_far_down_troubles_nothing(self):
        suggested = {slug for slug, text in read_conditions().items() if text.suggests_reach}
        assert suggested == {
            "extension_sensitive", "stenosis", "knee", "wrist", "shoulder", "neck", "no_floor",
            "inflammatory",
        }  # fmt: skip

    def test_only_conditions_that_change_something_are_kept(self, library):
        rows = Exercise.objects.get(slug=CHILD).precautions
        assert "stenosis" not in rows
        assert rows["osteoporosis"]["allow"] == ["bottom-to-heels-rock"]
        assert rows["flexion_sensitive"]["allow"] == []
        assert rows["inflammatory"]["allow"] is None
        assert rows["inflammatory"]["longest_hold_seconds"] is None

    def test_swaps_go_by_reason(self, library):
        exercise = Exercise.objects.get(slug=CHILD)
        assert set(exercise.swaps) == {"load", "flexion", "kneeling"}
        assert exercise.swaps["flexion"][0] == ["cobra", "sphinx"]
        assert set(Exercise.objects.get(slug=BRIDGE).swaps) == {"load"}

    def test_a_variant_knows_the_way_in_and_out_and_whom_it_is_for(self, library):
        variant = Exercise.objects.get(slug=BRIDGE).variants.get(slug="bed-bridge")
        assert variant.only_for == ["no_floor"]
        assert variant.position == "bed"
        assert "edge of a firm bed" in variant.getting_in
        assert "push up with your arms" in variant.getting_out
        assert variant.rank == 5
