"""The joints of a pose, also where the arms decide how the trunk leans."""

from __future__ import annotations

import math
from dataclasses import replace

from routines.figures.geometry import root
from routines.figures.joining import ARM, joined
from routines.figures.pose import Pose
from routines.figures.scene import Scene
from routines.figures.skeleton import Skeleton

# How far from what the pose says a lean is looked for, in degrees.
_LEAN_SEARCH = 40


def solve(pose: Pose, scene: Scene) -> Skeleton:
    """The joints of a pose. Raises PoseError where it says too little."""
    if pose.near_arm.bent is None:
        return joined(pose, scene)
    return joined(replace(pose, lean=_lean_for_elbow(pose, pose.near_arm.bent, scene)), scene)


def _lean_for_elbow(pose: Pose, bent: float, scene: Scene) -> float:
    """The lean nearest to the pose's own with which the near elbow bends as it says."""
    opposite = math.radians(180 - bent)
    wanted = math.sqrt(
        ARM.first**2 + ARM.second**2 - 2 * ARM.first * ARM.second * math.cos(opposite)
    )

    def too_far(lean: float) -> float:
        skeleton = joined(replace(pose, lean=lean), scene)
        return math.dist(skeleton.joints["near_shoulder"], skeleton.targets["near_arm"]) - wanted

    return root(too_far, pose.lean, _LEAN_SEARCH)
