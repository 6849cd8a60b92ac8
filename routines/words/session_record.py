"""A session looked back upon: what was told of each step, what stopped it, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routines.coaching.diary import NERVE_STAYS
from routines.coaching.step_hurts import exposure_of
from routines.models import Session, Step
from routines.models.labels import label_of
from routines.progression.rules.during import why_stopped
from routines.progression.rules.rule import in_words
from routines.progression.rules.stop import emergency_flag, nerve_sign_stays
from routines.vocabulary import (
    MAIN_PHASES,
    BodyPlace,
    Direction,
    Effort,
    Flag,
    Neuro,
    Quality,
    Spread,
    Status,
    StopReason,
)

# The signs that end a session at once, as the form asks for them.
ALARM_LABELS: dict[str, Any] = {
    Flag.CHEST_PAIN.value: _("Chest pain"),
    "dizzy_or_breathless": _("Dizzy, faint or short of breath"),
    "weakness": _("A leg or foot feels weak"),
    NERVE_STAYS: label_of(Neuro.PERSISTENT),
}
# Which of them pause the plan, and the rule that says so.
PAUSING = {Flag.CHEST_PAIN.value: emergency_flag.id, NERVE_STAYS: nerve_sign_stays.id}
DONE_UNTIL_THEN = {
    0: _("Stopped before any of it was done."),
    25: _("Stopped after about a quarter."),
    50: _("Stopped after about half."),
    75: _("Stopped after most of it."),
    100: _("Stopped; all of it was done."),
}


@dataclass(frozen=True)
class StepRecord:
    """A step with what was told of it and what came of that, in sentences."""

    step: Step
    told: Sequence[str]
    outcome: Sequence[str]
    rules: Sequence[str]


@dataclass(frozen=True)
class AlarmRecord:
    """A sign that ends a session at once; `rule` is the id of the one that paused the plan."""

    name: str
    rule: str


def alarms_of(session: Session) -> list[AlarmRecord]:
    """The signs that were told in a session, the most urgent first."""
    return [
        AlarmRecord(str(name), PAUSING.get(alarm, ""))
        for alarm, name in ALARM_LABELS.items()
        if alarm in session.alarms
    ]


def record_of(session: Session, steps: Sequence[Step]) -> list[StepRecord]:
    """Each of a session's `steps`, which are in order and have their dose and exercise."""
    return [
        StepRecord(step, told_of(step, session), *_outcome_of(step, session, steps))
        for step in steps
    ]


def told_of(step: Step, session: Session) -> list[str]:
    """What was told of a step that is more than "no more than at the start"."""
    quality = [] if step.quality == Quality.NONE else [label_of(Quality(step.quality))]
    places = [BodyPlace(place) for place in dict.fromkeys(step.places) if place in BodyPlace]
    sentences = (
        _sentence(*quality, *_number(step, session, is_felt=bool(quality or places))),
        _sentence(*map(label_of, places)),
        _sentence(label_of(Spread(step.spread))) if step.spread != Spread.NONE else "",
        _sentence(label_of(Neuro(step.neuro))) if step.neuro != Neuro.NONE else "",
        _sentence(label_of(Effort(step.effort))) if step.effort != Effort.OK else "",
    )
    return [sentence for sentence in sentences if sentence]


def _number(step: Step, session: Session, *, is_felt: bool) -> list[str]:
    """How much it was, where that was told: "5 of 10"."""
    is_shown = is_felt or step.was_stopped or step.during != session.check_in.pre
    if step.during is None or not is_shown:
        return []
    return [gettext("{number} of 10").format(number=step.during)]


def _sentence(*parts: object) -> str:
    """The parts between commas, as a sentence; empty where there is none."""
    first, *more = [str(part) for part in parts] or [""]
    return ", ".join([first, *map(_small, more)]) + "." if first else ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _outcome_of(step: Step, session: Session, steps: Sequence[Step]) -> tuple[list[str], list[str]]:
    """What came of a step's answer, and the rules that say so."""
    if step.was_stopped:
        rules = why_stopped(exposure_of(step, session))
        if session.alarms and not rules:
            # How much of it was done is not asked then.
            return [gettext("Stopped at once.")], []
        return [_stopped(step)], [in_words(rule.says, gettext) for rule in rules]
    if step.status == Status.SKIPPED and step.stop_reason == StopReason.OTHER:
        return _left_out(step, session, steps), []
    if step.status in (Status.SKIPPED, Status.PARTIAL) and step.stop_reason:
        return [_sentence(label_of(StopReason(step.stop_reason)))], []
    return [], []


def _stopped(step: Step) -> str:
    known = DONE_UNTIL_THEN.get(step.done_percent)
    return str(known or gettext("Stopped after {percent} %.").format(percent=step.done_percent))


def _left_out(step: Step, session: Session, steps: Iterable[Step]) -> list[str]:
    """Why a step was left out, where that was not the person's own choice."""
    stops = [other for other in steps if other.was_stopped]
    moments = [stop.answered_at for stop in stops if stop.answered_at is not None]
    has_direction = step.phase in MAIN_PHASES and step.dose.variant.direction != Direction.NEUTRAL
    if session.alarms and step.answered_at in (max(moments, default=None), session.closed_at):
        return [gettext("Left out, because the session ended at once.")]
    for stop in stops:
        if has_direction and step.is_left_out_with(stop):
            return [
                gettext(
                    "Left out, because {name} was stopped and this moves your back the same way."
                ).format(name=stop.dose.variant.name)
            ]
    if step.answered_at in moments:
        return [
            gettext("Left out, because a second exercise was stopped: the session ended gently.")
        ]
    return []
