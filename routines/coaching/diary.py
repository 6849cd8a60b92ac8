"""Rows as the diary that the rules read: the whole of it, or what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from msgspec.structs import replace

from routines.coaching.ladders import Ladders
from routines.models import CurrentDose, MorningReport, Session, Step, User
from routines.progression.diary.events import Event, Key, MorningAfter, key_of
from routines.progression.diary.values import (
    CheckedIn,
    ChoiceMade,
    Diary,
    Discomfort,
    ExerciseAdded,
    GoalChosen,
    LockExplained,
    Morning,
    RedFlagsAnswered,
    SessionDone,
    StepDone,
    UsualMorningSet,
)
from routines.vocabulary import Flag, Gate, MorningWord, Status, StopReason, SwapReason

NERVE_STAYS = "nerve_stays"


class Rows:
    """One person's rows, read as the entries of their diary.

    With `since`, only rows answered at that moment or later.
    """

    def __init__(self, person: User, since: datetime | None = None) -> None:
        self.person = person
        self.since = since
        self.zone: ZoneInfo = person.zone

    def diary(self, ladders: Ladders, currents: list[CurrentDose]) -> Diary:
        """The diary as a value."""
        sessions = tuple(self.sessions())
        opened = {session.started_at for session in sessions}
        check_ins = tuple(row for row in self.check_ins() if row.at not in opened)
        return Diary(
            usual_morning=usual_at_set_up(self.person),
            ladders=tuple(ladders.rules_ladder(current) for current in currents),
            begun=tuple(self.begun(current) for current in currents),
            screenings=tuple(self.screenings()),
            clearances=tuple(self.clearances()),
            check_ins=check_ins,
            sessions=sessions,
            discomforts=tuple(self.discomforts()),
            choices=tuple(self.choices()),
            usuals=tuple(self.usuals()),
            goals=tuple(self.goals()),
        )

    def _at(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def _from(self, field: str) -> dict[str, Any]:
        return {f"{field}__gte": self.since} if self.since else {}

    def begun(self, current: CurrentDose) -> ExerciseAdded:
        """Where an exercise came into the plan."""
        first = current.first_dose
        return ExerciseAdded(
            at=self._at(current.begun_at),
            exercise=current.exercise.slug,
            variant=first.variant.slug,
            step=first.step or 0,
            reach=current.first_goal or "",
        )

    def screenings(self) -> Iterator[RedFlagsAnswered]:
        """The red-flag questions, each time they were answered."""
        screenings = self.person.screenings.of_red_flags()
        rows = screenings.filter(**self._from("answered_at"))
        for at, flags in rows.values_list("answered_at", "flags"):
            yield RedFlagsAnswered(at=self._at(at), flags=frozenset(map(Flag, flags or ())))

    def clearances(self) -> Iterator[LockExplained]:
        """How the person explained their locks."""
        rows = self.person.locks.exclude(explained_at=None).filter(**self._from("explained_at"))
        for lock in rows:
            yield LockExplained(
                at=self._at(lock.explained_at or lock.locked_at),
                rule=lock.rule,
                how=cast("Any", lock.cleared_as),
                checked_on=lock.checked_on.isoformat() if lock.checked_on else "",
                said=lock.note,
            )

    def check_ins(self) -> Iterator[CheckedIn]:
        """Every check-in, whether or not a session came of it."""
        rows = self.person.check_ins.filter(**self._from("answered_at"))
        for at, pre, flags in rows.values_list("answered_at", "pre", "flags"):
            yield CheckedIn(at=self._at(at), pre=pre, flags=frozenset(map(Flag, flags)))

    def discomforts(self) -> Iterator[Discomfort]:
        """Discomfort outside sessions."""
        rows = self.person.discomforts.filter(**self._from("felt_at"))
        for at, number in rows.values_list("felt_at", "number"):
            yield Discomfort(at=self._at(at), number=number)

    def choices(self) -> Iterator[ChoiceMade]:
        """The person's own choices."""
        rows = self.person.choices.filter(**self._from("chosen_at"))
        for at, exercise, kind in rows.values_list("chosen_at", "exercise__slug", "kind"):
            yield ChoiceMade(at=self._at(at), exercise=exercise, choice=cast("Any", kind))

    def usuals(self) -> Iterator[UsualMorningSet]:
        """The usual morning, as it was answered for each week that was accepted."""
        weeks = self.person.weekly_plans.exclude(accepted_at=None).exclude(usual_morning=None)
        rows = weeks.filter(**self._from("accepted_at"))
        for week in rows:
            set_at, number = week.accepted_at or week.proposed_at, week.usual_morning or 0
            yield UsualMorningSet(at=self._at(set_at), number=number)

    def goals(self) -> Iterator[GoalChosen]:
        """The goals that the person chose."""
        rows = self.person.goal_choices.filter(**self._from("chosen_at"))
        for at, exercise, goal in rows.values_list("chosen_at", "exercise__slug", "to_goal__slug"):
            yield GoalChosen(at=self._at(at), exercise=exercise, variant=goal)

    def sessions(self) -> Iterator[SessionDone]:
        """Closed sessions with their steps and mornings."""
        closed = self.person.sessions.closed().filter(**self._from("closed_at"))
        steps: dict[Any, list[StepDone]] = {}
        rows = Step.objects.filter(session__in=closed.values("pk")).exclude(status="")
        for row in rows.order_by("session", "rank").values_list("session", *STEP_FIELDS):
            steps.setdefault(row[0], []).extend(_steps(*row[1:]))
        mornings = {row.session_id: row for row in self.mornings()}
        for session in closed.select_related("check_in"):
            morning = mornings.get(session.pk)
            yield self._session(session, tuple(steps.get(session.pk, ())), morning)

    def mornings(self) -> QuerySet[MorningReport]:
        """Morning reports that were answered before the next session began."""
        following = Session.objects.filter(
            owner=self.person,
            started_at__gt=OuterRef("session__started_at"),
            started_at__lte=OuterRef("answered_at"),
        )
        return self.person.mornings.filter(~Exists(following), **self._from("answered_at"))

    def _session(
        self, session: Session, steps: tuple[StepDone, ...], morning: MorningReport | None
    ) -> SessionDone:
        return SessionDone(
            id=str(session.pk),
            started_at=self._at(session.started_at),
            closed_at=self._at(session.closed_at or session.started_at),
            pre=session.check_in.pre,
            after=session.after,
            gate=Gate(session.check_in.gate),
            one_less=session.is_one_less,
            check_in_flags=frozenset(map(Flag, session.check_in.flags)),
            flags=frozenset({Flag.CHEST_PAIN} & set(session.alarms)),
            nerve_stays=NERVE_STAYS in session.alarms,
            steps=steps if session.is_counted else _uncounted(steps),
            morning=self.morning(morning) if morning else None,
        )

    def morning(self, row: MorningReport) -> Morning:
        """One morning report."""
        return Morning(
            at=self._at(row.answered_at),
            word=cast("MorningWord", row.word),
            number=row.number,
            spread_stays=row.spread_stays,
        )

    def events_after(self, key: Key) -> list[Event]:
        """The events after that of `key`, oldest first."""
        events: list[Event] = [
            *self.screenings(),
            *self.clearances(),
            *self.check_ins(),
            *self.discomforts(),
            *self.choices(),
            *self.usuals(),
            *self.goals(),
            *self.sessions(),
        ]
        events += [
            MorningAfter(session=str(row.session_id), morning=self.morning(row))
            for row in self.mornings()
        ]
        return sorted((event for event in events if key_of(event) > key), key=key_of)


