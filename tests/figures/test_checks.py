"""Every figure of the library is true, small and safe."""

import gzip
import math
import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from routines.figures.anatomy import FAR_AHEAD
from routines.figures.checks import faults
from routines.figures.drawing import movement, still
from routines.figures.kinematics import solve
from routines.figures.movement import IN_BETWEEN, SHOWN, frames, is_low
from routines.figures.outline import all_discs
from routines.figures.pose import Angle, Contact, Spot
from routines.figures.props import AXLE, cranks, pedal
from routines.figures.scene import FLOOR, TALL
from routines.library.schema import read_library

FIGURES = {
    (exercise.slug, variant.slug): variant.figure
    for exercise in read_library().exercises
    for variant in exercise.variants
}
MOST_BYTES = 6000
EVERY = pytest.mark.parametrize("key", FIGURES, ids="/".join)


@cache
def still_of(key):
    return still(FIGURES[key])


@cache
def movement_of(key):
    return movement(FIGURES[key])


@EVERY
def test_it_is_true_in_every_frame(key):
    wrong = faults(*key, FIGURES[key])
    assert not wrong, "\n".join(map(str, wrong))


@EVERY
def test_it_is_small_and_nothing_runs_in_it(key):
    for text in (still_of(key), movement_of(key)):
        ElementTree.fromstring(text)
        assert len(gzip.compress(text.encode(), mtime=0)) <= MOST_BYTES
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


@EVERY
def test_the_still_does_not_move_and_the_movement_does(key):
    assert "<animate" not in still_of(key)
    assert ('repeatCount="indefinite"' in movement_of(key)) == (len(FIGURES[key].keys) > 1)


@EVERY
def test_each_animation_has_a_value_for_each_time_and_ends_where_it_began(key):
    for values, times in re.findall(r'values="([^"]+)".*?keyTimes="([^"]+)"', movement_of(key)):
        values, times = values.split(";"), [float(time) for time in times.split(";")]
        assert len(values) == len(times)
        assert times[0] == 0
        assert times[-1] == 1
        assert times == sorted(times)
        assert same_place(values[0], values[-1]), key


def same_place(start, end):
    numbers = [[float(n) for n in re.findall(r"-?[\d.]+", text)] for text in (start, end)]
    return all(abs(a - b) <= 0.11 for a, b in zip(*numbers, strict=True))


def test_what_is_committed_is_what_the_library_draws():
    call_command("draw_figures", check=True)


def test_a_changed_library_is_noticed(monkeypatch):
    monkeypatch.setattr("routines.management.commands.draw_figures.pictures", lambda library: {})
    with pytest.raises(CommandError, match="run make figures"):
        call_command("draw_figures", check=True)


COW = FIGURES["cat-cow", "full-cat-cow"]
CYCLING = FIGURES["brisk-walking", "easy-cycling"]


def spoilt(**changes):
    """Cat-Cow with another first pose."""
    first = COW.keys[0]
    pose = replace(first.pose, **changes)
    return replace(COW, keys=(replace(first, pose=pose), *COW.keys[1:]))


def wrong_at(figure, joint):
    return [
        str(fault) for fault in faults("cat-cow", "full-cat-cow", figure) if fault.joint == joint
    ]


