"""The rigid shapes of the body, as SVG paths along x with y down."""

from __future__ import annotations

from routines.figures import anatomy


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tapered(length: float, start: float, end: float) -> str:
    """The outline of a bone from a disc of radius `start` to one of radius `end`."""
    long, wide, thin = _number(length), _number(start), _number(end)
    tip, root = f"A{thin} {thin} 0 0 1 {long} {thin}", f"A{wide} {wide} 0 0 1 0-{wide}"
    return f"M0-{wide}L{long}-{thin}{tip}L0 {wide}{root}Z"


_UPPER_ARM_APART = (
    f"M26-4.4L31-5.5L{_number(anatomy.UPPER_ARM)}-5.2"
    f"A5.2 5.2 0 0 1 {_number(anatomy.UPPER_ARM)} 5.2"
    "L31 5.5L26 4.4Z"
)
_SHIN = (
    f"M0-7.2C16-7.4 34-5.4 {_number(anatomy.SHIN)}-4.6A4.6 4.6 0 0 1 {_number(anatomy.SHIN)} 4.6"
    "C42 5.2 30 9.2 17 9C9 8.9 5 7.2 0 7.2A7.2 7.2 0 0 1 0-7.2Z"
)
_THIGH = (
    f"M0-10.4C15-11.8 34-10 {_number(anatomy.THIGH)}-7.2A7.2 7.2 0 0 1 {_number(anatomy.THIGH)} 7.2"
    "C36 9.2 19 10.4 0 10.4A10.4 10.4 0 0 1 0-10.4Z"
)
_FOOT = (
    "M-4.2-1.8C-7 .6-9.7 2-9.7 4.4C-9.7 6.8-8 8.3-5.6 8.3L21.6 8.3A3 3 0 0 0 22.6 2.4"
    "C15 .4 9-1.6 4.4-2.8Z"
)
_HAND = "M0-3.7C7-4.6 14-4 20.3-2.6A2.6 2.6 0 0 1 20.3 2.6C14 3.4 7 3.9 0 3.7A3.7 3.7 0 0 1 0-3.7Z"
# The neck grows wider towards the trunk and ends inside the head.
_NECK = (
    f"M-2-7.8C1-7.6 3-7 8-6.5L{_number(anatomy.NECK + 3)}-6.3L{_number(anatomy.NECK + 3)} 6.3L8 6.5"
    "C3 7 1 7.6-2 7.8Z"
)
_HEAD_SIDE = (
    "M-3-3.6C-1.2-10.4 6.4-12.6 13.8-12.4C21.2-12 26.8-7 26.8 0C26.8 5.2 23.4 9.4 18.4 10.4"
    "C16 10.9 14.6 10.7 13.4 11.3C11.8 12.3 10.4 12.7 9.6 11.3C9 10.4 6.8 10.8 4.8 10.4"
    "C1.4 9.8-.6 7.6-3 6Z"
)
# From the front the legs are the same on both sides.
_THIGH_FRONT = (
    f"M0-9.6C16-10.6 34-8.4 {_number(anatomy.THIGH)}-6.6A6.6 6.6 0 0 1 {_number(anatomy.THIGH)} 6.6"
    "C34 8.4 16 10.6 0 9.6A9.6 9.6 0 0 1 0-9.6Z"
)
_SHIN_FRONT = (
    f"M0-6.6C8-6.4 10-7.6 17-7.5C28-7.2 40-4.8 {_number(anatomy.SHIN)}-4.2A4.2 4.2 0 0 1"
    f" {_number(anatomy.SHIN)} 4.2C40 4.8 28 7.2 17 7.5C10 7.6 8 6.4 0 6.6A6.6 6.6 0 0 1 0-6.6Z"
)
_FOOT_FRONT = (
    "M-2-4.2C1.4-4.6 2.6-6.8 5.4-6.8C7.4-6.8 8.3-6 8.3-4.6L8.3 4.6C8.3 6 7.4 6.8 5.4 6.8"
    "C2.6 6.8 1.4 4.6-2 4.2Z"
)

SHAPES = {
    "elbow": _tapered(anatomy.UPPER_ARM, anatomy.SHOULDER_RADIUS, anatomy.ELBOW_RADIUS),
    "wrist": _tapered(anatomy.FOREARM, anatomy.ELBOW_RADIUS, anatomy.WRIST_RADIUS),
    "hand": _HAND,
    "knee": _THIGH,
    "ankle": _SHIN,
    "ball": _FOOT,
    "neck": _NECK,
    "ball from above": "M-5.4 0C-5.4-2.6-3.6-4.2-1.2-4C5-3.6 12-5 18.6-4.6A4.6 4.6 0 0 1 19 4.4"
    "C13 4.6 6 3.4-1.2 4C-3.6 4.2-5.4 2.6-5.4 0Z",
    "head": _HEAD_SIDE,
    "knee in front": _THIGH_FRONT,
    "ankle in front": _SHIN_FRONT,
    "ball in front": _FOOT_FRONT,
    # The upper arm without the shoulder, which grows out of the trunk without an edge.
    "elbow apart": _UPPER_ARM_APART,
}
