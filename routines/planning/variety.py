"""A little variety after four weeks: one or two main exercises are exchanged for others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from routines.planning.balance import lacking, main_steps, replaced
from routines.planning.durations import session_minutes
from routines.planning.session import fit
from routines.planning.values import Exercise, Step, Steps
from routines.planning.week import in_order
from routines.vocabulary import MAIN_PHASES, Kind, Phase

BLOCK_DAYS = 28
NEVER = 10_000


@dataclass(frozen=True)
class Other:
    """An exercise that is not in the week.

    `days_since` counts the days since it was last done; None means never.
    """

    exercise: Exercise
    days_since: int | None


@dataclass(frozen=True)
class Exchange:
    """The exercise `out` gives all its places in the week to `into`, of the same purpose."""

    out: str
    into: str


@dataclass(frozen=True)
class Varied:
    """The week after the exchanges; without exchanges if none fits."""

    sessions: tuple[Steps, ...]
    exchanges: tuple[Exchange, ...]


def is_block_over(began_on: date | None, today: date) -> bool:
    """Whether four weeks have gone by since `began_on`; not if that is None."""
    return began_on is not None and (today - began_on).days >= BLOCK_DAYS


def vary(sessions: Sequence[Steps], others: Sequence[Other], minutes: int) -> Varied:
    """The week with one stretch and one strength exercise exchanged, if something fits.

    The exercise that was not done for longest comes in. It replaces one of the same
    direction if it can. No session loses its last exercise of a kind or a direction, and
    none grows beyond `minutes`, or beyond the longest session if that is longer. The same
    input gives the same week.
    """
    varied = Varied(tuple(sessions), ())
    for phase in MAIN_PHASES:
        ranked = list(_ranked_exchanges(varied, phase, others, minutes))
        varied = min(ranked, key=lambda pair: pair[0])[1] if ranked else varied
    return varied


def _ranked_exchanges(
    varied: Varied, phase: Phase, others: Sequence[Other], minutes: int
) -> Iterator[tuple[tuple[int, int, int, int], Varied]]:
    """Every exchange that keeps the balance and the minutes: its rank, lower is better, and
    the week after it.
    """
    in_week = {
        step.exercise.slug: step
        for session in varied.sessions
        for step in main_steps(session)
        if step.phase == phase and step.exercise.kind.main_phase == phase
    }
    coming = [
        other
        for other in others
        if other.exercise.kind.main_phase == phase and other.exercise.kind != Kind.WARM_UP
    ]
    for rank, other in enumerate(coming):
        step = Step(phase, other.exercise)
        for place, (slug, out) in enumerate(in_week.items()):
            sessions = tuple(_exchanged(session, slug, step) for session in varied.sessions)
            if not _keeps(varied.sessions, sessions, minutes):
                continue
            days = NEVER if other.days_since is None else other.days_since
            is_other_direction = out.variant.direction != step.variant.direction
            exchanges = (*varied.exchanges, Exchange(slug, other.exercise.slug))
            yield (-days, is_other_direction, rank, place), Varied(sessions, exchanges)


def _exchanged(session: Steps, slug: str, step: Step) -> Steps:
    """The session with `step` in place of the exercise `slug`, its main steps ordered anew."""
    if all(former.exercise.slug != slug for former in session):
        return session
    steps = replaced(session, slug, step)
    mains = iter(in_order(main_steps(steps), steps[-1].variant.position))
    return tuple(next(mains) if former.phase in MAIN_PHASES else former for former in steps)


def _keeps(before: Sequence[Steps], after: Sequence[Steps], minutes: int) -> bool:
    """Whether each session keeps to the minutes and loses nothing of its balance."""
    most = max(minutes, *map(session_minutes, before))
    is_short = all(session_minutes(session) <= most for session in fit(after, minutes))
    lost = (set(lacking(b)) - set(lacking(a)) for a, b in zip(before, after, strict=True))
    return is_short and not any(lost)
