"""The rigid shapes of the body, as SVG paths along x with y down."""

from __future__ import annotations

from routines.figures import body


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tapered(length: float, start: float, end: float) -> str:
    """A bone from a disc of one radius to a disc of another."""
    long, wide, thin = _number(length), _number(start), _number(end)
    tip, root = f"A{thin} {thin} 0 0 1 {long} {thin}", f"A{wide} {wide} 0 0 1 0-{wide}"
    return f"M0-{wide}L{long}-{thin}{tip}L0 {wide}{root}Z"


_SHIN = (
    f"M0-7.2C16-7.4 34-5.4 {_number(body.SHIN)}-4.6A4.6 4.6 0 0 1 {_number(body.SHIN)} 4.6"
    "C42 5.2 30 9.2 17 9C9 8.9 5 7.2 0 7.2A7.2 7.2 0 0 1 0-7.2Z"
)
_THIGH = (
    f"M0-10.4C15-11.8 34-10 {_number(body.THIGH)}-7.2A7.2 7.2 0 0 1 {_number(body.THIGH)} 7.2"
    "C36 9.2 19 10.4 0 10.4A10.4 10.4 0 0 1 0-10.4Z"
)
_FOOT = (
    "M-4.2-1.8C-7 .6-9.7 2-9.7 4.4C-9.7 6.8-8 8.3-5.6 8.3L21.6 8.3A3 3 0 0 0 22.6 2.4"
    "C15 .4 9-1.6 4.4-2.8Z"
)
_HAND = "M0-3.7C7-4.6 14-4 20.3-2.6A2.6 2.6 0 0 1 20.3 2.6C14 3.4 7 3.9 0 3.7A3.7 3.7 0 0 1 0-3.7Z"
_HEAD_SIDE = (
    "M-3-3.6C-1.2-10.4 6.4-12.6 13.8-12.4C21.2-12 26.8-7 26.8 0C26.8 5.2 23.4 9.4 18.4 10.4"
    "C16 10.9 14.6 10.7 13.4 11.3C11.8 12.3 10.4 12.7 9.6 11.3C9 10.4 6.8 10.8 4.8 10.4"
    "C1.4 9.8-.6 7.6-3 6Z"
)
_HEAD_FRONT = (
    "M-1 0C-1-6.4 5.4-10.6 13.8-10.6C21.2-10.6 26.8-6.4 26.8 0"
    "C26.8 6.4 21.2 10.6 13.8 10.6C5.4 10.6-1 6.4-1 0Z"
)

SHAPES = {
    "elbow": _tapered(body.UPPER_ARM, body.SHOULDER_RADIUS, body.ELBOW_RADIUS),
    "wrist": _tapered(body.FOREARM, body.ELBOW_RADIUS, body.WRIST_RADIUS),
    "hand": _HAND,
    "knee": _THIGH,
    "ankle": _SHIN,
    "ball": _FOOT,
    "neck": _tapered(body.NECK + 3, 7.6, body.NECK_RADIUS),
    "ball in front": _tapered(body.FOOT_IN_FRONT[0][0], 4.6, body.FOOT_IN_FRONT[1]),
    "head": _HEAD_SIDE,
    "head in front": _HEAD_FRONT,
}
