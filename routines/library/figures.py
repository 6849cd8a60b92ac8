"""Reads the figures of a variant: its scene and its poses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from routines.figures.kinematics import PoseError, solve
from routines.figures.movement import Figure, Key
from routines.figures.outline import is_part
from routines.figures.pose import (
    Angle,
    AtJoint,
    Contact,
    Heading,
    Limb,
    OnSurface,
    Place,
    Pose,
    Rest,
    Spot,
    Target,
)
from routines.figures.scene import USUAL, Prop, Scene
from routines.library.reader import Reader, open_file

# The share of each segment in a bend written as one number: most in the lower back.
_SHARES = (0.2, 0.2, 0.18, 0.15, 0.14, 0.13)
_LINED = ("shoulder", "knee")
# To which side a bone lies, by whether the surface is upright.
_SIDES = {False: ("ahead", "behind"), True: ("up", "down")}
_BENDS = ("ahead", "behind", "up", "down")
_BOTH = {"arms": ("near_arm", "far_arm"), "legs": ("near_leg", "far_leg")}


def expanded(reader: Reader) -> dict[str, Any]:
    """The keys of a pose, with `arms` and `legs` copied to both sides."""
    given = reader.everything()
    for both, sides in _BOTH.items():
        if both in given:
            value = given.pop(both)
            given = {**dict.fromkeys(sides, value), **given}
    return given


def read_pose(reader: Reader, scene: Scene) -> Pose:
    """A pose from a table that has all keys. Raises ContentError at the first gap."""
    pose = Pose(
        place=_place(reader.table("place"), scene),
        lean=reader.number("lean", -180, 360),
        near_arm=_limb(reader.table("near_arm"), "arm", scene),
        far_arm=_limb(reader.table("far_arm"), "arm", scene),
        near_leg=_limb(reader.table("near_leg"), "leg", scene),
        far_leg=_limb(reader.table("far_leg"), "leg", scene),
        spine=_spread(reader, "spine", _SHARES),
        neck=_spread(reader, "neck", (0.5, 0.5)),
        head_on=_level(reader, "head_on", scene) if reader.has("head_on") else "",
        shoulders=reader.numbers("shoulders", 2, -6, 6) if reader.has("shoulders") else (0, 0),
        belly=reader.number("belly", -4, 6, 0),
        turn=reader.number("turn", -90, 90, 0),
        hip_turn=reader.number("hip_turn", -90, 90, 0),
        contacts=_contacts(reader, scene),
        under=_under(reader),
        line=tuple(reader.words("line", _LINED)) if reader.has("line") else (),
    )
    reader.finish()
    return pose


def _spread(reader: Reader, key: str, shares: tuple[float, ...]) -> tuple[float, ...]:
    """As many bends in degrees as `shares`: a list, or one number divided by the shares."""
    if not reader.has(key):
        return (0.0,) * len(shares)
    if reader.is_a(key, list):
        return reader.numbers(key, len(shares), -60, 60)
    whole = reader.number(key, -120, 120)
    return tuple(whole * share for share in shares)


def _place(reader: Reader, scene: Scene) -> Place:
    part = reader.text("part", 20)
    if not is_part(part):
        raise reader.problem("part", f'"{part}" is no part of the body that can be placed.')
    x = reader.number("x", 0, 320)
    if reader.has("on"):
        place = Place(part, x, surface=_level(reader, "on", scene))
    else:
        place = Place(part, x, reader.number("y", 0, 240))
    reader.finish()
    return place


def _surface(reader: Reader, key: str, name: str, scene: Scene) -> str:
    if name not in scene.surfaces:
        raise reader.problem(
            key, f'"{name}" is not in the scene; it has {", ".join(scene.surfaces)}.'
        )
    return name


def _level(reader: Reader, key: str, scene: Scene) -> str:
    """The name of a level surface."""
    name = _surface(reader, key, reader.text(key, 20), scene)
    if scene.surfaces[name].upright:
        raise reader.problem(key, f"a body cannot lie on the {name}; name a level surface.")
    return name


def _limb(reader: Reader, kind: str, scene: Scene) -> Limb:
    upper, lower, end = ("upper", "fore", "hand") if kind == "arm" else ("thigh", "shin", "foot")
    joint = "elbow" if kind == "arm" else "knee"
    if reader.has("reach"):
        target = _target(reader.table("reach"), scene)
        last = _heading(reader, end, scene) if reader.has(end) else _flat(target, kind, scene)
        bend = reader.word(joint, _BENDS) if reader.has(joint) else ""
        bent = reader.number("bent", 0, 150) if kind == "arm" and reader.has("bent") else None
        limb = Limb(None, None, last, target, bend, bent)
    else:
        limb = Limb(
            _heading(reader, upper, scene),
            _heading(reader, lower, scene),
            _heading(reader, end, scene),
        )
    reader.finish()
    return limb


def _flat(target: Target, kind: str, scene: Scene) -> Heading:
    """The direction of a hand or foot for which none is written.

    It lies flat on the surface it reaches; from the front, a foot points down.
    """
    if kind == "leg" and scene.view != "side":
        return Angle(-90)
    if isinstance(target, OnSurface):
        if scene.surfaces[target.surface].upright:
            return Angle(90)
        return Rest(target.surface, "ahead") if kind == "arm" else Angle(0)
    return Angle(0)


def _heading(reader: Reader, key: str, scene: Scene) -> Heading:
    """A direction: degrees, degrees with those towards the viewer, or a text like `floor ahead`."""
    if reader.is_a(key, list):
        return Angle(*reader.numbers(key, 2, -360, 360))
    if not reader.is_a(key, str):
        return Angle(reader.number(key, -360, 360))
    text = reader.text(key, 30)
    name, _, side = text.rpartition(" ")
    if not name:
        raise reader.problem(key, f'"{text}" must be degrees, or a text like "floor ahead".')
    sides = _SIDES[scene.surfaces[_surface(reader, key, name, scene)].upright]
    if side not in sides:
        raise reader.problem(key, f'"{text}" must end with {" or ".join(sides)}.')
    return Rest(name, side)


def _target(reader: Reader, scene: Scene) -> Target:
    target: Target
    if reader.has("on"):
        name = _surface(reader, "on", reader.text("on", 20), scene)
        key = "y" if scene.surfaces[name].upright else "x"
        target = OnSurface(name, reader.number(key, 0, 320))
    elif reader.has("joint"):
        target = AtJoint(
            reader.text("joint", 20),
            reader.number("ahead", -60, 60, 0),
            reader.number("up", -60, 60, 0),
        )
    else:
        target = Spot(reader.number("x", 0, 320), reader.number("y", 0, 240))
    reader.finish()
    return target


def _contacts(reader: Reader, scene: Scene) -> tuple[Contact, ...]:
    """The contacts, each written like `hands on floor`."""
    contacts = []
    for i, text in enumerate(reader.texts("contacts", 0, 12, 40), 1):
        key = f"contacts[{i}]"
        part, on, name = text.partition(" on ")
        if not on or not is_part(part):
            raise reader.problem(key, f'"{text}" must be like "hands on floor".')
        contacts.append(Contact(part, _surface(reader, key, name, scene)))
    return tuple(contacts)


_UNDERS = {
    "wrists under shoulders": ("wrist", "shoulder"),
    "elbows under shoulders": ("elbow", "shoulder"),
    "knees under hips": ("knee", "hip"),
}


def _under(reader: Reader) -> tuple[tuple[str, str], ...]:
    if not reader.has("under"):
        return ()
    return tuple(_UNDERS[text] for text in reader.words("under", list(_UNDERS)))


VIEWS = ("side", "front", "above")
MOST_POSES = 8
USUAL_MOVE_SECONDS = 2.5

type Stances = dict[str, dict[str, Any]]


def read_stances(folder: Path) -> Stances:
    """The stances of `poses.toml` by name: the keys that a pose may begin with."""
    reader = open_file(folder / "poses.toml")
    return {name: expanded(reader.table(name)) for name in reader.names()}


def read_figure(reader: Reader, stances: Stances) -> Figure:
    """The figure of a variant. Raises ContentError at the first gap or impossible pose."""
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
    """The keys of a pose, over those of its `like`: a stance, or an earlier pose by its place."""
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
    """A prop of its usual size, changed by what the table says."""
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
