"""A person's ledger: the rules take in what is new in the diary, and rows keep what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import F

from routines.coaching import candidates
from routines.coaching.diary import Rows, usual_at_set_up, whole_diary
from routines.coaching.ladders import Ladders
from routines.coaching.week import refit
from routines.models import (
    Choice,
    CurrentDose,
    Decision,
    LedgerState,
    PlanEntry,
    User,
)
from routines.progression.diary.events import Event, events_of
from routines.progression.diary.values import Diary, Ladder
from routines.progression.plan_level.ledger import ChoiceLine, DecisionLine, PlanLine
from routines.progression.plan_level.replay import Replay, replay
from routines.progression.plan_level.state import PlanState, kept_from, state_from, through_of
from routines.progression.rules.versions import CURRENT
from routines.progression.strict_json import to_plain
from routines.vocabulary import Verdict


def moment_for(person: User, at: datetime) -> datetime:
    """The moment to keep an entry under: `at`, but after everything recorded so far.

    Two entries of one moment, or a clock that was set back, would otherwise
    leave their order open. Call it while the person's row is locked.
    """
    kept = LedgerState.objects.filter(owner=person).only("state").first()
    through = kept.through if kept else None
    return at if through is None or at > through else through + timedelta(microseconds=1)


@transaction.atomic
def decide_pending(person: User, *, at: datetime) -> list[Decision]:
    """Let the rules take in what is new in the diary, and write what they decide.

    Gives the decisions made now. Asking twice changes nothing.
    """
    ledger = PersonLedger.open(User.objects.for_update(person), at)
    ledger.record_what_is_new()
    return ledger.write()


@transaction.atomic
def recompute(person: User, *, at: datetime, corrected: date | None = None) -> None:
    """After an entry was corrected or deleted: replay the diary from its first day.

    The ledger is then as if the entry had been right from the start, but for one
    thing: decisions that came out otherwise keep the day of the entry that was
    `corrected`; None where an entry was deleted.
    """
    person = User.objects.for_update(person)
    former = {decision.pk: decision.said for decision in person.decisions.all()}
    LedgerState.objects.filter(owner=person).delete()
    ledger = PersonLedger.open(person, at)
    ledger.record_what_is_new()
    ledger.delete_what_is_gone()
    ledger.write()
    if corrected is not None:
        changed = [
            decision.pk
            for decision in person.decisions.all()
            if former.get(decision.pk) != decision.said
        ]
        person.decisions.filter(pk__in=changed).update(corrected_day=corrected)


class PersonLedger:
    """One person's ledger: what the rules know of them, and the rows that come of it.

    `open` reads it. Nothing is written before `write`, for which the person's row is locked.
    """

    def __init__(
        self,
        person: User,
        at: datetime,
        *,
        ladders: Ladders,
        currents: list[CurrentDose],
        replay: Replay,
    ) -> None:
        self.person = person
        self.at = at
        self.ladders = ladders
        self.currents = currents
        self.replay = replay
        self._by_slug = {current.exercise.slug: current for current in currents}
        self._undecided: list[CurrentDose] = []

    @classmethod
    def open(
        cls, person: User, at: datetime, *, currents: list[CurrentDose] | None = None
    ) -> PersonLedger:
        """The ledger as it was kept, else before the first day. Writes nothing.

        `currents` are the person's exercises, for a reader who has them; else they are read.
        Where the library changed its ladders meanwhile, the exercises are on the doses
        that it gave instead.
        """
        ladders = Ladders(person.fitted_for)
        currents = ladders.currents_of(person) if currents is None else currents
        rows = Rows(person)
        now = tuple(ladders.rules_ladder(current) for current in currents)
        kept = LedgerState.objects.filter(owner=person).first()
        if kept is None:
            state = PlanState(at_set_up=usual_at_set_up(person))
        else:
            state = _state_in(kept, partial(rows.diary, ladders, currents))
        ledger = cls(person, at, ladders=ladders, currents=currents, replay=Replay(now, state))
        former = msgspec.convert(kept.ladders, tuple[Ladder, ...]) if kept else now
        if former != now:
            ledger._move_to_listed_doses(former)
        for current in currents:
            ledger.replay.begin(rows.begun(current))
        return ledger

    def current_of(self, slug: str) -> CurrentDose | None:
        """The person's dose of an exercise; None where they have none."""
        return self._by_slug.get(slug)

    def record_what_is_new(self) -> None:
        """Take in every entry of the diary that came after the last one recorded."""
        through = self.replay.state.through
        if through is None:
            diary = Rows(self.person).diary(self.ladders, self.currents)
            self.record(events_of(diary))
        else:
            self.record(Rows(self.person, through[0]).events_after(through))

    def record(self, events: Iterable[Event]) -> None:
        """Take in events whose rows are about to be written."""
        self.replay.record(events)

    def extend_ladder(self, current: CurrentDose) -> None:
        """Let the ladder of an exercise reach as far as its goal does now."""
        self.replay.whole[current.exercise.slug] = self.ladders.rules_ladder(current)

    def write(self) -> list[Decision]:
        """Write the lines that were recorded, the dose of every exercise, the locks and the state.

        Gives the decisions among them.
        """
        self._delete_struck_lines()
        lines = self.replay.ledger.lines
        made = {
            line.exercise: self._decision(line) for line in lines if isinstance(line, DecisionLine)
        }
        for line in lines:
            if isinstance(line, PlanLine):
                self._plan_entry(line)
            elif isinstance(line, ChoiceLine):
                self._choice(line)
        has_moved = [
            self._update(current, made.get(current.exercise.slug)) for current in self.currents
        ]
        self._update_locks()
        self._keep_state()
        if any(has_moved):
            for plan in self.person.weekly_plans.active():
                refit(plan, self.ladders)
        return list(made.values())

    def delete_what_is_gone(self) -> None:
        """Delete what an earlier replay wrote and this one did not.

        The row of a choice stays, and says that it changes nothing any more.
        """
        lines = self.replay.ledger.by_key
        for decision in self.person.decisions.select_related("exercise"):
            if ("decision", str(decision.session_id), decision.exercise.slug) not in lines:
                self._delete(decision)
        chosen = {line.at for line in lines.values() if isinstance(line, ChoiceLine)}
        self.person.choices.exclude(chosen_at__in=chosen).update(to_dose=F("from_dose"))
        self.person.plan_entries.all().delete()

    def _delete(self, decision: Decision) -> None:
        """Delete a decision; no dose rests on it any more."""
        for current in self.currents:
            if current.decision_id == decision.pk:
                current.decision = None
                self._undecided.append(current)
        decision.delete()

    def _move_to_listed_doses(self, former: Iterable[Ladder]) -> None:
        """Where ladders changed since the state was kept, go by the doses in the rows."""
        ladders = self.replay.ladders
        changed = {ladder.exercise for ladder in former if ladders.get(ladder.exercise) != ladder}
        for slug, exercise in self.replay.state.exercises.items():
            if slug in changed and slug in self._by_slug:
                exercise.put(self.ladders.place(self._by_slug[slug]))
                exercise.choices = []

    def _delete_struck_lines(self) -> None:
        for key in self.replay.ledger.struck:
            match key:
                case ("decision", session, exercise):
                    for decision in self.person.decisions.filter(
                        session=UUID(session), exercise__slug=exercise
                    ):
                        self._delete(decision)
                case ("plan", rule, session, direction, _):
                    self.person.plan_entries.filter(
                        rule=rule, session=UUID(session), direction=direction
                    ).delete()

    def _decision(self, line: DecisionLine) -> Decision:
        current = self._by_slug[line.exercise]
        decided = line.decision
        decision, _ = Decision.objects.update_or_create(
            session_id=UUID(line.session),
            exercise=current.exercise,
            defaults={
                "owner": self.person,
                "made_at": line.at,
                "verdict": decided.verdict,
                "action": decided.action,
                "rules": list(decided.rules),
                "message": decided.reason.id,
                "numbers": dict(decided.reason.numbers),
                "others": [message.to_row() for message in decided.others],
                "used": list(line.used),
                "from_dose": self.ladders.dose_at(current, line.before),
                "to_dose": self.ladders.dose_at(current, line.after),
                "rests_until": line.rests_until,
                "rules_version": CURRENT.number,
            },
        )
        return decision

    def _plan_entry(self, line: PlanLine) -> None:
        # A line about a session is kept once for it; any other once for its moment.
        of = {"session_id": UUID(line.session)} if line.session else {"made_at": line.at}
        PlanEntry.objects.update_or_create(
            owner=self.person,
            rule=line.rule,
            direction=line.direction,
            message=line.message.id,
            **of,
            defaults={
                "made_at": line.at,
                "numbers": dict(line.message.numbers),
                "until": line.until,
                "rules_version": CURRENT.number,
            },
        )

    def _choice(self, line: ChoiceLine) -> None:
        current = self._by_slug[line.exercise]
        Choice.objects.filter(
            owner=self.person, exercise=current.exercise, chosen_at=line.at
        ).update(
            from_dose=self.ladders.dose_at(current, line.before),
            to_dose=self.ladders.dose_at(current, line.after),
        )

    def _update(self, current: CurrentDose, decision: Decision | None) -> bool:
        """Put the row where the rules put the exercise; whether anything changed."""
        exercise = self.replay.state.exercises[current.exercise.slug]
        dose = self.ladders.dose_at(current, exercise.place)
        rests_until = self.replay.rests_until(current.exercise.slug)
        had, was_resting = current.dose_id, current.rests_until
        if current.exercise.is_progressed:
            current.dose = dose
        current.rests_until = rests_until
        current.decision = decision or current.decision
        if (
            decision
            or (had, was_resting) != (current.dose_id, rests_until)
            or current in self._undecided
        ):
            current.save(update_fields=["dose", "rests_until", "decision"])
        if rests_until and not was_resting:
            self._fill_in(current, decision)
        elif was_resting and not rests_until:
            candidates.restore_place(current)
        return had != current.dose_id or was_resting != rests_until

    def _fill_in(self, current: CurrentDose, decision: Decision | None) -> None:
        stand_in = candidates.fill_in(current, self.ladders, self.at)
        if decision is not None and decision.verdict == Verdict.SWAP:
            decision.swap_to = stand_in
            decision.save(update_fields=["swap_to"])

    def _update_locks(self) -> None:
        """Make the locks in force those that the rules know of."""
        rows = {(row.rule, row.locked_at): row for row in self.person.locks.in_force()}
        locks = {(lock.rule, lock.at): lock for lock in self.replay.state.locks}
        for key in rows.keys() - locks.keys():
            rows[key].end(self.at)
        for rule, at in locks.keys() - rows.keys():
            self.person.locks.create(rule=rule, locked_at=at, locked_on=at.date())

    def _keep_state(self) -> None:
        LedgerState.objects.update_or_create(
            owner=self.person,
            defaults={
                "state": kept_from(self.replay.state),
                "ladders": [to_plain(ladder) for ladder in self.replay.ladders.values()],
            },
        )


def kept_state(person: User) -> PlanState | None:
    """The state that was kept; None before anything was recorded. Writes nothing.

    The next `decide_pending` keeps one anew that another version of Backflex kept.
    """
    kept = LedgerState.objects.filter(owner=person).first()
    return None if kept is None else _state_in(kept, partial(whole_diary, person))


def _state_in(kept: LedgerState, diary: Callable[[], Diary]) -> PlanState:
    """The state in a row. One of another shape is made anew from the diary.

    The diary may hold an entry already that the rules have still to take in: it is
    replayed as far as the kept state went.
    """
    return state_from(kept.state) or replay(diary(), through_of(kept.state)).state
