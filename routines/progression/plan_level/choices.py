"""The person's own choice on one exercise (PROGRESSION 6, "Person over plan")."""

from __future__ import annotations

from collections.abc import Mapping

from routines.progression.diary.values import Chosen, Ladder
from routines.progression.plan_level.ledger import ChoiceLine, Ledger
from routines.progression.plan_level.state import Before, State
from routines.progression.rules.ladder import Place, one_step_down, one_step_up
from routines.vocabulary import STRENGTH_LOCK, ChoiceKind, Verdict


def choices_for(state: State, ladder: Ladder) -> dict[str, Place]:
    """What the person may choose now for an exercise, and where each choice leads.

    Hold and ease are open at any time, also before the newest session is decided:
    then they say how far up its decision may lead. Up goes over a hold only, once
    until the exercise was done again, never while the plan, or for strength its
    strength, is paused, and not into a direction that rests.
    """
    standing = state.standings[ladder.exercise]
    found: dict[str, Place] = {}
    if not ladder.progresses:
        return found
    easier = one_step_down(standing.place, ladder.doses)
    if easier != standing.place:
        found[ChoiceKind.EASE] = easier
    verdict = standing.decision.verdict if standing.decision else None
    if standing.is_undecided and standing.at_most is None:
        found[ChoiceKind.HOLD] = standing.place
    if verdict == Verdict.PROGRESS and standing.before != standing.place:
        found[ChoiceKind.HOLD] = standing.before
    harder = one_step_up(standing.place, ladder.doses)
    is_held = verdict in (None, Verdict.HOLD) and not standing.is_undecided
    if is_held and not standing.choices and may_rise(state, ladder, harder):
        found[ChoiceKind.RAISE] = harder
    if standing.choices:
        undone = standing.choices[-1].place
        if not undone.is_harder_than(standing.place) or may_rise(state, ladder, undone):
            found[ChoiceKind.UNDO] = undone
    return found


def may_rise(state: State, ladder: Ladder, place: Place) -> bool:
    """Whether the person may go up to a place: not in a pause, nor into a direction that rests."""
    is_up = place.is_harder_than(state.standings[ladder.exercise].place)
    return is_up and not may_not_rise(state, ladder) and not state.rests_at(ladder, place)


def may_not_rise(state: State, ladder: Ladder) -> bool:
    """Whether a pause, of the plan or of strength, keeps an exercise from going up."""
    return any(pause.rule != STRENGTH_LOCK or ladder.strength for pause in state.pauses)


def choose(state: State, ladders: Mapping[str, Ladder], ledger: Ledger, event: Chosen) -> None:
    """Do as the person chose; what they may not choose changes nothing."""
    ladder = ladders.get(event.exercise)
    if ladder is None or event.exercise not in state.standings:
        return
    place = choices_for(state, ladder).get(event.choice)
    if place is None:
        return
    standing = state.standings[event.exercise]
    ledger.add(ChoiceLine(event.at, event.exercise, event.choice, standing.place, place))
    if event.choice == ChoiceKind.UNDO:
        standing.undo()
        return
    standing.choices.append(Before.of(standing))
    if event.choice == ChoiceKind.RAISE:
        standing.stepped_up_on = event.at.date()
    elif event.choice == ChoiceKind.HOLD:
        standing.stepped_up_on = standing.stepped_up_before
    standing.stepped_up_before = standing.stepped_up_on
    if standing.is_undecided:
        standing.place = standing.at_most = place
    else:
        standing.put(place)
