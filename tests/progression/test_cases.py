"""Cases as JSON, and the command that answers them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from routines.progression.published.sentences import DECISION_SENTENCES, GATE_SENTENCES, sentence
from routines.progression.rules.registry import AFTER
from routines.progression.rules.results import Message
from routines.progression.strict_json import Unreadable
from routines.progression.tools.cases import answer

ROOT = Path(__file__).resolve().parents[2]


def a_case(**case):
    return json.dumps({"cases": [{"id": 7, "kind": "exercise", **case}]})


class TestAnswer:
    def test_an_exercise_case_is_answered_whole(self):
        text = a_case(exposures=[{"during": 6}])
        assert answer(text) == [
            {
                "id": 7,
                "decision": "REGRESS",
                "action": "step_down",
                "rules": ["R1"],
                "reason": "This exercise was a 6, so a little easier next time.",
            }
        ]

    def test_a_gate_case_has_no_action(self):
        text = json.dumps({"cases": [{"id": "g", "kind": "gate", "context": {"pre": 8}}]})
        (given,) = answer(text)
        assert (given["decision"], given["action"], given["rules"]) == ("STOP_SEE", None, ["T3"])

    def test_defaults_in_the_file_are_used(self):
        cases = [{"id": 1, "kind": "exercise", "exposures": [{}]}]
        text = json.dumps({"defaults": {"exposure": {"during": 6}}, "cases": cases})
        assert answer(text)[0]["rules"] == ["R1"]

    def test_title_and_expect_are_for_people(self):
        assert answer(a_case(title=3, expect="anything"))[0]["decision"] == "HOLD"

    def test_no_cases_give_no_answers(self):
        assert answer('{"cases": []}') == []


WRONG = [
    ("not JSON", "{", "The file is not JSON"),
    ("too deep", "[" * 100_000, "The file is not JSON"),
    ("a list", "[]", 'must be a JSON object'),
    ("no cases", "{}", 'needs a "cases" key'),
    ("cases are no list", '{"cases": {}}', 'needs a "cases" key'),
    ("an unknown key at the top", '{"cases": [], "extra": 1}', 'The file: unknown key "extra"'),
    ("a key twice", '{"cases": [], "cases": []}', 'gives the key "cases" twice'),
    ("a case that is no object", '{"cases": [3]}', "Case number 1 must be an object"),
    ("no id", '{"cases": [{"kind": "gate"}]}', "Case number 1, id: must be"),
    ("a yes/no id", '{"cases": [{"id": true, "kind": "gate"}]}', "Case number 1, id: must be"),
    ("no kind", '{"cases": [{"id": 7}]}', 'Case 7, kind: must be "exercise" or "gate"'),
    ("an unknown key", a_case(extra=1), 'Case 7: unknown key "extra"'),
    ("exposures in a gate", '{"cases": [{"id": 7, "kind": "gate", "exposures": []}]}',
     'Case 7: unknown key "exposures"'),
    ("exposures are no list", a_case(exposures={}), "Case 7, exposures: must be a list"),
    ("an exposure is no object", a_case(exposures=[3]), "Case 7, exposure 1: must be an object"),
    ("an unknown field", a_case(exposures=[{"x": 1}]), 'Case 7, exposure 1: unknown key "x"'),
    ("a text for a number", a_case(exposures=[{"pre": "3"}]),
     "Case 7, exposure 1, pre: must be a whole number"),
    ("a decimal for a whole number", a_case(exposures=[{"pre": 3.0}]),
     "pre: must be a whole number"),
    ("yes for a number", a_case(exposures=[{"pre": True}]), "pre: must be a whole number"),
    ("11", a_case(exposures=[{}, {"during": 11}]), "exposure 2, during: must be from 0 to 10"),
    ("-1", a_case(context={"step": -1}), "Case 7, step: must be 0 or more"),
    ("no number for a fraction", a_case(exposures=[{"fraction": "half"}]),
     "fraction: must be a number"),
    ("a fraction over 1", a_case(exposures=[{"fraction": 1.1}]), "fraction: must be from 0 to 1"),
    ("an endless number", a_case(context={"volume_ratio": 0}).replace("0}", "1e999}"),
     "volume_ratio: must be a number"),
    ("not a number", '{"cases": [], "defaults": NaN}', "holds NaN"),
    ("a number too long to read", '{"cases": [' + "1" * 5000 + "]}", "cannot be read"),
    ("null where there must be one", a_case(exposures=[{"pre": None}]), "pre: null is not allowed"),
    ("a wrong word", a_case(exposures=[{"status": "maybe"}]),
     "status: must be one of done, partial, skipped"),
    ("a wrong yes/no", a_case(exposures=[{"counted": 1}]), "counted: must be true or false"),
    ("an unknown flag", a_case(context={"flags": ["toe"]}), 'flags: "toe" is not a known flag'),
    ("flags are no list", a_case(context={"flags": "toe"}), "flags: must be a list of flag names"),
    ("a step off the ladder", a_case(context={"step": 4}), "step: 4 is above max_step 3"),
    ("a variant off the ladder", a_case(context={"variant": 4}),
     "variant: 4 is not in a list of 4 variants"),
    ("defaults that are no object", '{"cases": [], "defaults": 3}', '"defaults" must be'),
    ("unknown defaults", '{"cases": [], "defaults": {"x": {}}}', 'The defaults: unknown key "x"'),
    ("wrong defaults", '{"cases": [], "defaults": {"gate": {"pre": 11}}}',
     "The defaults, gate, pre: must be from 0 to 10"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_file_is_refused_in_one_sentence(text, words):
    with pytest.raises(Unreadable) as refused:
        answer(text)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


class TestCommand:
    def test_reads_a_file(self, tmp_path, capsys):
        file = tmp_path / "cases.json"
        file.write_text(a_case(exposures=[{"during": 6}]))
        call_command("decide", str(file))
        assert json.loads(capsys.readouterr().out)[0]["decision"] == "REGRESS"

    def test_a_missing_file_is_one_sentence(self, tmp_path):
        with pytest.raises(CommandError, match=r"No such file"):
            call_command("decide", str(tmp_path / "nothing.json"))

    @pytest.mark.parametrize(
        ("text", "status", "out", "err"),
        [
            (a_case(exposures=[{"during": 6}]).encode(), 0, "REGRESS", ""),
            (a_case(exposures=[{"during": 66}]).encode(), 1, "", "exposure 1, during"),
            (b"\xff\xfe", 1, "", "utf-8"),
            (a_case(id="\ud800", exposures=[]).encode(), 1, "", r"An id holds '\ud800', half a"),
            (a_case(id="Å 😀", exposures=[{"during": 6}]).encode(), 0, "Å 😀", ""),
        ],
    )
    def test_reads_standard_input_and_keeps_its_two_outputs_apart(self, text, status, out, err):
        run = subprocess.run(
            [sys.executable, "manage.py", "decide", "-"],
            input=text,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            check=False,
        )
        assert run.returncode == status
        assert out in run.stdout.decode()
        assert bool(run.stdout) == (status == 0)
        assert err in run.stderr.decode()
        assert run.stderr.decode().count("\n") == (1 if status else 0)


class TestSentences:
    def test_every_rule_has_a_sentence(self):
        for rule in AFTER:
            assert any(
                key == rule.id or key.startswith(f"{rule.id}.") for key in DECISION_SENTENCES
            ), rule.id

    def test_the_exercise_begins_its_sentence(self):
        for text in DECISION_SENTENCES.values():
            assert text.find("{exercise}") in (-1, 0), text

    def test_words_are_kind(self):
        texts = " ".join([*DECISION_SENTENCES.values(), *GATE_SENTENCES.values()]).lower()
        for word in ("pain", "damage", "injury", "failure", "danger"):
            assert word not in texts

    def test_the_reader_may_have_another_language(self):
        german = {DECISION_SENTENCES["R1"]: "{exercise} war eine {during}."}
        message = Message.of("R1", during=6)
        assert sentence(message, DECISION_SENTENCES, "Brücke", german.get) == "Brücke war eine 6."
