"""Bones never stretch, and limbs reach what can be reached."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.figures import anatomy
from routines.figures.geometry import along, turn, two_bones
from routines.figures.kinematics import solve
from routines.figures.movement import between
from routines.figures.pose import Angle, Limb, Place, Pose, Spot
from routines.figures.scene import Scene
from tests.figures.test_checks import FIGURES

DEGREES = st.floats(-180, 180)
BENDS = st.tuples(*[st.floats(-25, 25)] * anatomy.SEGMENTS)
SCENE = Scene()


@st.composite
def limbs(draw):
    if draw(st.booleans()):
        return Limb(Angle(draw(DEGREES)), Angle(draw(DEGREES)), Angle(draw(DEGREES)))
    target = Spot(draw(st.floats(0, 320)), draw(st.floats(0, 220)))
    return Limb(None, None, Angle(draw(DEGREES)), target)


POSES = st.builds(
    Pose,
    place=st.builds(Place, st.just("hips"), st.floats(20, 300), st.floats(0, 200)),
    lean=DEGREES,
    near_arm=limbs(),
    far_arm=limbs(),
    near_leg=limbs(),
    far_leg=limbs(),
    spine=BENDS,
    neck=st.tuples(*[st.floats(-40, 40)] * 2),
)
BONES = [
    ("shoulder", "elbow", anatomy.UPPER_ARM),
    ("elbow", "wrist", anatomy.FOREARM),
    ("hip", "knee", anatomy.THIGH),
    ("knee", "ankle", anatomy.SHIN),
]


def check_bones(skeleton):
    for side in ("near", "far"):
        for start, end, length in BONES:
            joints = skeleton.joints[f"{side}_{start}"], skeleton.joints[f"{side}_{end}"]
            assert math.dist(*joints) == pytest.approx(length)
    for i in range(anatomy.SEGMENTS):
        joints = skeleton.joints[f"spine{i}"], skeleton.joints[f"spine{i + 1}"]
        assert math.dist(*joints) == pytest.approx(anatomy.SEGMENT)


@given(POSES, POSES, st.floats(0, 1))
def test_bones_are_constant_in_and_between_poses(start, end, share):
    check_bones(solve(start, SCENE))
    check_bones(solve(between(start, end, share, SCENE), SCENE))


@given(POSES)
def test_a_limb_touches_its_target_or_says_by_how_much_it_does_not(pose):
    skeleton = solve(pose, SCENE)
    for limb, tip in (("near_arm", "near_wrist"), ("far_leg", "far_ankle")):
        if limb in skeleton.targets:
            missed = math.dist(skeleton.targets[limb], skeleton.joints[tip])
            assert missed == pytest.approx(skeleton.misses.get(tip, 0), abs=1e-3)


@given(st.floats(12, 88), DEGREES, st.sampled_from([-1, 1]))
def test_two_bones_reach_and_bend_to_the_side_that_was_asked(distance, degrees, bend):
    target = along((0, 0), degrees, distance)
    first, second, missed = two_bones((0, 0), target, 50, 40, bend)
    assert missed == 0
    end = along(along((0, 0), first, 50), second, 40)
    assert math.dist(end, target) < 1e-6
    assert turn(first, second) * bend > 0


@pytest.mark.parametrize(("distance", "missed"), [(100, 10), (4, 6)])
def test_two_bones_say_what_they_miss(distance, missed):
    assert two_bones((0, 0), (distance, 0), 50, 40, 1)[2] == pytest.approx(missed)


def test_the_person_is_as_tall_as_the_body_says():
    standing = Limb(Angle(-90), Angle(-90), Angle(0))
    pose = Pose(Place("feet", 160, surface="floor"), 90, *[standing] * 4)
    skeleton = solve(pose, SCENE)
    crown = skeleton.joints["skull"][1] + anatomy.CROWN[0][0]
    assert crown == pytest.approx(anatomy.HEIGHT, rel=0.01)


def test_a_mixed_pose_turns_the_shorter_way():
    arm = Limb(Angle(170), Angle(170), Angle(170))
    other = Limb(Angle(-170), Angle(-170), Angle(-170))
    pose = Pose(Place("hips", 160, 100), 90, arm, arm, arm, arm)
    half = between(pose, replace(pose, near_arm=other), 0.5, SCENE)
    assert abs(turn(half.near_arm.upper.degrees, 180)) < 1e-6


def test_a_limb_that_points_to_the_viewer_keeps_its_end_while_it_rolls():
    """Knees that roll to the side leave the feet where they are."""
    knees = FIGURES["knee-rolls", "knee-rolls"]
    middle, side = (key.pose for key in knees.keys[:2])
    ankles = [
        solve(between(middle, side, share / 10, knees.scene), knees.scene).joints["near_ankle"]
        for share in range(11)
    ]
    assert max(math.dist(ankles[0], ankle) for ankle in ankles) < 8
