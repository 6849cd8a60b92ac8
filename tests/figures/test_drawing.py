"""What lies over what in a picture, and where a strap runs."""

import math
from dataclasses import replace

from routines.figures import anatomy
from routines.figures.drawing import still
from routines.figures.kinematics import solve
from routines.figures.props import strap
from routines.figures.shapes import SHAPES
from routines.library.schema import read_library

FIGURES = {variant.slug: variant.figure for e in read_library().exercises for variant in e.variants}
STRETCH = FIGURES["lying-hamstring-stretch"]
SIDE_REACH = FIGURES["side-reach"]
SUPERMAN = FIGURES["full-superman"]


def test_a_strap_runs_from_the_hand_to_the_sole():
    skeleton = solve(STRETCH.key_pose(), STRETCH.scene)
    prop = next(prop for prop in STRETCH.scene.props if prop.kind == "strap")
    hand, sole = strap(prop, skeleton)
    assert hand == skeleton.joints["near_hand"]
    ankle = skeleton.joints["near_ankle"]
    assert math.dist(sole, ankle) == math.hypot(*anatomy.UNDER_SOLE)
    assert sole[1] > ankle[1]


def test_a_strap_from_the_near_hand_is_over_the_body_and_one_from_the_far_hand_under_it():
    text = still(STRETCH)
    near, far = (text.rindex('class="s"'), text.index('class="s"'))
    assert far < text.index('class="f"') < near < text.rindex('class="a"')


def test_folded_legs_are_lighter_and_under_the_trunk():
    assert still(SIDE_REACH).count('class="l"') == 2
    spread = replace(SIDE_REACH, scene=replace(SIDE_REACH.scene, legs_beneath=False))
    assert 'class="l"' not in still(spread)


def test_a_head_between_the_arms_is_drawn_whole_over_the_near_arm():
    text = still(SUPERMAN)
    head = text.rindex(SHAPES["head"])
    assert text.index('class="a"') < text.index('mask="url(#mh)"') < head
    beneath = still(replace(SUPERMAN, scene=replace(SUPERMAN.scene, head_before_arm=False)))
    assert beneath.index(SHAPES["head"]) < beneath.index('class="a"')
