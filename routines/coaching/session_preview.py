"""A session under each of the gate's answers: as it was begun, or as it would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from routines.coaching.ledger import kept_state
from routines.coaching.plan_fit import PlanDraft
from routines.coaching.session_steps import SessionDay, of_day
from routines.coaching.shown_plan import items_today
from routines.models import CheckIn, Dose, Exercise, PlannedSession, Session
from routines.progression import restrictions
from routines.progression.diary.values import CheckedIn
from routines.progression.plan_level.opening import gate_at
from routines.progression.rules.gate import BEFORE
from routines.vocabulary import UNCOUNTED, Gate

# The rule that gives each answer of the gate, where nothing known of the day gives it.
OWN_RULE = {row.result: row.id for row in BEFORE if row.is_own}
RESULTS = {row.id: row.result for row in BEFORE if row.result in OWN_RULE}
# Those of them that hold whatever number the person gives.
HOLDING = frozenset(row.id for row in BEFORE if row.id in RESULTS and row.result != Gate.RUN)
KNOWN_BEFORE = HOLDING - {row.id for row in BEFORE if row.is_sore_day}


@dataclass(frozen=True)
class PreviewLine:
    """One exercise of a session.

    `planned` is the dose that was planned, None where it is the same. `is_in_plan`: the
    person has a dose of the exercise, and so a page of its ledger.
    """

    exercise: Exercise
    dose: Dose
    planned: Dose | None
    instead_of: Exercise | None = None
    is_in_plan: bool = True

    @property
    def is_other_variant(self) -> bool:
        """Whether it is another form of the exercise than was planned."""
        return self.planned is not None and self.planned.variant_id != self.dose.variant_id

    @property
    def is_easier(self) -> bool:
        """Whether that other form is below the planned one on the ladder."""
        now, planned = self.dose.variant, self.planned.variant if self.planned else None
        is_below = planned is not None and (now.rank or 0) < (planned.rank or 0)
        return is_below and not now.only_for


@dataclass(frozen=True)
class SessionPreview:
    """A session under one answer of the gate: as it was begun, or as it would be.

    `rules` give the answer, first the rule that names the `gate`; `holding` are those
    known to hold, with the `numbers` of their sentences. `left_out` are the doses that
    were planned and are not done. `session` is None before it is begun.
    """

    gate: str
    rules: tuple[str, ...]
    holding: frozenset[str]
    numbers: Mapping[str, int]
    lines: tuple[PreviewLine, ...]
    left_out: tuple[Dose, ...]
    session: Session | None = None

    @property
    def is_at_its_gentlest(self) -> bool:
        """Whether the session should be lighter, but nothing in it can be."""
        is_lighter = any(line.planned for line in self.lines)
        return self.gate == Gate.LIGHT and bool(self.lines) and not is_lighter


def preview(
    planned: PlannedSession, gate: str, *, fitted: PlanDraft | None = None, at: datetime
) -> SessionPreview:
    """What a planned session is, or would be, where the gate says `gate`. Writes nothing.

    `fitted` is what health changes of the plan, None where it changes nothing. What is
    known of the day already, such as training earlier today, restricts it whatever the
    gate says.
    """
    session = planned.session_begun
    items = items_today(planned.owner, planned.routine_id, fitted, at=at)
    doses = {item.current.exercise_id: item.current.dose for item in items}
    if session is not None and session.check_in.gate == gate:
        return _begun(session, doses)
    check_in = session.check_in if session else None
    if check_in is not None:
        check_in.owner = planned.owner
    on = session.started_on if session else planned.owner.date_at(at)
    holding, numbers, is_one_less = _known(planned, check_in, at)
    given_by = {*holding, OWN_RULE[Gate(gate)]}
    if gate in {RESULTS[rule] for rule in holding} or (gate == Gate.RUN and holding):
        given_by = holding
    rules = tuple(rule for rule in RESULTS if rule in given_by)
    named = RESULTS[rules[0]]
    steps_today = of_day(
        SessionDay.of(check_in) if check_in else SessionDay(planned.owner, on),
        items,
        restrictions(rules),
        is_one_less=is_one_less and named not in UNCOUNTED,
    )
    lines = [
        _line(step.exercise, step.amount.dose, doses, instead_of=step.instead_of)
        for step in steps_today.steps
    ]
    return SessionPreview(
        named, rules, frozenset(holding), numbers, tuple(lines), _left_out(lines, doses)
    )


def _begun(session: Session, doses: dict[int, Dose]) -> SessionPreview:
    """The session as it was begun."""
    check_in = session.check_in
    lines = [
        _line(
            step.exercise,
            step.dose,
            doses,
            instead_of=step.instead_of,
            is_in_plan=step.is_in_plan,
        )
        for step in session.steps.in_order().with_library().with_ledger()
    ]
    rules = tuple(check_in.rules)
    return SessionPreview(
        gate=check_in.gate,
        rules=rules,
        holding=frozenset(rules),
        numbers=check_in.numbers,
        lines=tuple(lines),
        left_out=_left_out(lines, doses),
        session=session,
    )


def _line(
    exercise: Exercise,
    dose: Dose,
    doses: dict[int, Dose],
    *,
    instead_of: Exercise | None,
    is_in_plan: bool = True,
) -> PreviewLine:
    planned = doses.get(exercise.pk)
    is_same = planned is None or planned.in_words() == dose.in_words()
    is_same = is_same and (planned is None or planned.variant_id == dose.variant_id)
    return PreviewLine(exercise, dose, None if is_same else planned, instead_of, is_in_plan)


def _left_out(lines: list[PreviewLine], doses: dict[int, Dose]) -> tuple[Dose, ...]:
    done = {line.exercise.pk for line in lines}
    done |= {line.instead_of.pk for line in lines if line.instead_of}
    return tuple(dose for exercise, dose in doses.items() if exercise not in done)


def _known(
    planned: PlannedSession, check_in: CheckIn | None, at: datetime
) -> tuple[set[str], Mapping[str, int], bool]:
    """The rules that hold whatever is answered, their numbers, and whether it is a set less.

    Of a session that is begun its check-in says so.
    """
    if check_in is not None:
        holding = set(check_in.rules) & KNOWN_BEFORE
        return holding, check_in.numbers, bool(planned.session.is_one_less)
    state = kept_state(planned.owner)
    if state is None:
        return set(), {}, False
    quiet = CheckedIn(at=at.astimezone(planned.owner.zone), pre=0)
    decision = gate_at(state, quiet)
    holding = set(decision.rules) & HOLDING
    return holding, dict(decision.reason.numbers), state.is_shared_morning
