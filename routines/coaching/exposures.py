"""Diary rows as the exposures that the rules read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from django.db.models.functions import Greatest

from routines.models import MorningReport, Session, Spread, Step, User
from routines.progression import Exposure, usual_morning, values
from routines.progression.usual import MORNINGS

SESSIONS_BACK = 60


def exposure_of(step: Step, session: Session, morning: MorningReport | None) -> Exposure:
    """One answered step as an exposure.

    Where no number was given during, it counts as the number at the start:
    that is what "No more than when I started" says, and what a session left
    without its last page is taken for.
    """
    pre = session.check_in.pre
    return Exposure(
        pre=pre,
        during=pre if step.during is None else step.during,
        after=session.after,
        morning=morning.number if morning else None,
        morning_word=cast("values.MorningWord", morning.word) if morning else None,
        status=cast("values.Status", step.status),
        fraction=step.done_percent / 100,
        stop_reason=cast("values.StopReason", step.stop_reason) if step.stop_reason else None,
        quality=cast("values.Quality", step.quality),
        spread=cast("values.Spread", step.spread),
        spread_next_morning=bool(
            morning and morning.spread_stays and step.spread == Spread.FURTHER
        ),
        neuro=cast("values.Neuro", step.neuro),
        effort=cast("values.Effort", step.effort),
        dose=step.dose_id,
        counted=session.is_counted,
        usual_morning=session.check_in.usual_morning,
    )


def morning_of(session: Session) -> MorningReport | None:
    """The morning report of a session, where there is one."""
    try:
        return session.morning
    except MorningReport.DoesNotExist:
        return None


def closed_steps(person: User, exercises: Collection[int]) -> dict[int, list[Step]]:
    """The answered steps of closed sessions by exercise, oldest first.

    Reaches back over the last sixty sessions: no rule looks further than a
    handful of exposures, and sixty sessions are twenty weeks.
    """
    sessions = (
        person.sessions.filter(closed_at__isnull=False)
        .newest_first()
        .select_related("check_in", "morning", "planned")[:SESSIONS_BACK]
    )
    by_id = {session.pk: session for session in sessions}
    steps = (
        Step.objects.filter(session__in=by_id, exercise__in=exercises)
        .exclude(status="")
        .select_related("dose__variant", "exercise")
    )
    found: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        step.session = by_id[step.session_id]
        found[step.exercise_id].append(step)
    for steps_of_one in found.values():
        steps_of_one.sort(key=lambda step: (step.session.started_at, step.rank))
    return found


def usual_of(person: User) -> int:
    """This person's usual morning today."""
    highest = Greatest("session__check_in__pre", "session__check_in__usual_morning") + 1
    newest = (
        person.mornings.filter(number__lte=highest)
        .order_by("-answered_at", "-pk")
        .values_list("number", flat=True)[:MORNINGS]
    )
    settled = [number for number in newest if number is not None]
    return usual_morning(person.usual_morning or 0, settled[::-1])


def felt_of(step: Step) -> int:
    """The number during that counts, whether or not it was given."""
    return exposure_of(step, step.session, None).felt
