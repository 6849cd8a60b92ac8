"""From one exercise's history to one decision (PROGRESSION 3 and 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter

from routines.progression.rules.gap_rules import GAP_EASINGS, GAP_RULES
from routines.progression.rules.history import ExerciseHistory
from routines.progression.rules.hold import HOLD_RULES
from routines.progression.rules.progress import PROGRESS_RULES, has_room_for_two
from routines.progression.rules.reasons import gettext_noop as _
from routines.progression.rules.regress import REGRESS_RULES
from routines.progression.rules.results import Decision, Message
from routines.progression.rules.row import Listed, Row
from routines.progression.rules.rule import Finding, Rule, find
from routines.progression.rules.stop import FLAG_RULES, STOP_RULES
from routines.progression.rules.swap import SWAP_RULES
from routines.progression.rules.values import ExerciseContext, Exposure
from routines.vocabulary import Action, Verdict

ANSWER_RULES = (*STOP_RULES, *SWAP_RULES, *REGRESS_RULES, *GAP_RULES, *HOLD_RULES, *PROGRESS_RULES)
# What this module itself finds, beside the tables.
DECIDE_ROWS = (
    Listed(
        "X5",
        Verdict.SWAP,
        Row(_("A rule from R1 to R9 asks for less, at the easiest dose of the easiest variant.")),
    ),
    Listed(
        "H0",
        Verdict.HOLD,
        Row(_("Nothing is logged yet."), then=_("Only the red-flag answers are looked at.")),
    ),
    Listed(
        "H8n",
        Verdict.HOLD,
        Row(
            _("It was left out for a reason other than discomfort."),
            then=_("Only the red-flag answers and the days off are looked at."),
        ),
    ),
)


_CAUTION: Callable[[Finding], int] = attrgetter("verdict.caution")

_FOR_GAPS = (Action.HALF, Action.RESTART)
_STAYING = {
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
    log = ExerciseHistory(exposures, context)
    findings = _findings(log)
    if context.at_floor:
        findings = _at_floor(findings)
    findings.sort(key=_CAUTION)
    verdict = findings[0].verdict
    winners = [finding for finding in findings if finding.verdict is verdict]
    rules = tuple([finding.rule for finding in winners])
    action = _action(verdict, rules, context)
    if action in _FOR_GAPS:
        winners.sort(key=lambda finding: finding.rule not in GAP_EASINGS)
        findings[: len(winners)] = winners
    said = [finding.message for finding in findings[:3]]
    used = _together(winners) if winners[1:] else winners[0].used
    afterwards = _easing_beneath(findings, context) if action == Action.STOP else action
    return Decision(verdict, action, rules, said[0], tuple(said[1:]), used, afterwards)


def _together(findings: list[Finding]) -> tuple[int, ...]:
    """The entries that any of some findings used, oldest first."""
    return tuple(sorted({place for finding in findings for place in finding.used}))


def _findings(log: ExerciseHistory) -> list[Finding]:
    flags = find(FLAG_RULES, log) if log.context.flags else []
    if not log.exposures:
        return [*flags, Finding("H0", Verdict.HOLD, Message("H0"), ())]
    if log.newest.is_neutral_skip:
        skipped = Finding("H8n", Verdict.HOLD, Message("H8n"), (log.last,))
        return [*flags, *find(GAP_RULES, log), skipped]
    return flags + find(_rules_for(log.signs), log)


@cache
def _rules_for(signs: int) -> tuple[Rule, ...]:
    """The rules that may fire on a log with these signs."""
    return tuple(rule for rule in ANSWER_RULES if rule.needs & signs)


def _at_floor(findings: list[Finding]) -> list[Finding]:
    """At the easiest dose of all a gap stays, and any other easing becomes a swap."""
    swaps: list[Finding] = []
    others: list[Finding] = []
    first: list[Finding] = []
    for finding in findings:
        if finding.verdict == Verdict.SWAP:
            first.append(finding)
        elif finding.verdict != Verdict.REGRESS:
            others.append(finding)
        elif finding.rule in GAP_EASINGS:
            message = Message("gap.floor", finding.message.numbers)
            others.append(Finding(finding.rule, Verdict.HOLD, message, finding.used))
        else:
            swaps.append(Finding(finding.rule, Verdict.SWAP, finding.message, finding.used))
    if swaps:
        used = tuple(place for swap in swaps for place in swap.used)
        swaps.insert(0, Finding("X5", Verdict.SWAP, Message("X5"), used))
    return [*first, *swaps, *others]


def _action(verdict: Verdict, rules: tuple[str, ...], context: ExerciseContext) -> Action:
    if verdict in _STAYING:
        return _STAYING[verdict]
    return _easing(rules, context) if verdict == Verdict.REGRESS else _raising(rules, context)


def _easing_beneath(findings: list[Finding], context: ExerciseContext) -> Action:
    """What the dose would have become, had nothing stopped the exercise."""
    rules = tuple(finding.rule for finding in findings if finding.verdict == Verdict.REGRESS)
    return _easing(rules, context) if rules else Action.REPEAT


def _easing(rules: tuple[str, ...], context: ExerciseContext) -> Action:
    """The largest cut that any rule asks for; reasons do not add up."""
    if "G4" in rules:
        return Action.RESTART
    if context.step == 0:
        return Action.EASIER_VARIANT
    return Action.HALF if "G3" in rules else Action.STEP_DOWN


def _raising(rules: tuple[str, ...], context: ExerciseContext) -> Action:
    if "P3" in rules:
        return Action.NEXT_VARIANT
    is_two = "P4" in rules and has_room_for_two(context)
    return Action.TWO_STEPS_UP if is_two else Action.STEP_UP
