"""A step in the middle of its session, as the rules read it."""

from __future__ import annotations

from typing import cast

from routines.models import Session, Step
from routines.progression import Exposure
from routines.progression.rules import values


def exposure_of(step: Step, session: Session) -> Exposure:
    """One step as it stands; where no number is given it counts as that of the start."""
    pre = session.check_in.pre
    return Exposure(
        pre=pre,
        during=pre if step.during is None else step.during,
        quality=cast("values.Quality", step.quality),
        spread=cast("values.Spread", step.spread),
        neuro=cast("values.Neuro", step.neuro),
    )
