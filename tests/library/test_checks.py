"""A library with a gap between its files is refused, with file, key and mend."""

import pytest

from routines.library.reader import ContentError
from routines.library.schema import read_library
from tests.library.test_library import COBRA, spoil

CAT, BRIDGE = "exercises/cat-cow.toml", "exercises/bridge.toml"


WRONG = [
    ("a condition that is missing", COBRA, '"glaucoma", ', "",
     "cobra.toml, precautions.glaucoma: missing; add its table or name it in fine_with"),
    ("a condition mentioned twice", COBRA, 'fine_with = [', 'fine_with = ["wrist", ',
     "cobra.toml, precautions.wrist: told twice"),
    ("a condition there is not", COBRA, "[precautions.wrist]", "[precautions.elbow]",
     "cobra.toml, precautions.elbow: there is no such condition"),
    ("fine with what is no condition", COBRA, '"glaucoma"', '"eyes"',
     "cobra.toml, fine_with[3]: 'eyes' must be one of"),
    ("allowing what is no variant", COBRA, 'allow = ["lying-face-down"]', 'allow = ["lying"]',
     "cobra.toml, precautions.shoulder.allow[1]: 'lying' must be one of"),
    ("allowing nothing", COBRA, 'allow = ["lying-face-down"]', "allow = []",
     "cobra.toml, precautions.shoulder.allow: leaves no variant"),
    ("leaving out and allowing at once", COBRA, 'allow = ["lying-face-down"]',
     'leave_out = true\nallow = ["lying-face-down"]',
     "cobra.toml, precautions.shoulder.allow: unknown key"),
    ("no dose so brief", BRIDGE, "longest_hold_seconds = 10", "longest_hold_seconds = 9",
     "bridge.toml, precautions.high_blood_pressure.longest_hold_seconds: leaves no dose of full-"),
    ("no dose so brief of any variant", BRIDGE, '[precautions.neck]\n',
     "[precautions.neck]\nlongest_hold_seconds = 4\n",
     "bridge.toml, precautions.neck.longest_hold_seconds: leaves no dose of pelvic-tilt"),
    ("a row without a note", COBRA, 'note = "Stay on your forearms."\n', "",
     "cobra.toml, precautions.wrist.note: missing"),
    ("no swaps for a bend", CAT, "flexion = [", "flexed = [",
     "cat-cow.toml, swaps.flexion: missing"),
    ("no swaps for an arch", COBRA, "extension = [", "arched = [",
     "cobra.toml, swaps.extension: missing"),
    ("no swaps off the knees", CAT, "kneeling = [", "knees = [",
     "cat-cow.toml, swaps.kneeling: missing"),
    ("no swaps when it hurts", BRIDGE, "load = [", "loads = [", "bridge.toml, swaps.load: missing"),
    ("swaps for a cause that it does not have", BRIDGE, "load = [", "flexion = []\nload = [",
     "bridge.toml, swaps.flexion: unknown key"),
    ("a swap to itself", BRIDGE, '["knee-rolls", "knee-rolls"]', '["bridge", "short-bridge"]',
     "bridge.toml, swaps.load: names itself"),
    ("a bend in place of a bend", CAT, 'flexion = [["pelvic-tilt", "pelvic-tilt"]',
     'flexion = [["knee-to-chest", "knee-to-chest"]',
     "cat-cow.toml, swaps.flexion: knee-to-chest knee-to-chest bends the back"),
    ("an arch in place of an arch", CAT, 'extension = [\n',
     'extension = [\n    ["cobra", "sphinx"],\n',
     "cat-cow.toml, swaps.extension: cobra sphinx arches the back"),
    ("knees in place of knees", CAT, 'kneeling = [[', 'kneeling = [["bird-dog", "bird-dog"], [',
     "cat-cow.toml, swaps.kneeling: bird-dog bird-dog is on the knees"),
    ("no way out when it hurts", BRIDGE,
     '    ["pelvic-tilt", "pelvic-tilt"],\n    ["knee-rolls", "knee-rolls"],\n'
     '    ["scapular-squeeze", "scapular-squeeze"],\n', '    ["knee-rolls", "knee-rolls"],\n',
     "bridge.toml, swaps.load: pregnant allows none of them"),
    ("no way in", COBRA, "getting_in = ", "getting_inn = ",
     "cobra.toml, variants[1].getting_in: missing"),
    ("no way out", COBRA, "getting_out = ", "getting_of = ",
     "cobra.toml, variants[1].getting_out: missing"),
    ("a goal beside the ladder", COBRA, 'goal = "full-cobra"', 'goal = "bed-sphinx"',
     "cobra.toml, goal: 'bed-sphinx' must be one of"),
    ("a start beside the ladder", COBRA, 'ease = "lying-face-down"', 'ease = "bed-sphinx"',
     "cobra.toml, start.ease: 'bed-sphinx' must be one of"),
    ("a variant only for a condition amid the ladder", COBRA, 'position = "face_down"\n',
     'position = "face_down"\nonly_for = ["wrist"]\n',
     "cobra.toml, variants[1].only_for: stands on the ladder"),
    ("nothing for everybody", "exercises/scapular-squeeze.toml", 'position = "chair"\n',
     'position = "chair"\nonly_for = ["wrist"]\n', "variants: all are only for some"),
    ("only for whom it is not allowed", COBRA, 'only_for = ["no_floor"]', 'only_for = ["pregnant"]',
     "cobra.toml, variants[5].only_for: pregnant does not allow it"),
    ("only for what is no condition", COBRA, 'only_for = ["no_floor"]', 'only_for = ["floor"]',
     "cobra.toml, variants[5].only_for[1]: 'floor' must be one of"),
    ("a source there is not", COBRA, '"brooke-wavell-2022"', '"brooke-2022"',
     'cobra.toml, sources: there is no source "brooke-2022"'),
    ("a source listed twice", "sources.toml", '"wiles-2018"', '"may-2018"',
     'sources.toml, sources[4].key: "may-2018" is taken'),
    ("a source without a year", "sources.toml", "year = 2018\n", "",
     "sources.toml, sources[4].year: missing"),
    ("a condition without its why", "conditions.toml", 'why = "Bending far', 'wy = "Bending far',
     "conditions.toml, conditions[1].why: missing"),
    ("a condition there is not, in the list", "conditions.toml", 'slug = "knee"', 'slug = "elbow"',
     "conditions.toml, conditions[9].slug: 'elbow' must be one of"),
    ("a condition listed twice", "conditions.toml", 'slug = "knee"', 'slug = "wrist"',
     'conditions.toml, conditions[10].slug: "wrist" is told twice'),
    ("a condition of an unknown source", "conditions.toml", '"wiles-2018"', '"wiles"',
     'conditions.toml, conditions[7].sources: there is no source "wiles"'),
    ("a word for yes", "conditions.toml", "suggests_reach = true", 'suggests_reach = "yes"',
     "conditions.toml, conditions[2].suggests_reach: 'yes' must be true or false"),
    ("a goal to be earned of what there is not", "session.toml", 'earned = ["superman"]',
     'earned = ["super"]', 'session.toml, earned: there is no exercise "super"'),
    ("a main exercise for a gentle move", "session.toml", '"bird-dog",', '"bridge",',
     "session.toml, support: bridge is no gentle move"),
    ("a gentle move that is not there", "session.toml", '"bird-dog",', '"bird",',
     'session.toml, support: there is no exercise "bird"'),
    ("too little for a sore day", "session.toml", '    ["pelvic-tilt", "pelvic-tilt"],\n'
     '    ["knee-rolls", "knee-rolls"],\n    ["brisk-walking", "easy-walk"],\n',
     '    ["knee-rolls", "knee-rolls"],\n',
     "session.toml, ease: pregnant allows 1 of them; 2 are needed"),
    ("no cool-down", "session.toml", 'cool_down = ["slow-breathing"]', 'cool_down = ["knee-rolls"]',
     "session.toml, cool_down: pregnant allows 0 of them; 1 are needed"),
    ("no warm-up", "session.toml", '["brisk-walking", "torso-twists", "shoulder-rolls"]',
     '["torso-twists"]', "session.toml, warm_up: dizziness allows 0 of them"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_gap_is_refused_with_file_key_and_mend(folder, file, old, new, words):
    spoil(folder, file, old, new)
    with pytest.raises(ContentError) as refused:
        read_library(folder)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_too_few_to_train_with_are_refused(folder):
    """Without gentle moves four main exercises are left with dizziness; without Cat-Cow three."""
    text = (folder / "session.toml").read_text()
    start, end = text.index("support = ["), text.index("]\n", text.index("support = ["))
    (folder / "session.toml").write_text(text[:start] + "support = [" + text[end:])
    spoil(folder, CAT, '[precautions.dizziness]\nallow = ["seated-cat-cow"]\n',
          "[precautions.dizziness]\nleave_out = true\n")  # fmt: skip
    with pytest.raises(ContentError) as refused:
        read_library(folder)
    assert "session.toml, support: dizziness allows 3 of them; 4 are needed" in str(refused.value)


@pytest.mark.parametrize("file", ["conditions.toml", "sources.toml"])
def test_a_file_that_is_missing_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(ContentError, match=f"{file}: is missing"):
        read_library(folder)


def test_a_condition_that_is_missing_is_named(folder):
    path = folder / "conditions.toml"
    path.write_text(path.read_text()[: path.read_text().rindex("[[conditions]]")])
    with pytest.raises(ContentError, match=r"conditions: hip_replacement is missing"):
        read_library(folder)
