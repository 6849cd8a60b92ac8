"""Seen from the front, bones keep their true length in three dimensions."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.figures import anatomy
from routines.figures.checks import faults
from routines.figures.drawing import drawn
from routines.figures.kinematics import solve
from routines.figures.movement import between
from routines.figures.outline import head_outline, trunk_outline
from routines.figures.pose import Angle, Limb, OnSurface, Place, Pose, Spot
from routines.figures.scene import Scene
from tests.figures.test_checks import FIGURES

FRONT = Scene("front")
TWIST = FIGURES["torso-twists", "torso-twists"]
SHRUG = FIGURES["shoulder-rolls", "shoulder-rolls"]
ANGLES = st.builds(Angle, st.floats(-180, 180), st.floats(-90, 90))
ARMS = st.builds(Limb, ANGLES, ANGLES, ANGLES)
LEG = Limb(None, None, Angle(-90), OnSurface("floor", 150))


def standing(arm, turn=0.0, hips=112.0):
    return Pose(Place("hips", 160, hips), 90, arm, arm, LEG, LEG, turn=turn)


def depth(skeleton, bone, length):
    """How far a bone goes to or from the viewer, by what is seen of it."""
    return length * math.sqrt(1 - min(1.0, skeleton.shares[bone]) ** 2)


@given(ARMS, st.floats(-90, 90))
def test_a_turn_keeps_every_height_and_shows_no_bone_longer_than_it_is(arm, turn):
    straight, turned = (solve(standing(arm, turn), FRONT) for turn in (0.0, turn))
    for name in ("elbow", "wrist", "hand"):
        heights = [skeleton.joints[f"near_{name}"][1] for skeleton in (straight, turned)]
        assert heights[0] == pytest.approx(heights[1], abs=1e-6)
        assert turned.shares[f"near_{name}"] <= 1


@given(st.floats(-80, 80))
def test_what_points_to_the_viewer_is_seen_from_the_side_after_a_turn(turn):
    ahead = Angle(-90, 90)
    skeleton = solve(standing(Limb(ahead, ahead, ahead), turn), FRONT)
    seen = skeleton.joints["near_shoulder"][0] - skeleton.joints["near_elbow"][0]
    assert seen == pytest.approx(anatomy.UPPER_ARM * math.sin(math.radians(turn)), abs=1e-6)


@given(ARMS, ARMS, st.floats(-60, 60), st.floats(0, 1))
def test_between_two_poses_an_arm_keeps_its_length(start, end, turn, share):
    pose = between(standing(start), standing(end, turn), share, FRONT)
    skeleton = solve(pose, FRONT)
    for bone, root, length in (
        ("near_elbow", "near_shoulder", anatomy.UPPER_ARM),
        ("near_wrist", "near_elbow", anatomy.FOREARM),
    ):
        seen = math.dist(skeleton.joints[root], skeleton.joints[bone])
        assert math.hypot(seen, depth(skeleton, bone, length)) == pytest.approx(length)


@given(st.floats(60, 112))
def test_a_knee_comes_towards_the_viewer_and_both_its_bones_meet_there(hips):
    skeleton = solve(standing(Limb(Angle(-90), Angle(-90), Angle(-90)), hips=hips), FRONT)
    thigh = depth(skeleton, "near_knee", anatomy.THIGH)
    shin = depth(skeleton, "near_ankle", anatomy.SHIN)
    assert thigh == pytest.approx(shin, abs=1e-3)
    assert skeleton.headings["near_knee"] == skeleton.headings["near_ankle"]


def test_a_heel_that_comes_up_leaves_the_ball_on_the_floor():
    lifted = replace(LEG, target=Spot(150, 14), end=Angle(-90, 22))
    pose = replace(standing(Limb(Angle(-90), Angle(-90), Angle(-90))), near_leg=lifted)
    point, radius = solve(pose, FRONT).joints["near_ball"], anatomy.FOOT_IN_FRONT[1]
    assert point[1] - radius == pytest.approx(0, abs=0.1)


def test_a_foot_below_the_floor_is_named():
    first, *others = TWIST.keys
    sunk = replace(first, pose=replace(first.pose, near_leg=replace(LEG, target=Spot(148, 4))))
    wrong = faults("a", "b", replace(TWIST, keys=(sunk, *others)))
    assert any(fault.joint == "near_ball" and "inside the floor" in fault.what for fault in wrong)


def test_a_turn_takes_the_nose_to_its_side():
    ahead, left, _, right = (solve(key.pose, TWIST.scene) for key in TWIST.keys)
    reaches = []
    for skeleton in (left, ahead, right):
        xs = [x - skeleton.joints["skull"][0] for x, _ in head_outline(skeleton)]
        reaches.append(max(xs) + min(xs))
    assert reaches[0] < -0.5 < reaches[1] < 0.5 < reaches[2]


def test_arms_that_cross_are_parted_and_both_are_before_the_trunk():
    turned = drawn(TWIST, [(0.0, solve(TWIST.keys[1].pose, TWIST.scene))])
    assert turned.count('mask="url(#ma)"') == 1
    assert '<g class="l">' not in turned


def test_a_neck_is_seen_between_the_chin_and_shoulders_that_are_drawn_up():
    up = solve(SHRUG.key_pose(), SHRUG.scene)
    chin = min(y for _, y in head_outline(up))
    assert chin - max(y for _, y in trunk_outline(up)) > 1


def test_the_slope_beside_the_neck_follows_half_the_rise_of_the_shoulders():
    low = solve(replace(SHRUG.key_pose(), shoulders=(0.0, 0.0)), SHRUG.scene)
    up = solve(replace(SHRUG.key_pose(), shoulders=(0.0, 6.0)), SHRUG.scene)
    highest = [max(y for _, y in trunk_outline(skeleton)) for skeleton in (low, up)]
    assert highest[1] - highest[0] == pytest.approx(3)
