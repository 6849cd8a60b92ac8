"""The week that runs, as a page shows it before the next entry has changed its rows.

Health changes it with the next write (`health.fit_plan`); a rest that is over ends with
the next check-in (docs/rules.md). A page shows both from their day on. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from routines import planning
from routines.coaching.plan_fit import PlanDraft, unfit_steps
from routines.coaching.week import filled, walk_dose
from routines.models import (
    CurrentDose,
    RoutineItem,
    Session,
    Step,
    User,
    WeeklyPlan,
)
from routines.models.current import CurrentLine
from routines.models.listed import ListedLibrary
from routines.models.schedule import Occurrence
from routines.vocabulary import Status, StopReason


@dataclass(frozen=True)
class ShownPlan:
    """The exercises, places and minutes of the week that runs, in rows that are not saved.

    An exercise that the person has not begun yet has the key of no row.
    """

    currents: Sequence[CurrentDose]
    items: Sequence[RoutineItem]
    minutes: dict[int, int]

    def items_of(self, routine_id: int) -> list[RoutineItem]:
        """The places of a routine, in order."""
        return [item for item in self.items if item.routine_id == routine_id]

    def places_of(self, routine_id: int) -> list[tuple[int, str]]:
        """The key of the current dose and the phase of each place of a routine, in order."""
        return [(item.current.pk, item.phase) for item in self.items_of(routine_id)]

    def lines(self, lines: Iterable[CurrentLine]) -> list[CurrentLine]:
        """The exercises as Today shows them; `lines` are those of the rows."""
        by_id = {line.id: line for line in lines}
        shown = [
            replace(
                by_id.get(current.pk) or _new_line(current),
                dose=current.dose,
                rests_until=current.rests_until,
            )
            for current in self.currents
        ]
        return sorted(shown, key=lambda line: line.exercise.rank or 0)

    def occurrences(self, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
        """The planned sessions with the minutes that they take."""
        return [replace(o, minutes=self.minutes.get(o.routine_id, o.minutes)) for o in occurrences]


def _new_line(current: CurrentDose) -> CurrentLine:
    return CurrentLine(
        id=current.pk,
        exercise=current.exercise,
        dose=current.dose,
        begun_at=current.begun_at,
    )


def shown_plan(
    person: User,
    rows: Iterable[CurrentDose | CurrentLine | None],
    fitted: PlanDraft | None,
    *,
    at: datetime,
) -> ShownPlan | None:
    """The plan as a page shows it at `at`; None where the rows are that already.

    `rows` are the doses that the page would show, None among them is nothing. `fitted` is
    what health changes of the plan, None where it changes nothing.
    """
    day = person.date_at(at)
    if fitted is None and not any(row is not None and _is_over(row, day) for row in rows):
        return None
    plan = fitted or PlanDraft(person, at)
    _end_rests(plan, day)
    return _shown(plan)


def _is_over(row: CurrentDose | CurrentLine, day: date) -> bool:
    """Whether an exercise rested until before a day, and is not back yet."""
    return row.rests_until is not None and row.rests_until < day


def _end_rests(plan: PlanDraft, day: date) -> None:
    """Bring back what rested until before the day, at its easiest, as the rules will."""
    back = [current for current in plan.currents if _is_over(current, day)]
    for current in back:
        current.rests_until = None
        if current.exercise.is_progressed:
            current.dose = plan.ladders.usable(current)[0].doses[0]
    for item in plan.items:
        if item.instead_of in back:
            item.current, item.instead_of = item.instead_of, None


def _shown(plan: PlanDraft) -> ShownPlan:
    for number, current in enumerate(plan.begun, 1):
        current.pk = -number
    minutes: dict[int, int] = {}
    if plan.items:
        opening = plan.items[0]
        weekly = opening.routine.plan
        sessions = filled(plan.items, weekly.minutes, plan.ladders)
        minutes = {key: planning.session_minutes(steps) for key, steps in sessions.items()}
        if opening.rank == 0:
            opening.current.dose = walk_dose(opening.current, list(sessions.values()), plan.ladders)
    return ShownPlan(plan.currents, plan.items, minutes)


def items_today(
    person: User, routine_id: int, fitted: PlanDraft | None, *, at: datetime
) -> list[RoutineItem]:
    """The items of a routine with all that a page shows of them, as they are at `at`."""
    rows = RoutineItem.objects.of_routine(routine_id).for_display()
    doses = (dose for item in rows for dose in (item.current, item.instead_of))
    shown = shown_plan(person, doses, fitted, at=at)
    # The routine of a plan that has ended stays as it is.
    return (shown.items_of(routine_id) if shown else []) or list(rows)


def newest_week(
    person: User, library: ListedLibrary, fitted: PlanDraft | None
) -> WeeklyPlan | None:
    """The proposed week where there is one, else the one that runs; None without either.

    With its days, their routines and items. A proposal goes where health changes the plan.
    """
    if fitted is None:
        return person.weekly_plans.newest_with_week(library)
    shown = _shown(fitted)
    plan = person.weekly_plans.active().newest_with_week(library, gone=fitted.gone)
    by_key = {item.pk: item for item in shown.items}
    for day in plan.days.all() if plan else ():
        day.routine.minutes = shown.minutes.get(day.routine_id, 0)
        for item in day.routine.items.all():
            as_shown = by_key[item.pk]
            item.current, item.instead_of = as_shown.current, as_shown.instead_of
    return plan


def steps_today(session: Session, person: User, *, is_due: bool) -> list[Step]:
    """The steps of a session in order, with all that a page shows of them.

    Where the plan `is_due` to be fitted to the person's health, what waits in an open
    session and does not suit is left out.
    """
    steps = list(session.steps.in_order().with_library().with_ledger())
    if is_due and session.is_open:
        for step in unfit_steps(session, person, steps):
            step.status, step.stop_reason = Status.SKIPPED, StopReason.OTHER
            step.done_percent, step.left_percent, step.right_percent = 0, None, None
    return steps
