"""The one body of all pictures, in units of the view box.

Lengths are shares of the height of the body after Drillis and Contini (1966), as
printed in Winter, Biomechanics and Motor Control of Human Movement, figure 4.1.
Thicknesses are drawn, not measured: they make an adult of ordinary build.
The height is 212 units, so that a unit is about 8 mm of a person of 1.70 m.
"""

from __future__ import annotations

from dataclasses import dataclass

from routines.figures.geometry import Point

HEIGHT = 212.0

SEGMENTS = 6
SEGMENT = 0.288 * HEIGHT / SEGMENTS
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
THIGH = 0.245 * HEIGHT
SHIN = 0.246 * HEIGHT
ANKLE_HEIGHT = 0.039 * HEIGHT
NECK = 0.052 * HEIGHT

HIP_RADIUS = 10.4
KNEE_RADIUS = 7.2
ANKLE_RADIUS = 4.6
SHOULDER_RADIUS = 7.0
ELBOW_RADIUS = 5.2
WRIST_RADIUS = 3.7

# Half of the distance between the joints, seen from the front.
HALF_HIPS = 10.0
HALF_SHOULDERS = 20.6
# How much nearer to the middle a shoulder comes for each unit that it glides ahead.
SHOULDER_INWARD = 0.5
# From the front, how far the joints of hanging shoulders are below the top of the spine.
SHOULDERS_BELOW = 7.0

# The ends of a hand and of a foot as discs: the middle, counted from the wrist or ankle
# (x along the hand or sole, y to its left), and the radius.
FINGERTIPS: tuple[Point, float] = ((0.108 * HEIGHT - 2.6, 0.0), 2.6)
TOES: tuple[Point, float] = ((21.6, -5.3), ANKLE_HEIGHT - 5.3)
HEEL: tuple[Point, float] = ((-5.6, -4.2), ANKLE_HEIGHT - 4.2)
# Where a strap runs under the sole, from the ankle.
UNDER_SOLE: Point = (16.0, -ANKLE_HEIGHT)

# Seen from the front, a foot is as long as the ankle is high. If the heel comes up, it turns
# about the ball, which is BALL_AHEAD in front of the ankle.
FOOT_IN_FRONT: tuple[Point, float] = ((ANKLE_HEIGHT - 2.0, 0.0), 2.0)
BALL_AHEAD = 17.0
# Seen from above, with the soles on the floor, a foot has its whole length.
FOOT_FROM_ABOVE: tuple[Point, float] = ((19.0, 0.0), 4.4)

# Points on the outline of the head: x from the top of the neck upwards, y to the back.
FOREHEAD: tuple[Point, ...] = ((18.6, -10.4),)
BACK_OF_HEAD: tuple[Point, ...] = ((7.6, 11.0), (13.8, 12.4), (21.4, 9.8))
FACE: tuple[Point, ...] = ((1.6, -9.4), (10.4, -12.0))
CROWN: tuple[Point, ...] = ((26.8, 0.0),)

# A head seen from the front, and its profile, which a turn mixes in: how far up from the top
# of the neck, half the width from the front, and in profile how far to the back and the face.
HEAD_TURNING: tuple[tuple[float, float, float, float], ...] = (
    (-2.0, 3.6, 6.0, 4.4),
    (2.6, 8.0, 10.1, 10.2),
    (8.2, 10.1, 11.9, 11.2),
    (10.4, 10.5, 12.3, 13.6),
    (13.4, 10.8, 12.4, 11.4),
    (19.4, 10.2, 11.1, 10.2),
    (24.6, 6.7, 7.1, 6.9),
)

# How far the back and the front of the trunk are from the spine's points, hip to shoulder.
TO_BACK = (12.0, 11.2, 10.0, 10.4, 11.6, 11.6, 8.6)
TO_FRONT = (11.0, 11.8, 11.6, 12.0, 13.2, 12.8, 8.4)
# The same to both sides, seen from the front.
TO_SIDE = (19.2, 17.2, 14.6, 14.8, 16.8, 18.6, 20.0)
# The seat, around the hip joint: from the front of the groin to the buttock, in the frame
# of the pelvis.
SEAT: tuple[Point, ...] = ((-8.6, -7.4), (-11.6, 0.6), (-9.4, 8.8))
ABOVE_SHOULDER = 6.4
# From the front, how high and how far aside the neck begins if the shoulders hang, and which
# share of their rise it follows.
NECK_BASE: Point = (4.6, 7.6)
NECK_LIFT = 0.5
# From the front, points on the shoulder, counted from its joint.
ON_SHOULDER: tuple[Point, ...] = ((6.6, 1.6), (1.0, 5.8))
# The dots of the spine run nearer to the back than the joints do.
SPINE_TO_BACK = 3.6
# How far behind the middle of the body the dots are drawn, which shows in a turned body seen
# from the front: less than the real distance, so that the dots stay inside the trunk.
SPINE_DEPTH = 9.0

# In a side view, how far ahead the far side is drawn, so that it shows.
FAR_AHEAD = 6.0


@dataclass(frozen=True)
class Chain:
    """The names and lengths of one limb, and to which side its middle joint bends.

    `bend` is 1 for anticlockwise from the first bone to the second, -1 for clockwise.
    """

    root: str
    middle: str
    tip: str
    first: float
    second: float
    bend: int
    middle_radius: float
    tip_radius: float
    end: str
    end_disc: tuple[Point, float]


ARM = Chain(
    "shoulder",
    "elbow",
    "wrist",
    UPPER_ARM,
    FOREARM,
    1,
    ELBOW_RADIUS,
    WRIST_RADIUS,
    "hand",
    FINGERTIPS,
)
LEG = Chain(
    "hip",
    "knee",
    "ankle",
    THIGH,
    SHIN,
    -1,
    KNEE_RADIUS,
    ANKLE_RADIUS,
    "ball",
    TOES,
)
CHAINS = {"arm": ARM, "leg": LEG}
