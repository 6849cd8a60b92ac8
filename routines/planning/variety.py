"""A little variety after four weeks: one or two main exercises give way to others."""

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
    """An exercise that is not in the week, and the days since it was done; None for never."""

    exercise: Exercise
    days_since: int | None


@dataclass(frozen=True)
class Exchange:
    """One exercise of the week gives its places to another of the same purpose."""

    out: str
    into: str


@dataclass(frozen=True)
class Varied:
    """The week with what was exchanged in it, which is nothing where nothing fits."""

    sessions: tuple[Steps, ...]
    exchanges: tuple[Exchange, ...]


def is_block_over(began_on: date | None, today: date) -> bool:
    """Whether four weeks have gone by with the same main exercises."""
    return began_on is not None and (today - began_on).days >= BLOCK_DAYS


def vary(sessions: Sequence[Steps], others: Sequence[Other], minutes: int) -> Varied:
    """The week with one stretch and one for strength exchanged, where something fits.

    What was not done for longest comes in, for the one that moves the back as it
    does where there is such a one. No session loses what it has of a kind or a way
    to move, and none grows beyond the minutes. The same input gives the same week.
    """
    varied = Varied(tuple(sessions), ())
    for phase in MAIN_PHASES:
        ways = list(_ways(varied, phase, others, minutes))
        varied = min(ways, key=lambda way: way[0])[1] if ways else varied
    return varied


def _ways(
    varied: Varied, phase: Phase, others: Sequence[Other], minutes: int
) -> Iterator[tuple[tuple[int, int, int, int], Varied]]:
    """Every exchange that keeps the balance and the minutes, with what it is ranked by."""
    in_week = {
        step.exercise.slug: step
        for session in varied.sessions
        for step in main_steps(session)
        if step.phase == phase and step.exercise.kind.main_phase == phase
    }
    coming = [
        one
        for one in others
        if one.exercise.kind.main_phase == phase and one.exercise.kind != Kind.WARM_UP
    ]
    for rank, other in enumerate(coming):
        step = Step(phase, other.exercise)
        for place, (slug, out) in enumerate(in_week.items()):
            sessions = tuple(_exchanged(session, slug, step) for session in varied.sessions)
            if not _keeps(varied.sessions, sessions, minutes):
                continue
            days = NEVER if other.days_since is None else other.days_since
            is_other_way = out.variant.direction != step.variant.direction
            done = (*varied.exchanges, Exchange(slug, other.exercise.slug))
            yield (-days, is_other_way, rank, place), Varied(sessions, done)


def _exchanged(session: Steps, slug: str, step: Step) -> Steps:
    """The session with another exercise, and its main steps in a good order again."""
    if all(one.exercise.slug != slug for one in session):
        return session
    steps = replaced(session, slug, step)
    mains = iter(in_order(main_steps(steps), steps[-1].variant.position))
    return tuple(next(mains) if one.phase in MAIN_PHASES else one for one in steps)


def _keeps(before: Sequence[Steps], after: Sequence[Steps], minutes: int) -> bool:
    most = max(minutes, *map(session_minutes, before))
    is_short = all(session_minutes(one) <= most for one in fit(after, minutes))
    lost = (set(lacking(b)) - set(lacking(a)) for a, b in zip(before, after, strict=True))
    return is_short and not any(lost)