def _uncounted(steps: tuple[StepDone, ...]) -> tuple[StepDone, ...]:
    """The same steps, counting for the week but not for progress."""
    return tuple(replace(step, counted=False) for step in steps)


STEP_FIELDS = (
    "exercise__slug",
    "dose__variant__slug",
    "dose__variant__direction",
    "dose",
    "during",
    "status",
    "done_percent",
    "stop_reason",
    "quality",
    "spread",
    "neuro",
    "effort",
    "was_eased",
    "swapped_because",
    "instead_of__slug",
    "planned_dose",
    "planned_dose__variant__slug",
    "planned_dose__variant__direction",
)


def _steps(
    exercise: str,
    variant: str,
    direction: str,
    dose: int,
    during: int | None,
    status: Any,
    done_percent: int,
    stop_reason: Any,
    quality: Any,
    spread: Any,
    neuro: Any,
    effort: Any,
    was_eased: bool,
    swapped_because: str,
    *planned: Any,
) -> Iterator[StepDone]:
    """What was done; of a swapped step first what was planned, as left out."""
    if swapped_because:
        is_for_pain = swapped_because == SwapReason.HURTS
        slug, planned_dose, planned_variant, planned_direction = planned
        yield StepDone(
            exercise=slug,
            variant=planned_variant,
            direction=planned_direction,
            dose=planned_dose,
            status=Status.SKIPPED,
            fraction=0.0,
            stop_reason=StopReason.PAIN if is_for_pain else StopReason.OTHER,
        )
    yield StepDone(
        exercise=exercise,
        variant=variant,
        direction=direction,
        dose=dose,
        during=during,
        status=status,
        fraction=done_percent / 100,
        stop_reason=stop_reason or None,
        quality=quality,
        spread=spread,
        neuro=neuro,
        effort=effort,
        counted=not was_eased,
    )


def usual_at_set_up(person: User) -> int:
    """The usual morning that was answered first."""
    weeks = person.weekly_plans.exclude(accepted_at=None).exclude(usual_morning=None)
    first = weeks.order_by("accepted_at").values_list("usual_morning", flat=True).first()
    return first if first is not None else person.usual_morning or 0


def whole_diary(person: User) -> Diary:
    """The person's whole log as a value, of the shape that `review` reads."""
    ladders = Ladders(person.fitted_for)
    return Rows(person).diary(ladders, ladders.currents_of(person))
