"""A made-up person who lives through months of sessions, to see what the rules make of it.

The model is small and stated, not fitted to anybody:

- The back stands at a level: `level`, plus `flare_points` in the weeks of the
  flare. A session begins at the level, a point up or down by chance (`wobble`
  says how often).
- An exercise brings its number `per_dose` points above the start for each dose
  up from where it began, and a point by chance as often as `wobble` says.
- The quarter hour after is the worst of the session, less a point.
- The next morning is the usual morning, plus the flare, plus a point where the
  session went 4 or more above its start. `quiet` says how often the answer is
  "no worse than usual" instead of a number, `forgets` how often not at all.
- A lighter session is done one step down, a gentle one is breathing alone.
- A person whose plan is locked has it checked a week later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Protocol

from msgspec import Meta, Struct
from msgspec.structs import replace

from routines.progression.diary.events import MorningAfter
from routines.progression.diary.values import (
    CheckedIn,
    Diary,
    ExerciseAdded,
    Ladder,
    LockExplained,
    Morning,
    Name,
    RedFlagsAnswered,
    SessionDone,
    StepDone,
)
from routines.progression.plan_level.opening import gate_at
from routines.progression.plan_level.replay import Replay
from routines.progression.plan_level.state import PlanState
from routines.progression.rules.gate import restrictions
from routines.progression.rules.ladder import one_step_down
from routines.progression.rules.values import Count, Pain, Share
from routines.vocabulary import RUNNABLE, ClearedAs, Effort, Gate, MorningWord, Quality

MINUTES = timedelta(minutes=15)
NEXT_MORNING = timedelta(hours=13)
CHECKED_AFTER = timedelta(days=7)
DAYS_OF_A_WEEK = 7


class Persona(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who lives through the months. Weekdays are spread as evenly as `days` allows."""

    name: Name
    seed: Count = 1
    weeks: Annotated[int, Meta(ge=1, le=520)] = 26
    days: Annotated[int, Meta(ge=2, le=3)] = 2
    usual_morning: Pain = 0
    level: Pain = 0
    wobble: Share = 0.2
    per_dose: Annotated[float, Meta(ge=0, le=5)] = 0.0
    flare_week: Annotated[int, Meta(ge=0, le=520)] = 0
    flare_weeks: Annotated[int, Meta(ge=1, le=52)] = 2
    flare_points: Pain = 0
    quiet: Share = 0.7
    forgets: Share = 0.05


# What a gentle day is made of.
GENTLE = StepDone(exercise="slow-breathing", variant="slow-breathing", direction="neutral")
WEEKDAYS = {2: (0, 3), 3: (0, 2, 4)}
HARD_FROM = 6
HARD_RISE = 4


class Dice(Protocol):
    """Where chance comes from; a seeded `random.Random` is one."""

    def random(self) -> float:
        """A number from 0 to below 1."""

    def choice(self, of: Sequence[int], /) -> int:
        """One of some numbers."""


