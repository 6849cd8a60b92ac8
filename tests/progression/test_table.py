"""The published table says what the code does: no row without a rule, no rule without a row."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from django.core.management import call_command

from routines.progression.plan_level import exposures, replay, weeks
from routines.progression.plan_level.plan_rules import WHOLE_PLAN, strength_waits
from routines.progression.published.glossary import TERMS
from routines.progression.published.sentences import (
    DECISION_SENTENCES,
    GATE_SENTENCES,
    PLAN_SENTENCES,
)
from routines.progression.published.sources import GROUNDS, SOURCES
from routines.progression.published.table import FAMILIES, RESULTS, STRENGTHS, anchor_of, rows_of
from routines.progression.rules import history, regress, values
from routines.progression.rules.gate import BEFORE
from routines.progression.rules.registry import AFTER, PAIN_RULES
from routines.progression.rules.rule import Strength, in_words
from routines.progression.rules.thresholds import THRESHOLDS
from routines.progression.tools.cases import answer

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "routines" / "progression"
# The modules in which something is decided.
DECIDING = [
    "diary/events",
    "plan_level/decisions", "plan_level/exposures", "plan_level/locks", "plan_level/opening",
    "plan_level/plan_rules", "plan_level/replay", "plan_level/review", "plan_level/state",
    "plan_level/weeks", "rules/decide", "rules/during", "rules/gate", "rules/history",
    "rules/hold", "rules/progress", "rules/regress", "rules/results", "rules/stop", "rules/swap",
    "rules/values",
]  # fmt: skip
RULES = [rule for family in FAMILIES for rule in family.rules]
IDS = {rule.id for rule in RULES}
ID = re.compile(r"[A-Z]\d+[a-z]?")
# Sentences that several rules share, or that belong to one under another name.
SHARED_SENTENCES = {"gap": "G2", "cleared": "CLEARED"}


@cache
def tree(module):
    return ast.parse((PACKAGE / f"{module}.py").read_text())


def strings_of(tree):
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} - {None}


def names_in(*texts):
    """The thresholds that the braces of some texts name."""
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def names_used(source):
    nodes = ast.walk(ast.parse(source))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def body_of(function):
    """The source of a function without what stands above it."""
    [node] = ast.parse(inspect.getsource(function)).body
    return ast.unparse(ast.Module(node.body, []))


def published_texts():
    yield from (text for rule in RULES for text in (rule.when, rule.then))
    yield from (meaning for _, meaning in TERMS)
    yield from (ground.what for ground in GROUNDS)


class TestEveryRuleHasARow:
    def test_every_id_that_the_code_writes(self):
        strings = {text for name in DECIDING for text in strings_of(tree(name))}
        written = {text for text in strings if isinstance(text, str) and ID.fullmatch(text)}
        assert written >= {"T1", "X5", "H8n", "D5", "R1", "P4"}
        assert written - IDS == set()

    def test_every_rule_that_has_a_sentence(self):
        sentences = {*DECISION_SENTENCES, *GATE_SENTENCES, *PLAN_SENTENCES}
        said = {key if key in IDS else key.split(".")[0] for key in sentences}
        assert {SHARED_SENTENCES.get(key, key) for key in said} == IDS

    def test_every_rule_of_a_published_case(self):
        cases = (Path(__file__).with_name("vectors.json")).read_text()
        rules = {rule for case in answer(cases) for rule in case["rules"]}
        assert len(rules) > 20
        assert rules <= IDS

    def test_each_is_in_its_family_once(self):
        for family in FAMILIES:
            ids = [rule.id for rule in family.rules]
            assert len(ids) == len(set(ids)), family.slug
        anchors = [row.anchor for family in FAMILIES for row in rows_of(family)]
        assert len(anchors) == len(set(anchors))
        assert set(anchors) >= IDS

    def test_no_verdict_is_left_out(self):
        assert {*AFTER, *BEFORE, *WHOLE_PLAN} == set(RULES)


class TestTheNumbersAreThoseOfTheCode:
    @pytest.mark.parametrize("module", DECIDING)
    def test_nothing_is_compared_with_a_bare_number(self, module):
        bare = [
            ast.unparse(node)
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Compare)
            for side in (node.left, *node.comparators)
            for part in (side.elts if isinstance(side, ast.Tuple) else [side])
            if isinstance(part, ast.Constant) and type(part.value) in (int, float) and part.value
        ]
        assert bare == []

    def test_every_threshold_is_published(self):
        assert names_in(*published_texts()) - set(strength_waits.names) == set(THRESHOLDS)

    def test_every_threshold_is_used_where_something_is_decided(self):
        used = {
            node.id
            for name in DECIDING
            for function in ast.walk(tree(name))
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
            if isinstance(node, ast.Name)
        }
        # The hours of a morning are made a length of time first.
        assert set(THRESHOLDS) - used == {"MORNING_HOURS"}
        assert "timedelta(hours=MORNING_HOURS)" in inspect.getsource(replay)

    @pytest.mark.parametrize("rule", AFTER, ids=lambda rule: rule.id)
    def test_a_rule_is_published_with_the_thresholds_that_it_compares_with(self, rule):
        helpers = [
            function
            for function in rule.function.__globals__.values()
            if inspect.isfunction(function) and function.__module__ == rule.function.__module__
        ]
        read = [rule.function, *helpers, regress.days_off, history, values, weeks, exposures]
        used = set().union(*(names_used(inspect.getsource(part)) for part in read))
        assert names_in(rule.when) <= used
        own = names_used(body_of(rule.function)) & set(THRESHOLDS)
        assert own <= names_in(rule.when)

    def test_a_share_reads_as_per_cent(self):
        assert in_words("{FINE_SHARE:.0%} of {STOP_AT}") == "90% of 6"

    def test_t5_names_the_rules_that_it_counts(self):
        assert set(ID.findall(strength_waits.condition())) == PAIN_RULES

    def test_a_row_names_no_rule_that_is_not_there(self):
        named = {rule for text in published_texts() for rule in ID.findall(text)}
        assert named <= IDS


class TestWhatARowRestsOn:
    def test_every_source_is_known_and_every_known_one_used(self):
        used = {key for rule in RULES for key in rule.basis}
        used |= {key for ground in GROUNDS for key in ground.basis}
        assert used == set(SOURCES)

    @pytest.mark.parametrize("key", SOURCES)
    def test_a_source_says_who_when_what_and_where(self, key):
        source = SOURCES[key]
        assert key.endswith(f"-{source.year}")
        assert source.name.endswith(f" {source.year}")
        assert source.citation.startswith(f"{source.authors} ({source.year}). {source.title}.")
        assert re.fullmatch(r"(10\.\d{4,}/\S+)?", source.doi)

    def test_what_claims_evidence_names_a_source(self):
        for row in [*RULES, *GROUNDS]:
            if row.strength in (Strength.GOOD, Strength.FAIR, Strength.PUBLIC):
                assert row.basis, row

    def test_every_result_and_strength_has_its_word(self):
        assert {rule.result for rule in RULES} == set(RESULTS)
        assert set(STRENGTHS) == set(Strength)


def test_the_page_for_physiotherapists_is_what_the_command_prints(capsys):
    call_command("rule_table")
    printed = capsys.readouterr().out
    assert (ROOT / "docs" / "rule-table.md").read_text() == printed
    for rule in RULES:
        assert f"| {rule.id} |" in printed


class TestTheRulesInWords:
    """docs/rules.md says where each rule stands, and has what the code cites."""

    TEXT = (ROOT / "docs" / "rules.md").read_text()
    HEADINGS = set(re.findall(r"^## (.+)$", TEXT, re.MULTILINE))
    # A section by its heading, in the text of a docstring or a comment.
    CITED = re.compile(r"/rules\.md,\s+([A-Z][^).;\"]+)[).;\"]")

    def test_each_rule_is_listed_where_it_stands(self):
        listed = [
            (anchor_of(family, rule), rule.id, family.title, rule.function.__name__, module)
            for family in FAMILIES
            for rule in family.rules
            for module in [rule.function.__module__.removeprefix("routines.progression.")]
        ]
        written = [
            '| <a id="{}"></a>{} | {} | `{}` | `{}.py` |'.format(*row[:4], row[4].replace(".", "/"))
            for row in listed
        ]
        assert [line for line in self.TEXT.splitlines() if "<a id=" in line] == written

    def test_the_rule_that_it_shows_is_the_rule(self):
        shown = re.search(r"```python\n(.+?)```", self.TEXT, re.DOTALL)[1]
        assert shown in inspect.getsource(regress)

    def test_every_section_that_is_cited_is_there(self):
        files = [*(ROOT / "routines").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        cited = {
            section
            for file in files
            if file != Path(__file__)
            for section in self.CITED.findall(file.read_text())
            if not ID.fullmatch(section)
        }
        assert cited >= {"Deciding", "Locks"}
        assert cited - self.HEADINGS == set()
