"""The documents are true: their examples work, and what they and the code cite is there."""

import re
from pathlib import Path

import pytest

from routines.library.ladders import library_ladders
from routines.progression.diary.file import read_diary
from routines.progression.plan_level.replay import replay

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
CODE = [
    file
    for folder in ("backflex", "routines", "tests", "bench", "screenshots", "templates", "static")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in {".py", ".html", ".css", ".js", ".toml", ".txt"}
]
TEXTS = [*DOCUMENTS, ROOT / "Makefile", ROOT / "pyproject.toml", *CODE]
# Made by a command, so that a fresh checkout has none of it.
MADE = ("docs/screens",)
# Standards and societies with numbers of their own.
ELSEWHERE = {"ACSM", "NICE", "WCAG"}
PATH = re.compile(
    r"(?<![\w./-])((?:docs|routines|templates|static|tests|bench|backflex|screenshots)/[\w./-]*\w)(?![\w*])"
)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
# A document by its name alone, with a section: "(RULES 5, T3)".
SECTION = re.compile(r"\(?\b([A-Z]{4,}) \d+(?:\.\d+)?[,).:]")
CITED_RULE = re.compile(r"rules\.md, ([A-Z]\d+\w*)")


def name_of(file):
    return str(file.relative_to(ROOT))


def test_the_log_in_the_docs_is_a_log():
    example = re.search(r"```json\n(.+?)```", Path("docs/log.md").read_text(), re.DOTALL)
    assert example
    replayed = replay(read_diary(example.group(1), library_ladders("ease")))
    assert [line.exercise for line in replayed.ledger.lines] == ["bridge"]


@pytest.mark.parametrize("file", TEXTS, ids=name_of)
def test_every_path_that_is_cited_exists(file):
    cited = {path for path in PATH.findall(file.read_text()) if not path.startswith(MADE)}
    assert [path for path in sorted(cited) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=name_of)
def test_every_link_between_documents_leads_somewhere(file):
    links = [link for link in LINK.findall(file.read_text()) if "//" not in link]
    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("file", TEXTS, ids=name_of)
def test_no_document_is_cited_that_is_not_here(file):
    names = {document.stem.upper() for document in DOCUMENTS} | ELSEWHERE
    assert {name for name in SECTION.findall(file.read_text()) if name not in names} == set()


@pytest.mark.parametrize("file", CODE, ids=name_of)
def test_every_rule_that_is_cited_stands_in_the_rules(file):
    rules = (ROOT / "docs" / "rules.md").read_text() + (ROOT / "docs" / "rule-table.md").read_text()
    cited = CITED_RULE.findall(file.read_text())
    assert [rule for rule in cited if not re.search(rf"\b{rule}\b", rules)] == []


def test_the_readme_names_all_that_does_not_run_on_postgresql():
    variable = re.search(
        r"^ELSEWHERE := ((?:.*\\\n)*.*)", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    left_out = [f"tests/{path}" for path in variable[1].replace("\\\n", " ").split()]
    assert "tests/planning" in left_out
    assert [path for path in left_out if not (ROOT / path).exists()] == []
    readme = (ROOT / "README.md").read_text()
    assert [path for path in left_out if f"`{path}`" not in readme] == []
