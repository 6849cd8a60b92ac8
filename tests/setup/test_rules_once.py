"""A rule is named in one place, and a threshold is a number in one place."""

import ast
import inspect
import re
from itertools import pairwise
from pathlib import Path

import pytest

from routines.coaching import session_preview
from routines.models import person
from routines.progression.plan_level import decisions, locks, plan_rules, replay
from routines.progression.plan_level.plan_rules import WHOLE_PLAN
from routines.progression.published.sources import SOURCES
from routines.progression.rules import registry, thresholds
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.registry import AFTER
from routines.progression.rules.thresholds import THRESHOLDS
from routines.templatetags import ledger as ledger_tags
from routines.vocabulary import EMERGENCY_FLAGS, URGENT_FLAGS

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    file
    for folder in ("routines", "backflex", "bench")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in file.parts
]
# A rule is written where its function stands.
RULES = [ROOT / "routines" / "progression" / "rules" / f"{name}.py" for name in
         ("stop", "swap", "regress", "hold", "progress", "gate")]  # fmt: skip
RULES += [ROOT / "routines" / "progression" / "plan_level" / "plan_rules.py"]
IDS = {rule.id for rule in (*AFTER, *BEFORE, *WHOLE_PLAN)}
UNITS = {"Points", "Share", "Times", "Count", "Hours", "Days", "Weeks"}
UNFOUNDED = {"practice", "design"}


def name_of(file):
    return str(file.relative_to(ROOT))


def strings_in(parts):
    """The strings of a list, and of the lists inside it."""
    for part in parts:
        match part:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Tuple(elts=inner) | ast.List(elts=inner) | ast.Set(elts=inner):
                yield from strings_in(inner)


