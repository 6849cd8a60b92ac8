"""From one exercise's history to one decision (docs/rules.md, Deciding)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from msgspec.structs import replace

from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.hold import left_out, nothing_logged
from routines.progression.rules.progress import has_room_for_two
from routines.progression.rules.registry import ANSWER_RULES, FLAG_RULES, GAP_RULES
from routines.progression.rules.results import Decision, Message
from routines.progression.rules.rule import AfterRule, Finding, find
from routines.progression.rules.swap import already_easiest
from routines.progression.rules.values import ExerciseContext, Exposure
from routines.vocabulary import Action, Verdict

_CAUTION: Callable[[Finding], int] = attrgetter("verdict.caution")

# Where a gap asks for such a cut, its sentence comes first.
_FOR_GAPS = (Action.HALF, Action.RESTART)
# The verdicts that always ask for the same.
_ACTIONS = {
    Verdict.EMERGENCY: Action.STOP,
    Verdict.URGENT: Action.STOP,
    Verdict.STOP_SEE: Action.STOP,
    Verdict.SWAP: Action.SWAP,
    Verdict.HOLD: Action.REPEAT,
    Verdict.MAINTAIN: Action.MAINTAIN,
}


def decide(exposures: Sequence[Exposure], context: ExerciseContext) -> Decision:
    """What the next session asks of this exercise, and why.

    `exposures` runs oldest to newest and may be empty; the decision is about
    the newest. The same history always gives the same decision, and valid
    input never raises.
    """
    history = ExerciseHistory(exposures, context)
    findings = find(_rules_for(history), history)
    if already_easiest(history):
        findings = _at_floor(findings)
    findings.sort(key=_CAUTION)
    verdict = findings[0].verdict
    winners = [finding for finding in findings if finding.verdict == verdict]
    rules = tuple([finding.rule.id for finding in winners])
    action = _action(verdict, winners, context)
    if action in _FOR_GAPS:
        winners.sort(key=lambda finding: not finding.rule.is_for_gap)
        findings[: len(winners)] = winners
    reasons = [finding.message for finding in findings[:3]]
    used = _together(winners) if winners[1:] else winners[0].used
    afterwards = _easing_beneath(findings, context) if action == Action.STOP else action
    return Decision(
        verdict=verdict,
        action=action,
        rules=rules,
        reason=reasons[0],
        others=tuple(reasons[1:]),
        used=used,
        afterwards=afterwards,
    )


def _rules_for(history: ExerciseHistory) -> Sequence[AfterRule]:
    """The rules that have something to look at in a history."""
    if nothing_logged(history):
        return (*FLAG_RULES, nothing_logged)
    if left_out(history):
        return (*FLAG_RULES, *GAP_RULES, left_out)
    return ANSWER_RULES


def _together(findings: Iterable[Finding]) -> tuple[int, ...]:
    """The entries that any of some findings used, oldest first."""
    return tuple(sorted({place for finding in findings for place in finding.used}))


def _at_floor(findings: Iterable[Finding]) -> list[Finding]:
    """At the easiest dose of all a gap stays, and any other easing becomes a swap."""
    swaps: list[Finding] = []
    others: list[Finding] = []
    first: list[Finding] = []
    for finding in findings:
        if finding.verdict == Verdict.SWAP:
            first.append(finding)
        elif finding.verdict != Verdict.REGRESS:
            others.append(finding)
        elif finding.rule.is_for_gap:
            message = Message(id="gap.floor", numbers=finding.message.numbers)
            others.append(replace(finding, verdict=Verdict.HOLD, message=message))
        else:
            swaps.append(replace(finding, verdict=Verdict.SWAP))
    if swaps:
        used = tuple(place for swap in swaps for place in swap.used)
        rule = already_easiest
        swaps.insert(0, Finding(rule=rule, verdict=rule.result, message=rule.message, used=used))
    return [*first, *swaps, *others]


def _action(verdict: Verdict, findings: Iterable[Finding], context: ExerciseContext) -> Action:
    """What findings of one verdict ask for."""
    if verdict in _ACTIONS:
        return _ACTIONS[verdict]
    asked = {finding.rule.action for finding in findings}
    return _easing(asked, context) if verdict == Verdict.REGRESS else _raising(asked, context)


def _easing_beneath(findings: Iterable[Finding], context: ExerciseContext) -> Action:
    """What the dose would have become, had nothing stopped the exercise."""
    easing = [finding for finding in findings if finding.verdict == Verdict.REGRESS]
    return _action(Verdict.REGRESS, easing, context) if easing else Action.REPEAT


def _easing(asked: set[Action | None], context: ExerciseContext) -> Action:
    """The largest cut that any rule asks for; reasons do not add up."""
    if Action.RESTART in asked:
        return Action.RESTART
    if context.step == 0:
        return Action.EASIER_VARIANT
    return Action.HALF if Action.HALF in asked else Action.STEP_DOWN


def _raising(asked: set[Action | None], context: ExerciseContext) -> Action:
    if Action.NEXT_VARIANT in asked:
        return Action.NEXT_VARIANT
    is_two = Action.TWO_STEPS_UP in asked and has_room_for_two(context)
    return Action.TWO_STEPS_UP if is_two else Action.STEP_UP
