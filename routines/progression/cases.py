"""Worked cases as JSON, so that the rules can be tried without the web app.

The shape is that of the published vectors: `{"cases": [...]}`, each case with
an `id`, a `kind` ("exercise" or "gate"), its `exposures` and `context`. What a
case leaves out comes from the defaults of the values, or from `defaults` in
the file. `title` and `expect` are for people and are not read.
"""

from __future__ import annotations

import json
from dataclasses import Field, fields
from math import isfinite
from typing import Any

from routines.progression.decide import decide
from routines.progression.gate import gate
from routines.progression.reasons import DECISION_SENTENCES, GATE_SENTENCES, sentence
from routines.progression.values import KNOWN_FLAGS, Bounds, CheckIn, Context, Exposure

DEFAULT_SECTIONS: dict[str, type[Exposure | Context | CheckIn]] = {
    "exposure": Exposure,
    "context": Context,
    "gate": CheckIn,
}


class CaseError(ValueError):
    """A case that cannot be read; the message names the case and the field."""


def answer(text: str) -> list[dict[str, Any]]:
    """The decision on each case of a JSON text, in order.

    Each answer has `id`, `decision`, `action` (None for a gate), `rules` and
    an English `reason`. Raises CaseError for anything it cannot read.
    """
    document = _parse(text)
    _no_unknown_keys(document, {"cases", "defaults"}, "The file")
    cases = document.get("cases")
    if not isinstance(cases, list):
        raise CaseError('The file needs a "cases" key with a list of cases.')
    defaults = _defaults(document.get("defaults", {}))
    return [_answer_case(case, number, defaults) for number, case in enumerate(cases, 1)]


def _parse(text: str) -> dict[str, Any]:
    try:
        document = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeated_keys
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise CaseError(f"The file is not JSON: {error}.") from None
    except CaseError:
        raise
    except ValueError as error:
        raise CaseError(f"The file holds a number that cannot be read: {error}.") from None
    if not isinstance(document, dict):
        raise CaseError('The file must be an object with a "cases" key.')
    return document


def _refuse_constant(name: str) -> float:
    raise CaseError(f"The file holds {name}, which is not a number.")


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise CaseError(f'The file gives the key "{key}" twice in one place.')
        found[key] = value
    return found


def _defaults(given: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(given, dict):
        raise CaseError('The key "defaults" must be an object.')
    _no_unknown_keys(given, set(DEFAULT_SECTIONS), "The defaults")
    for name, section in given.items():
        _checked(DEFAULT_SECTIONS[name], section, {}, f"The defaults, {name}")
    return {name: dict(given.get(name, {})) for name in DEFAULT_SECTIONS}


def _answer_case(case: Any, number: int, defaults: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not isinstance(case, dict):
        raise CaseError(f"Case number {number} must be an object.")
    name = _name(case, number)
    kind = case.get("kind")
    allowed = {"id", "kind", "title", "expect", "context"}
    if kind == "exercise":
        allowed.add("exposures")
    elif kind != "gate":
        raise CaseError(f'{name}, kind: must be "exercise" or "gate".')
    _no_unknown_keys(case, allowed, name)
    if kind == "gate":
        check_in = _checked(CheckIn, case.get("context", {}), defaults["gate"], name)
        result = gate(check_in)
        reason = sentence(result.reason, GATE_SENTENCES)
        return _shown(case["id"], result.result, None, result.rules, reason)
    context = _checked(Context, case.get("context", {}), defaults["context"], name)
    _on_the_ladder(context, name)
    decision = decide(_exposures(case, defaults["exposure"], name), context)
    reason = sentence(decision.reason, DECISION_SENTENCES)
    return _shown(case["id"], decision.verdict, decision.action, decision.rules, reason)


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
        raise CaseError(f"Case number {number}, id: must be a whole number or a text.")
    return f"Case {case_id}"


def _exposures(case: dict[str, Any], defaults: dict[str, Any], name: str) -> tuple[Exposure, ...]:
    given = case.get("exposures", [])
    if not isinstance(given, list):
        raise CaseError(f"{name}, exposures: must be a list.")
    return tuple(
        _checked(Exposure, exposure, defaults, f"{name}, exposure {place}")
        for place, exposure in enumerate(given, 1)
    )


def _on_the_ladder(context: Context, name: str) -> None:
    if context.step > context.max_step:
        raise CaseError(f"{name}, step: {context.step} is above max_step {context.max_step}.")
    if context.variant >= context.variants:
        raise CaseError(
            f"{name}, variant: {context.variant} is not in a list of {context.variants} variants."
        )


def _checked[Value: Exposure | Context | CheckIn](
    kind: type[Value], given: Any, defaults: dict[str, Any], name: str
) -> Value:
    if not isinstance(given, dict):
        raise CaseError(f"{name}: must be an object.")
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    _no_unknown_keys(given, set(known), name)
    merged = {**defaults, **given}
    values = {
        key: _value(value, known[key].metadata["bounds"], f"{name}, {key}")
        for key, value in merged.items()
    }
    return kind(**values)


def _value(value: Any, bounds: Bounds, name: str) -> Any:
    if value is None:
        if bounds.may_be_null:
            return None
        raise CaseError(f"{name}: null is not allowed here.")
    match bounds.kind:
        case "yes_no":
            if not isinstance(value, bool):
                raise CaseError(f"{name}: must be true or false.")
            return value
        case "word":
            if value not in bounds.words:
                raise CaseError(f"{name}: must be one of {', '.join(bounds.words)}.")
            return value
        case "flags":
            return _flags(value, name)
        case _:
            return _number(value, bounds, name)


def _flags(value: Any, name: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(flag, str) for flag in value):
        raise CaseError(f"{name}: must be a list of flag names.")
    unknown = sorted(set(value) - KNOWN_FLAGS)
    if unknown:
        raise CaseError(f'{name}: "{unknown[0]}" is not a known flag.')
    return frozenset(value)


def _number(value: Any, bounds: Bounds, name: str) -> int | float:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if bounds.kind == "whole" and not is_whole:
        raise CaseError(f"{name}: must be a whole number.")
    if not is_whole and not (isinstance(value, float) and isfinite(value)):
        raise CaseError(f"{name}: must be a number.")
    if value < bounds.low or (bounds.high is not None and value > bounds.high):
        limit = f"from {bounds.low} to {bounds.high}" if bounds.high else f"{bounds.low} or more"
        raise CaseError(f"{name}: must be {limit}.")
    number: int | float = value
    return number


def _no_unknown_keys(given: dict[str, Any], known: set[str], name: str) -> None:
    unknown = [key for key in given if key not in known]
    if unknown:
        raise CaseError(f'{name}: unknown key "{unknown[0]}".')