class Life:
    """The months of a persona, recorded by the rules as they come."""

    def __init__(
        self,
        persona: Persona,
        ladders: Sequence[Ladder],
        begun: Sequence[ExerciseAdded],
        dice: Dice,
    ) -> None:
        self.persona = persona
        self.dice = dice
        self.replay = Replay(ladders, PlanState(at_set_up=persona.usual_morning))
        self.replay.record(begun)
        self.first_places = {added.exercise: self._load(added.exercise) for added in begun}
        self.diary = Diary(
            usual_morning=persona.usual_morning, ladders=tuple(ladders), begun=tuple(begun)
        )

    def live(self, start: datetime) -> Diary:
        """All weeks from the Monday of `start`, planned session after planned session."""
        for week in range(self.persona.weeks):
            for weekday in WEEKDAYS[self.persona.days]:
                self._day(week, start + timedelta(days=DAYS_OF_A_WEEK * week + weekday))
        return self.diary

    def _day(self, week: int, at: datetime) -> None:
        self._clear_what_was_checked(at)
        level = self._level(week)
        check_in = CheckedIn(at=at, pre=self._by_chance(level))
        self.replay.record([check_in])
        gate = gate_at(self.replay.state, check_in)
        if gate.result not in RUNNABLE:
            self.diary = replace(self.diary, check_ins=(*self.diary.check_ins, check_in))
            return
        steps = self._steps(check_in.pre, restrictions(gate.rules))
        worst = max([check_in.pre, *(step.during or 0 for step in steps)])
        session = SessionDone(
            id=f"{at:%Y-%m-%d}",
            started_at=at,
            closed_at=at + MINUTES,
            pre=check_in.pre,
            after=max(check_in.pre, worst - 1),
            gate=gate.result,
            one_less=self.replay.state.is_shared_morning,
            steps=steps,
        )
        self.replay.record([session])
        morning = self._morning(at + NEXT_MORNING, level, worst - check_in.pre)
        if morning is not None:
            session = replace(session, morning=morning)
            self.replay.record([MorningAfter(session=session.id, morning=morning)])
        self.diary = replace(self.diary, sessions=(*self.diary.sessions, session))

    def _steps(self, pre: int, results: frozenset[Gate]) -> tuple[StepDone, ...]:
        if Gate.EASE in results:
            return (replace(GENTLE, during=pre),)
        no_strength = results & {Gate.NO_STRENGTH, Gate.MOBILITY_ONLY}
        return tuple(
            self._step(ladder, pre, is_light=Gate.LIGHT in results)
            for name, ladder in self.replay.ladders.items()
            if name in self.first_places
            and self.replay.rests_until(name) is None
            and not (ladder.strength and no_strength)
        )

    def _step(self, ladder: Ladder, pre: int, *, is_light: bool) -> StepDone:
        place = self.replay.state.exercises[ladder.exercise].place
        if is_light:
            place = one_step_down(place, ladder.doses)
        above = self._load(ladder.exercise) - self.first_places[ladder.exercise]
        during = self._by_chance(pre + round(self.persona.per_dose * above))
        return StepDone(
            exercise=ladder.exercise,
            variant=ladder.variants[place.variant].slug,
            dose=100 * place.variant + place.step,
            during=during,
            quality=Quality.ACHE if during > pre else Quality.NONE,
            effort=Effort.HARD if during >= HARD_FROM else Effort.OK,
        )

    def _morning(self, at: datetime, level: int, rise: int) -> Morning | None:
        persona = self.persona
        if self.dice.random() < persona.forgets:
            return None
        number = _number(persona.usual_morning + level - persona.level + (rise >= HARD_RISE))
        if number > persona.usual_morning + 1:
            return Morning(at=at, word=MorningWord.WORSE, number=number)
        is_quiet = self.dice.random() < persona.quiet
        return Morning(at=at, word=MorningWord.SAME, number=None if is_quiet else number)

    def _clear_what_was_checked(self, at: datetime) -> None:
        due = [lock for lock in self.replay.state.locks if at - lock.at >= CHECKED_AFTER]
        if not due:
            return
        cleared = LockExplained(at=at - 2 * MINUTES, how=ClearedAs.PROFESSIONAL, said="may go on")
        screened = RedFlagsAnswered(at=at - MINUTES)
        self.replay.record([cleared, screened])
        self.diary = replace(
            self.diary,
            clearances=(*self.diary.clearances, cleared),
            screenings=(*self.diary.screenings, screened),
        )

    def _level(self, week: int) -> int:
        persona = self.persona
        in_flare = 0 <= week + 1 - persona.flare_week < persona.flare_weeks
        has_flare = persona.flare_week > 0 and in_flare
        return persona.level + (persona.flare_points if has_flare else 0)

    def _by_chance(self, number: int) -> int:
        if self.dice.random() < self.persona.wobble:
            number += self.dice.choice((-1, 1))
        return _number(number)

    def _load(self, exercise: str) -> int:
        place = self.replay.state.exercises[exercise].place
        easier = self.replay.ladders[exercise].variants[: place.variant]
        return place.step + sum(variant.doses for variant in easier)


def _number(number: int) -> int:
    return min(max(number, 0), 10)
