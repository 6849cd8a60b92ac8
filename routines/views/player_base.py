"""A session in the player: what its pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_htmx.http import push_url, reswap

from routines import coaching
from routines.forms.in_words import answers_in_words
from routines.http import PersonRequest, leave, render_page, turn_away
from routines.models import Session, Step
from routines.views.both_answers import answer_in, as_told
from routines.vocabulary import Phase, Status

PARTS = {"player"}


@dataclass(frozen=True)
class Player:
    """A session in the player: its steps in order, and where we are."""

    session: Session
    steps: list[Step]

    @property
    def waiting(self) -> Step | None:
        """The first step that is not answered yet."""
        return next((step for step in self.steps if not step.is_answered), None)

    @property
    def done_steps(self) -> list[Step]:
        """What was done, whole or in part."""
        return [step for step in self.steps if step.status in (Status.DONE, Status.PARTIAL)]

    @property
    def reported(self) -> str:
        """What was said to hurt in the session, with its number: "Shoulder rolls (6)".

        Once it is closed every exercise has a number, and only what was stopped counts here.
        """
        return ", ".join(
            f"{step.dose.variant.name} ({step.during})"
            for step in self.steps
            if step.during is not None and (self.session.is_open or step.was_stopped)
        )

    @property
    def felt_steps(self) -> list[Step]:
        """What was done or is still to come: whatever may be felt at the end."""
        return [step for step in self.steps if step.status != Status.SKIPPED]

    def left_out_with(self, step: Step) -> list[Step]:
        """What is left out because this one is stopped, or would be."""
        if step.was_stopped:
            return [other for other in self.steps if other.is_left_out_with(step)]
        return [other for other in self.steps if other.would_be_left_out_with(step)]

    def next_after_stopping(self, step: Step) -> Step | None:
        """What comes once this one is stopped."""
        gone = {step.pk, *(other.pk for other in self.left_out_with(step))}
        return next((s for s in self.steps if not s.is_answered and s.pk not in gone), None)

    @property
    def breathing(self) -> Step | None:
        """What closes the session, where it is not done yet."""
        closing = (s for s in self.steps if s.phase == Phase.COOL_DOWN and not s.is_answered)
        return next(closing, None)

    def next_address(self, step: Step) -> str:
        """Where an answer to this one leads: the first other that waits, or the end."""
        waiting = (s for s in self.steps if not s.is_answered and s.pk != step.pk)
        following = next(waiting, None)
        return following.get_absolute_url() if following else self.session.after_address

    def stopped_before(self, step: Step) -> int:
        """How many other exercises were stopped already."""
        return sum(other.was_stopped for other in self.steps if other.pk != step.pk)

    def step(self, position: int) -> Step:
        """The step at a position counted from 1; 404 when the session has no such step."""
        if not 1 <= position <= len(self.steps):
            raise Http404
        return self.steps[position - 1]

    def after(self, step: Step) -> Step | None:
        """The first unanswered step behind this one."""
        return next((s for s in self.steps[step.rank + 1 :] if not s.is_answered), None)


def load_player(request: PersonRequest, session_id: UUID) -> Player:
    """The person's own session in the player; 404 otherwise.

    What is still to come suits their health of today, however long ago it was begun.
    """
    is_due = coaching.plan_fit.foresee_conditions(request.user, at=timezone.now())
    sessions = request.user.sessions.select_related("check_in")
    session = get_object_or_404(sessions, pk=session_id)
    return Player(session, coaching.shown_plan.steps_today(session, request.user, is_due=is_due))


def player_page(
    request: PersonRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """A page of the player. What was refused stays in view: no jump, no entry in the history."""
    response = render_page(request, template, context, parts=PARTS, status=status)
    return push_url(reswap(response, "outerHTML"), False) if status == 422 else response


def left_out_page(
    request: PersonRequest, player: Player, step: Step, status: int = 200
) -> HttpResponse:
    """What the person's health leaves out: why, and a way on, but nothing to do."""
    context = {
        "player": player,
        "session": player.session,
        "step": step,
        "why": coaching.precautions.with_why(coaching.step_notes.why_left_out(step)),
        "is_refused": status != 200,
    }
    return player_page(request, "player/step_left_out.html", context, status)


def diary_page(request: PersonRequest, player: Player) -> HttpResponse:
    """A closed session is a page of the diary."""
    return leave(request, player.session.get_absolute_url())


def elsewhere(request: PersonRequest, player: Player) -> HttpResponse | None:
    """Where to look instead of at an exercise: the diary once closed, the pause while paused.

    Also the page that asks for a professional's word, while that is missing. What
    reports or closes a session goes on under a lock, so that nothing is lost.
    """
    if not player.session.is_open:
        return diary_page(request, player)
    if request.user.waits_for_word_since is not None:
        return turn_away(request, "routines:ask_first")
    return turn_away(request, "routines:lock_detail") if is_locked(request) else None


def is_locked(request: PersonRequest) -> bool:
    """Whether the whole plan is locked."""
    return request.user.locks.in_force().of_the_whole_plan().exists()


def finished_page(
    request: PersonRequest,
    player: Player,
    questions: Mapping[str, forms.Field] | None = None,
    kept: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The session is closed, so nothing was changed: say so, with a way on.

    Where `kept` answers to `questions` are given, beside those that were sent.
    """
    context = {
        "player": player,
        "session": player.session,
        "is_compared": questions is not None,
        "kept": list(answers_in_words(questions or {}, as_told(kept or {}))),
        "sent": list(answers_in_words(questions or {}, answer_in(request.POST))),
    }
    return player_page(request, "player/finished.html", context, 422)