class TestAWrongPose:
    def test_is_named_by_exercise_variant_frame_and_joint(self):
        arm = replace(COW.keys[0].pose.near_arm, target=Spot(300, 3), bent=None)
        wrong = wrong_at(spoilt(near_arm=arm), "near_wrist")
        assert wrong[0].startswith("cat-cow, full-cat-cow, pose 1, near_wrist: is out of reach by ")

    def test_off_the_floor(self):
        arm = replace(COW.keys[0].pose.near_arm, target=Spot(196, 12), bent=None)
        assert "from the floor" in wrong_at(spoilt(near_arm=arm), "hands")[0]

    def test_below_the_floor(self):
        leg = replace(COW.keys[0].pose.near_leg, lower=Angle(184), end=Angle(200))
        assert "inside the floor" in wrong_at(spoilt(near_leg=leg), "near_ball")[0]

    def test_beyond_a_joint(self):
        assert "people reach" in wrong_at(spoilt(spine=(40, 0, 0, 0, 0, 0)), "spine1")[0]

    def test_with_the_wrist_away_from_the_shoulder(self):
        arm = replace(COW.keys[0].pose.near_arm, target=Spot(214, 3.7), bent=None)
        assert "not under it" in wrong_at(spoilt(near_arm=arm), "near_wrist")[0]

    def test_out_of_the_picture(self):
        place = replace(COW.keys[0].pose.place, x=70)
        assert "margin" in wrong_at(spoilt(place=place), "near_ball")[0]

    def test_off_the_line(self):
        bridge = FIGURES["bridge", "full-bridge"]
        first, last = bridge.keys
        sagging = replace(last, pose=replace(last.pose, lean=200))
        wrong = faults("bridge", "full-bridge", replace(bridge, keys=(first, sagging)))
        assert any("off the line from shoulder to knee" in fault.what for fault in wrong)

    def test_on_nothing(self):
        on_cushion = FIGURES["cat-cow", "forearm-cat-cow"]
        first = on_cushion.keys[0]
        beside = replace(first.pose, contacts=(Contact("knees", "cushion"),))
        wrong = faults("a", "b", replace(on_cushion, keys=(replace(first, pose=beside),), still=0))
        assert any("beside the cushion" in fault.what for fault in wrong)


def test_twenty_positions_between_every_two_poses_are_looked_at():
    names = [name for name, _, _ in frames(COW)]
    assert len(names) == len(COW.keys) * (1 + IN_BETWEEN)
    assert IN_BETWEEN >= 20


def test_what_both_poses_declare_holds_between_them():
    poses = [pose for _, pose, _ in frames(COW)]
    assert all(pose.contacts == COW.keys[0].pose.contacts for pose in poses)


@EVERY
def test_a_page_cuts_nothing_off_a_figure_that_stays_low(key):
    figure = FIGURES[key]
    if is_low(figure):
        shown = SHOWN - (TALL - FLOOR)
        for _, _, skeleton in frames(figure):
            highest = max(y + r for discs in all_discs(skeleton).values() for (_, y), r in discs)
            assert highest <= shown


def test_lying_is_low_and_standing_is_not():
    assert is_low(FIGURES["cobra", "full-cobra"])
    assert not is_low(FIGURES["cobra", "wall-cobra"])
    assert not is_low(FIGURES["childs-pose", "side-reach"])


def test_a_trunk_that_only_travels_is_drawn_once():
    walking = movement(FIGURES["brisk-walking", "easy-walk"])
    assert 'attributeName="d"' not in walking
    assert 'attributeName="d"' in movement(COW)


def test_joints_of_a_bone_that_points_to_the_viewer_are_round():
    assert "<circle" in still(FIGURES["back-extensions", "hands-at-temples"])
    assert "<circle" not in still(COW)


def test_the_cranks_of_a_bicycle_keep_their_length_and_go_round_its_axle():
    bicycle = CYCLING.scene.props[0]
    axle = bicycle.x + AXLE[0], AXLE[1]
    for key in CYCLING.keys:
        far, near = cranks(solve(key.pose, CYCLING.scene))
        for end in (near, (far[0] - FAR_AHEAD, far[1])):
            assert math.dist(end, axle) == pytest.approx(17, abs=0.3)


def test_each_foot_stands_on_a_pedal_at_the_end_of_its_crank():
    skeleton = solve(CYCLING.key_pose(), CYCLING.scene)
    for side, end in zip(("far", "near"), cranks(skeleton), strict=True):
        (x, y), (other_x, other_y) = pedal(side, skeleton)
        assert ((x + other_x) / 2, (y + other_y) / 2) == pytest.approx(end)


def test_a_bed_from_above_has_a_pillow():
    assert 'class="q"' in still(FIGURES["knee-rolls", "bed-knee-rolls"])
    assert 'class="q"' not in still(FIGURES["knee-rolls", "knee-rolls"])
