"""The published worked cases: the contract of the rules."""

import json
from pathlib import Path

import pytest

from routines.progression.tools.cases import answer

FILE = Path(__file__).with_name("vectors.json")
CASES = json.loads(FILE.read_text())["cases"]
ANSWERS = {case["id"]: case for case in answer(FILE.read_text())}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_the_rules_decide_a_published_case_as_published(case):
    given, expected = ANSWERS[case["id"]], case["expect"]
    assert given["decision"] == expected["decision"]
    if "rule" in expected:
        assert expected["rule"] in given["rules"]
    if "rules" in expected:
        assert given["rules"] == expected["rules"]
    if "action" in expected:
        assert given["action"] == expected["action"]
    assert given["reason"]