def lists_of_rules(tree):
    """Each literal that lists two rules or more, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                rules = set(strings_in(parts)) & IDS
            case ast.Dict(keys=keys, values=values):
                rules = max(set(strings_in(keys)) & IDS, set(strings_in(values)) & IDS, key=len)
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
                rules = set(text.split()) & IDS
            case _:
                continue
        if len(rules) > 1:
            yield node.lineno, sorted(rules)


@pytest.mark.parametrize(
    "text",
    [
        'X = ("T3", "D3")', 'X = {"R1", "R2"}', 'X = ["WEEK", "HALF"]', 'X = {"E1": 0, "U1": 1}',
        'X = {"light": "D2", "ease": "D3"}', 'X = (("T1", 1), ("T2", 2))', 'X = "R1 R2".split()',
    ],
)  # fmt: skip
def test_a_second_list_of_rules_would_be_found(text):
    assert len(list(lists_of_rules(ast.parse(text)))) == 1


@pytest.mark.parametrize("file", [f for f in CODE if f not in RULES], ids=name_of)
def test_no_other_module_lists_rules(file):
    assert list(lists_of_rules(ast.parse(file.read_text()))) == []


class TestTheListsAreWhatTheRulesSay:
    """Each as it was written by hand before the rules said it themselves."""

    def test_those_for_pain_which_t5_counts(self):
        assert {"R1", "R2", "R3", "R4", "R5", "R6", "R8", "X1", "X2", "X3", "X5"} == (
            registry.PAIN_RULES
        )
        assert decisions.PAIN_RULES is registry.PAIN_RULES

    def test_those_that_a_gentle_move_itself_brings_on(self):
        assert {"T1", "T2", "X1", "X2", "X3", "X4"} == registry.BROUGHT_ON

    def test_those_of_days_off(self):
        assert [rule.id for rule in registry.GAP_RULES] == ["G2", "G3", "G4", "G1"]
        assert {"G2", "G3", "G4"} == registry.GAP_EASINGS

    def test_those_that_decide_asks_by_itself(self):
        apart = [rule.id for rule in AFTER if rule not in registry.ANSWER_RULES]
        assert apart == ["X5", "H0", "H8n"]

    def test_the_locks_and_what_they_are_for(self):
        assert {"E1": EMERGENCY_FLAGS, "U1": URGENT_FLAGS} == registry.FLAGS_OF_LOCK
        assert locks.FLAGS_OF_LOCK is registry.FLAGS_OF_LOCK
        assert sorted(plan_rules.GRAVENESS, key=plan_rules.GRAVENESS.get) == (
            ["E1", "U1", "T1", "T2", "T5"]
        )
        assert plan_rules.GRAVENESS["T1"] == plan_rules.GRAVENESS["T2"]
        assert person.GRAVENESS is plan_rules.GRAVENESS

    def test_the_rows_of_the_gate_that_a_sore_day_leaves_in_the_ledger(self):
        assert set(replay.SORE_DAYS) == {"T3", "D3", "D2"}

    def test_the_rows_that_name_a_gate_where_nothing_known_does(self):
        assert session_preview.OWN_RULE == {
            "EASE": "D3", "MOBILITY_ONLY": "D4", "LIGHT": "D2", "NO_STRENGTH": "D5", "RUN": "D1",
        }  # fmt: skip
        assert list(session_preview.RESULTS) == ["D3", "D4", "D2", "HALF", "WEEK", "T5", "D5", "D1"]
        assert {"D4", "HALF", "WEEK", "T5", "D5"} == session_preview.KNOWN_BEFORE
        assert {"D2", "D3"} == session_preview.HOLDING - session_preview.KNOWN_BEFORE

    def test_the_signs_in_the_ledger(self):
        signs = {
            rule: ledger_tags.PLAN_ICONS.get(row.result, "pause")
            for rule, row in plan_rules.LINES.items()
        }
        eased = dict.fromkeys(("WEEK", "HALF", "D2", "D3"), "arrow-down")
        assert {rule: sign for rule, sign in signs.items() if sign != "pause"} == (
            {**eased, "CLEARED": "play", "SHARED": "equal"}
        )

    def test_an_id_stands_once_in_its_family(self):
        for family in (AFTER, BEFORE, WHOLE_PLAN):
            ids = [rule.id for rule in family]
            assert len(ids) == len(set(ids))


def described(tree):
    """Each annotated number of a module, with its unit and the text below it."""
    lines = [*tree.body, None]
    for line, below in pairwise(lines):
        match line, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id=unit)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if name in THRESHOLDS:
                yield name, (unit, text)


THRESHOLD_TREE = ast.parse(inspect.getsource(thresholds))
DESCRIBED = dict(described(THRESHOLD_TREE))


class TestThresholds:
    @pytest.mark.parametrize("name", THRESHOLDS)
    def test_each_has_a_unit_and_a_source(self, name):
        unit, text = DESCRIBED[name]
        assert unit in UNITS
        sources = re.search(r"Source: ([\w, -]+)\.$", text)
        assert sources
        assert set(sources[1].split(", ")) <= {*SOURCES, *UNFOUNDED}

    def test_each_is_a_plain_number(self):
        values = [node.value for node in THRESHOLD_TREE.body if isinstance(node, ast.AnnAssign)]
        numbers = [v.value for v in values if isinstance(v, ast.Constant)]
        assert numbers == [*THRESHOLDS.values(), thresholds.REAL_CHANGE]

    @pytest.mark.parametrize("file", CODE, ids=name_of)
    def test_no_other_module_writes_its_number_again(self, file):
        if file == Path(thresholds.__file__):
            return
        again = [
            ast.unparse(node)
            for node in ast.walk(ast.parse(file.read_text()))
            if is_a_threshold_again(node)
        ]
        assert again == []


# What the rules compare with thresholds, wherever it is read.
NUMBERS = {"pre", "during", "after", "morning", "felt", "worst", "number", "discomfort",
           "usual", "usual_morning", "highest", "carry"}  # fmt: skip


def is_a_threshold_again(node):
    """A name of a threshold given a number, or a number told compared with a bare one."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in THRESHOLDS
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            names = {getattr(side, "attr", getattr(side, "id", "")) for side in sides}
            bare = [s for s in sides if isinstance(s, ast.Constant) and type(s.value) is int]
            return bool(names & NUMBERS) and any(side.value > 1 for side in bare)
        case ast.Call(func=ast.Name(id="timedelta"), keywords=[ast.keyword(arg="hours", value=v)]):
            return isinstance(v, ast.Constant) and v.value == THRESHOLDS["MORNING_HOURS"]
    return False


@pytest.mark.parametrize(
    "text",
    ["SEVERE_FROM = 8", "SEVERE_FROM: int = 8", "step.during >= 8", "x = 4 <= pre <= 5",
     "timedelta(hours=96)"],
)  # fmt: skip
def test_a_threshold_written_again_would_be_found(text):
    assert any(is_a_threshold_again(node) for node in ast.walk(ast.parse(text)))
