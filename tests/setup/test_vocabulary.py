"""Every word that is kept stands once, in the vocabulary; what it is called, beside it."""

import ast
from enum import StrEnum
from pathlib import Path

import pytest

from routines import vocabulary
from routines.models.labels import LABELS, choices_of, label_of
from routines.vocabulary import Action, Kind, Lack, SwapCause

ROOT = Path(__file__).resolve().parents[2]
ENUMERATIONS = [
    words
    for words in vars(vocabulary).values()
    if isinstance(words, type) and issubclass(words, StrEnum) and words is not StrEnum
]
# An action is told by the doses before and after it, a lack and a cause by their sentences.
NEVER_SHOWN = {Action, Lack, SwapCause}
# The joints and props of a drawing are words of their own, some of them spelled the same.
DRAWN = ("figures", "figures.py")
# Names of columns, answers of a form that no row holds, and the parts of a drawn body.
SPELLED_ALIKE = {
    ("routines/library/exercise.py", "SwapReason"),
    ("routines/coaching/health.py", "Lack"),
    ("routines/templatetags/body_map.py", "BodyPlace"),
}
CODE = [
    file
    for folder in ("routines", "backflex")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if not {"migrations", "vocabulary.py", "labels.py", *DRAWN} & set(file.parts)
]


def lists_of_strings(tree):
    """Each list of string constants in some code, with its line: literals and class bodies."""
    for node in ast.walk(tree):
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
                pass
            case ast.Dict(keys=parts):
                pass
            case ast.ClassDef(body=body):
                parts = [line.value for line in body if isinstance(line, ast.Assign)]
                parts = [part.elts[0] if isinstance(part, ast.Tuple) else part for part in parts]
            case _:
                continue
        yield (
            node.lineno,
            {
                part.value
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            },
        )


@pytest.mark.parametrize("words", ENUMERATIONS, ids=lambda words: words.__name__)
def test_every_word_that_a_page_shows_has_a_label(words):
    assert set(LABELS.get(words, ())) == (set() if words in NEVER_SHOWN else set(words))


def test_a_choice_is_a_plain_string_and_the_label_of_its_word():
    value, label = choices_of(Kind)[0]
    assert type(value) is str
    assert (value, label) == ("warm_up", label_of(Kind.WARM_UP))


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_other_module_lists_words_of_the_vocabulary(file):
    again = [
        (line, words.__name__, sorted(strings & set(words)))
        for line, strings in lists_of_strings(ast.parse(file.read_text()))
        for words in ENUMERATIONS
        if len(strings & set(words)) > 1
        and (str(file.relative_to(ROOT)), words.__name__) not in SPELLED_ALIKE
    ]
    assert again == []
