"""Where on the ladder an action leads: variants from easier to harder, doses in each."""

from __future__ import annotations

from msgspec import Struct

from routines.vocabulary import Action


class LadderPlace(Struct, frozen=True, kw_only=True):
    """A place on a ladder: `variant` and `step`, both counted from 0."""

    variant: int
    step: int

    def is_harder_than(self, other: LadderPlace) -> bool:
        """Whether it stands further up."""
        return (self.variant, self.step) > (other.variant, other.step)


_STAYS = frozenset({Action.STOP, Action.SWAP, Action.REPEAT, Action.MAINTAIN})


def destination(action: Action, place: LadderPlace, doses: tuple[int, ...]) -> LadderPlace:
    """The place after `action`. `doses` gives how many doses each variant has.

    Stop, swap, repeat and maintain stay. Raises ValueError when the ladder
    has no such place, which a decision made on that ladder never asks for.
    """
    target = place if action in _STAYS else _moved(action, place, doses)
    if not (0 <= target.variant < len(doses) and 0 <= target.step < doses[target.variant]):
        raise ValueError(f"{action} from {place} leaves a ladder with doses {doses}")
    return target


def _moved(action: Action, place: LadderPlace, doses: tuple[int, ...]) -> LadderPlace:
    variant, step = place.variant, place.step
    match action:
        case Action.STEP_UP:
            return LadderPlace(variant=variant, step=step + 1)
        case Action.TWO_STEPS_UP:
            return LadderPlace(variant=variant, step=step + 2)
        case Action.NEXT_VARIANT:
            return LadderPlace(variant=variant + 1, step=0)
        case Action.STEP_DOWN:
            return LadderPlace(variant=variant, step=step - 1)
        case Action.HALF:
            return LadderPlace(variant=variant, step=step // 2)
        case Action.EASIER_VARIANT:
            return LadderPlace(variant=variant - 1, step=doses[variant - 1] - 1)
        case _:  # To start over is what is left.
            return LadderPlace(variant=max(variant - 1, 0), step=0)


def one_step_up(place: LadderPlace, doses: tuple[int, ...]) -> LadderPlace:
    """One step harder, as a person may choose; the hardest dose of all stays."""
    if place.step < doses[place.variant] - 1:
        return destination(Action.STEP_UP, place, doses)
    if place.variant < len(doses) - 1:
        return destination(Action.NEXT_VARIANT, place, doses)
    return place


def one_step_down(place: LadderPlace, doses: tuple[int, ...]) -> LadderPlace:
    """One step easier, for a lighter session; the easiest dose of all stays."""
    if place.step > 0:
        return destination(Action.STEP_DOWN, place, doses)
    if place.variant > 0:
        return destination(Action.EASIER_VARIANT, place, doses)
    return place
