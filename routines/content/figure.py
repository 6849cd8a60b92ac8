"""The figure of a variant, read from its file: `docs/library.md` explains every key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from routines.content.posing import expanded, read_pose
from routines.content.reader import Reader, open_file
from routines.figures.joining import PoseError
from routines.figures.movement import Figure, Key
from routines.figures.pose import Pose
from routines.figures.scene import USUAL, Prop, Scene
from routines.figures.solving import solve

VIEWS = ("side", "front", "above")
MOST_POSES = 8
USUAL_MOVE_SECONDS = 2.5

type Stances = dict[str, dict[str, Any]]


def read_stances(folder: Path) -> Stances:
    """The named stances that poses begin from, from `poses.toml`."""
    reader = open_file(folder / "poses.toml")
    return {name: expanded(reader.table(name)) for name in reader.names()}


def read_figure(reader: Reader, stances: Stances) -> Figure:
    """A variant's figure. Raises ContentError at the first gap."""
    scene = Scene(
        reader.word("view", VIEWS, "side"),  # type: ignore[arg-type]
        _props(reader),
        reader.yes_no("legs_beneath", default=False),
        reader.yes_no("head_before_arm", default=False),
    )
    picture = reader.text("picture", 200)
    steady = reader.yes_no("steady", default=False)
    poses: list[dict[str, Any]] = []
    keys = []
    for table in reader.tables("poses", 1, MOST_POSES):
        move = table.number("move", 0.1, 20, USUAL_MOVE_SECONDS)
        hold = table.number("hold", 0, 20, 0)
        poses.append(_filled_up(table, poses, stances))
        keys.append(Key(_checked(table, poses[-1], scene), move, hold))
    still = reader.whole("still", 1, len(keys)) - 1
    reader.finish()
    return Figure(picture, scene, tuple(keys), still, steady)


def _filled_up(table: Reader, before: list[dict[str, Any]], stances: Stances) -> dict[str, Any]:
    """What a pose says, over what it is like: a stance, or an earlier pose by its place."""
    given = expanded(table)
    match given.pop("like", None):
        case None:
            return given
        case str(name) if name in stances:
            return stances[name] | given
        case int(place) if 1 <= place <= len(before):
            return before[place - 1] | given
        case like:
            raise table.problem(
                "like", f"{like!r} is no stance of poses.toml and no place of an earlier pose."
            )


def _checked(table: Reader, given: dict[str, Any], scene: Scene) -> Pose:
    pose = read_pose(Reader(table.file, given, table.path), scene)
    try:
        skeleton = solve(pose, scene)
    except PoseError as error:
        raise table.problem("pose", str(error)) from None
    joints = {joint for prop in scene.props for joint in prop.between}
    for joint in sorted(joints - skeleton.joints.keys()):
        raise table.problem("pose", f"the strap runs to {joint!r}, which is no joint of it.")
    return pose


def _props(reader: Reader) -> tuple[Prop, ...]:
    if not reader.has("props"):
        return ()
    return tuple(_prop(table) for table in reader.tables("props", 0, 4))


def _prop(reader: Reader) -> Prop:
    """A thing of its usual size, with what this scene says differently."""
    usual = USUAL[reader.word("kind", list(USUAL))]
    prop = replace(
        usual,
        x=reader.number("x", 0, 320, usual.x),
        wide=reader.number("wide", 5, 320, usual.wide or 5),
        high=reader.number("high", 2, 210, usual.high or 2),
        up=reader.number("up", 0, 100, usual.up),
        behind=reader.yes_no("behind", default=usual.behind),
        between=tuple(reader.slugs("between", 2, 4)) if reader.has("between") else usual.between,
    )
    reader.finish()
    return prop
