"""A figure with a contradiction or an unknown key is refused with one sentence."""

import pytest

from routines.library.reader import ContentError
from routines.library.schema import read_library
from tests.library.test_library import COBRA, spoil

BRIDGE = "exercises/bridge.toml"
CAT = "exercises/cat-cow.toml"
POSES = "poses.toml"

WRONG = [
    (
        "an unknown stance",
        COBRA,
        'like = "face_down"',
        'like = "upside_down"',
        "cobra.toml, variants[1].figure.poses[1].like: 'upside_down' is no stance",
    ),
    ("a pose that comes later", COBRA, "like = 1", "like = 2", ".like: 2 is no stance"),
    ("an unknown key", COBRA, "\nbelly = 2", "\nbellly = 2", "poses[2].bellly: unknown key"),
    (
        "an unknown prop",
        COBRA,
        'kind = "mat"',
        'kind = "rug"',
        "cobra.toml, variants[1].figure.props[1].kind: 'rug' must be one of mat",
    ),
    (
        "a surface that is not there",
        CAT,
        '"forearms on cushion"',
        '"forearms on table"',
        '.contacts[1]: "table" is not in the scene; it has floor, cushion.',
    ),
    (
        "a part that nobody has",
        CAT,
        '"forearms on cushion"',
        '"tail on cushion"',
        '.contacts[1]: "tail on cushion" must be like "hands on floor".',
    ),
    (
        "a still that is not there",
        COBRA,
        "still = 1",
        "still = 5",
        "cobra.toml, variants[1].figure.still: 5 must be a whole number from 1 to 2.",
    ),
    (
        "no words for the picture",
        COBRA,
        "[variants.figure]\npicture",
        "[variants.figure]\nphoto",
        ".figure.picture: missing",
    ),
    (
        "a strap to what nobody has",
        "exercises/lying-hamstring-stretch.toml",
        '"near_ball"',
        '"near_toe"',
        "figure.poses[1].pose: the strap runs to 'near_toe', which is no joint of it.",
    ),
    ("a direction that is none", COBRA, '"wall down"', '"down"', "must be degrees, or a text like"),
    ("a wall to lie ahead on", COBRA, '"wall down"', '"wall ahead"', "must end with up or down"),
    (
        "too few bends",
        COBRA,
        "spine = [0, 0, 0, -1, -1, -1]",
        "spine = [0, 0]",
        ".spine: must be a list of 6 to 6 entries.",
    ),
    (
        "a spine of words",
        COBRA,
        "spine = [0, 0, 0, -1, -1, -1]",
        'spine = "bent"',
        ".spine: 'bent' must be a number.",
    ),
    (
        "a place that hangs on a leg that reaches",
        BRIDGE,
        'like = "face_up"\n',
        'like = "face_up"\nplace = { part = "knees", x = 100, on = "floor" }\n',
        "place: the bones down to the near knee need directions in degrees.",
    ),
    (
        "lying on a wall",
        COBRA,
        'place = { part = "feet", x = 194, on = "floor" }',
        'place = { part = "feet", x = 194, on = "wall" }',
        ".place.on: a body cannot lie on the wall; name a level surface.",
    ),
    ("a stance with a slip", POSES, "thigh = -90", "tigh = -90", "thigh: missing"),
    (
        "no move in no time",
        COBRA,
        "move = 3",
        "move = 0",
        ".move: 0 must be a number from 0.1 to 20.",
    ),
]


@pytest.mark.parametrize(
    ("what", "file", "old", "new", "message"), WRONG, ids=[w[0] for w in WRONG]
)
def test_it_is_refused(folder, what, file, old, new, message):
    spoil(folder, file, old, new)
    with pytest.raises(ContentError) as error:
        read_library(folder)
    assert message in str(error.value)


def test_a_pose_may_change_an_earlier_one():
    cobra = next(e for e in read_library().exercises if e.slug == "cobra")
    first, second = (key.pose for key in cobra.variants[0].figure.keys)
    assert second.belly == 2
    assert second.spine == first.spine


def test_one_number_bends_the_whole_spine(folder):
    spoil(folder, COBRA, "spine = [0, 0, 0, -1, -1, -1]", "spine = -10")
    cobra = next(e for e in read_library(folder).exercises if e.slug == "cobra")
    assert sum(cobra.variants[0].figure.keys[0].pose.spine) == pytest.approx(-10)
