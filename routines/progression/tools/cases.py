"""Worked cases as JSON, so that the rules can be tried without the web app.

The shape is that of the published vectors: `{"cases": [...]}`, each case with
an `id`, a `kind` ("exercise" or "gate"), its `exposures` and `context`. What a
case leaves out comes from the defaults of the values, or from `defaults` in
the file. `title` and `expect` are for people and are not read.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from routines.progression.published.sentences import DECISION_SENTENCES, GATE_SENTENCES, sentence
from routines.progression.rules.decide import decide
from routines.progression.rules.gate import gate
from routines.progression.rules.values import ExerciseContext, Exposure, GateContext
from routines.progression.strict_json import Unreadable, no_unknown_keys, parse, read

DEFAULT_SECTIONS: dict[str, type[Exposure | ExerciseContext | GateContext]] = {
    "exposure": Exposure,
    "context": ExerciseContext,
    "gate": GateContext,
}


def answer(text: str) -> list[dict[str, Any]]:
    """The decision on each case of a JSON text, in order.

    Each answer has `id`, `decision`, `action` (None for a gate), `rules` and
    an English `reason`. Raises Unreadable for anything it cannot read.
    """
    document = parse(text)
    no_unknown_keys(document, {"cases", "defaults"}, "The file")
    cases = document.get("cases")
    if not isinstance(cases, list):
        raise Unreadable('The file needs a "cases" key with a list of cases.')
    defaults = _defaults(document.get("defaults", {}))
    return [_answer_case(case, number, defaults) for number, case in enumerate(cases, 1)]


def _defaults(given: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(given, dict):
        raise Unreadable('The key "defaults" must be an object.')
    no_unknown_keys(given, set(DEFAULT_SECTIONS), "The defaults")
    for name, section in given.items():
        read(DEFAULT_SECTIONS[name], section, f"The defaults, {name}")
    return {name: dict(given.get(name, {})) for name in DEFAULT_SECTIONS}


def _answer_case(case: Any, number: int, defaults: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not isinstance(case, dict):
        raise Unreadable(f"Case number {number} must be an object.")
    name = _name(case, number)
    kind = case.get("kind")
    allowed = {"id", "kind", "title", "expect", "context"}
    if kind == "exercise":
        allowed.add("exposures")
    elif kind != "gate":
        raise Unreadable(f'{name}, kind: must be "exercise" or "gate".')
    no_unknown_keys(case, allowed, name)
    if kind == "gate":
        check_in = _read(GateContext, case.get("context", {}), defaults["gate"], name)
        result = gate(check_in)
        reason = sentence(result.reason, GATE_SENTENCES)
        return _shown(case["id"], result.result, None, result.rules, reason)
    context = _read(ExerciseContext, case.get("context", {}), defaults["context"], name)
    _on_the_ladder(context, name)
    decision = decide(_exposures(case, defaults["exposure"], name), context)
    reason = sentence(decision.reason, DECISION_SENTENCES)
    return _shown(case["id"], decision.verdict, decision.action, decision.rules, reason)


def _read[Value: Struct](
    kind: type[Value], given: Any, defaults: dict[str, Any], name: str
) -> Value:
    """A value; what it leaves out comes from the file's defaults, then from `kind`."""
    return read(kind, {**defaults, **given} if isinstance(given, dict) else given, name)


def _shown(
    case_id: int | str, decision: str, action: str | None, rules: tuple[str, ...], reason: str
) -> dict[str, Any]:
    return {
        "id": case_id,
        "decision": str(decision),
        "action": None if action is None else str(action),
        "rules": list(rules),
        "reason": reason,
    }


def _name(case: dict[str, Any], number: int) -> str:
    case_id = case.get("id")
    if isinstance(case_id, bool) or not isinstance(case_id, int | str):
        raise Unreadable(f"Case number {number}, id: must be a whole number or a text.")
    return f"Case {case_id}"


def _exposures(case: dict[str, Any], defaults: dict[str, Any], name: str) -> tuple[Exposure, ...]:
    given = case.get("exposures", [])
    if not isinstance(given, list):
        raise Unreadable(f"{name}, exposures: must be a list.")
    return tuple(
        _read(Exposure, exposure, defaults, f"{name}, exposure {place}")
        for place, exposure in enumerate(given, 1)
    )


def _on_the_ladder(context: ExerciseContext, name: str) -> None:
    if context.step > context.max_step:
        raise Unreadable(f"{name}, step: {context.step} is above max_step {context.max_step}.")
    if context.variant >= context.variants:
        raise Unreadable(
            f"{name}, variant: {context.variant} is not in a list of {context.variants} variants."
        )
