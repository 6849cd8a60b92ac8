"""The person's own choice on one exercise (docs/rules.md, The person's own choice)."""

from __future__ import annotations

from collections.abc import Mapping

from routines.progression.diary.values import ChoiceMade, Ladder
from routines.progression.plan_level.ledger import ChoiceLine, Ledger
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.ladder import LadderPlace, one_step_down, one_step_up
from routines.vocabulary import STRENGTH_LOCK, ChoiceKind, Verdict


def choices_for(state: PlanState, ladder: Ladder) -> dict[str, LadderPlace]:
    """What the person may choose now for an exercise, and where each choice leads.

    Hold and ease are open at any time. Before the newest session is decided they say how
    far up its decision may lead. The person may go up only over a hold, and only once until
    the exercise was done again. They may not while the plan is locked, or its strength for
    a strength exercise, and not into a direction that rests.
    """
    exercise = state.exercises[ladder.exercise]
    choices: dict[str, LadderPlace] = {}
    if not ladder.progresses:
        return choices
    easier = one_step_down(exercise.place, ladder.doses)
    if easier != exercise.place:
        choices[ChoiceKind.EASE] = easier
    verdict = exercise.decision.verdict if exercise.decision else None
    if exercise.is_undecided and exercise.at_most is None:
        choices[ChoiceKind.HOLD] = exercise.place
    if verdict == Verdict.PROGRESS and exercise.decided_from != exercise.place:
        choices[ChoiceKind.HOLD] = exercise.decided_from
    harder = one_step_up(exercise.place, ladder.doses)
    is_held = verdict in (None, Verdict.HOLD) and not exercise.is_undecided
    if is_held and not exercise.choices and may_rise(state, ladder, harder):
        choices[ChoiceKind.RAISE] = harder
    if exercise.choices:
        undone = exercise.choices[-1].place
        if not undone.is_harder_than(exercise.place) or may_rise(state, ladder, undone):
            choices[ChoiceKind.UNDO] = undone
    return choices


def may_rise(state: PlanState, ladder: Ladder, place: LadderPlace) -> bool:
    """Whether the person may go up to a place: no lock and no resting direction forbids it."""
    is_up = place.is_harder_than(state.exercises[ladder.exercise].place)
    return is_up and not is_kept_from_rising(state, ladder) and not state.rests_at(ladder, place)


def is_kept_from_rising(state: PlanState, ladder: Ladder) -> bool:
    """Whether a lock, of the plan or of strength, keeps an exercise from going up."""
    return any(lock.rule != STRENGTH_LOCK or ladder.strength for lock in state.locks)


def choose(
    state: PlanState, ladders: Mapping[str, Ladder], ledger: Ledger, event: ChoiceMade
) -> None:
    """Do as the person chose; what they may not choose changes nothing."""
    ladder = ladders.get(event.exercise)
    if ladder is None or event.exercise not in state.exercises:
        return
    place = choices_for(state, ladder).get(event.choice)
    if place is None:
        return
    exercise = state.exercises[event.exercise]
    ledger.add(
        ChoiceLine(
            at=event.at,
            exercise=event.exercise,
            choice=event.choice,
            before=exercise.place,
            after=place,
        )
    )
    if event.choice == ChoiceKind.UNDO:
        exercise.undo_choice()
        return
    exercise.choices.append(exercise.undo_point())
    if event.choice == ChoiceKind.RAISE:
        exercise.stepped_up_on = event.at.date()
    elif event.choice == ChoiceKind.HOLD:
        exercise.stepped_up_on = exercise.stepped_up_before
    exercise.stepped_up_before = exercise.stepped_up_on
    if exercise.is_undecided:
        exercise.place = exercise.at_most = place
    else:
        exercise.put(place)
